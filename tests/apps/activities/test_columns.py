"""Forms follow the clauses: which columns are offered, with which words, and who is proposed."""

from __future__ import annotations

from datetime import date

import pytest

from tests.apps.activities.books import adopted
from zhidu.apps.activities.attendance import Entitled
from zhidu.apps.activities.columns import Words, columns
from zhidu.apps.activities.entries import ELSEWHERE
from zhidu.apps.activities.kinds import GATHERINGS, Kind, grouped, kind, kinds
from zhidu.apps.activities.labels import LABELS
from zhidu.apps.activities.places import places
from zhidu.apps.activities.reads import reads
from zhidu.apps.activities.roles import proposals
from zhidu.apps.activities.setting import Setting
from zhidu.domain.rules.vocabulary import MEASURES
from zhidu.rulebooks.library import book_ids, find_book
from zhidu.rulebooks.load import load


@pytest.fixture(scope="module")
def books():
    return [load(find_book(name)) for name in book_ids()]


def by_name(found):
    return {one.name: one for one in found}


def test_every_column_that_a_shipped_clause_looks_at_has_a_chinese_name(books):
    named = {read.column for book in books for clause in book.clauses for read in reads(clause)}
    assert named <= set(LABELS)


def test_every_measure_has_a_form_and_stands_under_a_heading():
    assert {one.name for one in kinds()} == set(MEASURES) - ELSEWHERE
    headed = {one.name for _, found in grouped() for one in found}
    assert headed == set(MEASURES) - ELSEWHERE
    for one in kinds():
        assert one.gathering or one.about_people or one.about_matters or one.about_places
    assert set(MEASURES) >= GATHERINGS
    assert kind("excuse") is None
    assert kind("tea_party") is None


def test_a_meeting_offers_what_clauses_ask_and_what_minutes_always_say(books):
    clauses = [clause for book in books for clause in book.clauses if book.id == "school-branch"]
    found = by_name(columns("members_meeting", clauses, Words(books)))
    assert list(found)[:4] == ["topics", "chair", "recorder", "recorded"]
    assert found["chair"].choices
    assert all("《" in reason for reason in found["chair"].because)
    assert found["recorded"].shape == "yes_no"
    assert not {"begins", "ends", "quantity"} & set(found)


def test_words_are_those_of_the_book_and_a_closed_list_stays_closed(books):
    clauses = [clause for book in books for clause in book.clauses if book.id == "branch-comprehensive"]
    words = Words(books)
    for column in columns("party_lecture", clauses, words):
        assert all(chinese != token for token, chinese in column.choices.items())
    ballots = by_name(columns("ballot", [c for book in books for c in book.clauses], words))
    assert ballots["result"].choices == {"passed": "通过", "failed": "未通过", "deferred": "暂缓"}
    assert (ballots["result"].closed, ballots["yes"].shape) == (True, "number")


@pytest.mark.django_db
def test_the_form_knows_the_clauses_in_force_on_the_day(branch):
    adopted(branch.node)
    place = places([branch.node.pk])[branch.node.pk]
    setting = Setting(Kind(MEASURES["member_study"]), place, date(2026, 10, 15))
    found = by_name(setting.columns)
    assert found["type"].choices == {"themed": "主题学习"}
    assert found["days"].shape == "number"
    assert found["present"].because == ["《支部制度》第五条：每季度主题学习"]


@pytest.mark.django_db
def test_who_holds_the_post_on_the_day_is_proposed(branch):
    adopted(branch.node)
    place = places([branch.node.pk])[branch.node.pk]
    setting = Setting(Kind(MEASURES["members_meeting"]), place, date(2026, 10, 15))
    chair = setting.proposals["chair"]
    assert [(one.person, one.posts) for one in chair.people] == [(branch.people[0], ("secretary",))]
    assert chair.because == "《支部制度》第一条：大会由书记主持"
    before = Setting(setting.kind, place, date(2017, 1, 1))
    assert before.proposals == {}


def test_a_committee_member_may_do_what_any_committee_member_may(books):
    clauses = [clause for book in books for clause in book.clauses if book.id == "school-branch"]
    people = [Entitled(1, "甲", ("group_leader",)), Entitled(2, "乙", ("secretary",)), Entitled(3, "丙")]
    for one in proposals("members_meeting", clauses, people):
        assert all(who.posts for who in one.people)
        if one.allowed == {"secretary"}:
            assert [who.name for who in one.people] == ["乙"]
