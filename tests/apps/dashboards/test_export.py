"""The workbook of the supervision page, opened again by another program."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from typing import Any
from zipfile import ZipFile

import pytest
from django.urls import reverse
from python_calamine import CalamineWorkbook

from tests.apps.builders import a_client, an_actor
from tests.apps.compliance.making import TODAY
from tests.apps.dashboards.looked_over import Town, a_town
from tests.foundation.services import content_of
from tests.site import outside_acts
from zhidu.apps.compliance import queries
from zhidu.apps.compliance.standing import UNCLEAN
from zhidu.apps.dashboards.supervision import counts, large, sheet
from zhidu.apps.dashboards.supervision.asked import Asked
from zhidu.foundation.clock import on_day
from zhidu.foundation.jobs.models import Job
from zhidu.foundation.jobs.models import State as JobState
from zhidu.foundation.jobs.running import perform

pytestmark = pytest.mark.django_db


@pytest.fixture
def town() -> Iterator[Town]:
    with on_day(TODAY):
        yield a_town()


def exported(town: Town, **asked: str) -> bytes:
    answer = a_client(an_actor("superior", town.county)).get(reverse("dashboards:export"), asked)
    assert answer.status_code == 200
    assert answer["Content-Type"] == sheet.TYPE
    return content_of(answer)


def sheets_of(content: bytes) -> list[list[list[Any]]]:
    book = CalamineWorkbook.from_filelike(BytesIO(content))
    return [book.get_sheet_by_name(name).to_python() for name in book.sheet_names]


def test_every_row_of_the_filters_is_there_also_what_the_page_folds(town: Town) -> None:
    matrix, findings = sheets_of(exported(town, theme="all"))
    actor = an_actor("superior", town.county)
    asked = Asked(year=TODAY.year, theme="all", unfolded=True)
    lines = counts.lines(asked, actor, counts.by_organization(asked, actor))
    rows = matrix[3:]
    assert len(rows) == len(lines)
    assert "含全部达标、网页上收起的" in matrix[1][0]
    assert matrix[2][:3] == ["党组织", "1月", "2月"]
    for row, line in zip(rows, lines, strict=True):
        assert [int(one) for one in row[13:18]] == [line.whole[name] for name in UNCLEAN]
        for month in range(1, 13):
            verdict, number = line.cell(month)
            assert bool(row[month]) == bool(number)
            assert verdict != "breached" or row[month] == f"未达标 {number}"
    wrong = [
        one
        for one in queries.everything()
        if one.month.startswith("2026") and one.verdict in {"breached", "at_risk", "undetermined", "late"}
    ]
    assert len(findings) - 2 == len(wrong)
    assert sorted(row[6] for row in findings[2:]) == sorted(one.record["explanation"] for one in wrong)


def test_only_what_was_not_done_in_one_theme(town: Town) -> None:
    matrix, findings = sheets_of(exported(town, theme="meetings", only="1"))
    assert "三会一课" in matrix[1][0]
    assert "只列有未达标的" in matrix[1][0]
    assert {row[0] for row in findings[2:]} <= {"未达标", "一般未做到"}
    assert sum(int(row[13] + row[14]) for row in matrix[3:]) == len(findings) - 2 > 0


@pytest.mark.parametrize("asked", [{"sum": "1"}, {"under": "branch"}])
def test_a_level_and_an_organisation_from_inside(town: Town, asked: dict[str, str]) -> None:
    if "under" in asked:
        asked = {"under": str(town.branches[0].node.pk)}
    matrix, _ = sheets_of(exported(town, theme="all", **asked))
    names = [row[0] for row in matrix[3:]]
    assert (town.branches[0].node.name if "under" in asked else town.node.name) in names


def test_it_prints_across_with_its_head_on_every_page_and_stands_still_when_scrolled(town: Town) -> None:
    with ZipFile(BytesIO(exported(town))) as inside:
        for number in (1, 2):
            text = inside.read(f"xl/worksheets/sheet{number}.xml").decode()
            assert 'orientation="landscape"' in text
            assert 'paperSize="9"' in text
            assert 'state="frozen"' in text
            assert "<cols>" in text
        assert "_xlnm.Print_Titles" in inside.read("xl/workbook.xml").decode()


def test_a_name_that_looks_like_a_formula_stays_a_name() -> None:
    with on_day(TODAY):
        town = a_town("=1+1", branches=1)
        matrix, _ = sheets_of(exported(town, theme="all"))
    assert "=1+1第1支部" in [row[0] for row in matrix[3:]]


def test_an_empty_filter_says_so(town: Town) -> None:
    matrix, findings = sheets_of(exported(town, sector="firm"))
    assert matrix[3][0] == "没有符合条件的"
    assert len(findings) == 2


def test_a_large_one_is_made_in_the_background_and_says_the_same(town: Town, monkeypatch) -> None:
    monkeypatch.setattr(large, "AT_THE_PAGE", 3)
    client = a_client(an_actor("superior", town.county))
    address = reverse("dashboards:export")
    asked = client.get(address, {"theme": "all"})
    assert "放到后台做" in asked.content.decode()
    begun = client.post(f"{address}?theme=all")
    job = Job.objects.get(name=large.NAME)
    assert begun.headers["Location"] == reverse("jobs:job", args=[job.pk])
    with outside_acts():
        perform(job.pk)
    job.refresh_from_db()
    assert job.state == JobState.DONE, job.reason
    monkeypatch.setattr(large, "AT_THE_PAGE", 100_000)
    at_once = client.get(address, {"theme": "all"})
    later = client.get(reverse("files:download", args=[job.attachment]))
    assert sheets_of(content_of(later)) == sheets_of(content_of(at_once))
    other = a_client(an_actor("superior", town.county))
    assert other.get(reverse("files:download", args=[job.attachment])).status_code == 403
