"""The marks of verdicts and of work: word, sign and colour of each, fixed here and nowhere else."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from django.utils.html import format_html
from django.utils.safestring import SafeString

from zhidu.domain.rules.terms import Verdict
from zhidu.foundation.ui.icons import glyph


@dataclass(frozen=True, slots=True)
class Mark:
    """``kind`` names the colours in the style sheet, ``sign`` the figure in the sprite."""

    kind: str
    word: str
    sign: str


_SIGNS = {
    Verdict.BREACHED: "cross",
    Verdict.AT_RISK: "risk",
    Verdict.LATE: "late",
    Verdict.MET: "met",
    Verdict.PENDING: "ring",
    Verdict.EXEMPT: "exempt",
    Verdict.UNDETERMINED: "unknown",
    Verdict.NOT_APPLICABLE: "dash",
}
MARKS = {one.value: Mark(one.value, one.chinese, _SIGNS[one]) for one in Verdict}
GENERALLY = Mark("generally", "一般未做到", "risk")
"""A clause that says 一般 and was not kept is amber, never red."""
WORK = {word: Mark("work", word, "ring") for word in ("待办", "正在办", "正在投票", "待议")}
"""States of work use the neutral ring: amber and red are for verdicts only."""
BARE_SIGNS = {"met": "check", "breached": "times", "pending": "dot"}
"""In the cells of strips and heat maps the frame of the sign is left out: the cell is the frame."""


def mark_of(verdict: str, *, generally: bool = False, word: str = "") -> Mark:
    """The mark of a verdict or of a state of work; an unknown word becomes a neutral ring."""
    if verdict == GENERALLY.kind or (verdict == Verdict.BREACHED and generally):
        found = GENERALLY
    else:
        found = MARKS.get(str(verdict)) or WORK.get(str(verdict)) or Mark("work", str(verdict), "ring")
    return found if not word else Mark(found.kind, word, found.sign)


@lru_cache(maxsize=1024)
def drawn(
    verdict: str, *, generally: bool = False, word: str = "", bare: bool = False, iconic: bool = False
) -> SafeString:
    """The mark as markup; a list has one in each row, so it is written out once for each kind."""
    mark = mark_of(verdict, generally=generally, word=word)
    return format_html(
        '<span class="mark mark-{}{}{}">{}{}</span>',
        mark.kind,
        " mark-bare" if bare else "",
        " mark-iconic" if iconic else "",
        glyph(mark.sign),
        format_html('<span class="sr">{}</span>', mark.word) if iconic else mark.word,
    )


def legend(*without: str) -> list[Mark]:
    """All eight, worst first, for the line under a picture."""
    ordered = sorted(Verdict, key=lambda one: -one.severity)
    return [MARKS[one.value] for one in ordered if one.value not in without]
