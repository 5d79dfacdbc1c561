"""Papers: set for real, read again, and nothing in them that was not recorded."""

from __future__ import annotations

import io
from collections.abc import Iterator
from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction
from types import SimpleNamespace
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from pypdf import PdfReader

from tests.foundation.papers.making import VALUES, paper
from tests.foundation.services import account, signed_in
from zhidu.foundation.clock import ZONE
from zhidu.foundation.papers import Paper, fonts, register
from zhidu.foundation.papers.faults import CannotSet
from zhidu.foundation.papers.registry import _PAPERS
from zhidu.foundation.papers.render import pdf, plain

MM = 72 / 25.4
pytestmark = pytest.mark.django_db


def read(made: bytes) -> PdfReader:
    return PdfReader(io.BytesIO(made))


def lines_of(page: Any) -> list[str]:
    return [line.strip() for line in page.extract_text().splitlines() if line.strip()]


def test_what_was_recorded_can_be_read_again() -> None:
    document = read(pdf(paper(), VALUES))
    text = "".join(line for page in document.pages for line in lines_of(page) if "—" not in line)
    for words in (VALUES["title"], VALUES["number"], "时间：2026年11月18日", "一、议题", VALUES["signed_by"]):
        assert words in text
    assert text.count("研究发展党员工作。") == 120
    assert document.metadata is not None
    assert document.metadata.title == VALUES["title"]


def test_what_was_not_recorded_stays_blank() -> None:
    page = read(pdf(paper(), {**VALUES, "number": None, "parts": [], "signed_on": None})).pages[0]
    text = page.extract_text()
    assert "地点：" in lines_of(page)
    assert "云岭" not in text
    assert "none" not in text.lower()
    assert text.count("2026年") == 1, "没有记落款日期，就不印日期"


def test_a_page_is_a4_with_22_lines_of_28_characters() -> None:
    body = {"title": "题", "parts": [{"paragraphs": ["字" * 28 * 60]}]}
    document = read(pdf(paper(), body))
    page = document.pages[1]
    assert [round(float(one) / MM) for one in (page.mediabox.width, page.mediabox.height)] == [210, 297]
    lines = [line for line in lines_of(page) if set(line) == {"字"}]
    assert len(lines) == 22
    assert {len(line) for line in lines} == {28}


def test_the_type_area_keeps_its_margins() -> None:
    places: list[tuple[float, float]] = []

    def visit(text: str, cm: Any, tm: Any, *_: Any) -> None:
        if "字" in text:
            x = cm[0] * tm[4] + cm[2] * tm[5] + cm[4]
            y = cm[1] * tm[4] + cm[3] * tm[5] + cm[5]
            places.append((x / MM, y / MM))

    document = read(pdf(paper(), {"title": "题", "parts": [{"paragraphs": ["字" * 28 * 60]}]}))
    document.pages[1].extract_text(visitor_text=visit)
    assert min(x for x, _ in places) == pytest.approx(28, abs=0.5)
    top, bottom = max(y for _, y in places), min(y for _, y in places)
    # the first base line is 0.8 em below the margin
    assert 297 - top == pytest.approx(37 + 0.8 * 16 / MM, abs=0.5)
    assert bottom >= 35


def test_page_numbers_stand_on_the_outer_side() -> None:
    document = read(pdf(paper(), {"title": "题", "parts": [{"paragraphs": ["字" * 28 * 60]}]}))
    sides = []
    for number, page in enumerate(document.pages[:2], start=1):
        found: list[float] = []

        def visit(text: str, cm: Any, tm: Any, *_: Any, found: list[float] = found) -> None:
            if "—" in text:
                found.append((cm[0] * tm[4] + cm[4]) / MM)

        page.extract_text(visitor_text=visit)
        assert f"— {number} —" in page.extract_text()
        sides.append(found[0] > 105)
    assert sides == [True, False]


def test_a_ledger_repeats_its_head_and_adds_its_totals_at_the_end() -> None:
    values = {
        "title": "2026 年党费台账",
        "columns": [{"title": "姓名", "width": 6}, {"title": "应交", "number": True}],
        "rows": [[f"党员{n}", Decimal("10.50")] for n in range(60)] + [["没有基数的", None]],
        "totals": ["合计", Decimal("630.00")],
    }
    pages = read(pdf(paper("ledger.typ"), values)).pages
    assert len(pages) > 1
    assert all("姓名" in page.extract_text() for page in pages)
    assert all("630.00" not in page.extract_text() for page in pages[:-1])
    last = pages[-1].extract_text()
    assert "630.00" in last
    assert f"第 {len(pages)} 页，共 {len(pages)} 页" in last


def test_words_that_look_like_commands_are_printed_as_words() -> None:
    nasty = '#import "x"; *粗* $1+1$ \\ #sys.inputs <标> @引'
    text = read(pdf(paper(), {"title": "题", "parts": [{"paragraphs": [nasty]}]})).pages[0].extract_text()
    assert nasty.replace(" ", "") in text.replace("\n", "").replace(" ", "")


def test_a_template_from_outside_the_program_is_not_used(tmp_path) -> None:
    template = tmp_path / "bad.typ"
    template.write_text('#read("/etc/passwd")', encoding="utf-8")
    with pytest.raises(CannotSet, match="排不出来"):
        pdf(paper(template), {})


def test_values_become_words_and_fractions_of_a_vote_stay_exact() -> None:
    moment = datetime(2026, 11, 18, 19, 5, tzinfo=ZONE)
    given = {
        "a": date(2026, 1, 2),
        "b": moment,
        "c": Decimal("612.40"),
        "d": Fraction(2, 3),
        "e": None,
        "f": (1, True),
    }
    assert plain(given) == {
        "a": "2026年1月2日",
        "b": "2026年11月18日 19:05",
        "c": "612.40",
        "d": "2/3",
        "e": None,
        "f": [1, True],
    }
    with pytest.raises(TypeError, match="float"):
        plain([0.1])


def test_without_a_chinese_font_nothing_is_printed_and_it_says_what_to_install() -> None:
    with pytest.raises(fonts.NoFont, match="fonts-noto-cjk"):
        fonts.chosen(frozenset({"DejaVu Serif", "Liberation Sans"}))


def test_one_chinese_font_is_enough_and_the_better_ones_come_first() -> None:
    assert set(fonts.chosen(frozenset({"SimSun"})).values()) == {("SimSun",)}
    chosen = fonts.chosen(
        frozenset({"FandolFang R", "Noto Serif CJK SC", "Noto Sans CJK SC", "FandolKai", "HanaMinB"})
    )
    assert {face: names[0] for face, names in chosen.items()} == {
        "fang": "FandolFang R",
        "hei": "Noto Sans CJK SC",
        "kai": "FandolKai",
        "song": "Noto Serif CJK SC",
    }
    assert all(names[-1] == "HanaMinB" for names in chosen.values()), "罕见的字最后到大字库里找"


@pytest.fixture
def registered() -> Iterator[Paper]:
    def load(pk: int) -> Any:
        if pk != 1:
            raise LookupError(pk)
        return SimpleNamespace(pk=pk, path="00000001")

    made = paper(load=load)
    register(made)
    yield made
    del _PAPERS[made.name]


@pytest.mark.django_db
def test_whoever_may_gets_the_paper_and_nobody_else(registered) -> None:
    address = reverse("papers:print", args=[registered.name, 1])
    client = signed_in(account("root", admin_of=""))
    answer = client.get(address)
    assert answer["Content-Type"] == "application/pdf"
    assert answer["Content-Disposition"].startswith("inline")
    assert client.get(address, {"save": 1})["Content-Disposition"].startswith("attachment")
    assert VALUES["title"] in read(answer.content).pages[0].extract_text()
    assert signed_in(account("wang")).get(address).status_code == 403
    assert Client().get(address).status_code == 302
    assert client.get(reverse("papers:print", args=[registered.name, 2])).status_code == 404
    assert client.get(reverse("papers:print", args=["test.unknown", 1])).status_code == 404


@pytest.mark.django_db
def test_a_machine_without_fonts_says_so_on_a_page(registered, monkeypatch) -> None:
    monkeypatch.setattr(fonts, "WANTED", {"fang": ("没有的字体",)})
    monkeypatch.setattr(
        fonts, "in_use", fonts.in_use.__wrapped__
    )  # what was found before is not to be remembered
    answer = signed_in(account("root", admin_of="")).get(reverse("papers:print", args=[registered.name, 1]))
    assert answer.status_code == 503
    assert "fonts-noto-cjk" in answer.content.decode()


def test_a_name_is_given_to_one_paper(registered) -> None:
    register(registered)
    with pytest.raises(ValueError, match="已经定义过"):
        register(paper("ledger.typ"))
