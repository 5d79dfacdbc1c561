"""The calendar (日历): a month, a week or a list of what stands on the days."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET

from zhidu.apps.compliance import queries
from zhidu.apps.dashboards.days import Entry, View, below, entries, marks
from zhidu.apps.dashboards.whose import own_place
from zhidu.apps.orgs import queries as orgs
from zhidu.foundation.access.rules import Actor
from zhidu.foundation.clock import today
from zhidu.foundation.ui.shapes import Month, month_of

VIEWS = (("month", "月"), ("week", "周"), ("list", "单子"))
IN_A_DAY = 4
"""Entries of a day in the month; the rest is a step away in the list."""
FIRST, LAST = date(2000, 1, 1), date(2100, 12, 31)


@dataclass(frozen=True, slots=True)
class Square:
    """A day of the month as it is drawn."""

    on: date
    inside: bool
    entries: list[Entry]
    more: int
    url: str

    @property
    def today(self) -> bool:
        return self.on == today()


@require_GET
def calendar(request: HttpRequest) -> HttpResponse:
    """The days around the one asked for; to htmx only the small month beside a list."""
    request.nav_key = "today"
    day = asked_day(request.GET.get("day", ""))
    view = _view(request)
    if view is None:
        return render(request, "dashboards/calendar_nowhere.html")
    if request.htmx:
        return render(request, "dashboards/calendar_small.html", {"month": small_month(view, day)})
    queries.fresh(orgs.organization_of(view.node).pk)
    name = request.GET.get("view", "")
    shape = name if name in dict(VIEWS) else "month"
    first, last = stretch(shape, day)
    found = entries(view, first, last)
    by_day = found.by_day()
    asked = {"view": shape, "day": day.isoformat(), **_place(request, view)}
    given: dict[str, Any] = {
        "node": view.node,
        "shape": shape,
        "day": day,
        "today": today(),
        "title": _title(shape, day, first, last),
        "days": [(on, by_day[on]) for on in sorted(by_day) if shape != "month" or on.month == day.month],
        "cut": found.cut,
        "too_many": bool(request.GET.get("below")) and not view.inside,
        "tabs": [
            {"title": word, "url": _address({**asked, "view": one}), "current": one == shape}
            for one, word in VIEWS
        ],
        "before": _address({**asked, "day": turned(shape, day, -1).isoformat()}),
        "after": _address({**asked, "day": turned(shape, day, 1).isoformat()}),
        "now": _address({**asked, "day": today().isoformat()}),
        "places": _places(view, asked),
    }
    if shape == "month":
        given["weeks"] = _weeks(first, last, day, by_day, asked)
    if shape == "week":
        given["week"] = [
            (first + timedelta(days=step), by_day.get(first + timedelta(days=step), [])) for step in range(7)
        ]
    return render(request, "dashboards/calendar.html", given)


def _view(request: HttpRequest) -> View | None:
    """Whose calendar is asked for: one's own, or another organisation that one may see."""
    actor: Actor = request.actor
    node = own_place(actor)
    number = request.GET.get("organization", "")
    if number.isdecimal() and len(number) < 12:
        node = orgs.visible_nodes(actor).filter(pk=int(number), kind="organization").first()
        if node is None:
            raise Http404("没有这个组织")
    if node is None:
        return None
    inside = below(node) if request.GET.get("below") and node.kind == "organization" else ()
    return View(actor, node, inside or ())


def small_month(view: View, day: date) -> Month:
    """The month beside a list, each day a way to its week."""
    first = day.replace(day=1)
    found = marks(view, first - timedelta(days=7), first + timedelta(days=45))
    days = [first + timedelta(days=step) for step in range(-7, 45)]
    return month_of(
        first,
        found,
        before=_address({"day": turned("month", first, -1).isoformat()}),
        after=_address({"day": turned("month", first, 1).isoformat()}),
        urls={on: _address({"view": "week", "day": on.isoformat()}) for on in days},
    )


def asked_day(text: str) -> date:
    """The day of an address; today where it says none."""
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return today()
    return min(max(day, FIRST), LAST)


def stretch(shape: str, day: date) -> tuple[date, date]:
    """First and last day that a view shows: whole weeks for the month."""
    if shape == "week":
        first = day - timedelta(days=day.weekday())
        return first, first + timedelta(days=6)
    first = day.replace(day=1)
    last = turned("month", first, 1) - timedelta(days=1)
    if shape == "month":
        return first - timedelta(days=first.weekday()), last + timedelta(days=6 - last.weekday())
    return first, last


def turned(shape: str, day: date, step: int) -> date:
    """The same day a week on, or the first of the month before or after."""
    if shape == "week":
        return day + timedelta(days=7 * step)
    month = day.year * 12 + day.month - 1 + step
    return date(month // 12, month % 12 + 1, 1)


def _title(shape: str, day: date, first: date, last: date) -> str:
    if shape != "week":
        return f"{day.year}年{day.month}月"
    return f"{first.year}年{first.month}月{first.day}日至{last.month}月{last.day}日"


def _address(asked: dict[str, Any]) -> str:
    return f"{reverse('dashboards:calendar')}?{urlencode(asked)}"


def _place(request: HttpRequest, view: View) -> dict[str, Any]:
    asked: dict[str, Any] = {"organization": view.node.pk} if request.GET.get("organization") else {}
    return {**asked, "below": 1} if view.inside else asked


def _places(view: View, asked: dict[str, Any]) -> list[dict[str, Any]]:
    """Only this organisation, or those under it too; offered where there are any and not too many."""
    node = view.node
    if node.kind != "organization" or not orgs.children(node).filter(kind="organization").exists():
        return []
    only = {name: value for name, value in asked.items() if name != "below"}
    return [
        {"title": "本组织", "url": _address(only), "current": not view.inside},
        {"title": "含下级", "url": _address({**only, "below": 1}), "current": bool(view.inside)},
    ]


def _weeks(
    first: date,
    last: date,
    day: date,
    by_day: Mapping[date, list[Entry]],
    asked: dict[str, Any],
) -> list[list[Square]]:
    squares = []
    for step in range((last - first).days + 1):
        on = first + timedelta(days=step)
        found = by_day.get(on, [])
        squares.append(
            Square(
                on,
                on.month == day.month,
                found[:IN_A_DAY],
                max(len(found) - IN_A_DAY, 0),
                _address({**asked, "view": "week", "day": on.isoformat()}),
            )
        )
    return [squares[at : at + 7] for at in range(0, len(squares), 7)]
