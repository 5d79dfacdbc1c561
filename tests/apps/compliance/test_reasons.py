"""Reasons for what was not done: who may put one forward, who may agree, and what follows."""

from __future__ import annotations

from datetime import date

import pytest

from tests.apps.builders import Branch, an_account, an_actor, an_organization, holds
from tests.apps.compliance.making import MEETING, TODAY, a_running_branch, finding, judged
from zhidu.apps.activities.actions.enter_many import enter_many
from zhidu.apps.activities.entries import Entry
from zhidu.apps.compliance.actions.answer_deviation import agree, refuse, withdraw
from zhidu.apps.compliance.actions.ask_deviation import ask_deviation
from zhidu.apps.compliance.models import Deviation, StoredFinding
from zhidu.foundation.access.queries import actor_of
from zhidu.foundation.access.rules import SYSTEM, Actor
from zhidu.foundation.access.verbs import Refused
from zhidu.foundation.acts import Stale, Wrong
from zhidu.foundation.clock import on_day
from zhidu.foundation.journal.models import Entry as Line

pytestmark = pytest.mark.django_db
LECTURES = "branch-comprehensive:lecture.yearly"


@pytest.fixture
def branch() -> Branch:
    """A branch that gave no lecture in the whole of last year (一般每年四次)."""
    with on_day(TODAY):
        made = a_running_branch(since=date(2025, 1, 1))
        judged(made)
        return made


def lectures(branch: Branch) -> StoredFinding:
    judged(branch)
    return finding(branch, "2025", LECTURES)


def test_a_reason_excuses_once_somebody_else_who_leads_has_agreed(branch: Branch) -> None:
    officer, secretary = an_actor("organisation", branch.node), an_actor("secretary", branch.node)
    with on_day(TODAY):
        row = lectures(branch)
        assert (row.verdict, row.record["word"]) == ("breached", "一般未做到")
        reason = ask_deviation(actor=officer, finding=row.pk, reason="上半年全员在抗旱一线")
        waiting = lectures(branch)
        assert waiting.verdict == "breached"
        assert "没有批准人" in waiting.record["explanation"]
        agree(actor=secretary, deviation=reason.pk, approver="branch", version=1)
        excused = lectures(branch)
        assert excused.verdict == "exempt"
        assert "上半年全员在抗旱一线" in excused.record["explanation"]


def test_nobody_agrees_to_a_reason_of_his_own(branch: Branch) -> None:
    secretary = an_actor("secretary", branch.node)
    with on_day(TODAY):
        reason = ask_deviation(actor=secretary, finding=lectures(branch).pk, reason="抗旱")
        with pytest.raises(Refused):
            agree(actor=secretary, deviation=reason.pk, approver="branch", version=1)


def test_a_reason_that_was_taken_back_or_refused_excuses_nothing(branch: Branch) -> None:
    officer, secretary = an_actor("organisation", branch.node), an_actor("secretary", branch.node)
    with on_day(TODAY):
        first = ask_deviation(actor=officer, finding=lectures(branch).pk, reason="抗旱")
        with pytest.raises(Wrong, match="已经说明过理由"):
            ask_deviation(actor=officer, finding=lectures(branch).pk, reason="再说一遍")
        refuse(actor=secretary, deviation=first.pk, version=1)
        second = ask_deviation(actor=officer, finding=lectures(branch).pk, reason="全年只有两名讲课人")
        agree(actor=secretary, deviation=second.pk, approver="branch", version=1)
        assert lectures(branch).verdict == "exempt"
        withdraw(actor=officer, deviation=second.pk, version=2)
        with on_day(date(2026, 11, 27)):
            judged(branch, date(2026, 11, 27))
            assert finding(branch, "2025", LECTURES).verdict == "breached"


def test_two_who_answer_at_once_the_second_is_told(branch: Branch) -> None:
    officer, secretary = an_actor("organisation", branch.node), an_actor("secretary", branch.node)
    with on_day(TODAY):
        reason = ask_deviation(actor=officer, finding=lectures(branch).pk, reason="抗旱")
        refuse(actor=secretary, deviation=reason.pk, version=1)
        with pytest.raises(Stale, match="别人刚刚处理过"):
            agree(actor=secretary, deviation=reason.pk, approver="branch", version=1)


def test_where_the_text_allows_no_excuse_none_is_taken(branch: Branch) -> None:
    officer = an_actor("organisation", branch.node)
    with on_day(TODAY):
        judged(branch)
        with pytest.raises(Wrong, match="补办记为迟办"):
            ask_deviation(actor=officer, finding=finding(branch, "2026-10", MEETING).pk, reason="忙")


def test_an_outsider_can_neither_ask_nor_answer(branch: Branch) -> None:
    outsider, officer = an_actor("secretary", an_organization()), an_actor("organisation", branch.node)
    with on_day(TODAY):
        with pytest.raises(Refused):
            ask_deviation(actor=outsider, finding=lectures(branch).pk, reason="忙")
        reason = ask_deviation(actor=officer, finding=lectures(branch).pk, reason="抗旱")
        with pytest.raises(Refused):
            agree(actor=outsider, deviation=reason.pk, approver="branch", version=1)
    assert Deviation.objects.get().approved_at is None


def a_superior(branch: Branch) -> Actor:
    user = an_account()
    holds(user, "superior", branch.node)
    return actor_of(user)


@pytest.mark.covers("S5.1.3")
def test_an_absence_is_excused_on_grounds_the_text_names_and_by_the_branch(branch: Branch) -> None:
    person = branch.people[-1]
    secretary = an_actor("secretary", branch.node)
    own = actor_of(an_account(person=person))
    with on_day(TODAY):
        day = date(2026, 10, 14)
        enter_many(
            actor=SYSTEM, rows=[Entry(kind="absence_unexcused", node=branch.node.pk, person=person, on=day)]
        )
        judged(branch)
        absence = StoredFinding.objects.get(
            organization=branch.node,
            subject=f"person-{person}",
            period="2026-10",
            family="organised_life.absence.ban",
        )
        assert absence.verdict == "breached"
        with pytest.raises(Wrong, match="理由中选一项"):
            ask_deviation(actor=own, finding=absence.pk, reason="在县医院陪护")
        reason = ask_deviation(actor=own, finding=absence.pk, reason="在县医院陪护", ground="valid_reason")
        with pytest.raises(Refused):
            agree(actor=a_superior(branch), deviation=reason.pk, approver="superior", version=1)
        agree(actor=secretary, deviation=reason.pk, approver="branch", version=1)
        judged(branch)
        absence.refresh_from_db()
        assert absence.verdict == "exempt"


def test_the_journal_tells_of_each_step_and_holds_no_words(branch: Branch) -> None:
    officer, secretary = an_actor("organisation", branch.node), an_actor("secretary", branch.node)
    with on_day(TODAY):
        reason = ask_deviation(actor=officer, finding=lectures(branch).pk, reason="上半年全员在抗旱一线")
        agree(actor=secretary, deviation=reason.pk, approver="branch", version=1)
    lines = list(Line.objects.filter(object=reason.code).order_by("id"))
    assert [line.act for line in lines] == ["compliance.ask_deviation", "compliance.agree"]
    assert all("抗旱" not in str(line.details) for line in lines)


def test_a_superior_may_agree_in_the_superiors_name(branch: Branch) -> None:
    town = an_organization(type="township_committee")
    officer = an_actor("organisation", branch.node)
    with on_day(TODAY):
        reason = ask_deviation(actor=officer, finding=lectures(branch).pk, reason="抗旱")
        with pytest.raises(Refused):
            agree(actor=an_actor("superior", town), deviation=reason.pk, approver="superior", version=1)
        agree(actor=a_superior(branch), deviation=reason.pk, approver="superior", version=1)
        assert lectures(branch).verdict == "exempt"
