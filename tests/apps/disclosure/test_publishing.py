"""Publishing, correcting and withdrawing: who may, what is refused, and which facts follow."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from tests.apps.builders import Branch, a_branch, a_client, an_actor
from tests.apps.disclosure.conftest import TODAY, an_entry, told
from zhidu.apps.activities.actions import record_held
from zhidu.apps.activities.entries import Entry
from zhidu.apps.disclosure import actions
from zhidu.apps.disclosure.measures import facts
from zhidu.foundation.access.rules import SYSTEM, Actor
from zhidu.foundation.access.verbs import Refused
from zhidu.foundation.acts import Stale, Wrong
from zhidu.foundation.clock import on_day

pytestmark = pytest.mark.django_db


def known(branch: Branch, on: date = TODAY) -> list[Any]:
    return facts(organizations=[branch.node.pk], known_on=on)


# ---------------------------------------------------------------- who may


def test_officers_publish_for_their_own_organisation_and_superiors_below(
    branch: Branch, secretary: Actor
) -> None:
    above = an_actor("superior", branch.node.parent)
    for actor in (secretary, above):
        assert actions.publish(actor=actor, organization=branch.node.pk, entry=an_entry()).pk


def test_members_and_officers_elsewhere_do_not(branch: Branch) -> None:
    other = a_branch("西岭村党支部", members=3, under=branch.node.parent)
    for actor in (
        an_actor("member", branch.node, person=branch.people[4]),
        an_actor("secretary", other.node),
        an_actor("secretary", branch.node.parent),
    ):
        with pytest.raises(Refused):
            actions.publish(actor=actor, organization=branch.node.pk, entry=an_entry())


# ---------------------------------------------------------------- what is refused


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"category": "dues"}, "audience"),
        ({"category": "appraisal"}, "audience"),
        ({"category": "recruitment"}, "last"),
        ({"text": "身份证 530102 19900101 123X"}, "text"),
        ({"title": "卡号 6222020200112233445"}, "text"),
        ({"last": date(2026, 11, 17)}, "last"),
        ({"via": ()}, "via"),
        ({"via": ("飞鸽",)}, "via"),
        ({"title": "  "}, "title"),
        ({"about": 999}, "about"),
    ],
    ids=str,
)
def test_what_must_not_be_told_is_refused_with_the_reason(
    branch: Branch, given: dict[str, Any], field: str
) -> None:
    with pytest.raises(Wrong) as caught:
        told(branch, **given)
    assert field in caught.value.faults


def test_dues_are_told_to_members(branch: Branch) -> None:
    notice = told(branch, category="dues", audience="members", title="10月党费收缴情况")
    member = a_client(an_actor("member", branch.node, person=branch.people[4]))
    assert "10月党费收缴情况" in member.get(notice.get_absolute_url()).content.decode()
    assert a_client(an_actor("member", branch.node.parent)).get(notice.get_absolute_url()).status_code == 403


# ---------------------------------------------------------------- facts


def test_a_notice_to_everybody_reaches_members_and_residents(branch: Branch) -> None:
    told(branch)
    (fact,) = known(branch)
    assert (fact.measure, fact.subject) == ("disclosure", branch.node.code)
    assert fact.words("audience") == {"all_members", "masses"}


def test_what_it_tells_of_is_named(branch: Branch) -> None:
    event = record_held(
        actor=SYSTEM, entry=Entry(kind="major_decision", node=branch.node.pk, on=date(2026, 11, 10))
    )
    told(branch, audience="members", about=event.pk)
    (fact,) = known(branch)
    assert (fact.ref, fact.words("audience")) == (event.code, {"all_members"})


def test_telling_of_the_dues_is_also_what_the_yearly_clause_asks_for(branch: Branch) -> None:
    told(branch, category="dues", audience="members")
    published, fact = known(branch)
    assert published.measure == "dues_published"
    assert fact.ref == published.id


def test_a_withdrawn_notice_is_void_from_that_day(branch: Branch, secretary: Actor) -> None:
    notice = told(branch)
    with on_day(date(2026, 11, 20)):
        actions.withdraw(actor=secretary, notice=notice.pk, version=1, reason="发错了")
    assert known(branch, TODAY)[0].voided_on is None
    assert known(branch, date(2026, 11, 20))[0].voided_on == date(2026, 11, 20)


def test_a_correction_does_not_change_what_an_earlier_day_saw(branch: Branch, secretary: Actor) -> None:
    notice = told(branch)
    with on_day(date(2026, 11, 20)):
        actions.correct(
            actor=secretary, notice=notice.pk, version=1, entry=an_entry(audience="members"), reason="写错"
        )
    assert known(branch, TODAY)[0].words("audience") == {"all_members", "masses"}
    assert known(branch, date(2026, 11, 20))[0].words("audience") == {"all_members"}
    assert [one.row["audience"] for one in notice.former.all()] == ["public"]


def test_a_notice_of_a_day_to_come_is_only_arranged(branch: Branch) -> None:
    told(branch, first=date(2026, 11, 25))
    assert known(branch)[0].planned
    assert not known(branch, date(2026, 11, 25))[0].planned


def test_nobody_writes_over_what_somebody_else_changed(branch: Branch, secretary: Actor) -> None:
    notice = told(branch)
    actions.correct(
        actor=secretary, notice=notice.pk, version=1, entry=an_entry(title="改过的"), reason="改字"
    )
    with pytest.raises(Stale):
        actions.withdraw(actor=secretary, notice=notice.pk, version=1, reason="发错了")


# ---------------------------------------------------------------- pages


def test_an_officer_publishes_on_the_page(branch: Branch, secretary: Actor) -> None:
    browser = a_client(secretary)
    assert "公开一件事" in browser.get("/disclosure/").content.decode()
    answer = browser.post(
        "/disclosure/new/",
        {
            "title": "水渠用款",
            "category": "dues",
            "audience": "public",
            "via": "site",
            "first": "2026-11-18",
        },
    )
    assert "不向群众公开" in answer.content.decode()
    answer = browser.post(
        "/disclosure/new/",
        {
            "title": "水渠用款",
            "category": "village",
            "audience": "public",
            "via": "site",
            "first": "2026-11-18",
        },
    )
    assert answer.status_code == 302
    assert "水渠用款" in browser.get("/disclosure/").content.decode()
