"""The calendar of a telephone: its private address, what is in it, and when it stops."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.test import Client
from icalendar import Calendar

from tests.apps.builders import a_client, an_account, an_actor, holds
from tests.apps.compliance.making import TODAY, a_running_branch, judged
from tests.apps.dashboards.test_officer import arranged
from tests.site import outside_acts
from zhidu.apps.dashboards.actions import subscribe, unsubscribe
from zhidu.apps.dashboards.models import CalendarFeed
from zhidu.foundation.access.models import Grant
from zhidu.foundation.access.queries import actor_of
from zhidu.foundation.access.rules import VISITOR
from zhidu.foundation.access.verbs import Refused
from zhidu.foundation.acts import Wrong
from zhidu.foundation.clock import on_day
from zhidu.foundation.journal.models import Entry

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def today() -> Any:
    with on_day(TODAY):
        yield


@pytest.fixture
def branch() -> Any:
    made = a_running_branch("青石村党支部", groups=1)
    arranged(
        made.node,
        "members_meeting",
        TODAY + timedelta(days=2),
        begins=time(19),
        ends=time(20, 30),
        venue="村委会；二楼",
    )
    arranged(made.node, "party_day", TODAY + timedelta(days=4))
    judged(made)
    return made


@pytest.fixture
def account(branch: Any) -> Any:
    user = an_account("李晓燕")
    holds(user, "secretary", branch.node)
    with outside_acts():
        user.must_change_password = False
        user.save()
    return user


def fetched(token: str) -> Any:
    return Client().get(f"/calendar/feed/{token}.ics")


def events(token: str) -> dict[str, Any]:
    answer = fetched(token)
    assert answer.status_code == 200
    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    return {str(one["uid"]): one for one in Calendar.from_ical(answer.content).walk("VEVENT")}


def test_an_address_is_shown_once_and_only_its_digest_is_kept(account: Any) -> None:
    token = subscribe(actor=actor_of(account))
    row = CalendarFeed.objects.get(user=account)
    assert token not in row.digest
    assert len(token) > 40
    assert token not in "".join(f"{one.object} {one.details}" for one in Entry.objects.all())


def test_what_is_fetched_can_be_read_again_with_hours_of_beijing(account: Any) -> None:
    found = events(subscribe(actor=actor_of(account)))
    meeting = next(one for one in found.values() if str(one["summary"]) == "支部党员大会")
    assert meeting.decoded("dtstart") == datetime(2026, 11, 28, 19, 0, tzinfo=ZoneInfo("Asia/Shanghai"))
    assert meeting.decoded("dtend") - meeting.decoded("dtstart") == timedelta(minutes=90)
    assert str(meeting["location"]) == "村委会；二楼"
    whole_day = next(one for one in found.values() if str(one["summary"]) == "党员活动日")
    assert whole_day.decoded("dtstart") == date(2026, 11, 30)
    due = [str(one["summary"]) for one in found.values() if "最迟" in str(one["summary"])]
    assert "支委会 · 11月（最迟这天）" in due


def test_the_same_thing_has_the_same_number_each_time(account: Any, branch: Any) -> None:
    token = subscribe(actor=actor_of(account))
    before = set(events(token))
    judged(branch)
    assert set(events(token)) == before
    assert len(before) > 2


def test_no_name_of_anybody_is_in_it(account: Any, branch: Any) -> None:
    text = fetched(subscribe(actor=actor_of(account))).content.decode().replace("\r\n ", "")
    from zhidu.apps.members.models import Person  # noqa: PLC0415

    names = list(Person.objects.values_list("name", flat=True))
    assert names
    assert not [name for name in names if name in text]


def test_a_new_address_ends_the_old_one_and_both_can_be_stopped(account: Any) -> None:
    old = subscribe(actor=actor_of(account))
    new = subscribe(actor=actor_of(account))
    assert fetched(old).status_code == 404
    assert fetched(new).status_code == 200
    unsubscribe(actor=actor_of(account))
    assert fetched(new).status_code == 404
    with pytest.raises(Wrong):
        unsubscribe(actor=actor_of(account))


def test_an_unknown_address_leads_nowhere(account: Any) -> None:
    for token in ("x", "A" * 43, "../..", "一"):
        assert fetched(token).status_code == 404


@pytest.mark.parametrize("how", ["closed", "held back", "without a role"])
def test_it_stops_with_the_account(account: Any, how: str) -> None:
    token = subscribe(actor=actor_of(account))
    with outside_acts():
        if how == "without a role":
            Grant.objects.filter(user=account).update(until=TODAY - timedelta(days=1))
        else:
            account.is_active = how != "closed"
            account.must_change_password = how == "held back"
            account.save()
    assert fetched(token).status_code == 404


def test_a_member_gets_the_meetings_and_nothing_about_the_branch(branch: Any) -> None:
    user = an_account("张三")
    holds(user, "member", branch.node)
    with outside_acts():
        user.must_change_password = False
        user.save()
    found = [str(one["summary"]) for one in events(subscribe(actor=actor_of(user))).values()]
    assert sorted(found) == ["党员活动日", "支部党员大会"]


def test_a_visitor_has_no_calendar() -> None:
    with pytest.raises(Refused):
        subscribe(actor=VISITOR)


def test_the_page_hands_out_the_address_and_takes_it_back(branch: Any) -> None:
    client = a_client(an_actor("secretary", branch.node))
    assert "还没有启用" in client.get("/calendar/feed/").content.decode()
    made = client.post("/calendar/feed/", {"make": "1"})
    assert made["Cache-Control"].startswith("max-age=0")
    address = made.context["address"]
    assert address in made.content.decode()
    assert address not in client.get("/calendar/feed/").content.decode()
    client.post("/calendar/feed/", {"stop": "1"})
    assert Client().get(address).status_code == 404
