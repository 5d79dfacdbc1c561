"""Exams: what is right, which question makes sense, and a paper of its own for everybody."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhidu.domain.learning.exam import Item, Kind, Part, faults, paper, right, share

BANK = [
    Item(number, kind, topic, level)
    for number, (kind, topic, level) in enumerate(
        (
            (kind, topic, level)
            for kind in Kind
            for topic in ("党章", "准则")
            for level in (1, 2)
            for _ in range(5)
        ),
        1,
    )
]
PARTS = (
    Part(Kind.SINGLE, 5),
    Part(Kind.MULTIPLE, 3, topic="党章"),
    Part(Kind.JUDGE, 4, level=2),
    Part(Kind.SINGLE, 2, level=1),
)


@given(st.text("0123456789abcdef", min_size=1, max_size=20))
def test_every_paper_has_the_same_make_up_and_no_question_twice(seed: str) -> None:
    drawn = paper(seed, PARTS, BANK)
    assert len(drawn) == len(set(drawn)) == 14
    by_id = {one.id: one for one in BANK}
    assert all(by_id[pk].topic == "党章" for pk in drawn[5:8])
    assert drawn == paper(seed, PARTS, BANK[::-1])


def test_too_few_in_the_bank_are_told_with_the_numbers() -> None:
    with pytest.raises(ValueError, match="要抽 11 道，题库里合条件的有 10 道"):
        paper("a", [Part(Kind.SHORT, 11, topic="党章")], BANK)


@pytest.mark.parametrize(
    ("kind", "answer", "said", "expected"),
    [
        (Kind.SINGLE, "B", "B", True),
        (Kind.SINGLE, "B", "C", False),
        (Kind.MULTIPLE, "ACD", "DCA", True),
        (Kind.MULTIPLE, "ACD", "AC", False),
        (Kind.JUDGE, "对", "错", False),
        (Kind.SHORT, "", "四个意识", None),
        (Kind.SHORT, "", "  ", False),
    ],
)
def test_an_answer_is_right_wrong_or_for_a_person_to_mark(
    kind: Kind, answer: str, said: str, expected: object
) -> None:
    assert right(kind, answer, said) is expected


@pytest.mark.parametrize(
    ("kind", "options", "answer", "word"),
    [
        (Kind.SINGLE, ["甲", "乙"], "AB", "只有一个"),
        (Kind.SINGLE, ["甲"], "A", "2 至 8 个"),
        (Kind.MULTIPLE, ["甲", "乙"], "AC", "A 至 B"),
        (Kind.MULTIPLE, ["甲", "甲"], "A", "重复"),
        (Kind.JUDGE, [], "是", "对或错"),
        (Kind.SHORT, ["甲"], "", "没有选项"),
        (Kind.MULTIPLE, ["甲", "乙"], "BA", ""),
    ],
)
def test_a_question_that_makes_no_sense_is_told_why(
    kind: Kind, options: list[str], answer: str, word: str
) -> None:
    said = faults(kind, options, answer)
    assert word in said
    assert bool(said) == bool(word)


def test_the_share_is_known_only_when_everything_is_marked() -> None:
    assert share({1: True, 2: None}, 2) is None
    assert share({1: True, 2: False, 3: True}, 3) == Fraction(2, 3)
