"""Books adopted and given up over time: on every day exactly the merged clauses of that day bind."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta

from hypothesis import assume, given
from hypothesis import strategies as st

from tests.properties.clause_strategies import neighbours
from tests.properties.laws import law
from tests.properties.strategies import BRANCH, CALENDAR, COUNTY, LONG_AGO
from tests.worked import subject
from zhidu.domain.rules.book import Rulebook
from zhidu.domain.rules.clause import Clause
from zhidu.domain.rules.subjects import Subjects
from zhidu.domain.rules.terms import Reach
from zhidu.domain.rules.world import Days, Duty
from zhidu.rulebooks.inherit import (
    Adoption,
    Contradiction,
    chains,
    duties_of_one,
    effective_duties,
    together,
)

TOWN = "镇党委"
ADOPTERS = (COUNTY, TOWN, BRANCH)
days = st.dates(date(2026, 1, 1), date(2026, 12, 31))
TREE = Subjects(
    [
        subject(COUNTY, "county_committee"),
        subject(TOWN, "township_committee", belongs_to=COUNTY),
        subject(BRANCH, "village_branch", belongs_to=TOWN),
    ]
)


@st.composite
def adoptions(draw: st.DrawFn) -> list[Adoption]:
    """Each organisation adopts a book of its own, from some day and perhaps up to another."""
    found = []
    for name in ADOPTERS:
        first = draw(st.just(LONG_AGO) | days)
        last = draw(st.just(date.max) | st.dates(first, date(2027, 6, 30)))
        found.append(Adoption(organization=name, book=f"{name}的制度", first=first, last=last))
    return found


@st.composite
def books(draw: st.DrawFn) -> list[Rulebook]:
    """Three books, each with two clauses out of two families."""
    families = [draw(neighbours(size=3)) for _ in range(2)]
    return [
        Rulebook(
            id=f"{name}的制度",
            title=name,
            level="local",
            version="1",
            clauses=tuple(_placed(draw, chain[place], name, number) for number, chain in enumerate(families)),
        )
        for place, name in enumerate(ADOPTERS)
    ]


def _placed(draw: st.DrawFn, clause: Clause, name: str, number: int) -> Clause:
    reach = draw(st.sampled_from((Reach.BOTH, Reach.BOTH, Reach.SELF, Reach.BELOW)))
    return replace(
        clause,
        id=f"rule{number}",
        book=f"{name}的制度",
        family=f"family{number}",
        applies=replace(clause.applies, reach=reach),
    )


def held_on(day: date, organization: str, adopted: Sequence[Adoption], found: Sequence[Rulebook]) -> set[str]:
    duties = effective_duties(adopted, {"*": {one.id: one for one in found}}, TREE, CALENDAR)
    return {
        duty.clause.key
        for duty in duties
        if any(first <= day <= last for first, last in duty.days_held(organization))
    }


@law
@given(adoptions(), books(), days)
def test_the_clauses_held_on_a_day_are_the_merged_ones_of_that_day(
    adopted: list[Adoption], found: list[Rulebook], day: date
) -> None:
    """随时间合并的结果，与单看这一天的“谁的规定在管”一致。"""
    settled = {"*": {one.id: one for one in found}}
    for name in ADOPTERS:
        try:
            held = held_on(day, name, adopted, found)
            links = chains(name, day, adopted, settled, TREE, CALENDAR)
        except Contradiction:
            assume(False)
        shown = {link.source.clause.key for chain in links.values() for link in chain if link.runs}
        assert held == shown


@law
@given(adoptions(), books(), days)
def test_a_book_binds_nobody_before_its_adoption_nor_afterwards(
    adopted: list[Adoption], found: list[Rulebook], day: date
) -> None:
    try:
        held = {name: held_on(day, name, adopted, found) for name in ADOPTERS}
    except Contradiction:
        assume(False)
    for place, adoption in enumerate(adopted):
        running = adoption.first <= day <= adoption.last
        for other, name in enumerate(ADOPTERS):
            theirs = {key for key in held[name] if key.startswith(f"{adoption.book}:")}
            # a book reaches the adopter and those below it, never those above
            assert not theirs or (running and other >= place)


def moved(place: int, day: date) -> Subjects:
    """The tree in which the branch or the township changed its superior on a day."""
    town, branch = (
        subject(TOWN, "township_committee", belongs_to=COUNTY),
        subject(BRANCH, "village_branch", belongs_to=TOWN),
    )
    whole = [subject(COUNTY, "county_committee"), town, branch]
    old = whole[place].spells[0]
    to = "" if place == 1 else COUNTY
    before, after = replace(old, last=day), replace(old, first=day + timedelta(days=1), belongs_to=to)
    whole[place] = replace(whole[place], spells=(before, after))
    return Subjects(whole)


@law
@given(adoptions(), books(), st.sampled_from((1, 2)), days)
def test_the_duties_of_one_organisation_are_its_part_of_everybodys(
    adopted: list[Adoption], found: list[Rulebook], place: int, day: date
) -> None:
    """只给一个组织和它的上级，算出的与全部一起算的相同；有抵触时也一样。"""
    settled = {"*": {one.id: one for one in found}}
    tree = moved(place, day)
    clashes: list[Contradiction] = []
    whole = effective_duties(adopted, settled, tree, CALENDAR, clashes)
    each = []
    for subject_ in tree:
        line = {subject_.id} | {
            above for spell in subject_.spells for above in tree.ancestors(subject_.id, spell.last)
        }
        own = Subjects(one for one in tree if one.id in line)
        theirs = [one for one in adopted if one.organization in line]
        each.append(duties_of_one(subject_.id, theirs, settled, own, CALENDAR, []))
    assert by_clause(together(each)) == by_clause(whole)


def by_clause(duties: Sequence[Duty]) -> dict[int, Mapping[str, Sequence[Days]] | None]:
    return {id(duty.clause): duty.holders for duty in duties}
