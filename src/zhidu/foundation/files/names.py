"""Names of files as people may see them: nothing in them that a system could take for more than a name."""

from __future__ import annotations

import re
import unicodedata

LONGEST = 120
_SEPARATORS = re.compile(r"[\\/:*?\"<>|]+")
_DEVICES = re.compile(r"(?i)^(con|prn|aux|nul|com\d|lpt\d)(\.|$)")


def clean(name: str) -> str:
    """The name without folders, control and direction characters, and not too long; the end is kept.

    ``../../党员名册.xlsx`` → ``党员名册.xlsx``.
    """
    name = unicodedata.normalize("NFC", name).replace("\\", "/").rpartition("/")[2]
    # Cc and Cf: control characters, and those that make gpj.exe read as exe.jpg
    name = "".join(letter for letter in name if unicodedata.category(letter) not in ("Cc", "Cf", "Cs", "Co"))
    name = " ".join(_SEPARATORS.sub("_", name).split()).rstrip(". ")
    stem, dot, end = name.rpartition(".")
    if not dot:
        stem, end = name, ""
    if _DEVICES.match(name):
        stem = f"_{stem}"
    end = end[:10]
    stem = stem.strip(". ")[: LONGEST - len(end) - 1] or "附件"
    return f"{stem}.{end}" if end else stem
