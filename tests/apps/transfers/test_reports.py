"""What members report is read and answered by those it concerns, and by nobody else; and clauses see that it was."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from tests.apps.ballots.making import the_book
from tests.apps.builders import a_client, an_actor
from tests.apps.judging import findings
from tests.apps.transfers.conftest import TODAY, Valley
from zhidu.apps.activities.actions import ask_absence, decide_absence
from zhidu.apps.activities.models import Activity
from zhidu.apps.adoption.actions import adopt
from zhidu.apps.members.actions import change_standing
from zhidu.apps.transfers import away_queries as queries
from zhidu.apps.transfers.actions import (
    answer_report,
    come_back,
    depart,
    make_report,
    report_departure,
)
from zhidu.apps.transfers.models import Report
from zhidu.foundation.access.rules import SYSTEM
from zhidu.foundation.access.verbs import Refused
from zhidu.foundation.acts import Stale, Wrong
from zhidu.foundation.outbox.models import Message

pytestmark = pytest.mark.django_db
SAID = {"thoughts": "想家里的事多", "work_state": "果园收成好"}


@pytest.fixture
def judged(valley: Valley) -> Valley:
    adopt(
        actor=SYSTEM,
        organization=valley.town.pk,
        book=the_book("school-ten-systems").pk,
        first=date(2018, 11, 1),
        answers={"report.after-return": {"within": "3d"}},
    )
    return valley


def verdicts(valley: Valley, clause: str) -> list[str]:
    return [
        str(one.verdict)
        for one in findings(valley.branch.node, TODAY, f"school-ten-systems:{clause}")
        if one.subject == f"person-{valley.person}"
    ]


def written(valley: Valley, **more: Any) -> Report:
    return make_report(actor=valley.member, kind="thought", topics=SAID, **more)


@pytest.mark.covers("S7.8.3", "S7.8.7", "S7.8.9")
def test_a_written_report_counts_with_what_it_is_about_and_heard_once_it_is_answered(
    judged: Valley,
) -> None:
    one = written(judged)
    assert verdicts(judged, "report.content") == ["met"]
    assert "met" in verdicts(judged, "report.written")
    assert verdicts(judged, "report.heard") == ["breached"]
    answer_report(actor=judged.secretary, report=one.pk, version=one.version, words="好，保重身体。")
    assert verdicts(judged, "report.heard") == ["met"]


@pytest.mark.covers("S7.8.4", "S7.8.5")
@pytest.mark.parametrize("form", ["oral", "at_meeting"])
def test_what_was_told_by_word_of_mouth_is_entered_by_who_heard_it(judged: Valley, form: str) -> None:
    listener = judged.branch.people[1] if form == "oral" else None
    make_report(
        actor=judged.secretary,
        kind="thought",
        topics=SAID,
        person=judged.person,
        form=form,
        heard_by=listener,
    )
    assert verdicts(judged, "report.forms") == ["met"]
    assert verdicts(judged, "report.listener") == ["met"]


def test_a_group_leader_enters_what_members_of_the_group_told(valley: Valley) -> None:
    from tests.apps.builders import a_group, a_member  # noqa: PLC0415

    group = a_group(valley.branch.node)
    own = a_member(valley.branch.node, group=group)
    leader = an_actor("group_leader", group, person=valley.branch.people[2])
    make_report(actor=leader, kind="thought", topics=SAID, person=own.pk, form="oral", heard_by=leader.person)
    with pytest.raises(Refused):
        make_report(actor=leader, kind="thought", topics=SAID, person=valley.person, form="oral")


def test_only_those_it_concerns_read_it_and_it_stands_nowhere_in_clear(valley: Valley) -> None:
    one = written(valley)
    address = f"/transfers/reports/{one.pk}/"
    publicity = an_actor("publicity", valley.branch.node, person=valley.branch.people[3])
    neighbour = an_actor("member", valley.branch.node, person=valley.branch.people[2])
    for actor, status in (
        (valley.member, 200),
        (valley.secretary, 200),
        (publicity, 404),
        (neighbour, 404),
        (valley.officer, 404),
    ):
        assert a_client(actor).get(address).status_code == status
    assert "果园".encode() not in bytes(one.sealed)
    assert not Message.objects.filter(body__contains="果园").exists()
    row = Activity.objects.get(pk=one.record_id)
    assert "果园" not in f"{row.columns}{row.notes}{row.title}"


def test_the_second_answer_is_refused_and_nobody_answers_his_own(valley: Valley) -> None:
    one = written(valley)
    answer_report(actor=valley.secretary, report=one.pk, version=one.version, words="知道了。")
    with pytest.raises(Stale):
        answer_report(actor=valley.secretary, report=one.pk, version=one.version, words="再说一次。")
    own = make_report(actor=valley.secretary, kind="thought", topics=SAID)
    with pytest.raises(Refused):
        answer_report(actor=valley.secretary, report=own.pk, version=own.version, words="好。")


def test_a_request_is_answered_and_judged_by_no_clause(valley: Valley) -> None:
    before = Activity.objects.count()
    one = make_report(actor=valley.member, kind="request", topics={"matter": "村西路灯坏了"})
    assert Activity.objects.count() == before
    assert list(queries.to_answer(valley.secretary)) == [one]
    answer_report(actor=valley.secretary, report=one.pk, version=one.version, words="已报村委会。")
    assert list(queries.to_answer(valley.secretary)) == []


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ({"topics": {}}, "还没有写"),
        ({"topics": {"thoughts": "长" * 3001}}, "3001 字"),
        ({"kind": "gossip"}, "请选一种"),
        ({"kind": "floating", "topics": {"thought": "好"}}, "没有在外流动"),
    ],
)
def test_what_cannot_be_reported_is_refused(valley: Valley, more: dict[str, Any], said: str) -> None:
    with pytest.raises(Wrong, match=said):
        make_report(actor=valley.member, **{"kind": "thought", "topics": SAID, **more})


def test_written_on_the_telephone_read_by_the_secretary_answered_and_read(valley: Valley) -> None:
    own, branch = a_client(valley.member), a_client(valley.secretary)
    assert own.post("/transfers/reports/new/thought/", SAID).status_code == 302
    one = Report.objects.get()
    assert "等您看" in branch.get("/transfers/reports/").content.decode()
    said = {"words": "保重身体", "version": one.version}
    assert branch.post(f"/transfers/reports/{one.pk}/", said).status_code == 302
    assert "保重身体" in own.get(f"/transfers/reports/{one.pk}/").content.decode()
    form = {
        "person": valley.person,
        "on": TODAY.isoformat(),
        "form": "oral",
        "heard_by": "",
        **SAID,
    }
    assert branch.post(f"/transfers/reports/at/{valley.branch.node.pk}/", form).status_code == 302


@pytest.mark.covers("S7.8.6#1")
def test_asking_for_leave_is_telling_the_branch_before_one_goes(judged: Valley) -> None:
    made = ask_absence(
        actor=judged.member, first=TODAY, last=TODAY + timedelta(days=5), ground="away", words="看病"
    )
    decide_absence(actor=judged.secretary, absence=made.pk, version=made.version, granted=True)
    assert verdicts(judged, "report.before-leaving") == ["met"]


@pytest.mark.covers("S7.8.6#2")
@pytest.mark.parametrize(("told", "verdict"), [(True, "met"), (False, "pending")])
def test_after_coming_back_the_branch_is_told(judged: Valley, told: bool, verdict: str) -> None:
    one = report_departure(
        actor=judged.member, purpose="work", place="江口", reason="进厂", contact="手机", leaves_on=TODAY
    )
    one = depart(actor=judged.member, away=one.pk, version=one.version, on=TODAY)
    topics = {"work": "店里忙"} if told else {}
    come_back(actor=judged.member, away=one.pk, version=one.version, on=TODAY, topics=topics)
    found = findings(judged.branch.node, TODAY)
    assert [str(one.verdict) for one in found if one.clause.family == "return_report.within"] == [verdict]


@pytest.mark.covers("S7.8.8")
def test_leading_cadres_report_first(judged: Valley) -> None:
    change_standing(
        actor=SYSTEM, person=judged.person, on=date(2026, 9, 1), attributes={"leading_cadre": "true"}
    )

    def verdict() -> list[str]:
        key = "school-ten-systems:report.leaders-first"
        return [str(one.verdict) for one in findings(judged.branch.node, TODAY, key)][-1:]

    before = verdict()
    written(judged)
    assert (before, verdict()) == (["pending"], ["met"])
