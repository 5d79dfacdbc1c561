"""Elections (选举): how many candidates, which papers count, who is elected, and what is left to vote on again.

Pure: whole numbers and fractions only. The shares themselves come from the clauses that apply.
"""

from __future__ import annotations

from zhidu.domain.elections.candidates import least_candidates, second_round, surplus_percent
from zhidu.domain.elections.elect import Elected, Outcome, Row, Votes, elect
from zhidu.domain.elections.slips import Choice, count_slips, void_reason

__all__ = [
    "Choice",
    "Elected",
    "Outcome",
    "Row",
    "Votes",
    "count_slips",
    "elect",
    "least_candidates",
    "second_round",
    "surplus_percent",
    "void_reason",
]
