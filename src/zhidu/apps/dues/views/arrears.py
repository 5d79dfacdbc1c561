"""Who owes what, since when, what was said to them, and what may follow."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from itertools import groupby
from typing import TYPE_CHECKING

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_POST

from zhidu.apps.activities import queries as activities
from zhidu.apps.dues import actions, queries
from zhidu.apps.dues.access import KEEP, SEE
from zhidu.apps.dues.rates import Rates
from zhidu.apps.dues.views.load import organization_or_404
from zhidu.domain.dues import Month
from zhidu.foundation.acts import Wrong
from zhidu.foundation.clock import today
from zhidu.foundation.ui.toast import toast, trouble

if TYPE_CHECKING:
    from zhidu.apps.activities.models import Activity
    from zhidu.apps.dues.models import Assessment

TALK = "education_talk"


@dataclass(frozen=True, slots=True)
class Debtor:
    """One person: the months, the sum, the talk about it."""

    rows: list[Assessment]
    talk: Activity | None
    talk_url: str

    @property
    def person(self) -> int:
        return self.rows[0].person_id

    @property
    def name(self) -> str:
        return str(self.rows[0].person.name)

    @property
    def months(self) -> str:
        """The months, runs of them written together."""
        return "、".join(_runs([Month.parse(one.month) for one in self.rows]))

    @property
    def total(self) -> Decimal:
        return sum((one.amount for one in self.rows), Decimal("0.00"))

    @property
    def reminded(self) -> object:
        """When a message was last sent."""
        return max((one.reminded_at for one in self.rows if one.reminded_at), default=None)

    @property
    def overdue(self) -> bool:
        return any(one.overdue_id for one in self.rows)


def _runs(months: list[Month]) -> list[str]:
    found: list[list[Month]] = []
    for one in months:
        if found and found[-1][-1] + 1 == one:
            found[-1].append(one)
        else:
            found.append([one])
    return [run[0].chinese if len(run) == 1 else f"{run[0].chinese}至{run[-1].chinese}" for run in found]


def arrears(request: HttpRequest, organization: int) -> HttpResponse:
    """The list; reminding all at once."""
    node = organization_or_404(request, organization, SEE)
    rows = queries.owing(node.pk)
    may_keep = KEEP.can_create(request.actor, node.path)
    marks = [one.overdue_id for one in rows if one.overdue_id is not None]
    talks = activities.following(marks, TALK) if may_keep and marks else {}
    found = [_debtor(list(mine), talks, node.pk) for _, mine in groupby(rows, key=lambda one: one.person_id)]
    found.sort(key=lambda one: (-len(one.rows), one.name))
    return render(
        request,
        "dues/arrears.html",
        {
            "node": node,
            "found": found,
            "total": sum((one.total for one in found), Decimal("0.00")),
            "may_keep": may_keep,
            "rules": Rates(node, today()).about_arrears,
        },
    )


def _debtor(rows: list[Assessment], talks: dict[int, Activity], node: int) -> Debtor:
    overdue = [one.overdue_id for one in rows if one.overdue_id is not None]
    talk = max((talks[one] for one in overdue if one in talks), key=lambda one: one.on, default=None)
    query = {"kind": TALK, "node": node, "who": f"person-{rows[0].person_id}"}
    if overdue:
        query["about"] = overdue[-1]
    return Debtor(rows, talk, f"{reverse('activities:record')}?{urlencode(query)}")


@require_POST
def reminding(request: HttpRequest, organization: int) -> HttpResponse:
    """A message to each."""
    node = organization_or_404(request, organization, KEEP)
    try:
        told = actions.remind(actor=request.actor, organization=node.pk)
    except Wrong as wrong:
        trouble(request, "；".join(wrong.faults.values()))
    else:
        words = f"已提醒 {len(told.by_message)} 人"
        if told.in_person:
            words += f"；没有帐号、要当面说的 {len(told.in_person)} 人：{'、'.join(told.in_person[:8])}"
        toast(request, words)
    return redirect("dues:arrears", node.pk)
