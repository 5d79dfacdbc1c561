"""A secretary prints the minutes, sends a request up, and sees the reply: in a real browser, from page to page."""

from __future__ import annotations

import io
import re
from datetime import date, time
from typing import Any

import docx
import pytest
from pypdf import PdfReader

from tests.apps.builders import a_branch, an_account, an_organization, holds
from tests.site import outside_acts
from zhidu.apps.activities.actions import record_held
from zhidu.apps.activities.agenda import Item
from zhidu.apps.activities.attendance import Attendance
from zhidu.apps.activities.entries import Entry
from zhidu.apps.documents.actions import set_agency
from zhidu.apps.documents.models import Document, Receipt
from zhidu.foundation.access.rules import SYSTEM

pytestmark = pytest.mark.django_db(transaction=True)


def downloaded(page: Any, link: Any) -> bytes:
    """What the link leads to, with the session of the page."""
    answer = page.request.get(link.get_attribute("href"))
    assert answer.ok
    return bytes(answer.body())


def test_minutes_a_request_and_its_reply(sign_in: Any) -> None:
    with outside_acts():
        town = an_organization("云溪镇党委", type="township_committee")
        branch = a_branch("东岭村党支部", members=5, under=town, type="village_branch")
        for node, word in ((branch.node, "东岭支"), (town, "云溪党发")):
            set_agency(
                actor=SYSTEM,
                organization=node.pk,
                mark=f"中共{node.name}",
                word=word,
                signature=f"中共{node.name}",
            )
        meeting = record_held(
            actor=SYSTEM,
            entry=Entry(
                kind="members_meeting",
                node=branch.node.pk,
                on=date(2026, 3, 5),
                begins=time(19),
                venue="村委会",
                notes="大家发了言。",
            ),
            attendance=Attendance(),
            agenda=(Item("讨论换届", outcome="同意按期换届。"),),
        )
        secretary, officer = an_account("王书记", person=branch.people[0]), an_account("李干事")
        holds(secretary, "secretary", branch.node)
        holds(officer, "superior", town)

    page = sign_in(secretary)
    page.goto(meeting.get_absolute_url())
    row = page.locator("li", has_text="会议记录").filter(has=page.get_by_role("link", name="打印"))
    made = downloaded(page, row.get_by_role("link", name="打印").first)
    assert "同意按期换届。" in "".join(PdfReader(io.BytesIO(made)).pages[0].extract_text().split())
    edited = docx.Document(
        io.BytesIO(downloaded(page, row.get_by_role("link", name=re.compile("docx")).first))
    )
    assert "同意按期换届。" in [one.text for one in edited.paragraphs]

    page.goto("/documents/new/?kind=request")
    page.get_by_label("标题", exact=True).fill("关于换届的请示")
    page.locator("textarea[name=text]").fill("拟按期换届。\n妥否，请批示。")
    page.get_by_label("云溪镇党委（上级）").check()
    page.get_by_role("button", name="存为稿").click()
    for name in ("送核稿", "核稿通过", "签发", "发出"):
        page.get_by_role("button", name=name, exact=True).click()
    page.get_by_text("还在等批复").wait_for()
    request = Document.objects.get(title="关于换届的请示")
    assert request.full_number.endswith("1号")

    page = sign_in(officer)
    page.goto("/documents/")
    page.get_by_role("link", name="关于换届的请示", exact=True).click()
    page.get_by_role("button", name="签收").click()
    page.get_by_role("link", name="批复", exact=True).click()
    page.locator("textarea[name=text]").fill("同意。\n此复。")
    page.get_by_role("button", name="存为稿").click()
    for name in ("送核稿", "核稿通过", "签发", "发出"):
        page.get_by_role("button", name=name, exact=True).click()
    page.get_by_text("签收情况").wait_for()
    assert Receipt.objects.get(document=request).received_by == officer.pk

    page = sign_in(secretary)
    page.goto(request.get_absolute_url())
    page.get_by_role("link", name="关于换届的批复").click()
    page.get_by_role("button", name="签收").click()
    archived = downloaded(page, page.get_by_role("link", name="打开、打印"))
    assert "此复。" in PdfReader(io.BytesIO(archived)).pages[0].extract_text()
    assert page.complaints == []
