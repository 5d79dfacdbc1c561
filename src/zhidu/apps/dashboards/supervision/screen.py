"""The picture as it is on the screen: which rows, in which order, how many are folded, and the sentence above."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any

from django.core.paginator import Page, Paginator
from django.db.models import Count, Min
from django.urls import reverse

from zhidu.apps.compliance import queries
from zhidu.apps.compliance.themes import BY_KEY
from zhidu.apps.dashboards.supervision import counts, inside, levels
from zhidu.apps.dashboards.supervision.asked import EVERY_THEME, Asked, overseen
from zhidu.apps.dashboards.supervision.cells import Row, heat_rows
from zhidu.apps.orgs import queries as orgs
from zhidu.foundation.access.rules import Actor, below
from zhidu.foundation.ui.shapes import HeatRow

if TYPE_CHECKING:
    from zhidu.apps.orgs.models import Node

ROWS = 50
"""Rows on one page."""


@dataclass(frozen=True, slots=True)
class Place:
    """What is looked over: the organisation at its top where there is one, and how many were judged."""

    top: Node | None
    number: int
    as_of: date | None

    @property
    def single(self) -> bool:
        """Whether it is one organisation, seen from inside."""
        return self.number == 1 and self.top is not None


@dataclass(slots=True)
class Picture:
    """Rows and what is said about them."""

    rows: list[HeatRow]
    page: Page[Any] | None = None
    corner: str = "党组织"
    folded: int = 0
    elsewhere: list[Node] = field(default_factory=list)
    """Organisations directly below, to go on to."""


def place_of(actor: Actor, asked: Asked) -> Place:
    """At most two queries."""
    rows = queries.evaluations(actor).order_by()
    if asked.under is not None:
        rows = rows.filter(below("organization__path", asked.under.path))
    # how many there are, as of when, and which it is where it is only one
    found = rows.aggregate(number=Count("pk"), as_of=Min("as_of"), first=Min("organization_id"))
    top = asked.under
    if top is None and found["number"] == 1:
        top = next(iter(overseen(actor, [found["first"]])), None)
    return Place(top, found["number"], found["as_of"])


def picture(actor: Actor, asked: Asked, place: Place, number: object, opened: str) -> Picture:
    """The rows of one page; *number* is the page that was asked for."""
    if place.single and place.top is not None:
        return _inside(actor, asked, place.top, opened)
    if asked.summed:
        return _level(actor, asked, place, number, opened)
    return _organizations(actor, asked, number, opened)


def _organizations(actor: Actor, asked: Asked, number: object, opened: str) -> Picture:
    chosen = counts.by_organization(asked, actor)
    page = Paginator(chosen, ROWS).get_page(number)
    lines = counts.lines(asked, actor, page.object_list)
    folded = 0
    if not asked.only and not asked.unfolded:
        folded = counts.number_of(asked.tallies(actor)) - page.paginator.count
    return Picture(heat_rows(lines, _rows(lines, asked), opened), page, folded=folded)


def _rows(lines: Iterable[counts.Line], asked: Asked, *, summed: str = "") -> dict[str, Row]:
    """Names of the organisations and where they lead; one query. *summed*: path of the level that is shown."""
    ids = orgs.ids_at(line.place for line in lines)
    known = orgs.nodes(ids.values())
    found = {}
    for path, pk in ids.items():
        if pk not in known:
            continue
        own = path == summed
        title = f"{known[pk].name}（本级）" if own else known[pk].name
        changes: dict[str, object] = {"under": known[pk], "summed": bool(summed) and not own}
        address = asked.url(reverse("dashboards:supervision"), **changes, unfolded=False)
        found[path] = Row(title, address, cell_address(asked, pk, summed=bool(summed) and not own))
    return found


def cell_address(asked: Asked, pk: int, *, summed: bool = False, about: str = "") -> str:
    """Where the panel of a month of one row is, with ``{month}`` for its number."""
    address = reverse("dashboards:cell", args=[pk, 12]).removesuffix("12/") + "{month}/"
    more = "&".join(part for part in ("below=1" if summed else "", f"about={about}" if about else "") if part)
    query = "&".join(part for part in (asked.query(), more) if part)
    return f"{address}?{query}" if query else address


def _level(actor: Actor, asked: Asked, place: Place, number: object, opened: str) -> Picture:
    top = place.top or top_of(actor)
    level = levels.Level(asked, actor, top)
    found = levels.lines(level)
    if asked.only:
        found = [line for line in found if line.missed]
    page = Paginator(found, ROWS).get_page(number)
    lines = levels.with_months(level, list(page.object_list))
    own = top.path if top is not None else "-"
    return Picture(heat_rows(lines, _rows(lines, asked, summed=own), opened), page, corner="下级（含所属）")


def top_of(actor: Actor) -> Node | None:
    """The organisation under which everything lies that the actor looks over, if it is one."""
    paths = {path for path in actor.paths(one.role for one in actor.held) if path}
    return orgs.at_path(next(iter(paths))) if len(paths) == 1 else None


def _inside(actor: Actor, asked: Asked, node: Node, opened: str) -> Picture:
    lines = inside.lines(inside.found_in(actor, node, asked), node.code)
    if asked.only:
        lines = [line for line in lines if line.missed]
    names = inside.titles(line.place for line in lines)
    rows = {
        line.place: Row(names.get(line.place, line.place), "", cell_address(asked, node.pk, about=line.place))
        for line in lines
    }
    return Picture(heat_rows(lines, rows, opened), corner="对象")


def sentence(actor: Actor, asked: Asked, place: Place, totals: counts.Totals) -> str:
    """What stands under the title: how much was not done, in what most of it, and where to look first."""
    missed = totals.missed(EVERY_THEME)
    who = place.top.name if place.single and place.top is not None else f"{place.number:,} 个党组织"
    if not missed:
        risk = totals.of("at_risk")
        return f"{who}没有未达标的事项" + (f"；{risk:,} 项临期，宜先去看。" if risk else "。")
    said = f"{who}共 {missed:,} 项未达标"
    theme = max(totals.themes, key=totals.missed)
    number = totals.missed(theme)
    title = BY_KEY[theme].title if theme in BY_KEY else "其他"
    said += f"，都在{title}。" if number == missed else f"，其中 {number:,} 项在{title}。"
    if place.single:
        return said
    first = counts.worst_organization(asked.tallies(actor, theme=False))
    name = next((one.name for one in orgs.nodes([first] if first else []).values()), "")
    return f"{said}{name}最多，宜先去看。" if name else said
