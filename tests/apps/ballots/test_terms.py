"""Terms: the end comes near, an extension has its cap, a seat falls vacant and is filled for the rest of the term."""

from __future__ import annotations

import re
from datetime import date, timedelta
from io import BytesIO

import pytest
from python_calamine import CalamineWorkbook

from tests.apps.ballots.making import TODAY, a_voting_branch
from tests.apps.builders import Branch, a_client, a_committee, an_actor
from zhidu.apps.activities.models import Activity
from zhidu.apps.ballots.actions import extend_term
from zhidu.apps.members.actions import relieve
from zhidu.apps.members.queries import posts_on
from zhidu.apps.orgs import queries as orgs
from zhidu.foundation.access.rules import SYSTEM
from zhidu.foundation.access.verbs import Refused
from zhidu.foundation.acts import Wrong

pytestmark = pytest.mark.django_db
BEGINS = date(2022, 3, 1)


@pytest.fixture
def branch(db):
    """A village branch under the national rules: five years, a warning half a year before, at most a year more."""
    made = a_voting_branch()
    a_committee(made.node, term_from=BEGINS, term_to=date(2027, 2, 28))
    return made


@pytest.fixture
def township(branch: Branch):
    return an_actor("superior", branch.node.parent)


def body_of(branch):
    return orgs.children(branch.node).get(kind="body")


def extended(actor, branch, until, on=TODAY):
    return extend_term(actor=actor, body=body_of(branch).pk, until=until, on=on, reason="并村，等上级批复")


@pytest.mark.covers("S5.7.3")
def test_a_term_is_extended_from_above_and_the_record_says_until_when(branch, township):
    extended(township, branch, date(2027, 12, 31))
    assert orgs.attributes_on(body_of(branch), TODAY)["term_to"] == "2027-12-31"
    record = Activity.objects.get(kind="term_extended")
    assert record.columns == {"approver": "superior", "until": "2027-12-31"}
    assert record.notes == "并村，等上级批复"
    with pytest.raises(Wrong, match="已经批准延长过一次"):
        extended(township, branch, date(2028, 1, 31))


def test_beyond_the_cap_it_is_refused_with_the_days(branch, township):
    with pytest.raises(Wrong) as refused:
        extended(township, branch, date(2028, 3, 2))
    said = str(refused.value)
    assert "本届从 2022-03-01 起，应在 2027-03-01 以前换届" in said
    assert "最多再延 1 年，到 2028-03-01" in said
    assert "支部条例" in said
    with pytest.raises(Wrong, match="应在这一天以后"):
        extended(township, branch, date(2027, 1, 1))
    extended(township, branch, date(2028, 3, 1))


def test_nobody_extends_a_term_of_their_own(branch, secretary):
    with pytest.raises(Refused):
        extended(secretary, branch, date(2027, 12, 31))


def test_a_seat_that_fell_vacant_is_shown_since_when_and_one_press_opens_the_by_election(branch, secretary):
    (post,) = [one for one in posts_on(branch.node.pk, TODAY) if one.post == "discipline"]
    last = TODAY - timedelta(days=20)
    relieve(actor=SYSTEM, post=post.pk, last=last)
    client = a_client(secretary)
    page = re.sub(r"<[^>]+>", "", client.get(f"/terms/about/{branch.node.pk}/").content.decode())
    assert "名额自2026年10月30日空缺" in page
    assert "补选 1 名" in page
    assert "临近届满" in page
    assert "最多延到 2028年3月1日" in page
    where = {"organization": branch.node.pk, "post": "committee_member", "seats": 1}
    form = client.get("/ballots/new/", where).context["form"]
    assert (form["matter"].value(), form["seats"].value(), form["years"].value()) == ("by_election", 1, None)


def test_a_superior_sees_every_committee_below_by_state_and_takes_it_along_as_a_table(branch, township):
    other = a_voting_branch("西岭村党支部")
    client = a_client(township)
    a_committee(other.node)
    body = body_of(branch).name
    page = client.get("/terms/").content.decode()
    assert body in page
    assert body_of(other).name not in page
    assert body in client.get("/terms/", {"state": "soon"}).content.decode()
    for state in ("over", "running", "unknown"):
        assert body not in client.get("/terms/", {"state": state}).content.decode()
    assert body not in client.get("/terms/", {"q": "没有的"}).content.decode()
    sheet = client.get("/terms/sheet/", {"state": "soon"})
    book = CalamineWorkbook.from_filelike(BytesIO(b"".join(sheet.streaming_content)))
    head, row = book.get_sheet_by_name("换届一览").to_python()
    assert head[:2] == ["党组织", "委员会"]
    assert row[0] == branch.node.name
    assert row[2:5] == ["2022-03-01", "2027-02-28", "临近届满"]
