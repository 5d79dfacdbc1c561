"""Lists look at few places by number and at many by day; what is seen is the same either way."""

from __future__ import annotations

from typing import Any

import pytest

from tests.apps.activities.making import HELD, a_meeting, dues
from tests.apps.builders import a_county, an_actor
from zhidu.apps.activities import listing
from zhidu.apps.activities.actions.enter_many import enter_many
from zhidu.apps.activities.listing import Asked, rows
from zhidu.apps.activities.queries import visible_activities
from zhidu.apps.orgs import queries as orgs
from zhidu.foundation.access.rules import SYSTEM, Actor

pytestmark = pytest.mark.django_db


@pytest.fixture
def county() -> Any:
    made = a_county(townships=2, branches=2, members=4, groups=1)
    for branch in made.branches:
        of_group = a_meeting(branch, "group_meeting", node=branch.groups[0].pk)
        entries = [a_meeting(branch), of_group, dues(branch, branch.people[0])]
        enter_many(actor=SYSTEM, rows=entries)
    # paid where they were before: it stays in the books there and is their own all the same
    enter_many(actor=SYSTEM, rows=[dues(made.branches[0], made.branches[-1].people[1])])
    return made


def everybody(county: Any) -> list[Actor]:
    last = county.branches[-1]
    return [
        an_actor("superior", county.root),
        an_actor("superior", county.townships[0]),
        an_actor("secretary", last.node, person=last.people[0]),
        an_actor("member", last.node, person=last.people[1]),
        an_actor("group_leader", last.groups[0], person=last.people[2]),
    ]


@pytest.mark.parametrize("few", [0, 3, 500])
def test_the_list_is_what_the_actor_may_see(county: Any, few: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(listing, "FEW_PLACES", few)
    for actor in everybody(county):
        wanted = set(visible_activities(actor).values_list("pk", flat=True))
        assert wanted
        assert {one.pk for one in rows(actor, Asked(about="all"), HELD)} == wanted
        for place in (county.townships[0], county.branches[0].node):
            inside = {
                one.pk
                for one in visible_activities(actor).select_related("node")
                if one.node.path.startswith(place.path)
            }
            asked = Asked(about="all", organization=place.pk)
            assert {one.pk for one in rows(actor, asked, HELD)} == inside


def test_places_are_counted_only_as_far_as_they_are_few(county: Any) -> None:
    township = county.townships[0]
    assert orgs.ids_below([township.path], 5) == sorted(orgs.below(township).values_list("pk", flat=True))
    assert orgs.ids_below([township.path], 4) is None
    assert orgs.ids_below([""], 500) is None
    assert orgs.ids_below([], 500) == []
