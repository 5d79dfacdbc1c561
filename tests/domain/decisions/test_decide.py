"""表决判定：章程条款里的例子，逐条写明数字、比例、出处。"""

from __future__ import annotations

from fractions import Fraction

import pytest

from zhidu.domain.decisions import (
    PLAIN_MAJORITY,
    Base,
    Count,
    Decision,
    NearTie,
    Outcome,
    Requirement,
    Share,
    decide,
    warn_before_opening,
)

HALF = Fraction(1, 2)
LOCAL = Requirement(source="《学校党支部制度》第二篇·一·4", passing=Share(Base.PRESENT, HALF, strict=False))
NATIONAL = Requirement(
    source="《中国共产党支部工作条例（试行）》第十一条",
    quorum=Share(Base.ENTITLED, HALF, strict=True),
    passing=Share(Base.ENTITLED, HALF, strict=True),
)
HALF_QUORUM = Requirement(
    source="会议通则",
    quorum=Share(Base.ENTITLED, HALF, strict=False),
    passing=Share(Base.ENTITLED, HALF, strict=True),
)
COLLECTIVE = Requirement(
    source="《党支部综合制度》第五篇·二",
    near_tie=NearTie(margin=2, then=("investigate", "exchange", "revote_next"), escalate="superior"),
)
MAJORITY_ONLY = Requirement(source="《党支部综合制度》第五篇·二")
SIX_OF_TEN = Count(entitled=10, present=6, yes=4, no=1, abstain=1)


def _step(decision: Decision, what: str, source: str) -> str:
    (sentence,) = (s.sentence for s in decision.steps if (s.what, s.source) == (what, source))
    return sentence


# ---------------------------------------------------------------- 本单位制度与上级规定一并适用


@pytest.mark.covers("S2.1.10", "S2.1.11")
def test_four_of_six_present_pass_under_the_local_clause_alone() -> None:
    decision = decide(SIX_OF_TEN, [LOCAL])
    assert decision.outcome is Outcome.PASSED
    assert decision.reasons == (
        (
            "赞成票须不少于实到会人数的半数：实到会 6 人，至少要 3 票，实得赞成 4 票，已达到"
            "（依据：《学校党支部制度》第二篇·一·4）。"
        ),
    )


@pytest.mark.covers("S2.1.11")
def test_together_with_the_national_rule_the_same_votes_fail_and_the_reason_names_it() -> None:
    decision = decide(SIX_OF_TEN, [LOCAL, NATIONAL])
    assert decision.outcome is Outcome.FAILED
    assert decision.reasons == (
        (
            "赞成票须超过应到会有表决权人数的半数：应到会有表决权 10 人，"
            "至少要 6 票，实得赞成 4 票，还差 2 票"
            "（依据：《中国共产党支部工作条例（试行）》第十一条）。"
        ),
    )
    assert "已达到" in _step(decision, "passing", LOCAL.source)


@pytest.mark.covers("S2.1.11")
@pytest.mark.parametrize(
    ("yes", "outcome"),
    [
        pytest.param(3, Outcome.PASSED, id="6 人到会 3 票，恰好半数，有效"),
        pytest.param(2, Outcome.FAILED, id="6 人到会 2 票，不足半数"),
    ],
)
def test_exactly_half_of_those_present_is_enough_under_the_local_clause(yes: int, outcome: Outcome) -> None:
    assert decide(Count(entitled=10, present=6, yes=yes, no=6 - yes), [LOCAL]).outcome is outcome


def test_the_whole_explanation_reads_as_one_paragraph() -> None:
    assert decide(SIX_OF_TEN, [LOCAL, NATIONAL]).sentence == (
        "表决结果：未通过。应到会有表决权 10 人，实到会 6 人，赞成 4 票，反对 1 票，弃权 1 票。"
        "赞成票须超过应到会有表决权人数的半数：应到会有表决权 10 人，至少要 6 票，实得赞成 4 票，还差 2 票"
        "（依据：《中国共产党支部工作条例（试行）》第十一条）。"
        "到会人数须超过应到会有表决权人数的半数：应到会有表决权 10 人，至少要到 6 人，实到会 6 人，已达到"
        "（依据：《中国共产党支部工作条例（试行）》第十一条）。"
        "赞成票须不少于实到会人数的半数：实到会 6 人，至少要 3 票，实得赞成 4 票，已达到"
        "（依据：《学校党支部制度》第二篇·一·4）。"
    )


# ---------------------------------------------------------------- 少数服从多数


@pytest.mark.covers("S5.2.5", "S4.4.3", "S2.1.10")
@pytest.mark.parametrize(
    ("yes", "no", "outcome"),
    [
        pytest.param(3, 2, Outcome.PASSED, id="赞成多于反对"),
        pytest.param(2, 2, Outcome.FAILED, id="票数相同"),
        pytest.param(2, 3, Outcome.FAILED, id="赞成少于反对"),
        pytest.param(1, 0, Outcome.PASSED, id="其余弃权"),
        pytest.param(0, 0, Outcome.FAILED, id="全部弃权"),
    ],
)
def test_where_no_clause_names_a_share_the_larger_side_wins(yes: int, no: int, outcome: Outcome) -> None:
    decision = decide(Count(entitled=9, present=7, yes=yes, no=no, abstain=7 - yes - no), [])
    assert decision.outcome is outcome
    (step,) = decision.steps
    assert (step.source, step.base, step.denominator) == (PLAIN_MAJORITY, None, None)
    assert (step.count, step.needed) == (yes, no + 1)
    assert f"反对 {no} 票，至少要 {no + 1} 票，实得赞成 {yes} 票" in step.sentence


@pytest.mark.covers("S5.2.5")
def test_one_member_one_vote_more_votes_than_voters_are_impossible() -> None:
    decision = decide(Count(entitled=7, present=7, yes=5, no=3), [])
    assert decision.outcome is Outcome.IMPOSSIBLE
    assert decision.steps == ()
    assert "共收到 8 票" in decision.sentence
    assert "应不超过 7 票" in decision.sentence


def test_a_share_in_any_clause_replaces_the_plain_majority() -> None:
    decision = decide(Count(entitled=10, present=10, yes=5, no=5), [MAJORITY_ONLY, LOCAL])
    assert decision.outcome is Outcome.PASSED
    assert PLAIN_MAJORITY not in {step.source for step in decision.steps}


# ---------------------------------------------------------------- 双方人数接近


@pytest.mark.covers("S5.2.7")
def test_15_to_13_is_deferred_though_it_would_pass() -> None:
    decision = decide(Count(entitled=28, present=28, yes=15, no=13), [COLLECTIVE, NATIONAL])
    assert decision.outcome is Outcome.DEFERRED
    assert decision.reasons == (
        (
            "赞成 15 票、反对 13 票，相差 2 票，在 2 票以内，双方人数接近，应当暂缓作出决定，"
            "相差 3 票以上方可作出决定；下一步：进一步调查研究、交换意见、下次会议再表决；"
            "特殊情况下，也可将争论情况向上级党委报告，请求裁决（依据：《党支部综合制度》第五篇·二）。"
        ),
    )
    assert "实得赞成 15 票，已达到" in _step(decision, "passing", NATIONAL.source)


@pytest.mark.covers("S5.2.7")
def test_in_an_emergency_the_majority_is_carried_out_and_a_reason_says_so() -> None:
    decision = decide(Count(entitled=28, present=28, yes=15, no=13, emergency=True), [COLLECTIVE])
    assert decision.outcome is Outcome.PASSED
    assert decision.reasons[-1] == (
        "赞成 15 票、反对 13 票，相差 2 票，虽在 2 票以内，但属紧急情况，按多数意见执行，不暂缓"
        "（依据：《党支部综合制度》第五篇·二）。"
    )


@pytest.mark.covers("S5.2.7")
def test_in_an_emergency_the_majority_may_also_be_against() -> None:
    decision = decide(Count(entitled=28, present=28, yes=13, no=15, emergency=True), [COLLECTIVE])
    assert decision.outcome is Outcome.FAILED
    assert "紧急情况" in decision.reasons[-1]


@pytest.mark.covers("S5.2.7")
@pytest.mark.parametrize(
    ("yes", "no", "outcome"),
    [
        pytest.param(15, 12, Outcome.PASSED, id="相差 3 票，不接近"),
        pytest.param(14, 14, Outcome.DEFERRED, id="票数相同"),
        pytest.param(13, 15, Outcome.DEFERRED, id="反对略多，同样暂缓"),
        pytest.param(12, 15, Outcome.FAILED, id="反对多 3 票，不通过"),
    ],
)
def test_how_close_is_close(yes: int, no: int, outcome: Outcome) -> None:
    assert decide(Count(entitled=28, present=28, yes=yes, no=no), [COLLECTIVE]).outcome is outcome


def test_an_emergency_changes_nothing_where_the_clause_knows_no_such_exception() -> None:
    strict = Requirement(source="某制度", near_tie=NearTie(margin=0, emergency_exempt=False))
    decision = decide(Count(entitled=4, present=4, yes=2, no=2, emergency=True), [strict])
    assert decision.outcome is Outcome.DEFERRED


def test_an_emergency_is_not_mentioned_when_the_sides_are_far_apart() -> None:
    decision = decide(Count(entitled=28, present=28, yes=20, no=8, emergency=True), [COLLECTIVE])
    assert "紧急" not in decision.sentence
    assert "相差 12 票，超过 2 票" in decision.sentence


def test_next_steps_already_written_in_chinese_are_shown_as_they_stand() -> None:
    clause = Requirement(
        source="某制度", near_tie=NearTie(margin=1, then=("听取群众意见",), escalate="镇党委")
    )
    (reason,) = decide(Count(entitled=3, present=3, yes=2, no=1), [clause]).reasons
    assert "下一步：听取群众意见；" in reason
    assert "向镇党委报告" in reason


# ---------------------------------------------------------------- 到会人数


def test_written_opinions_never_make_a_quorum() -> None:
    decision = decide(Count(entitled=10, present=5, yes=9, written=4), [NATIONAL])
    assert decision.outcome is Outcome.NO_QUORUM
    assert decision.reasons == (
        (
            "到会人数须超过应到会有表决权人数的半数：应到会有表决权 10 人，"
            "至少要到 6 人，实到会 5 人，还差 1 人"
            "（依据：《中国共产党支部工作条例（试行）》第十一条）。"
        ),
    )


def test_written_opinions_count_as_votes_once_there_is_a_quorum() -> None:
    assert decide(Count(entitled=10, present=6, yes=5, no=1), [NATIONAL]).outcome is Outcome.FAILED
    assert decide(Count(entitled=10, present=6, yes=6, no=1, written=1), [NATIONAL]).outcome is Outcome.PASSED


def test_one_missed_quorum_among_several_is_enough() -> None:
    fifths = Requirement(source="选举", quorum=Share(Base.ENTITLED, Fraction(4, 5), strict=False))
    decision = decide(Count(entitled=10, present=7, yes=7), [NATIONAL, fifths])
    assert decision.outcome is Outcome.NO_QUORUM
    (reason,) = decision.reasons
    assert "至少要到 8 人，实到会 7 人，还差 1 人（依据：选举）" in reason


@pytest.mark.parametrize("requirements", [[], [LOCAL], [NATIONAL], [COLLECTIVE]])
def test_nobody_present_is_no_quorum(requirements: list[Requirement]) -> None:
    decision = decide(Count(entitled=10, present=0, yes=3, written=3), requirements)
    assert decision.outcome is Outcome.NO_QUORUM
    assert "实到会 0 人" in decision.reasons[0]


def test_an_excluded_member_who_comes_raises_the_bar() -> None:
    without = Count(entitled=28, present=20, yes=15, no=5)
    assert decide(without, [NATIONAL]).steps[-1].denominator == 28
    decision = decide(Count(entitled=28, present=21, yes=15, no=5, excluded_present=1), [NATIONAL])
    assert [step.denominator for step in decision.steps] == [29, 29]
    assert "未计入应到会而到会的 1 人重新计入后为 29 人" in decision.sentence


# ---------------------------------------------------------------- 没有赞成票


@pytest.mark.parametrize("base", list(Base))
def test_zero_yes_never_passes(base: Base) -> None:
    least = Requirement(source="某制度", passing=Share(base, Fraction(1, 100), strict=False))
    decision = decide(Count(entitled=5, present=5, yes=0), [least])
    assert decision.outcome is Outcome.FAILED
    assert decision.reasons[0] == "赞成 0 票，没有人赞成的事项不能通过。"
    assert "至少要 1 票" in decision.reasons[1]


def test_votes_that_are_all_void_decide_nothing() -> None:
    clause = Requirement(source="某制度", passing=Share(Base.VOTING, HALF, strict=False))
    decision = decide(Count(entitled=5, present=5, yes=0, void=5), [clause])
    assert decision.outcome is Outcome.FAILED
    assert "有效票 0 张" in decision.sentence
    assert "无效 5 票" in decision.sentence


def test_the_body_of_all_members_includes_those_left_out_of_the_entitled() -> None:
    everyone = Requirement(source="某制度", passing=Share(Base.ALL, HALF, strict=True))
    count = Count(entitled=10, present=10, yes=6, no=4, everyone=12)
    decision = decide(count, [everyone])
    assert decision.outcome is Outcome.FAILED
    assert "全体 12 人，至少要 7 票" in decision.sentence


# ---------------------------------------------------------------- 开会之前的提醒


def test_a_quorum_that_opens_a_vote_which_cannot_pass_warns_first() -> None:
    (warning,) = warn_before_opening(Count(entitled=28, present=14, yes=0), [HALF_QUORUM])
    assert warning == (
        "实到会 14 人、没有会前书面意见，赞成票最多 14 票；应到会有表决权 28 人，"
        "赞成票须超过应到会有表决权人数的半数，"
        "至少要 15 票：即使全部赞成也不能通过，还差 1 票（依据：会议通则）。"
    )
    decision = decide(Count(entitled=28, present=14, yes=14), [HALF_QUORUM])
    assert decision.outcome is Outcome.FAILED
    assert decision.warnings == (warning,)
    assert f"提醒：{warning}" in decision.sentence


def test_one_written_opinion_makes_it_possible_again() -> None:
    assert warn_before_opening(Count(entitled=28, present=14, yes=0, written=1), [HALF_QUORUM]) == ()
    (warning,) = warn_before_opening(Count(entitled=30, present=15, yes=0, written=0), [HALF_QUORUM])
    assert "至少要 16 票" in warning
    (warning,) = warn_before_opening(
        Count(entitled=28, present=14, yes=0, written=1, excluded_present=2), [HALF_QUORUM, LOCAL]
    )[-1:]
    assert "应到会有表决权 30 人" in warning
    assert "加会前书面意见 1 份，赞成票最多 15 票" in warning


def test_those_left_out_of_the_entitled_can_put_a_majority_of_all_out_of_reach() -> None:
    everyone = Requirement(source="某制度", passing=Share(Base.ALL, HALF, strict=True))
    (warning,) = warn_before_opening(Count(entitled=10, present=10, yes=0, everyone=20), [everyone])
    assert "全体 20 人" in warning
    assert "至少要 11 票" in warning


def test_a_missed_quorum_is_told_before_the_meeting_opens() -> None:
    quorum, hopeless = warn_before_opening(Count(entitled=28, present=13, yes=0), [HALF_QUORUM])
    assert "至少要到 14 人，实到会 13 人，还差 1 人" in quorum
    assert "还差 2 票" in hopeless


def test_too_few_people_to_ever_be_far_enough_apart() -> None:
    few = Count(entitled=3, present=2, yes=0)
    (warning,) = warn_before_opening(few, [COLLECTIVE])
    assert "双方最多相差 2 票，必在 2 票以内" in warning
    assert warn_before_opening(Count(entitled=3, present=3, yes=0), [COLLECTIVE]) == ()
    assert warn_before_opening(Count(entitled=3, present=2, yes=0, emergency=True), [COLLECTIVE]) == ()


def test_an_empty_room_is_told_even_where_no_clause_asks_for_a_quorum() -> None:
    assert warn_before_opening(Count(entitled=3, present=0, yes=0), [LOCAL]) == (
        "实到会 0 人，没有人到会，至少要到 1 人才能表决。",
    )


def test_impossible_numbers_before_opening_are_returned_as_they_are() -> None:
    (warning,) = warn_before_opening(Count(entitled=3, present=4, yes=0), [COLLECTIVE])
    assert "实到会 4 人，多于应到会的 3 人" in warning


# ---------------------------------------------------------------- 不成文的要求


def test_a_requirement_without_a_source_is_refused() -> None:
    with pytest.raises(ValueError, match="缺少出处"):
        Requirement(source=" ")


@pytest.mark.parametrize("base", [Base.PRESENT, Base.VOTING])
def test_a_quorum_taken_of_those_who_came_is_refused(base: Base) -> None:
    with pytest.raises(ValueError, match=r"某制度：到会人数的要求不能以.*为分母"):
        Requirement(source="某制度", quorum=Share(base, HALF, strict=True))


def test_a_negative_margin_is_refused() -> None:
    with pytest.raises(ValueError, match="现为 -1"):
        NearTie(margin=-1)


def test_every_outcome_has_its_chinese_name() -> None:
    assert [outcome.chinese for outcome in Outcome] == [
        "通过",
        "未通过",
        "暂缓作出决定",
        "到会人数不足，表决无效",
        "票数有误，无法判定",
    ]
