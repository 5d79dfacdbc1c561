"""Short texts that people type: names and the like."""

from __future__ import annotations

import unicodedata

_UNSEEN = frozenset({"Cc", "Cf", "Cs", "Co", "Cn"})
"""Control and format characters: two names that look the same would be two different names."""


def cleaned(text: str, longest: int) -> str:
    """*text* without spaces round it, and single ones within. Raises ValueError, in Chinese."""
    found = " ".join(text.split())
    unseen = next((one for one in found if unicodedata.category(one) in _UNSEEN), None)
    if unseen is not None:
        raise ValueError(f"第 {found.index(unseen) + 1} 个字是看不见的符号；请删去，重新写一遍")
    if len(found) > longest:
        raise ValueError(f"写了 {len(found)} 个字；应不超过 {longest} 个字")
    return found
