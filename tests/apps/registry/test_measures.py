"""What clauses are told of the ranks a secretary leads: then and now, and nothing where something is not known."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from tests.apps.ballots.making import the_book
from tests.apps.builders import Branch, a_branch, a_member, an_organization
from tests.apps.judging import findings
from tests.apps.registry.conftest import TODAY
from zhidu.apps.adoption.actions import adopt
from zhidu.apps.members.actions import appoint, leave, relieve
from zhidu.apps.members.queries import posts_of
from zhidu.apps.registry.actions import set_profiles
from zhidu.apps.registry.measures import facts
from zhidu.foundation.access.rules import SYSTEM

pytestmark = pytest.mark.django_db
CLAUSE = "branch-comprehensive:recruit.trends"
TERM = date(2024, 5, 10)


@pytest.fixture
def branch(db: None) -> Branch:
    """Five, led since May 2024 by the first of them for a term; each day of birth is known."""
    town = an_organization("云溪镇党委", type="township_committee")
    made = a_branch("东岭村党支部", members=5, officers=1, under=town, type="village_branch")
    adopt(
        actor=SYSTEM, organization=town.pk, book=the_book("branch-comprehensive").pk, first=date(2026, 1, 1)
    )
    (old,) = posts_of(made.people[0])
    relieve(actor=SYSTEM, post=old.pk, last=TERM - timedelta(days=1))
    appoint(
        actor=SYSTEM,
        person=made.people[0],
        organization=made.node.pk,
        post="secretary",
        on=TERM,
        attributes={"term_from": TERM.isoformat(), "term_to": "2027-05-09"},
    )
    set_profiles(actor=SYSTEM, values={one: {"born_on": "1976-05-10"} for one in made.people})
    return made


@pytest.mark.covers("S5.10.9")
def test_fewer_older_and_lost_in_a_term_are_put_forward_with_their_numbers(branch: Branch) -> None:
    leave(actor=SYSTEM, person=branch.people[4], last=date(2025, 3, 1), why="lapsed")
    (found,) = findings(branch.node, TODAY, CLAUSE)
    assert str(found.verdict) == "breached"
    assert "党员人数由 5 到 4" in found.explanation
    assert "党员平均年龄由 48 到 50" in found.explanation
    assert "失联流失党员数由 0 到 1" in found.explanation


@pytest.mark.covers("S5.10.9")
def test_more_and_younger_is_met_and_what_is_not_known_stays_open(branch: Branch) -> None:
    young = [a_member(branch.node, on=date(2025, 1, 1)).pk for _ in range(2)]
    (found,) = findings(branch.node, TODAY, CLAUSE)
    assert str(found.verdict) == "undetermined"
    assert "党员平均年龄缺前后两次的数" in found.explanation
    set_profiles(actor=SYSTEM, values={one: {"born_on": "2000-01-01"} for one in young})
    (found,) = findings(branch.node, TODAY, CLAUSE)
    assert str(found.verdict) == "met", found.explanation


def test_a_secretary_without_a_term_and_one_out_of_office_give_no_facts(branch: Branch) -> None:
    assert len(facts(organizations=[branch.node.pk], known_on=TODAY)) == 6
    assert len(facts(organizations=None, known_on=TODAY)) == 6
    assert facts(organizations=[branch.node.pk], known_on=TERM - timedelta(days=1)) == []
    other = a_branch("西岭村党支部")
    assert facts(organizations=[other.node.pk], known_on=TODAY) == []
