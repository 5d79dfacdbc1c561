"""Whatever is done to the register: nobody is in two organisations on one day, and roles follow the register."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from itertools import pairwise
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from tests.apps import builders as b
from tests.site import outside_acts
from zhidu.apps.members import queries as members
from zhidu.apps.members.actions import (
    appoint,
    change_standing,
    leave,
    merge_branches,
    readmit,
    relieve,
    transfer,
)
from zhidu.domain.rules.subjects import Spell
from zhidu.foundation.access.queries import actor_of
from zhidu.foundation.access.rules import SYSTEM
from zhidu.foundation.acts import Wrong
from zhidu.foundation.clock import on_day
from zhidu.foundation.identity.actions.link_person import link_person

START = date(2026, 1, 1)
TODAY = START + timedelta(days=120)
TYPES = ("applicant", "activist", "candidate", "probationary_member", "full_member")
POSTS = ("secretary", "deputy", "publicity", "group_leader", "leader")
STEPS = st.lists(
    st.tuples(
        st.sampled_from(
            (
                "transfer",
                "change",
                "group",
                "leave",
                "readmit",
                "appoint",
                "appoint",
                "relieve",
                "above",
                "merge",
            )
        ),
        st.integers(0, 5),
        st.integers(0, 5),
        st.integers(0, 4),
    ),
    min_size=8,
    max_size=20,
)


class World:
    """Two branches with groups, and a few people of every standing."""

    def __init__(self) -> None:
        self.root = b.an_organization("县委", type="county_committee", on=None)
        self.branches = [b.an_organization(under=self.root, on=START) for _ in range(3)]
        self.groups = [b.a_group(branch, on=START) for branch in self.branches for _ in range(2)]
        self.people = [b.a_member(self.branches[0], type=kind, on=START).pk for kind in TYPES]
        self.people.append(b.a_member(self.branches[1], on=START).pk)
        self.users: dict[int, Any] = {}
        for person in self.people[2:]:
            self.users[person] = b.an_account()
            link_person(actor=SYSTEM, user=self.users[person].pk, person=person)

    def do(self, step: tuple[str, int, int, int], on: date) -> None:
        what, first, second, third = step
        person = self.people[first % len(self.people)]
        branch = self.branches[second % len(self.branches)]
        group = self.groups[second % len(self.groups)]
        now = members.person(person)
        post = POSTS[third % len(POSTS)]
        held = members.posts_of(person)
        acts: dict[str, Callable[[], Any]] = {
            "transfer": lambda: transfer(actor=SYSTEM, person=person, to=branch.pk, on=on),
            "change": lambda: change_standing(actor=SYSTEM, person=person, on=on, type=TYPES[third]),
            "group": lambda: change_standing(actor=SYSTEM, person=person, on=on, group=group.pk),
            "leave": lambda: leave(actor=SYSTEM, person=person, last=on, why="other"),
            "readmit": lambda: readmit(
                actor=SYSTEM, person=person, organization=branch.pk, type="full_member", on=on
            ),
            "appoint": lambda: appoint(
                actor=SYSTEM,
                person=person,
                organization=now.organization_id,
                post=post,
                on=on,
                group=now.group_id if post == "group_leader" else None,
            ),
            "relieve": lambda: (
                relieve(actor=SYSTEM, post=held[second % len(held)].pk, last=on) if held else None
            ),
            "above": lambda: appoint(
                actor=SYSTEM, person=person, organization=self.root.pk, post="leader", on=on
            ),
            "merge": lambda: merge_branches(
                actor=SYSTEM,
                source=self.branches[first % 3].pk,
                into=branch.pk,
                on=on,
            ),
        }
        try:
            acts[what]()
        except Wrong:
            return


def covering(spells: list[Any], day: date) -> list[Any]:
    return [one for one in spells if (one.first or date.min) <= day and (one.last is None or one.last >= day)]


class RegisterStaysWhole(TestCase):
    @given(steps=STEPS)
    @settings(max_examples=40, deadline=None)
    def test_random_sequences_of_acts(self, steps: list[tuple[str, int, int, int]]) -> None:
        with on_day(TODAY), outside_acts():
            world = World()
            for number, step in enumerate(steps):
                world.do(step, START + timedelta(days=4 * number + step[2]))
            for person in world.people:
                self.check_stretches(person)
                self.check_posts(person)
                self.check_roles(world, person)
            self.check_subjects(world)

    def check_stretches(self, person: int) -> None:
        rows = members.memberships(person)
        assert all(a.last is not None and a.last < z.first for a, z in pairwise(rows))
        # only somebody who left has a gap: never in two, never in none
        assert all(a.last + timedelta(days=1) == z.first or a.ended for a, z in pairwise(rows))
        now = members.person(person)
        assert (now.organization_id, now.group_id, now.type, now.until) == (
            rows[-1].organization_id,
            rows[-1].group_id,
            rows[-1].type,
            rows[-1].last,
        )
        last = rows[-1]
        if last.last is None and last.group is not None:
            assert last.group.parent_id == last.organization_id

    def check_posts(self, person: int) -> None:
        rows = members.memberships(person)
        for post in members.posts_of(person):
            days = {post.first, post.last or TODAY}
            for day in days:
                (at,) = covering(rows, day)
                assert at.type == "full_member"
                if post.group_id is not None:
                    assert at.group_id == post.group_id

    def check_roles(self, world: World, person: int) -> None:
        if person not in world.users:
            return
        for day in (TODAY - timedelta(days=1), TODAY):
            expected = {
                ("member", one.organization.path)
                for one in covering(members.memberships(person), day)
                if one.code.startswith("person")
            }
            expected |= {
                (
                    "committee_member" if one.post == "leader" else one.post,
                    one.group.path if one.group else one.organization.path,
                )
                for one in covering(members.posts_of(person), day)
            }
            held = actor_of(world.users[person], day).held
            assert {(one.role, one.path) for one in held} == expected

    def check_subjects(self, world: World) -> None:
        for subject in members.subjects():
            spells: tuple[Spell, ...] = subject.spells
            assert all(a.last < z.first for a, z in pairwise(spells))
            if not subject.id.startswith("person-"):
                continue
            for spell in spells:
                person = int(subject.id.partition("-")[2])
                for day in (spell.first, min(spell.last, TODAY)):
                    (at,) = covering(members.memberships(person), day)
                    assert spell.belongs_to == f"org-{at.organization_id}"
                    held = {
                        one.post
                        for one in covering(members.posts_of(person), day)
                        if one.organization_id == at.organization_id
                    }
                    assert spell.attributes.get("post") in (held or {None})
