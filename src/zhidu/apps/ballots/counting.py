"""Closing: votes become a result, a record that the clauses judge, and what the page shows."""

from __future__ import annotations

from collections.abc import Sequence

from zhidu.apps.ballots import deciding
from zhidu.apps.ballots.box import Read
from zhidu.apps.ballots.meeting import tell_point
from zhidu.apps.ballots.models import Ballot
from zhidu.apps.ballots.saving import as_fact, keep_result, rules_of
from zhidu.apps.members import queries as members
from zhidu.domain.decisions.papers import Marks
from zhidu.domain.elections import Choice, count_slips, surplus_percent
from zhidu.foundation.access.rules import Actor
from zhidu.foundation.acts import Wrong

LONGEST_DISSENT = 2000
WORDS = {"y": "yes", "n": "no", "a": "abstain"}


def finish(ballot: Ballot, actor: Actor, slips: Sequence[Read], *, void: int = 0, dissent: str = "") -> None:
    """Count *slips* and write everything down but the row itself."""
    if ballot.is_election:
        names = [str(one.person_id) for one in ballot.candidates.all()]
        papers = [
            Choice(
                {name: WORDS[letter] for name, letter in zip(names, one.marks, strict=True)},
                tuple(str(pk) for pk in one.others),
            )
            for one in slips
        ]
        counted = count_slips(papers, names, ballot.seats or 1)
        finish_election(
            ballot,
            actor,
            dict(counted.lines),
            dict(counted.others),
            issued=max(ballot.present, len(slips)),
            returned=len(slips),
            void=counted.void,
        )
        return
    finish_question(
        ballot, actor, deciding.marks_of([one.marks for one in slips]), void=void, dissent=dissent
    )


def finish_question(ballot: Ballot, actor: Actor, marks: Marks, *, void: int = 0, dissent: str = "") -> None:
    """Decide one question. Raises Wrong for numbers that cannot be."""
    text = dissent.strip()
    if len(text) > LONGEST_DISSENT:
        raise Wrong({"dissent": f"有 {len(text)} 字；应不超过 {LONGEST_DISSENT} 字"})
    ballot.dissent = text
    decision, kept = deciding.question(ballot, rules_of(ballot), marks, void)
    if decision.outcome.value == "impossible":
        raise Wrong("".join(decision.reasons))
    keep_result(ballot, decision.outcome.value, kept)
    result = decision.outcome.value
    as_fact(
        ballot,
        actor,
        {
            "yes": str(marks.yes),
            "no": str(marks.no),
            "abstain": str(marks.abstain),
            "void": str(void),
            "persons": "1",
            "result": result if result in {"passed", "deferred"} else "failed",
            **({"dissent_recorded": "true" if text else "false"} if marks.no else {}),
        },
    )
    tell_point(ballot, actor)


def finish_election(
    ballot: Ballot,
    actor: Actor,
    lines: dict[str, Marks],
    others: dict[str, int],
    *,
    issued: int,
    returned: int,
    void: int,
) -> None:
    """Judge one round of an election.

    The record carries the votes of the last who is elected, for all others have as many or more; where nobody is,
    those of the first.
    """
    names = _names({*lines, *others})
    found, kept = deciding.election(
        ballot, rules_of(ballot), lines, others, names=names, issued=issued, returned=returned, void=void
    )
    keep_result(ballot, found.outcome.value, kept)
    elected = [row for row in found.rows if row.elected]
    shown = elected[-1] if elected else (found.rows[0] if found.rows else None)
    listed = len(lines)
    as_fact(
        ballot,
        actor,
        {
            "yes": str(shown.votes.yes if shown else 0),
            "no": str(shown.votes.no if shown else 0),
            "abstain": str(shown.votes.abstain if shown else 0),
            "void": str(void),
            "persons": "1",
            "result": "passed" if elected else "failed",
            "done": "ballots_not_more" if returned <= issued else "",
            "seats": str(ballot.seats),
            "candidates": str(listed),
            "surplus_percent": str(surplus_percent(ballot.seats or 1, listed)) if listed else "0",
        },
    )
    tell_point(ballot, actor)


def _names(keys: set[str]) -> dict[str, str]:
    """Number of a person → name; of two with one name each says which."""
    found = members.names(f"person-{key}" for key in keys)
    names = {key: found.get(f"person-{key}", key) for key in keys}
    twice = {name for name in names.values() if list(names.values()).count(name) > 1}
    return {key: f"{name}（{key} 号）" if name in twice else name for key, name in names.items()}
