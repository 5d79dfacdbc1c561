"""Marks: eight verdicts, one look each."""

from __future__ import annotations

import pytest

from zhidu.domain.rules.terms import Verdict
from zhidu.foundation.ui.marks import legend, mark_of


@pytest.mark.parametrize("verdict", list(Verdict))
def test_every_verdict_has_its_word_its_sign_and_its_colour(verdict, draw):
    mark = mark_of(verdict)
    assert (mark.word, mark.kind) == (verdict.chinese, verdict.value)
    drawn = draw('<c-mark :verdict="verdict" />', verdict=verdict)
    assert f"mark-{verdict.value}" in drawn
    assert verdict.chinese in drawn
    assert f"#mk-{mark.sign}" in drawn


def test_no_two_verdicts_share_a_sign():
    assert len({mark_of(one).sign for one in Verdict}) == len(Verdict)


def test_a_clause_that_says_generally_is_amber_and_never_red(draw):
    drawn = draw('<c-mark verdict="breached" generally />')
    assert "一般未做到" in drawn
    assert "mark-breached" not in drawn


def test_generally_changes_nothing_for_what_was_kept():
    assert mark_of("met", generally=True).word == "达标"


@pytest.mark.parametrize("word", ["待办", "正在办", "正在投票", "待议"])
def test_work_uses_the_neutral_ring(word):
    assert (mark_of(word).kind, mark_of(word).sign) == ("work", "ring")


def test_the_legend_names_all_eight_worst_first():
    words = [one.word for one in legend()]
    assert words[0] == "未达标"
    assert len(words) == 8


def test_a_mark_without_a_word_is_still_named_for_screen_readers(draw):
    drawn = draw('<c-mark verdict="late" iconic />')
    assert '<span class="sr">迟办</span>' in drawn
