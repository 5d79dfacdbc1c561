"""Procedures (程序): ordered steps that a rulebook defines, and the cases that go through them."""

from __future__ import annotations

from zhidu.domain.procedures.case import Act, Case, Ended, Move, Progress, Standing
from zhidu.domain.procedures.definition import OTHERWISE, Gate, Procedure, Step
from zhidu.domain.procedures.plans import planned, proposed
from zhidu.domain.procedures.rules import Refusal, Rule, refusals
from zhidu.domain.procedures.times import Times, times

__all__ = [
    "OTHERWISE",
    "Act",
    "Case",
    "Ended",
    "Gate",
    "Move",
    "Procedure",
    "Progress",
    "Refusal",
    "Rule",
    "Standing",
    "Step",
    "Times",
    "planned",
    "proposed",
    "refusals",
    "times",
]
