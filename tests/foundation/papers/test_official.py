"""GB/T 9704—2012, read back from the pdf and from the docx that are made of one layout."""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import Any, cast

import docx
import pytest
from docx.oxml.ns import qn
from docx.shared import Mm
from pypdf import PdfReader

from zhidu.foundation.papers import fonts, glyphs
from zhidu.foundation.papers.faults import BadTemplate
from zhidu.foundation.papers.layout import OFFICIAL
from zhidu.foundation.papers.registry import TEMPLATES
from zhidu.foundation.papers.render import compiled, plain
from zhidu.foundation.papers.word.fill import filled
from zhidu.foundation.papers.word.starters import starter

MM = 72 / 25.4
RARE = "㑇𬍤䶮㛃𬸘"
"""Characters of real names that small fonts lack: extensions A, C and E of Unicode."""
VALUES: dict[str, Any] = {
    "mark": "中共云溪镇委员会文件",
    "number": "云溪党发〔2026〕12号",
    "signer": None,
    "title": "关于做好2026年换届工作的通知",
    "addressee": "各村党支部",
    "body": [
        {"level": 1, "text": "一、总体要求"},
        {"level": 2, "text": "（一）时间安排"},
        {"level": 0, "text": f"1.由{RARE}同志负责。"},
    ],
    "attachments": ["安排表", "名册"],
    "signed_by": "中共云溪镇委员会",
    "signed_on": "2026年11月18日",
    "seal": True,
    "note": "此件公开发布",
    "copies": "县委组织部",
    "printed_by": "中共云溪镇委员会办公室",
    "printed_on": "2026年11月19日",
}


def official(**more: Any) -> PdfReader:
    return PdfReader(io.BytesIO(compiled(TEMPLATES / "official.typ", "公文", plain({**VALUES, **more}))))


def word(template: str = "official", **more: Any) -> Any:
    return docx.Document(io.BytesIO(filled(starter(template), plain({**VALUES, **more}))))


def where(page: Any, wanted: str) -> tuple[float, float, float]:
    """Millimetres from the left and from the top, and points of the type, of the first run with *wanted*."""
    found: list[tuple[float, float, float]] = []

    def visit(text: str, cm: Any, tm: Any, _: Any, size: float) -> None:
        if wanted in text:
            x, y = cm[0] * tm[4] + cm[2] * tm[5] + cm[4], cm[1] * tm[4] + cm[3] * tm[5] + cm[5]
            found.append((x / MM, OFFICIAL.height - y / MM, size))

    page.extract_text(visitor_text=visit)
    return found[0]


def flat(page: Any) -> str:
    return "".join(page.extract_text().split())


# ---------------------------------------------------------------- pdf


def test_everything_of_a_document_is_on_it_in_order() -> None:
    text = "".join(flat(page) for page in official().pages)
    order = [
        "mark",
        "number",
        "title",
        "addressee",
        "signed_on",
        "note",
        "copies",
        "printed_by",
        "printed_on",
    ]
    places = [text.index(VALUES[name]) for name in order]
    assert VALUES["signed_by"] + VALUES["signed_on"] in text
    assert places == sorted(places)
    assert "附件：1.安排表2.名册" in text
    assert "（盖章）" in text
    assert "签发人" not in text, "下行文没有签发人"
    assert "none" not in text.lower()


def test_the_red_head_stands_where_the_standard_puts_it() -> None:
    page = official().pages[0]
    left, top, size = where(page, VALUES["mark"])
    # 35 mm from the type area to the upper edge of the letters; the base line is nearly their height below
    assert 37 + 35 < top < 37 + 35 + size / MM
    assert left == pytest.approx(210 - 26 - 156 + (156 - 10 * size / MM) / 2, abs=1.5), "居中"
    number = where(page, "〔2026〕")
    title = where(page, "换届工作")
    assert title[2] == pytest.approx(22)
    assert number[2] == pytest.approx(16)
    assert number[1] - top > 2 * OFFICIAL.line / MM * 0.9, "空二行"
    assert title[1] - number[1] > 2 * OFFICIAL.line / MM, "红线下空二行"


def test_a_document_that_goes_up_names_who_signed_it() -> None:
    page = official(signer="张三").pages[0]
    assert "签发人：张三" in flat(page)
    left, top, _ = where(page, "〔2026〕")
    signer = where(page, "签发人")
    assert left == pytest.approx(28 + 16 / MM, abs=25), "居左空一字"
    assert signer[0] > 105
    assert signer[1] == pytest.approx(top, abs=0.5)


def test_secrecy_and_urgency_stand_in_the_upper_left_corner() -> None:
    page = official(copy_number="000012", secrecy="机密", urgency="特急").pages[0]
    tops = []
    for words in ("000012", "机密", "特急"):
        left, top, size = where(page, words)
        assert left == pytest.approx(28, abs=0.5)
        assert size == pytest.approx(16)
        tops.append(top)
    assert tops == sorted(tops)


@pytest.mark.parametrize("length", [1, 12, 40, 75, 110])
def test_the_block_at_the_end_stands_at_the_foot_of_an_even_page(length: int) -> None:
    body = [{"level": 0, "text": "各支部要认真学习贯彻。" * 3}] * length
    document = official(body=body)
    assert len(document.pages) % 2 == 0
    last = document.pages[-1]
    assert "抄送：县委组织部。" in flat(last)
    _, top, size = where(last, "抄送")
    assert size == pytest.approx(14)
    assert 297 - 35 - 25 < top < 297 - 35, "紧靠版心下边缘"
    assert not any("抄送" in flat(page) for page in document.pages[:-1])
    empty = [number for number, page in enumerate(document.pages) if not flat(page)]
    for number in (*empty, *([len(document.pages) - 1] if empty else [])):
        assert "—" not in flat(document.pages[number]), "空白页和它后面的版记页不编页码"


@pytest.mark.parametrize(
    "words", ["中共云溪镇委员会文件", "中共云岭县云溪镇东岭村第二网格第三楼宇联合支部委员会"]
)
def test_the_name_of_the_agency_stays_on_one_line(words: str) -> None:
    page = official(mark=words).pages[0]
    left, _, size = where(page, words[:5])
    assert left >= 28
    assert len(words) * size <= 156 * MM + 1
    assert words in flat(page)


def test_rare_characters_of_names_are_printed_with_a_font_that_has_them() -> None:
    document = official()
    assert RARE in "".join(flat(page) for page in document.pages)
    assert glyphs.missing(RARE) == []


def test_a_character_no_font_has_is_told_and_left_for_the_pen() -> None:
    unknown = "\U0003ffff"
    body = [{"level": 0, "text": f"由张{unknown}同志负责。"}]
    with pytest.raises(fonts.NoGlyph, match="fonts-hanazono") as told:
        official(body=body)
    assert told.value.characters == [unknown]
    made = compiled(TEMPLATES / "official.typ", "公文", plain({**VALUES, "body": body}), blank=True)
    assert "由张" in flat(PdfReader(io.BytesIO(made)).pages[0])


def test_every_face_is_embedded() -> None:
    used = {
        str(font.get_object()["/BaseFont"])
        for page in official().pages
        for font in cast("Any", page)["/Resources"]["/Font"].values()
    }
    first = {names[0] for names in fonts.chosen(frozenset(fonts.installed().families())).values()}
    assert len(used) >= len(first) - 1
    assert all("+" in name for name in used), "字体随文件走"


# ---------------------------------------------------------------- docx


def test_the_docx_has_the_same_page_and_grid() -> None:
    section = word().sections[0]
    near: Callable[[Any, float], bool] = lambda value, wanted: abs(value - Mm(wanted)) < Mm(0.2)  # noqa: E731
    assert near(section.page_width, 210)
    assert near(section.page_height, 297)
    assert near(section.top_margin, 37)
    assert near(section.left_margin, 28)
    assert near(section.right_margin, 26)
    assert near(section.bottom_margin, 35)
    grid = section._sectPr.find(qn("w:docGrid"))
    pitch = int(grid.get(qn("w:linePitch")))
    assert (225 * MM * 20) // pitch == 22
    character = 16 + int(grid.get(qn("w:charSpace"))) / 4096
    assert (156 * MM + 0.01) // character == 28


def test_the_docx_uses_the_faces_of_the_standard() -> None:
    made = word()

    def face(style: str) -> tuple[str, float]:
        one = made.styles[style]
        return one.element.rPr.rFonts.get(qn("w:eastAsia")), one.font.size.pt

    assert face("公文正文") == ("仿宋_GB2312", 16)
    assert face("公文标题") == ("方正小标宋简体", 22)
    assert face("一级标题") == ("黑体", 16)
    assert face("二级标题") == ("楷体_GB2312", 16)
    assert face("版记") == ("仿宋_GB2312", 14)
    assert face("页码") == ("宋体", 14)
    by_style = {one.style.name: one.text for one in made.paragraphs}
    assert by_style["发文机关标志"] == VALUES["mark"]
    assert by_style["一级标题"] == "一、总体要求"
    assert by_style["二级标题"] == "（一）时间安排"


def test_page_numbers_of_the_docx_change_sides() -> None:
    made = word()
    section = made.sections[0]
    assert made.settings.odd_and_even_pages_header_footer
    odd, even = section.footer.paragraphs[0], section.even_page_footer.paragraphs[0]
    assert (odd.alignment, even.alignment) == (2, 0)
    assert "PAGE" in odd._p.xml
    assert odd.text.count("—") == 2


def test_what_was_not_recorded_is_blank_in_the_docx_too() -> None:
    made = word(copies=None, printed_by=None, signer=None, note=None, number=None)
    text = "\n".join(one.text for one in made.paragraphs)
    assert "None" not in text
    assert "{" not in text
    assert "抄送" not in text
    assert not made.tables
    assert "＿＿＿＿" in text


def test_rare_characters_get_a_font_that_offices_have() -> None:
    runs = [run for one in word().paragraphs for run in one.runs if any(ord(c) > 0xFFFF for c in run.text)]
    assert "".join(run.text for run in runs) == "".join(c for c in RARE if ord(c) > 0xFFFF)
    assert {run._r.rPr.rFonts.get(qn("w:eastAsia")) for run in runs} == {"SimSun-ExtB"}


def test_values_are_text_and_never_marks_or_markup() -> None:
    nasty = "{{ 7*7 }} <w:p/> & \x0b {% for %}"
    made = word(title=nasty)
    assert any(
        one.text.replace(" ", "") == nasty.replace("\x0b", "").replace(" ", "") for one in made.paragraphs
    )


def test_tables_are_filled_row_by_row_with_the_widths_that_were_said() -> None:
    named = {"head": ["序号", "姓名"], "rows": [["1", "张三"], ["2", None]], "widths": [1, 3]}
    parts = [
        {"heading": "一、名单", "table": named},
        {"heading": "二、其他", "table": {"head": ["甲", "乙", "丙"], "rows": [["1", "2", "3"]]}},
    ]
    made = word("document", parts=parts)
    texts = [[cell.text for cell in row.cells] for row in made.tables[0].rows]
    assert texts == [["序号", "姓名"], ["1", "张三"], ["2", ""]]
    widths = [cell.width for cell in made.tables[0].rows[0].cells]
    assert widths[1] == pytest.approx(widths[0] * 3, rel=0.01)
    assert len(made.tables[1].columns) == 3


@pytest.mark.parametrize(
    ("mark", "said"),
    [
        ("{{ titel }}", "第 2 行“{{ titel }}”：没有“titel”这个字段"),
        ("{{ title", "第 2 行"),
        ("{% if title %}", "标记写得不对"),
        ("{{ title.__class__.__mro__ }}", "__class__"),
    ],
)
def test_a_template_that_does_not_fit_says_field_and_line(mark: str, said: str) -> None:
    made = docx.Document()
    made.add_paragraph("第一行")
    made.add_paragraph(mark)
    stream = io.BytesIO()
    made.save(stream)
    with pytest.raises(BadTemplate) as told:
        filled(stream.getvalue(), VALUES, strict=True)
    assert said in str(told.value)
