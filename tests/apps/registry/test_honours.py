"""The file shows the posts somebody held, and commendations and penalties on record, to those who may read each."""

from __future__ import annotations

from datetime import date

import pytest

from tests.apps.builders import a_client
from tests.apps.registry.conftest import Files
from zhidu.apps.activities.actions import record_held
from zhidu.apps.activities.entries import Entry
from zhidu.foundation.access.rules import SYSTEM

pytestmark = pytest.mark.django_db


def noted(files: Files, kind: str, person: int, on: date, title: str) -> None:
    entry = Entry(kind=kind, node=files.branch.node.pk, person=person, on=on, title=title)
    record_held(actor=SYSTEM, entry=entry)


def test_posts_commendations_and_penalties_stand_on_the_file(files: Files) -> None:
    person = files.people[2]
    noted(files, "commendation", person, date(2025, 7, 1), "优秀共产党员")
    noted(files, "discipline_case", person, date(2026, 3, 2), "警告")
    client = a_client(files.secretary)
    page = client.get(f"/registry/{person}/").content.decode()
    assert "组织委员" in page
    panel = client.get(f"/activities/about-file/{person}/").content.decode()
    assert "优秀共产党员" in panel
    assert "警告" in panel
    assert panel.index("警告") < panel.index("优秀共产党员"), "近的在前"


def test_a_penalty_is_not_shown_to_who_may_not_read_its_record(files: Files) -> None:
    noted(files, "discipline_case", files.people[2], date(2026, 3, 2), "警告")
    address = f"/activities/about-file/{files.people[2]}/"
    assert "警告" in a_client(files.secretary).get(address).content.decode()
    assert "警告".encode() not in a_client(files.member).get(address).content
