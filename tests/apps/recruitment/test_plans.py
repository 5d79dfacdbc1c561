"""Plans, quotas, and what to look at; which text a case begun earlier goes on under."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from tests.apps.ballots.making import the_book
from tests.apps.recruitment.conftest import BEGUN, BORN, Place, Placed, a_way
from tests.site import outside_acts
from zhidu.apps.activities.models import Activity
from zhidu.apps.adoption.actions import adopt
from zhidu.apps.recruitment import actions
from zhidu.apps.recruitment.models import Dossier
from zhidu.apps.recruitment.totals import totals
from zhidu.foundation.access.rules import SYSTEM
from zhidu.foundation.access.verbs import Refused
from zhidu.foundation.acts import Wrong
from zhidu.foundation.clock import on_day

YEAR = BEGUN.year
SAID = {
    "policy": "uphold_standard;ensure_quality;improve_structure;prudent_growth",
    "strata": "worker;farmer;intellectual;other_strata",
    "focus": "rural",
}
GOALS = {"young": 60, "educated": 30, "farmer": 40}


def a_plan(place: Place, node: Any = None, number: int = 2, **more: Any) -> Any:
    given = {"goals": GOALS, "said": SAID, "lead": place.branch.people[0], **more}
    return actions.report_plan(
        actor=SYSTEM, organization=(node or place.branch.node).pk, year=YEAR, number=number, **given
    )


@pytest.mark.covers("S5.10.6", "S5.9.2", "S5.9.5", "S5.10.8", "S5.10.13", "S5.10.14")
def test_a_plan_goes_up_once_a_year_with_what_the_clauses_want_in_it(placed: Placed) -> None:
    place = placed("branch-comprehensive")
    with pytest.raises(Wrong, match="还缺：") as refused:
        a_plan(place, said={**SAID, "policy": "uphold_standard"})
    assert [*refused.value.faults] == ["asked_policy"]
    with pytest.raises(Wrong, match="请从名单里选"):
        a_plan(place, lead=0)
    a_plan(place)
    row = Activity.objects.get(kind="recruitment_plan_reported")
    assert row.columns["structure"] == "age;education;occupation"
    assert row.columns["lead"] == f"person-{place.branch.people[0]}"
    with pytest.raises(Wrong, match="2026年的计划已经上报"):
        a_plan(place)


@pytest.mark.covers("S5.10.7")
def test_a_half_years_look_counts_also_where_nothing_changes(placed: Placed) -> None:
    place = placed("branch-comprehensive")
    plan = a_plan(place)
    told: dict[str, Any] = {"actor": SYSTEM, "plan": plan.pk, "on": BEGUN}
    plan = actions.adjust_plan(**told, version=1, number=2, words="研究了，不调整")
    actions.adjust_plan(**told, version=plan.version, number=1, words="有一名不成熟")
    assert [(one.before, one.number) for one in plan.adjustments.all()] == [(2, 2), (2, 1)]
    assert Activity.objects.filter(kind="recruitment_plan_adjusted").count() == 2


@pytest.mark.covers("S5.10.11")
def test_what_is_handed_out_below_never_comes_to_more_than_the_organisation_has(place: Place) -> None:
    town, branch = place.town, place.branch.node
    told: dict[str, Any] = {"actor": place.township, "year": YEAR, "on": BEGUN}
    with pytest.raises(Refused):
        actions.allot(**{**told, "actor": place.secretary}, organization=branch.pk, number=3)
    actions.allot(**told, organization=town.pk, number=3)
    with pytest.raises(Wrong, match="有 3 人，别的下级已经 0 人，这里至多 3 人；写的是 4 人"):
        actions.allot(**told, organization=branch.pk, number=4)
    actions.allot(**told, organization=branch.pk, number=2)
    with pytest.raises(Wrong, match="已经给下级下达 2 人，应不少于"):
        actions.allot(**told, organization=town.pk, number=1)
    with pytest.raises(Wrong, match="上级下达 2 人，应不超过"):
        a_plan(place, number=3)
    actions.allot(**told, organization=branch.pk, number=3)
    rows = Activity.objects.filter(kind="recruitment_allocation", node=branch, voided_at=None)
    assert [one.quantity for one in rows] == [3]


SWING = "比上一年增减超过几成算大起大落"


def admitted(place: Place, days: list[date], **about: Any) -> None:
    """Members admitted on these days, as far as the totals look at them."""
    for number, day in enumerate(days):
        way = a_way(place) if number == 0 else a_way(place, **about)
        with outside_acts():
            Dossier.objects.filter(pk=way.dossier.pk).update(
                admitted_on=day, stage="probationary_member", **{"born": BORN, **about}
            )


@pytest.mark.covers("S5.10.4", "S5.10.16")
def test_many_at_once_and_at_the_end_of_the_year_are_pointed_out_once_somebody_drew_the_line(
    place: Place,
) -> None:
    admitted(place, [date(YEAR, 12, 20), date(YEAR, 12, 20)], education="bachelor", stratum="farmer")
    before = totals(place.town, YEAR)
    assert before.flags == [one for one in before.flags if one.title not in {"集中接收", "年底集中"}]
    assert before.unset
    actions.set_norms(
        actor=place.township,
        organization=place.town.pk,
        batch=2,
        year_end_share=50,
        young=35,
        educated="college",
    )
    after = totals(place.town, YEAR)
    assert {"集中接收", "年底集中"} <= {one.title for one in after.flags}
    young = next(one for one in after.shares if one.title == "35 岁以下")
    assert (young.number, young.percent) == (2, 100)


@pytest.mark.covers("S5.10.12")
@pytest.mark.parametrize(("before", "now", "told"), [(1, 2, True), (2, 3, False), (2, 4, True)])
def test_a_swing_of_more_than_the_part_the_organisation_fixed_is_pointed_out(
    place: Place, before: int, now: int, *, told: bool
) -> None:
    """比上年多出超过一半的才提示，正好一半不提示。"""
    adopt(
        actor=SYSTEM,
        organization=place.town.pk,
        book=the_book("branch-comprehensive").pk,
        first=date(2014, 6, 1),
        answers={"recruit.no-swing": {"by": "1/2"}},
    )
    admitted(place, [date(YEAR - 1, 6, 1)] * before + [date(YEAR, 6, 1)] * now)
    found = totals(place.town, YEAR)
    assert SWING not in found.unset
    assert ("大起大落" in [one.title for one in found.flags]) is told


def test_where_nobody_fixed_it_the_number_is_asked_for(placed: Placed) -> None:
    assert SWING in totals(placed("branch-comprehensive").town, YEAR).unset


def test_more_than_the_quota_is_pointed_out(place: Place) -> None:
    actions.allot(actor=place.township, organization=place.branch.node.pk, year=YEAR, number=1, on=BEGUN)
    admitted(place, [date(YEAR, 6, 1), date(YEAR, 6, 20)])
    found = totals(place.town, YEAR)
    assert [one.title for one in found.flags if one.title == "超过指标"] == ["超过指标"]
    assert [(one.quota, one.admitted, one.over) for one in found.rows] == [(1, 2, 1)]


# ---------------------------------------------------------------- two texts


def test_a_case_begun_under_the_earlier_text_goes_over_only_when_the_superior_chose_the_new_one(
    place: Place,
) -> None:
    way = a_way(place, "recruitment-2014", on=date(2025, 3, 3))
    way.walk(until="candidate-filed")
    way.day = max(way.day, BEGUN)
    secretary, version = place.secretary, way.going.row.version
    with on_day(way.day):
        with pytest.raises(Wrong, match="上级还没有选定改走新的"):
            actions.move_over(actor=secretary, dossier=way.dossier.pk, version=version)
        with pytest.raises(Refused):
            actions.choose_text(
                actor=secretary,
                organization=place.branch.node.pk,
                procedure="recruitment-2026",
                reason="统一",
            )
        actions.choose_text(
            actor=place.township,
            organization=place.town.pk,
            procedure="recruitment-2026",
            reason="全镇统一按新的办",
        )
        actions.move_over(actor=secretary, dossier=way.dossier.pk, version=version)
    going = way.going
    assert going.procedure.id == "recruitment-2026"
    # what was done stays, what only the new text has before it is not asked for again
    assert going.standing.done("candidate")
    assert going.next is not None
    assert going.next.id == "sponsors"
    assert {one.words for one in going.moves if one.step == "notice"} == {
        "前一文本没有这一步，改走时已经办到后面"
    }
    assert way.walk() == "closed"
    assert way.fresh().stage == "full_member"
