"""Quorum and majority (表决): exact, explained, and comparable.

A :class:`Count` holds the numbers, a :class:`Requirement` what one clause asks, and :func:`decide` tests
all that apply together. Pure: whole numbers and fractions only.
"""

from __future__ import annotations

from zhidu.domain.decisions.count import Count, problems
from zhidu.domain.decisions.decide import (
    PLAIN_MAJORITY,
    Decision,
    Outcome,
    Step,
    decide,
    warn_before_opening,
)
from zhidu.domain.decisions.requirement import NearTie, Requirement
from zhidu.domain.decisions.shares import Base, Share, stricter
from zhidu.domain.decisions.strictness import implies

__all__ = [
    "PLAIN_MAJORITY",
    "Base",
    "Count",
    "Decision",
    "NearTie",
    "Outcome",
    "Requirement",
    "Share",
    "Step",
    "decide",
    "implies",
    "problems",
    "stricter",
    "warn_before_opening",
]
