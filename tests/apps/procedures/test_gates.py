"""Votes, approvals level by level, and who may read a private case."""

from __future__ import annotations

from typing import Any

import pytest

from tests.apps.builders import an_actor
from tests.apps.procedures.conftest import TODAY, Place, now
from tests.apps.procedures.test_steps import step
from zhidu.apps.procedures.access import SEE
from zhidu.apps.procedures.actions import answer, ask, decide
from zhidu.apps.procedures.models import Case, Request
from zhidu.foundation.access.rules import Actor
from zhidu.foundation.access.verbs import Refused
from zhidu.foundation.acts import Wrong


def removal(place: Place) -> Case:
    """A removal that was carried by the members' meeting and has reached the superiors."""
    case = place.opened("removal", person=place.branch.people[6])
    step(place, case, "verify")
    ask(actor=place.secretary, case=case.pk, step="resolve", on=TODAY, source="ballot-1")
    answer(actor=place.secretary, case=case.pk, step="resolve", outcome="passed", on=TODAY, source="ballot-1")
    return case


def test_a_vote_lets_the_step_through_but_the_papers_are_still_missing(place: Place) -> None:
    case = removal(place)
    going = now(case)
    assert going.row.step == "resolve"
    assert going.standing.of("resolve").passed == TODAY
    step(place, case, "resolve")
    assert now(case).row.step == "submit"


def test_only_whoever_asked_answers(place: Place) -> None:
    case = place.opened("removal", person=place.branch.people[6])
    step(place, case, "verify")
    ask(actor=place.secretary, case=case.pk, step="resolve", on=TODAY, source="ballot-1")
    with pytest.raises(Wrong, match="不是由它提请的"):
        answer(
            actor=place.secretary, case=case.pk, step="resolve", outcome="passed", on=TODAY, source="ballot-2"
        )


def test_a_vote_that_does_not_carry_leads_back(place: Place) -> None:
    case = place.opened("deferred-decision")
    step(place, case, "investigate")
    step(place, case, "exchange", result="otherwise")
    ask(actor=place.secretary, case=case.pk, step="revote", on=TODAY, source="ballot-3")
    answer(actor=place.secretary, case=case.pk, step="revote", outcome="failed", on=TODAY, source="ballot-3")
    assert now(case).row.step == "investigate"
    assert now(case).standing.done("exchange") is False


def asked_above(place: Place) -> tuple[Case, Request]:
    case = removal(place)
    step(place, case, "resolve")
    step(place, case, "submit")
    ask(actor=place.secretary, case=case.pk, step="approve", on=TODAY)
    return case, Request.objects.get(case=case)


def decided(case: Case, request: Request, actor: Actor, answer_: str, **more: Any) -> Request:
    return decide(
        actor=actor,
        request=request.pk,
        version=now(case).row.version,
        answer=answer_,
        on=TODAY,
        **more,
    )


def test_approval_goes_up_level_by_level_and_ends_the_case(place: Place) -> None:
    case, first = asked_above(place)
    assert first.place_id == place.general.pk
    assert now(case).row.turn == place.general.path
    decided(case, first, place.general_secretary, "agreed", words="同意，报镇党委")
    second = Request.objects.latest("pk")
    assert (second.place_id, second.level, second.last) == (place.town.pk, 2, True)
    assert now(case).standing.of("approve").passed is None
    decided(case, second, place.township, "agreed")
    row = now(case).row
    assert (row.state, row.step) == ("closed", "")


def test_returned_for_correction_the_same_step_goes_on(place: Place) -> None:
    case, first = asked_above(place)
    with pytest.raises(Wrong, match="要补什么"):
        decided(case, first, place.general_secretary, "returned")
    decided(case, first, place.general_secretary, "returned", words="核实材料缺日期")
    row = now(case).row
    assert (row.step, row.waits, row.turn) == ("approve", "step", place.branch.node.path)
    ask(actor=place.secretary, case=case.pk, step="approve", on=TODAY, words="已补")
    assert Request.objects.filter(case=case).count() == 2


def test_nobody_but_the_level_that_was_asked_answers(place: Place) -> None:
    case, first = asked_above(place)
    with pytest.raises(Refused):
        decided(case, first, place.township, "agreed")  # not yet asked: reads nothing of a private case
    with pytest.raises(Refused):
        decided(case, first, place.secretary, "agreed")


def test_a_private_case_is_read_by_those_concerned_only(place: Place) -> None:
    case = place.opened("removal", person=place.branch.people[6])
    committee = an_actor("publicity", place.branch.node)
    concerned = an_actor("member", place.branch.node, person=place.branch.people[6])
    discipline = an_actor("discipline", place.branch.node)
    row = now(case).row
    assert [SEE.can(one, row) for one in (place.secretary, discipline, concerned)] == [True] * 3
    assert [SEE.can(one, row) for one in (committee, place.member, place.township)] == [False] * 3
    assert "党员" not in row.matter.title.replace("自行脱党", "")
