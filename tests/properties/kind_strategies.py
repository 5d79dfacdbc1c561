"""Random parameters of every clause kind, from small vocabularies."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import time
from decimal import Decimal
from fractions import Fraction
from typing import Any

from hypothesis import strategies as st

from zhidu.domain.calendar import Duration, DurationUnit, Near, Unit, WeekReading, Window
from zhidu.domain.decisions import Base, NearTie, Share
from zhidu.domain.rules.facts import Condition
from zhidu.domain.rules.kinds import params as p
from zhidu.domain.rules.kinds import parts
from zhidu.domain.rules.ratio import Ratio
from zhidu.domain.rules.terms import Over
from zhidu.domain.rules.vocabulary import MeasureUnit

EVENTS = ("members_meeting", "committee_meeting", "party_lecture")
TOPICS = ("topic_a", "topic_b", "topic_c")
POSTS = ("secretary", "deputy", "group_leader")
UNITS = (Unit.WEEK, Unit.MONTH, Unit.TWO_MONTHS, Unit.QUARTER, Unit.HALF_YEAR, Unit.SEMESTER, Unit.YEAR)
events = st.sampled_from(EVENTS)
units = st.sampled_from(UNITS)


def words(known: tuple[str, ...], *, empty: bool = False) -> st.SearchStrategy[frozenset[str]]:
    """A set of one or two of the known words; with *empty* also none."""
    return st.frozensets(st.sampled_from(known), min_size=0 if empty else 1, max_size=2)


def listed(known: tuple[str, ...]) -> st.SearchStrategy[tuple[str, ...]]:
    """The same as a list in which nothing stands twice."""
    return words(known, empty=True).map(lambda found: tuple(sorted(found)))


def durations(*most: tuple[str, int]) -> st.SearchStrategy[Duration]:
    """Up to so many of one of the units: ``("d", 30)``."""
    return st.one_of(
        *(
            st.builds(Duration, st.integers(0, amount), st.just(DurationUnit(unit)))
            for unit, amount in (most or (("d", 30), ("m", 3), ("w", 4), ("wd", 10)))
        )
    )


SIZES = (None, *map(Decimal, ("0", "1", "1.5", "2", "4", "10")))
numbers = st.sampled_from([size for size in SIZES if size is not None])
bounds = st.sampled_from(
    [
        (low, high)
        for low in SIZES
        for high in SIZES
        if low != 0 and (low is not None or high is not None) and (low is None or high is None or low <= high)
    ]
)


@st.composite
def conditions(
    draw: st.DrawFn, columns: Mapping[str, st.SearchStrategy[frozenset[str]] | None], least: int = 1
) -> tuple[Condition, ...]:
    """Tests on some of the columns; None stands for a column of numbers."""
    chosen = sorted(draw(st.sets(st.sampled_from(sorted(columns)), min_size=least)))
    found = []
    for column in chosen:
        any_of = columns[column]
        if any_of is not None:
            found.append(Condition(column=column, any_of=draw(any_of)))
        else:
            low, high = draw(bounds)
            found.append(Condition(column=column, at_least=low, at_most=high))
    return tuple(found)


WHERE_COLUMNS: Mapping[str, st.SearchStrategy[frozenset[str]] | None] = {
    "type": words(("regular", "extra")),
    "days": None,
}
where = st.just(()) | conditions(WHERE_COLUMNS)
ratios = st.sampled_from([Fraction(1, 3), Fraction(1, 2), Fraction(2, 3), Fraction(1)])
over = st.sampled_from(Over)
ratio = st.builds(Ratio, ratio=ratios, strict=st.booleans()).filter(
    lambda one: not (one.strict and one.ratio == 1)
)
counts_if = st.just(parts.NO_CONDITION) | st.builds(
    parts.CountsIf, present=st.none() | ratio, recorded=st.booleans()
)
few = st.none() | st.integers(0, 4)


def shares(*bases: Base) -> st.SearchStrategy[Share]:
    """Shares of one of the bases."""
    return st.sampled_from(
        [
            Share(base, one, strict)
            for base in (bases or tuple(Base))
            for one in (Fraction(1, 2), Fraction(2, 3), Fraction(1))
            for strict in (False, True)
            if not (strict and one == 1)
        ]
    )


WINDOWS = (
    Window(weekday=4),
    Window(weekday=1),
    Window(weekday=4, nth=3),
    Window(weekday=4, nth=3, reading=WeekReading.WEEK_OF_MONTH),
    Window(nth=2, reading=WeekReading.FULL_WEEK),
    Window(weeks="odd"),
    Window(weeks="even", weekday=1),
    Window(weeks="odd", count_from="semester"),
    Window(month=6),
    Window(month=6, last=Duration(10, DurationUnit.DAY)),
    Window(last=Duration(3, DurationUnit.WORKDAY)),
    Window(near=Near.QUARTER_END, tolerance=Duration(15, DurationUnit.DAY)),
    Window(near=Near.YEAR_END),
    Window(weekday=1, time_from=time(8), time_to=time(11, 30)),
    Window(time_from=time(19)),
)
spans = st.one_of(
    durations(("d", 60)).map(lambda one: parts.Span(at_least=one, at_most=one)),
    st.integers(0, 30).flatmap(
        lambda low: st.builds(
            parts.Span,
            at_least=st.just(Duration(low, DurationUnit.DAY)),
            at_most=st.none() | st.integers(low, 60).map(lambda high: Duration(high, DurationUnit.DAY)),
        )
    ),
    durations(("m", 6), ("y", 3)).map(lambda one: parts.Span(at_most=one)),
)
part = st.builds(
    parts.Part, type=st.sampled_from((*TOPICS, "any")), at_least=few, at_most=few, over=over
).filter(
    lambda one: (
        (one.at_least is not None or one.at_most is not None)
        and (one.at_least or 0) <= (4 if one.at_most is None else one.at_most)
    )
)
bracket = st.builds(
    parts.Bracket,
    payer=st.sampled_from(("salaried", "student")),
    above=st.none() | numbers,
    up_to=st.none() | numbers,
    rate=st.none() | ratios,
    at_least=st.none() | numbers,
    at_most=st.none() | numbers,
)
QUOTAS = (
    ("study_hours", MeasureUnit.HOUR),
    ("study_hours", MeasureUnit.MINUTE),
    ("class_hours", MeasureUnit.CLASS_HOUR),
    ("members_meeting", MeasureUnit.MINUTE),
    ("party_lecture", MeasureUnit.HOUR),
)


@st.composite
def quotas(draw: st.DrawFn) -> p.Quota:
    measure, unit = draw(st.sampled_from(QUOTAS))
    low, high = draw(bounds)
    return p.Quota(
        measure=measure,
        unit=unit,
        per=draw(st.none() | units),
        at_least=low,
        at_most=high,
        over=draw(over),
        where=draw(where),
        tolerance=draw(st.sampled_from([Decimal(0), Decimal(0), Decimal("0.5")])) if low else Decimal(0),
        convert=draw(st.sampled_from([Fraction(1), Fraction(1), Fraction(2)])),
    )


stages = st.builds(
    p.Stage,
    procedure=st.sampled_from(("three-steps", "timed-steps")),
    step=st.sampled_from(("", "second", "third")),
    loops=st.booleans(),
) | st.builds(
    p.Stage,
    procedure=st.just("three-steps"),
    step=st.just("third"),
    min_dwell=st.builds(
        parts.Dwell, since=st.sampled_from(("first", "second")), length=durations(("d", 60), ("m", 2))
    ),
)
PARAMS: dict[str, st.SearchStrategy[Any]] = {
    "frequency": st.builds(
        p.Frequency,
        measure=events,
        per=units | st.just(Unit.TERM),
        at_least=st.none() | st.integers(1, 4),
        at_most=few,
        cap_from=st.sampled_from(("", "", "", "recruitment_allocation")),
        over=over,
        where=where,
        counts_if=counts_if,
        held_by=words(("self", "superior")),
        account_until=st.sampled_from((None, None, parts.MonthDay(month=3, day=31))),
        anchor=st.sampled_from(("", "", "", "departure")),
        distinct=st.sampled_from(("", "", "", "topic")),
    ),
    "quota": quotas(),
    "schedule": st.builds(
        p.Schedule,
        measure=events,
        windows=st.lists(st.sampled_from(WINDOWS), max_size=2, unique=True).map(tuple),
        set_by=st.sampled_from(("", "", "superior")),
        where=where,
        each=st.sampled_from((None, None, 1)),
        move=st.none() | st.builds(parts.Move, consent=words(POSTS), before=st.booleans()),
    ),
    "lapse": st.builds(
        p.Lapse,
        any_of=st.sampled_from(
            (("dues_paid",), ("dues_paid", "organised_life"), ("organised_life", "assigned_work"))
        ),
        run=st.integers(2, 7),
        per=st.sampled_from((Unit.MONTH, Unit.MONTH, Unit.QUARTER)),
        warn_at=st.integers(1, 4),
    ),
    "term": st.builds(
        p.Term,
        starts=st.just("appraisal_opened"),
        ends=st.sampled_from(("", "appraisal_closed")),
        length=spans,
        extend=st.none()
        | st.builds(parts.Extend, at_most=durations(("d", 40), ("m", 2)), approver=st.just("superior")),
    ),
    "decision": st.builds(
        p.DecisionRule,
        forum=words(("members_meeting", "committee_meeting"), empty=True),
        matter=words(("admission", "reward"), empty=True),
        quorum=st.none() | shares(Base.ENTITLED, Base.ALL),
        passing=st.none() | shares(),
        near_tie=st.none()
        | st.builds(
            NearTie,
            margin=st.integers(0, 2),
            emergency_exempt=st.booleans(),
            then=listed(("exchange", "revote_next")),
            escalate=st.sampled_from((None, "superior")),
        ),
        method=words(("secret", "named"), empty=True),
        one_by_one=st.booleans(),
        written_opinions=st.sampled_from((None, None, True, False)),
        exclude=listed(("person",)),
        requires=listed(("heard_person", "exchange")),
        dissent=st.booleans(),
    ),
    "stage": stages,
    "deadline": st.builds(
        p.Deadline,
        trigger=st.just("feedback_received"),
        act=st.sampled_from(("feedback_handled", "correction_done")),
        within=st.none() | durations(("d", 30), ("m", 2), ("wd", 10)),
        end_of=st.sampled_from((None, None, Unit.MONTH, Unit.YEAR)),
        before=st.booleans(),
        where=where,
        by=words(POSTS, empty=True),
        to=words(("masses", "person"), empty=True),
        fields=listed(("topic", "note")),
    ),
    "coverage": st.builds(
        p.Coverage,
        of=st.builds(
            parts.Population,
            types=words(("member", "full_member", "group")),
            where=st.just(()) | conditions({"floating": words(("true", "false"))}),
            pairs=st.sampled_from((False, False, False, True)),
        ),
        has=st.sampled_from(("analysis_given", "talk_held")),
        ratio=ratio,
        at=st.sampled_from(("", "members_meeting")),
        before=st.sampled_from(("", "members_meeting")),
        per=st.none() | units,
        where=where,
    ),
    "composition": st.builds(
        p.Composition,
        of=st.just("facility"),
        parts=st.lists(part, min_size=1, max_size=3, unique_by=lambda one: one.type).map(tuple),
        column=st.sampled_from(("type", "topic")),
        per=st.none() | units,
        event=st.sampled_from(("", "", "members_meeting")),
    ),
    "role": st.builds(
        p.Role,
        event=events,
        duty=st.sampled_from(("chair", "recorder")),
        allowed=words(POSTS, empty=True),
        exactly=st.none() | st.integers(1, 2),
        rotate=st.none() | st.builds(parts.Rotate, among=st.sampled_from(POSTS), within=units),
    ),
    "content": st.builds(
        p.Content,
        event=events,
        column=st.just("topic"),
        allowed=words(TOPICS, empty=True),
        must_include=words(TOPICS, empty=True),
        at_least=st.none() | st.integers(0, 3),
        exactly=st.none() | st.integers(1, 2),
        other=st.booleans(),
        reserved=words(TOPICS, empty=True),
        reserved_to=words(("members_meeting", "committee_meeting"), empty=True),
    ),
    "record": st.builds(
        p.Record,
        form=st.sampled_from(("minutes", "plan")),
        event=st.sampled_from(("", *EVENTS)),
        per=st.none() | units,
        where=where,
        fields=listed(("opening", "vote")),
        sign=listed(POSTS),
        seal=st.booleans(),
        grades=listed(("excellent", "qualified")),
    ),
    "disclosure": st.builds(
        p.Disclosure,
        what=st.sampled_from(("major_decision", "rectification_result")),
        to=words(("masses", "all_members", "superior")),
        via=words(("notice", "meeting"), empty=True),
        within=st.none() | durations(("d", 30), ("m", 1)),
        where=where,
        unless=st.sampled_from(("", "", "secret")),
    ),
    "prohibition": st.builds(
        p.Prohibition,
        when=st.none()
        | st.builds(
            parts.When,
            fact=st.just("procedure_violated"),
            also=st.sampled_from(("", "", "major_loss")),
            same=st.none() | units,
            lasting=st.none() | durations(("m", 6)),
        ),
        blocks=listed(("commendation", "graded_excellent")),
        forbids=st.sampled_from(("", "batch_recruitment")),
        where=where,
        per=units,
    ),
    "trend": st.builds(
        p.Trend,
        tracked=st.lists(
            st.builds(
                parts.Tracked,
                measure=st.sampled_from(("members_count", "admitted")),
                must_not=st.sampled_from(parts.Movement),
            ),
            min_size=1,
            max_size=2,
            unique=True,
        ).map(tuple),
        since=st.sampled_from(parts.Baseline),
        per=st.sampled_from((Unit.YEAR, Unit.QUARTER)),
        by=st.sampled_from((Fraction(0), Fraction(1, 10), Fraction(1, 2))),
    ),
    "amount": st.builds(
        p.AmountRule,
        measure=st.just("dues_amount"),
        brackets=st.lists(bracket, min_size=1, max_size=3).map(tuple),
        cap=st.none() | numbers,
        rounding=st.sampled_from(("", "fen")),
    ),
}
"""Kind → its parameters; filter with ``sound`` what fields drawn apart made of a clause."""
