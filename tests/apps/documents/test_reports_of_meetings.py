"""What is sent upwards of a life meeting: drafted from its records, and on record once it was sent."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from tests.apps.builders import a_client
from tests.apps.documents.conftest import TODAY, Offices, sent
from zhidu.apps.activities.actions import plan, record_held
from zhidu.apps.activities.agenda import Item
from zhidu.apps.activities.attendance import Attendance
from zhidu.apps.activities.entries import Entry
from zhidu.apps.activities.models import Activity
from zhidu.apps.adoption.actions import adopt, import_book
from zhidu.apps.adoption.drafts import shipped_draft
from zhidu.apps.procedures.actions import find_problem, gather_opinion, open_pack, put_down
from zhidu.apps.procedures.pack.drafting import draft
from zhidu.foundation.access.rules import SYSTEM
from zhidu.foundation.clock import on_day

pytestmark = pytest.mark.django_db
HELD = TODAY + timedelta(days=5)


@pytest.mark.covers("S5.4.2", "S5.4.10#1", "S5.4.10#2")
def test_plan_and_report_are_drafted_from_the_records_and_count_when_they_are_sent(offices: Offices) -> None:
    node = offices.branch.node
    book = import_book(actor=SYSTEM, draft=shipped_draft("branch-comprehensive"))
    adopt(actor=SYSTEM, organization=node.pk, book=book.pk, first=date(2020, 1, 1))
    entry = Entry(kind="democratic_life_meeting", node=node.pk, on=HELD, planned=True, venue="村委会二楼")
    meeting = plan(actor=SYSTEM, entry=entry, agenda=[Item("学习文件", "document_study")])
    case = open_pack(actor=offices.secretary, activity=meeting.pk)
    given = {"actor": offices.secretary, "case": case.pk}
    put_down(**given, part="theme", words="对照先进找差距")
    gather_opinion(**given, source="masses", words="路灯坏了没人修")

    address = f"/documents/new/?organization={node.pk}&about={meeting.pk}&kind=report"
    shown = a_client(offices.secretary).get(address).content.decode()
    assert "关于召开2026年度民主生活会的报告" in shown
    assert "对照先进找差距" in shown
    assert "群众意见 1 条" in shown
    assert "路灯坏了" not in shown
    wanted = draft(meeting.pk)
    assert wanted is not None
    sent(offices, kind="report", title=wanted.title, text=wanted.text, about=meeting.pk, note="")
    plan_ = Activity.objects.get(kind="plan_reported", about=meeting)
    assert plan_.columns == {
        "audience": "superior",
        "theme": "对照先进找差距",
        "content": "学习文件",
        "time": f"{HELD:%Y-%m-%d}",
    }

    with on_day(HELD):
        record_held(
            actor=SYSTEM,
            entry=Entry(kind="democratic_life_meeting", node=node.pk, on=HELD),
            attendance=Attendance(),
            plan=meeting.pk,
            version=meeting.version,
        )
        find_problem(
            **given,
            problem="路灯没人修",
            measure="月底前修好",
            person=offices.branch.people[1],
            due=HELD + timedelta(days=9),
        )
        wanted = draft(meeting.pk)
        assert wanted is not None
        assert "路灯没人修。措施：月底前修好" in wanted.text
        more = {"kind": "report", "title": wanted.title, "text": wanted.text, "about": meeting.pk, "note": ""}
        sent(offices, **more, attached=wanted.attached)
        made = set(Activity.objects.filter(about=meeting, on=HELD).values_list("kind", flat=True))
        assert {"report_submitted", "minutes_submitted"} <= made


def test_what_goes_elsewhere_reports_nothing(offices: Offices) -> None:
    node = offices.branch.node
    held = record_held(
        actor=SYSTEM, entry=Entry(kind="committee_meeting", node=node.pk, on=TODAY), attendance=Attendance()
    )
    sent(offices, kind="report", title="关于支委会的报告", about=held.pk, note="")
    assert not Activity.objects.filter(kind="report_submitted").exists()
