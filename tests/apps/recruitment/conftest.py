"""A branch under a township that runs the national book, and somebody on the way into the Party."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

import pytest

from tests.apps.ballots.making import the_book
from tests.apps.builders import Branch, a_branch, an_actor, an_organization
from zhidu.apps.adoption.actions import adopt
from zhidu.apps.members.models import Person
from zhidu.apps.procedures import actions as cases
from zhidu.apps.procedures.engine import Live, live
from zhidu.apps.procedures.models import Case, Request
from zhidu.apps.procedures.papers_in import Paper, own_papers
from zhidu.apps.procedures.queries import at_step
from zhidu.apps.recruitment import actions
from zhidu.apps.recruitment.actions.begin import courses
from zhidu.apps.recruitment.asking import MANY, NUMBER, ONE, PEOPLE, questions
from zhidu.apps.recruitment.models import Dossier
from zhidu.apps.recruitment.rules import rules_of
from zhidu.domain.calendar import add_months
from zhidu.domain.procedures import Act, Refusal
from zhidu.domain.procedures import Move as Moved
from zhidu.foundation.access.rules import SYSTEM, Actor
from zhidu.foundation.clock import on_day, today

BEGUN = date(2026, 6, 1)
BORN = date(2000, 5, 20)
_numbers = itertools.count(1)


@dataclass(frozen=True)
class Place:
    """A branch under a township, and who acts at each."""

    town: Any
    branch: Branch
    secretary: Actor
    township: Actor

    def course(self, procedure: str, on: date = BEGUN) -> str:
        return next(one.key for one in courses(self.branch.node, on) if one.procedure.id == procedure)


Placed = Callable[..., Place]


@pytest.fixture
def placed(db: None) -> Placed:
    """Make the place with the books it runs."""

    return a_place


def a_place(*books: str) -> Place:
    """The branch and its township, with the books they run."""
    town = an_organization(f"云溪{next(_numbers)}镇党委", type="township_committee")
    for book in books or ("national",):
        adopt(actor=SYSTEM, organization=town.pk, book=the_book(book).pk, first=date(2014, 6, 1))
    branch = a_branch("东岭村党支部", type="village_branch", members=7, under=town)
    return Place(
        town,
        branch,
        an_actor("secretary", branch.node, person=branch.people[0]),
        an_actor("superior", town),
    )


@pytest.fixture
def place(placed: Placed) -> Place:
    return placed()


@pytest.fixture(autouse=True)
def _today() -> Iterator[None]:
    with on_day(BEGUN):
        yield


@dataclass
class Way:
    """Somebody's way, walked a step at a time; the clock goes along."""

    place: Place
    dossier: Dossier
    day: date = BEGUN
    votes: int = 0
    walked: list[str] = field(default_factory=list)

    @property
    def going(self) -> Live:
        rows = Case.objects.select_related("organization", "matter", "book", "person")
        return live(rows.get(pk=self.dossier.case_id))

    @property
    def person(self) -> Person:
        return Person.objects.get(pk=self.dossier.person_id)

    def fresh(self) -> Dossier:
        self.dossier = Dossier.objects.select_related("person", "organization", "case").get(
            pk=self.dossier.pk
        )
        return self.dossier

    def answers(self, step: str, **other: str) -> dict[str, str]:
        """What the clauses want, all of it in order."""
        going = self.going
        wanted = going.step(step)
        assert wanted is not None
        rules = rules_of(self.place.branch.node, self.day, going.said)
        found = {}
        for one in questions(wanted.facts, rules):
            if one.sort == PEOPLE:
                number = one.least or 1
                found[one.name] = ";".join(str(pk) for pk in self.place.branch.people[3 : 3 + number])
            elif one.sort == MANY:
                found[one.name] = ";".join(sorted(one.all_of))
            elif one.sort == ONE:
                found[one.name] = next(iter(sorted(one.only or one.choices)))
            elif one.sort == NUMBER:
                found[one.name] = "3" if one.name == "days" else ""
        if "political_review" in wanted.facts:
            found["conclusion"] = "qualified"
        return {**found, **other}

    def papers(self, tokens: Any, step: str) -> list[Paper]:
        ready = {one.token for one in self.going.ready(step)}
        return [Paper(token, words="档案柜") for token in tokens if token not in ready]

    def take(
        self,
        step: str,
        on: date | None = None,
        *,
        actor: Actor | None = None,
        words: str = "表现好。",
        **other: str,
    ) -> Dossier:
        """Take a step on a day, the answers in order but for *other*."""
        self.day = on or self.day
        with on_day(self.day):
            going = self.going
            wanted = going.step(step)
            assert wanted is not None
            who = self.place.township if going.turn(wanted, Act.DO).above else self.place.secretary
            return actions.record_step(
                actor=actor or who,
                dossier=self.dossier.pk,
                version=at_step(self.dossier.case_id, step).version,
                step=step,
                on=self.day,
                said=self.answers(step, **other),
                words=words,
                papers=self.papers(wanted.evidence, step),
            )

    def ask(self, step: str, on: date | None = None, *, source: str = "") -> None:
        self.day = on or self.day
        with on_day(self.day):
            going = self.going
            wanted = going.step(step)
            assert wanted is not None
            cases.ask(
                actor=self.place.secretary,
                case=self.dossier.case_id,
                step=step,
                on=self.day,
                words="请批复",
                source=source,
                papers=self.papers(own_papers(going, wanted), step),
            )

    def answered(self, on: date | None = None, answer: str = "agreed") -> None:
        """The superiors answer what waits for them."""
        self.day = on or self.day
        with on_day(self.day):
            while (
                sent := Request.objects.filter(case=self.dossier.case_id, answer="waiting").first()
            ) is not None:
                cases.decide(
                    actor=self.place.township,
                    request=sent.pk,
                    version=self.going.row.version,
                    answer=answer,
                    on=self.day,
                    words="照办" if answer == "agreed" else "不成熟",
                )

    def vote(self, step: str, on: date | None = None, outcome: str = "passed") -> None:
        """The ballot app asks and answers; what is written of the meeting follows."""
        self.votes += 1
        source = f"ballot-{self.dossier.pk}-{self.votes}"
        self.ask(step, on, source=source)
        with on_day(self.day):
            cases.answer(
                actor=self.place.secretary,
                case=self.dossier.case_id,
                step=step,
                outcome=outcome,
                on=self.day,
                source=source,
            )
        if outcome == "passed" and not self.going.standing.done(step):
            self.take(step)

    def published(self, step: str) -> None:
        """Put up, and taken down the day after the last full day."""
        self.ask(step)
        gate = self.going.step(step).gate  # type: ignore[union-attr]
        self.day = self.going.calendar.add(self.day, gate.lasting) + timedelta(days=1)  # type: ignore[union-attr, arg-type]
        with on_day(self.day):
            cases.settle(
                actor=self.place.secretary,
                case=self.dossier.case_id,
                version=self.going.row.version,
                step=step,
                on=self.day,
            )

    def walk(self, until: str = "") -> str:
        """On by the way nobody objects to, as early as it may be, up to (not with) a step."""
        while (step := self.going.next) is not None and step.id != until:
            self.walked.append(step.id)
            assert len(self.walked) < 60
            kind = step.gate.kind if step.gate is not None else ""
            self.day += timedelta(days=1)
            self._wait(step.id)
            if kind == "ballot":
                self.vote(step.id)
            elif kind == "approval":
                self.ask(step.id)
                self.answered()
                if not self.going.standing.done(step.id):
                    self.take(step.id)
            elif kind == "publication":
                self.published(step.id)
            else:
                self.take(step.id)
        return self.going.row.state

    def against(self, step: str, on: date | None = None) -> list[Refusal]:
        """What speaks against a step on a day, its papers being there."""
        going = self.going
        wanted = going.step(step)
        assert wanted is not None
        gate = wanted.gate
        act = Act.ASK if gate is not None and going.standing.of(step).passed is None else Act.DO
        papers = frozenset(wanted.evidence)
        return going.refusals(Moved(step=step, on=on or self.day, act=act, evidence=papers))

    def possible_from(self, step: str) -> date | None:
        return max((one.possible_from for one in self.against(step) if one.possible_from), default=None)

    def _wait(self, step: str) -> None:
        """Let time pass until the step may be taken, with the inspections that fall into it."""
        earliest = self.possible_from(step) or self.day
        regular = next(
            (
                one.id
                for one in self.going.procedure.steps
                if "activist_inspected" in one.facts and one.repeat
            ),
            None,
        )
        while regular is not None and self.going.standing.done(regular):
            last = max(self.going.standing.of(regular).done)
            due = add_months(last, 5)
            if due > earliest or self.going.standing.passed_over(self.going.step(regular)):  # type: ignore[arg-type]
                break
            self.take(regular, due)
        self.day = max(self.day, earliest)


@pytest.fixture
def begun(place: Place) -> Way:
    return a_way(place)


def a_way(place: Place, procedure: str = "recruitment-2026", on: date = BEGUN, **about: Any) -> Way:
    """Somebody new, whose application has been taken in."""
    with on_day(max(on, today())):
        made = actions.begin(
            actor=place.secretary,
            organization=place.branch.node.pk,
            procedure=place.course(procedure, on),
            first=on,
            name="周小满",
            about={"born": BORN, **about},
            letter="我志愿加入中国共产党。",
        )
    return Way(place, made, day=on)
