"""The vocabulary of the rulebooks: every measure, subject type and attribute a clause may name.

A rulebook that names anything else does not load, so a misspelt measure can never quietly count nothing.
"""

from __future__ import annotations

from zhidu.domain.rules.vocabulary.governance import GOVERNANCE
from zhidu.domain.rules.vocabulary.measures import Measure, MeasureUnit
from zhidu.domain.rules.vocabulary.meetings import MEETINGS, OCCASIONS
from zhidu.domain.rules.vocabulary.people import PEOPLE
from zhidu.domain.rules.vocabulary.subjects import (
    ATTRIBUTES,
    SUBJECT_TYPES,
    Attribute,
    SubjectClass,
    SubjectType,
    is_a,
)
from zhidu.domain.rules.vocabulary.words import WORDS

STOCKS = frozenset({"members_count", "members_mean_age", "members_lost", "venue_utilisation", "space_share"})
"""Measures whose facts say how much there is on a day; all others say how much was added."""

MEASURES: dict[str, Measure] = {one.name: one for one in (*MEETINGS, *OCCASIONS, *PEOPLE, *GOVERNANCE)}

__all__ = [
    "ATTRIBUTES",
    "MEASURES",
    "STOCKS",
    "SUBJECT_TYPES",
    "WORDS",
    "Attribute",
    "Measure",
    "MeasureUnit",
    "SubjectClass",
    "SubjectType",
    "is_a",
]
