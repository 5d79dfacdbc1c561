"""党课: whose turn it is, who is asked to come, what is said of it, and what follows from the one record."""

from __future__ import annotations

from datetime import date, time

import pytest

from tests.apps.builders import a_branch, a_client, a_member, an_actor, an_organization
from tests.apps.judging import findings
from zhidu.apps.activities.actions import give_feedback, plan, record_held
from zhidu.apps.activities.attendance import Attendance, Name
from zhidu.apps.activities.entries import Entry
from zhidu.apps.activities.feedback import heard, to_say
from zhidu.apps.activities.kinds import Kind
from zhidu.apps.activities.measures import facts
from zhidu.apps.activities.models import Participant
from zhidu.apps.activities.places import places
from zhidu.apps.activities.setting import Setting
from zhidu.apps.adoption.actions import adopt, import_book
from zhidu.apps.adoption.drafts import shipped_draft
from zhidu.domain.rules.vocabulary import MEASURES
from zhidu.foundation.access.rules import SYSTEM
from zhidu.foundation.access.verbs import Refused
from zhidu.foundation.clock import on_day

pytestmark = pytest.mark.django_db
TODAY = date(2026, 10, 20)
LECTURE = "party_lecture"


@pytest.fixture(autouse=True)
def _today():
    with on_day(TODAY):
        yield


@pytest.fixture
def branch(db):
    made = a_branch("二中党支部", members=6, type="school_branch", under=an_organization("教育局党委"))
    book = import_book(actor=SYSTEM, draft=shipped_draft("school-branch"))
    answers = {"party-lecture.length": {"tolerance": "5"}, "party-lecture.feedback": {"within": "7d"}}
    adopt(actor=SYSTEM, organization=made.node.pk, book=book.pk, first=date(2026, 1, 1), answers=answers)
    return made


@pytest.fixture
def activist(branch):
    return a_member(branch.node, "进步青年", type="activist")


@pytest.fixture
def secretary(branch):
    return an_actor("secretary", branch.node, person=branch.people[0])


def lecture(branch, lecturer, on=TODAY, *, attendance=None, **more):
    columns = {
        "lecturer_id": f"person-{lecturer}",
        "lecturer": "secretary",
        "form": "talk",
        "topics": "theory",
    }
    entry = Entry(
        **{
            "kind": LECTURE,
            "node": branch.node.pk,
            "on": on,
            "begins": time(15),
            "ends": time(16),
            "columns": columns,
            **more,
        }
    )
    return record_held(actor=SYSTEM, entry=entry, attendance=attendance or Attendance())


def setting(branch):
    return Setting(Kind(MEASURES[LECTURE]), places([branch.node.pk])[branch.node.pk], TODAY)


@pytest.mark.covers("S2.3.3")
def test_whoever_lectured_longest_ago_is_next(branch, secretary):
    first, second, third = branch.people[:3]
    assert [one.who.person for one in setting(branch).lecturers] == [first, second, third]
    lecture(branch, first, date(2026, 3, 1))
    lecture(branch, third, date(2026, 5, 1))
    assert [(one.who.person, one.last) for one in setting(branch).lecturers] == [
        (second, None),
        (first, date(2026, 3, 1)),
        (third, date(2026, 5, 1)),
    ]
    # invited from elsewhere they lectured too: their own record counts
    record_held(
        actor=SYSTEM,
        entry=Entry(kind="lecture_given", node=branch.node.pk, person=second, on=date(2026, 6, 1)),
    )
    assert setting(branch).proposals["lecturer"].first.person == first
    page = a_client(secretary).get(f"/activities/plan/?kind={LECTURE}&node={branch.node.pk}")
    assert "轮到谁讲" in page.content.decode()


@pytest.mark.covers("S2.3.8")
def test_those_a_clause_wants_to_come_are_proposed_and_whoever_did_not_come_was_still_asked(
    branch, secretary, activist
):
    assert setting(branch).asked_to_come == [f"prospect-{activist.pk}"]
    asked = Attendance((Name(activist.pk, "observer", prospect=True),))
    planned = Entry(kind=LECTURE, node=branch.node.pk, on=TODAY, planned=True)
    arranged = plan(actor=SYSTEM, entry=planned, attendance=asked)
    record_held(
        actor=SYSTEM,
        entry=Entry(kind=LECTURE, node=branch.node.pk, on=TODAY),
        attendance=Attendance((Name(branch.people[5], "leave"),)),
        plan=arranged.pk,
        version=arranged.version,
    )
    stands = dict(Participant.objects.filter(activity=arranged).values_list("person_id", "standing"))
    assert stands[activist.pk] == "asked"
    made = facts(nodes=[branch.node.pk], people=None, known_on=TODAY)
    invited = {one.subject for one in made if one.measure == "invited"}
    came = {one.subject for one in made if one.measure == "attendance"}
    assert f"prospect-{activist.pk}" in invited - came
    assert len(invited) == 7
    assert "请了没到" in a_client(secretary).get(f"/activities/{arranged.pk}/").content.decode()


@pytest.mark.covers("S2.3.9")
def test_what_was_thought_of_it_is_read_without_names_and_of_few_not_at_all(branch, secretary):
    held = lecture(branch, branch.people[0])
    said = {"activity": held.pk, "understood": "well", "useful": "yes"}
    for number, person in enumerate(branch.people[1:3]):
        give_feedback(actor=an_actor("member", branch.node, person=person), words=f"话{number}", **said)
    few = heard(held)
    assert (few.number, few.enough, few.understood, few.sentences) == (2, False, (), ())
    third = an_actor("member", branch.node, person=branch.people[3])
    give_feedback(actor=third, words="再讲讲党费", named=True, **{**said, "understood": "not"})
    now_is = heard(held)
    assert now_is.understood == (("听懂了", 2), ("有的没听懂", 0), ("没听懂", 1))
    assert now_is.sentences == ("话0", "话1")
    assert [words for _, words in now_is.signed] == ["再讲讲党费"]
    # said again, the later word stands
    give_feedback(actor=third, words="好", **said)
    assert heard(held).number == 3
    shown = a_client(secretary).get(f"/activities/{held.pk}/").content.decode()
    assert "听懂了 3 人" in shown
    assert "课后反映" not in a_client(third).get(f"/activities/{held.pk}/").content.decode()
    assert not to_say(branch.people[1])
    assert to_say(branch.people[4]) == [held]


def test_only_whoever_was_there_says_what_it_was_like(branch):
    held = lecture(branch, branch.people[0], attendance=Attendance((Name(branch.people[5], "absent"),)))
    for person in (branch.people[5], None):
        with pytest.raises(Refused):
            give_feedback(
                actor=an_actor("member", branch.node, person=person),
                activity=held.pk,
                understood="well",
                useful="yes",
            )


def test_it_is_said_in_two_taps_on_the_page(branch):
    held = lecture(branch, branch.people[0])
    phone = a_client(an_actor("member", branch.node, person=branch.people[2]))
    assert "听懂了吗" in phone.get(f"/activities/{held.pk}/feedback/").content.decode()
    phone.post(f"/activities/{held.pk}/feedback/", {"understood": "partly", "useful": "some"})
    assert heard(held).number == 1
    assert "党课听得怎样" in phone.get(f"/activities/to-say/{branch.people[2]}/").content.decode()


@pytest.mark.covers("S2.3.1", "S2.3.2", "S2.3.3", "S2.3.7", "S2.3.8", "S2.3.9")
def test_one_record_and_two_taps_answer_every_clause_about_the_lecture(branch, activist):
    with on_day(date(2026, 9, 1)):
        held = lecture(
            branch,
            branch.people[1],
            date(2026, 9, 1),
            attendance=Attendance((Name(activist.pk, "observer", prospect=True),)),
        )
        member = an_actor("member", branch.node, person=branch.people[4])
        give_feedback(actor=member, activity=held.pk, understood="well", useful="yes")
    code = f"activity-{held.pk}"
    made = [
        one for one in findings(branch.node, TODAY) if code in one.evidence or one.period == f"event:{code}"
    ]
    assert {one.clause.id: str(one.verdict) for one in made if one.subject == f"org-{branch.node.pk}"} == {
        "party-lecture.half-yearly": "met",
        "party-lecture.length": "met",
        "party-lecture.lecturer": "met",
        "party-lecture.rotation": "met",
        "party-lecture.form": "met",
        "party-lecture.content": "met",
        "party-lecture.audience": "met",
        "party-lecture.feedback": "met",
    }
    given = [
        one
        for one in facts(nodes=[branch.node.pk], people=None, known_on=TODAY)
        if one.measure == "lecture_given"
    ]
    assert {one.subject for one in given} == {
        f"person-{branch.people[1]}",
        branch.posts["deputy"].code,
    }
