"""What follows from a meeting for each who was there or was not: so that nobody writes it down twice.

One line a rule. Nothing follows from a record without names: a ledger taken over as numbers says how many came,
not who.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from zhidu.apps.activities.kinds import COMMITTEE_MEETINGS
from zhidu.apps.activities.states import Standing
from zhidu.domain.rules.facts import Fact, words
from zhidu.domain.rules.vocabulary import MEASURES

PRESENT, LEAVE, ABSENT, OBSERVER, _, ASKED = Standing
THERE = frozenset({PRESENT, OBSERVER})
AWAY = frozenset({LEAVE, ABSENT})
ON_THE_LIST = THERE | AWAY | {ASKED}

ORGANISED_LIFE = frozenset(MEASURES["organised_life"].occasion)
LIFE_MEETINGS = frozenset({"group_life_meeting", "democratic_life_meeting"})
STUDY = frozenset({"member_study", "team_study", "staff_study"})
TRAINING = frozenset({"training_session"})
ALL: frozenset[str] = frozenset()
"""Every kind of gathering."""

ONCE, HOURS, CLASS_HOURS = "", "minutes", "class_hours"


@dataclass(frozen=True, slots=True)
class Taking:
    """One name on the list of a meeting."""

    code: str
    standing: str
    ground: str = ""


@dataclass(frozen=True, slots=True)
class Informed:
    """One person who should come to a meeting: when they were told of it, and of what is on the agenda."""

    code: str
    told: date | None
    agenda: date | None
    by: str = ""


@dataclass(frozen=True, slots=True)
class Follows:
    """From a meeting of one of *kinds*, whoever stands so has done *measure*.

    ``quantity`` names the column that says how much; without that column the fact does not follow.
    ``unexcused``: only where no ground was given.
    """

    measure: str
    kinds: frozenset[str]
    standings: frozenset[str]
    quantity: str = ONCE
    unexcused: bool = False
    carries: tuple[str, ...] = ()


FOLLOWS = (
    # whoever came, came: clauses ask whether everybody who should did
    Follows("attendance", ALL, THERE),
    # meetings that are organised life keep a member from 连续六个月不过组织生活
    Follows("organised_life", ORGANISED_LIFE, THERE),
    # a study session counts for each who studied, with what was studied
    Follows("study_attended", STUDY, THERE, carries=("topics",)),
    # and as long as it lasted
    Follows("study_hours", STUDY | TRAINING, THERE, HOURS),
    # 学时 only where somebody said how many: there is no national way to work them out from hours
    Follows("class_hours", ALL, THERE, CLASS_HOURS),
    # a training course attended
    Follows("training_attended", TRAINING, THERE),
    # the yearly appraisal: each member takes part in it
    Follows("took_part", frozenset({"democratic_appraisal"}), THERE),
    # whoever is on the list of a lecture was asked to come, whether they came or not
    Follows("invited", frozenset({"party_lecture"}), ON_THE_LIST),
    # not there, for whatever reason: leave should have been asked for
    Follows("activity_missed", ORGANISED_LIFE | LIFE_MEETINGS, AWAY),
    # 请假 was asked for and given
    Follows("leave_granted", ORGANISED_LIFE | LIFE_MEETINGS, frozenset({LEAVE})),
    # neither leave nor a ground: 无故缺席
    Follows("absence_unexcused", ORGANISED_LIFE | LIFE_MEETINGS, frozenset({ABSENT}), unexcused=True),
)
_SIXTY = Decimal(60)
_TENTH_OF_A_MINUTE = Decimal("0.0001")


def derived(event: Fact, names: Iterable[Taking]) -> Iterator[Fact]:
    """Facts about people that follow from *event*, which was held, and its list of *names*."""
    rules = [one for one in FOLLOWS if not one.kinds or event.measure in one.kinds]
    for taking in names:
        for rule in rules:
            if taking.standing not in rule.standings or (rule.unexcused and taking.ground):
                continue
            quantity = _quantity(event, rule)
            if quantity is not None:
                carried = {name: event.attributes[name] for name in rule.carries if name in event.attributes}
                yield _fact(event, rule.measure, taking.code, quantity, carried)
    yield from _lectures(event)
    yield from _spoken(event)


def notices(event: Fact, rows: Collection[Informed], names: Collection[Taking]) -> Iterator[Fact]:
    """That those who should come were told: each of them, and once the last of them knew, the meeting as a whole.

    Where there is a list of names, it says who that was; nobody counts who was left out of 应到 or sat in.
    """
    asked = {one.code for one in names if one.standing in THERE | AWAY and one.standing != OBSERVER}
    told = {one.code: one for one in rows if not asked or one.code in asked}
    everybody = bool(told) and asked <= told.keys()
    for one in told.values():
        if one.told is not None:
            yield replace(
                _on(event, "notified", one.told), id=f"{event.id}.notified.{one.code}", subject=one.code
            )
    for measure, days in (
        ("meeting_notified", [one.told for one in told.values()]),
        ("agenda_notified", [one.agenda for one in told.values()]),
    ):
        known = [day for day in days if day is not None]
        if everybody and len(known) == len(days):
            columns = {
                "audience": _audience(event),
                "by": ";".join(sorted({one.by for one in told.values() if one.by})),
            }
            attributes = {name: text for name, text in columns.items() if text}
            yield replace(_on(event, measure, max(known)), attributes=attributes)


def _on(event: Fact, measure: str, day: date) -> Fact:
    return replace(
        event,
        id=f"{event.id}.{measure}",
        measure=measure,
        on=day,
        entered_on=day,
        quantity=Decimal(1),
        ref=event.id,
        for_period="",
        planned=False,
        sure=True,
        attributes={},
    )


def _audience(event: Fact) -> str:
    if event.measure in COMMITTEE_MEETINGS:
        return "committee_members"
    return "all_members" if event.subject.startswith("org-") else ""


def _quantity(event: Fact, rule: Follows) -> Decimal | None:
    if not rule.quantity:
        return Decimal(1)
    number = event.number(rule.quantity)
    if number is None:
        return None
    amount = Decimal(number.numerator) / Decimal(number.denominator)
    return (amount / _SIXTY).quantize(_TENTH_OF_A_MINUTE).normalize() if rule.quantity == HOURS else amount


def _lectures(event: Fact) -> Iterator[Fact]:
    """The lecturer has given a lecture: as a person, and in each post that the person holds."""
    if event.measure == "party_lecture":
        for column in ("lecturer_id", "lecturer_posts"):
            for code in sorted(words(event.attributes.get(column, ""))):
                yield _fact(event, "lecture_given", code, Decimal(1), {})


SPOKEN = (("analysed_id", "analysis_given"), ("criticised_id", "criticism_given"))
"""Column of a life meeting's record → what follows for each it names."""


def _spoken(event: Fact) -> Iterator[Fact]:
    """Who spoke of himself and of others at a life meeting, by its minutes."""
    for column, measure in SPOKEN:
        for code in sorted(words(event.attributes.get(column, "")) or ()):
            yield _fact(event, measure, code, Decimal(1), {})


def _fact(event: Fact, measure: str, subject: str, quantity: Decimal, columns: dict[str, str]) -> Fact:
    return replace(
        event,
        id=f"{event.id}.{measure}.{subject}",
        subject=subject,
        measure=measure,
        quantity=quantity,
        ref=event.id,
        attributes=columns,
    )
