"""Words, pieces, and setting apart what was looked for."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from zhidu.foundation.search.text import LONGEST, MOST_WORDS, Wanted, document, marked, words


def test_width_and_case_do_not_matter() -> None:
    assert words("ＡＢ支部 Ｔ３") == ["ab支部", "t3"]


def test_signs_end_a_word() -> None:
    assert words("阿卜杜拉·买买提（预备党员）") == ["阿卜杜拉", "买买提", "预备党员"]


def test_every_pair_and_the_last_character_are_in_the_index() -> None:
    assert len(document("p", ["周建国"]).split()) == 3


def test_pieces_of_two_kinds_are_never_the_same() -> None:
    assert not set(document("p", ["周建国"]).split()) & set(document("o", ["周建国"]).split())


def test_a_rare_character_is_a_letter_like_any_other() -> None:
    assert len(document("p", ["张𫔍"]).split()) == 2


def test_a_query_is_cut_to_a_few_words() -> None:
    assert len(Wanted.of(" ".join("甲乙丙丁戊己庚辛")).words) == MOST_WORDS
    assert sum(map(len, Wanted.of("字" * 500).words)) == LONGEST


def test_signs_alone_look_for_nothing() -> None:
    assert not Wanted.of(" ·，%_*\"' ")


def test_what_was_looked_for_is_set_apart() -> None:
    assert marked("第二党支部书记", ("支部", "书记")) == [("第二党", False), ("支部书记", True)]
    assert marked("面积60㎡", ("m2",)) == [("面积60", False), ("㎡", True)]


@given(st.text(max_size=40), st.lists(st.text(min_size=1, max_size=3), max_size=3))
def test_setting_apart_loses_nothing(text: str, wanted: list[str]) -> None:
    assert "".join(part for part, _ in marked(text, [one for word in wanted for one in words(word)])) == text
