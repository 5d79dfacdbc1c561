"""Several people at the tree and the register at the same moment."""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection

from tests.apps import builders as b
from tests.site import outside_acts
from zhidu.apps.members import queries as members
from zhidu.apps.members.actions import admit, appoint, leave, transfer
from zhidu.apps.orgs import queries as orgs
from zhidu.apps.orgs.actions import describe, dissolve, found, move, rename
from zhidu.foundation.access.queries import actor_of
from zhidu.foundation.access.rules import SYSTEM
from zhidu.foundation.acts import Stale, Wrong
from zhidu.foundation.clock import on_day
from zhidu.foundation.identity.actions.link_person import link_person

pytestmark = [pytest.mark.postgresql, pytest.mark.django_db(transaction=True)]
TODAY = date(2026, 11, 26)
DAY = date(2026, 5, 20)


def at_once(*bodies: Callable[[], Any]) -> list[str]:
    """Run *bodies* in threads that start together; what each came to: taken, told, or the refusal."""
    barrier = threading.Barrier(len(bodies))
    outcome: list[str] = []

    def run(body: Callable[[], Any]) -> None:
        try:
            with on_day(TODAY), outside_acts():
                barrier.wait(10)
                body()
            outcome.append("taken")
        except Stale:
            outcome.append("told")
        except Wrong as wrong:
            outcome.append(str(wrong))
        except Exception as error:  # noqa: BLE001 - the test looks at it
            outcome.append(f"broken: {error!r}")
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(body,)) for body in bodies]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    return sorted(outcome)


def test_ten_founded_at_once_have_ten_places() -> None:
    root = b.an_organization("县委", type="county_committee")
    outcome = at_once(
        *(
            lambda number=number: found(
                actor=SYSTEM, parent=root.pk, type="branch", name=f"第{number}支部", on=DAY
            )
            for number in range(10)
        )
    )
    assert outcome == ["taken"] * 10
    assert len({one.path for one in orgs.children(root)}) == 10


def test_two_of_one_name_are_not_founded_at_once() -> None:
    root = b.an_organization("县委", type="county_committee")
    outcome = at_once(
        *[lambda: found(actor=SYSTEM, parent=root.pk, type="branch", name="甲支部", on=DAY)] * 3
    )
    assert outcome.count("taken") == 1
    assert len([one for one in outcome if "已有“甲支部”" in one]) == 2


def test_of_two_editors_one_is_taken_and_the_other_told() -> None:
    node = b.an_organization("甲")
    outcome = at_once(
        lambda: rename(actor=SYSTEM, node=node.pk, name="乙", on=DAY, version=1),
        lambda: describe(actor=SYSTEM, node=node.pk, on=DAY, attributes={"pilot": "是"}, version=1),
    )
    assert outcome == ["taken", "told"]


def test_two_moves_at_once_never_hang_each_under_the_other() -> None:
    root = b.an_organization("县委", type="county_committee")
    one, two = (b.an_organization(type="township_committee", under=root) for _ in range(2))
    at_once(
        lambda: move(actor=SYSTEM, node=one.pk, to=two.pk, on=DAY),
        lambda: move(actor=SYSTEM, node=two.pk, to=one.pk, on=DAY),
    )
    paths = {node.pk: node.path for node in orgs.visible_nodes(SYSTEM)}
    parents = {node.pk: node.parent_id for node in orgs.visible_nodes(SYSTEM)}
    for pk, parent in parents.items():
        assert paths[pk] == (paths[parent] if parent else "") + str(pk).zfill(8)


def test_what_is_founded_while_its_superior_moves_is_found_at_the_new_place() -> None:
    root = b.an_organization("县委", type="county_committee")
    one, two = (b.an_organization(type="township_committee", under=root) for _ in range(2))
    branch = b.an_organization("甲支部", under=one)
    outcome = at_once(
        lambda: move(actor=SYSTEM, node=branch.pk, to=two.pk, on=DAY),
        *(
            lambda number=number: found(
                actor=SYSTEM, parent=branch.pk, type="group", name=f"{number}组", on=DAY
            )
            for number in range(5)
        ),
    )
    assert [one for one in outcome if one.startswith("broken")] == []
    path = orgs.node(branch.pk).path
    assert all(child.path == path + str(child.pk).zfill(8) for child in orgs.children(branch))


def test_nobody_is_admitted_into_a_branch_that_is_dissolved_at_that_moment() -> None:
    branch = b.an_organization("甲支部")
    at_once(
        lambda: dissolve(actor=SYSTEM, node=branch.pk, last=DAY),
        lambda: admit(
            actor=SYSTEM, organization=branch.pk, name="李", type="full_member", on=date(2026, 5, 1)
        ),
    )
    there = members.on_day(branch.pk, DAY + timedelta(days=1))
    assert (orgs.node(branch.pk).until is None) != (there == [])


def test_one_secretary_even_at_the_same_moment() -> None:
    branch = b.a_branch(officers=0)
    outcome = at_once(
        *(
            lambda person=person: appoint(
                actor=SYSTEM, person=person, organization=branch.node.pk, post="secretary", on=DAY
            )
            for person in branch.people[:3]
        )
    )
    assert outcome.count("taken") == 1
    assert len(members.posts_on(branch.node.pk, DAY)) == 1


def test_nobody_keeps_a_post_by_leaving_at_the_moment_of_the_appointment() -> None:
    branch = b.a_branch(officers=0)
    person = branch.people[0]
    at_once(
        lambda: appoint(
            actor=SYSTEM, person=person, organization=branch.node.pk, post="publicity", on=date(2026, 5, 1)
        ),
        lambda: leave(actor=SYSTEM, person=person, last=DAY, why="transferred_out"),
    )
    assert members.posts_on(branch.node.pk, DAY + timedelta(days=1)) == []


def test_a_person_is_transferred_once() -> None:
    county = b.a_county(townships=1, branches=3)
    one, two, three = (branch.node for branch in county.branches)
    person = b.a_member(one)
    outcome = at_once(
        lambda: transfer(actor=SYSTEM, person=person.pk, to=two.pk, on=DAY, version=1),
        lambda: transfer(actor=SYSTEM, person=person.pk, to=three.pk, on=DAY, version=1),
    )
    assert outcome == ["taken", "told"]
    assert len(members.memberships(person.pk)) == 2


def test_an_account_linked_during_a_transfer_has_the_roles_of_the_new_branch() -> None:
    one, two = b.a_branch(officers=0), b.a_branch(officers=0)
    user = b.an_account()
    person = one.people[0]
    outcome = at_once(
        lambda: link_person(actor=SYSTEM, user=user.pk, person=person),
        lambda: transfer(actor=SYSTEM, person=person, to=two.node.pk, on=DAY),
    )
    assert outcome == ["taken", "taken"]
    assert {(held.role, held.path) for held in actor_of(user, TODAY).held} == {("member", two.node.path)}
