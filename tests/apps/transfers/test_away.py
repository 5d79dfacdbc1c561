"""A member goes away for long: reported before, a card and somebody who keeps in touch, news, reports, and back."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from tests.apps.ballots.making import the_book
from tests.apps.builders import Branch, a_branch, a_client, an_actor
from tests.apps.judging import findings
from tests.apps.transfers.conftest import TODAY, Valley
from zhidu.apps.activities.attendance import entitled
from zhidu.apps.activities.models import Activity
from zhidu.apps.activities.places import places
from zhidu.apps.adoption.actions import adopt
from zhidu.apps.members import queries as members
from zhidu.apps.transfers import away_queries as queries
from zhidu.apps.transfers.actions import (
    change_contact,
    check_card,
    come_back,
    depart,
    make_report,
    note_host,
    receive_transfer,
    register_departure,
    register_guest,
    report_departure,
    send_news,
    send_transfer,
    withdraw_departure,
)
from zhidu.apps.transfers.limits import Limits
from zhidu.apps.transfers.models import Away, Guest, News
from zhidu.foundation.access.rules import SYSTEM
from zhidu.foundation.access.verbs import Refused
from zhidu.foundation.acts import Wrong
from zhidu.foundation.clock import on_day
from zhidu.foundation.journal.models import Entry
from zhidu.foundation.outbox.models import Message

pytestmark = pytest.mark.django_db
PHONE = "13900001111"
AWAY_TOPICS = {"thought": "安心", "work": "在厂里", "organised_life": "看了直播"}


def contact_of(valley: Valley) -> int:
    return valley.branch.people[3]


def reported(valley: Valley, **more: Any) -> Away:
    told = {
        "purpose": "work",
        "place": "邻省江口",
        "reason": "进厂上班",
        "contact": PHONE,
        "leaves_on": TODAY,
        "months": 10,
        **more,
    }
    return report_departure(
        actor=more.pop("actor", valley.member), **{k: v for k, v in told.items() if k != "actor"}
    )


def registered(valley: Valley, **more: Any) -> Away:
    one = reported(valley, **more)
    return register_departure(
        actor=valley.secretary,
        away=one.pk,
        version=one.version,
        contact=contact_of(valley),
        on=TODAY,
        card_words="省0007",
    )


def gone(valley: Valley, **more: Any) -> Away:
    one = registered(valley, **more)
    return depart(actor=valley.member, away=one.pk, version=one.version, on=TODAY)


@pytest.fixture
def judged(valley: Valley) -> Valley:
    """The valley under the rural book as well, with its open numbers fixed."""
    adopt(
        actor=SYSTEM,
        organization=valley.town.pk,
        book=the_book("rural-branch").pk,
        first=date(2018, 11, 1),
        answers={
            "floating.news": {"per": "quarter"},
            "return.card": {"within": "7d"},
            "return.report": {"within": "7d"},
        },
    )
    return valley


def verdicts(valley: Valley, clause: str, day: date = TODAY) -> list[str]:
    """By the name of the clause: of two books that ask for the same, the duty bears the name of either."""
    found = findings(valley.branch.node, day)
    return [str(one.verdict) for one in found if one.clause.id == clause]


@pytest.mark.covers("S6.6.1", "S6.6.2")
def test_reported_and_carded_before_leaving_both_clauses_are_met(judged: Valley) -> None:
    gone(judged)
    assert verdicts(judged, "floating.report-before") == ["met"]
    assert verdicts(judged, "floating.card") == ["met"]


@pytest.mark.covers("S6.6.1")
def test_whoever_is_reported_after_leaving_is_entered_and_it_shows(judged: Valley) -> None:
    one = reported(
        judged, actor=judged.secretary, person=judged.person, on=TODAY, leaves_on=date(2026, 11, 10)
    )
    depart(actor=judged.secretary, away=one.pk, version=one.version, on=date(2026, 11, 10))
    assert verdicts(judged, "floating.report-before") == ["breached"]
    assert verdicts(judged, "floating.card") == ["breached"]


@pytest.mark.covers("S6.6.3")
def test_somebody_keeps_in_touch_with_each_who_is_away_as_long_as_that_lasts(judged: Valley) -> None:
    one = gone(judged)
    assert verdicts(judged, "floating.contact-person") == ["met"]
    other = judged.branch.people[2]
    one = change_contact(actor=judged.secretary, away=one.pk, version=one.version, contact=other, on=TODAY)
    come_back(actor=judged.member, away=one.pk, version=one.version, on=TODAY)
    ends = [row.columns.get("ended_on") for row in Activity.objects.filter(kind="contact_assigned")]
    assert ends == [TODAY.isoformat()] * 2


@pytest.mark.covers("S6.6.4")
def test_what_the_contact_person_learnt_needs_all_three_aspects(judged: Valley) -> None:
    gone(judged)
    contact = an_actor(person=contact_of(judged))
    said = {"thought": "稳定", "employment": "已签合同", "life": "租房住"}
    make_report(actor=contact, kind="contact", topics={**said, "life": ""}, person=judged.person)
    assert verdicts(judged, "floating.aspects") == ["breached"]
    make_report(actor=contact, kind="contact", topics=said, person=judged.person)
    assert sorted(verdicts(judged, "floating.aspects")) == ["breached", "met"]


@pytest.mark.covers("S6.6.5")
def test_one_press_tells_everybody_away_and_each_who_was_told_has_it_on_record(judged: Valley) -> None:
    early = date(2026, 9, 30)
    one = reported(judged, actor=judged.secretary, person=judged.person, on=early, leaves_on=early)
    depart(actor=judged.secretary, away=one.pk, version=one.version, on=early)
    with pytest.raises(Refused):
        send_news(actor=judged.member, organization=judged.branch.node.pk, text="开了党员大会。")
    made = send_news(actor=judged.secretary, organization=judged.branch.node.pk, text="开了党员大会。")
    assert made.told == 1
    assert "met" in verdicts(judged, "floating.news")
    letter = Message.objects.get(subject__startswith="支部情况通报")
    assert letter.receiver_id == judged.member.user
    assert "党员大会" not in letter.body, "内容在网站上看"
    assert "开了党员大会" in a_client(judged.member).get(f"/transfers/news/{made.pk}/").content.decode()


def test_whoever_has_no_account_is_told_by_telephone_or_not_at_all(valley: Valley) -> None:
    person = valley.branch.people[2]
    one = reported(valley, actor=valley.secretary, person=person)
    depart(actor=valley.secretary, away=one.pk, version=one.version, on=TODAY)
    node = valley.branch.node.pk
    with pytest.raises(Wrong, match="打电话"):
        send_news(actor=valley.secretary, organization=node, text="开会了。")
    assert not News.objects.exists()
    send_news(actor=valley.secretary, organization=node, text="开会了。", told=[person])
    assert Activity.objects.filter(kind="branch_news_sent", person=person).count() == 1


@pytest.mark.covers("S6.6.6")
def test_a_report_from_away_counts_for_the_year_and_needs_three_topics(judged: Valley) -> None:
    gone(judged)
    make_report(actor=judged.member, kind="floating", topics=AWAY_TOPICS)
    assert "met" in verdicts(judged, "floating.report")
    assert verdicts(judged, "floating.report-topics") == ["met"]


@pytest.mark.covers("S6.6.6")
def test_a_year_without_a_report_is_overdue(judged: Valley) -> None:
    one = gone(judged)
    day = TODAY + timedelta(days=366)
    with on_day(day):
        rules = Limits(judged.branch.node, day)
        assert queries.standing(queries.away(one.pk), rules, day).report_late
        assert "breached" in verdicts(judged, "floating.report", day)
        make_report(actor=judged.member, kind="floating", topics=AWAY_TOPICS)
        assert not queries.standing(queries.away(one.pk), rules, day).report_late


@pytest.mark.covers("S6.6.7", "S6.6.8")
def test_after_the_return_the_card_is_checked_and_the_time_away_is_told(judged: Valley) -> None:
    one = gone(judged)
    with on_day(TODAY + timedelta(days=30)):
        day = TODAY + timedelta(days=30)
        assert members.memberships(judged.person)[-1].attributes["floating"] == "true"
        one = come_back(actor=judged.member, away=one.pk, version=one.version, on=day, topics=AWAY_TOPICS)
        assert members.memberships(judged.person)[-1].attributes["floating"] == "false"
        assert verdicts(judged, "return.report", day) == ["met"]
        assert verdicts(judged, "return.card", day) == ["pending"]
        one = check_card(actor=judged.secretary, away=one.pk, version=one.version, on=day)
        assert verdicts(judged, "return.card", day) == ["met"]
        assert one.state_name == "已结束"


def test_a_card_is_not_given_for_what_a_clause_in_force_excludes(valley: Valley) -> None:
    one = reported(valley, purpose="secondment")
    with pytest.raises(Wrong, match="开会、学习、借调、休假不得用活动证"):
        register_departure(
            actor=valley.secretary, away=one.pk, version=one.version, contact=contact_of(valley), on=TODAY
        )
    made = register_departure(
        actor=valley.secretary,
        away=one.pk,
        version=one.version,
        contact=contact_of(valley),
        on=TODAY,
        card=False,
    )
    assert made.card_number is None


@pytest.mark.parametrize("who", ["himself", "elsewhere", "probationary"])
def test_the_contact_person_is_a_full_member_of_the_branch_who_stays(valley: Valley, who: str) -> None:
    from tests.apps.builders import a_member  # noqa: PLC0415

    one = reported(valley)
    chosen = {
        "himself": lambda: valley.person,
        "elsewhere": lambda: valley.other.people[1],
        "probationary": lambda: a_member(valley.branch.node, type="probationary_member").pk,
    }[who]()
    with pytest.raises(Wrong, match="本支部的正式党员"):
        register_departure(actor=valley.secretary, away=one.pk, version=one.version, contact=chosen, on=TODAY)


def test_how_to_reach_somebody_is_read_by_few_and_stands_nowhere_in_clear(valley: Valley) -> None:
    one = gone(valley)
    assert PHONE in a_client(valley.secretary).get(f"/transfers/floating/{one.pk}/").content.decode()
    assert PHONE in a_client(valley.member).get(f"/transfers/floating/{one.pk}/").content.decode()
    contact = an_actor("member", valley.branch.node, person=contact_of(valley))
    assert PHONE in a_client(contact).get(f"/transfers/floating/{one.pk}/").content.decode()
    above = a_client(valley.officer).get(f"/transfers/floating/{one.pk}/").content.decode()
    assert "邻省江口" in above
    assert PHONE not in above
    neighbour = an_actor("member", valley.branch.node, person=valley.branch.people[2])
    assert a_client(neighbour).get(f"/transfers/floating/{one.pk}/").status_code == 404
    assert PHONE.encode() not in bytes(Away.objects.get().sealed)
    assert not Message.objects.filter(body__contains=PHONE).exists()
    for row in Activity.objects.filter(person=valley.person):
        assert PHONE not in str(row.columns)
        assert "进厂" not in str(row.columns)
    assert not Entry.objects.filter(details__icontains=PHONE).exists()


def test_a_change_of_mind_leaves_no_report_of_a_departure(valley: Valley) -> None:
    one = registered(valley)
    withdraw_departure(actor=valley.member, away=one.pk, version=one.version)
    assert not Activity.objects.filter(kind="departure_report", voided_at=None).exists()
    assert reported(valley).state == "reported"


def test_nobody_is_away_twice_and_nobody_reports_for_another(valley: Valley) -> None:
    reported(valley)
    with pytest.raises(Wrong, match="已经有一次"):
        reported(valley)
    with pytest.raises(Refused):
        reported(valley, person=valley.branch.people[2])
    with pytest.raises(Wrong, match="已经走了"):
        reported(valley, actor=an_actor(person=valley.branch.people[1]), leaves_on=date(2026, 11, 1))


def test_somebody_away_for_long_at_one_place_should_take_the_papers_along(valley: Valley) -> None:
    one = gone(valley, fixed=True)
    rules = Limits(valley.branch.node, TODAY)
    assert "六个月以上" in queries.standing(queries.away(one.pk), rules, TODAY).should_transfer
    other = Away.objects.get(pk=one.pk)
    other.fixed, other.months = None, 3
    assert not queries.standing(other, rules, TODAY).should_transfer
    assert queries.standing(other, rules, date(2027, 5, 18)).should_transfer


def test_whose_papers_moved_is_no_longer_away_from_the_branch(valley: Valley) -> None:
    gone(valley)
    one = send_transfer(
        actor=valley.secretary, person=valley.person, to=valley.other.node.pk, on=TODAY, reason="定居"
    )
    receive_transfer(actor=valley.receiver, transfer=one.pk, version=one.version, on=TODAY)
    assert Away.objects.get().state == "closed"
    assert members.memberships(valley.person)[-1].attributes["floating"] == "false"


def a_guest(valley: Valley, node: Any, **more: Any) -> Guest:
    told = {"name": "外来", "home": "邻县某支部", "card": "外001", "contact": PHONE, "on": TODAY, **more}
    return register_guest(actor=SYSTEM, organization=node.pk, **told)


def test_a_floating_member_from_elsewhere_is_neither_entitled_nor_has_a_vote(valley: Valley) -> None:
    node = valley.branch.node
    before = entitled(places([node.pk])[node.pk], "members_meeting", TODAY)
    a_guest(valley, node)
    assert entitled(places([node.pk])[node.pk], "members_meeting", TODAY) == before
    assert len(members.on_day(node.pk, TODAY)) == 6
    with pytest.raises(Wrong, match="现在就登记在这里"):
        a_guest(valley, node)
    page = a_client(valley.secretary).get("/transfers/floating/").content.decode()
    assert "没有表决权" in page


def test_registered_on_both_sides_within_one_tree_the_clause_is_met(valley: Valley) -> None:
    one = gone(valley)
    there: Branch = a_branch("江口村党支部", members=1, under=valley.town)
    assert verdicts(valley, "floating.both-register") == ["breached"]
    name = members.person(valley.person).name
    a_guest(valley, there.node, name=name, card="省0007")
    assert verdicts(valley, "floating.both-register") == ["met"]
    assert Away.objects.get(pk=one.pk).host == "江口村党支部"


def test_the_member_says_that_the_other_side_registered(valley: Valley) -> None:
    one = gone(valley)
    note_host(actor=valley.member, away=one.pk, version=one.version, host="江口社区党委", on=TODAY)
    assert Activity.objects.filter(kind="floating_registered", columns__type="receiving").count() == 1


def test_from_the_telephone_of_the_member_to_the_card_that_prints(valley: Valley) -> None:
    own, branch = a_client(valley.member), a_client(valley.secretary)
    form = {
        "purpose": "work",
        "reason": "进厂",
        "place": "江口",
        "leaves_on": TODAY.isoformat(),
        "months": "8",
        "fixed": "yes",
        "contact": PHONE,
    }
    assert own.post("/transfers/away/", form).status_code == 302
    one = Away.objects.get()
    assert one.fixed is True
    said = {
        "contact": contact_of(valley),
        "card": "on",
        "card_words": "",
        "on": TODAY.isoformat(),
        "version": one.version,
    }
    assert branch.post(f"/transfers/floating/{one.pk}/register/", said).status_code == 302
    one.refresh_from_db()
    page = own.get("/transfers/away/").content.decode()
    assert "云溪镇党委流〔2026〕1号" in page
    assert own.get(f"/papers/transfers.card/{one.pk}/").content.startswith(b"%PDF")
    day = {"on": TODAY.isoformat(), "version": one.version}
    assert own.post(f"/transfers/floating/{one.pk}/depart/", day).status_code == 302
    sent = own.post(f"/transfers/floating/{one.pk}/report/", AWAY_TOPICS)
    assert sent.status_code == 302
    one.refresh_from_db()
    back = {"on": TODAY.isoformat(), "version": one.version, **AWAY_TOPICS}
    assert own.post(f"/transfers/floating/{one.pk}/back/", back).status_code == 302
    one.refresh_from_db()
    day = {"on": TODAY.isoformat(), "version": one.version}
    assert branch.post(f"/transfers/floating/{one.pk}/check/", day).status_code == 302


def test_a_long_leave_suggests_the_registration_and_asks_nothing_twice(valley: Valley) -> None:
    from zhidu.apps.activities.actions import ask_absence, decide_absence  # noqa: PLC0415

    def leave(days: int) -> Any:
        told: dict[str, Any] = {
            "first": TODAY,
            "last": TODAY + timedelta(days=days),
            "ground": "away",
            "words": "去江口打工",
        }
        made = ask_absence(actor=valley.member, **told)
        return decide_absence(actor=valley.secretary, absence=made.pk, version=made.version, granted=True)

    own = a_client(valley.member)
    made = leave(200)
    page = own.get(f"/transfers/away/leave/{made.pk}/", headers={"HX-Request": "true"}).content.decode()
    assert "约 7 个月" in page
    form = own.get("/transfers/away/?months=7&reason=去江口打工&leaves_on=2026-11-18").content.decode()
    assert "去江口打工" in form
    reported(valley)
    assert own.get(f"/transfers/away/leave/{made.pk}/", headers={"HX-Request": "true"}).content == b""
