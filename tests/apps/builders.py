"""Small worlds for tests of the apps, built through the real acts.

Everything here is set-up, so it runs as the program itself unless an actor is named. Days are fixed, in the past
of any clock a test may set.
"""

from __future__ import annotations

import itertools
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.contrib.auth import get_user_model
from django.test import Client

from tests.site import outside_acts
from zhidu.apps.members.actions import Admission, Stretch, admit, admit_many, appoint
from zhidu.apps.orgs.actions import found
from zhidu.foundation.access.actions import give
from zhidu.foundation.access.queries import actor_of
from zhidu.foundation.access.rules import SYSTEM, Actor

SINCE = date(2018, 1, 1)
"""The day everything begins that is not said to begin on another."""
PASSWORD = "a password for tests"  # noqa: S105
_numbers = itertools.count(1)


def an_organization(
    name: str = "",
    *,
    type: str = "branch",  # noqa: A002
    under: Any = None,
    on: date | None = SINCE,
    **attributes: str,
) -> Any:
    """An organisation under *under* (a node or None: at the top)."""
    name = name or f"第{next(_numbers)}党支部"
    return found(
        actor=SYSTEM,
        parent=under.pk if under else None,
        type=type,
        name=name,
        on=on,
        attributes=attributes,
    )


def a_group(branch: Any, name: str = "", *, on: date | None = SINCE) -> Any:
    """A Party group of a branch."""
    return found(
        actor=SYSTEM,
        parent=branch.pk,
        type="group",
        name=name or f"第{next(_numbers)}党小组",
        on=on,
        attributes={},
    )


def a_committee(branch: Any, *, term_from: date = SINCE, term_to: date = date(2099, 12, 31)) -> Any:
    """The branch committee as a body with its term."""
    return found(
        actor=SYSTEM,
        parent=branch.pk,
        type="branch_committee",
        name=f"{branch.name}支委会",
        on=SINCE,
        attributes={"term_from": term_from.isoformat(), "term_to": term_to.isoformat()},
    )


def a_member(
    branch: Any,
    name: str = "",
    *,
    type: str = "full_member",  # noqa: A002
    group: Any = None,
    on: date | None = SINCE,
    **attributes: str,
) -> Any:
    """Somebody on the register of a branch; a member unless another type is named."""
    return admit(
        actor=SYSTEM,
        organization=branch.pk,
        name=name or f"党员{next(_numbers)}",
        type=type,
        on=on,
        group=group.pk if group else None,
        attributes=attributes,
    )


def members_of(branch: Any, number: int, *, groups: list[Any] | None = None) -> list[int]:
    """Many members at once, spread over *groups*; their ids."""
    rows = [
        Admission(
            name=f"党员{next(_numbers)}",
            stretches=[
                Stretch(
                    type="full_member",
                    organization=branch.pk,
                    group=groups[place % len(groups)].pk if groups else None,
                    first=SINCE,
                )
            ],
        )
        for place in range(number)
    ]
    return admit_many(actor=SYSTEM, rows=rows) if rows else []


@dataclass(frozen=True)
class Branch:
    """A branch with its people, the first of them its officers."""

    node: Any
    groups: list[Any]
    people: list[int]
    posts: Mapping[str, Any] = field(default_factory=dict)
    """Post → the row of ``members.Post``."""


OFFICERS = ("secretary", "deputy", "organisation", "publicity", "discipline")


def a_branch(
    name: str = "",
    *,
    members: int = 5,
    groups: int = 0,
    officers: int = 3,
    under: Any = None,
    type: str = "branch",  # noqa: A002
    **attributes: Any,
) -> Branch:
    """A branch with members, the first *officers* of them holding posts."""
    node = an_organization(name, type=type, under=under, **attributes)
    small = [a_group(node, f"{node.name}第{number}党小组") for number in range(1, groups + 1)]
    people = members_of(node, members, groups=small)
    posts = {
        post: appoint(actor=SYSTEM, person=person, organization=node.pk, post=post, on=SINCE)
        for post, person in zip(OFFICERS[:officers], people, strict=False)
    }
    return Branch(node, small, people, posts)


@dataclass(frozen=True)
class County:
    """A county committee, its townships and their branches."""

    root: Any
    townships: list[Any]
    branches: list[Branch]


def a_county(*, townships: int = 2, branches: int = 2, members: int = 4, groups: int = 0) -> County:
    """A small county: *branches* in each township, each with *members*."""
    root = an_organization("云岭县委", type="county_committee", on=None)
    above = [
        an_organization(f"第{number}镇党委", type="township_committee", under=root)
        for number in range(1, townships + 1)
    ]
    found_branches = [
        a_branch(
            f"第{place}镇{number}村党支部",
            type="village_branch",
            members=members,
            groups=groups,
            under=township,
        )
        for place, township in enumerate(above, start=1)
        for number in range(1, branches + 1)
    ]
    return County(root, above, found_branches)


def an_account(name: str = "", *, person: int | None = None) -> Any:
    """An account that may sign in with :data:`PASSWORD`, and holds nothing."""
    number = next(_numbers)
    with outside_acts():
        return get_user_model().objects.create(
            username=f"user{number}",
            name=name or f"帐号{number}",
            person=person,
            must_change_password=False,
        )


def holds(user: Any, role: str, node: Any, *, since: date | None = None, until: date | None = None) -> None:
    """Give an account a role over a node (None: over everything)."""
    with outside_acts():
        give(user=user.pk, role=role, path=node.path if node else "", since=since, until=until)


def an_actor(role: str = "", node: Any = None, *, person: int | None = None) -> Actor:
    """Somebody signed in who holds *role* over *node*; without a role, somebody who holds nothing."""
    user = an_account(person=person)
    if role:
        holds(user, role, node)
    return actor_of(user)


def a_client(actor: Actor) -> Client:
    """A browser in which the account of *actor* is signed in."""
    client = Client()
    client.force_login(get_user_model().objects.get(pk=actor.user))
    return client
