"""What everybody still needs, early enough to act; sums for superiors; the ledger of the year."""

from __future__ import annotations

from datetime import date, time
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.apps.builders import a_branch, a_client, members_of
from tests.apps.learning.conftest import TODAY, Studying, a_studying_branch, reckons, studied
from zhidu.apps.activities.actions import plan
from zhidu.apps.activities.entries import Entry
from zhidu.apps.compliance.follow import bring_up
from zhidu.apps.documents.ledgers import sections
from zhidu.apps.learning import standing
from zhidu.apps.learning.actions import add_session, report, set_plan
from zhidu.apps.learning.actions.add_session import Planned
from zhidu.apps.learning.actions.report import Told
from zhidu.foundation.access.rules import SYSTEM

pytestmark = pytest.mark.django_db


@pytest.fixture
def village(db: None) -> Studying:
    return a_studying_branch("rural-branch", type="village_branch")


def arranged(village: Studying, hours: int, day: date = date(2026, 12, 2)) -> None:
    entry = Entry(
        kind="member_study",
        node=village.node.pk,
        on=day,
        begins=time(8),
        ends=time(8 + hours),
        title="冬训",
    )
    plan(actor=SYSTEM, entry=entry)


@pytest.mark.covers("S6.2.3")
def test_who_will_be_short_even_after_all_that_is_arranged_is_told_early(village: Studying) -> None:
    for day in range(1, 6):
        studied(village, date(2026, 10, day), time(8), time(16), away=1 if day == 1 else 0)
    arranged(village, 8)
    bring_up([village.node.pk], TODAY)
    found = standing.lines(village.node, TODAY)
    assert [one.short for one in found] == [False] * 4 + [True]
    (quota,) = standing.quotas(found)
    assert (quota.unit, quota.reached, quota.on_the_way, quota.short) == ("天", 0, 4, 1)
    page = a_client(village.secretary).get(f"/learning/{village.node.pk}/year/").content.decode()
    assert "有 1 人，后面安排的都参加也还不够" in page
    assert a_client(village.member).get(f"/learning/{village.node.pk}/year/").status_code == 403


def test_a_superior_sees_sums_of_those_below(village: Studying) -> None:
    studied(village, date(2026, 10, 8), time(8), time(9))
    made = set_plan(actor=SYSTEM, organization=village.node.pk, year=2026, themes="冬训")
    add_session(actor=SYSTEM, plan=made.pk, said=Planned(kind="member_study", on=date(2026, 12, 2)))
    page = a_client(village.superior).get(f"/learning/{village.above.pk}/year/").content.decode()
    assert "还没有印发" in page
    (one,) = standing.below([village.node], TODAY)
    assert (one.members, one.sessions, one.arranged) == (5, 1, 0)


def test_the_ledger_holds_the_plan_and_everybodys_hours(village: Studying) -> None:
    made = set_plan(actor=SYSTEM, organization=village.node.pk, year=2026, themes="冬训")
    add_session(
        actor=SYSTEM, plan=made.pk, said=Planned(kind="member_study", on=date(2026, 12, 2), title="冬训")
    )
    studied(village, date(2026, 10, 8), time(8), time(16))
    person = village.branch.people[0]
    report(actor=SYSTEM, person=person, said=Told(kind="book_read", on=date(2026, 10, 9), title="乡土中国"))
    bring_up([village.node.pk], TODAY)
    (planned,) = sections.study_plan(village.node, 2026).rows
    assert planned[4] == "冬训"
    rows = sections.study_hours(village.secretary, village.node, 2026).rows
    assert [row[2] for row in rows] == [1] * 5
    assert rows[0][5] == 1
    assert "集中学习时间 1 天，应 6" in str(rows[0][3])
    assert sections.study_hours(village.member, village.node, 2026).rows == []
    answer = a_client(village.secretary).get(f"/learning/{village.node.pk}/year/sheet/")
    assert b"".join(answer.streaming_content)[:2] == b"PK"


def test_the_table_takes_as_many_queries_for_many_people_as_for_few(village: Studying) -> None:
    reckons(village.node)
    studied(village, date(2026, 10, 8), time(8), time(16))
    bring_up([village.node.pk], TODAY)
    client, counted = a_client(village.secretary), []
    address = f"/learning/{village.node.pk}/year/"

    def count() -> None:
        client.get(address)
        with CaptureQueriesContext(connection) as queries:
            client.get(address)
        counted.append(len(queries))

    for _ in range(2):
        a_branch("", members=2, officers=0, under=village.node)
    count()
    more: list[Any] = members_of(village.node, 8)
    a_branch("下属党支部", members=2, officers=0, under=village.node)
    assert more
    studied(village, date(2026, 10, 9), time(8), time(16))
    bring_up([village.node.pk], TODAY)
    count()
    assert counted[0] == counted[1]
