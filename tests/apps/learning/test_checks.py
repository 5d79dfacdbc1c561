"""Spot checks of notebooks: drawn by lot, once, for everybody to check afterwards."""

from __future__ import annotations

import hashlib
from collections import Counter

import pytest

from tests.apps.builders import a_client
from tests.apps.learning.conftest import Studying, a_studying_branch, verdicts
from zhidu.apps.activities.models import Activity
from zhidu.apps.learning.actions import draw_check, drop_check, note_results
from zhidu.apps.learning.models import Check
from zhidu.foundation.access.verbs import Refused
from zhidu.foundation.acts import Wrong

pytestmark = pytest.mark.django_db


def drawn(school: Studying, number: int = 2, *, again: bool = True) -> Check:
    return draw_check(
        actor=school.secretary, organization=school.node.pk, number=number, what="学习笔记", again=again
    )


def finish(school: Studying, check: Check, result: str = "has") -> Check:
    people = {one.person_id: (result, "") for one in check.lots.filter(drawn=True)}
    return note_results(actor=school.secretary, check=check.pk, version=check.version, results=people)


@pytest.mark.covers("S2.4.11")
def test_the_draw_can_be_repeated_by_anybody_from_what_the_page_shows(school: Studying) -> None:
    check = drawn(school)
    names = {f"person-{pk}" for pk in school.branch.people}
    lots = sorted(names, key=lambda name: hashlib.sha256(f"{check.seed}:{name}".encode()).hexdigest())
    assert [f"person-{one.person_id}" for one in check.lots.all()] == lots
    assert [one.drawn for one in check.lots.all()] == [True, True, False, False, False]
    page = a_client(school.member).get(f"/learning/checks/{check.pk}/")
    assert page.status_code == 403
    text = a_client(school.secretary).get(f"/learning/checks/{check.pk}/").content.decode()
    assert check.seed in text
    assert all(name in text for name in names)


@pytest.mark.covers("S2.4.11")
def test_the_results_of_everybody_drawn_make_it_a_check_that_counts(db: None) -> None:
    answers = {"study.note-check": {"per": "semester", "at_least": "1"}}
    school = a_studying_branch("school-branch", school_branch=answers)
    check = finish(school, drawn(school), "lacking")
    kept = Activity.objects.get(kind="note_spot_check")
    assert kept.notes == "抽查 2 人：不全 2 人。"
    assert "met" in [
        verdict for period, verdict in verdicts(school, "note_spot_check.count") if period == "2026-S2"
    ]
    with pytest.raises(Wrong, match="已经结束"):
        finish(school, check)


def test_nobody_draws_again_until_somebody_suits(school: Studying) -> None:
    check = drawn(school)
    with pytest.raises(Wrong, match="还没有登记结果"):
        drawn(school)
    drop_check(actor=school.secretary, check=check.pk, version=1, reason="两人都在外地学习")
    drawn(school)
    assert Check.objects.count() == 2
    page = a_client(school.secretary).get(f"/learning/checks/{check.pk}/").content.decode()
    assert "两人都在外地学习" in page


def test_whoever_was_drawn_before_is_noted_and_may_be_left_out(school: Studying) -> None:
    first = finish(school, drawn(school))
    before = {one.person_id for one in first.lots.filter(drawn=True)}
    second = finish(school, drawn(school, 5))
    assert Counter(one.before for one in second.lots.all()) == {0: 3, 1: 2}
    assert {one.person_id for one in second.lots.filter(before=1)} == before
    with pytest.raises(Wrong, match="可抽的有 0 人"):
        drawn(school, 1, again=False)


def test_results_are_of_those_drawn_and_of_nobody_else(school: Studying) -> None:
    check = drawn(school)
    other = check.lots.filter(drawn=False).first()
    with pytest.raises(Wrong, match="不多不少"):
        note_results(
            actor=school.secretary, check=check.pk, version=1, results={other.person_id: ("has", "")}
        )
    with pytest.raises(Refused):
        draw_check(actor=school.member, organization=school.node.pk, number=1, what="笔记")


def test_the_form_takes_one_result_each(school: Studying) -> None:
    client = a_client(school.secretary)
    address = f"/learning/{school.node.pk}/checks/"
    assert client.post(address, {"number": "2", "what": "学习笔记", "again": "on"}).status_code == 302
    check = Check.objects.get()
    people = [one.person_id for one in check.lots.filter(drawn=True)]
    given = {f"result{pk}": "has" for pk in people} | {f"remark{pk}": "" for pk in people}
    page = f"/learning/checks/{check.pk}/"
    assert client.post(page, {"version": "1"}).status_code == 200
    assert client.post(page, {"version": "1", **given}).status_code == 302
    assert Check.objects.get().done_on is not None
