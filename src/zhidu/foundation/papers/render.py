"""Setting a paper: recorded values as JSON into a typst template, a PDF out of it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import UTC, date, datetime
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

import typst

from zhidu.foundation.access.rules import Actor
from zhidu.foundation.clock import now
from zhidu.foundation.papers import fonts, glyphs
from zhidu.foundation.papers import templates_kept as kept
from zhidu.foundation.papers.faults import CannotSet
from zhidu.foundation.papers.layout import OFFICIAL
from zhidu.foundation.papers.registry import TEMPLATES, Paper

LAYOUT = json.dumps(OFFICIAL.as_values())
ROOT = TEMPLATES.parents[2]
"""The folder templates may read from: the whole package, so that those of apps can import the common ones."""


def rendered(paper: Paper, obj: Any, actor: Actor, *, blank: bool = False) -> bytes:  # noqa: ANN401 - whatever the app keeps
    """The paper about *obj* as PDF. Raises Refused, :class:`fonts.NoFont`, :class:`fonts.NoGlyph`, :class:`CannotSet`.

    *blank* leaves room for the pen where no font has a character.
    """
    paper.verb.require(actor, obj)
    return pdf(paper, paper.data(obj, actor), blank=blank)


def edited(paper: Paper, obj: Any, actor: Actor) -> bytes:  # noqa: ANN401
    """The same paper as a docx to edit. Raises Refused; KeyError where the paper is for printing only."""
    from zhidu.foundation.papers.word.fill import filled  # noqa: PLC0415 - slow to load, and rarely wanted
    from zhidu.foundation.papers.word.starters import starter  # noqa: PLC0415

    paper.verb.require(actor, obj)
    template = kept.used(paper.name, kept.EDIT) or starter(paper.word)
    return filled(template, plain(paper.data(obj, actor)))


def pdf(paper: Paper, values: Mapping[str, Any], *, blank: bool = False) -> bytes:
    """Set *values* with the template of *paper*: the one that was put in its place, else that of the program."""
    return compiled(kept.used(paper.name, kept.PRINT) or paper.file, paper.title, plain(values), blank=blank)


def compiled(template: Path | bytes, title: str, values: Mapping[str, Any], *, blank: bool = False) -> bytes:
    """A PDF of plain *values* by a template: a file of the program, or the text of one that was put in its place."""
    installed = fonts.installed()
    faces = fonts.in_use()
    if mark := values.get("mark"):
        values = {"mark_size": round(OFFICIAL.mark_size(str(mark)), 2), **values}
    data = json.dumps(values, ensure_ascii=False)
    if lacking := glyphs.missing(data):
        if not blank:
            raise fonts.NoGlyph(lacking)
        data = data.translate({ord(one): glyphs.BLANK for one in lacking})
    inputs = {"data": data, "fonts": faces, "layout": LAYOUT}
    source: Any = template if isinstance(template, bytes) else str(template)
    try:
        compiler = typst.Compiler(
            input=source,
            root=str(ROOT),
            font_paths=installed,
            ignore_system_fonts=True,
            sys_inputs=inputs,
        )
        moment = now().astimezone(UTC).replace(microsecond=0)
        made = compiler.compile(format="pdf", timestamp=moment)
    except RuntimeError as error:  # TypstError, or a template that is not in the program
        why = getattr(error, "message", str(error))
        raise CannotSet(f"文书“{title}”排不出来：{why}") from error
    if not isinstance(made, bytes):
        raise CannotSet(f"文书“{title}”没有排出内容")
    return made


def plain(value: Any) -> Any:  # noqa: ANN401
    """Values as a template gets them: text, whole numbers, lists, and none for what was not recorded.

    Dates become 2026年11月18日, moments 2026年11月18日 19:00. Floats are refused: votes and money are none.
    """
    if value is None or isinstance(value, str | bool | int):
        return value
    if isinstance(value, datetime):
        return f"{value.year}年{value.month}月{value.day}日 {value:%H:%M}"
    if isinstance(value, date):
        return f"{value.year}年{value.month}月{value.day}日"
    if isinstance(value, Decimal):
        return f"{value:f}"
    if isinstance(value, Fraction):
        return str(value)
    if isinstance(value, Mapping):
        return {str(key): plain(one) for key, one in value.items()}
    if isinstance(value, list | tuple):
        return [plain(one) for one in value]
    raise TypeError(f"文书里不能写 {type(value).__name__}；应先变成文字、整数、Decimal 或日期")
