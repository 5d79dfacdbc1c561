"""Whatever is done to the tree, it stays a tree, and its history stays without gaps."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from tests.apps import builders as b
from tests.site import outside_acts
from zhidu.apps.orgs import queries as orgs
from zhidu.apps.orgs.actions import describe, dissolve, found, merge, move, rename
from zhidu.foundation.access.actions import give
from zhidu.foundation.access.models import Grant
from zhidu.foundation.access.rules import SYSTEM
from zhidu.foundation.acts import Wrong
from zhidu.foundation.clock import on_day
from zhidu.rulebooks.rows import Faults, Row
from zhidu.rulebooks.subject_table import subjects_from

START = date(2026, 1, 1)
KINDS = ("township_committee", "branch", "group", "branch_committee")
STEPS = st.lists(
    st.tuples(
        st.sampled_from(("found", "move", "merge", "dissolve", "rename", "describe")),
        st.integers(0, 30),
        st.integers(0, 30),
        st.integers(0, 3),
    ),
    min_size=8,
    max_size=20,
)


def every_node() -> list[Any]:
    return list(orgs.visible_nodes(SYSTEM).order_by("pk"))


def do(step: tuple[str, int, int, int], number: int, day: date) -> None:
    """One act on nodes picked by number; what the act refuses is no step."""
    what, first, second, third = step
    nodes = every_node()
    one, two = nodes[first % len(nodes)], nodes[second % len(nodes)]
    acts = {
        "found": lambda: found(
            actor=SYSTEM, parent=one.pk, type=KINDS[third], name=f"名{number % 7}", on=day
        ),
        "move": lambda: move(actor=SYSTEM, node=one.pk, to=two.pk, on=day),
        "merge": lambda: merge(actor=SYSTEM, source=one.pk, into=two.pk, on=day),
        "dissolve": lambda: dissolve(actor=SYSTEM, node=one.pk, last=day),
        "rename": lambda: rename(actor=SYSTEM, node=one.pk, name=f"新{second % 5}", on=day),
        "describe": lambda: describe(
            actor=SYSTEM, node=one.pk, on=day, attributes={"recording_from": f"2026-01-{third + 1:02}"}
        ),
    }
    try:
        acts[what]()
    except Wrong:
        return


def check_tree() -> None:
    nodes = {one.pk: one for one in every_node()}
    for one in nodes.values():
        above = nodes[one.parent_id].path if one.parent_id else ""
        assert one.path == above + str(one.pk).zfill(8)
        spells = orgs.spells(one)
        assert (spells[0].first, spells[-1].last) == (one.since, one.until)
        assert all(a.last + timedelta(days=1) == z.first for a, z in pairwise(spells))
        assert (spells[-1].name, spells[-1].type, spells[-1].parent_id) == (
            one.name,
            one.type,
            one.parent_id,
        )
        if one.until is not None:
            assert all(
                child.until is not None and child.until <= one.until
                for child in nodes.values()
                if child.parent_id == one.pk
            )
    living = [(one.parent_id, one.name) for one in nodes.values() if one.until is None]
    assert len(living) == len(set(living))


class TreeStaysATree(TestCase):
    @given(steps=STEPS)
    @settings(max_examples=40, deadline=None)
    def test_random_sequences_of_acts(self, steps: list[tuple[str, int, int, int]]) -> None:
        with on_day(START + timedelta(days=60)), outside_acts():
            root = b.an_organization("县委", type="county_committee", on=None)
            b.an_organization("甲乡", type="township_committee", under=root, on=START)
            user = b.an_account()
            for number, step in enumerate(steps):
                do(step, number, START + timedelta(days=number + step[3]))
            check_tree()
            for one in every_node():
                give(user=user.pk, role="secretary", path=one.path)
            _as_a_file_reads_them()

    @given(picks=st.lists(st.tuples(st.integers(0, 20), st.integers(0, 20)), max_size=8))
    @settings(max_examples=12, deadline=None)
    def test_grants_follow_the_places_they_are_for(self, picks: list[tuple[int, int]]) -> None:
        with on_day(START + timedelta(days=60)), outside_acts():
            b.a_county(members=0, groups=1)
            user = b.an_account()
            grants = {give(user=user.pk, role="secretary", path=one.path).pk: one.pk for one in every_node()}
            for number, (first, second) in enumerate(picks):
                do(("move", first, second, 0), number, START + timedelta(days=number))
            nodes = {one.pk: one.path for one in every_node()}
            for grant in Grant.objects.all():
                assert grant.path == nodes[grants[grant.pk]]


def _as_a_file_reads_them() -> None:
    """The subjects are those that the table of subjects gives, so nothing in them is refused there either."""
    rows: list[Row] = []
    for subject in orgs.subjects():
        for spell in subject.spells:
            cells = {
                "subject": subject.id,
                "type": spell.type,
                "belongs_to": spell.belongs_to,
                "valid_from": "" if spell.first == date.min else spell.first.isoformat(),
                "valid_to": "" if spell.last == date.max else spell.last.isoformat(),
                **spell.attributes,
            }
            rows.append(Row("对象表", len(rows) + 2, {name: text for name, text in cells.items() if text}))
    read = subjects_from(rows, Faults())
    assert {one.id: one.spells for one in read} == {one.id: one.spells for one in orgs.subjects()}


@pytest.mark.django_db
def test_a_deep_tree_is_refused_where_the_rules_would_not_climb_it() -> None:
    node = b.an_organization("一", type="committee")
    for _ in range(29):
        node = b.an_organization(type="committee", under=node)
    with pytest.raises(Wrong, match="隶属关系超过 30 层"):
        b.an_organization(type="committee", under=node)
