"""A list that is handed out says what the register says; what is masked only with a reason, and everybody sees it."""

from __future__ import annotations

import io
from datetime import date
from typing import Any

import pytest
from python_calamine import CalamineWorkbook

from tests.apps.builders import a_client, an_actor
from tests.apps.registry.conftest import Files, a_number
from tests.foundation.services import content_of
from zhidu.apps.registry.actions import keep_list, set_profile
from zhidu.apps.registry.exporting.lists import Wanted
from zhidu.apps.registry.importing.columns import columns, known
from zhidu.apps.registry.importing.reading import heads
from zhidu.apps.registry.importing.reading.workbook import opened
from zhidu.apps.registry.models import Look, RegisterExport, SavedList
from zhidu.foundation.acts import Wrong
from zhidu.foundation.journal.models import Entry
from zhidu.foundation.keys import personal


def rows_of(content: bytes) -> list[list[Any]]:
    return CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_index(0).to_python()


def asked(files: Files, **more: Any) -> dict[str, Any]:
    return {
        "organization": files.branch.node.pk,
        "columns": ["sex", "joined_on"],
        "types": ["full_member"],
        **more,
    }


def test_the_sheet_has_the_chosen_columns_and_everybody_on_the_register(files: Files) -> None:
    one = files.people[1]
    set_profile(actor=files.secretary, person=one, values={"sex": "女", "joined_on": "2001-07-01"})
    answer = a_client(files.secretary).post("/registry/export/", asked(files))
    title, head, *rows = rows_of(content_of(answer))
    assert title[0].startswith("东岭村党支部党员名册")
    assert head == ["姓名", "性别", "入党日期"]
    assert len(rows) == 5
    assert rows[1][1:] == ["女", date(2001, 7, 1)]
    assert not Look.objects.exists()
    assert Entry.objects.filter(act="registry.export").count() == 1


def test_conditions_narrow_the_list(files: Files) -> None:
    set_profile(actor=files.secretary, person=files.people[1], values={"sex": "女", "born_on": "1985-03-12"})
    set_profile(actor=files.secretary, person=files.people[2], values={"sex": "女", "born_on": "1955-03-12"})
    answer = a_client(files.secretary).post(
        "/registry/export/", asked(files, sex="female", born_from="1960-01-01")
    )
    assert len(rows_of(content_of(answer))) == 2 + 1


def test_what_is_masked_needs_a_reason_and_the_people_see_who_took_it(files: Files) -> None:
    number = a_number()
    set_profile(actor=files.secretary, person=files.people[1], values={"id_number": number})
    client = a_client(files.secretary)
    refused = client.post("/registry/export/", asked(files, secret=["id_number"]))
    assert "没有写为什么要导出盖住的内容" in refused.content.decode()
    assert not RegisterExport.objects.exists()

    answer = client.post("/registry/export/", asked(files, secret=["id_number"], why="上报年度统计"))
    rows = rows_of(content_of(answer))
    assert rows[1][-1] != number
    assert [row[rows[1].index("身份证号")] for row in rows[2:]].count(number) == 1
    looks = Look.objects.filter(what=Look.LISTED)
    assert set(looks.values_list("person", flat=True)) == set(files.people)
    assert personal().open(looks[0].sealed) == "上报年度统计"
    assert number not in str(Entry.objects.get(act="registry.export").details)


def test_somebody_who_does_not_keep_files_takes_no_list(files: Files) -> None:
    for actor in (files.member, files.publicity, an_actor("administrator", None)):
        assert a_client(actor).post("/registry/export/", asked(files)).status_code == 403


def test_a_list_kept_under_a_name_is_there_again(files: Files) -> None:
    row = keep_list(actor=files.secretary, name="统计", chosen=["sex"], wanted=Wanted(sex="female"))
    page = a_client(files.secretary).get(f"/registry/export/?saved={row.pk}").content.decode()
    assert '<option value="female" selected>' in page
    with pytest.raises(Wrong, match="没有写名称"):
        keep_list(actor=files.secretary, name=" ", chosen=[], wanted=Wanted())
    a_client(files.officer).post(f"/registry/export/{row.pk}/drop/")
    assert SavedList.objects.exists(), "别人的删不掉"


def test_the_blank_template_is_understood_when_it_comes_back(files: Files) -> None:
    answer = a_client(files.secretary).get("/registry/template/")
    sheet = opened("空白.xlsx", content_of(answer))[0]
    head = heads.find(sheet, known())
    assert head is not None
    assert list(head.fields) == list(columns())
