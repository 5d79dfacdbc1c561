"""Arithmetic of pictures: lengths, places and the tree, worked out here so that templates only write them down."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from zhidu.foundation.ui import icons, marks
from zhidu.foundation.ui.shapes import Branch, LaneStep, Point


def share(part: Any, whole: Any) -> str:  # noqa: ANN401 - any number
    """A part of a whole as a length in percent for SVG, 0 where the whole is nothing; never more than 100."""
    if not whole:
        return "0%"
    return f"{min(max(float(part or 0) / float(whole), 0.0), 1.0) * 100:.2f}%"


def anchor(part: Any, whole: Any) -> str:  # noqa: ANN401
    """How a word above a place of a bar is set, so that it stays inside."""
    where = float(part or 0) / float(whole) if whole else 0.0
    return "start" if where < 0.2 else ("end" if where > 0.8 else "middle")


def round_up(value: float) -> float:
    """The end of a scale: 1, 2 or 5 times a power of ten, not below *value*."""
    if value <= 0:
        return 1
    step = 1.0
    while step < value:
        for times in (1, 2, 5, 10):
            if step * times >= value:
                return step * times
        step *= 10
    return step


def line(points: Sequence[Point], goal: float | None) -> dict[str, Any]:
    """A line chart in a field of 100 by 100: the points stand in the middle of equal columns."""
    top = round_up(max([one.value for one in points] + ([goal] if goal else []), default=0))
    width = 100 / (len(points) or 1)
    placed = [(width * (place + 0.5), 100 - one.value / top * 100) for place, one in enumerate(points)]
    return {
        "top": int(top) if top == int(top) else top,
        "path": " ".join(f"{x:.2f},{y:.2f}" for x, y in placed),
        # A stroke of no length with round ends is a dot that does not stretch with the field.
        "dots": "".join(f"M{x:.2f} {y:.2f}h.01" for x, y in placed),
        "goal": None if goal is None else f"{100 - goal / top * 100:.2f}",
    }


def lanes(names: Sequence[str], steps: Sequence[LaneStep]) -> list[dict[str, Any]]:
    """The rows of a swim-lane picture, each in a field of 100 by 100: rails, the way down, and a dot in its lane.

    Fields are stretched to the height of their row, so every stroke keeps its width and the dot is a stroke too.
    """
    width = 100 / (len(names) or 1)
    rails = "".join(f"M{width * (place + 0.5):.2f} 0V100" for place in range(len(names)))
    rows, before = [], None
    for number, one in enumerate(steps, start=1):
        x = f"{width * (one.lane + 0.5):.2f}"
        way = "" if before is None else f"M{before} 0V14H{x}V50"
        if number < len(steps):
            way += f"M{x} 50V100"
        rows.append({"step": one, "number": number, "rails": rails, "way": way, "dot": f"M{x} 50h.01"})
        before = x
    return rows


def tree(nodes: Iterable[Branch]) -> SafeString:
    """The rows of a tree, nested. Made here and not by a template: a county has thousands of rows."""
    return format_html("<ul>{}</ul>", format_html_join("", "<li>{}</li>", ((_branch(one),) for one in nodes)))


def _branch(node: Branch) -> SafeString:
    row = format_html('<div class="tree-row">{}</div>', _row(node))
    if node.more:
        return format_html(
            '{}<details hx-get="{}" hx-trigger="toggle once" hx-target="find ul" hx-swap="outerHTML">{}'
            '<ul><li><div class="tree-row"><a href="{}">打开看下级</a></div></li></ul></details>',
            row,
            node.more,
            _fold(node),
            node.url,
        )
    if not node.children:
        return row
    opened = mark_safe(" open") if node.open else ""
    return format_html("{}<details{}>{}{}</details>", row, opened, _fold(node), tree(node.children))


def _fold(node: Branch) -> SafeString:
    """What opens the rows below: beside the link of the row, since nothing that is pressed may hold another."""
    return format_html(
        '<summary class="tree-fold">{}<span class="sr">{}的下级</span></summary>',
        icons.icon("chevron-right", 18),
        node.title,
    )


def _row(node: Branch) -> SafeString:
    found = marks.mark_of(node.verdict) if node.verdict else None
    mark = (
        format_html(
            '<span class="mark mark-bare mark-{}">{}{}{}</span>',
            found.kind,
            icons.glyph(found.sign),
            found.word,
            f" {node.count}" if node.count else "",
        )
        if found
        else ""
    )
    current = mark_safe(' aria-current="true"') if node.selected else ""
    title = (
        format_html('<a href="{}"{}>{}</a>', node.url, current, node.title)
        if node.url
        else format_html("<span>{}</span>", node.title)
    )
    people = format_html('<span class="note">{}</span>', node.people) if node.people else ""
    return format_html("{}{}{}", title, people, mark)
