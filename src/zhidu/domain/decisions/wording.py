"""The sentences a decision is explained in. Only words: nothing here decides anything."""

from __future__ import annotations

from zhidu.domain.decisions.count import Count
from zhidu.domain.decisions.requirement import NearTie
from zhidu.domain.decisions.shares import Share

NOBODY = "实到会 0 人，没有人到会，至少要到 1 人才能表决。"
NO_YES = "赞成 0 票，没有人赞成的事项不能通过。"

_ACTS = {"investigate": "进一步调查研究", "exchange": "交换意见", "revote_next": "下次会议再表决"}
_ADDRESSEES = {"superior": "上级党委"}


def quorum_sentence(*, source: str, share: Share, present: int, denominator: int, needed: int) -> str:
    """Those present against the quorum, and how many are missing."""
    result = "已达到" if present >= needed else f"还差 {needed - present} 人"
    return (
        f"到会人数须{share.chinese()}：{share.of.counted(denominator)}，至少要到 {needed} 人，"
        f"实到会 {present} 人，{result}（依据：{source}）。"
    )


def passing_sentence(*, source: str, share: Share, yes: int, denominator: int, needed: int) -> str:
    """The yes votes against the majority asked for, and how many are missing."""
    return (
        f"赞成票须{share.chinese()}：{share.of.counted(denominator)}，至少要 {needed} 票，"
        f"实得赞成 {yes} 票，{_votes_short(yes, needed)}（依据：{source}）。"
    )


def majority_sentence(*, source: str, yes: int, no: int, needed: int) -> str:
    """Yes against no, where no clause names a share."""
    return (
        f"各项依据都没有规定比例，赞成票须多于反对票：反对 {no} 票，至少要 {needed} 票，"
        f"实得赞成 {yes} 票，{_votes_short(yes, needed)}（依据：{source}）。"
    )


def _votes_short(yes: int, needed: int) -> str:
    return "已达到" if yes >= needed else f"还差 {needed - yes} 票"


def near_tie_sentence(*, source: str, near_tie: NearTie, count: Count) -> str:
    """How far the two sides are apart, and what follows when that is too close."""
    apart = abs(count.yes - count.no)
    facts = f"赞成 {count.yes} 票、反对 {count.no} 票，相差 {apart} 票"
    if apart > near_tie.margin:
        return f"{facts}，超过 {near_tie.margin} 票，不属于双方人数接近（依据：{source}）。"
    if count.emergency and near_tie.emergency_exempt:
        return (
            f"{facts}，虽在 {near_tie.margin} 票以内，"
            f"但属紧急情况，按多数意见执行，不暂缓（依据：{source}）。"
        )
    follow = "、".join(_ACTS.get(act, act) for act in near_tie.then)
    then = f"；下一步：{follow}" if follow else ""
    if near_tie.escalate is not None:
        addressee = _ADDRESSEES.get(near_tie.escalate, near_tie.escalate)
        then += f"；特殊情况下，也可将争论情况向{addressee}报告，请求裁决"
    return (
        f"{facts}，在 {near_tie.margin} 票以内，双方人数接近，应当暂缓作出决定，"
        f"相差 {near_tie.margin + 1} 票以上方可作出决定{then}（依据：{source}）。"
    )


def cannot_pass_sentence(*, source: str, share: Share, count: Count, denominator: int, needed: int) -> str:
    """A vote that is lost before it opens, for want of people."""
    written = f"加会前书面意见 {count.written} 份" if count.written else "、没有会前书面意见"
    return (
        f"实到会 {count.present} 人{written}，赞成票最多 {count.most_yes} 票；"
        f"{share.of.counted(denominator)}，赞成票须{share.chinese()}，至少要 {needed} 票："
        f"即使全部赞成也不能通过，还差 {needed - count.most_yes} 票（依据：{source}）。"
    )


def cannot_part_sentence(*, source: str, near_tie: NearTie, count: Count) -> str:
    """A vote that can only end in a near tie, for want of people."""
    return (
        f"实到会 {count.present} 人，会前书面意见 {count.written} 份，双方最多相差 {count.most_yes} 票，"
        f"必在 {near_tie.margin} 票以内：不论怎样表决都要暂缓，相差 {near_tie.margin + 1} 票以上方可作出决定"
        f"（依据：{source}）。"
    )
