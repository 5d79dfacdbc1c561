"""Tally sheets: what adds up is taken, what cannot be is refused with the number that would be right."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhidu.domain.decisions.papers import Marks, Sheet, sheet_faults


def a_sheet(**given):
    told = {
        "voters": 20,
        "issued": 20,
        "returned": 19,
        "valid": 18,
        "void": 1,
        "lines": {"question": Marks(15, 2, 1)},
    }
    return Sheet(**{**told, **given})


def test_a_sheet_that_adds_up_is_taken():
    assert sheet_faults(a_sheet()) == {}


@pytest.mark.parametrize(
    ("given_", "field", "says"),
    [
        ({"issued": 21}, "issued", "应不超过 20 张"),
        ({"returned": 22, "valid": 21, "lines": {"question": Marks(21)}}, "returned", "作废重投"),
        ({"void": 2}, "valid", "应等于收回的 19 张"),
        ({"lines": {"question": Marks(15, 2, 2)}}, "question", "应等于有效票 18 张"),
        ({"void": -1}, "void", "应不小于 0"),
    ],
)
def test_what_cannot_be_is_refused_with_the_reason(given_, field, says):
    assert says in sheet_faults(a_sheet(**given_))[field]


def test_an_election_chooses_no_more_names_than_its_papers_hold():
    lines = {"甲": Marks(18), "乙": Marks(18)}
    assert "应不超过 18 票" in sheet_faults(a_sheet(lines=lines, seats=1))["lines"]
    assert sheet_faults(a_sheet(lines=lines, seats=2)) == {}


def test_names_written_in_never_outnumber_the_votes_against():
    lines = {"甲": Marks(10, 2, 6)}
    assert sheet_faults(a_sheet(lines=lines, others={"丁": 2}, seats=1)) == {}
    assert "弃权的不能" in sheet_faults(a_sheet(lines=lines, others={"丁": 3}, seats=1))["others"]


@given(st.integers(0, 50), st.integers(0, 50), st.integers(0, 50), st.integers(0, 50), st.integers(0, 9))
def test_a_sheet_made_of_real_papers_is_always_taken(yes, no, abstain, void, kept):
    valid = yes + no + abstain
    issued = valid + void + kept
    sheet = Sheet(
        voters=issued,
        issued=issued,
        returned=valid + void,
        valid=valid,
        void=void,
        lines={"question": Marks(yes, no, abstain)},
    )
    assert sheet_faults(sheet) == {}
