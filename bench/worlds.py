"""基准用的支部：按固定种子生成 14 个月的记录，任意放大事实、条款和人数。"""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta

from zhidu.domain.calendar import Calendar
from zhidu.domain.rules.book import Rulebook
from zhidu.domain.rules.facts import Fact
from zhidu.domain.rules.subjects import Spell, Subject, Subjects
from zhidu.domain.rules.world import Duty, World
from zhidu.rulebooks.inherit import Adoption, effective_duties
from zhidu.rulebooks.library import find_book
from zhidu.rulebooks.load import load
from zhidu.rulebooks.worlds import make_world

AS_OF = date(2026, 11, 22)
FIRST = date(2025, 11, 23)
BRANCH = "一支部"
MEETINGS = {
    "members_meeting": 3,
    "committee_meeting": 1,
    "party_lecture": 3,
    "party_day": 1,
    "organisational_life_meeting": 12,
}
"""Measure → every how many months it is held."""


@dataclass(frozen=True, slots=True)
class Scene:
    """Books, people and records ready to be evaluated."""

    books: tuple[Rulebook, ...]
    subjects: Subjects
    facts: tuple[Fact, ...]
    duties: tuple[Duty, ...]
    calendar: Calendar

    def world(self) -> World:
        """A fresh world: nothing remembered from an earlier run."""
        return make_world(self.books, self.subjects, self.facts, as_of=AS_OF, calendar=self.calendar)


def scene(*, members: int = 35, facts: int = 1, clauses: int = 1) -> Scene:
    """One branch under the national book and its own; *facts* and *clauses* say how many times as many."""
    books = (load(find_book("national")), load(find_book("branch-comprehensive")))
    subjects = Subjects(_subjects(members))
    calendar = Calendar()
    adoptions = [
        Adoption(organization="县委", book="national"),
        Adoption(organization=BRANCH, book="branch-comprehensive"),
    ]
    duties = effective_duties(adoptions, {"*": {one.id: one for one in books}}, subjects, calendar)
    many = [
        replace(duty, clause=replace(duty.clause, id=f"{duty.clause.id}-{copy}"))
        for duty in duties
        for copy in range(clauses)
    ]
    return Scene(books, subjects, tuple(_facts(members, facts)), tuple(many), calendar)


def _subjects(members: int) -> Iterator[Subject]:
    since = date(2020, 1, 1)
    yield Subject("县委", (Spell(type="county_committee", first=since),))
    yield Subject(BRANCH, (Spell(type="office_branch", belongs_to="县委", first=since),))
    for number in range(3):
        yield Subject(f"第{number}组", (Spell(type="group", belongs_to=BRANCH, first=since),))
    for number in range(members):
        post = {0: "secretary", 1: "organisation", 2: "publicity"}.get(number, "")
        columns = {"able_to_contact": "true", **({"post": post} if post else {})}
        place = f"第{number % 3}组"
        spell = Spell(type="full_member", belongs_to=place, first=since, attributes=columns)
        yield Subject(f"党员{number:05d}", (spell,))


def _facts(members: int, times: int) -> Iterator[Fact]:
    chance = random.Random(20260101)
    number = 0
    for copy in range(times):
        for month in range(14):
            day = date(2025, 10, 1) + timedelta(days=30 * month)
            for measure, every in MEETINGS.items():
                if month % every == 0 and chance.random() < 0.95:
                    number += 1
                    yield Fact(
                        id=f"f{number}",
                        subject=BRANCH,
                        measure=measure,
                        on=day + timedelta(days=chance.randrange(25)),
                        attributes={"chair": "secretary", "topics": "work_plan", "round": str(copy)},
                    )
            for person in range(members):
                for measure in ("dues_paid", "organised_life", "study_attended", "class_hours"):
                    if chance.random() < 0.95:
                        number += 1
                        on = day + timedelta(days=chance.randrange(25))
                        yield Fact(id=f"f{number}", subject=f"党员{person:05d}", measure=measure, on=on)
