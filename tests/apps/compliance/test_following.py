"""Stored findings keep up with what is written, and with the days that pass."""

from __future__ import annotations

from datetime import date

import pytest

from tests.apps.builders import a_branch, an_organization
from tests.apps.compliance.making import TODAY, a_running_branch, adopts, finding, held, judged
from zhidu.apps.activities.actions import void
from zhidu.apps.activities.models import Activity
from zhidu.apps.compliance import follow
from zhidu.apps.compliance.models import Evaluation, StoredFinding
from zhidu.apps.compliance.queries import fresh, freshness
from zhidu.foundation.access.rules import SYSTEM
from zhidu.foundation.clock import on_day

pytestmark = pytest.mark.django_db


@pytest.mark.covers("S5.1.11")
@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)  # on PostgreSQL the feed shows only what has been committed
def test_a_meeting_that_is_entered_turns_the_finding_of_its_month() -> None:
    with on_day(TODAY):
        branch = a_running_branch()
        follow.follow()
        assert finding(branch, "2026-10").verdict == "breached"
        held(branch, date(2026, 10, 20))
        follow.follow()
        assert finding(branch, "2026-10").verdict == "met"


def test_a_record_that_is_voided_counts_no_more() -> None:
    with on_day(TODAY):
        branch = a_running_branch()
        meeting = Activity.objects.get(pk=held(branch, date(2026, 10, 20)))
        judged(branch)
        void(
            actor=SYSTEM,
            activity=meeting.pk,
            version=meeting.version,
            reason="录错了支部",
            name=meeting.title or meeting.kind_name,
        )
        follow.follow()
        assert finding(branch, "2026-10").verdict == "breached"


def test_an_organisation_that_has_nothing_to_do_with_it_is_left_alone() -> None:
    with on_day(TODAY):
        here, elsewhere = a_running_branch(), a_running_branch()
        follow.rebuild()
        before = Evaluation.objects.get(pk=elsewhere.node.pk).at
        held(here, date(2026, 10, 20))
        assert follow.follow().organizations >= 1
        follow.follow()
        assert follow.touched([here.node.pk]) == [here.node.pk]
        assert Evaluation.objects.get(pk=elsewhere.node.pk).at >= before


def test_superiors_and_those_below_are_looked_at_again_neighbours_are_not() -> None:
    root = an_organization("某县委", type="county_committee", on=None)
    town, other = (an_organization(type="township_committee", under=root) for _ in range(2))
    branch, neighbour = a_branch(under=town), a_branch(under=other)
    assert set(follow.touched([branch.node.pk])) == {root.pk, town.pk, branch.node.pk}
    assert neighbour.node.pk not in follow.touched([town.pk])


def test_what_is_adopted_above_reaches_the_branch_below() -> None:
    with on_day(TODAY):
        town = an_organization(type="township_committee")
        branch = a_branch(under=town, has_committee="true")
        follow.follow()
        assert not StoredFinding.objects.filter(organization=branch.node).exists()
        adopts(town)
        follow.follow()
        assert finding(branch, "2026-10").verdict == "breached"


@pytest.mark.covers("S5.1.11")
def test_a_day_that_passes_makes_a_duty_overdue_without_anybody_writing() -> None:
    with on_day(date(2026, 10, 31)):
        branch = a_running_branch()
        follow.rebuild()
        assert finding(branch, "2026-10").verdict == "at_risk"
    with on_day(date(2026, 11, 1)):
        follow.tick()
        assert finding(branch, "2026-10").verdict == "breached"
        assert follow.tick().organizations == 0


def test_a_rebuild_over_untouched_records_changes_nothing() -> None:
    with on_day(TODAY):
        branch = a_running_branch(members=8, groups=2)
        held(branch, date(2026, 10, 20))
        follow.follow()
        again = follow.rebuild()
        assert (again.added, again.changed, again.gone) == (0, 0, 0)


def test_an_interrupted_reading_begins_again_where_it_stood(monkeypatch: pytest.MonkeyPatch) -> None:
    with on_day(TODAY):
        branch = a_running_branch()
        held(branch, date(2026, 10, 20))

        def cut_off(*_: object) -> None:
            raise KeyboardInterrupt

        with monkeypatch.context() as patched:
            patched.setattr(follow, "advance", cut_off)
            with pytest.raises(KeyboardInterrupt):
                follow.follow()
        assert follow.follow().entries > 0
        assert finding(branch, "2026-10").verdict == "met"
        assert follow.follow().entries == 0


def test_a_page_is_never_older_than_the_records() -> None:
    with on_day(TODAY):
        branch = a_running_branch()
        judged(branch)
        assert not freshness(branch.node.pk).stale
        held(branch, date(2026, 10, 20))
        assert freshness(branch.node.pk).stale
        assert not fresh(branch.node.pk).stale
        assert finding(branch, "2026-10").verdict == "met"
    with on_day(date(2026, 11, 27)):
        assert freshness(branch.node.pk).stale


def test_only_findings_that_changed_are_written_again() -> None:
    with on_day(TODAY):
        branch = a_running_branch(members=6)
        judged(branch)
        kept = dict(StoredFinding.objects.filter(organization=branch.node).values_list("pk", "verdict"))
        held(branch, date(2026, 10, 20))
        done = follow.follow()
        assert 0 < done.added + done.changed < len(kept)
        assert set(kept) & set(StoredFinding.objects.values_list("pk", flat=True))
