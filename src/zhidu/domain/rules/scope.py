"""Scope: on which days a clause binds a subject, and what share of a period that is."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from zhidu.domain.calendar import Period
from zhidu.domain.rules.clause import Applies
from zhidu.domain.rules.facts import Condition, Fact
from zhidu.domain.rules.subjects import Spell, Subject
from zhidu.domain.rules.terms import Partial
from zhidu.domain.rules.vocabulary import ATTRIBUTES, SUBJECT_TYPES, SubjectClass, is_a
from zhidu.domain.rules.world import Duty, Stretch, World


@dataclass(frozen=True, slots=True)
class InPeriod:
    """How much of one period is in scope, who governs at its end, and the last day in scope."""

    days: int
    last: date
    organization: str
    sure: bool


def stretches(duty: Duty, subject: Subject, world: World) -> tuple[Stretch, ...]:
    """Where the clause fits the subject, spell by spell; adoption and revision dates are applied later.

    Most clauses of a book bind the same subjects, so the answer is remembered in the world.
    """
    asked = duty.clause.applies, subject.id
    known = world.stretches.get(asked)
    if known is None:
        known = world.stretches[asked] = tuple(_stretches(duty.clause.applies, subject, world))
    return known


def _stretches(applies: Applies, subject: Subject, world: World) -> Iterator[Stretch]:
    for spell, (first, last, organization) in zip(
        subject.spells, world.subjects.governed(subject), strict=True
    ):
        fits = _fits(applies, subject, spell, organization, world)
        if fits is not False:
            yield Stretch(first, last, organization, fits is True)


def _fits(applies: Applies, subject: Subject, spell: Spell, organization: str, world: World) -> bool | None:
    if applies.types and not any(is_a(spell.type, wanted) for wanted in applies.types):
        return False
    governing = spell
    if organization and organization != subject.id:
        above = world.subjects.get(organization)
        if above is not None:
            governing = above.on(spell.last) or above.spells[-1]
    if applies.organizations and (organization or subject.kind is SubjectClass.ORGANIZATION):
        # an organisation of no stated type may be any of them
        stated = governing.type != "organization"
        if stated and not any(is_a(governing.type, wanted) for wanted in applies.organizations):
            return False
    answer: bool | None = True
    for conditions, looked_at, holder in (
        (applies.who, spell, subject.id),
        (applies.when, governing, organization),
    ):
        for condition in conditions:
            one = condition.holds(_attribute(condition, looked_at, holder, world))
            if one is False:
                return False
            if one is None:
                answer = None
    return answer


def organization_fits(applies: Applies, spell: Spell) -> bool | None:
    """Whether a clause may bind an organisation of that type and those columns; None where they do not say.

    An organisation of no stated type may be of any; who and what below it is bound is decided later.
    """
    stated = spell.type != "organization"
    if applies.organizations and stated and not any(is_a(spell.type, one) for one in applies.organizations):
        return False
    answer: bool | None = True
    for condition in applies.when:
        value = spell.attributes.get(condition.column)
        if not value and condition.column == "sector":
            value = SUBJECT_TYPES[spell.type].sector
        one = condition.holds(value)
        if one is False:
            return False
        answer = answer if one else None
    return answer


def _attribute(condition: Condition, spell: Spell, holder: str, world: World) -> str | None:
    value = spell.attributes.get(condition.column)
    if value:
        return value
    if condition.column == "sector" and SUBJECT_TYPES[spell.type].sector:
        return SUBJECT_TYPES[spell.type].sector
    if condition.column == "full_members" and holder:
        members = [
            one for one in world.subjects.below(holder, world.as_of) if one.kind is SubjectClass.MEMBER
        ]
        if members:
            full = [
                one for one in members if (at := one.on(world.as_of)) and at.type != "probationary_member"
            ]
            return str(len(full))
    return ATTRIBUTES[condition.column].default if condition.column in ATTRIBUTES else None


def in_period(duty: Duty, found: tuple[Stretch, ...], period: Period) -> InPeriod | None:
    """How the clause binds within a period, or None when it does not bind there at all.

    The facts of a member follow the person; the organisation on the last day in scope governs (row 13).
    """
    inside = [one for one in found if one.first <= period.end and one.last >= period.start]
    if not inside:
        return None
    final = max(inside, key=lambda one: one.last)
    last = min(final.last, period.end)
    days = 0
    for held_first, held_last in duty.days_held(final.organization):
        # a clause that gives way to another within a period asks nothing of that period: its successor does
        if held_last < last or held_first > last:
            continue
        for one in inside:
            start = max(one.first, period.start, held_first)
            end = min(one.last, period.end)
            if start <= end:
                days += (end - start).days + 1
    if days <= 0:
        return None
    return InPeriod(min(days, period.days), last, final.organization, all(one.sure for one in inside))


def on_day(duty: Duty, found: tuple[Stretch, ...], day: date) -> Stretch | None:
    """The stretch that binds on one day, or None: act kinds use the text in force that day."""
    for one in found:
        if one.first <= day <= one.last and any(
            first <= day <= last for first, last in duty.days_held(one.organization)
        ):
            return one
    return None


def scaled(amount: Fraction, scope: InPeriod, period: Period, mode: Partial) -> Fraction:
    """What is asked of a period that is in scope only in part (row 10)."""
    if scope.days >= period.days or mode is Partial.FULL:
        return amount
    if mode is Partial.SKIP:
        return Fraction(0)
    share = amount * scope.days / period.days
    if mode is Partial.EXACT:
        return share
    return Fraction((share + Fraction(1, 2)).__floor__())


def events(
    duty: Duty, subject: Subject, found: tuple[Stretch, ...], measure: str, world: World, window: Period
) -> Iterator[tuple[Fact, Stretch]]:
    """Held facts of *measure* inside the window on days the clause binds the subject."""
    for fact in world.held.of(measure, subject.id):
        if window.contains(fact.on):
            stretch = on_day(duty, found, fact.on)
            if stretch is not None:
                yield fact, stretch
