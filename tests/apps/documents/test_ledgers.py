"""The ledgers of a year: made in the background, read again from all three files."""

from __future__ import annotations

import io
import zipfile
from datetime import date, time
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.urls import reverse
from pypdf import PdfReader
from python_calamine import CalamineWorkbook

from tests.apps.builders import a_client
from tests.apps.documents.conftest import Offices, sent
from tests.foundation.services import content_of
from tests.site import outside_acts
from zhidu.apps.activities.actions import record_held
from zhidu.apps.activities.agenda import Item
from zhidu.apps.activities.attendance import Attendance, Name
from zhidu.apps.activities.entries import Entry
from zhidu.apps.documents.actions.order_ledgers import keep_file, order_ledgers
from zhidu.apps.documents.ledgers import writing
from zhidu.apps.documents.models import YearLedger
from zhidu.foundation.access.models import Grant
from zhidu.foundation.access.rules import SYSTEM, Actor
from zhidu.foundation.access.verbs import Refused
from zhidu.foundation.acts import Wrong
from zhidu.foundation.files import store
from zhidu.foundation.files.actions import attach
from zhidu.foundation.files.models import Attachment
from zhidu.foundation.jobs.actions import again, cancel
from zhidu.foundation.jobs.models import Job, State
from zhidu.foundation.jobs.running import perform

pytestmark = pytest.mark.django_db


def recorded(offices: Offices) -> Any:
    branch = offices.branch
    for month in range(1, 4):
        record_held(
            actor=SYSTEM,
            entry=Entry(
                kind="members_meeting",
                node=branch.node.pk,
                on=date(2026, month, 15),
                begins=time(19),
                venue="村委会",
                title=f"第{month}次大会",
                columns={"chair": "secretary", "chair_id": f"person-{branch.people[0]}"},
            ),
            attendance=Attendance((Name(branch.people[1], "leave", "生病"),)),
            agenda=(Item("讨论发展党员", outcome="同意。"),),
        )
    record_held(
        actor=SYSTEM,
        entry=Entry(kind="members_meeting", node=branch.node.pk, on=date(2025, 12, 1), title="去年的会"),
    )
    talk = record_held(
        actor=SYSTEM,
        entry=Entry(
            kind="talk_held",
            node=branch.node.pk,
            person=branch.people[2],
            on=date(2026, 4, 1),
            title="谈思想",
            notes="不外传的话",
        ),
    )
    attach(actor=SYSTEM, owner=talk.code, upload=ContentFile("谈话提纲".encode(), name="提纲.txt"))
    return talk


def made(actor: Actor, offices: Offices) -> YearLedger:
    row = order_ledgers(actor=actor, organization=offices.branch.node.pk, year=2026)
    assert row.job is not None
    with outside_acts():
        perform(row.job)
    job = Job.objects.get(pk=row.job)
    assert job.state == State.DONE, job.reason
    row.refresh_from_db()
    return row


def content(pk: int | None) -> bytes:
    with store.opened(Attachment.objects.get(pk=pk).stored) as stream:
        return stream.read()


def test_one_press_gives_a_book_a_workbook_and_a_folder(offices: Offices) -> None:
    recorded(offices)
    sent(offices)
    row = made(offices.secretary, offices)
    pages = PdfReader(io.BytesIO(content(row.pdf))).pages
    texts = ["".join(page.extract_text().split()) for page in pages]
    assert "2026年度组织生活台账" in texts[0]
    assert "目录" in texts[1].replace("\u3000", "")
    for title in ("支部党员大会", "党小组会", "谈心谈话", "出勤统计", "发文登记"):
        assert title in texts[1]
    ledger = next(number for number, text in enumerate(texts) if "第1次大会" in text)
    assert "支部党员大会·" in texts[1]
    assert f"{ledger + 1}" in texts[1]
    assert f"第{ledger + 1}页，共{len(pages)}页" in texts[ledger]
    whole = "".join(texts)
    assert "讨论发展党员（同意。）" in whole
    assert "去年的会" not in whole
    assert "本年没有记录" in whole, "没有的台账说没有"
    assert "关于确定李四为发展对象的请示" in whole


def test_the_workbook_has_a_sheet_for_each_ledger(offices: Offices) -> None:
    recorded(offices)
    row = made(offices.secretary, offices)
    book = CalamineWorkbook.from_filelike(io.BytesIO(content(row.xlsx)))
    assert book.sheet_names[:3] == ["目录", "支部党员大会", "支部委员会"]
    rows = book.get_sheet_by_name("支部党员大会").to_python()
    assert rows[1][:5] == ["序号", "日期", "时间", "地点", "主持人"]
    assert [one[1] for one in rows[2:]] == [date(2026, month, 15) for month in (1, 2, 3)]
    assert (rows[2][6], rows[2][7]) == (5, 4)
    assert "请假：生病" in str(rows[2][8])
    came = book.get_sheet_by_name("出勤统计").to_python()[2:]
    assert sorted((one[2], one[3], one[6]) for one in came) == [(3, 0, "0%"), *[(3, 3, "100%")] * 4]


def test_the_folder_has_everything_with_attachments(offices: Offices) -> None:
    recorded(offices)
    row = made(offices.secretary, offices)
    with zipfile.ZipFile(io.BytesIO(content(row.zip))) as folder:
        names = folder.namelist()
        assert folder.testzip() is None
        assert folder.read("东岭村党支部2026年度台账.pdf") == content(row.pdf)
        assert folder.read("附件/谈心谈话/2026-04-01 谈心谈话 谈思想/提纲.txt").decode() == "谈话提纲"
    assert len(names) == 3


def test_what_others_may_not_see_stays_with_whoever_asked(offices: Offices) -> None:
    recorded(offices)
    row = made(offices.secretary, offices)
    assert row.private
    address = reverse("files:download", args=[row.pdf])
    assert content_of(a_client(offices.secretary).get(address)) == content(row.pdf)
    assert a_client(offices.officer).get(address).status_code == 403
    open_to_all = made(offices.officer, offices)
    assert not open_to_all.private, "宣传委员看不到谈话"
    address = reverse("files:download", args=[open_to_all.pdf])
    assert content_of(a_client(offices.secretary).get(address)) == content(open_to_all.pdf)
    assert a_client(offices.member).get(address).status_code == 403
    assert "不外传的话".encode() not in content(row.xlsx)


def test_a_run_that_was_stopped_goes_on_with_the_files_it_has(offices: Offices, monkeypatch) -> None:
    recorded(offices)
    row = order_ledgers(actor=offices.secretary, organization=offices.branch.node.pk, year=2026)

    def stopped(*_: Any) -> bytes:
        cancel(actor=offices.secretary, job=row.job or 0)
        return real(*_)

    real = writing.book
    monkeypatch.setattr(writing, "book", stopped)
    with outside_acts():
        perform(row.job or 0)
    job = Job.objects.get(pk=row.job)
    row.refresh_from_db()
    assert (job.state, job.checkpoint) == (State.CANCELLED, {"pdf": row.pdf})
    again(actor=offices.secretary, job=job.pk)
    monkeypatch.setattr(writing, "book", lambda *_: pytest.fail("pdf 已经做好"))
    with outside_acts():
        perform(job.pk)
    row.refresh_from_db()
    assert row.zip is not None
    assert Attachment.objects.filter(owner=row.code).count() == 3


def test_somebody_who_lost_the_office_gets_nothing(offices: Offices) -> None:
    recorded(offices)
    row = order_ledgers(actor=offices.secretary, organization=offices.branch.node.pk, year=2026)
    with outside_acts():
        Grant.objects.filter(user=offices.secretary.user).delete()
        perform(row.job or 0)
    assert Job.objects.get(pk=row.job).state == State.FAILED
    row.refresh_from_db()
    assert row.pdf is None


def test_who_may_ask(offices: Offices) -> None:
    home = offices.branch.node.pk
    for actor in (offices.member, offices.above):
        with pytest.raises(Refused):
            order_ledgers(actor=actor, organization=home, year=2026)
    order_ledgers(actor=offices.secretary, organization=home, year=2026)
    with pytest.raises(Wrong, match="正在做"):
        order_ledgers(actor=offices.secretary, organization=home, year=2026)
    with pytest.raises(Wrong, match="年份"):
        order_ledgers(actor=offices.officer, organization=home, year=2099)
    with pytest.raises(Refused):
        keep_file(actor=offices.secretary, ledger=1, kind="pdf", name="a.pdf", content=b"", private=False)


def test_the_page_starts_it_and_lists_what_was_made(offices: Offices) -> None:
    recorded(offices)
    client = a_client(offices.secretary)
    address = reverse("documents:ledgers")
    answer = client.post(address, {"organization": offices.branch.node.pk, "year": 2026})
    row = YearLedger.objects.get()
    assert answer.headers["Location"] == reverse("jobs:job", args=[row.job])
    with outside_acts():
        perform(row.job or 0)
    assert "压缩包" in client.get(address).content.decode()
