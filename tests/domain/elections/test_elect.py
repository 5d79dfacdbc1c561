"""Elections: who wins, what is tied, what is left, and papers that do not count."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhidu.domain.decisions.papers import Marks
from zhidu.domain.decisions.shares import Base, Share
from zhidu.domain.elections import (
    Choice,
    Outcome,
    Votes,
    count_slips,
    elect,
    least_candidates,
    second_round,
    surplus_percent,
    void_reason,
)

HALF = Fraction(1, 2)
OF_ENTITLED = Share(Base.ENTITLED, HALF, strict=True)
OF_PRESENT = Share(Base.PRESENT, HALF, strict=True)
FOUR_FIFTHS = Share(Base.ENTITLED, Fraction(4, 5), strict=False)


def round_of(votes, seats=3, entitled=30, present=28, passing=OF_ENTITLED, issued=28, returned=28):
    return elect(
        [Votes(name, yes) for name, yes in votes.items()],
        seats=seats,
        entitled=entitled,
        present=present,
        passing=passing,
        quorum=FOUR_FIFTHS,
        issued=issued,
        returned=returned,
    )


@pytest.mark.parametrize(("seats", "least"), [(1, 2), (3, 4), (5, 6), (6, 8), (7, 9), (10, 12)])
def test_candidates_are_a_fifth_more_than_seats_rounded_up(seats, least):
    assert least_candidates(seats, lambda percent: percent < 20) == least
    assert surplus_percent(seats, least) >= 20


def test_a_surplus_is_written_out():
    assert [str(surplus_percent(*one)) for one in ((3, 4), (1, 2), (2, 3), (3, 3))] == [
        "33.33",
        "100",
        "50",
        "0",
    ]


def test_an_election_without_a_choice_has_as_many_candidates_as_seats():
    assert least_candidates(1, lambda percent: percent > 0) == 1
    with pytest.raises(ValueError, match="都不合规定"):
        least_candidates(1, lambda percent: True)
    with pytest.raises(ValueError, match="应不小于 1"):
        least_candidates(0, lambda percent: False)


def test_the_most_votes_win_and_the_rest_stay():
    found = round_of({"甲": 25, "乙": 20, "丙": 18, "丁": 17})
    assert found.outcome is Outcome.ELECTED
    assert found.elected == ("甲", "乙", "丙")
    assert found.gap == 0


def test_exactly_half_does_not_win():
    found = round_of({"甲": 25, "乙": 16, "丙": 15, "丁": 3})
    assert found.elected == ("甲", "乙")
    assert (found.outcome, found.gap) == (Outcome.GAP, 1)
    assert "至少 16 票" in "".join(found.reasons)


def test_equal_votes_on_the_last_seat_are_voted_on_again():
    found = round_of({"甲": 25, "乙": 20, "丙": 18, "丁": 18})
    assert found.elected == ("甲", "乙")
    assert found.tied == ("丙", "丁")
    assert (found.outcome, found.gap) == (Outcome.TIED, 1)


def test_equal_votes_within_the_seats_are_no_tie():
    assert round_of({"甲": 20, "乙": 20, "丙": 20, "丁": 4}).outcome is Outcome.ELECTED


def test_below_four_fifths_nobody_is_elected_and_the_numbers_are_said():
    found = round_of({"甲": 23}, present=23, issued=23, returned=23)
    assert found.outcome is Outcome.NO_QUORUM
    assert "还差 1 人" in found.reasons[0]
    assert round_of({"甲": 24}, present=24, issued=24, returned=24).outcome is not Outcome.NO_QUORUM


def test_more_papers_back_than_given_out_make_it_invalid():
    assert round_of({"甲": 28}, returned=29).outcome is Outcome.INVALID


def test_the_two_readings_are_both_told_where_they_differ():
    by_entitled = round_of({"甲": 15}, seats=1)
    assert by_entitled.elected == ()
    assert by_entitled.otherwise == ("甲",)
    by_present = round_of({"甲": 15}, seats=1, passing=OF_PRESENT)
    assert (by_present.elected, by_present.otherwise) == (("甲",), ())
    assert round_of({"甲": 16}, seats=1).otherwise is None


def test_the_second_round_takes_the_best_of_the_rest_and_their_equals():
    assert second_round(2, [("丙", 15), ("丁", 9), ("戊", 4)]) == ("丙", "丁")
    assert second_round(2, [("丙", 15), ("丁", 9), ("戊", 9)]) == ("丙", "丁", "戊")
    assert second_round(2, [("丙", 15)]) == ("丙",)
    assert second_round(0, [("丙", 15)]) == ()


names = st.lists(st.sampled_from("甲乙丙丁戊己庚辛"), unique=True, min_size=1)


@given(st.data(), names, st.integers(1, 6), st.integers(1, 60))
def test_never_more_elected_than_seats_and_never_a_loser_with_more_votes(data, who, seats, entitled):
    votes = {name: data.draw(st.integers(0, entitled)) for name in who}
    found = round_of(
        votes, seats=seats, entitled=entitled, present=entitled, issued=entitled, returned=entitled
    )
    assert len(found.elected) + found.gap == seats
    assert len(found.elected) <= seats
    for winner in found.elected:
        assert votes[winner] * 2 > entitled
        assert all(votes[winner] > votes[other] for other in who if other not in found.elected)
    if found.tied:
        assert len({votes[name] for name in found.tied}) == 1
        assert len(found.tied) > found.gap > 0


@given(st.data(), names, st.integers(1, 6), st.integers(1, 60))
def test_whoever_wins_by_those_entitled_wins_by_those_present(data, who, seats, entitled):
    present = data.draw(st.integers(-(-entitled * 4 // 5), entitled))
    votes = {name: data.draw(st.integers(0, present)) for name in who}
    strict = round_of(votes, seats=seats, entitled=entitled, present=present)
    loose = round_of(votes, seats=seats, entitled=entitled, present=present, passing=OF_PRESENT)
    assert set(strict.elected) <= set(loose.elected) | set(loose.tied)


def test_a_paper_that_chooses_too_many_is_void():
    everybody = Choice({"甲": "yes", "乙": "yes", "丙": "yes"})
    assert "多于应选" in void_reason(everybody, "甲乙丙", 2)
    assert void_reason(everybody, "甲乙丙", 3) == ""


def test_only_who_votes_against_may_write_another_in():
    assert void_reason(Choice({"甲": "no"}, ("丁",)), "甲乙", 1) == ""
    assert "弃权的不能另选" in void_reason(Choice({}, ("丁",)), "甲乙", 1)
    assert "两次" in void_reason(Choice({"甲": "no"}, ("乙",)), "甲乙", 1)


def test_counting_papers():
    papers = [
        Choice({"甲": "yes", "乙": "no"}),
        Choice({"甲": "yes", "乙": "yes"}),
        Choice({"甲": "no"}, ("丁",)),
        Choice(),
    ]
    found = count_slips(papers, "甲乙", 1)
    assert (found.valid, found.void) == (3, 1)
    assert found.lines == {"甲": Marks(1, 1, 1), "乙": Marks(0, 1, 2)}
    assert found.others == {"丁": 1}


@given(
    st.lists(st.dictionaries(st.sampled_from("甲乙丙"), st.sampled_from(["yes", "no", "abstain"]))),
    st.integers(1, 3),
)
def test_papers_always_add_up(papers, seats):
    found = count_slips([Choice(one) for one in papers], "甲乙丙", seats)
    assert found.valid + found.void == len(papers)
    assert all(line.total == found.valid for line in found.lines.values())
    assert sum(line.yes for line in found.lines.values()) <= seats * found.valid
