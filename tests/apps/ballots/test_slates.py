"""The names of an election: nominated, preliminary, agreed to above, formal, and then on the paper."""

from __future__ import annotations

import pytest

from tests.apps.ballots.making import TODAY, a_draft, a_voting_branch, box_opened, opened
from tests.apps.builders import a_client, a_committee
from zhidu.apps.activities.models import Activity
from zhidu.apps.ballots.actions import cast, nominate, prepare, take_office
from zhidu.apps.ballots.models import Nominee
from zhidu.apps.ballots.states import Method, Role
from zhidu.apps.members import queries as members
from zhidu.apps.procedures import queries as procedures
from zhidu.apps.procedures.actions import ask, decide, open_case, take_step
from zhidu.apps.procedures.choosing import offered
from zhidu.apps.procedures.models import Request
from zhidu.apps.procedures.papers_in import Paper
from zhidu.foundation.access.rules import SYSTEM, Actor
from zhidu.foundation.acts import Stale, Wrong

pytestmark = pytest.mark.django_db


@pytest.fixture
def branch(db):
    return a_voting_branch("东岭村党支部", books=("branch-comprehensive", "national"), members=9)


@pytest.fixture
def case(branch):
    """An election of the branch's own book, whose beginning the superiors have agreed to."""
    way = next(
        one
        for one in offered(branch.node, TODAY)
        if one.procedure.id == "election" and "branch-comprehensive" in one.row.book
    )
    made = open_case(actor=SYSTEM, organization=branch.node.pk, procedure=way.key, first=TODAY, title="换届")
    step(made.pk, "request", "request_paper")
    agreed(made.pk, "reply")
    step(made.pk, "nominate", "nomination_list")
    return made.pk


def step(case, name, *papers):
    at = procedures.at_step(case, name)
    told = [Paper(one, words="柜") for one in papers]
    take_step(actor=SYSTEM, case=case, version=at.version, step=name, on=TODAY, papers=told)


def agreed(case, name):
    ask(actor=SYSTEM, case=case, step=name, on=TODAY, words="请同意")
    sent = Request.objects.filter(case=case).latest("pk")
    version = procedures.at_step(case, name).version
    decide(actor=SYSTEM, request=sent.pk, version=version, answer="agreed", on=TODAY)


def named(case, stage, people, **more):
    return nominate(actor=SYSTEM, case=case, stage=stage, people=people, **more)


def stages(case):
    return dict(Nominee.objects.filter(slate__case=case).values_list("person", "stage"))


@pytest.mark.covers("S5.7.1")
def test_names_come_to_the_paper_stage_by_stage_with_the_superiors_consent_between(branch, case):
    people = branch.people
    named(case, "nominated", people[:6], seats=3, years=3)
    with pytest.raises(Wrong, match="没有经过“酝酿提名”"):
        named(case, "preliminary", people[4:8])
    with pytest.raises(Wrong, match=r"至少提 4 名（依据：.*选举工作条例"):
        named(case, "preliminary", people[:3])
    named(case, "preliminary", people[:4])
    with pytest.raises(Wrong, match="上级还没有同意预备人选"):
        named(case, "formal", people[:4])
    agreed(case, "candidates")
    with pytest.raises(Wrong, match="已经送上级"):
        named(case, "preliminary", people[1:5])
    named(case, "formal", people[:4])
    assert stages(case) == dict.fromkeys(people[:4], "formal") | dict.fromkeys(people[4:6], "nominated")


def test_only_formal_candidates_stand_on_the_paper(branch, case):
    people = branch.people
    named(case, "nominated", people[:5], seats=3)
    named(case, "preliminary", people[:4])
    agreed(case, "candidates")
    named(case, "formal", people[:4])
    told = {"matter": "election", "seats": 3, "gate": (case, "elect"), "title": "选举"}
    with pytest.raises(Wrong, match="选票上应当就是这些人"):
        prepare(actor=SYSTEM, draft=a_draft(branch, Method.SECRET, candidates=people[1:5], **told))
    prepare(actor=SYSTEM, draft=a_draft(branch, Method.SECRET, candidates=people[:4], **told))
    with pytest.raises(Wrong, match="已经提请表决"):
        named(case, "formal", people[:4])


def test_two_who_change_the_list_do_not_write_over_each_other(branch, case):
    first = named(case, "nominated", branch.people[:5], seats=3)
    named(case, "nominated", branch.people[:6], version=first.version)
    with pytest.raises(Stale):
        named(case, "nominated", branch.people[:7], version=first.version)


def test_the_page_of_the_case_leads_from_the_names_to_the_posts(branch, case, secretary):
    people, client = branch.people, a_client(secretary)
    page = client.get(f"/ballots/about/case/{case}/").content.decode()
    assert "定名额、记提名" in page
    data = {"people": people[:5], "seats": 3, "years": 3}
    client.post(f"/ballots/slate/{case}/nominated/", data)
    client.post(f"/ballots/slate/{case}/preliminary/", {"people": people[:4], "version": 1})
    agreed(case, "candidates")
    assert "定为正式候选人" in client.get(f"/ballots/about/case/{case}/").content.decode()
    client.post(f"/ballots/slate/{case}/formal/", {"people": people[:4], "version": 2})
    where = {"organization": branch.node.pk, "case": case, "step": "elect"}
    form = client.get("/ballots/new/", where).context["form"]
    assert form["candidates"].value() == [str(one) for one in people[:4]]
    assert (form["seats"].value(), form["years"].value(), form["post"].value()) == (3, 3, "committee_member")


def test_a_secretary_is_elected_without_a_choice(branch):
    told = {"matter": "election", "post": "secretary", "seats": 1, "forum": "committee_meeting"}
    with pytest.raises(Wrong, match="书记、副书记等额选举，应提 1 名"):
        prepare(actor=SYSTEM, draft=a_draft(branch, Method.SECRET, candidates=branch.people[:2], **told))


@pytest.mark.django_db(transaction=True)
def test_a_new_term_is_on_record_and_a_by_election_is_for_the_rest_of_it(branch):
    people, body = branch.people, a_committee(branch.node)
    told = {
        "post": "committee_member",
        "tellers": {Role.SCRUTINEER: people[0], Role.COUNTER: people[1]},
    }
    general = voted(branch, "yyyn", matter="election", seats=3, years=3, candidates=people[5:9], **told)
    take_office(actor=SYSTEM, ballot=general.pk, version=general.version, on=TODAY)
    record = Activity.objects.get(kind="election")
    assert (record.node_id, record.columns["surplus_percent"]) == (body.pk, "33.33")
    by = voted(branch, "yn", matter="by_election", seats=1, candidates=people[2:4], title="补选", **told)
    take_office(actor=SYSTEM, ballot=by.pk, version=by.version, on=TODAY)
    assert Activity.objects.filter(kind="election").count() == 1
    (post,) = [one for one in members.posts_of(people[2]) if one.attributes.get("term_to")]
    assert post.attributes["term_to"] == "2029-11-17"


def voted(branch, marks, **told):
    ballot = opened(branch, Method.SECRET, **told)
    for person in branch.people:
        cast(actor=Actor(person=person), ballot=ballot.pk, marks=marks)
    return box_opened(ballot)
