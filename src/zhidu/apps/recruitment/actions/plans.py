"""Plans and quotas (计划、指标): reported at the beginning of the year, adjusted half-yearly, never over the total."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from zhidu.apps.activities.actions import record_held, void
from zhidu.apps.activities.entries import Entry
from zhidu.apps.members import queries as members
from zhidu.apps.orgs import queries as orgs
from zhidu.apps.procedures.saving import writing
from zhidu.apps.recruitment.access import ALLOT, PLAN
from zhidu.apps.recruitment.asking import questions
from zhidu.apps.recruitment.models import Adjustment, Norms, Plan, Quota
from zhidu.apps.recruitment.rules import rules_of
from zhidu.apps.recruitment.saving import a_past_day, some_words
from zhidu.apps.recruitment.states import EDUCATION, GOALS
from zhidu.foundation.access.rules import Actor
from zhidu.foundation.acts import Wrong, act, record
from zhidu.foundation.clock import now, today

if TYPE_CHECKING:
    from zhidu.apps.orgs.models import Node

REPORTED, ADJUSTED, ALLOTTED = (
    "recruitment_plan_reported",
    "recruitment_plan_adjusted",
    "recruitment_allocation",
)
MOST = 5000


def _node(pk: int) -> Node:
    node = orgs.organization(pk)
    if node is None:
        raise Wrong({"organization": "没有这个组织；请从列表中选择"})
    return node


@act(
    "recruitment.report_plan",
    "上报发展计划",
    covers=("S5.9.2", "S5.9.5", "S5.10.6", "S5.10.8", "S5.10.13", "S5.10.14"),
)
def report_plan(
    *,
    actor: Actor,
    organization: int,
    year: int,
    number: int,
    lead: int | None,
    goals: Mapping[str, int] | None = None,
    said: Mapping[str, str] | None = None,
    words: str = "",
    on: date | None = None,
) -> Plan:
    """What an organisation means to do in a year: how many, who answers for it, what they should be.

    *goals*: which of (young, educated …) → how many of every hundred. *said* answers what the clauses want in a plan.
    """
    orgs.nodes([organization], hold=True)
    node = _node(organization)
    PLAN.require_at(actor, node.path)
    day = on or today()
    a_past_day(day)
    if Plan.objects.filter(organization=node, year=year).exists():
        raise Wrong({"year": f"{year}年的计划已经上报；要改的，研究以后调整"})
    aims = {name: share for name, share in (goals or {}).items() if share}
    _checked(node, day, year, number, lead, aims)
    columns = {name: text for name, text in (said or {}).items() if text}
    asked = [
        one for one in questions([REPORTED], rules_of(node, day)) if one.name not in {"structure", "targets"}
    ]
    if wrong := {
        f"asked_{one.name}": fault
        for one in asked
        if (fault := one.fault([part for part in columns.get(one.name, "").split(";") if part]))
    }:
        raise Wrong(wrong)
    columns |= {
        "structure": ";".join(sorted({GOALS[name].about for name in aims})),
        "targets": f"{number} 人" if number else "不凑数",
        "lead": f"person-{lead}" if lead is not None else "",
    }
    kept = record_held(
        actor=writing(actor),
        entry=Entry(
            kind=REPORTED,
            node=node.pk,
            on=day,
            title=f"{year}年发展党员计划",
            notes=words.strip(),
            columns={name: text for name, text in columns.items() if text},
        ),
    )
    made = Plan.objects.create(
        organization=node,
        year=year,
        number=number,
        lead_id=lead,
        goals=aims,
        focus=columns.get("focus", "").split(";") if columns.get("focus") else [],
        strata=columns.get("strata", "").split(";") if columns.get("strata") else [],
        words=words.strip(),
        reported_on=day,
        record=kept,
    )
    record(obj=made.code, place=node.pk, on=day, changes={"number": (None, number), "year": (None, year)})
    return made


def _checked(
    node: Node, day: date, year: int, number: int, lead: int | None, goals: Mapping[str, int]
) -> None:
    wrong: dict[str, str] = {}
    if not day.year - 1 <= year <= day.year + 1:
        wrong["year"] = f"写的是 {year}；应为今年或前后一年"
    if not 0 <= number <= MOST:
        wrong["number"] = f"应在 0 至 {MOST} 之间"
    quota = Quota.objects.filter(organization=node, year=year).first()
    if quota is not None and number > quota.number:
        wrong["number"] = f"写的是 {number} 人；上级下达 {quota.number} 人，应不超过"
    if lead is not None and lead not in {one.person_id for one in members.on_day(node.pk, day)}:
        held = {one.person_id for one in members.posts_on(node.pk, day)}
        if lead not in held:
            wrong["lead"] = "请从名单里选"
    for name, share in goals.items():
        if name not in GOALS or not 0 <= share <= 100:
            wrong[f"goal_{name}"] = "应在 0 至 100 之间"
    if wrong:
        raise Wrong(wrong)


@act("recruitment.adjust_plan", "研究调整发展计划", covers=("S5.10.7",))
def adjust_plan(*, actor: Actor, plan: int, version: int, number: int, on: date, words: str) -> Plan:
    """The committee looked at it again; that it did counts also where the number stays."""
    row = Plan.objects.select_for_update(of=("self",)).select_related("organization").filter(pk=plan).first()
    if row is None or row.version != version:
        raise Wrong("没有这份计划，或者刚被别人改过；请重新打开")
    PLAN.require(actor, row)
    a_past_day(on)
    why = some_words(words, "words", 300)
    if on < row.reported_on:
        raise Wrong({"on": f"应不早于上报的 {row.reported_on}"})
    quota = Quota.objects.filter(organization=row.organization, year=row.year).first()
    if quota is not None and number > quota.number:
        raise Wrong({"number": f"写的是 {number} 人；上级下达 {quota.number} 人，应不超过"})
    Adjustment.objects.create(
        plan=row, on=on, before=row.number, number=number, words=why, by=actor.user, at=now()
    )
    record_held(
        actor=writing(actor),
        entry=Entry(
            kind=ADJUSTED,
            node=row.organization_id,
            on=on,
            title=f"{row.year}年发展计划：{row.number} 人调整为 {number} 人"
            if number != row.number
            else f"{row.year}年发展计划：研究，不调整",
            notes=why,
        ),
    )
    changes = {"number": (row.number, number), "words": (None, why)}
    row.number = number
    row.version += 1
    row.save()
    record(obj=row.code, place=row.organization_id, on=on, changes=changes)
    return row


@act("recruitment.allot", "下达发展党员指标", covers=("S5.10.11",))
def allot(*, actor: Actor, organization: int, year: int, number: int, on: date) -> Quota:
    """How many an organisation may admit; what is handed out below comes to no more than one has."""
    node = _node(organization)
    ALLOT.require_at(actor, node.path)
    above = orgs.organization_of(node.parent) if node.parent is not None else None
    orgs.nodes([node.pk, *([above.pk] if above is not None else [])], hold=True)
    a_past_day(on)
    if not 0 <= number <= MOST:
        raise Wrong({"number": f"应在 0 至 {MOST} 之间"})
    if above is not None:
        _within(above, node, year, number)
    handed = _handed_out(node, year)
    if number < handed:
        raise Wrong({"number": f"写的是 {number} 人；{node.name}已经给下级下达 {handed} 人，应不少于"})
    row = Quota.objects.filter(organization=node, year=year).first()
    before = row.number if row is not None else None
    if before == number:
        raise Wrong("没有改动；与现在的一样")
    if row is not None and row.record is not None:
        void(
            actor=writing(actor),
            activity=row.record_id,
            version=row.record.version,
            reason=f"改为 {number} 人",
            name=row.record.kind_name,
        )
    kept = record_held(
        actor=writing(actor),
        entry=Entry(
            kind=ALLOTTED,
            node=node.pk,
            on=on,
            quantity=Decimal(number),
            for_period=str(year),
            title=f"{year}年发展党员指标",
        ),
    )
    row = row or Quota(organization=node, year=year)
    row.number, row.on, row.by, row.at, row.record = number, on, actor.user, now(), kept
    row.save()
    record(obj=row.code, place=node.pk, on=on, changes={"number": (before, number)})
    return row


def _within(above: Node, node: Node, year: int, number: int) -> None:
    """Raise Wrong where all below *above* would get more than it has."""
    own = Quota.objects.filter(organization=above, year=year).first()
    if own is None:
        return
    others = _handed_out(above, year, but=node.pk)
    if others + number > own.number:
        raise Wrong(
            {
                "number": f"{above.name}有 {own.number} 人，别的下级已经 {others} 人，"
                f"这里至多 {max(own.number - others, 0)} 人；写的是 {number} 人"
            }
        )


def _handed_out(node: Node, year: int, but: int | None = None) -> int:
    below = [one.pk for one in orgs.children(node) if one.kind == orgs.ORGANIZATION and one.pk != but]
    rows = Quota.objects.filter(organization__in=below, year=year)
    return sum(rows.values_list("number", flat=True))


@act("recruitment.set_norms", "定发展党员的提示线", covers=("S5.10.4", "S5.10.12", "S5.10.16"))
def set_norms(
    *, actor: Actor, organization: int, batch: int, year_end_share: int, young: int, educated: str
) -> Norms:
    """From what on an organisation wants to be told of; no clause has these numbers."""
    node = _node(organization)
    ALLOT.require_at(actor, node.path)
    wrong: dict[str, str] = {}
    if not 2 <= batch <= 100:
        wrong["batch"] = "应在 2 至 100 之间"
    if not 1 <= year_end_share <= 100:
        wrong["year_end_share"] = "应在 1 至 100 之间"
    if not 19 <= young <= 60:
        wrong["young"] = "应在 19 至 60 之间"
    if educated not in EDUCATION:
        wrong["educated"] = "请从列表中选择"
    if wrong:
        raise Wrong(wrong)
    given = {"batch": batch, "year_end_share": year_end_share, "young": young, "educated": educated}
    row = Norms.objects.filter(organization=node).first() or Norms(organization=node)
    before = {name: getattr(row, name) for name in given} if row.pk else {}
    for name, value in given.items():
        setattr(row, name, value)
    row.by, row.at = actor.user, now()
    row.save()
    record(
        obj=row.code,
        place=node.pk,
        changes={name: (before.get(name), value) for name, value in given.items()},
    )
    return row
