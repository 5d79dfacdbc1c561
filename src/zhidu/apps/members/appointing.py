"""Appointments: what is checked, for one or for a whole list at once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from types import MappingProxyType

from zhidu.apps.members.access import APPOINT, APPOINT_LEADER
from zhidu.apps.members.changing import hold
from zhidu.apps.members.entries import Homes, a_day
from zhidu.apps.members.models import POSTS, Membership, Post, type_name
from zhidu.apps.orgs.attributes import check
from zhidu.domain.rules.vocabulary import SubjectClass
from zhidu.foundation.access.roles import GROUP_LEADER, LEADERS
from zhidu.foundation.access.verbs import Verb
from zhidu.rulebooks.codecs import near

_NONE: Mapping[str, str] = MappingProxyType({})
ONE_HOLDER = frozenset({"secretary", GROUP_LEADER})
"""Posts that only one person holds at a time in one place."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Appointment:
    """A person holds a post in an organisation from a day on; a group leader leads a group of it."""

    person: int
    organization: int
    post: str
    first: date | None
    last: date | None = None
    group: int | None = None
    attributes: Mapping[str, str | None] = field(default_factory=lambda: _NONE)


def verb_for(post: str) -> Verb:
    """Who may give and take a post: that of secretary and deputy is given from above."""
    return APPOINT_LEADER if post in LEADERS else APPOINT


class Register:
    """What appointments are checked against: places, where people belong, and posts already held."""

    def __init__(self, rows: Sequence[Appointment], *, besides: int | None = None) -> None:
        people = {one.person for one in rows}
        hold(people)
        organizations = {one.organization for one in rows}
        self.homes = Homes(organizations | {one.group for one in rows})
        self._stays: dict[int, list[Membership]] = defaultdict(list)
        for stay in Membership.objects.filter(person__in=people).select_related("organization", "person"):
            self._stays[stay.person_id].append(stay)
        self._held: dict[int, list[Post]] = defaultdict(list)
        held = Post.objects.filter(organization__in=organizations).exclude(pk=besides)
        for post in held.select_related("person"):
            self._held[post.organization_id].append(post)

    def faults(self, one: Appointment) -> tuple[Appointment, dict[str, str]]:
        """(the appointment with its attributes as they are kept, field → what is wrong)."""
        wrong = self.homes.faults(one.organization, one.group, one.first, one.last)
        if "organization" in wrong:
            return one, wrong
        if one.post not in POSTS:
            wrong["post"] = f"没有“{one.post}”这种职务{near(one.post, POSTS)}；请从列表中选择"
            return one, wrong
        if (one.post == GROUP_LEADER) != (one.group is not None):
            wrong["group"] = "党小组长应写明哪个党小组" if one.group is None else "只有党小组长才写党小组"
        wrong.update(_days(one))
        kept, faults = check(SubjectClass.POST_HOLDER, one.attributes)
        wrong.update(faults)
        if not wrong:
            wrong = self.standing(one) or self._taken(one)
        return replace(one, attributes=kept), wrong

    def add(self, post: Post) -> None:
        """A post given within the same list counts for those after it."""
        self._held[post.organization_id].append(post)

    def standing(self, one: Appointment) -> dict[str, str]:
        """What is wrong with the person: must be a full member there, or below, as long as the post is held."""
        stays = self._stays.get(one.person, [])
        if not stays:
            return {"person": "没有这个人；请从名册中选择"}
        begins, ends = one.first or date.min, one.last or date.max
        name = stays[0].person.name
        day = begins
        for stay in sorted(stays, key=lambda at: at.first or date.min):
            first, last = stay.first or date.min, stay.last or date.max
            if last < day or first > day:
                continue
            if fault := self._standing(one, stay, name, day):
                return {"person": fault}
            if last >= ends:
                return {}
            day = last + timedelta(days=1)
        place, since = self.homes.name(one.organization), "最早" if day == date.min else day
        if day == begins:
            return {"person": f"{name}{since}那天不在{place}；应从本组织的党员中选择"}
        return {"person": f"{name}{since}起不在{place}；任职应写到前一天为止"}

    def _standing(self, one: Appointment, stay: Membership, name: str, day: date) -> str:
        """What is wrong with one stretch of the person, looked at from *day* on."""
        place, since = self.homes.name(one.organization), "最早" if day == date.min else day
        if not stay.organization.path.startswith(self.homes.path(one.organization)):
            return f"{name}{since}那天不在{place}；应从本组织的党员中选择"
        if stay.subject_class is not SubjectClass.MEMBER or stay.type == "probationary_member":
            return f"{name}当时是{type_name(stay.type)}；任{POSTS[one.post]}的应是正式党员"
        if one.group is not None and stay.group_id != one.group:
            return f"{name}{since}那天不在{self.homes.name(one.group)}；组长应是本组的党员"
        return ""

    def _taken(self, one: Appointment) -> dict[str, str]:
        for held in self._held.get(one.organization, []):
            if held.post != one.post or held.group_id != one.group or not _meet(held, one):
                continue
            since = f"{held.first or '最早'} 起"
            if held.person_id == one.person:
                return {"post": f"{held.person.name}{since}已任{held.post_name}；不用再任"}
            if one.post in ONE_HOLDER:
                return {
                    "post": f"{held.post_name}{since}由{held.person.name}担任；应先免去，或写免去以后的日期"
                }
        return {}


def as_appointment(post: Post) -> Appointment:
    """A post that was given, as it would be given."""
    return Appointment(
        person=post.person_id,
        organization=post.organization_id,
        post=post.post,
        first=post.first,
        last=post.last,
        group=post.group_id,
        attributes=post.attributes,
    )


def _days(one: Appointment) -> dict[str, str]:
    wrong = {}
    if one.first is not None and (fault := a_day(one.first)):
        wrong["first"] = fault
    if one.last is not None and (fault := a_day(one.last, what="最后一天")):
        wrong["last"] = fault
    if one.first is not None and one.last is not None and one.first > one.last:
        wrong["last"] = f"从 {one.first} 起、到 {one.last} 止，起止颠倒"
    return wrong


def _meet(held: Post, one: Appointment) -> bool:
    return (held.first or date.min) <= (one.last or date.max) and (one.first or date.min) <= (
        held.last or date.max
    )
