"""One cell of the heat map as HTML: a page has six hundred of them, too many for a template."""

from __future__ import annotations

from functools import cache
from html import escape

from django.utils.safestring import SafeString, mark_safe

from zhidu.foundation.ui import icons, marks
from zhidu.foundation.ui.shapes import HeatCell

COUNTED = frozenset({"breached", marks.GENERALLY.kind})
"""Verdicts whose number is to be seen; of the others it is only said."""


def drawn(cell: HeatCell, *, panel: bool = False) -> SafeString:
    """The cell: a link where it leads somewhere, which opens beside the map where the page has a *panel*."""
    kind, sign, _ = _parts(cell.verdict)
    shown = f'<span aria-hidden="true">{cell.count}</span>' if cell.count and kind in COUNTED else ""
    inside = f'{sign}{shown}<span class="sr">{said(cell, " 项")}</span>'
    if not cell.url:
        return mark_safe(f'<span class="heat-cell is-{kind}">{inside}</span>')  # noqa: S308 - numbers and our words
    url = escape(cell.url)
    now = ' aria-current="true"' if cell.selected else ""
    opens = ""
    if panel:
        opens = (
            f' hx-get="{url}" hx-target="#panel" hx-select="#panel" hx-swap="outerHTML" hx-push-url="true"'
        )
    return mark_safe(f'<a href="{url}" class="heat-cell is-{kind}"{now}{opens}>{inside}</a>')  # noqa: S308


def said(cell: HeatCell, unit: str = "") -> str:
    """未达标 3 项; without a number where there is none."""
    word = _parts(cell.verdict)[2]
    return f"{word} {cell.count}{unit}" if cell.count else word


@cache
def _parts(verdict: str) -> tuple[str, str, str]:
    """Colours, sign and word of a verdict; the frame of the sign is the cell itself."""
    found = marks.mark_of(verdict)
    return found.kind, icons.glyph(marks.BARE_SIGNS.get(found.kind, found.sign), 16), found.word
