"""Signing in oneself by the code on the screen of the hall: off unless the secretary switched it on.

The code is worth nothing for long: it is drawn anew every :data:`SECONDS`, and one that was photographed and passed
on is refused soon after. It says which meeting, never who: who signs in is whoever is signed in on the telephone.
"""

from __future__ import annotations

import secrets
from base64 import b32encode

from django.utils.crypto import salted_hmac

from zhidu.apps.meetings.models import SelfSigning
from zhidu.foundation.clock import now

SECONDS = 40
"""How long one code stays on the screen."""
TAKEN = 3
"""Codes that are taken: the one on the screen and those just before it, so that nobody has to hurry."""
_SALT = "zhidu.apps.meetings.self_signing"


def switch(organization: int) -> SelfSigning | None:
    """How the switch of an organisation stands; None where nobody ever touched it: off."""
    return SelfSigning.objects.filter(organization=organization).first()


def is_on(organization: int) -> bool:
    """Whether members of an organisation may sign in themselves."""
    found = switch(organization)
    return found is not None and found.on


def code(activity: int) -> str:
    """The code of a meeting as it is on the screen now."""
    return _code(activity, _window())


def taken(activity: int, said: str) -> bool:
    """Whether a code is one of those just shown."""
    known = [_code(activity, _window() - back) for back in range(TAKEN)]
    return any(secrets.compare_digest(one.encode(), said.encode()) for one in known)


def _window() -> int:
    return int(now().timestamp()) // SECONDS


def _code(activity: int, window: int) -> str:
    digest = salted_hmac(_SALT, f"{activity}:{window}", algorithm="sha256").digest()
    return b32encode(digest[:10]).decode().lower()
