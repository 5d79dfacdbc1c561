"""The months of one member: each amount, how it came about, and when it was paid."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from zhidu.apps.dues import queries
from zhidu.apps.dues.access import KEEP, SEE
from zhidu.apps.dues.owing import owed
from zhidu.apps.dues.rates import Rates
from zhidu.apps.members import queries as members
from zhidu.domain.dues import Month
from zhidu.foundation.access.verbs import Refused

if TYPE_CHECKING:
    from zhidu.apps.dues.models import Assessment

_BASE = re.compile(r"基数 [\d.]+ 元")


def person(request: HttpRequest, person: int) -> HttpResponse:
    """For the member, everything; an officer is told the amounts, but not what somebody earns."""
    found = members.visible_people(request.actor).filter(pk=person).first()
    if found is None:
        raise Http404("没有这个人")
    own = request.actor.person == found.pk
    if not own and not SEE.can_create(request.actor, found.organization.path):
        raise Refused(SEE, path=found.organization.path)
    request.nav_key = "me" if own else "dues"
    rows = queries.of_person(request.actor, found.pk)
    return render(
        request,
        "dues/person.html",
        {
            "person": found,
            "own": own,
            "reliefs": queries.visible_reliefs(request.actor).filter(person=found.pk)[:12],
            "may_keep": KEEP.can_create(request.actor, found.organization.path),
            "rows": [(one, _derivation(one, own=own)) for one in rows],
        },
    )


def _derivation(one: Assessment, *, own: bool) -> str:
    """The sentence that explains the amount, worked out again under the rules of its month."""
    month = Month.parse(one.month)
    said = owed(
        Rates(one.organization, month.last), month, [one.base], [one.relief] if one.relief else []
    ).sentence
    return said if own else _BASE.sub("基数（只给本人看）", said)
