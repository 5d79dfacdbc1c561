"""A member's own pages: what comes next, what is still to be done, the dues, the study and the year."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import TYPE_CHECKING, Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET

from zhidu.apps.activities import own
from zhidu.apps.activities import queries as activities
from zhidu.apps.ballots import queries as ballots
from zhidu.apps.compliance import queries
from zhidu.apps.dashboards.my_year import Dues, Study, dues, member_clauses, study
from zhidu.apps.dashboards.todos import parts
from zhidu.apps.dashboards.ways import ways
from zhidu.apps.dashboards.whose import first_page_is_own
from zhidu.apps.members import queries as members
from zhidu.apps.orgs import queries as orgs
from zhidu.domain.rules.clause import Clause
from zhidu.foundation.access.rules import Actor
from zhidu.foundation.clock import today

if TYPE_CHECKING:
    from zhidu.apps.compliance.models import StoredFinding

MOST = 20
"""Things to be done at most; whoever has more goes to the secretary anyway."""
AT_ONCE = 3
LATEST = 3
TO_ASK = ("secretary", "organisation", "deputy", "group_leader")
"""Whom a member turns to, the first first; the second also takes the dues."""


@dataclass(frozen=True, slots=True)
class Owed:
    """One thing the member is to do or to have put right."""

    finding: StoredFinding
    title: str

    @property
    def why(self) -> str:
        return self.finding.get_absolute_url()


@require_GET
def mine(request: HttpRequest) -> HttpResponse:
    """我的: the member's page for officers; for whoever begins with that page anyway, the year."""
    request.nav_key = "me"
    if request.actor.person is None:
        return render(request, "members/nobody.html")
    if first_page_is_own(request.actor):
        return redirect("dashboards:my-year")
    return my_home(request)


def my_home(request: HttpRequest) -> HttpResponse:
    """In order of urgency: the next meeting, what is owed, dues, study, the year."""
    actor, day = request.actor, today()
    person = members.person(actor.person)
    home = orgs.organization_of(person.organization)
    clauses = member_clauses(home)
    paying, studies = dues(home, person.pk, clauses, day), study(home, person.pk, clauses, day)
    year = own.year_of(person.pk, day.year)
    helpers = _helpers(home, day)
    votes = list(ballots.mine_to_cast(person.pk))
    return render(
        request,
        "dashboards/member/home.html",
        {
            "person": person,
            "today": day,
            "votes": votes,
            "ways": ways(
                person.pk,
                votes=len(votes),
                pays=paying is not None,
                owing=paying is not None and paying.paid is None,
            ),
            "invitations": activities.invitations(person.pk),
            "owed": _owed(actor, clauses, day, told=_told(paying, studies)),
            "at_once": AT_ONCE,
            "dues": paying,
            "studies": studies,
            "came": own.came(year),
            "served": sum(one.part == own.SERVICE for one in year),
            "latest": year[:LATEST],
            "secretary": next((one for one in helpers if one.post == "secretary"), None),
            "collector": next((one for one in helpers if one.post == "organisation"), None),
            "helpers": helpers[:2],
        },
    )


def _helpers(home: Any, day: date) -> list[Any]:  # noqa: ANN401 - a node; posts of another app
    """The officers of the organisation a member turns to."""
    rank = {post: place for place, post in enumerate(TO_ASK)}
    found = [one for one in members.posts_on(home.pk, day) if one.post in rank and one.group_id is None]
    return sorted(found, key=lambda one: rank[one.post])


def _told(paying: Dues | None, studies: list[Study]) -> set[tuple[str, str]]:
    """Findings that have a card of their own, by clause and period."""
    rows = [one.finding for one in studies]
    if paying is not None and paying.finding is not None:
        rows.append(paying.finding)
    return {(row.clause, row.period) for row in rows}


def _owed(actor: Actor, clauses: list[Clause], day: date, *, told: set[tuple[str, str]]) -> list[Owed]:
    """Missed, near and this week's, without what is told elsewhere on the page."""
    known = {one.key: one for one in clauses}
    rows = queries.visible(actor).filter(person=actor.person).select_related("organization")
    found: list[StoredFinding] = []
    for part in parts(day):
        standing = sorted(rows.filter(part.condition), key=part.key)
        found += [row for row in standing if (row.clause, row.period) not in told]
    return [
        Owed(row, known[row.clause].title if row.clause in known else row.clause.rpartition(":")[2])
        for row in found[:MOST]
    ]


@require_GET
def my_year(request: HttpRequest) -> HttpResponse:
    """Everything recorded about whoever signed in, a year at a time, month by month."""
    request.nav_key = "me"
    actor = request.actor
    if actor.person is None:
        return render(request, "members/nobody.html")
    person, day = members.person(actor.person), today()
    year = _asked_year(request, day.year)
    lines = own.year_of(person.pk, year)
    part = request.GET.get("part", "")
    shown = [one for one in lines if one.part == part] if part in own.PARTS else lines
    counted = {name: sum(one.part == name for one in lines) for name in own.PARTS}
    return render(
        request,
        "dashboards/member/year.html",
        {
            "person": person,
            "year": year,
            "before": year - 1,
            "after": year + 1 if year < day.year else None,
            "months": [(month, list(group)) for month, group in groupby(shown, key=lambda one: one.on.month)],
            "came": own.came(lines),
            "total": len(shown),
            "tabs": [
                {
                    "title": title,
                    "url": f"{reverse('dashboards:my-year')}?year={year}&part={name}",
                    "count": counted.get(name),
                    "current": name == (part if part in own.PARTS else ""),
                }
                for name, title in (("", "全部"), *own.PARTS.items())
                if not name or counted[name]
            ],
        },
    )


def _asked_year(request: HttpRequest, newest: int) -> int:
    """The year in the address, where it is one that may be looked at."""
    text = request.GET.get("year", "")
    year = int(text) if len(text) == 4 and text.isascii() and text.isdecimal() else newest
    return year if 2000 <= year <= newest else newest
