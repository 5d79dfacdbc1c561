"""The calendar: what stands on which day, for whom, and how one goes on from there."""

from __future__ import annotations

from datetime import date, time, timedelta
from typing import Any

import pytest

from tests.apps.builders import a_client, an_actor, an_organization
from tests.apps.compliance.making import TODAY, a_running_branch, held, judged
from tests.apps.dashboards.test_officer import arranged
from zhidu.apps.dashboards import days
from zhidu.apps.dashboards.calendar import stretch, turned
from zhidu.foundation.clock import on_day

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def today() -> Any:
    with on_day(TODAY):
        yield


@pytest.fixture
def town() -> Any:
    return an_organization("石桥镇党委", type="township_committee")


@pytest.fixture
def branch(town: Any) -> Any:
    made = a_running_branch("青石村党支部", groups=1, under=town)
    held(made, date(2026, 11, 10))
    judged(made)
    return made


def page(branch: Any, asked: str = "", role: str = "secretary", at: Any = None) -> Any:
    return a_client(an_actor(role, at or branch.node)).get(f"/calendar/{asked}")


def lines(answer: Any) -> dict[date, list[tuple[str, str]]]:
    return {on: [(one.sort, one.title) for one in found] for on, found in answer.context["days"]}


def test_meetings_deadlines_and_what_is_overdue_stand_on_their_days(branch: Any) -> None:
    arranged(branch.groups[0], "group_meeting", date(2026, 11, 28), begins=time(15))
    found = lines(page(branch))
    assert ("meeting", "支委会") in found[date(2026, 11, 10)]
    assert any(sort == "meeting" and "党小组会" in title for sort, title in found[date(2026, 11, 28)])
    assert any(sort == "deadline" and "党小组会 · 11月" in title for sort, title in found[date(2026, 11, 30)])
    october = lines(page(branch, "?day=2026-10-01"))
    assert ("overdue", "支委会 · 10月") in october[date(2026, 10, 31)]


@pytest.mark.parametrize("shape", ["month", "week", "list"])
def test_each_view_links_to_the_record_and_to_the_finding(branch: Any, shape: str) -> None:
    text = page(branch, f"?view={shape}&day=2026-11-10").content.decode()
    assert "/activities/" in text
    if shape != "week":
        assert f"/findings/{branch.node.pk}/why/?" in text


def test_the_month_is_a_table_of_whole_weeks_with_named_columns(branch: Any) -> None:
    answer = page(branch)
    weeks = answer.context["weeks"]
    assert {len(week) for week in weeks} == {7}
    assert weeks[0][0].on == date(2026, 10, 26)
    text = answer.content.decode()
    assert '<th scope="col" abbr="星期一">' in text
    assert "每天的会议和期限</caption>" in text


def test_one_turns_to_the_month_before_and_after_and_back_to_today(branch: Any) -> None:
    answer = page(branch, "?day=2026-12-31")
    assert "day=2026-11-01" in answer.context["before"]
    assert "day=2027-01-01" in answer.context["after"]
    assert "day=2026-11-26" in answer.context["now"]


@pytest.mark.parametrize(
    "asked", ["?day=x", "?day=9999-99-99", "?view=x", "?day=0001-01-01", "?day=9999-12-31"]
)
def test_an_address_that_means_nothing_is_taken_for_today(branch: Any, asked: str) -> None:
    assert page(branch, asked).status_code == 200


def test_a_superior_may_look_at_those_below(branch: Any, town: Any) -> None:
    own = page(branch, role="superior", at=town)
    assert not lines(own)
    below = page(branch, "?below=1", role="superior", at=town)
    assert ("meeting", "青石村党支部 支委会") in lines(below)[date(2026, 11, 10)] or (
        "meeting",
        "支委会",
    ) in lines(below)[date(2026, 11, 10)]


def test_too_many_below_are_not_listed_and_the_page_says_so(
    branch: Any, town: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(days, "FEW_PLACES", 1)
    answer = page(branch, "?below=1", role="superior", at=town)
    assert "下级太多" in answer.content.decode()


def test_nobody_sees_the_calendar_of_others(branch: Any) -> None:
    elsewhere = an_organization("别的党支部")
    assert page(branch, f"?organization={branch.node.pk}", at=elsewhere).status_code == 404


def test_a_member_sees_the_meetings_but_no_deadline_of_the_branch(branch: Any) -> None:
    found = lines(page(branch, role="member"))
    assert ("meeting", "支委会") in found[date(2026, 11, 10)]
    assert not [sort for some in found.values() for sort, _ in some if sort != "meeting"]


def test_the_small_month_turns_without_the_page(branch: Any) -> None:
    client = a_client(an_actor("secretary", branch.node))
    answer = client.get("/calendar/?day=2026-10-01", headers={"HX-Request": "true"})
    text = answer.content.decode()
    assert "2026年10月" in text
    assert "<html" not in text
    assert 'hx-get="/calendar/?day=2026-09-01"' in text


def test_the_marks_are_those_of_the_entries(branch: Any) -> None:
    view = days.View(an_actor("secretary", branch.node), branch.node)
    first, last = date(2026, 10, 1), date(2026, 12, 31)
    listed: dict[date, set[str]] = {}
    for one in days.entries(view, first, last).rows:
        listed.setdefault(one.on, set()).add(one.sort)
    assert {on: set(signs) for on, signs in days.marks(view, first, last).items()} == listed


@pytest.mark.parametrize("day", [date(2026, 1, 31), date(2026, 12, 1), date(2028, 2, 29)])
def test_a_month_is_shown_in_whole_weeks(day: date) -> None:
    first, last = stretch("month", day)
    assert (first.weekday(), last.weekday()) == (0, 6)
    assert first <= day.replace(day=1)
    assert last >= turned("month", day, 1) - timedelta(days=1)
