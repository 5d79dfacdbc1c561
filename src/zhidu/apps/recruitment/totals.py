"""How recruiting goes below an organisation in a year: quotas, plans, admissions, the make-up, and what to look at."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING

from zhidu.apps.orgs import queries as orgs
from zhidu.apps.recruitment.models import Dossier, Norms, Plan, Quota
from zhidu.apps.recruitment.rules import rules_of
from zhidu.apps.recruitment.states import EDUCATION, GOALS, Stage
from zhidu.domain.rules.kinds.params import Trend
from zhidu.foundation.access.rules import below
from zhidu.foundation.clock import today

if TYPE_CHECKING:
    from zhidu.apps.orgs.models import Node

DECEMBER = 12
HUNDRED = 100


@dataclass(frozen=True, slots=True)
class Row:
    """One organisation right below, with everything under it."""

    node: Node
    quota: int | None
    plan: int | None
    stages: Mapping[str, int]
    admitted: int
    before: int
    """Admitted the year before."""

    @property
    def over(self) -> int:
        """How many more than the quota."""
        return max(self.admitted - self.quota, 0) if self.quota is not None else 0

    @property
    def left(self) -> int | None:
        return None if self.quota is None else max(self.quota - self.admitted, 0)


@dataclass(frozen=True, slots=True)
class Share:
    """How many of those admitted are something, against the goal."""

    title: str
    number: int
    of: int
    goal: int | None
    unknown: int

    @property
    def percent(self) -> int | None:
        return self.number * HUNDRED // self.of if self.of else None

    @property
    def short(self) -> bool:
        return self.goal is not None and self.percent is not None and self.percent < self.goal


@dataclass(frozen=True, slots=True)
class Flag:
    """Something to look at, and why."""

    title: str
    words: str


@dataclass(frozen=True, slots=True)
class Totals:
    """Everything the page of a year shows."""

    rows: Sequence[Row]
    admitted: int
    quota: int | None
    handed_out: int
    shares: Sequence[Share]
    flags: Sequence[Flag]
    unset: Sequence[str]
    """What nobody has fixed yet, so that nothing is said about it."""


def totals(node: Node, year: int) -> Totals:
    """Seven queries, whatever the size."""
    dossiers = list(
        Dossier.objects.filter(below("organization__path", node.path))
        .select_related("organization")
        .exclude(stage=Stage.ENDED, admitted_on=None)
        .defer("letter")
    )
    children = [one for one in orgs.children(node) if one.kind == orgs.ORGANIZATION]
    ids = [node.pk, *(one.pk for one in children)]
    quotas = dict(Quota.objects.filter(organization__in=ids, year=year).values_list("organization", "number"))
    plans = {one.organization_id: one for one in Plan.objects.filter(organization__in=ids, year=year)}
    rows = [
        _row(
            one,
            [each for each in dossiers if each.organization.path.startswith(one.path)],
            year,
            quotas,
            plans,
        )
        for one in children
    ]
    new = [one for one in dossiers if one.admitted_on is not None and one.admitted_on.year == year]
    last = sum(one.admitted_on is not None and one.admitted_on.year == year - 1 for one in dossiers)
    norms = (
        Norms.objects.filter(organization__in=[node.pk, *node.ancestor_ids])
        .order_by("-organization__path")
        .first()
    )
    plan = plans.get(node.pk)
    flags, unset = _flags(node, new, last, norms, year)
    return Totals(
        rows,
        len(new),
        quotas.get(node.pk),
        sum(one.quota or 0 for one in rows),
        shares(new, plan.goals if plan is not None else {}, norms),
        [*flags, *_over(rows)],
        unset,
    )


def _row(
    node: Node, mine: Sequence[Dossier], year: int, quotas: Mapping[int, int], plans: Mapping[int, Plan]
) -> Row:
    years = Counter(one.admitted_on.year for one in mine if one.admitted_on is not None)
    plan = plans.get(node.pk)
    return Row(
        node,
        quotas.get(node.pk),
        plan.number if plan is not None else None,
        Counter(one.stage for one in mine),
        years[year],
        years[year - 1],
    )


def shares(new: Sequence[Dossier], goals: Mapping[str, int], norms: Norms | None) -> list[Share]:
    """The make-up of those admitted: by age and education as the norms draw the line, and by stratum."""
    found = []
    for name, goal in GOALS.items():
        known = [_is(one, name, norms) for one in new]
        if name in {"young", "educated"} and norms is None:
            continue
        found.append(
            Share(
                goal.title if norms is None else _title(name, goal.title, norms),
                sum(one is True for one in known),
                len(new),
                goals.get(name),
                sum(one is None for one in known),
            )
        )
    return found


def _title(name: str, title: str, norms: Norms) -> str:
    if name == "young":
        return f"{norms.young} 岁以下"
    return f"{EDUCATION[norms.educated]}以上" if name == "educated" else title


def _is(one: Dossier, name: str, norms: Norms | None) -> bool | None:
    """Whether somebody is that; None where it is not known."""
    if name == "young":
        if one.born is None or one.admitted_on is None or norms is None:
            return None
        return _age(one.born, one.admitted_on) < norms.young
    if name == "educated":
        if not one.education or norms is None:
            return None
        order = list(EDUCATION)
        return order.index(one.education) >= order.index(norms.educated)
    return one.stratum == name if one.stratum else None


def _age(born: date, on: date) -> int:
    return on.year - born.year - ((on.month, on.day) < (born.month, born.day))


# ---------------------------------------------------------------- what to look at


def _flags(
    node: Node, new: Sequence[Dossier], last: int, norms: Norms | None, year: int
) -> tuple[list[Flag], list[str]]:
    found: list[Flag] = []
    unset: list[str] = []
    if norms is None:
        unset.append("同一次大会接收几人以上、年底一个月占多少以上要提示")
    else:
        found += _rush(new, norms)
    found += _nobody(node)
    swing = _swing(node)
    if swing is None:
        unset.append("比上一年增减超过几成算大起大落")
    elif last and abs(len(new) - last) > swing[1] * last and (year < today().year or len(new) > last):
        found.append(Flag("大起大落", f"上年 {last} 人，今年 {len(new)} 人（依据：{swing[0]}）。"))
    return found, unset


def _rush(new: Sequence[Dossier], norms: Norms) -> Iterable[Flag]:
    """Many in one meeting, or most of the year in its last month."""
    together = Counter((one.organization, one.admitted_on) for one in new)
    for (where, on), number in together.items():
        if number >= norms.batch and on is not None:
            yield Flag(
                "集中接收",
                f"{where.name} {on.month}月{on.day}日一次接收 {number} 人（提示线 {norms.batch} 人）。",
            )
    late = sum(one.admitted_on is not None and one.admitted_on.month == DECEMBER for one in new)
    if late > 1 and late * HUNDRED >= norms.year_end_share * len(new):
        yield Flag("年底集中", f"全年 {len(new)} 人，12 月 {late} 人（提示线 {norms.year_end_share}%）。")


def _nobody(node: Node) -> Iterable[Flag]:
    """Branches whose secretary's term runs and that have admitted nobody in it."""
    branches = list(orgs.organizations_under(node.path).filter(until=None))
    if not branches or len(branches) > HUNDRED:
        return
    day = today()
    admitted = {
        one.organization_id: one.admitted_on
        for one in Dossier.objects.filter(organization__in=branches, admitted_on__isnull=False).order_by(
            "admitted_on"
        )
    }
    terms = {one.id: one.on(day) for one in orgs.subjects([one.pk for one in branches])}
    for branch in branches:
        spell = terms.get(branch.code)
        since = (spell.attributes.get("term_from") or "") if spell is not None else ""
        if "branch" not in branch.type or not since:
            continue
        began = date.fromisoformat(since)
        latest = admitted.get(branch.pk)
        if latest is None or latest < began:
            yield Flag(
                "本届没有发展", f"{branch.name}本届自 {began.year}年{began.month}月起，还没有接收一名。"
            )


def _swing(node: Node) -> tuple[str, Fraction] | None:
    """(who says so, by how much of the last year); None where the number is open or no clause asks."""
    for clause in rules_of(node, today()).clauses:
        if isinstance(clause.params, Trend) and "admitted" in clause.params.measures:
            return None if clause.open_needs else (clause.source, Fraction(clause.params.by))
    return None


def _over(rows: Sequence[Row]) -> Iterable[Flag]:
    for one in rows:
        if one.over:
            yield Flag("超过指标", f"{one.node.name}指标 {one.quota} 人，已接收 {one.admitted} 人。")
