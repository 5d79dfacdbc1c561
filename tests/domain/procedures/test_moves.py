"""What may be done in a case and what may not, read as sentences; and that no order of moves gets round it."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhidu.domain.calendar import Calendar, Duration
from zhidu.domain.procedures import (
    Act,
    Case,
    Ended,
    Gate,
    Move,
    Procedure,
    Rule,
    Standing,
    Step,
    refusals,
    times,
)

CALENDAR = Calendar()
JAN = date(2026, 1, 5)


def year() -> Duration:
    return Duration.parse("1y")


RECRUITMENT = Procedure(
    id="recruitment",
    title="发展党员",
    steps=(
        Step(id="apply", title="递交申请", actor="applicant", evidence=("application",)),
        Step(id="talk", title="派人谈话", actor="branch", within=Duration.parse("1m"), within_of="apply"),
        Step(id="activist", title="确定积极分子", actor="branch"),
        Step(id="train", title="培养教育", actor="branch", repeat=True),
        Step(
            id="candidate",
            title="确定发展对象",
            actor="branch",
            since="activist",
            min_dwell=year(),
            gate=Gate(kind="approval", by="superior"),
        ),
        Step(
            id="notice",
            title="公示",
            actor="branch",
            gate=Gate(kind="publication", by="masses", lasting=Duration.parse("5wd")),
            on_fail="activist",
        ),
        Step(
            id="meeting", title="支部大会讨论", gate=Gate(kind="ballot", by="admission"), on_fail="activist"
        ),
    ),
)


def after(case: Case, *moves: Move) -> Case:
    """The case after moves that are all legal."""
    for move in moves:
        assert refusals(case, move, CALENDAR) == [], move
        case = case.after(move)
    return case


def did(step: str, on: date, **more: object) -> Move:
    return Move(step=step, on=on, **more)  # type: ignore[arg-type]


def applied() -> Case:
    return after(
        Case(procedure=RECRUITMENT),
        did("apply", JAN, evidence=frozenset({"application"})),
        did("talk", JAN + timedelta(days=10)),
        did("activist", date(2026, 3, 2)),
    )


def trained() -> Case:
    return after(applied(), did("train", date(2026, 6, 1)))


def why_not(case: Case, move: Move) -> dict[Rule, str]:
    return {one.rule: one.text for one in refusals(case, move, CALENDAR)}


def test_a_step_waits_for_the_one_before_it_and_says_for_which() -> None:
    found = refusals(Case(procedure=RECRUITMENT), did("activist", JAN), CALENDAR)
    assert [one.rule for one in found] == [Rule.ORDER]
    assert found[0].text == "先要办完“递交申请”、“派人谈话”，才能“确定积极分子”。"
    assert found[0].missing == ("apply", "talk")


def test_papers_that_are_missing_are_named() -> None:
    found = refusals(Case(procedure=RECRUITMENT), did("apply", JAN), CALENDAR)
    assert (found[0].rule, found[0].missing) == (Rule.EVIDENCE, ("application",))


def test_too_early_is_refused_with_the_day_it_becomes_possible() -> None:
    case = trained()
    ask = did("candidate", date(2027, 3, 1), act=Act.ASK)
    case = after(case, ask)
    case = after(case, did("candidate", date(2027, 3, 1), act=Act.PASS, acting=frozenset({"superior"})))
    (found,) = refusals(case, did("candidate", date(2027, 3, 1)), CALENDAR)
    assert (found.rule, found.possible_from) == (Rule.DWELL, date(2027, 3, 2))
    assert "满 1 年才可" in found.text
    assert "还差 1 天" in found.text
    assert refusals(case, did("candidate", date(2027, 3, 2)), CALENDAR) == []


def test_a_step_that_needs_consent_is_not_done_without_it() -> None:
    found = why_not(trained(), did("candidate", date(2027, 3, 2)))
    assert found == {Rule.GATE: "“确定发展对象”要上级同意才算办完，现在还没有。"}


def test_the_superior_answers_and_nobody_else() -> None:
    case = after(trained(), did("candidate", date(2027, 3, 2), act=Act.ASK, acting=frozenset({"branch"})))
    answer = did("candidate", date(2027, 3, 9), act=Act.PASS, acting=frozenset({"branch"}))
    assert list(why_not(case, answer)) == [Rule.ACTOR]


def test_what_is_sent_back_may_be_put_again() -> None:
    case = after(
        trained(),
        did("candidate", date(2027, 3, 2), act=Act.ASK),
        did("candidate", date(2027, 3, 9), act=Act.RETURN),
    )
    assert Standing(case).of("candidate").returned == date(2027, 3, 9)
    assert refusals(case, did("candidate", date(2027, 3, 12), act=Act.ASK), CALENDAR) == []


def candidate() -> Case:
    return after(
        applied(),
        did("train", date(2026, 6, 1)),
        did("train", date(2026, 12, 1)),
        did("candidate", date(2027, 3, 2), act=Act.ASK),
        did("candidate", date(2027, 3, 5), act=Act.PASS),
        did("candidate", date(2027, 3, 5)),
    )


def test_a_notice_stands_for_its_full_working_days() -> None:
    published = date(2027, 3, 8)  # a Monday; the fifth full working day after it is the next Monday
    case = after(candidate(), did("notice", published, act=Act.ASK))
    (found,) = refusals(case, did("notice", date(2027, 3, 15), act=Act.PASS), CALENDAR)
    assert found.possible_from == date(2027, 3, 16)
    assert refusals(case, did("notice", date(2027, 3, 16), act=Act.PASS), CALENDAR) == []


def test_who_is_not_carried_goes_back_to_where_the_book_says() -> None:
    case = after(
        candidate(),
        did("notice", date(2027, 3, 8), act=Act.ASK),
        did("notice", date(2027, 3, 16), act=Act.PASS),
        did("notice", date(2027, 3, 16)),
        did("meeting", date(2027, 4, 1), act=Act.ASK),
        did("meeting", date(2027, 4, 1), act=Act.FAIL),
    )
    standing = Standing(case)
    assert standing.next is not None
    assert standing.next.id == "activist"
    assert standing.done("talk")
    assert not standing.done("candidate")


def test_a_repeated_step_may_be_taken_until_the_next_is_done() -> None:
    case = candidate()
    assert Rule.ORDER in why_not(case, did("train", date(2027, 3, 6)))


def test_nothing_more_happens_in_a_case_that_is_over() -> None:
    case = Case(procedure=RECRUITMENT, ended=Ended(on=JAN, withdrawn=True, reason="本人撤回"))
    assert why_not(case, did("apply", JAN)) == {Rule.ENDED: "这件事已于 2026年1月5日撤回，不能再往下办。"}


COMPLAINT = Procedure(
    id="complaint",
    title="反映的处理",
    steps=(
        Step(id="check", title="调查核实"),
        Step(id="handle", title="属实处理", only_if="verified"),
        Step(id="clarify", title="不实澄清", only_if="unfounded"),
        Step(id="tell", title="答复"),
    ),
)


def test_the_result_decides_which_branch_is_taken() -> None:
    case = Case(procedure=COMPLAINT)
    assert Rule.BRANCH in why_not(case, did("handle", JAN))
    case = after(case, did("check", JAN, result="unfounded"))
    assert "不是走“属实处理”这一支" in why_not(case, did("handle", JAN))[Rule.BRANCH]
    assert [one.id for one in Standing(case).open()] == ["clarify"]
    case = after(case, did("clarify", JAN), did("tell", JAN))
    assert Standing(case).complete


CYCLE = Procedure(
    id="pdca",
    title="四步循环",
    loops=True,
    steps=tuple(Step(id=one, title=one) for one in ("plan", "do", "check", "act")),
)


def test_a_cycle_begins_anew_only_when_it_is_whole() -> None:
    case = after(Case(procedure=CYCLE), did("plan", JAN), did("do", JAN))
    assert Rule.AGAIN in why_not(case, did("plan", JAN))
    case = after(case, did("check", JAN), did("act", JAN), did("plan", JAN))
    assert Standing(case).round == 2


def test_three_tracks_of_time_move_with_what_really_happened() -> None:
    track = {one.step.id: one for one in times(applied(), CALENDAR, date(2026, 4, 1))}
    assert track["talk"].latest == date(2026, 2, 5)
    assert (track["talk"].done, track["talk"].overdue) == (JAN + timedelta(days=10), 0)
    assert track["candidate"].earliest == date(2027, 3, 2)
    assert track["meeting"].earliest == date(2027, 3, 10)
    late = after(Case(procedure=RECRUITMENT), did("apply", JAN, evidence=frozenset({"application"})))
    assert {one.step.id: one.overdue for one in times(late, CALENDAR, date(2026, 2, 8))}["talk"] == 3


MOVES = st.builds(
    Move,
    step=st.sampled_from([one.id for one in RECRUITMENT.steps]),
    on=st.dates(date(2026, 1, 1), date(2028, 12, 31)),
    act=st.sampled_from(Act),
    evidence=st.sampled_from([frozenset(), frozenset({"application"})]),
)


@given(st.lists(MOVES, max_size=60))
def test_no_order_of_moves_gets_round_the_order_the_wait_or_the_gate(moves: list[Move]) -> None:
    case = Case(procedure=RECRUITMENT)
    for move in sorted(moves, key=lambda one: one.on):
        if not refusals(case, move, CALENDAR):
            case = case.after(move)
    standing = Standing(case)
    for step in RECRUITMENT.steps:
        if not standing.done(step.id):
            continue
        done = standing.of(step.id).done[0]
        for earlier in RECRUITMENT.steps[: RECRUITMENT.position(step.id)]:
            assert standing.done(earlier.id)
            assert standing.of(earlier.id).done[0] <= done
        if step.min_dwell is not None:
            assert done >= CALENDAR.add(standing.of(step.since).done[0], step.min_dwell)
        if step.gate is not None:
            passed = standing.of(step.id).passed
            assert passed is not None
            assert passed <= done


@pytest.mark.parametrize("on", [date(2026, 3, 1), date(2026, 12, 31)])
def test_what_is_open_may_be_begun_or_says_why_not(on: date) -> None:
    for step in Standing(applied()).open():
        for one in refusals(applied(), did(step.id, on), CALENDAR):
            assert one.rule not in {Rule.BRANCH, Rule.UNKNOWN}
            assert one.text.endswith("。")
