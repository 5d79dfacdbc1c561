"""Two places where a wrong answer would harm people: lapsing a member, and passing a vote that did not pass."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import assume, event, given
from hypothesis import strategies as st

from tests.properties.clause_strategies import clauses, plain
from tests.properties.kind_strategies import PARAMS
from tests.properties.laws import law
from tests.properties.strategies import CALENDAR, Habit, Scene, scenes
from tests.worked import subject
from zhidu.domain.calendar import Period
from zhidu.domain.decisions import Count, Outcome, decide, problems
from zhidu.domain.rules.facts import Fact
from zhidu.domain.rules.kinds.decision import count_of, requirement
from zhidu.domain.rules.kinds.lapse import LOOK_BACK
from zhidu.domain.rules.kinds.params import DecisionRule, Lapse
from zhidu.domain.rules.subjects import Subject
from zhidu.domain.rules.terms import Verdict

NOT_KEPT = {Verdict.BREACHED, Verdict.UNDETERMINED}
LAPSES = clauses(("lapse",), proposes="self_withdrawal")


def whole_periods(person: Subject, params: Lapse, as_of: date) -> list[Period]:
    """Whole periods of unbroken membership that are over, newest first: counted day by day."""
    found: list[Period] = []
    period = CALENDAR.period_of(params.per, as_of)
    while period is not None and len(found) < LOOK_BACK:
        days = [period.start + timedelta(days=n) for n in range(period.days)]
        if period.end <= as_of:
            if not all(person.on(day) for day in days):
                break
            found.append(period)
        period = CALENDAR.previous(period)
    return found


@law
@given(scenes(LAPSES))
def test_nobody_lapses_before_so_many_whole_months_of_membership(scene: Scene) -> None:
    """第 12 行：党员不满规定月数的，不提出处理；连续月数不超过在册的整月数。"""
    params = scene.clause.params
    assert isinstance(params, Lapse)
    people = {one.id: one for one in scene.subjects}
    for one in scene.findings():
        months = whole_periods(people[one.subject], params, scene.as_of)
        assert one.observed <= len(months)
        assert not one.proposes or len(months) >= params.run
        assert bool(one.proposes) is (one.verdict is Verdict.BREACHED)


@law
@given(scenes(LAPSES, Habit(most=20)), st.data())
def test_one_thing_done_ends_the_run_of_that_thing(scene: Scene, data: st.DataObject) -> None:
    """补记一次交纳（参加、完成），连续月数只会不变或变短，不会因此提出处理。"""
    params = scene.clause.params
    assert isinstance(params, Lapse)
    done = Fact(
        id="done",
        subject=data.draw(st.sampled_from([one.id for one in scene.subjects])),
        measure=data.draw(st.sampled_from(params.any_of)),
        on=data.draw(st.dates(date(2025, 12, 1), scene.as_of)),
    )
    before = {one.subject: one for one in scene.findings()}
    for one in scene.findings(facts=[*scene.facts, done]):
        earlier = before[one.subject]
        event(f"{earlier.verdict.value} → {one.verdict.value}")
        assert one.observed <= earlier.observed
        assert earlier.proposes or not one.proposes


people = st.integers(0, 9)
ballots = st.fixed_dictionaries(
    {"entitled": people, "present": people, "yes": people},
    optional={
        "no": people,
        "abstain": st.integers(0, 2),
        "written": st.integers(0, 3),
        "void": st.integers(0, 2),
        "excluded_present": st.integers(0, 1),
        "everyone": st.integers(0, 12),
        "result": st.sampled_from(("passed", "failed", "deferred")),
    },
)


@law
@given(PARAMS["decision"], ballots)
def test_a_vote_is_only_kept_if_its_numbers_are_possible_and_say_so(
    params: DecisionRule, ballot: dict[str, object]
) -> None:
    """票数不可能的，不判达标；记为通过而按票数并未通过的，不判达标。"""
    rule = plain(params)
    assume(requirement(rule) is not None)
    cells = {name: str(value) for name, value in ballot.items()}
    cells |= {"forum": "members_meeting;committee_meeting", "matter": "admission;reward"}
    fact = Fact(id="vote", subject="一支部", measure="ballot", on=date(2026, 5, 5), attributes=cells)
    (seen,) = Scene(rule, (subject(),), (fact,), date(2026, 6, 1)).findings()
    count, asked = count_of(fact), requirement(rule)
    assert isinstance(count, Count)
    assert asked is not None
    if problems(count):
        event("票数有误")
        assert seen.verdict in NOT_KEPT
        return
    outcome = decide(count, [asked]).outcome
    event(f"{outcome.value}，记为 {ballot.get('result', '未记')} → {seen.verdict.value}")
    if ballot.get("result") == "passed" and outcome is not Outcome.PASSED:
        assert seen.verdict is not Verdict.MET
