"""A rulebook (制度) as the domain sees it: clauses, procedures and forms under one name."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from zhidu.domain.procedures import Procedure
from zhidu.domain.rules.clause import Clause


@dataclass(frozen=True, slots=True, kw_only=True)
class FormItem:
    """One line of a form: a criterion or a field."""

    id: str
    title: str
    group: str = ""
    covers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """A sheet people fill in: criteria with a scale and grades, or fields of a record."""

    id: str
    title: str
    items: tuple[FormItem, ...]
    scale: tuple[str, ...] = ()
    grades: tuple[str, ...] = ()
    rated_by: tuple[str, ...] = ()
    feeds: tuple[str, ...] = ()
    covers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """How the book reads a place where its text contradicts itself or is silent."""

    about: tuple[str, ...]
    problem: str
    reading: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Rulebook:
    """One version of one organisation's rules; immutable, identified by id and digest."""

    id: str
    title: str
    level: str
    version: str
    first: date = date.min
    last: date = date.max
    origin: str = ""
    summary: str = ""
    clauses: tuple[Clause, ...] = ()
    procedures: Mapping[str, Procedure] = field(default_factory=dict)
    forms: Mapping[str, Form] = field(default_factory=dict)
    readings: tuple[Reading, ...] = ()
    words: Mapping[str, str] = field(default_factory=dict)
    digest: str = ""

    def clause(self, clause_id: str) -> Clause | None:
        """The clause of that id, or None."""
        return next((one for one in self.clauses if one.id == clause_id), None)
