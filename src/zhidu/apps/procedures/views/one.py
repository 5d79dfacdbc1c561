"""The page of a case."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from zhidu.apps.procedures import page, picture, ports, queries
from zhidu.apps.procedures.access import DELEGATE, KEEP, SEE
from zhidu.apps.procedures.actions.decide import may_answer
from zhidu.apps.procedures.engine import Live
from zhidu.apps.procedures.models import Case
from zhidu.apps.procedures.pack.parts import LIFE, SOURCES, TITLES
from zhidu.apps.procedures.pack.reading import Pack
from zhidu.apps.procedures.views.finding import the_live
from zhidu.foundation.access.roles import SECRETARY
from zhidu.foundation.clock import today
from zhidu.foundation.files import queries as files
from zhidu.foundation.identity import queries as identity


def one(request: HttpRequest, pk: int) -> HttpResponse:
    """Where a case stands, who is next, what is missing, the days of its steps, and what was done."""
    going = the_live(request, pk)
    row, actor = going.row, request.actor
    found = page.rows(going)
    standing_at = page.now(going, actor)
    names = identity.names(page.users(going))
    asked = list(row.requests.select_related("place"))
    names_of_lanes, in_lanes = picture.lanes(going, found)
    return render(
        request,
        "procedures/one.html",
        {
            "case": row,
            "going": going,
            "crumbs": [("程序", reverse("procedures:list")), (row.organization.name, "")],
            "rows": found,
            "lanes": names_of_lanes,
            "lane_steps": in_lanes,
            "steps": page.stepper(found),
            "now": standing_at,
            "others": [
                (step, going.page(step))
                for step in (going.standing.open() if row.open else ())
                if step is not going.next and going.may(actor, step)
            ],
            "gate": at_its_gate(going, standing_at, actor),
            "requests": asked,
            "to_answer": next(
                (one for one in asked if row.open and one.waiting and may_answer(actor, one, going)), None
            ),
            "history": page.history(going, names),
            "box": files.box(actor, row.code),
            "published": now_published(going, standing_at),
            "delegations": [one for one in going.delegations if one.runs(today())],
            "may_delegate": row.open and DELEGATE.can(actor, row),
            "may_keep": row.open and KEEP.can(actor, row),
            **_pack(request, row),
            "source": f"《{going.book.title}》{going.procedure.cite}",
        },
    )


def _pack(request: HttpRequest, row: Case) -> dict[str, Any]:
    """The pack of a life meeting, as far as whoever looks may see it."""
    if row.meeting is None or row.meeting.kind not in LIFE:
        return {}
    pack = Pack(row)
    person = request.actor.person
    return {
        "pack": pack,
        "pack_parts": [
            (when, title, [one for one in pack.shown if one.part.when == when])
            for when, title in TITLES.items()
        ],
        "pack_opinions": [
            (source, word, pack.opinions.get(source, []))
            for source, word in SOURCES.items()
            if source in pack.sources_asked or source in pack.opinions
        ],
        "held": row.meeting.state == "held",
        "own_line": next((one for one in pack.lines if one.who.person == person), None),
        "reads_all": any(
            one.path == row.organization.path and one.role in {SECRETARY, "discipline"}
            for one in request.actor.held
        ),
    }


def now_published(going: Live, at: page.Now | None) -> str:
    """Where the publication of the present step is looked after; '' where it is none."""
    if at is None or at.waiting != "publication":
        return ""
    return reverse("procedures:published", args=[going.row.pk, at.step.id])


def at_its_gate(going: Live, at: page.Now | None, actor: Any) -> dict[str, Any]:  # noqa: ANN401
    """What an app above offers and says about the step at its gate."""
    if at is None or at.step.gate is None:
        return {}
    served = ports.gate(at.step.gate.kind)
    if served is None or not SEE.can(actor, going.row):
        return {}
    seen = queries.gate_of(going, at.step)
    offer = served.offer(actor, seen) if at.asking and not at.reasons else None
    return {"offer": offer, "report": served.report(actor, seen), "served": True}
