"""What may be written down about people: stretches of time, and the check every way of entering goes through."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import pairwise
from types import MappingProxyType
from typing import Any

from zhidu.apps.members.models import type_name
from zhidu.apps.orgs import queries as orgs
from zhidu.apps.orgs.attributes import check
from zhidu.apps.orgs.text import cleaned
from zhidu.domain.rules.vocabulary import SUBJECT_TYPES, SubjectClass
from zhidu.foundation.clock import today
from zhidu.rulebooks.cells import EARLIEST
from zhidu.rulebooks.codecs import near

LONGEST_NAME = 60
PERSON_TYPES: Mapping[str, str] = {
    one.name: one.chinese
    for one in SUBJECT_TYPES.values()
    if one.kind in {SubjectClass.MEMBER, SubjectClass.PROSPECT}
}
_NONE: Mapping[str, str] = MappingProxyType({})


@dataclass(frozen=True, slots=True, kw_only=True)
class Stretch:
    """Days in one organisation, in one standing; the dates may be unknown at the outer ends."""

    type: str
    organization: int
    group: int | None = None
    first: date | None = None
    last: date | None = None
    attributes: Mapping[str, str | None] = field(default_factory=lambda: _NONE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Admission:
    """A person to be put on the register, with all stretches up to now."""

    name: str
    stretches: Sequence[Stretch]


class Homes:
    """The organisations and groups that some stretches speak of, held until the act is over; one query."""

    def __init__(self, ids: Iterable[int | None]) -> None:
        self._nodes = orgs.nodes({pk for pk in ids if pk is not None}, hold=True)

    @classmethod
    def of(cls, stretches: Iterable[Stretch]) -> Homes:
        found = list(stretches)
        return cls({one.organization for one in found} | {one.group for one in found})

    def path(self, organization: int) -> str:
        """The path of an organisation that was found."""
        return str(self._nodes[organization].path)

    def name(self, pk: int) -> str:
        return str(self._nodes[pk].name)

    def faults(
        self, organization: int, group: int | None, first: date | None, last: date | None
    ) -> dict[str, str]:
        """Field → what is wrong with where somebody is to belong during those days."""
        home = self._nodes.get(organization)
        if home is None or home.kind != orgs.ORGANIZATION:
            return {"organization": "没有这个党组织；请从列表中选择"}
        if fault := _outside(home, first, last):
            return {"organization": fault}
        if group is None:
            return {}
        small = self._nodes.get(group)
        if small is None or small.kind != SubjectClass.GROUP or small.parent_id != home.pk:
            return {"group": f"{home.name}没有这个党小组；请从列表中选择"}
        if fault := _outside(small, first, last):
            return {"group": fault}
        return {}


def _outside(node: Any, first: date | None, last: date | None) -> str:  # noqa: ANN401 - a row of another app
    """What is wrong where a node did not exist on some of those days; '' where it did."""
    since, until, name = node.since, node.until, node.name
    if since is not None and (first is None or first < since):
        return f"{name} {since} 才设立；起始日期应不早于这一天"
    if until is not None and (last is None or last > until):
        return f"{name}已于 {until} 撤销；应在这一天以前离开，或选仍在的组织"
    return ""


def a_name(text: str) -> tuple[str, str]:
    """(name, what is wrong with it)."""
    try:
        name = cleaned(text, LONGEST_NAME)
    except ValueError as error:
        return "", str(error)
    return name, "" if name else "没有写姓名；应写全名"


def a_day(day: date, *, what: str = "日期") -> str:
    """What is wrong with a day on which something is said to have happened; '' where nothing."""
    if day.year < EARLIEST:
        return f"{what}写的是 {day}；年份应不早于 {EARLIEST}"
    if day > today():
        return f"{what}写的是 {day}，在将来；今天是 {today()}，到那一天再办"
    return ""


def stretch_faults(one: Stretch, homes: Homes) -> tuple[Stretch, dict[str, str]]:
    """(the stretch with its attributes as they are kept, field → what is wrong)."""
    wrong = dict(homes.faults(one.organization, one.group, one.first, one.last))
    if one.type not in PERSON_TYPES:
        wrong["type"] = f"没有“{one.type}”这种类别{near(one.type, PERSON_TYPES)}；请从列表中选择"
        return one, wrong
    if one.first is not None and (fault := a_day(one.first)):
        wrong["first"] = fault
    if one.last is not None and (fault := a_day(one.last, what="最后一天")):
        wrong["last"] = fault
    if one.first is not None and one.last is not None and one.first > one.last:
        wrong["last"] = f"从 {one.first} 起、到 {one.last} 止，起止颠倒"
    kept, faults = check(SUBJECT_TYPES[one.type].kind, one.attributes)
    return replace(one, attributes=kept), {**wrong, **faults}


def order_faults(stretches: Sequence[Stretch]) -> dict[str, str]:
    """Field → what is wrong with stretches of one person taken together; they must be in order of time."""
    for before, after in pairwise(stretches):
        if before.last is None or after.first is None or after.first <= before.last:
            until = before.last or "没有写到哪天止"
            return {
                "first": f"前一段到 {until}，后一段从 {after.first or '最早'} 起；两段不应重叠，应首尾相接"
            }
        if fault := becoming(before.type, after.type):
            return {"type": fault}
    return {}


_BEFORE_MEMBERSHIP = "candidate"


def becoming(old: str, new: str) -> str:
    """What is wrong with somebody of one standing becoming another; '' where it may be.

    中国共产党章程 第一章：发展对象 → 预备党员 → 正式党员; nobody who is a member is on the way to it again.
    """
    was, now = SUBJECT_TYPES[old].kind, SUBJECT_TYPES[new].kind
    if was is SubjectClass.MEMBER and now is SubjectClass.PROSPECT:
        return f"现在是{type_name(old)}，不能改登为{type_name(new)}；不再是党员的，应办“离开”"
    if old == "full_member" and new == "probationary_member":
        return "正式党员不能改登为预备党员；登错的，应更正那一段"
    if was is SubjectClass.PROSPECT and now is SubjectClass.MEMBER:
        if new == "full_member":
            return f"现在是{type_name(old)}；应先接收为预备党员"
        if old not in {_BEFORE_MEMBERSHIP, "prospect"}:
            return f"现在是{type_name(old)}；应先列为发展对象"
    return ""
