"""Counting paper ballots (纸质选票): a tally sheet whose numbers must agree with one another.

Issued is at least returned, returned is valid and void together, and every name or option adds up to the valid
papers. What cannot be is refused with the reason and the number that would be right; nothing is adjusted.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Marks:
    """What the valid papers say of one name or question: 赞成、反对、弃权, in papers."""

    yes: int
    no: int = 0
    abstain: int = 0

    @property
    def total(self) -> int:
        return self.yes + self.no + self.abstain


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """A tally sheet (计票单).

    ``voters`` are the people who could take a paper. ``lines`` has one line a question or a listed candidate;
    ``others`` the names that were written in, each with the papers that name it. ``seats`` is how many names one
    paper may choose; None where it is no election.
    """

    voters: int
    issued: int
    returned: int
    valid: int
    void: int
    lines: Mapping[str, Marks]
    others: Mapping[str, int] = field(default_factory=dict)
    seats: int | None = None


_NAMES = {"issued": "发出", "returned": "收回", "valid": "有效票", "void": "无效票"}


def sheet_faults(sheet: Sheet) -> dict[str, str]:
    """Field → why its number cannot be right, and what would be; empty for a sheet that adds up.

    Lines are named by their key, names written in by ``other:`` and the name.
    """
    found = {
        name: f"{title}填的是 {value} 张；应不小于 0"
        for name, title in _NAMES.items()
        if (value := getattr(sheet, name)) < 0
    }
    found |= {
        key: "票数应不小于 0" for key, line in sheet.lines.items() if min(line.yes, line.no, line.abstain) < 0
    }
    found |= {
        f"other:{name}": f"{name}填的是 {votes} 票；应不小于 0"
        for name, votes in sheet.others.items()
        if votes < 0
    }
    if found:
        return found  # sums over negative numbers would only mislead
    _papers(sheet, found)
    for key, line in sheet.lines.items():
        if line.total != sheet.valid:
            found[key] = (
                f"赞成 {line.yes}、反对 {line.no}、弃权 {line.abstain}，合计 {line.total} 票；"
                f"应等于有效票 {sheet.valid} 张"
            )
    if sheet.seats is not None:
        _names(sheet, sheet.seats, found)
    return found


def _papers(sheet: Sheet, found: dict[str, str]) -> None:
    if sheet.issued > sheet.voters:
        found["issued"] = (
            f"发出 {sheet.issued} 张，多于能投票的 {sheet.voters} 人；一人一张，应不超过 {sheet.voters} 张"
        )
    if sheet.returned > sheet.issued:
        found["returned"] = (
            f"收回 {sheet.returned} 张，多于发出的 {sheet.issued} 张；核对无误的，这次投票无效，应作废重投"
        )
    if sheet.valid + sheet.void != sheet.returned:
        found["valid"] = (
            f"有效 {sheet.valid} 张、无效 {sheet.void} 张，合计 {sheet.valid + sheet.void} 张；"
            f"应等于收回的 {sheet.returned} 张"
        )


def _names(sheet: Sheet, seats: int, found: dict[str, str]) -> None:
    for name, votes in sheet.others.items():
        if votes > sheet.valid:
            found[f"other:{name}"] = (
                f"{name} {votes} 票，多于有效票 {sheet.valid} 张；应不超过 {sheet.valid} 票"
            )
    chosen = sum(line.yes for line in sheet.lines.values()) + sum(sheet.others.values())
    if chosen > seats * sheet.valid:
        found.setdefault(
            "lines",
            f"各人得票合计 {chosen} 票；有效票 {sheet.valid} 张、每张至多选 {seats} 人，"
            f"应不超过 {seats * sheet.valid} 票",
        )
    against = sum(line.no for line in sheet.lines.values())
    written = sum(sheet.others.values())
    if written > against:
        found.setdefault(
            "others",
            f"另选他人合计 {written} 票，多于反对票合计 {against} 票；"
            "不赞成候选人的才能另选，弃权的不能，所以另选应不超过反对",
        )
