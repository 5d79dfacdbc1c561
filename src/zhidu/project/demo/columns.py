"""What stands in the columns of a record: who chaired, what it was about, how long it took, who was there."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import time
from math import ceil

from zhidu.domain.calendar import Unit, whole_units_within
from zhidu.domain.rules.facts import Condition
from zhidu.domain.rules.kinds.params import (
    Composition,
    Content,
    Deadline,
    DecisionRule,
    Frequency,
    Prohibition,
    Quota,
    Record,
    Role,
    Schedule,
)
from zhidu.domain.rules.kinds.parts import CountsIf
from zhidu.domain.rules.kinds.quota import COLUMNS as SIZE_COLUMNS
from zhidu.domain.rules.vocabulary import MEASURES, MeasureUnit, SubjectClass
from zhidu.project.demo.diary import Entry
from zhidu.project.demo.keeper import Keeper

GATHERINGS = frozenset(
    {
        *("members_meeting", "party_lecture", "party_day", "organisational_life_meeting", "group_meeting"),
        *("democratic_appraisal", "member_study", "staff_study", "group_life_meeting", "themed_practice"),
        *("appraisal_study", "election", "training_session"),
    }
)
COMMITTEES = frozenset(
    {
        *("committee_meeting", "democratic_life_meeting", "team_study", "party_building_meeting"),
        *("party_committee_meeting", "enlarged_committee_meeting"),
    }
)
_COMMITTEE_SIZE = 5
_PREFERRED = ("secretary", "branch", "self", "designated_person", "organisation_minister")
_FREE_WORDS = ("日常工作", "群众需求", "党员教育", "志愿服务")
_AFTERNOON = (time(15, 0), time(16, 30))


def fill(keeper: Keeper, entry: Entry) -> None:
    """Fill the columns the rules look at, and those everybody writes down anyway; never over what is there."""
    if entry.measure in GATHERINGS or entry.measure in COMMITTEES or _attendance_counts(keeper, entry):
        _attendance(keeper, entry)
    _hours(keeper, entry)
    _sizes(keeper, entry)
    _roles(keeper, entry)
    _contents(keeper, entry)
    _sorts(keeper, entry)
    if entry.measure == "ballot":
        _ballot(keeper, entry)


def put(entry: Entry, column: str, words: Iterable[str]) -> None:
    """Write a column unless something stands there already."""
    if not entry.says(column):
        text = ";".join(words)
        if text:
            entry.columns[column] = text


def _attendance_counts(keeper: Keeper, entry: Entry) -> bool:
    """Whether some clause counts the event only with enough people there, or only with a record."""
    found = keeper.binding.at_event(entry.subject, entry.measure, entry.on, Frequency)
    return any(params.counts_if != CountsIf() for _, params in found)


def _attendance(keeper: Keeper, entry: Entry) -> None:
    entitled = _entitled(keeper, entry)
    away = keeper.chance.randint(0, entitled // 8) if entitled > _COMMITTEE_SIZE else 0
    put(entry, "entitled", [str(entitled)])
    put(entry, "present", [str(entitled - away)])
    put(entry, "recorded", ["true"])


def _entitled(keeper: Keeper, entry: Entry) -> int:
    if entry.measure in COMMITTEES:
        return _COMMITTEE_SIZE
    counted = 0
    subject = keeper.subject(entry.subject)
    grouped = subject.kind is SubjectClass.GROUP
    branch = keeper.world.subjects.organization_of(entry.subject, entry.on)
    for one in keeper.world.subjects.below(branch, entry.on):
        spell = one.on(entry.on)
        if one.kind is SubjectClass.MEMBER and spell is not None and spell.type == "full_member":
            counted += not grouped or spell.attributes.get("group") == entry.subject
    return max(counted, 1)


def _hours(keeper: Keeper, entry: Entry) -> None:
    """The clock: inside the window a clause names, or in the afternoon."""
    begins, ends = (None, None) if entry.measure not in GATHERINGS | COMMITTEES else _AFTERNOON
    for _, params in keeper.binding.at_event(entry.subject, entry.measure, entry.on, Schedule):
        for window in params.windows:
            if (
                window.time_from
                and window.time_to
                and entry.on in window.days(entry.on, entry.on, keeper.world.calendar)
            ):
                begins, ends = window.time_from, window.time_to
    if begins and ends:
        put(entry, "begins", [f"{begins:%H:%M}"])
        put(entry, "ends", [f"{ends:%H:%M}"])


def _sizes(keeper: Keeper, entry: Entry) -> None:
    for _, params in keeper.binding.at_event(entry.subject, entry.measure, entry.on, Quota):
        if params.per is None and params.at_least is not None:
            size = params.at_least
            if params.at_most is None or size + 10 <= params.at_most:
                size += keeper.chance.choice((0, 0, 5, 10))
            if MEASURES[entry.measure].unit is MeasureUnit.TIMES:
                put(entry, SIZE_COLUMNS.get(params.unit, params.unit.value), [str(size)])
            else:
                entry.quantity = max(entry.quantity, params.at_least)


def _roles(keeper: Keeper, entry: Entry) -> None:
    allowed: dict[str, set[str]] = {}
    wanted: dict[str, int] = {}
    for _, params in keeper.binding.at_event(entry.subject, entry.measure, entry.on, Role):
        if params.allowed:
            both = allowed.get(params.duty, set(params.allowed)) & params.allowed
            allowed[params.duty] = both or set(params.allowed)
        wanted[params.duty] = params.exactly or 1
    for duty, number in wanted.items():
        choices = preferred(allowed.get(duty, set()))
        put(entry, duty, choices[:number] or _FREE_PERSONS[:number])


_FREE_PERSONS = ("组织委员", "宣传委员", "党小组长")


def preferred(words: Iterable[str]) -> list[str]:
    """Words in a fixed order, the usual ones first."""
    found = sorted(words)
    first = [one for one in _PREFERRED if one in found]
    return [*first, *(one for one in found if one not in first)]


def _contents(keeper: Keeper, entry: Entry) -> None:
    needed: dict[str, set[str]] = defaultdict(set)
    allowed: dict[str, set[str]] = {}
    number: dict[str, int] = defaultdict(lambda: 1)
    for _, params in keeper.binding.at_event(entry.subject, entry.measure, entry.on, Content):
        if params.reserved:
            if params.reserved_to:
                put(entry, "forum", preferred(params.reserved_to)[:1])
            continue
        needed[params.column] |= params.must_include
        number[params.column] = max(number[params.column], params.at_least or 0, params.exactly or 0)
        if params.allowed:
            both = allowed.get(params.column, set(params.allowed)) & params.allowed
            allowed[params.column] = both or allowed[params.column]
    for column, parts in _composed(keeper, entry).items():
        needed[column] |= set(parts)
    turn = len(keeper.diary.of(entry.measure, entry.subject))
    misplaced = _misplaced(keeper, entry)
    for column in sorted({*needed, *allowed, *number}):
        words = sorted(needed[column])
        choices = sorted(allowed.get(column, set()) - misplaced.get(column, set())) or (
            [] if words else list(_FREE_WORDS)
        )
        turned = [choices[(turn + place) % len(choices)] for place in range(len(choices))]
        words += [one for one in turned if one not in words][: max(0, number[column] - len(words))]
        put(entry, column, words)


def _misplaced(keeper: Keeper, entry: Entry) -> dict[str, set[str]]:
    """Words that would put the event into a sort which the rules want on other days."""
    found: dict[str, set[str]] = defaultdict(set)
    for _, schedule in keeper.binding.at_event(entry.subject, entry.measure, entry.on, Schedule):
        if not _fits(keeper, entry, schedule):
            for condition in schedule.where:
                found[condition.column] |= condition.any_of
    return found


def _fits(keeper: Keeper, entry: Entry, schedule: Schedule) -> bool:
    calendar = keeper.world.calendar
    return any(entry.on in window.days(entry.on, entry.on, calendar) for window in schedule.windows)


def _sorts(keeper: Keeper, entry: Entry) -> None:
    """Columns that tell one sort of event from another: every sort has its turn, what is forbidden never."""
    sorts: dict[str, list[str]] = {}
    for condition in _conditions(keeper, entry):
        found = sorts.setdefault(condition.column, [])
        found += [one for one in sorted(condition.any_of) if one not in found]
        if condition.at_least is not None:
            found += [str(condition.at_least + 5), str(condition.at_least - 1)]
    turn = len(keeper.diary.of(entry.measure, entry.subject))
    for column, words in sorts.items():
        if column != "quantity":
            turned = words if len(words) > 1 else [*words, "other"]
            put(entry, column, [turned[turn % len(turned)]])
    for condition in _forbidden(keeper, entry):
        if condition.column != "quantity":
            put(entry, condition.column, [_unlike(condition)])


def _conditions(keeper: Keeper, entry: Entry) -> Iterator[Condition]:
    about = entry.subject, entry.measure, entry.on
    for _, deadline in keeper.binding.at_event(*about, Deadline):
        yield from deadline.where
    for _, paper in keeper.binding.at_event(*about, Record):
        yield from paper.where
    for _, schedule in keeper.binding.at_event(*about, Schedule):
        fits = _fits(keeper, entry, schedule)
        for condition in schedule.where:
            put(entry, condition.column, [min(condition.any_of, default="other") if fits else "other"])


def _forbidden(keeper: Keeper, entry: Entry) -> Iterator[Condition]:
    for _, ban in keeper.binding.at_event(entry.subject, entry.measure, entry.on, Prohibition):
        yield from ban.where


def _unlike(condition: Condition) -> str:
    """A word or number that does not meet the condition."""
    if condition.at_most is not None:
        return str(condition.at_most + 1)
    if condition.at_least is not None:
        return str(condition.at_least - 1)
    return "true" if condition.any_of == {"false"} else "false" if condition.any_of == {"true"} else "other"


def _composed(keeper: Keeper, entry: Entry) -> dict[str, list[str]]:
    """Parts that the events of a period must show between them: each event takes its share of them in turn."""
    found: dict[str, list[str]] = {}
    for _, params in keeper.binding.at_event(entry.subject, entry.measure, entry.on, Composition):
        if params.of != entry.measure or params.per is None:
            continue
        types = [part.type for part in params.parts if part.type != "any" and part.at_least]
        rate = _rate(keeper, entry, params.per)
        share = ceil(len(types) / rate)
        turn = len(keeper.diary.of(entry.measure, entry.subject)) - 1
        found[params.column] = [types[(turn * share + place) % len(types)] for place in range(share)]
    return found


def _rate(keeper: Keeper, entry: Entry, unit: Unit) -> int:
    """How many such events the rules ask for in a period of *unit*; at least one."""
    most = 1
    for _, params in keeper.binding.at_event(entry.subject, entry.measure, entry.on, Frequency):
        if params.at_least and params.per is not Unit.TERM and unit is not Unit.TERM:
            times = 1 if params.per is unit else whole_units_within(params.per, unit)
            most = max(most, params.at_least * times)
    return most


def _ballot(keeper: Keeper, entry: Entry) -> None:
    """A vote carried by a large majority, in the manner the rules ask for."""
    entitled = _entitled(keeper, entry) if entry.says("forum") != "committee_meeting" else _COMMITTEE_SIZE
    present = entitled - keeper.chance.randint(0, entitled // 10)
    against = keeper.chance.randint(0, 1) if present > _COMMITTEE_SIZE else 0
    methods: set[str] = set()
    done: list[str] = []
    for _, params in keeper.binding.at_event(entry.subject, "ballot", entry.on, DecisionRule):
        methods = methods & params.method or set(params.method) or methods
        done += [one for one in params.requires if one not in done]
    numbers = {
        "entitled": entitled,
        "present": present,
        "yes": present - against,
        "no": against,
        "abstain": 0,
        "written": 0,
        "void": 0,
        "persons": 1,
    }
    for column, value in numbers.items():
        put(entry, column, [str(value)])
    put(entry, "method", preferred(methods)[:1] or ["show_of_hands"])
    put(entry, "done", done)
    put(entry, "dissent_recorded", ["true"] if against else [])
    put(entry, "result", ["passed"])
