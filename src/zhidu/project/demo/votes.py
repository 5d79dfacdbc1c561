"""Votes of the county, taken through the acts: some are over, one is going on, and anybody may vote in it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from random import Random
from typing import Any

from zhidu.apps.ballots.actions import cast, count_hands, open_ballot, open_box, prepare, take_key
from zhidu.apps.ballots.drafting import Draft
from zhidu.apps.ballots.states import Method, Role
from zhidu.apps.members import queries as members
from zhidu.domain.decisions.papers import Marks
from zhidu.foundation.access.rules import SYSTEM, Actor
from zhidu.foundation.clock import today
from zhidu.project.demo.people import Staff
from zhidu.project.takeover.book import Book

BRANCH, ELECTING = "青石村党支部", "竹园村党支部"
_SEATS = 3


def vote(book: Book, branch: Staff) -> dict[str, str]:
    """Enter it all; person → the code of the key they hold to the box that is open.

    The same each time but for what is secret by its nature: keys and places in the box.
    """
    here = book.number(BRANCH)
    people = _voters(here)
    _by_hands(here, len(people))
    _reward(here, people)
    _election(book.number(ELECTING))
    tellers = {Role.SCRUTINEER: branch.posts["organisation"], Role.COUNTER: branch.plain()[0]}
    return _going_on(here, people, {role: (name, book.number(name)) for role, name in tellers.items()})


def _voters(organization: int) -> list[int]:
    return [one.person_id for one in members.on_day(organization, today()) if one.type == "full_member"]


def _by_hands(here: int, number: int) -> None:
    made = prepare(
        actor=SYSTEM,
        draft=Draft(
            organization=here,
            forum="members_meeting",
            matter="work_plan",
            method=Method.HANDS,
            title="是否同意支部明年的工作计划？",
        ),
    )
    made = open_ballot(actor=SYSTEM, ballot=made.pk, version=made.version)
    against = min(2, number // 5)
    count_hands(
        actor=SYSTEM,
        ballot=made.pk,
        version=made.version,
        hands=Marks(number - against, against, 0),
        dissent="两位同志认为，应先把村东水渠的尾款付清，再安排新的项目。" if against else "",
    )


def _reward(here: int, people: Sequence[int]) -> None:
    """Secret, and over: whoever may see it can count the slips again."""
    draft = Draft(
        organization=here,
        forum="members_meeting",
        matter="reward",
        method=Method.SECRET,
        title="是否同意推荐一名同志为镇优秀共产党员？",
        person=people[3],
        tellers={Role.SCRUTINEER: people[-1], Role.COUNTER: people[-2]},
    )
    made, codes = _opened(draft)
    chance = Random(1)  # noqa: S311 - an order for a demonstration
    for place, person in enumerate(chance.sample(people, len(people))):
        cast(actor=Actor(person=person), ballot=made.pk, marks="n" if place == 1 else "y")
    open_box(actor=SYSTEM, ballot=made.pk, version=made.version, codes=codes)


def _election(here: int) -> None:
    """One of three is elected; the others have as many votes as one another, and are voted on again."""
    people = _voters(here)
    names = people[:4]
    draft = Draft(
        organization=here,
        forum="members_meeting",
        matter="election",
        method=Method.SECRET,
        title="选举支部委员会委员",
        seats=_SEATS,
        candidates=names,
        tellers={Role.SCRUTINEER: people[-1], Role.COUNTER: people[-2]},
    )
    made, codes = _opened(draft)
    # everybody wants the first; the other three share what is left, each as much as the next
    shared = ("yyyn", "yyny", "ynyy")
    for place, person in enumerate(people):
        over = place >= len(people) - len(people) % 3
        cast(actor=Actor(person=person), ballot=made.pk, marks="ynnn" if over else shared[place % 3])
    open_box(actor=SYSTEM, ballot=made.pk, version=made.version, codes=codes)


def _going_on(here: int, people: Sequence[int], tellers: Mapping[Role, tuple[str, int]]) -> dict[str, str]:
    """Half have voted; everybody who holds a demonstration account of the branch still can.

    Both keys are held by demonstration accounts, so that a visitor can open the box.
    """
    draft = Draft(
        organization=here,
        forum="members_meeting",
        matter="other",
        method=Method.SECRET,
        title="是否同意用村集体收入修村东水渠二期？",
        text="预算 18.6 万元，两委会商议过，图纸和预算贴在村务公开栏。",
        tellers={role: person for role, (_, person) in tellers.items()},
    )
    made, codes = _opened(draft)
    held = {one.role: codes[one.pk] for one in made.tellers.all()}
    with_accounts = {person for _, person in tellers.values()}
    for person in people[len(people) // 3 : -2]:
        if person not in with_accounts:
            cast(actor=Actor(person=person), ballot=made.pk, marks="y")
    return {name: held[role.value] for role, (name, _) in tellers.items()}


def _opened(draft: Draft) -> tuple[Any, dict[int, str]]:
    made = prepare(actor=SYSTEM, draft=draft)
    keys = {one.pk: take_key(actor=Actor(person=one.person_id), ballot=made.pk) for one in made.tellers.all()}
    return open_ballot(actor=SYSTEM, ballot=made.pk, version=made.version), keys
