"""Days that were written down wrongly are put right; nothing that depends on them is left hanging."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from tests.apps import builders as b
from zhidu.apps.members import queries as members
from zhidu.apps.members.actions import appoint, correct_post, correct_stretch, leave, relieve, transfer
from zhidu.foundation.access.queries import actor_of
from zhidu.foundation.access.rules import SYSTEM
from zhidu.foundation.access.verbs import Refused
from zhidu.foundation.acts import Stale, Wrong
from zhidu.foundation.journal.queries import about, changes_of

pytestmark = pytest.mark.django_db
DAY = date(2026, 5, 20)
ONE = timedelta(days=1)


def days(person: int) -> list[tuple[Any, Any]]:
    return [(one.first, one.last) for one in members.memberships(person)]


class TestStretches:
    def moved(self) -> tuple[Any, Any, int]:
        one, two = b.a_branch(officers=1), b.a_branch(officers=0)
        transfer(actor=SYSTEM, person=one.people[4], to=two.node.pk, on=DAY)
        return one, two, one.people[4]

    def test_the_stretch_before_moves_with_the_beginning(self) -> None:
        one, two, person = self.moved()
        right = date(2026, 4, 1)
        latest = members.memberships(person)[1]
        correct_stretch(actor=b.an_actor("organisation", two.node), stretch=latest.pk, first=right, last=None)
        assert days(person) == [(b.SINCE, right - ONE), (right, None)]
        entries = about(f"person-{person}").filter(act="members.correct_stretch")
        assert {entry.place for entry in entries} == {one.node.pk, two.node.pk}
        assert changes_of(entries[0]) == {"first": ["2026-05-20", "2026-04-01"]}

    @pytest.mark.parametrize(
        ("first", "last", "words"),
        [
            (b.SINCE, None, "前一段从 2018-01-01 起，应在以后"),
            (None, None, "前一段从 2018-01-01 起，应在以后"),
            (date(2026, 11, 27), None, "在将来；今天是 2026-11-26"),
            (DAY, DAY + ONE, "还没有离开"),
            (DAY, None, "没有改动"),
        ],
    )
    def test_what_cannot_be_is_refused(self, first: date | None, last: date | None, words: str) -> None:
        _, _, person = self.moved()
        before = days(person)
        with pytest.raises(Wrong, match=words):
            correct_stretch(actor=SYSTEM, stretch=members.memberships(person)[1].pk, first=first, last=last)
        assert days(person) == before

    def test_a_post_keeps_its_holder_in_the_organisation(self) -> None:
        one, _, _ = self.moved()
        secretary = members.memberships(one.people[0])[0]
        with pytest.raises(Wrong, match=r"与任职对不上：.*应先更正任职"):
            correct_stretch(actor=SYSTEM, stretch=secretary.pk, first=DAY, last=None)

    def test_a_leaving_that_was_a_mistake_is_taken_back(self) -> None:
        branch = b.a_branch(officers=0)
        person = branch.people[0]
        user = b.an_account(person=person)
        leave(actor=SYSTEM, person=person, last=DAY, why="died")
        (row,) = members.memberships(person)
        correct_stretch(actor=SYSTEM, stretch=row.pk, first=b.SINCE, last=DAY - ONE)
        assert members.person(person).until == DAY - ONE
        correct_stretch(actor=SYSTEM, stretch=row.pk, first=b.SINCE, last=None)
        assert members.person(person).until is None
        assert members.memberships(person)[0].ended == ""
        assert [one.role for one in actor_of(user).held] == ["member"]

    def test_only_the_keepers_and_only_of_what_they_saw(self) -> None:
        branch = b.a_branch()
        row = members.memberships(branch.people[4])[0]
        with pytest.raises(Refused):
            correct_stretch(
                actor=b.an_actor("member", branch.node, person=row.person_id),
                stretch=row.pk,
                first=DAY,
                last=None,
            )
        with pytest.raises(Stale):
            correct_stretch(actor=SYSTEM, stretch=row.pk, first=DAY, last=None, version=99)
        with pytest.raises(Wrong, match="没有这一段"):
            correct_stretch(actor=SYSTEM, stretch=999_999, first=DAY, last=None)


class TestPosts:
    def test_days_and_term_are_put_right_and_the_role_follows(self) -> None:
        branch = b.a_branch(officers=0)
        user = b.an_account(person=branch.people[0])
        post = appoint(
            actor=SYSTEM, person=branch.people[0], organization=branch.node.pk, post="publicity", on=DAY
        )
        correct_post(
            actor=SYSTEM,
            post=post.pk,
            first=DAY - ONE,
            last=DAY,
            attributes={"term_from": "2026-05-19", "term_to": "2029-05-18"},
        )
        (row,) = members.posts_of(branch.people[0])
        assert (row.first, row.last, row.attributes["term_to"]) == (DAY - ONE, DAY, "2029-05-18")
        assert actor_of(user).held == ()
        correct_post(actor=SYSTEM, post=post.pk, first=DAY - ONE, last=None)
        assert [(one.role, one.path) for one in actor_of(user).held] == [("publicity", branch.node.path)]

    def test_the_checks_are_those_of_an_appointment(self) -> None:
        branch = b.a_branch()
        post = branch.posts["secretary"]
        relieve(actor=SYSTEM, post=post.pk, last=DAY - ONE)
        appoint(actor=SYSTEM, person=branch.people[1], organization=branch.node.pk, post="secretary", on=DAY)
        for first, last, words in (
            (b.SINCE, DAY, "担任；应先免去"),
            (b.SINCE - ONE, DAY - ONE, "才设立"),
            (DAY, DAY - ONE, "起止颠倒"),
        ):
            with pytest.raises(Wrong, match=words):
                correct_post(actor=SYSTEM, post=post.pk, first=first, last=last)
        with pytest.raises(Refused):
            correct_post(actor=b.an_actor("organisation", branch.node), post=post.pk, first=b.SINCE, last=DAY)
