"""Papers of a meeting: everything that was recorded, nothing that was not, for whoever may see the record."""

from __future__ import annotations

import io
from datetime import date, time
from typing import Any
from urllib.parse import unquote

import docx
import pytest
from django.urls import reverse
from pypdf import PdfReader

from tests.apps.activities.making import a_meeting
from tests.apps.builders import Branch, a_branch, a_client, an_actor
from zhidu.apps.activities.actions import plan, record_held
from zhidu.apps.activities.agenda import Item
from zhidu.apps.activities.attendance import Attendance, Name
from zhidu.foundation.access.rules import SYSTEM, Actor

pytestmark = pytest.mark.django_db


def printed(actor: Actor, paper: str, pk: int, **query: str) -> Any:
    return a_client(actor).get(reverse("papers:print", args=[f"activities.{paper}", pk]), query)


def text_of(answer: Any) -> str:
    assert answer["Content-Type"] == "application/pdf"
    pages = PdfReader(io.BytesIO(answer.content)).pages
    return "".join("".join(page.extract_text().split()) for page in pages)


def words_of(answer: Any) -> list[str]:
    return [one.text for one in docx.Document(io.BytesIO(answer.content)).paragraphs]


def held(branch: Branch, kind: str = "") -> Any:
    given: dict[str, Any] = {
        "begins": time(19),
        "ends": time(20, 30),
        "venue": "村委会二楼",
        "title": "研究换届",
        "notes": "书记通报了情况。\n大家发了言。",
        "columns": {
            "chair": "secretary",
            "chair_id": f"person-{branch.people[0]}",
            "recorder": "organisation",
            "recorder_id": f"person-{branch.people[2]}",
        },
    }
    away = () if kind else (Name(branch.people[3], "leave", "生病"), Name(branch.people[4], "absent"))
    return record_held(
        actor=SYSTEM,
        entry=a_meeting(branch, *([kind] if kind else []), **given),
        attendance=Attendance(away),
        agenda=(Item("讨论转正", outcome="同意李四同志按期转正。"), Item("通报党费")),
    )


@pytest.mark.covers("S2.1.3")
def test_minutes_say_everything_that_was_written_down(branch: Branch, secretary: Actor) -> None:
    text = text_of(printed(secretary, "minutes", held(branch).pk))
    for words in (
        "东岭村党支部党员大会会议记录",
        "时间：2026年10月15日19:00—20:30",
        "地点：村委会二楼",
        "应到：8人",
        "实到：6人",
        "（生病）",
        "列席人员：无",
        "（一）讨论转正",
        "同意李四同志按期转正。",
        "（二）通报党费",
        "大家发了言。",
        "主持人（签字）：",
        "记录人：",
    ):
        assert words in text, words
    assert "none" not in text.lower()


def test_minutes_to_edit_say_the_same(branch: Branch, secretary: Actor) -> None:
    answer = printed(secretary, "minutes", held(branch).pk, **{"as": "docx"})
    assert unquote(answer["Content-Disposition"]).endswith("会议记录 支部党员大会 2026-10-15.docx")
    words = words_of(answer)
    assert "时间：2026年10月15日 19:00—20:30" in words
    assert "同意李四同志按期转正。" in words


def test_what_nobody_wrote_down_is_not_made_up(branch: Branch, secretary: Actor) -> None:
    bare = record_held(actor=SYSTEM, entry=a_meeting(branch))
    words = words_of(printed(secretary, "minutes", bare.pk, **{"as": "docx"}))
    assert "地点：＿＿＿＿" in words
    assert "主持人：＿＿＿＿" in words
    assert not any("议题" in one for one in words)


def test_a_resolution_has_the_decisions_the_signatures_and_the_place_of_the_seal(
    branch: Branch, secretary: Actor
) -> None:
    text = text_of(printed(secretary, "resolution", held(branch).pk))
    assert "东岭村党支部党员大会决议" in text
    assert "应到会党员8人，实到会6人" in text
    assert "一、讨论转正" in text
    assert "通报党费" not in text, "没有结果的议题不是决议"
    for words in ("主持人（签字）：", "记录人（签字）：", "（盖章）", "东岭村党支部2026年10月15日"):
        assert words in text


def test_a_meeting_to_come_has_a_notice_and_a_list_to_sign(branch: Branch, secretary: Actor) -> None:
    coming = plan(
        actor=SYSTEM,
        entry=a_meeting(branch, planned=True, on=date(2026, 10, 28)),
        agenda=(Item("换届"),),
    )
    notice = text_of(printed(secretary, "notice", coming.pk))
    assert "定于2026年10月28日召开支部党员大会" in notice
    assert "1.换届" in notice
    table = docx.Document(io.BytesIO(printed(secretary, "roll", coming.pk, **{"as": "docx"}).content)).tables[
        0
    ]
    assert len(table.rows) == 9, "表头和 8 名党员"
    assert all(not row.cells[2].text for row in table.rows[1:]), "签名处空着"
    assert printed(secretary, "minutes", coming.pk).status_code == 404, "还没有开，没有记录"


def test_the_page_offers_the_papers_that_fit(branch: Branch, secretary: Actor) -> None:
    page = a_client(secretary).get(held(branch).get_absolute_url()).content.decode()
    assert "activities.minutes" in page
    assert "activities.resolution" in page
    assert "activities.notice" not in page
    single = held(branch, "committee_meeting")
    assert "activities.resolution" not in a_client(secretary).get(single.get_absolute_url()).content.decode()


def test_nobody_prints_what_they_may_not_see(branch: Branch) -> None:
    other = a_branch("西岭村党支部", members=3)
    activity = held(branch)
    assert printed(an_actor("member", other.node), "minutes", activity.pk).status_code == 403
    assert printed(an_actor("member", branch.node), "minutes", activity.pk).status_code == 200


def test_a_list_of_a_meeting_that_was_held_says_how_each_stood_to_it(
    branch: Branch, secretary: Actor
) -> None:
    answer = printed(secretary, "roll", held(branch).pk, **{"as": "docx"})
    rows = docx.Document(io.BytesIO(answer.content)).tables[0].rows[1:]
    assert sorted(row.cells[3].text for row in rows) == ["实到"] * 6 + ["缺席", "请假"]
    bare = record_held(actor=SYSTEM, entry=a_meeting(branch))
    assert printed(secretary, "roll", bare.pk).status_code == 404, "没有记名单，不事后补一张"
