"""The year of an organisation: plan, quotas of those below, how far they are, and what to look at."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from zhidu.apps.members import queries as members
from zhidu.apps.orgs import queries as orgs
from zhidu.apps.recruitment import actions
from zhidu.apps.recruitment.access import ALLOT, PLAN, SEE_PLANS
from zhidu.apps.recruitment.actions.plans import REPORTED
from zhidu.apps.recruitment.asking import questions
from zhidu.apps.recruitment.forms import AdjustForm, AllotForm, ChoiceForm, NormsForm, PlanForm
from zhidu.apps.recruitment.models import Choice, Norms, Plan, Quota
from zhidu.apps.recruitment.rules import rules_of
from zhidu.apps.recruitment.states import FOCUS, GOALS, STRATA, Stage
from zhidu.apps.recruitment.texts import texts_of
from zhidu.apps.recruitment.totals import Totals, totals
from zhidu.foundation.access.verbs import Verb
from zhidu.foundation.acts import Wrong
from zhidu.foundation.clock import today
from zhidu.foundation.ui.forms import Form, add_faults
from zhidu.foundation.ui.shapes import Figure
from zhidu.foundation.ui.toast import toast

if TYPE_CHECKING:
    from zhidu.apps.orgs.models import Node

YEARS = 20


def _place(request: HttpRequest, pk: int, verb: Verb) -> Node:
    request.nav_key = "recruitment"
    node = orgs.organization(pk)
    if node is None:
        raise Http404("没有这个组织")
    verb.require_at(request.actor, node.path)
    return node


def _year(request: HttpRequest) -> int:
    text, now = request.GET.get("year", ""), today().year
    wanted = int(text) if text.isdecimal() and len(text) == 4 else now
    return wanted if abs(wanted - now) <= YEARS else now


def plans(request: HttpRequest, organization: int) -> HttpResponse:
    """One year."""
    node = _place(request, organization, SEE_PLANS)
    year = _year(request)
    found = totals(node, year)
    rows = Plan.objects.filter(organization=node, year=year).select_related("lead")
    plan = rows.prefetch_related("adjustments").first()
    here = reverse("recruitment:plans", args=[node.pk])
    texts = texts_of(node)
    return render(
        request,
        "recruitment/plans.html",
        {
            "node": node,
            "year": year,
            "totals": found,
            "plan": plan,
            "goals": [(GOALS[name].title, share) for name, share in plan.goals.items()] if plan else [],
            "focus": [FOCUS.get(one, one) for one in plan.focus] if plan else [],
            "strata": [STRATA.get(one, one) for one in plan.strata] if plan else [],
            "figures": _figures(found, plan),
            "stages": [one for one in Stage if one not in {Stage.FULL, Stage.ENDED}],
            "before": f"{here}?year={year - 1}",
            "after": f"{here}?year={year + 1}" if year <= today().year else "",
            "may_plan": PLAN.can_create(request.actor, node.path),
            "may_allot": ALLOT.can_create(request.actor, node.path),
            "texts": texts,
            "choices": [
                (one, dict(texts).get(one.procedure, one.procedure))
                for one in Choice.objects.filter(
                    organization__in=[node.pk, *node.ancestor_ids]
                ).select_related("organization")
            ],
            "crumbs": [("发展党员", reverse("recruitment:list")), (node.name, "")],
        },
    )


def _figures(found: Totals, plan: Plan | None) -> list[Figure]:
    rows = [
        Figure("指标", _number(found.quota), "人"),
        Figure("计划", _number(plan.number if plan else None), "人"),
        Figure("已接收", str(found.admitted), "人"),
    ]
    return [*rows, Figure("已下达", str(found.handed_out), "人")] if found.rows else rows


def _number(value: int | None) -> str:
    return "没有" if value is None else str(value)


def reporting(request: HttpRequest, organization: int) -> HttpResponse:
    """The plan of a year goes up."""
    node = _place(request, organization, PLAN)
    day = today()
    people = {one.person_id: one.person.name for one in members.on_day(node.pk, day)}
    people |= {one.person_id: one.person.name for one in members.posts_on(node.pk, day)}
    form = PlanForm(
        request.POST or None,
        people=list(people.items())[:500],
        questions=questions([REPORTED], rules_of(node, day)),
        initial={"year": day.year},
    )
    return _form(
        request,
        node,
        form,
        "recruitment/plan_form.html",
        "上报发展计划",
        lambda: actions.report_plan(actor=request.actor, organization=node.pk, **form.given()),
    )


def adjusting(request: HttpRequest, pk: int) -> HttpResponse:
    """The committee looks at it again."""
    row = Plan.objects.select_related("organization").filter(pk=pk).first()
    if row is None:
        raise Http404("没有这份计划")
    node = _place(request, row.organization_id, PLAN)
    form = AdjustForm(
        request.POST or None, initial={"on": today(), "number": row.number, "version": row.version}
    )
    return _form(
        request,
        node,
        form,
        "recruitment/form.html",
        f"研究调整 {row.year} 年发展计划",
        lambda: actions.adjust_plan(actor=request.actor, plan=pk, **form.cleaned_data),
    )


def allotting(request: HttpRequest, organization: int, year: int) -> HttpResponse:
    """How many one organisation may admit."""
    node = _place(request, organization, ALLOT)
    if abs(year - today().year) > YEARS:
        raise Http404("没有这一年")
    row = Quota.objects.filter(organization=node, year=year).first()
    form = AllotForm(request.POST or None, initial={"on": today(), "number": row.number if row else None})
    return _form(
        request,
        node,
        form,
        "recruitment/form.html",
        f"{node.name} {year} 年发展党员指标",
        lambda: actions.allot(actor=request.actor, organization=node.pk, year=year, **form.cleaned_data),
    )


def norms(request: HttpRequest, organization: int) -> HttpResponse:
    """From what on to be told."""
    node = _place(request, organization, ALLOT)
    row = Norms.objects.filter(organization=node).first()
    form = NormsForm(
        request.POST or None,
        initial={name: getattr(row, name) for name in NormsForm.base_fields} if row else {},
    )
    return _form(
        request,
        node,
        form,
        "recruitment/form.html",
        "提示线",
        lambda: actions.set_norms(actor=request.actor, organization=node.pk, **form.cleaned_data),
    )


def choosing(request: HttpRequest, organization: int) -> HttpResponse:
    """Which text cases begun under the earlier one go on under."""
    node = _place(request, organization, ALLOT)
    form = ChoiceForm(request.POST or None, texts=texts_of(node))
    return _form(
        request,
        node,
        form,
        "recruitment/form.html",
        "跨新旧文本的事项按哪个程序办",
        lambda: actions.choose_text(actor=request.actor, organization=node.pk, **form.cleaned_data),
    )


def _form(
    request: HttpRequest,
    node: Node,
    form: Form,
    template: str,
    title: str,
    does: Any,  # noqa: ANN401
) -> HttpResponse:
    if request.method == "POST" and form.is_valid():
        try:
            does()
        except Wrong as wrong:
            add_faults(form, wrong)
        else:
            toast(request, f"已记下：{title}")
            return redirect("recruitment:plans", node.pk)
    return render(
        request,
        template,
        {
            "node": node,
            "form": form,
            "title": title,
            "lead": node.name,
            "crumbs": [
                ("发展党员", reverse("recruitment:list")),
                (node.name, reverse("recruitment:plans", args=[node.pk])),
            ],
        },
    )
