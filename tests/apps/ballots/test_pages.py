"""The pages: as many queries however many people vote, and nothing of a choice in what a page leaves behind."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.apps.ballots.making import a_voting_branch, box_opened, opened, voted
from tests.apps.builders import a_client, an_actor
from zhidu.apps.ballots.models import Elector
from zhidu.apps.ballots.states import Method

pytestmark = pytest.mark.django_db
PAGES = ("one", "count", "vote", "screen")


def queries(client, *names):
    found = {}
    for name, pk in names:
        address = reverse(f"ballots:{name}", args=[pk] if pk else [])
        client.get(address)
        with CaptureQueriesContext(connection) as seen:
            assert client.get(address).status_code == 200, name
        found[name] = len(seen)
    return found


def test_queries_do_not_grow_with_the_number_of_voters():
    counted = []
    for name, size in (("小支部", 6), ("大支部", 40)):
        branch = a_voting_branch(name, members=size)
        client = a_client(an_actor("secretary", branch.node, person=branch.people[0]))
        over = opened(branch, Method.SECRET)
        voted(over, dict.fromkeys(branch.people, "y"))
        box_opened(over)
        now = opened(branch, Method.SECRET)
        counted.append(
            queries(client, *((page, now.pk) for page in PAGES), ("slips", over.pk), ("list", 0), ("new", 0))
        )
    assert counted[0] == counted[1]


def test_a_vote_handed_in_on_its_page_leaves_a_mark_and_nothing_else(branch):
    ballot = opened(branch, Method.SECRET)
    client = a_client(an_actor("member", branch.node, person=branch.people[3]))
    page = client.get(reverse("ballots:vote", args=[ballot.pk]))
    assert "checked" not in page.content.decode()
    assert "data-draft" not in page.content.decode()
    answers = []
    for person, letter in ((4, "y"), (5, "n"), (6, "a")):
        client = a_client(an_actor("member", branch.node, person=branch.people[person]))
        before = dict(client.session)
        answer = client.post(reverse("ballots:vote", args=[ballot.pk]), {"choice": letter})
        answers.append((answer.status_code, answer["Location"], answer.content))
        assert dict(client.session) == before
        assert answer["Cache-Control"] == "private, no-store"
    assert len(set(answers)) == 1
    assert Elector.objects.filter(voted=True).count() == 3
