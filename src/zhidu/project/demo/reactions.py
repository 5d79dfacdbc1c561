"""What follows an event when the rules are kept: notices before it, papers, acts and announcements after it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

from zhidu.domain.calendar import Duration
from zhidu.domain.rules.facts import Condition
from zhidu.domain.rules.kinds.params import Composition, Coverage, Deadline, Disclosure, Record
from zhidu.domain.rules.vocabulary import ATTRIBUTES, is_a
from zhidu.project.demo.diary import Entry
from zhidu.project.demo.keeper import Keeper

_DAYS_BEFORE = (1, 4)
_DAYS_AFTER = (1, 5)
_LOOK_BACK_DAYS = 24


def react(keeper: Keeper, entry: Entry) -> None:
    """Do everything the clauses that look at this event ask for."""
    for _, deadline in list(keeper.binding.at_event(entry.subject, entry.measure, entry.on, Deadline)):
        if meets(deadline.where, entry):
            _act(keeper, entry, deadline)
    for _, disclosure in list(keeper.binding.at_event(entry.subject, entry.measure, entry.on, Disclosure)):
        if meets(disclosure.where, entry) and entry.says(disclosure.unless) != "true":
            _tell(keeper, entry, disclosure)
    for _, paper in list(keeper.binding.at_event(entry.subject, entry.measure, entry.on, Record)):
        if meets(paper.where, entry):
            _file(keeper, entry, paper)
    for _, coverage in list(keeper.binding.at_event(entry.subject, entry.measure, entry.on, Coverage)):
        _reach_all(keeper, entry, coverage)
    for _, parts in list(keeper.binding.at_event(entry.subject, entry.measure, entry.on, Composition)):
        if parts.event == entry.measure:
            _gather(keeper, entry, parts)


def meets(conditions: Iterable[Condition], entry: Entry) -> bool:
    """Whether a record fits the conditions a clause puts on its event."""
    return all(one.holds(_cell(entry, one.column)) for one in conditions)


def _cell(entry: Entry, column: str) -> str | None:
    return str(entry.quantity) if column == "quantity" else entry.says(column) or None


def wanted(conditions: Iterable[Condition]) -> dict[str, str]:
    """Columns that make a record fit the conditions."""
    found = {}
    for one in conditions:
        if one.any_of:
            found[one.column] = min(one.any_of)
        else:
            found[one.column] = str(one.at_least if one.at_least is not None else one.at_most)
    return found


def _act(keeper: Keeper, entry: Entry, deadline: Deadline) -> None:
    columns = dict.fromkeys(deadline.fields, "已写明")
    if deadline.by:
        columns["by"] = min(deadline.by)
    if deadline.to:
        columns["audience"] = ";".join(sorted(deadline.to))
    if any(_serves(one, columns) for one in keeper.diary.about(entry.id, deadline.act)):
        return
    columns |= {name: entry.says(name) for name in ("forum", "matter") if entry.says(name)}
    if deadline.before:
        latest = keeper.world.calendar.subtract(entry.on, deadline.within) if deadline.within else entry.on
        day = earlier(keeper, entry, deadline.act, latest)
    else:
        day = in_time(keeper, entry.on, deadline.within)
        period = keeper.world.calendar.period_of(deadline.end_of, entry.on) if deadline.end_of else None
        day = min(day, period.end) if period else day
    keeper.happen(entry.subject, deadline.act, day, ref=entry.id, columns=columns)


def earlier(keeper: Keeper, entry: Entry, measure: str, latest: date) -> date:
    """A day shortly before *latest*, in a window the rules name for that measure where there is one."""
    if keeper.days.has_window(entry.subject, measure):
        day = keeper.days.pick(entry.subject, measure, latest - timedelta(days=_LOOK_BACK_DAYS), latest, {})
    else:
        day = latest - timedelta(days=keeper.chance.randint(*_DAYS_BEFORE))
    return day if keeper.on_watch(entry.subject, day) else latest


def _serves(found: Entry, columns: dict[str, str]) -> bool:
    """Whether what was done for one clause also has the columns another asks for; it is completed if so."""
    if any(
        found.says(name) and name in {"by", "audience"} and found.says(name) != text
        for name, text in columns.items()
    ):
        return False
    found.columns.update({name: text for name, text in columns.items() if not found.says(name)})
    return True


def in_time(keeper: Keeper, on: date, within: Duration | None) -> date:
    """A day after *on* that is still in time, usually well before the last one."""
    soon = on + timedelta(days=keeper.chance.randint(*_DAYS_AFTER))
    if within is None:
        return soon
    return min(soon, keeper.world.calendar.add(on, within))


def _tell(keeper: Keeper, entry: Entry, disclosure: Disclosure) -> None:
    keeper.happen(
        entry.subject,
        "disclosure",
        in_time(keeper, entry.on, disclosure.within),
        ref=entry.id,
        columns={
            "audience": ";".join(sorted(disclosure.to)),
            "via": min(disclosure.via) if disclosure.via else "meeting",
        },
    )


def _file(keeper: Keeper, entry: Entry, paper: Record) -> None:
    day = entry.on if entry.on == keeper.clock.as_of else entry.on + timedelta(days=1)
    keeper.happen(entry.subject, "record", day, ref=entry.id, columns=sheet(paper))


def sheet(paper: Record) -> dict[str, str]:
    """The columns of a paper with everything on it."""
    columns = {"form": paper.form}
    if paper.fields:
        columns["fields"] = ";".join(paper.fields)
    if paper.sign:
        columns["signed_by"] = ";".join(paper.sign)
    if paper.seal:
        columns["sealed"] = "true"
    if paper.grades:
        columns["grade"] = paper.grades[min(1, len(paper.grades) - 1)]
    return columns


def _reach_all(keeper: Keeper, entry: Entry, coverage: Coverage) -> None:
    people = population(keeper, entry.subject, coverage, entry.on)
    day = entry.on
    if coverage.before:
        day -= timedelta(days=keeper.chance.randint(*_DAYS_BEFORE))
    columns = wanted(coverage.where)
    if coverage.of.pairs:
        for place, one in enumerate(people):
            for other in people[place + 1 :]:
                keeper.happen(one, coverage.has, day, ref=entry.id, columns={**columns, "with": other})
        return
    known = {one.subject for one in keeper.diary.about(entry.id, coverage.has)}
    for one in people:
        if one not in known:
            # somebody who joined only yesterday does it on the day itself
            when = day if keeper.on_watch(one, day) else entry.on
            keeper.happen(one, coverage.has, when, ref=entry.id, columns=columns)


def population(keeper: Keeper, holder: str, coverage: Coverage, day: date) -> list[str]:
    """Whom a coverage clause counts under an organisation (or the organisation of a group) on a day."""
    subjects = keeper.world.subjects
    below = list(subjects.below(holder, day)) or list(
        subjects.below(subjects.organization_of(holder, day), day)
    )
    found = []
    for one in below:
        spell = one.on(day)
        if spell is None or not any(is_a(spell.type, wanted_type) for wanted_type in coverage.of.types):
            continue
        if all(_attribute_holds(condition, spell.attributes) is not False for condition in coverage.of.where):
            found.append(one.id)
    return sorted(found) if coverage.of.pairs else found


def _attribute_holds(condition: Condition, attributes: object) -> bool | None:
    value = attributes.get(condition.column) if isinstance(attributes, dict) else None
    default = ATTRIBUTES[condition.column].default if condition.column in ATTRIBUTES else None
    return condition.holds(value or default)


def _gather(keeper: Keeper, entry: Entry, parts: Composition) -> None:
    for part in parts.parts:
        for _ in range(part.at_least or 0):
            day = earlier(keeper, entry, parts.of, entry.on)
            keeper.happen(entry.subject, parts.of, day, ref=entry.id, columns={parts.column: part.type})
