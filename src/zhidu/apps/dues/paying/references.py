"""References (附言): a few characters a payer copies, which tell whose money it is and notice a slip of the pen."""

from __future__ import annotations

import re
import secrets
import unicodedata

LETTERS = "ACDEFGHJKLMNPQRTUVWXY3479"
"""Without what is taken for something else when it is read or dictated."""
WEIGHTS = (1, 2, 3, 4, 6, 7)
PREFIX, LENGTH = "DF", len(WEIGHTS)
_FOUND = re.compile(rf"(?={PREFIX}([{LETTERS}]{{{LENGTH + 1}}}))")


def new_reference() -> str:
    """DF, six characters by chance, and one that checks them; it says nothing of who pays what."""
    body = "".join(secrets.choice(LETTERS) for _ in range(LENGTH))
    return f"{PREFIX}{body}{_check(body)}"


def found_in(text: str) -> list[str]:
    """References in what a bank passes on, however they were typed: small, wide, or with spaces between."""
    plain = unicodedata.normalize("NFKC", text).upper()
    plain = re.sub(r"[\s\-_.]", "", plain)
    codes = [body for body in _FOUND.findall(plain) if _check(body[:-1]) == body[-1]]
    return list(dict.fromkeys(f"{PREFIX}{body}" for body in codes))


def _check(body: str) -> str:
    """Notices any one wrong character, and two neighbours that changed places.

    It does because no weight, and no difference of neighbouring weights, shares a factor with the number of letters.
    """
    total = sum(weight * LETTERS.index(one) for weight, one in zip(WEIGHTS, body, strict=True))
    return LETTERS[total % len(LETTERS)]
