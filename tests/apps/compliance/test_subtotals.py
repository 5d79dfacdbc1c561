"""What is kept of an organisation with everything below it is always the sum of the tallies there."""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from threading import Thread

import pytest
from django.db import connection
from hypothesis import given
from hypothesis import strategies as st

from tests.apps.builders import an_actor, an_organization
from tests.apps.compliance.making import TODAY, held
from tests.apps.dashboards.looked_over import Town, a_town
from zhidu.apps.compliance import follow, reader, standing
from zhidu.apps.compliance.models import Subtotal, Tally
from zhidu.apps.compliance.subtotals import Key, Months, added, counts_of, refresh
from zhidu.apps.compliance.tallies import VERDICTS
from zhidu.apps.orgs import queries as orgs
from zhidu.apps.orgs.actions import describe, move
from zhidu.apps.orgs.models import Node
from zhidu.foundation.access.rules import SYSTEM
from zhidu.foundation.clock import on_day

pytestmark = pytest.mark.django_db


def wrong() -> list[str]:
    """Where what is kept is not the sum of the tallies at and below an organisation, counted the slow way."""
    nodes = {one.pk: one for one in Node.objects.filter(kind="organization")}
    sectors = orgs.sectors(list(nodes.values()))
    parts: dict[int, list[tuple[Key, Months]]] = defaultdict(list)
    for row in Tally.objects.all():
        node = nodes[row.organization_id]
        key = (row.year, row.theme, sectors[node.pk], row.generally)
        for pk in (*node.ancestor_ids, node.pk):
            parts[pk].append((key, row.months))
    meant = {(pk, *key): months for pk, found in parts.items() for key, months in added(found).items()}
    kept = {
        (row.organization_id, row.year, row.theme, row.sector, row.generally): row
        for row in Subtotal.objects.all()
    }
    return [
        f"{key}: {row.counts if row else None}"
        for key, row in ((one, kept.get(one)) for one in meant.keys() | kept.keys())
        if row is None or row.months != meant.get(key) or row.counts != counts_of(row.months)
    ]


def test_the_sums_are_right_after_judging_and_after_one_record_more() -> None:
    with on_day(TODAY):
        town = a_town(branches=2)
        assert Subtotal.objects.filter(organization=town.county.pk).exists()
        assert not wrong()
        held(town.branches[0], date(2026, 10, 15))
        follow.follow()
        assert not wrong()


def test_whoever_is_moved_counts_where_it_stands_now() -> None:
    with on_day(TODAY):
        town = a_town(branches=2)
        other = an_organization("河东镇党委", type="township_committee", under=town.county)
        follow.follow()
        branch = town.branches[1].node
        move(actor=SYSTEM, node=branch.pk, to=other.pk, on=TODAY)
        follow.follow()
        assert not wrong()
        assert Subtotal.objects.filter(organization=other.pk, breached__gt=0).exists()


def test_a_field_that_is_written_down_moves_the_numbers_to_that_field() -> None:
    with on_day(TODAY):
        town = a_town(branches=1)
        branch = town.branches[0].node
        follow.follow()
        describe(actor=SYSTEM, node=branch.pk, on=TODAY, attributes={"sector": "school"})
        follow.follow()
        assert not wrong()
        assert Subtotal.objects.filter(organization=town.county.pk, sector="school").exists()


def test_sums_that_were_never_made_are_made_by_the_program_itself() -> None:
    with on_day(TODAY):
        a_town(branches=2)
        Subtotal.objects.all().delete()
        reader.keep_up()
        assert not wrong()


def test_the_tree_marks_the_worst_below_as_far_as_somebody_looks_over_it() -> None:
    with on_day(TODAY):
        town = a_town(branches=2)
        own = town.branches[0].node
        county, branch = town.county.path, own.path
        whole = standing.marks(an_actor("superior", town.county), county, len(county))
        assert whole[county][0] == "breached"
        alone = standing.marks(an_actor("secretary", own), county, len(county) + 8)
        assert set(alone) == {town.node.path}
        assert 0 < alone[town.node.path][1] < whole[county][1]
        assert standing.marks(an_actor("secretary", own), branch, len(branch)).keys() == {branch}
        assert standing.marks(an_actor("member", own), county, len(county)) == {}


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_two_that_change_at_once_are_both_counted() -> None:
    if connection.vendor != "postgresql":
        return  # the other database lets one write at a time
    with on_day(TODAY):
        town: Town = a_town(branches=2)
    Subtotal.objects.all().delete()

    def count(pk: int) -> None:
        try:
            refresh([pk])
        finally:
            connection.close()

    for _ in range(5):
        threads = [Thread(target=count, args=[one.node.pk]) for one in town.branches]
        for one in threads:
            one.start()
        for one in threads:
            one.join()
    assert not wrong()


months = st.lists(
    st.lists(st.integers(0, 9), min_size=len(VERDICTS), max_size=len(VERDICTS)), min_size=12, max_size=12
)


@given(st.lists(st.tuples(st.sampled_from([(2026, "a", "", True), (2026, "a", "", False)]), months)))
def test_adding_up_loses_nothing_and_changes_no_part(parts: list[tuple[Key, Months]]) -> None:
    before = str(parts)
    found = added(parts)
    whole = sum(sum(map(sum, one)) for _, one in parts)
    assert sum(sum(counts_of(one).values()) for one in found.values()) == whole
    assert str(parts) == before
