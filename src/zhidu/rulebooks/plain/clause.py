"""One clause: what is peculiar to its kind, then whom it binds, how it warns, and what follows when it is not kept."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from zhidu.domain.calendar import Unit
from zhidu.domain.rules.book import Rulebook
from zhidu.domain.rules.clause import Clause
from zhidu.domain.rules.counting import WARN_DAYS
from zhidu.domain.rules.kinds.registry import KINDS
from zhidu.domain.rules.terms import Local, Modality, Partial, Reach
from zhidu.domain.rules.vocabulary import SubjectClass
from zhidu.rulebooks.plain import counted, events
from zhidu.rulebooks.plain.counted import Said
from zhidu.rulebooks.plain.speech import Cell, Speech, length

_SAY: dict[str, Callable[[Speech, Any], Said]] = {
    "frequency": counted.frequency,
    "quota": counted.quota,
    "schedule": counted.schedule,
    "lapse": counted.lapse,
    "term": counted.term,
    "coverage": counted.coverage,
    "composition": counted.composition,
    "trend": counted.trend,
    "amount": counted.amount,
    "decision": events.decision,
    "stage": events.stage,
    "deadline": events.deadline,
    "role": events.role,
    "content": events.content,
    "record": events.record,
    "disclosure": events.disclosure,
    "prohibition": events.prohibition,
}
_REACH = {Reach.SELF: "只管采用的组织自己", Reach.BELOW: "只管采用的组织的下级"}
_PARTIAL = {
    Partial.FULL: "照全期算",
    Partial.SKIP: "不满一期的不算",
    Partial.EXACT: "按天数折算，不取整",
}


def cells(clause: Clause, book: Rulebook) -> list[Cell]:
    """怎么算: what is counted, how much, how often, how binding, for whom, when it counts, before and after."""
    s = Speech(clause, book)
    first, _ = _SAY[clause.kind](s, clause.params)
    return [one for one in (*first, *_common(s)) if one.value]


def sentence(clause: Clause, book: Rulebook) -> str:
    """The whole of it in one or two sentences; what nobody has fixed yet is said to be only suggested."""
    s = Speech(clause, book)
    _, said = _SAY[clause.kind](s, clause.params)
    if clause.open_needs:
        asked = "；".join(need.ask.rstrip("？?") for need in clause.open_needs)
        said += f"还没有明确：{asked}。上面写的是建议，明确以前只作记录，不判定。"
    return said


def bound(clause: Clause, book: Rulebook) -> str:
    """管谁: which organisations, or which people and things of which organisations."""
    s, applies = Speech(clause, book), clause.applies
    organizations = s.any_of(applies.organizations) if applies.organizations else ""
    limits = [one for one in (s.conditions(applies.when), s.conditions(applies.who)) if one]
    if clause.subject is SubjectClass.ORGANIZATION:
        whom = organizations or "党组织"
    else:
        whom = s.any_of(applies.types) if applies.types else clause.subject.chinese
        whom = f"{organizations}的{whom}" if organizations else whom
    return whom + (f"（{'，'.join(limits)}）" if limits else "")


def _common(s: Speech) -> Iterator[Cell]:
    clause = s.clause
    yield Cell("约束力", clause.modality.chinese)
    reach = _REACH.get(clause.applies.reach, "")
    yield Cell("管谁", bound(clause, s.book) + (f"，{reach}" if reach else ""))
    if clause.modality is Modality.MAY:
        yield Cell("没有办", "可办可不办，不作判定")
        return
    yield Cell("到期前", _before(clause))
    yield Cell("没做到", _after(s))
    if clause.excuse is not None:
        grounds = s.any_of(clause.excuse.grounds)
        yield Cell("可以免计", f"{grounds}，并经{s.any_of(clause.excuse.approver)}同意")
    elif clause.modality is Modality.GENERALLY:
        yield Cell("可以免计", "写明理由、经批准的变通")
    if KINDS[clause.kind].counts and clause.partial in _PARTIAL:
        yield Cell("不满一期", _PARTIAL[clause.partial])
    if clause.local is Local.FIXED:
        yield Cell("下级另定", "不行，更严更宽都不行")


def _before(clause: Clause) -> str:
    """When it is shown as near, and when people are told."""
    per = getattr(clause.params, "per", None)
    if clause.warn is not None:
        warn = f"提前 {length(clause.warn)}显示临期"
    elif _periodic(clause) and per in WARN_DAYS:
        warn = f"提前 {WARN_DAYS[per]} 天显示临期"
    else:
        warn = ""
    remind = f"提前 {length(clause.remind)}提醒" if clause.remind is not None else ""
    return "，".join(one for one in (warn, remind) if one)


def _periodic(clause: Clause) -> bool:
    """Whether it is counted by whole periods, one after the other."""
    per = getattr(clause.params, "per", None)
    return KINDS[clause.kind].counts and isinstance(per, Unit) and per is not Unit.TERM


def _after(s: Speech) -> str:
    """What follows when it was not kept."""
    clause = s.clause
    parts = ["记为一般未做到"] if clause.modality is Modality.GENERALLY else []
    if clause.makeup is not None:
        parts.append(f"{length(clause.makeup)}内可以补办，记为迟办")
    elif clause.kind == "deadline" and not getattr(clause.params, "before", False):
        parts.append("过了期限才办的记为迟办")
    elif _periodic(clause) and getattr(clause.params, "at_least", 1) is not None:
        parts.append("下一期结束以前可以补办，记为迟办")
    for one in clause.on_breach:
        within = f"，{length(one.within)}内" if one.within is not None else ""
        parts.append(f"启动{s.word(one.open)}{within}")
    if clause.proposes:
        parts.append(f"系统提出{s.word(clause.proposes)}，由会议决定")
    return "；".join(parts) or ("记为违反" if clause.modality is Modality.MUST_NOT else "记为未达标")
