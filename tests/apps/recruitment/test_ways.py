"""The procedures that are shipped, each walked from the application to its end; the register follows the steps."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from tests.apps.builders import a_member
from tests.apps.recruitment.conftest import BEGUN, BORN, Place, Placed, Way, a_way
from tests.site import outside_acts
from zhidu.apps.members.models import Membership
from zhidu.apps.recruitment import actions, queries
from zhidu.apps.registry.models import Profile
from zhidu.domain.calendar import add_months
from zhidu.foundation.clock import now


def test_somebody_goes_from_applicant_to_full_member_and_nobody_changes_the_register_by_hand(
    begun: Way,
) -> None:
    assert begun.person.type == "applicant"
    assert begun.walk() == "closed"
    dossier = begun.fresh()
    stretches = list(Membership.objects.filter(person=dossier.person).values_list("type", "first"))
    met = begun.going.standing.of("admission-meeting").done[0]
    assert [one for one, _ in stretches] == [
        "applicant",
        "activist",
        "candidate",
        "probationary_member",
        "full_member",
    ]
    # probation counts from the members' meeting, Party age from its end
    assert dict(stretches)["probationary_member"] == met == dossier.admitted_on
    assert dict(stretches)["full_member"] == add_months(met, 12) == dossier.confirmed_on


@pytest.mark.covers("S6.3.3", "S6.3.4", "S6.3.5", "S6.3.6", "S6.3.7")
def test_the_rural_procedure_runs_to_its_end(placed: Placed) -> None:
    way = a_way(placed("rural-branch"), "recruitment")
    assert way.walk() == "closed"
    assert way.fresh().stage == "full_member"
    done = way.going.standing
    assert done.of("candidate").done[0] >= add_months(done.of("activist").done[0], 12)
    assert done.done("superior-consent")


@pytest.mark.covers("S5.9.6", "S5.10.1", "S5.10.2")
def test_the_comprehensive_procedure_ends_with_the_committees_approval(placed: Placed) -> None:
    way = a_way(placed("branch-comprehensive"), "recruitment")
    assert way.walk() == "closed"
    dossier = way.fresh()
    assert dossier.stage == "probationary_member"
    assert dossier.admitted_on == way.going.standing.of("resolve").done[0]


def test_the_text_of_2014_runs_to_its_end_for_a_case_begun_under_it(placed: Placed) -> None:
    way = a_way(placed(), "recruitment-2014", on=date(2024, 3, 1))
    assert way.walk() == "closed"
    assert way.fresh().stage == "full_member"


def test_whoever_is_on_the_register_already_goes_on_from_there(place: Place) -> None:
    assert BEGUN.year == 2026
    way = a_way(place)
    assert way.walk(until="mentors") == "open"
    assert way.person.type == "activist"


def test_a_birth_date_in_the_file_of_the_person_need_not_be_given_again(place: Place) -> None:
    somebody = a_member(place.branch.node, "罗小禾", type="activist")
    with outside_acts():
        Profile.objects.create(person=somebody, born_on=BORN, changed_at=now())
    made = actions.begin(
        actor=place.secretary,
        organization=place.branch.node.pk,
        procedure=place.course("recruitment-2026"),
        first=BEGUN,
        person=somebody.pk,
    )
    assert made.born == BORN


def test_the_secretary_is_told_a_month_before_an_inspection_is_due(begun: Way) -> None:
    begun.walk(until="cultivation")
    begun.take("cultivation")
    day = begun.fresh().inspect_by
    assert day == add_months(begun.day, 6)
    node = begun.place.branch.node.pk
    assert [one.pk for one in queries.to_inspect(node, day)] == [begun.dossier.pk]
    assert queries.to_inspect(node, day - timedelta(days=1)) == []
