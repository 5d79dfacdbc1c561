"""A docx page by the one layout of the program: margins, the grid of 22 × 28, the faces, page numbers."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from docx import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor

from zhidu.foundation.papers.layout import OFFICIAL, RED, Layout

if TYPE_CHECKING:
    from docx.document import Document as Doc
    from docx.text.paragraph import Paragraph

TWIPS = 20
"""Twentieths of a point: the unit of Word."""
FACES: Mapping[str, str] = {
    "fang": "仿宋_GB2312",
    "hei": "黑体",
    "kai": "楷体_GB2312",
    "song": "宋体",
    "title": "方正小标宋简体",
}
"""Names of the faces the standard asks for, as the machines of offices know them."""
LEFT, CENTER, RIGHT = WD_ALIGN_PARAGRAPH.LEFT, WD_ALIGN_PARAGRAPH.CENTER, WD_ALIGN_PARAGRAPH.RIGHT
STYLES: Mapping[str, tuple[str, float, Any, float]] = {
    "公文标题": ("title", OFFICIAL.title, CENTER, 0),
    "发文机关标志": ("title", OFFICIAL.mark, CENTER, 0),
    "发文字号": ("fang", OFFICIAL.body, CENTER, 0),
    "版头": ("hei", OFFICIAL.body, LEFT, 0),
    "主送机关": ("fang", OFFICIAL.body, LEFT, 0),
    "一级标题": ("hei", OFFICIAL.body, None, 2),
    "二级标题": ("kai", OFFICIAL.body, None, 2),
    "公文正文": ("fang", OFFICIAL.body, None, 2),
    "签字": ("fang", OFFICIAL.body, LEFT, 0),
    "署名": ("fang", OFFICIAL.body, RIGHT, 0),
    "版记": ("fang", OFFICIAL.small, LEFT, 0),
    "表格": ("fang", 12, LEFT, 0),
    "页码": ("song", OFFICIAL.small, LEFT, 0),
}
"""Style → face, size in points, alignment (None: both edges), characters of indent."""


def twips(points: float) -> int:
    """Points as Word counts."""
    return round(points * TWIPS)


def new(layout: Layout = OFFICIAL) -> Doc:
    """An empty document with page, grid and styles."""
    made = Document()
    section = made.sections[0]
    section.page_width, section.page_height = Mm(layout.width), Mm(layout.height)
    section.top_margin, section.bottom_margin = Mm(layout.top), Mm(layout.bottom)
    section.left_margin, section.right_margin = Mm(layout.inner), Mm(layout.outer)
    section.header_distance = Mm(15)
    # the number's own line is about half as high as its size is wide on both sides of the dash
    section.footer_distance = Mm(layout.bottom - layout.folio_gap - 3.2)
    _grid(section._sectPr, layout)
    face(made.styles["Normal"], "fang", layout.body)
    normal = made.styles["Normal"].paragraph_format
    normal.space_before = normal.space_after = Pt(0)
    for name, (which, size, align, indent) in STYLES.items():
        _style(made, name, which, size, align, indent)
    folios(made)
    return made


def _grid(section: Any, layout: Layout) -> None:  # noqa: ANN401 - an element
    """22 lines of 28 characters: rounded down, so that the last line still fits."""
    for old in section.findall(qn("w:docGrid")):
        section.remove(old)
    grid = OxmlElement("w:docGrid")
    grid.set(qn("w:type"), "linesAndChars")
    grid.set(qn("w:linePitch"), str(int(layout.line * TWIPS)))
    grid.set(qn("w:charSpace"), str(round((layout.pitch - layout.body) * 4096)))
    section.append(grid)


def face(style: Any, which: str, size: float) -> None:  # noqa: ANN401 - a style or a run
    """Set the face for Chinese and Latin alike: digits belong to the text around them."""
    name = FACES[which]
    style.font.name = name
    style.font.size = Pt(size)
    properties = style.element.get_or_add_rPr()
    fonts = properties.find(qn("w:rFonts"))
    for kind in ("eastAsia", "hAnsi", "ascii", "cs"):
        fonts.set(qn(f"w:{kind}"), name)


def _style(made: Doc, name: str, which: str, size: float, align: Any, indent: float) -> None:  # noqa: ANN401
    style: Any = made.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
    style.base_style = made.styles["Normal"]
    face(style, which, size)
    form = style.paragraph_format
    form.alignment = WD_ALIGN_PARAGRAPH.JUSTIFY if align is None else align
    if indent:
        # in hundredths of a character, so that it follows the size
        spacing = style.element.get_or_add_pPr().get_or_add_ind()
        spacing.set(qn("w:firstLineChars"), str(round(indent * 100)))
        spacing.set(qn("w:firstLine"), str(twips(OFFICIAL.pitch * indent)))
    if name == "发文机关标志":
        style.font.color.rgb = RGBColor.from_string(RED.upper())
        form.space_before, form.line_spacing_rule = Mm(OFFICIAL.mark_top), WD_LINE_SPACING.SINGLE
    if name in {"发文机关标志", "公文标题", "版记", "表格"}:
        off = OxmlElement("w:snapToGrid")
        off.set(qn("w:val"), "0")
        style.element.get_or_add_pPr().append(off)


def rule(paragraph: Paragraph, side: str, millimetres: float, color: str = "auto", gap: float = 0) -> None:
    """A line over or under a paragraph, as wide as the type area; *gap* points from the text."""
    properties = paragraph._p.get_or_add_pPr()
    borders = OxmlElement("w:pBdr")
    one = OxmlElement(f"w:{side}")
    for key, value in {
        "val": "single",
        "sz": str(max(round(millimetres * 72 / 25.4 * 8), 2)),  # eighths of a point
        "space": str(round(gap)),
        "color": color,
    }.items():
        one.set(qn(f"w:{key}"), value)
    borders.append(one)
    properties.append(borders)


def folios(made: Doc) -> None:
    """— 1 — on the right of odd pages and on the left of even ones, one character from the edge."""
    made.settings.odd_and_even_pages_header_footer = True
    section = made.sections[0]
    for footer, align in ((section.footer, RIGHT), (section.even_page_footer, LEFT)):
        footer.is_linked_to_previous = False
        paragraph = footer.paragraphs[0]
        paragraph.style = made.styles["页码"]
        paragraph.alignment = align
        form = paragraph.paragraph_format
        form.left_indent = form.right_indent = Pt(OFFICIAL.small)
        paragraph.add_run("— ")
        _field(paragraph, "PAGE")
        paragraph.add_run(" —")


def _field(paragraph: Paragraph, code: str) -> None:
    for kind in ("begin", code, "end"):
        run = paragraph.add_run()
        if kind == code:
            text = OxmlElement("w:instrText")
            text.set(qn("xml:space"), "preserve")
            text.text = code
            run._r.append(text)
        else:
            mark = OxmlElement("w:fldChar")
            mark.set(qn("w:fldCharType"), kind)
            run._r.append(mark)
