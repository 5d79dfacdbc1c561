"""Facts of this app: how many a secretary leads, how old, how many were lost, when the term began and now."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator
from datetime import date
from decimal import Decimal
from fractions import Fraction

from zhidu.apps.members import queries as members
from zhidu.apps.registry.births import births_in
from zhidu.apps.registry.trends import Point, Stay, point
from zhidu.domain.rules.facts import Fact

MEASURES = frozenset({"members_count", "members_mean_age", "members_lost"})
SECRETARY = "secretary"
_CENT = Decimal("0.01")


def facts(*, organizations: Collection[int] | None, known_on: date) -> list[Fact]:
    """Of every secretary in office on *known_on* whose term has a beginning; None: of everybody. Three queries.

    A mean age is stated only where every day of birth is known: of some it would be no fact about all.
    """
    led = [
        (pk, organization, begun)
        for pk, organization, attributes in members.posts_begun(organizations, SECRETARY, known_on)
        if (begun := _day(attributes.get("term_from", ""))) is not None and begun <= known_on
    ]
    if not led:
        return []
    places = None if organizations is None else {organization for _, organization, _ in led}
    births = births_in(places)
    stays: dict[int, list[Stay]] = defaultdict(list)
    for organization, person, first, last, ended in members.stays_in(places):
        stays[organization].append(Stay(first, last, ended, births.get(person)))
    found: list[Fact] = []
    for pk, organization, begun in led:
        for name, day in (("start", begun), ("now", known_on)):
            if name == "now" and day == begun:
                continue
            found += _facts(f"post-{pk}", name, point(stays[organization], day))
    return found


def _facts(holder: str, name: str, at: Point) -> Iterator[Fact]:
    quantities = {"members_count": Decimal(at.members), "members_lost": Decimal(at.lost)}
    if at.mean_age is not None and at.aged == at.members:
        quantities["members_mean_age"] = _decimal(at.mean_age)
    for measure, quantity in quantities.items():
        yield Fact(
            id=f"{holder}.{measure}.{name}", subject=holder, measure=measure, on=at.on, quantity=quantity
        )


def _decimal(number: Fraction) -> Decimal:
    return (Decimal(number.numerator) / Decimal(number.denominator)).quantize(_CENT)


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
