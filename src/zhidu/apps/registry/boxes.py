"""A file as values: what is sealed is opened here and nowhere else."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from typing import Any

from zhidu.apps.registry.fields import DAYS, FIELDS
from zhidu.apps.registry.models import DIGESTED, SEALED, Profile, Proposal
from zhidu.foundation.keys import Ring, personal


def value_of(profile: Profile, key: str) -> str:
    """One value as text, '' where it is not known."""
    found = getattr(profile, key)
    if found is None or found == "":
        return ""
    if key in SEALED:
        return personal().open(found)
    return found.isoformat() if isinstance(found, date) else str(found)


def values_of(profile: Profile | None) -> dict[str, str]:
    """Every value as text: only for the person, for those who may read it, and for acts that change it."""
    return {key: "" if profile is None else value_of(profile, key) for key in FIELDS}


def put(profile: Profile, values: Mapping[str, str], ring: Ring) -> None:
    """Write values into a row that is not saved yet, sealing what has to be; the whole row is then of one key."""
    if profile.key != ring.current:
        resealed(profile, ring)
    for key, text in values.items():
        if key in SEALED:
            setattr(profile, key, ring.seal(text) if text else None)
            if key in DIGESTED:
                setattr(profile, f"{key}_digest", ring.digest(text) if text else None)
        elif key in DAYS:
            setattr(profile, key, date.fromisoformat(text) if text else None)
        else:
            setattr(profile, key, text)


def resealed(profile: Profile, ring: Ring) -> None:
    """The same row under the newest key."""
    for key in SEALED:
        sealed = getattr(profile, key)
        if sealed is None:
            continue
        text = ring.open(sealed)
        setattr(profile, key, ring.seal(text))
        if key in DIGESTED:
            setattr(profile, f"{key}_digest", ring.digest(text))
    profile.key = ring.current


def seal_change(before: Mapping[str, str], why: str, ring: Ring) -> bytes:
    """What a change keeps of what stood there before."""
    return ring.seal(json.dumps({"before": dict(before), "why": why}, ensure_ascii=False))


def open_change(sealed: Any) -> tuple[dict[str, str], str]:  # noqa: ANN401 - bytes, or what a database has for them
    """(field → what stood there before, why)."""
    said = json.loads(personal().open(sealed))
    return said["before"], said["why"]


def open_proposal(row: Proposal) -> tuple[dict[str, str], str]:
    """(field → what it should say, why)."""
    said = json.loads(personal().open(row.sealed))
    return said["values"], said["why"]
