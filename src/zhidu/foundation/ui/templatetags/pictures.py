"""Tags and filters of the picture components; components load them themselves."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django import template
from django.utils.safestring import SafeString, mark_safe

from zhidu.foundation.ui import drawing, heat, icons, marks
from zhidu.foundation.ui.shapes import Branch, HeatRow, LaneStep, Point, Step, StripCell

register = template.Library()
register.filter(drawing.share)
register.filter(drawing.anchor)

STEP_WORDS = {"done": "已完成", "now": "正在办", "todo": "还没到"}
CALENDAR_WORDS = {"meeting": "会议活动", "deadline": "期限", "overdue": "已过期"}


def _mark(cell: StripCell) -> marks.Mark:
    return marks.mark_of(cell.verdict, generally=cell.generally)


@register.filter
def kind_of(cell: StripCell) -> str:
    """Which colours a cell has."""
    return _mark(cell).kind


@register.filter
def cell_sign(cell: StripCell) -> SafeString:
    """The figure inside a cell: the cell is its frame."""
    found = _mark(cell)
    return icons.glyph(marks.BARE_SIGNS.get(found.kind, found.sign), 16)


@register.filter
def cell_word(cell: StripCell) -> str:
    """The verdict of a cell in words."""
    return _mark(cell).word


@register.filter
def heat_cells(row: HeatRow, panel: str = "") -> SafeString:
    """The months of a row of the heat map."""
    cells = "".join(f"<td>{heat.drawn(one, panel=bool(panel))}</td>" for one in row.cells)
    return mark_safe(cells)  # noqa: S308 - put together of safe parts


@register.filter
def heat_words(row: HeatRow) -> SafeString:
    """The same in words, for the table behind."""
    cells = "".join(f'<td class="nowrap">{heat.said(one)}</td>' for one in row.cells)
    return mark_safe(cells)  # noqa: S308 - our words and numbers


@register.filter
def months(_: str) -> range:
    """1 … 12, the axis of a year."""
    return range(1, 13)


@register.filter
def heading(columns: Sequence[tuple[str, str]], place: int) -> str:
    """The name of the column at a place, said beside the value on a phone."""
    return columns[place][0] if place < len(columns) else ""


@register.filter
def words(text: str) -> list[str]:
    """A few words as a list."""
    return text.split()


@register.filter
def step_word(step: Step) -> str:
    """The state of a step for those who cannot see its sign."""
    return STEP_WORDS.get(step.state, "")


@register.filter
def now_place(steps: Sequence[Step]) -> int:
    """The place of the step after the present one: a phone shows these two only."""
    states = [one.state for one in steps]
    return states.index("now") + 1 if "now" in states else -1


@register.filter
def calendar_word(mark: str) -> str:
    """What a sign of the calendar means."""
    return CALENDAR_WORDS.get(mark, mark)


@register.simple_tag
def biggest(points: Sequence[Point]) -> float:
    """The longest bar of a chart."""
    return max((one.value for one in points), default=0)


@register.simple_tag
def line_of(points: Sequence[Point], goal: float | None) -> dict[str, Any]:
    """A line chart, placed."""
    return drawing.line(points, goal)


@register.simple_tag
def lanes_of(names: Sequence[str], steps: Sequence[LaneStep]) -> list[dict[str, Any]]:
    """The rows of a swim-lane picture."""
    return drawing.lanes(names, steps)


@register.simple_tag
def tree_of(nodes: Iterable[Branch]) -> SafeString:
    """The rows of an organisation tree."""
    return drawing.tree(nodes)
