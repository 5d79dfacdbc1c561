"""The numbers of one vote (计票), and what can be wrong with them."""

from __future__ import annotations

from dataclasses import dataclass, replace

from zhidu.domain.decisions.shares import Base


@dataclass(frozen=True, slots=True, kw_only=True)
class Count:
    """People and votes of one ballot. Only members who hold the voting right are counted anywhere in it.

    ``entitled`` 应到会; ``present`` 实到会, everyone in the room; ``written`` opinions that absent members
    handed in before the meeting, already included in ``yes``, ``no`` and ``abstain``; ``void`` ballots that
    count for nothing; ``excluded_present`` members who had been left out of 应到会 and came all the same
    (they are in ``present``, not yet in ``entitled``); ``everyone`` 全体, the same as 应到会 unless given;
    ``emergency`` 紧急情况.
    """

    entitled: int
    present: int
    yes: int
    no: int = 0
    abstain: int = 0
    written: int = 0
    void: int = 0
    excluded_present: int = 0
    everyone: int | None = None
    emergency: bool = False

    @property
    def voting(self) -> int:
        """Valid votes (有效票): yes, no and abstentions."""
        return self.yes + self.no + self.abstain

    @property
    def most_yes(self) -> int:
        """The most votes that could possibly be yes: all who are present and all who wrote."""
        return self.present + self.written

    def electorate(self) -> Count:
        """The count with 应到会 frozen: excluded members who came are entitled again (28 and one comes: 29).

        ``everyone`` stays as given, for 全体 never left them out.
        """
        if not self.excluded_present:
            return self
        return replace(self, entitled=self.entitled + self.excluded_present, excluded_present=0)

    def size(self, base: Base) -> int:
        """How many the base holds, with 应到会 as it stands (call it on :meth:`electorate`)."""
        match base:
            case Base.ENTITLED:
                return self.entitled
            case Base.PRESENT:
                return self.present
            case Base.VOTING:
                return self.voting
            case Base.ALL:
                return self.entitled if self.everyone is None else self.everyone

    @property
    def chinese(self) -> str:
        """The numbers in one sentence; what is zero and unusual is left out."""
        parts = [f"应到会有表决权 {self.entitled} 人", f"实到会 {self.present} 人"]
        if self.excluded_present:
            again = self.electorate().entitled
            parts.insert(1, f"未计入应到会而到会的 {self.excluded_present} 人重新计入后为 {again} 人")
        if self.everyone is not None and self.everyone != self.entitled:
            parts.insert(0, f"全体 {self.everyone} 人")
        if self.written:
            parts.append(f"会前书面意见 {self.written} 份")
        parts += [f"赞成 {self.yes} 票", f"反对 {self.no} 票", f"弃权 {self.abstain} 票"]
        if self.void:
            parts.append(f"无效 {self.void} 票")
        return "，".join(parts) + "。"


_NAMES = {
    "entitled": "应到会人数",
    "present": "实到会人数",
    "yes": "赞成票",
    "no": "反对票",
    "abstain": "弃权票",
    "written": "书面意见",
    "void": "无效票",
    "excluded_present": "未计入应到会而到会的人数",
    "everyone": "全体人数",
}


def problems(count: Count) -> tuple[str, ...]:
    """Why the numbers cannot be right, one Chinese sentence each; empty when they can.

    Checked after excluded members who came have re-entered 应到会. Every sentence gives the numbers and the
    limit.
    """
    negative = tuple(
        f"{name}填的是 {value}，应不小于 0。"
        for field, name in _NAMES.items()
        if (value := getattr(count, field)) is not None and value < 0
    )
    if negative:
        return negative  # sums over negative numbers would only produce misleading follow-up sentences
    frozen = count.electorate()
    if frozen.entitled == 0:
        return ("应到会有表决权人数为 0，没有人可以表决，应不小于 1。",)
    return tuple(_contradictions(count, frozen))


def _contradictions(count: Count, frozen: Count) -> list[str]:
    found: list[str] = []
    again = f"（含到会后重新计入的 {count.excluded_present} 人）" if count.excluded_present else ""
    if count.excluded_present > count.present:
        found.append(
            f"未计入应到会而到会的有 {count.excluded_present} 人，多于实到会的 {count.present} 人；"
            f"他们都在实到会人数之内，应不超过 {count.present} 人。"
        )
    if frozen.present > frozen.entitled:
        found.append(
            f"实到会 {frozen.present} 人，多于应到会的 {frozen.entitled} 人{again}；"
            f"实到会应不超过 {frozen.entitled} 人。"
        )
    absent = max(0, frozen.entitled - frozen.present)
    if frozen.written > absent:
        found.append(
            f"会前书面意见 {frozen.written} 份，多于未到会的 {absent} 人"
            f"（应到会 {frozen.entitled} 人，实到会 {frozen.present} 人）；书面意见应不超过 {absent} 份。"
        )
    ballots = frozen.voting + frozen.void
    if ballots > frozen.most_yes:
        found.append(
            f"共收到 {ballots} 票"
            f"（赞成 {frozen.yes}、反对 {frozen.no}、弃权 {frozen.abstain}、无效 {frozen.void}），"
            f"多于实到会 {frozen.present} 人加会前书面意见 {frozen.written} 份；"
            f"合计应不超过 {frozen.most_yes} 票。"
        )
    if frozen.everyone is not None and frozen.everyone < frozen.entitled:
        found.append(
            f"全体 {frozen.everyone} 人，少于应到会的 {frozen.entitled} 人{again}；"
            f"全体人数应不少于 {frozen.entitled} 人。"
        )
    return found
