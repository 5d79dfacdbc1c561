"""What people study, read, write and note down alone: reported once, confirmed where asked, and never counted twice."""

from __future__ import annotations

from datetime import date, time
from decimal import Decimal
from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.core.files.uploadedfile import SimpleUploadedFile

from tests.apps.builders import a_client, holds
from tests.apps.learning.conftest import TODAY, Studying, a_studying_branch, reckons, studied, verdicts
from zhidu.apps.activities.actions import plan, void
from zhidu.apps.activities.entries import Entry
from zhidu.apps.activities.models import Activity
from zhidu.apps.compliance.worlds import records
from zhidu.apps.learning.actions import answer_report, note_notebooks, report, withdraw_report
from zhidu.apps.learning.actions.report import Told
from zhidu.apps.learning.models import Report
from zhidu.foundation.access.queries import actor_of
from zhidu.foundation.access.rules import SYSTEM
from zhidu.foundation.access.verbs import Refused
from zhidu.foundation.acts import Wrong

pytestmark = pytest.mark.django_db
DAY = date(2026, 11, 11)


def own(school: Studying, **said: Any) -> Report:
    """What the member reports."""
    values = {"kind": "book_read", "on": DAY, "title": "乡土中国", **said}
    return report(actor=school.member, person=school.branch.people[4], said=Told(**values))


def alone(school: Studying, begins: time, hours: str, **more: Any) -> Report:
    return own(school, kind="self_study", title="二十大报告", begins=begins, hours=Decimal(hours), **more)


def me(school: Studying) -> str:
    return f"person-{school.branch.people[4]}"


def class_hours(school: Studying) -> Decimal:
    facts = records(school.node, TODAY).facts
    mine = [one.quantity for one in facts if (one.measure, one.subject) == ("class_hours", me(school))]
    return sum(mine, Decimal(0))


@pytest.fixture
def ten(db: None) -> Studying:
    return a_studying_branch("school-ten-systems")


@pytest.mark.covers("S7.4.2")
def test_a_book_counts_once_the_branch_has_confirmed_it(ten: Studying) -> None:
    made = own(ten, topics="political_theory")
    assert not Activity.objects.filter(kind="book_read").exists()
    answer_report(actor=ten.secretary, report=made.pk, version=1, accepted=True)
    assert verdicts(ten, "book_read.quota", me(ten)) == [("2026", "met")]


@pytest.mark.covers("S7.4.3")
def test_a_paper_comes_with_its_file_and_counts_when_confirmed(ten: Studying) -> None:
    client = a_client(ten.member)
    address = f"/learning/of/{ten.branch.people[4]}/paper_finished/"
    file = SimpleUploadedFile("论文.txt", "校本教研的三个做法".encode())
    assert client.post(address, {"title": "校本教研", "on": "2026-11-11", "upload": file}).status_code == 302
    made = Report.objects.get()
    page = a_client(ten.secretary).get(f"/learning/reports/{made.pk}/").content.decode()
    assert "论文.txt" in page
    answer_report(actor=ten.secretary, report=made.pk, version=made.version, accepted=True)
    assert verdicts(ten, "paper_finished.quota", me(ten)) == [("2026", "met")]


def test_a_record_declared_void_takes_the_book_back(ten: Studying) -> None:
    made = answer_report(actor=ten.secretary, report=own(ten).pk, version=1, accepted=True)
    kept = Activity.objects.get(pk=made.record_id)
    void(actor=SYSTEM, activity=kept.pk, version=kept.version, name=kept.kind_name, reason="写错了")
    assert Report.objects.get().state_name == "记录已作废"
    assert ("2026", "met") not in verdicts(ten, "book_read.quota", me(ten))


def test_the_same_book_twice_is_refused_and_a_returned_one_may_come_again(ten: Studying) -> None:
    made = own(ten)
    with pytest.raises(Wrong, match="已经报过"):
        own(ten)
    with pytest.raises(Wrong, match="为什么退回"):
        answer_report(actor=ten.secretary, report=made.pk, version=1, accepted=False)
    answer_report(actor=ten.secretary, report=made.pk, version=1, accepted=False, words="请写明是哪一版")
    own(ten)
    with pytest.raises(Wrong, match="已经答复过"):
        answer_report(actor=ten.secretary, report=made.pk, version=2, accepted=True)


def test_nobody_confirms_their_own_and_a_member_confirms_nothing(ten: Studying) -> None:
    made = own(ten)
    with pytest.raises(Refused):
        answer_report(actor=ten.member, report=made.pk, version=1, accepted=True)
    holds(get_user_model().objects.get(pk=ten.member.user), "deputy", ten.node)
    deputy = actor_of(get_user_model().objects.get(pk=ten.member.user))
    with pytest.raises(Wrong, match="别的委员"):
        answer_report(actor=deputy, report=made.pk, version=1, accepted=True)


def test_what_waits_can_be_taken_back_and_what_counts_cannot(ten: Studying) -> None:
    made = own(ten)
    with pytest.raises(Wrong, match="自己报的"):
        withdraw_report(actor=ten.secretary, report=made.pk, version=1)
    withdraw_report(actor=ten.member, report=made.pk, version=1)
    made = own(ten)
    answer_report(actor=ten.secretary, report=made.pk, version=1, accepted=True)
    with pytest.raises(Wrong, match="不能收回"):
        withdraw_report(actor=ten.member, report=made.pk, version=2)


def test_self_study_comes_to_class_hours_only_where_the_organisation_says_so(school: Studying) -> None:
    alone(school, time(19), "2")
    assert class_hours(school) == 0
    reckons(school.node, self_study=True, confirm=False)
    alone(school, time(7), "1.5")
    assert class_hours(school) == Decimal("1.5")


def test_self_study_at_the_hour_of_a_session_is_refused(school: Studying) -> None:
    studied(school, DAY, time(16), time(17))
    with pytest.raises(Wrong, match="您在参加党员集中学习"):
        alone(school, time(16, 30), "1")
    alone(school, time(17), "1")
    with pytest.raises(Wrong, match="已经报过"):
        alone(school, time(17, 30), "1")


def test_a_session_recorded_later_does_not_make_the_same_hour_count_twice(school: Studying) -> None:
    reckons(school.node, self_study=True, confirm=False)
    alone(school, time(16), "1")
    studied(school, DAY, time(16), time(17))
    assert class_hours(school) == 1


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({"begins": None}, "begins"),
        ({"hours": Decimal(13)}, "hours"),
        ({"on": date(2026, 11, 19)}, "on"),
        ({"title": " "}, "title"),
    ],
)
def test_what_is_wrong_with_self_study_is_said_at_the_field(
    school: Studying, said: dict[str, Any], field: str
) -> None:
    values = {"kind": "self_study", "title": "党章", "begins": time(8), "hours": Decimal(1), **said}
    with pytest.raises(Wrong) as refused:
        own(school, **values)
    assert set(refused.value.faults) == {field}


@pytest.mark.covers("S2.4.10")
def test_each_notes_for_themselves_and_nobodys_note_stands_for_another(school: Studying) -> None:
    held = studied(school, DAY, time(16), time(17))
    own(school, kind="study_note", session=held.pk)
    mine = verdicts(school, "study_note.within", me(school))
    assert [verdict for _, verdict in mine] == ["met"]
    everybodys = sorted(verdict for _, verdict in verdicts(school, "study_note.within"))
    assert everybodys == ["breached"] * 4 + ["met"]


@pytest.mark.covers("S2.4.10")
def test_the_notebooks_that_were_seen_are_ticked_off_in_one_go(school: Studying) -> None:
    held = studied(school, DAY, time(16), time(17), away=1)
    page = a_client(school.secretary).get(f"/learning/notes/{held.pk}/").content.decode()
    assert "0 / 4 人" in page
    assert note_notebooks(actor=school.secretary, activity=held.pk, people=school.branch.people[:4]) == 4
    assert note_notebooks(actor=school.secretary, activity=held.pk, people=school.branch.people[:4]) == 0
    with pytest.raises(Wrong, match="没有参加"):
        note_notebooks(actor=school.secretary, activity=held.pk, people=school.branch.people)
    assert {verdict for _, verdict in verdicts(school, "study_note.within")} == {"met"}


def test_a_note_of_a_session_one_was_not_at_is_refused(school: Studying) -> None:
    held = studied(school, DAY, time(16), time(17), away=1)
    with pytest.raises(Wrong, match="没有参加这次学习"):
        own(school, kind="study_note", session=held.pk)


def test_the_own_page_says_what_is_done_what_is_left_and_what_to_note(school: Studying) -> None:
    held = studied(school, DAY, time(16), time(17), title="全会精神")
    client = a_client(school.member)
    assert client.get("/learning/mine/", follow=True).status_code == 200
    page = client.get(f"/learning/of/{school.branch.people[4]}/").content.decode()
    assert f"study_note/?session={held.pk}" in page
    assert "报自学" in page
    assert client.get(f"/learning/of/{school.branch.people[0]}/").status_code == 403
    assert a_client(school.secretary).get(f"/learning/of/{school.branch.people[4]}/").status_code == 200


def test_the_own_page_tells_the_quota_and_what_the_sessions_ahead_would_add(db: None) -> None:
    village = a_studying_branch("rural-branch", type="village_branch")
    studied(village, DAY, time(8), time(14))
    ahead = Entry(
        kind="member_study",
        node=village.node.pk,
        on=date(2026, 12, 2),
        begins=time(8),
        ends=time(12),
        title="冬训",
    )
    plan(actor=SYSTEM, entry=ahead)
    verdicts(village, "study_hours.quota")
    page = a_client(village.member).get(f"/learning/of/{village.branch.people[4]}/").content.decode()
    assert "/ 6 天" in page
    assert "冬训" in page
    assert "还差" in page
