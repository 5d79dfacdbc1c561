"""The docx templates of the program, with their marks: what an administrator downloads to make another of it."""

from __future__ import annotations

import io
from collections.abc import Callable, Mapping
from functools import cache
from typing import TYPE_CHECKING, Any

from docx.enum.text import WD_TAB_ALIGNMENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from zhidu.foundation.papers.layout import OFFICIAL, RED
from zhidu.foundation.papers.word import sheet

if TYPE_CHECKING:
    from docx.document import Document as Doc

SIGNED_IN = 4
"""Characters the date stands from the right edge (7.3.5.1)."""


def official() -> Doc:
    """The red head, the text, and the block at the end."""
    made = sheet.new()
    add = _adder(made)
    for name in ("copy_number", "secrecy", "urgency"):
        add(f"{{%p if {name} %}}")
        add(f"{{{{ {name} }}}}", "版头")
        add("{%p endif %}")
    add("{{ mark }}", "发文机关标志")
    add("")
    add("{%p if signer %}")
    up = add("{{ number|given }}\t签发人：{{ signer }}", "发文字号")
    _both_edges(up)
    add("{%p else %}")
    down = add("{{ number|given }}", "发文字号")
    add("{%p endif %}")
    for one in (up, down):
        sheet.rule(one, "bottom", OFFICIAL.red_rule, RED.upper(), gap=OFFICIAL.rule_gap * 72 / 25.4)
    add("")
    add("{{ title }}", "公文标题")
    add("")
    _addressee(add)
    _body(add, "body")
    _attachments(add)
    add("")
    _signed(add)
    add("{%p if note %}")
    add("（{{ note }}）", "公文正文")
    add("{%p endif %}")
    _end_block(made, add)
    return made


def document() -> Doc:
    """Title, facts, parts with paragraphs and tables, names to sign, signature."""
    made = sheet.new()
    add = _adder(made)
    add("{{ title }}", "公文标题")
    add("{%p if number %}")
    add("{{ number }}", "发文字号")
    add("{%p endif %}")
    add("")
    _addressee(add)
    add("{%p for fact in facts %}")
    line = add("", "公文正文")
    sheet.face(line.add_run("{{ fact[0] }}："), "hei", OFFICIAL.body)
    line.add_run("{{ fact[1]|given }}")
    add("{%p endfor %}")
    add("{%p for part in parts %}")
    add("{%p if part.heading %}")
    add("{{ part.heading }}", "一级标题")
    add("{%p endif %}")
    add("{%p for words in part.paragraphs %}")
    add("{{ words|given }}", "公文正文")
    add("{%p endfor %}")
    _body(add, "part.body")
    add("{%p if part.table %}")
    _table(made)
    add("{%p endif %}")
    add("{%p endfor %}")
    add("{%p if signers %}")
    add("")
    add("{%p for one in signers %}")
    add("{{ one[0] }}：＿＿＿＿＿＿＿＿＿＿{% if one[1] %}（{{ one[1] }}）{% endif %}", "签字")
    add("{%p endfor %}")
    add("{%p endif %}")
    add("{%p if signed_by or signed_on is defined %}")
    add("")
    _signed(add)
    add("{%p endif %}")
    return made


STARTERS: Mapping[str, Callable[[], Doc]] = {"official": official, "document": document}


@cache
def starter(name: str) -> bytes:
    """The template of that name as a file. Raises KeyError."""
    stream = io.BytesIO()
    STARTERS[name]().save(stream)
    return stream.getvalue()


def _adder(made: Doc) -> Callable[..., Any]:
    def add(words: str, style: str = "公文正文") -> Any:  # noqa: ANN401 - a paragraph
        return made.add_paragraph(words, style=style)

    return add


def _both_edges(paragraph: Any) -> None:  # noqa: ANN401
    """The number one character from the left, who signs one from the right."""
    form = paragraph.paragraph_format
    paragraph.alignment = sheet.LEFT
    form.left_indent = Pt(OFFICIAL.pitch)
    form.tab_stops.add_tab_stop(Mm(OFFICIAL.area_width) - Pt(OFFICIAL.pitch), WD_TAB_ALIGNMENT.RIGHT)


def _addressee(add: Callable[..., Any]) -> None:
    add("{%p if addressee %}")
    add("{{ addressee }}：", "主送机关")
    add("{%p endif %}")


def _body(add: Callable[..., Any], name: str) -> None:
    add(f"{{%p for one in {name} %}}")
    for test, style in (
        ("if one.level == 1", "一级标题"),
        ("elif one.level == 2", "二级标题"),
        ("else", "公文正文"),
    ):
        add(f"{{%p {test} %}}")
        add("{{ one.text }}", style)
    add("{%p endif %}")
    add("{%p endfor %}")


def _attachments(add: Callable[..., Any]) -> None:
    add("{%p if attachments %}")
    add("")
    add("{%p for name in attachments %}")
    line = add(
        "{% if loop.first %}附件：{% else %}　　　{% endif %}"
        "{% if attachments|length > 1 %}{{ loop.index }}.{% endif %}{{ name }}"
    )
    line.paragraph_format.first_line_indent = None
    add("{%p endfor %}")
    add("{%p endif %}")


def _signed(add: Callable[..., Any]) -> None:
    for words in (
        "{%p if seal %}",
        "（盖章）",
        "{%p endif %}",
        "{{ signed_by|given }}",
        "{{ signed_on|given }}",
    ):
        line = add(words, "署名")
        line.paragraph_format.right_indent = Pt(OFFICIAL.pitch * SIGNED_IN)
        line.paragraph_format.keep_with_next = words != "{{ signed_on|given }}"


def _end_block(made: Doc, add: Callable[..., Any]) -> None:
    """抄送、印发机关、印发日期 in a table that hangs at the foot of the type area of the page it stands on."""
    add("{%p if copies or printed_by %}")
    table = made.add_table(rows=0, cols=1)
    properties = table._tbl.tblPr
    place = OxmlElement("w:tblpPr")
    for key, value in {
        "horzAnchor": "margin",
        "vertAnchor": "margin",
        "tblpXSpec": "left",
        "tblpYSpec": "bottom",
    }.items():
        place.set(qn(f"w:{key}"), value)
    properties.insert(1, place)
    rows = (
        ("{%tr if copies %}", ()),
        ("抄送：{{ copies }}。", (("top", OFFICIAL.thick),)),
        ("{%tr endif %}", ()),
        (
            "{{ printed_by|given }}\t{{ printed_on|given }}印发",
            (("top", OFFICIAL.thin), ("bottom", OFFICIAL.thick)),
        ),
    )
    for words, rules in rows:
        cell = table.add_row().cells[0]
        cell.width = Mm(OFFICIAL.area_width)
        line = cell.paragraphs[0]
        line.style, line.text = made.styles["版记"], words
        line.paragraph_format.left_indent = line.paragraph_format.right_indent = Pt(OFFICIAL.small)
        if "\t" in words:
            line.paragraph_format.tab_stops.add_tab_stop(
                Mm(OFFICIAL.area_width) - Pt(OFFICIAL.small * 2.6), WD_TAB_ALIGNMENT.RIGHT
            )
        _cell_rules(cell, rules)
    add("{%p endif %}")


def _cell_rules(cell: Any, rules: tuple[tuple[str, float], ...]) -> None:  # noqa: ANN401
    borders = OxmlElement("w:tcBorders")
    for side, millimetres in rules:
        one = OxmlElement(f"w:{side}")
        one.set(qn("w:val"), "single")
        one.set(qn("w:sz"), str(round(millimetres * 72 / 25.4 * 8)))
        one.set(qn("w:color"), "auto")
        borders.append(one)
    cell._tc.get_or_add_tcPr().append(borders)


def _table(made: Doc) -> None:
    """Any number of columns and rows: the widths are set when it is filled."""
    table = made.add_table(rows=4, cols=3)
    table.style = made.styles["Table Grid"]
    cells = (
        ("{%tc for name in part.table.head %}", "{{ name }}", "{%tc endfor %}"),
        ("{%tr for row in part.table.rows %}", "", ""),
        ("{%tc for cell in row %}", "{{ cell|blank }}", "{%tc endfor %}"),
        ("{%tr endfor %}", "", ""),
    )
    for number, words in enumerate(cells):
        for column, text in enumerate(words):
            line = table.cell(number, column).paragraphs[0]
            line.style, line.text = made.styles["表格"], text
            if number == 0:
                line.alignment = sheet.CENTER
                for run in line.runs:
                    sheet.face(run, "hei", 12)
    head = table.rows[0]._tr.get_or_add_trPr()
    repeated = OxmlElement("w:tblHeader")
    repeated.set(qn("w:val"), "true")
    head.append(repeated)
