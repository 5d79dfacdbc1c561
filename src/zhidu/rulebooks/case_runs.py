"""Running worked cases (案例): what a clause really answers, set against what its case says."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from zhidu.domain.calendar import Calendar
from zhidu.domain.rules.book import Rulebook
from zhidu.domain.rules.clause import Clause
from zhidu.domain.rules.evaluate import duties_of, evaluate
from zhidu.domain.rules.findings import Finding
from zhidu.domain.rules.kinds.decision import decide_with
from zhidu.domain.rules.wording import amount
from zhidu.rulebooks.calendar_data import load_calendar
from zhidu.rulebooks.cases import Case, Expectation
from zhidu.rulebooks.codecs import near
from zhidu.rulebooks.load import BookSource
from zhidu.rulebooks.source import BookError, Problem
from zhidu.rulebooks.worlds import make_world


class Bench:
    """A book made ready for its cases: read once, and settled anew for each set of answers a case gives.

    Raises BookError where the book does not load.
    """

    def __init__(self, path: Path, calendar: Calendar | None = None) -> None:
        self.path = path
        self.calendar = calendar or load_calendar()
        self._source = BookSource(path)
        self.book = self._source.book()
        self._settled: dict[str, Rulebook] = {}

    def settled(self, clause: str, settings: Mapping[str, Any]) -> Rulebook:
        """The book with *settings* as answers to that clause's questions. Raises BookError."""
        if not settings:
            return self.book
        key = f"{clause}\0{sorted(settings.items())!r}"
        if key not in self._settled:
            self._settled[key] = self._source.book({clause: settings})
        return self._settled[key]


def run_case(case: Case, bench: Bench) -> list[str]:
    """What differs between the case and the clause, one Chinese sentence each; empty when the case holds."""
    try:
        book = bench.settled(case.clause, case.settings)
    except BookError as error:
        return [f"回答 settings 不成立：{one.message}" for one in error.problems]
    clause = book.clause(case.clause)
    if clause is None:
        hint = near(case.clause, (one.id for one in book.clauses))
        return [f"本书没有“{case.clause}”这一条{hint}"]
    if case.vote is not None:
        return list(_vote_differences(case, clause))
    findings = [one for one in evaluated(case, book, bench.calendar) if one.clause.id == case.clause]
    return list(_differences(case, findings))


def failures(case: Case, bench: Bench) -> list[Problem]:
    """The same as problems at the place of the case."""
    path = f"{case.clause} · 案例“{case.title}”"
    return [Problem(case.file, case.line, path, one) for one in run_case(case, bench)]


def evaluated(case: Case, book: Rulebook, calendar: Calendar) -> Iterator[Finding]:
    """Every finding of the case's clause and of the versions before and after it."""
    kept = _versions(case.clause, book)
    part = replace(book, clauses=tuple(one for one in book.clauses if one.id in kept))
    world = make_world(
        [book],
        case.subjects,
        case.facts,
        as_of=case.as_of,
        known_on=case.known_on,
        calendar=calendar,
        unbound=case.unbound,
        recording_from=case.recording_from,
    )
    first, last = case.window
    return evaluate(duties_of(part, case.subjects, calendar), world, first, last)


def _versions(clause_id: str, book: Rulebook) -> set[str]:
    """The clause with its predecessors and successors: each decides when the next one begins."""
    kept = {clause_id}
    while True:
        more = {
            name
            for one in book.clauses
            if (old := one.effective.replaces)
            for name in (one.id, old)
            if kept & {one.id, old}
        }
        if more <= kept:
            return kept
        kept |= more


def _vote_differences(case: Case, clause: Clause) -> Iterator[str]:
    if clause.kind != "decision":
        yield f"写了 vote，但“{clause.id}”是 {clause.kind} 条款，不是表决条款"
        return
    assert case.vote is not None  # noqa: S101 - the caller looked
    decision = decide_with(case.vote, [clause])
    expected = case.expect[0]
    if expected.outcome is not decision.outcome:
        wanted = expected.outcome.value if expected.outcome else "？"
        yield f"期望 {wanted}，实为 {decision.outcome.value}。{decision.sentence}"
    for fragment in expected.says:
        if fragment not in decision.sentence:
            yield f"说明里没有“{fragment}”。{decision.sentence}"


def _differences(case: Case, findings: list[Finding]) -> Iterator[str]:
    if not case.expect:
        for one in findings:
            yield f"期望没有判定，实有：{_told(one)}"
        return
    for expected in case.expect:
        named = [
            one
            for one in findings
            if (not expected.subject or one.subject == expected.subject)
            and (not expected.period or one.period == expected.period)
        ]
        wanted = _wanted(expected)
        if not named:
            there = "；".join(_told(one) for one in findings[-6:]) or "没有任何判定"
            yield f"期望{wanted}，没有这一判定。实有：{there}"
        elif len({(one.subject, one.period) for one in named}) > 1:
            places = "、".join(f"{one.subject} {one.period}" for one in named[:6])
            yield f"期望{wanted}，符合的不止一个（{places}）；请写明 subject 和 period"
        elif not any(_fits(expected, one) for one in named):
            yield f"期望{wanted}，实为 {_told(named[0])}。{named[0].explanation}"


def _fits(expected: Expectation, found: Finding) -> bool:
    return (
        expected.verdict is found.verdict
        and (expected.observed is None or expected.observed == found.observed)
        and all(fragment in found.explanation for fragment in expected.says)
    )


def _wanted(expected: Expectation) -> str:
    parts = [expected.subject, expected.period, expected.verdict.value if expected.verdict else ""]
    if expected.observed is not None:
        parts.append(f"observed {amount(expected.observed)}")
    parts += [f"说明含“{one}”" for one in expected.says]
    return " " + " ".join(part for part in parts if part)


def _told(found: Finding) -> str:
    return f"{found.subject} {found.period} {found.verdict.value} observed {amount(found.observed)}"
