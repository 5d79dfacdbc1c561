"""The procedures that issue 5 names, as shipped, each run from beginning to end by those who must act."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import pytest

from tests.apps.procedures.conftest import TODAY, Place, now
from zhidu.apps.activities.models import Activity
from zhidu.apps.procedures.actions import answer, ask, decide, settle, take_step
from zhidu.apps.procedures.models import Case, Request
from zhidu.apps.procedures.papers_in import Paper, own_papers
from zhidu.apps.procedures.queries import ruling
from zhidu.domain.procedures import Act
from zhidu.foundation.access.rules import SYSTEM, Actor
from zhidu.foundation.acts import Wrong


@dataclass
class Course:
    """A case and how it is moved on, every paper lying in the cupboard."""

    place: Place
    case: Case
    votes: int = 0
    walked: list[str] = field(default_factory=list)

    def papers(self, step: str, tokens: Any) -> list[Paper]:
        ready = {one.token for one in now(self.case).ready(step)}
        return [Paper(token, words="档案柜") for token in tokens if token not in ready]

    def take(self, step: str, *, actor: Actor | None = None, **more: Any) -> None:
        going = now(self.case)
        wanted = going.step(step)
        assert wanted is not None
        take_step(
            actor=actor or self.place.secretary,
            case=self.case.pk,
            version=going.row.version,
            step=step,
            on=TODAY,
            fields=dict.fromkeys(wanted.fields, "写明了"),
            papers=self.papers(step, wanted.evidence),
            **more,
        )

    def ask(self, step: str, **more: Any) -> None:
        going = now(self.case)
        wanted = going.step(step)
        assert wanted is not None
        ask(
            actor=self.place.secretary,
            case=self.case.pk,
            step=step,
            on=TODAY,
            papers=self.papers(step, own_papers(going, wanted)),
            **more,
        )

    def vote(self, step: str, outcome: str = "passed") -> None:
        """The ballot app closes a vote: it asks and answers as itself."""
        self.votes += 1
        source = f"ballot-{self.votes}"
        self.ask(step, source=source)
        answer(
            actor=self.place.secretary,
            case=self.case.pk,
            step=step,
            outcome=outcome,
            on=TODAY,
            source=source,
        )
        going = now(self.case)
        if outcome == "passed" and not going.standing.done(step):
            self.take(step)

    def agreed(self, step: str, answer_: str = "agreed") -> None:
        """Every level above answers, the general branch first."""
        self.ask(step, words="请批复")
        while (sent := Request.objects.filter(case=self.case, answer="waiting").first()) is not None:
            levels = {
                self.place.general.pk: self.place.general_secretary,
                self.place.town.pk: self.place.township,
            }
            decide(
                actor=levels[sent.place_id],
                request=sent.pk,
                version=now(self.case).row.version,
                answer=answer_,
                on=TODAY,
                words="照办" if answer_ == "agreed" else "还要补",
            )

    def published(self, step: str) -> None:
        self.ask(step, words="公布如下")
        settle(
            actor=self.place.secretary,
            case=self.case.pk,
            version=now(self.case).row.version,
            step=step,
            on=TODAY,
        )

    def walk(self) -> None:
        """On to the end by the way nobody objects to."""
        while (step := now(self.case).next) is not None:
            self.walked.append(step.id)
            assert len(self.walked) < 40
            kind = step.gate.kind if step.gate is not None else ""
            if kind == "ballot":
                self.vote(step.id)
            elif kind == "approval":
                self.agreed(step.id)
                if not now(self.case).standing.done(step.id):
                    self.take(step.id)
            elif kind == "publication":
                self.published(step.id)
            else:
                going = now(self.case)
                turn = going.turn(step, Act.DO)
                who = {
                    self.place.town.path: self.place.township,
                    self.place.general.path: self.place.general_secretary,
                }.get(turn.path, self.place.secretary)
                self.take(step.id, actor=who)


def ended(case: Case) -> tuple[str, set[str]]:
    row = now(case).row
    steps = Activity.objects.filter(matter=row.matter_id, kind="procedure_step", voided_at=None)
    return row.state, {one.columns["step"] for one in steps}


@pytest.mark.parametrize(
    ("procedure", "about"),
    [
        ("organisational-life", False),
        ("democratic-life", False),
        ("election", False),
        ("unqualified-disposal", True),
        ("disposal", True),
        ("removal", True),
        ("self-withdrawal", True),
        ("admission", True),
    ],
)
def test_a_shipped_procedure_runs_to_its_end(place: Place, procedure: str, about: bool) -> None:
    person = place.branch.people[6] if about else None
    course = Course(place, place.opened(procedure, person=person))
    course.walk()
    state, steps = ended(course.case)
    going = now(course.case)
    if going.procedure.steps[-1].repeat:
        assert going.standing.complete
    else:
        assert state == "closed"
    assert steps == set(course.walked)


@pytest.mark.covers("S5.2.8", "S5.2.9")
def test_a_close_vote_is_put_off_and_in_a_special_case_goes_to_the_superior(place: Place) -> None:
    course = Course(place, place.opened("deferred-decision"))
    course.take("investigate")
    course.take("exchange", result="special_case")
    with pytest.raises(Wrong, match="不是走"):
        course.vote("revote")
    course.ask("escalate", words="双方意见：……；请镇党委裁决")
    # the general branch only sends it up; the party committee rules
    first = Request.objects.get(case=course.case)
    told: dict[str, Any] = {"actor": SYSTEM, "on": TODAY}
    decide(**told, request=first.pk, version=now(course.case).row.version, answer="agreed")
    told |= {"request": Request.objects.latest("pk").pk, "answer": "refused"}
    with pytest.raises(Wrong, match="没有写裁决的意见"):
        decide(**told, version=now(course.case).row.version)
    decide(**told, version=now(course.case).row.version, words="不建，先还旧账")
    # a no is a ruling as well: nothing is voted on again
    assert ended(course.case)[0] == "closed"
    found = ruling(course.case.pk)
    assert found is not None
    assert (found.carried, found.said) == (False, "裁决：不予通过")


@pytest.mark.covers("S5.2.8")
def test_a_close_vote_that_needs_no_ruling_is_voted_on_again(place: Place) -> None:
    course = Course(place, place.opened("deferred-decision"))
    course.take("investigate")
    course.take("exchange", result="otherwise")
    course.vote("revote", "failed")
    # close again: back to looking into it
    assert now(course.case).row.step == "investigate"
    course.take("investigate")
    course.take("exchange", result="otherwise")
    with pytest.raises(Wrong, match="不是走"):
        course.take("escalate")
    course.vote("revote")
    assert ended(course.case)[0] == "closed"


@pytest.mark.covers("S4.4.2", "S4.4.3")
def test_nobody_is_disposed_of_unheard(place: Place) -> None:
    course = Course(place, place.opened("disposal", person=place.branch.people[6]))
    course.take("opinion")
    with pytest.raises(Wrong, match="先要办完“大会讨论初步意见，听本人说明和申辩”"):
        course.ask("vote", source="ballot-1")
    course.take("hearing")
    course.vote("vote")
    course.take("resolution")
    assert ended(course.case)[0] == "closed"


def test_another_member_may_speak_for_whoever_is_to_be_disposed_of(place: Place) -> None:
    course = Course(place, place.opened("unqualified-disposal", person=place.branch.people[6]))
    for name in ("propose", "investigate", "talk", "opinion", "hearing"):
        course.take(name)
    assert [one.id for one in now(course.case).standing.open()] == ["defence", "vote"]
    course.take("defence", words="王二证明：外出前告诉过小组长")
    course.vote("vote", "failed")
    assert now(course.case).row.step == "vote"


@pytest.mark.covers("S5.5.5")
def test_whoever_withdrew_is_removed_only_when_the_superior_agrees(place: Place) -> None:
    course = Course(place, place.opened("removal", person=place.branch.people[6]))
    course.take("verify")
    course.vote("resolve")
    course.take("submit")
    course.agreed("approve", "refused")
    row = now(course.case).row
    assert (row.state, row.step) == ("open", "approve")
    course.agreed("approve")
    assert ended(course.case)[0] == "closed"


@pytest.mark.covers("S4.1.2")
def test_a_resolution_goes_up_level_by_level_and_each_level_is_on_record(place: Place) -> None:
    course = Course(place, place.opened("admission", person=place.branch.people[5]))
    course.vote("meeting")
    course.take("resolution")
    course.ask("submit", words="报请审批")
    first = Request.objects.get(case=course.case)
    decide(
        actor=place.general_secretary,
        request=first.pk,
        version=now(course.case).row.version,
        answer="agreed",
        on=TODAY,
        further=True,
        words="同意，报镇党委",
    )
    second = Request.objects.latest("pk")
    assert (second.place_id, second.level) == (place.town.pk, 2)
    decide(
        actor=place.township,
        request=second.pk,
        version=now(course.case).row.version,
        answer="agreed",
        on=TODAY,
    )
    assert [one.answer for one in Request.objects.order_by("pk")] == ["agreed", "agreed"]
    assert now(course.case).standing.done("submit")
