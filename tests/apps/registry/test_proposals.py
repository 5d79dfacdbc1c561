"""A member asks for the own file to be put right; nothing changes before somebody has looked at it."""

from __future__ import annotations

import pytest

from tests.apps.builders import a_client, an_actor
from tests.apps.registry.conftest import Files
from zhidu.apps.registry.actions import answer_proposal, propose, set_profile, take_back
from zhidu.apps.registry.boxes import values_of
from zhidu.apps.registry.models import Change, Profile, Proposal
from zhidu.foundation.access.verbs import Refused
from zhidu.foundation.acts import Stale, Wrong
from zhidu.foundation.outbox.models import Message

pytestmark = pytest.mark.django_db


def phone_of(person: int) -> str:
    return values_of(Profile.objects.filter(pk=person).first())["phone"]


def test_from_the_page_of_the_member_to_the_file(files: Files) -> None:
    person = files.people[4]
    set_profile(actor=files.officer, person=person, values={"phone": "13800138000", "employer": "粮站"})
    client = a_client(files.member)
    asked = {"version": 1, "phone": "139-1234-5678", "employer": "粮站", "why": "换了号码"}
    assert client.post("/registry/me/propose/", asked).status_code == 302
    assert phone_of(person) == "13800138000"
    made = Proposal.objects.get()
    assert made.fields == "phone"
    assert b"13912345678" not in made.sealed

    keeper = a_client(files.secretary)
    assert f"/registry/proposals/{made.pk}/" in keeper.get("/registry/proposals/").content.decode()
    assert "13912345678" not in keeper.get(f"/registry/proposals/{made.pk}/").content.decode()
    keeper.post(f"/registry/{person}/unmask/", {"why": "核对更正"})
    assert "13912345678" in keeper.get(f"/registry/proposals/{made.pk}/").content.decode()
    answer = keeper.post(f"/registry/proposals/{made.pk}/", {"accepted": "yes"})
    assert answer.status_code == 302
    assert phone_of(person) == "13912345678"
    assert Change.objects.first().by == files.secretary.user
    told = Message.objects.get(receiver=files.member.user)
    assert "139" not in told.body
    assert "已照此更正" in client.get("/registry/me/").content.decode()


def test_a_refusal_says_why(files: Files) -> None:
    made = propose(actor=files.member, person=files.people[4], values={"joined_on": "1999-07-01"})
    with pytest.raises(Wrong, match="没有写为什么不更正"):
        answer_proposal(actor=files.secretary, proposal=made.pk, accepted=False)
    answer_proposal(actor=files.secretary, proposal=made.pk, accepted=False, words="与入党志愿书不一致")
    assert not Profile.objects.exists()
    assert "与入党志愿书不一致" in a_client(files.member).get("/registry/me/").content.decode()
    with pytest.raises(Stale):
        answer_proposal(actor=files.officer, proposal=made.pk, accepted=True)


def test_one_at_a_time_and_it_may_be_taken_back(files: Files) -> None:
    person = files.people[4]
    made = propose(actor=files.member, person=person, values={"nation": "苗"})
    with pytest.raises(Wrong, match="还没有答复"):
        propose(actor=files.member, person=person, values={"nation": "彝"})
    take_back(actor=files.member, proposal=made.pk)
    assert not Proposal.objects.exists()
    propose(actor=files.member, person=person, values={"nation": "彝"})


def test_what_is_asked_is_checked_like_what_is_written(files: Files) -> None:
    with pytest.raises(Wrong, match="应是 18 位"):
        propose(actor=files.member, person=files.people[4], values={"id_number": "330"})
    with pytest.raises(Wrong, match="没有改动"):
        propose(actor=files.member, person=files.people[4], values={"phone": ""})


def test_nobody_answers_what_he_asked_for_himself_nor_asks_for_another(files: Files) -> None:
    made = propose(actor=files.secretary, person=files.people[0], values={"nation": "苗"})
    with pytest.raises(Wrong, match="由本组织另一位管档案的人"):
        answer_proposal(actor=files.secretary, proposal=made.pk, accepted=True)
    assert not a_client(files.secretary).get("/registry/proposals/").context["rows"]
    with pytest.raises(Refused):
        propose(actor=files.secretary, person=files.people[4], values={"nation": "苗"})
    deputy = an_actor("deputy", files.branch.node)
    answer_proposal(actor=deputy, proposal=made.pk, accepted=True)
    assert Profile.objects.get(pk=files.people[0]).nation == "苗族"
