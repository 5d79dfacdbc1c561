"""Whatever is done in whatever order: a member belongs to one organisation, and leaves only by a receipt."""

from __future__ import annotations

from contextlib import suppress
from datetime import date, timedelta
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from tests.apps import builders as b
from zhidu.apps.members import queries as members
from zhidu.apps.members.actions import transfer as direct
from zhidu.apps.transfers import actions
from zhidu.apps.transfers.models import Transfer
from zhidu.apps.transfers.states import OPEN, State
from zhidu.foundation.access.rules import SYSTEM, Actor
from zhidu.foundation.acts import Wrong
from zhidu.foundation.clock import on_day

START = date(2026, 1, 1)
ACTS = (
    "ask",
    "send",
    "letter",
    "receive",
    "receipt",
    "refuse",
    "withdraw",
    "void",
    "arrive",
    "direct",
    "wait",
)
STEPS = st.lists(
    st.tuples(st.sampled_from(ACTS), st.integers(0, 2), st.integers(0, 2)), min_size=6, max_size=24
)


class World:
    """Three branches, three people."""

    def __init__(self) -> None:
        town = b.an_organization("镇党委", type="township_committee", on=None)
        self.branches = [b.an_organization(under=town, on=START) for _ in range(3)]
        self.people = [b.a_member(branch, on=START).pk for branch in self.branches]
        self.letters = 0

    def do(self, act: str, first: int, second: int, on: date) -> None:
        person, branch = self.people[first], self.branches[second]
        one = Transfer.objects.filter(person=person, state__in=OPEN).first()
        sending: dict[str, Any] = {"actor": SYSTEM, "person": person, "on": on, "reason": "搬家"}
        if one is not None and one.asked:
            sending |= {"transfer": one.pk, "version": one.version}
        row: dict[str, Any] = {
            "actor": SYSTEM,
            "transfer": one.pk if one else 0,
            "version": one.version if one else 0,
        }
        with suppress(Wrong):
            match act:
                case "ask":
                    actions.ask_transfer(actor=Actor(person=person), where="别处", reason="搬家")
                case "send":
                    actions.send_transfer(**sending, to=branch.pk, until=on + timedelta(days=9))
                case "letter":
                    actions.send_transfer(**sending, to_words="外省党委", until=on + timedelta(days=9))
                case "receive":
                    actions.receive_transfer(**row, on=on)
                case "receipt":
                    actions.record_receipt(**row, on=on, received_by="外省党委")
                case "refuse" | "withdraw" | "void":
                    how = {"refuse": State.REFUSED, "withdraw": State.WITHDRAWN, "void": State.VOIDED}[act]
                    actions.end_transfer(**row, how=how, reason="不转了")
                case "arrive":
                    self.letters += 1
                    actions.admit_by_letter(
                        actor=SYSTEM,
                        organization=branch.pk,
                        came_from="外省党委",
                        letter=f"第{self.letters}号",
                        written_on=on,
                        until=on,
                        on=on,
                        type="full_member",
                        person=person,
                    )
                case "direct":
                    direct(actor=SYSTEM, person=person, to=branch.pk, on=on)


class Transfers(TestCase):
    """A database of its own for each example."""

    @settings(max_examples=15, deadline=None)
    @given(steps=STEPS)
    def test_nobody_is_in_two_organisations_nor_lost_on_the_way(
        self, steps: list[tuple[str, int, int]]
    ) -> None:
        with on_day(START):
            world = World()
        day = START
        for act, first, second in steps:
            day += timedelta(days=5 if act == "wait" else 1)
            with on_day(day):
                before = {one: members.person(one).until for one in world.people}
                world.do(act, first, second, day)
                for person in world.people:
                    now = members.person(person)
                    stays = members.memberships(person)
                    covering = [
                        one for one in stays if one.first <= day and (one.last is None or one.last >= day)
                    ]
                    assert len(covering) <= 1, "同一天在两个组织"
                    assert Transfer.objects.filter(person=person, state__in=OPEN).count() <= 1
                    if now.until is None:
                        assert [one.organization_id for one in covering] == [now.organization_id]
                    elif before[person] is None:
                        done = Transfer.objects.filter(person=person, state=State.RECEIVED, receiver=None)
                        assert act == "receipt", "没有回执就不见了"
                        assert done.filter(received_on=day).exists(), "没有回执就不见了"
