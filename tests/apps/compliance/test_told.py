"""What a record changed is said at once to whoever wrote it down, as far as they may see it."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from tests.apps.builders import an_actor
from tests.apps.compliance.making import TODAY, a_running_branch, held, judged
from zhidu.apps.activities.actions import plan
from zhidu.apps.activities.entries import Entry
from zhidu.apps.activities.models import Activity
from zhidu.apps.compliance import queries, told
from zhidu.foundation.access.rules import SYSTEM, Actor
from zhidu.foundation.clock import on_day

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def today() -> Any:
    with on_day(TODAY):
        yield


@pytest.fixture
def branch() -> Any:
    made = a_running_branch("青石村党支部")
    judged(made)
    return made


def said(branch: Any, actor: Actor, day: date) -> list[str]:
    """What is said about a meeting of the committee that was held on *day*."""
    ask = told.watch(actor, branch.node.pk)
    return ask(Activity.objects.get(pk=held(branch, day)))


def test_what_was_missed_is_now_kept(branch: Any) -> None:
    assert "支委会 · 10月 → 达标" in said(branch, an_actor("secretary", branch.node), date(2026, 10, 20))


def test_a_second_meeting_in_the_month_changes_nothing_about_it(branch: Any) -> None:
    secretary = an_actor("secretary", branch.node)
    said(branch, secretary, date(2026, 10, 20))
    assert "支委会 · 10月 → 达标" not in said(branch, secretary, date(2026, 10, 27))


def test_nobody_is_told_what_they_may_not_see(branch: Any) -> None:
    assert said(branch, an_actor("member", branch.node), date(2026, 10, 20)) == []


def test_an_arrangement_is_no_record_and_is_not_said_to_keep_anything(branch: Any) -> None:
    ask = told.watch(an_actor("secretary", branch.node), branch.node.pk)
    entry = Entry(kind="committee_meeting", node=branch.node.pk, on=TODAY + timedelta(days=2), planned=True)
    assert not [line for line in ask(plan(actor=SYSTEM, entry=entry)) if "达标" in line]


def test_a_large_organisation_is_judged_in_its_turn_and_nothing_is_said_yet(
    branch: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(queries, "ON_THE_SPOT", 0)
    assert said(branch, an_actor("secretary", branch.node), date(2026, 10, 20)) == []
