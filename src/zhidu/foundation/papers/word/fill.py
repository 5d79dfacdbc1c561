"""Filling a docx template: values only ever become text, and a template can do no more than place them."""

from __future__ import annotations

import io
import re
from collections.abc import Mapping
from typing import Any

from zhidu.foundation.papers.faults import BadTemplate
from zhidu.foundation.papers.layout import OFFICIAL

_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
RARE = "SimSun-ExtB"
"""What office machines have the characters beyond the first plane in."""
UNDERLINE = "＿" * 4


def filled(template: bytes, values: Mapping[str, Any], *, strict: bool = False) -> bytes:
    """The document. Raises :class:`BadTemplate`.

    *strict* also takes a mark that no value belongs to for a mistake, as when a template is checked.
    """
    import jinja2  # noqa: PLC0415 - only whoever makes a docx waits for these
    from docxtpl import DocxTemplate  # noqa: PLC0415
    from jinja2.sandbox import ImmutableSandboxedEnvironment  # noqa: PLC0415

    environment = ImmutableSandboxedEnvironment(
        autoescape=True,
        undefined=jinja2.StrictUndefined if strict else jinja2.Undefined,
        finalize=lambda value: "" if value is None else value,
    )
    environment.filters["given"] = lambda value: UNDERLINE if value in (None, "") else value
    environment.filters["blank"] = lambda value: "" if value is None else value
    values = safe(values)
    if values.get("mark"):
        values = {"mark_size": OFFICIAL.mark_size(values["mark"]), **values}
    document = DocxTemplate(io.BytesIO(template))
    try:
        document.render(values, jinja_env=environment, autoescape=True)
    except jinja2.TemplateError as error:
        raise BadTemplate(_said(error, template)) from error
    except Exception as error:
        raise BadTemplate(f"这个文件不能当模板用：{error}") from error
    made = document.docx
    _fit_mark(made, values)
    _fit_tables(made, values)
    _rare(made)
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def safe(value: Any) -> Any:  # noqa: ANN401 - plain values
    """Without the characters that no XML may hold."""
    if isinstance(value, str):
        return _CONTROL.sub("", value)
    if isinstance(value, Mapping):
        return {key: safe(one) for key, one in value.items()}
    return [safe(one) for one in value] if isinstance(value, list | tuple) else value


def _said(error: Exception, template: bytes) -> str:
    """The fault in words: the field where Jinja names one, and the line of the document it stands in."""
    message = str(getattr(error, "message", error))
    field = re.search(r"'([^']+)' is undefined|no attribute '([^']+)'|filter named '([^']+)'", message)
    what = f"没有“{next(filter(None, field.groups()))}”这个字段" if field else f"标记写得不对（{message}）"
    line = getattr(error, "lineno", None) or _line_of(error)
    if not line:
        return what
    words = _lines(template)
    near = words[line - 1].strip()[:60] if line <= len(words) else ""
    # the first line is the head of the file; the document begins with the second
    return f"第 {line - 1} 行“{near}”：{what}" if near else f"第 {line - 1} 行：{what}"


def _line_of(error: BaseException) -> int | None:
    """Where the template was when it failed."""
    found, step = None, error.__traceback__
    while step is not None:
        if step.tb_frame.f_code.co_filename == "<template>":
            found = step.tb_lineno
        step = step.tb_next
    return found


def _lines(template: bytes) -> list[str]:
    """The document as the marks are counted: one line a paragraph."""
    from docxtpl import DocxTemplate  # noqa: PLC0415

    document = DocxTemplate(io.BytesIO(template))
    document.init_docx()
    xml = re.sub(r"<w:p([ >])", r"\n<w:p\1", document.patch_xml(document.get_xml()))
    return [re.sub(r"<[^>]+>", "", one) for one in xml.split("\n")]


def _fit_mark(made: Any, values: Mapping[str, Any]) -> None:  # noqa: ANN401 - a document
    """A long name of the agency is set smaller, to stay on one line."""
    from docx.shared import Pt  # noqa: PLC0415

    for paragraph in made.paragraphs:
        if paragraph.style.name == "发文机关标志":
            for run in paragraph.runs:
                run.font.size = Pt(round(values.get("mark_size", OFFICIAL.mark)))


def _fit_tables(made: Any, values: Mapping[str, Any]) -> None:  # noqa: ANN401
    """Columns as wide as the values say, else all alike; Word itself would crowd the short ones."""
    from docx.shared import Mm  # noqa: PLC0415

    wanted = [part["table"] for part in values.get("parts", ()) if part.get("table")]
    grids = [one for one in made.tables if one.style is not None and one.style.name == "Table Grid"]
    for table, given in zip(grids, wanted, strict=False):
        shares = given.get("widths") or [1] * len(given["head"])
        grid = table._tbl.tblGrid
        for old in list(grid):
            grid.remove(old)
        table.autofit = False
        widths = [Mm(OFFICIAL.area_width * one / sum(shares)) for one in shares]
        for width in widths:
            grid.add_gridCol().w = width
        for row in table.rows:
            for cell, width in zip(row._tr.tc_lst, widths, strict=False):
                cell.width = width
            if given.get("tall"):
                row.height = Mm(10)


def _rare(made: Any) -> None:  # noqa: ANN401
    """Characters beyond the first plane get a run of their own, in a font that has them."""
    from copy import deepcopy  # noqa: PLC0415

    from docx.oxml.ns import qn  # noqa: PLC0415

    for text in list(made.element.body.iter(qn("w:t"))):
        pieces = re.findall("[\U00010000-\U0010ffff]+|[^\U00010000-\U0010ffff]+", text.text or "")
        if not any(ord(one[0]) > 0xFFFF for one in pieces):
            continue
        run = text.getparent()
        if run.tag != qn("w:r") or len(run.findall(qn("w:t"))) != 1:
            continue
        for piece in pieces:
            other = deepcopy(run)
            other.find(qn("w:t")).text = piece
            other.find(qn("w:t")).set(qn("xml:space"), "preserve")
            if ord(piece[0]) > 0xFFFF:
                fonts = other.get_or_add_rPr().get_or_add_rFonts()
                for kind in ("ascii", "hAnsi", "eastAsia"):
                    fonts.set(qn(f"w:{kind}"), RARE)
            run.addprevious(other)
        run.getparent().remove(run)
