"""From votes to the result, with every requirement spelled out; kept as it stood at the closing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from zhidu.apps.ballots.models import Ballot
from zhidu.apps.ballots.requirements import Asked
from zhidu.domain.decisions import Count, Decision, Outcome, decide
from zhidu.domain.decisions.papers import Marks
from zhidu.domain.elections import Elected, Votes, elect

PASSED, FAILED, DEFERRED = (one.value for one in (Outcome.PASSED, Outcome.FAILED, Outcome.DEFERRED))


def count_of(ballot: Ballot, marks: Marks, void: int = 0) -> Count:
    """The votes of one question on the frozen roll."""
    return Count(
        entitled=ballot.entitled,
        present=ballot.present,
        yes=marks.yes,
        no=marks.no,
        abstain=marks.abstain,
        written=ballot.written,
        void=void,
        excluded_present=ballot.again,
        everyone=ballot.everyone or None,
        emergency=ballot.emergency,
    )


def question(ballot: Ballot, asked: Asked, marks: Marks, void: int = 0) -> tuple[Decision, dict[str, Any]]:
    """The decision of one question, and what is kept of it."""
    decision = decide(count_of(ballot, marks, void), asked.requirements)
    titles = {clause.source: (clause.title, clause.key) for clause in asked.clauses}
    kept = {
        "yes": marks.yes,
        "no": marks.no,
        "abstain": marks.abstain,
        "void": void,
        "reasons": list(decision.reasons),
        "tally": decision.tally,
        "steps": [
            {
                "source": step.source,
                "title": titles.get(step.source, ("", ""))[0],
                "clause": titles.get(step.source, ("", ""))[1],
                "what": step.what,
                "count": step.count,
                "base": step.base.chinese if step.base is not None else "",
                "denominator": step.denominator,
                "needed": step.needed,
                "kept": step.kept,
                "sentence": step.sentence,
            }
            for step in decision.steps
        ],
    }
    return decision, kept


def election(
    ballot: Ballot,
    asked: Asked,
    lines: Mapping[str, Marks],
    others: Mapping[str, int],
    *,
    names: Mapping[str, str],
    issued: int,
    returned: int,
    void: int,
) -> tuple[Elected, dict[str, Any]]:
    """The result of one round; *lines* and *others* go by the number of the person, *names* says who that is."""
    votes = [Votes(names[key], one.yes, one.no, one.abstain) for key, one in lines.items()]
    votes += [Votes(names[key], number, listed=False) for key, number in others.items()]
    codes = {names[key]: key for key in (*lines, *others)}
    found = elect(
        votes,
        seats=ballot.seats or 1,
        entitled=ballot.denominator,
        present=ballot.present,
        passing=asked.passing,
        quorum=asked.quorum,
        issued=issued,
        returned=returned,
    )
    kept = {
        "issued": issued,
        "returned": returned,
        "void": void,
        "valid": returned - void,
        "gap": found.gap,
        "reasons": list(found.reasons),
        "otherwise": None if found.otherwise is None else list(found.otherwise),
        "reading": asked.passing.of.value,
        "sources": [clause.source for clause in asked.clauses],
        "rows": [
            {
                "person": int(codes[row.votes.name]),
                "name": row.votes.name,
                "listed": row.votes.listed,
                "yes": row.votes.yes,
                "no": row.votes.no,
                "abstain": row.votes.abstain,
                "denominator": row.denominator,
                "needed": row.needed,
                "reached": row.reached,
                "elected": row.elected,
                "tied": row.tied,
            }
            for row in found.rows
        ],
    }
    return found, kept


def marks_of(choices: Sequence[str]) -> Marks:
    """The votes on one question, from the letters on the slips."""
    return Marks(choices.count("y"), choices.count("n"), choices.count("a"))
