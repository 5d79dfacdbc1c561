"""Decision: whether a recorded vote was opened, passed or put off as the clause says."""

from __future__ import annotations

from collections.abc import Iterator

from zhidu.domain.decisions import Count, Decision, Outcome, Requirement, decide, problems
from zhidu.domain.decisions import implies as requirement_implies
from zhidu.domain.rules.clause import Clause
from zhidu.domain.rules.facts import Fact
from zhidu.domain.rules.findings import Finding
from zhidu.domain.rules.kinds.base import Said, Task, event_finding
from zhidu.domain.rules.kinds.params import DecisionRule
from zhidu.domain.rules.scope import events

_NEEDED = ("entitled", "present", "yes")
_OTHER = ("no", "abstain", "written", "void", "excluded_present")


def requirement(clause: Clause) -> Requirement | None:
    """What the clause asks of the numbers of a vote; None when it speaks of other things only."""
    params = clause.params
    if not isinstance(params, DecisionRule):
        return None
    if params.quorum is None and params.passing is None and params.near_tie is None:
        return None
    return Requirement(
        source=clause.source, quorum=params.quorum, passing=params.passing, near_tie=params.near_tie
    )


def evaluate(task: Task, params: DecisionRule) -> Iterator[Finding]:
    """One finding per recorded vote the clause speaks of."""
    for ballot, stretch in events(
        task.duty, task.subject, task.stretches(), "ballot", task.world, task.window
    ):
        named = [_named(ballot, "forum", params.forum), _named(ballot, "matter", params.matter)]
        if any(answer is False for answer in named):
            continue
        checks = [*_checks(task, params, ballot)]
        if any(answer is None for answer in named):
            checks.append((None, "表决记录没有写明会议或事项"))
        kept: bool | None = True
        for answer, _ in checks:
            if answer is False:
                kept = False
                break
            if answer is None:
                kept = None
        said = [text for answer, text in checks if answer is not True] or [text for _, text in checks[:1]]
        yield event_finding(
            task,
            ballot,
            stretch,
            Said(
                what=task.phrase(ballot.words("matter") or ()) or "表决",
                should=task.clause.title,
                did="；".join(said) or "有记录",
            ),
            kept=kept,
        )


def _named(ballot: Fact, column: str, wanted: frozenset[str]) -> bool | None:
    if not wanted:
        return True
    found = ballot.words(column)
    return None if found is None else bool(found & wanted)


def _checks(task: Task, params: DecisionRule, ballot: Fact) -> Iterator[tuple[bool | None, str]]:
    asked = requirement(task.clause)
    if asked is not None:
        yield _numbers_check(asked, ballot)
    if params.method:
        used = ballot.words("method")
        names = task.phrase(params.method)
        if used is None:
            yield None, f"没有记下表决方式（应为{names}）"
        else:
            yield bool(used & params.method), f"表决方式为{task.phrase(used)}（应为{names}）"
    if params.one_by_one:
        persons = ballot.count("persons")
        if persons is None:
            yield None, "没有记下一次表决了几个人"
        else:
            yield (
                persons <= 1,
                f"一次表决 {persons} 人" if persons <= 1 else f"一次表决了 {persons} 人（应逐个表决）",
            )
    if params.requires:
        done = ballot.words("done")
        lacking = [task.word(one) for one in params.requires if done is None or one not in done]
        if done is None:
            yield None, f"没有记下表决前是否{'、'.join(lacking)}"
        else:
            yield not lacking, f"表决前没有{'、'.join(lacking)}" if lacking else "表决前的程序齐全"
    if params.written_opinions is False:
        written = ballot.count("written")
        yield (
            (None if written is None else written == 0),
            f"收到书面意见 {written or 0} 份（本条不计书面意见）",
        )
    if params.dissent:
        yield _dissent(ballot)


def _dissent(ballot: Fact) -> tuple[bool | None, str]:
    against = ballot.count("no")
    if not against:
        return True, "没有不同意见"
    recorded = ballot.says_yes("dissent_recorded")
    return recorded, f"有 {against} 人不同意，不同意见{'已记录' if recorded else '没有记录在案'}"


def count_of(ballot: Fact) -> Count | None:
    """The numbers of a recorded vote; None where one that matters was not recorded."""
    if any(ballot.count(name) is None for name in _NEEDED):
        return None
    numbers = {name: ballot.count(name) or 0 for name in (*_NEEDED, *_OTHER)}
    return Count(**numbers, everyone=ballot.count("everyone"), emergency=ballot.says_yes("emergency") is True)


def _numbers_check(asked: Requirement, ballot: Fact) -> tuple[bool | None, str]:
    count = count_of(ballot)
    if count is None:
        return None, "没有记全应到、实到和赞成票数"
    wrong = problems(count)
    if wrong:
        return None, wrong[0].rstrip("。")
    outcome = decide(count, [asked])
    declared = (ballot.text("result") or "").strip()
    text = outcome.sentence.rstrip("。")
    if not declared or declared == outcome.outcome.value:
        return True, text
    if declared == Outcome.PASSED.value or outcome.outcome is Outcome.DEFERRED:
        return False, f"记为{_declared(declared)}，但{text}"
    return True, text


def _declared(value: str) -> str:
    try:
        return Outcome(value).chinese
    except ValueError:
        return f"“{value}”"


def decide_with(count: Count, clauses: list[Clause]) -> Decision:
    """The outcome of a vote under several clauses together: own book and superiors' (row 16)."""
    return decide(count, [one for one in map(requirement, clauses) if one is not None])


def implies(a: DecisionRule, b: DecisionRule) -> bool:
    """Whether a vote that satisfies *a* always satisfies *b*."""
    if not (_covers(a.forum, b.forum) and _covers(a.matter, b.matter)):
        return False
    ours = Requirement(source="a", quorum=a.quorum, passing=a.passing, near_tie=a.near_tie)
    theirs = Requirement(source="b", quorum=b.quorum, passing=b.passing, near_tie=b.near_tie)
    if not requirement_implies(ours, theirs):
        return False
    same_way = not b.method or (bool(a.method) and a.method <= b.method)
    same_care = a.one_by_one >= b.one_by_one and a.dissent >= b.dissent and set(a.requires) >= set(b.requires)
    written = b.written_opinions is None or a.written_opinions == b.written_opinions
    # who may be left out of 应到会 matters only where a share is taken of it
    same_body = a.exclude == b.exclude or (b.quorum is None and b.passing is None)
    return same_way and same_care and written and same_body


def _covers(wide: frozenset[str], narrow: frozenset[str]) -> bool:
    return not wide or (bool(narrow) and narrow <= wide)
