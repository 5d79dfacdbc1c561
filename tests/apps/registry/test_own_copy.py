"""A person's own copy: everything, in a form people and programs read, and of nobody else."""

from __future__ import annotations

import io
import json
import zipfile

import pytest
from python_calamine import CalamineWorkbook

from tests.apps.builders import a_client
from tests.apps.registry.conftest import TODAY, Files, a_number
from tests.apps.registry.part import a_picture
from tests.foundation.services import content_of
from zhidu.apps.activities.actions import enter_many
from zhidu.apps.activities.entries import Entry
from zhidu.apps.registry.actions import put_photo, set_profile, unmask
from zhidu.foundation.access.rules import SYSTEM

pytestmark = pytest.mark.django_db


def test_the_copy_has_everything_about_oneself_and_nothing_about_others(files: Files) -> None:
    person, other = files.people[4], files.people[1]
    set_profile(actor=SYSTEM, person=person, values={"id_number": a_number(), "employer": "=1+1"})
    set_profile(actor=SYSTEM, person=other, values={"employer": "别人的单位"})
    put_photo(actor=SYSTEM, person=person, upload=a_picture())
    unmask(actor=files.secretary, person=person, why="核对")
    node = files.branch.node
    enter_many(
        actor=SYSTEM,
        rows=[Entry(kind="commendation", node=node.pk, person=person, on=TODAY, title="优秀党员")],
    )
    answer = a_client(files.member).post("/registry/me/copy/")
    with zipfile.ZipFile(io.BytesIO(content_of(answer))) as archive:
        assert sorted(archive.namelist()) == ["我的资料.json", "我的资料.xlsx", "照片.jpg"]
        said = json.loads(archive.read("我的资料.json"))
        book = CalamineWorkbook.from_filelike(io.BytesIO(archive.read("我的资料.xlsx")))
    assert {"项目": "身份证号", "内容": a_number()} in said["档案"]
    assert said["记录"][0]["主题"] == "优秀党员"
    assert said["谁看过盖住的内容"][0]["说明"] == "理由：核对"
    assert said["身份"][0]["身份"] == "党员"
    assert {"党费", "按程序办的事", "会议", "提醒", "组织关系", "任职"} <= set(said)
    assert "别人的单位" not in json.dumps(said, ensure_ascii=False)
    rows = book.get_sheet_by_index(0).to_python()
    assert ["工作单位", "=1+1"] in rows, "内容不当作公式"


def test_whoever_is_nobody_on_the_register_has_no_copy(files: Files) -> None:
    assert a_client(files.officer).post("/registry/me/copy/").status_code == 403
