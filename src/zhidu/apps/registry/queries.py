"""Reading files: as a page shows them, masked or in full, and what was done to them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

from zhidu.apps.members.queries import MEMBER_TYPES, memberships, visible_people
from zhidu.apps.registry.access import KEEP
from zhidu.apps.registry.boxes import open_change, values_of
from zhidu.apps.registry.checking import differences
from zhidu.apps.registry.fields import FIELDS, SECTIONS, Field
from zhidu.apps.registry.looking import looks_at, reasons
from zhidu.apps.registry.models import Change, Photo, Profile, Proposal
from zhidu.foundation.access.rules import Actor
from zhidu.foundation.identity.queries import names

if TYPE_CHECKING:
    from zhidu.apps.members.models import Person

MOST = 30
"""Changes and looks on a page."""
NOBODY = "已不在的帐号"


@dataclass(frozen=True, slots=True)
class Line:
    """One field as a page shows it."""

    field: Field
    text: str
    differs: str = ""
    masked: bool = False


@dataclass(frozen=True, slots=True)
class Happened:
    """Something that was done to a file: when, who, what, and a line more."""

    at: datetime
    who: str
    what: str
    note: str = ""


def profile(person: int) -> Profile | None:
    """The file of somebody, if there is one."""
    return Profile.objects.filter(pk=person).first()


def has_photo(person: int) -> bool:
    """Whether there is a photograph."""
    return Photo.objects.filter(pk=person).exists()


def photo(person: int) -> Photo | None:
    """The photograph of somebody, if there is one."""
    return Photo.objects.filter(pk=person).first()


def sections(person: Person, row: Profile | None, *, full: bool) -> list[tuple[str, list[Line]]]:
    """(heading, its lines); masked unless *full*. One query."""
    values = values_of(row)
    member = person.type in MEMBER_TYPES
    differs = differences(values, memberships(person.pk)) if row is not None and member else {}
    return [
        (
            section,
            [
                Line(
                    field=one,
                    text=_text(one, values[one.key], full=full),
                    differs=differs.get(one.key, ""),
                    masked=one.sensitive and bool(values[one.key]) and not full,
                )
                for one in FIELDS.values()
                if one.section == section
            ],
        )
        for section in SECTIONS
    ]


def _text(one: Field, value: str, *, full: bool) -> str:
    return one.shown(value) if full else one.masked(value)


def years(since: date | None, day: date) -> int | None:
    """Whole years from one day to another."""
    if since is None:
        return None
    return day.year - since.year - ((day.month, day.day) < (since.month, since.day))


def missing(row: Profile | None) -> list[str]:
    """What a register of members asks for and nobody has entered."""
    return [one.title for one in FIELDS.values() if one.wanted and not (row and getattr(row, one.key))]


def changes(person: int, *, full: bool, most: int = MOST) -> list[Happened]:
    """The latest changes, newest first; what stood there before is masked like the file. Two queries."""
    rows = list(Change.objects.filter(person=person)[:most])
    who = names(one.by for one in rows if one.by is not None)
    found = []
    for one in rows:
        before, why = open_change(one.sealed)
        told = [
            f"原来写的{FIELDS[key].title}是{_text(FIELDS[key], text, full=full)}"
            for key, text in before.items()
            if text and key in FIELDS
        ]
        titles = "、".join(FIELDS[key].title for key in one.fields.split(",") if key in FIELDS)
        note = "；".join((*told, *((f"理由：{why}",) if why else ())))
        found.append(
            Happened(one.at, _who(who, one.by), f"登记{titles}" if not told else f"改{titles}", note)
        )
    return found


def looks(person: int, *, reasons_too: bool, most: int = MOST) -> list[Happened]:
    """Who read what is masked, newest first; with why, for the person. Two queries."""
    rows = looks_at(person, most)
    who = names(one.by for one in rows if one.by is not None)
    why = reasons(rows) if reasons_too else [""] * len(rows)
    return [
        Happened(one.at, _who(who, one.by), one.what_name, f"理由：{text}" if text else "")
        for one, text in zip(rows, why, strict=True)
    ]


def _who(known: Mapping[int, str], user: int | None) -> str:
    return "系统" if user is None else known.get(user, NOBODY)


def proposals(person: int, most: int = 10) -> list[Proposal]:
    """What somebody wanted put right, newest first."""
    return list(Proposal.objects.filter(person=person)[:most])


def waiting(actor: Actor, most: int = 100) -> list[Proposal]:
    """What waits for an answer by this actor, the oldest first. One query."""
    mine = KEEP.visible(actor, visible_people(actor)).order_by()
    rows = Proposal.objects.filter(answered_at=None, person__in=mine.values("pk"))
    if actor.person is not None:
        rows = rows.exclude(person=actor.person)
    return list(rows.select_related("person__organization").order_by("pk")[:most])


def proposal(pk: int) -> Proposal | None:
    """One of them with its person; None for a number that is none."""
    return Proposal.objects.filter(pk=pk).select_related("person__organization").first()
