"""Nobody can reach a member: it is written down, looked for, proposed after its time, and never done by itself."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from tests.apps.builders import a_client
from tests.apps.judging import findings
from tests.apps.transfers.conftest import TODAY, Valley
from zhidu.apps.members import queries as members
from zhidu.apps.transfers.actions import note_found, note_lost, note_tries, restore, suspend
from zhidu.apps.transfers.models import Lost
from zhidu.apps.transfers.overview import lines
from zhidu.foundation.access.verbs import Refused
from zhidu.foundation.acts import Wrong

pytestmark = pytest.mark.django_db
LONG_AGO = date(2026, 4, 1)


def lost(valley: Valley, since: date = LONG_AGO) -> Lost:
    return note_lost(
        actor=valley.secretary, person=valley.person, since=since, tries="打电话停机，问过邻居。"
    )


def verdicts(valley: Valley, clause: str) -> list[str]:
    return [str(one.verdict) for one in findings(valley.branch.node, TODAY, f"national:{clause}")]


def test_after_half_a_year_the_clause_proposes_and_nothing_happens_by_itself(valley: Valley) -> None:
    one = lost(valley)
    assert verdicts(valley, "lost.suspend") == ["breached"]
    assert members.person(valley.person).until is None
    page = a_client(valley.secretary).get(f"/transfers/lost/{one.pk}/").content.decode()
    assert "请支部继续查找、集体研究" in page


def test_suspended_before_its_time_is_refused_with_the_rule(valley: Valley) -> None:
    one = lost(valley, TODAY - timedelta(days=60))
    with pytest.raises(Wrong, match="还没有满 6 个月"):
        suspend(actor=valley.secretary, lost=one.pk, version=one.version, on=TODAY, approved_by="镇党委")


def test_suspended_nobody_counts_the_member_and_restored_he_is_on_the_register_again(valley: Valley) -> None:
    one = lost(valley)
    day = TODAY - timedelta(days=10)
    one = suspend(
        actor=valley.secretary, lost=one.pk, version=one.version, on=day, approved_by="云溪镇党委〔2026〕9号"
    )
    assert valley.person not in {row.person_id for row in members.on_day(valley.branch.node.pk, TODAY)}
    assert members.memberships(valley.person)[-1].ended == "suspended"
    restore(actor=valley.secretary, lost=one.pk, version=one.version, on=TODAY)
    assert valley.person in {row.person_id for row in members.on_day(valley.branch.node.pk, TODAY)}


def test_in_touch_again_before_that_ends_it(valley: Valley) -> None:
    one = lost(valley)
    one = note_tries(actor=valley.secretary, lost=one.pk, version=one.version, tries="托亲戚带话。")
    assert one.tries.splitlines() == ["打电话停机，问过邻居。", "11月18日：托亲戚带话。"]
    note_found(actor=valley.secretary, lost=one.pk, version=one.version, on=TODAY)
    one.refresh_from_db()
    with pytest.raises(Wrong, match="又联系上了"):
        suspend(actor=valley.secretary, lost=one.pk, version=one.version, on=TODAY, approved_by="镇党委")


def test_members_keep_no_such_list(valley: Valley) -> None:
    with pytest.raises(Refused):
        note_lost(actor=valley.member, person=valley.person, since=LONG_AGO, tries="找过")
    assert a_client(valley.member).get("/transfers/lost/").status_code == 403


def test_the_township_sees_each_branch_below_with_its_numbers(valley: Valley) -> None:
    lost(valley)
    (line,) = lines(valley.town, TODAY)
    assert line.node == valley.branch.node
    assert line.counts == {"lost": 1, "proposed": 1}
    page = a_client(valley.officer).get("/transfers/overview/").content.decode()
    assert "东岭村党支部" in page
    assert "青石村党支部" not in page
    assert a_client(valley.secretary).get("/transfers/overview/").status_code == 403
