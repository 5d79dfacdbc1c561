"""Votes for tests, made through the acts."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from tests.apps.builders import Branch, a_branch, an_actor, an_organization
from zhidu.apps.adoption.actions import adopt, import_book
from zhidu.apps.adoption.drafts import shipped_draft
from zhidu.apps.adoption.queries import book_with_digest
from zhidu.apps.ballots.actions import cast, open_ballot, open_box, prepare, take_key
from zhidu.apps.ballots.drafting import Draft
from zhidu.apps.ballots.electorate import Exceptions
from zhidu.apps.ballots.models import Ballot
from zhidu.apps.ballots.states import Method, Role
from zhidu.domain.decisions.papers import Marks
from zhidu.foundation.access.rules import SYSTEM, Actor

TODAY = date(2026, 11, 18)
MEMBERS = 9
NOTHING = Exceptions()


def the_book(name: str) -> Any:
    text = shipped_draft(name)
    return book_with_digest(text.digest) or import_book(actor=SYSTEM, draft=text)


def a_voting_branch(
    name: str = "东岭村党支部",
    *,
    members: int = MEMBERS,
    books: Sequence[str] = ("national",),
    **answers: Any,
) -> Branch:
    town = an_organization(f"{name}上级", type="township_committee")
    made = a_branch(name, type="village_branch", members=members, officers=5, under=town)
    for book in books:
        adopt(
            actor=SYSTEM,
            organization=made.node.pk,
            book=the_book(book).pk,
            first=date(2026, 1, 1),
            answers=answers.get(book.replace("-", "_")),
        )
    return made


def a_draft(branch: Branch, method: Method = Method.HANDS, **more: Any) -> Draft:
    people = branch.people
    watched = {
        Method.SECRET: {Role.SCRUTINEER: people[-1], Role.COUNTER: people[-2]},
        Method.PAPER: {Role.SCRUTINEER: people[-1], Role.COUNTER: people[-2], Role.SECOND: people[-3]},
    }
    return Draft(
        **{
            "organization": branch.node.pk,
            "forum": "members_meeting",
            "matter": "work_plan",
            "method": method,
            "title": "是否同意明年的工作计划？",
            "tellers": watched.get(method, {}),
            **more,
        }
    )


def person_actor(branch: Branch, person: int) -> Actor:
    """A member of the branch, without an account: acts look at the person only."""
    return Actor(person=person)


def opened(branch: Branch, method: Method = Method.HANDS, said: Exceptions = NOTHING, **more: Any) -> Ballot:
    """A vote that is being taken; of a secret one, the codes of the keys are in ``ballot.keys``."""
    ballot = prepare(actor=SYSTEM, draft=a_draft(branch, method, **more))
    keys = {}
    if method is Method.SECRET:
        for teller in ballot.tellers.all():
            keys[teller.pk] = take_key(actor=Actor(person=teller.person_id), ballot=ballot.pk)
    ballot = open_ballot(actor=SYSTEM, ballot=ballot.pk, version=ballot.version, said=said)
    ballot.keys = keys
    return ballot


def voted(ballot: Ballot, choices: dict[int, str]) -> dict[int, str]:
    """Everybody in *choices* votes, in that order; person → private code."""
    return {pk: cast(actor=Actor(person=pk), ballot=ballot.pk, marks=said) for pk, said in choices.items()}


def box_opened(ballot: Ballot, **more: Any) -> Ballot:
    return open_box(
        actor=SYSTEM,
        ballot=ballot.pk,
        version=Ballot.objects.get(pk=ballot.pk).version,
        codes=ballot.keys,
        **more,
    )


def marks(yes: int, no: int = 0, abstain: int = 0) -> Marks:
    return Marks(yes, no, abstain)


def a_runner(branch: Branch) -> Actor:
    return an_actor("secretary", branch.node, person=branch.people[0])
