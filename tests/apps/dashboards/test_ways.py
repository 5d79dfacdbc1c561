"""Every large button on a member's own page opens, and shows nobody else's."""

from __future__ import annotations

from datetime import date

import pytest

from tests.apps.builders import a_branch, a_client, an_actor
from zhidu.apps.activities.actions import record_held
from zhidu.apps.activities.entries import Entry
from zhidu.apps.dashboards.ways import ways
from zhidu.foundation.access.rules import SYSTEM

pytestmark = pytest.mark.django_db


def test_every_button_opens_for_the_member_and_the_pledges_are_the_members_own() -> None:
    branch = a_branch("东岭村党支部", members=3)
    own, other = branch.people[:2]
    for person, title in ((own, "帮扶两户"), (other, "修渠一段")):
        entry = Entry(kind="pledge", node=branch.node.pk, person=person, on=date(2026, 3, 1), title=title)
        record_held(actor=SYSTEM, entry=entry)
    client = a_client(an_actor("member", branch.node, person=own))
    found = ways(own, votes=0, pays=True, owing=False)
    assert len(found) == 9
    for one in found:
        answer = client.get(one.url, follow=True)
        assert answer.status_code == 200, one.title
        if one.title == "我的承诺":
            assert "帮扶两户" in answer.content.decode()
            assert "修渠一段" not in answer.content.decode()
