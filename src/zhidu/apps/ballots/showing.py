"""What the page of a vote says, state by state."""

from __future__ import annotations

from typing import Any

from zhidu.apps.ballots import queries
from zhidu.apps.ballots.access import RUN
from zhidu.apps.ballots.actions.second_round import who_stands
from zhidu.apps.ballots.actions.take_further import procedure_for
from zhidu.apps.ballots.electorate import Name, numbers, proposed
from zhidu.apps.ballots.models import Ballot, Sheet
from zhidu.apps.ballots.requirements import Asked
from zhidu.apps.ballots.saving import day_of, put_off_by, rules_of
from zhidu.apps.ballots.states import IN_THE_ROOM, Method, State
from zhidu.apps.members import queries as members
from zhidu.apps.procedures import queries as procedures
from zhidu.domain.decisions import warn_before_opening
from zhidu.domain.rules.kinds.params import DecisionRule
from zhidu.domain.rules.vocabulary import WORDS
from zhidu.foundation.access.rules import Actor

FEW = 3
"""Below so many voters a secret vote hides little."""
SHOWN = 60
"""Names of those who have not voted yet, at most."""


def page_of(ballot: Ballot, actor: Actor) -> dict[str, Any]:
    """The context of the page."""
    asked = rules_of(ballot)
    mine, watching = queries.elector(ballot, actor), queries.teller(ballot, actor)
    found: dict[str, Any] = {
        "ballot": ballot,
        "asked": asked,
        "tellers": list(ballot.tellers.select_related("person")),
        "candidates": list(ballot.candidates.select_related("person")),
        "mine": mine,
        "watching": watching,
        "may_run": RUN.can(actor, ballot),
        "may_vote": ballot.open and mine is not None and mine.open and not mine.voted,
    }
    if ballot.state == State.DRAFT:
        found |= _before(ballot, asked)
    elif ballot.open:
        found |= _during(ballot, asked, found["may_run"] or watching is not None)
    elif ballot.state == State.CLOSED:
        found |= _after(ballot, asked)
    return found


def _after(ballot: Ballot, asked: Asked) -> dict[str, Any]:
    """What may follow: another round, the next meeting, the superiors, taking office."""
    found: dict[str, Any] = {
        "stands_again": members.names(f"person-{pk}" for pk in who_stands(ballot)).values(),
        "later": list(ballot.again_as.exclude(state=State.ANNULLED.value)),
        "may_take_office": bool(ballot.post) and ballot.took_office is None and ballot.passed_some,
    }
    if ballot.outcome == "deferred":
        found |= _put_off(ballot, asked)
    if ballot.how is Method.NAMED:
        found["named"] = list(ballot.named.select_related("person").order_by("choice", "person_id"))
    return found


def case_of(ballot: Ballot) -> int | None:
    """The case of what was put off: opened for this vote, or the one this vote was taken for."""
    if ballot.follow_case is not None:
        return ballot.follow_case
    gate = ballot.gate_case
    return gate if gate is not None and put_off_by(gate) is not None else None


def _put_off(ballot: Ballot, asked: Asked) -> dict[str, Any]:
    clause = asked.near_tie
    rule = clause.params.near_tie if clause is not None and isinstance(clause.params, DecisionRule) else None
    number = case_of(ballot)
    case = procedures.case(number) if number is not None else None
    return {
        "ruling": procedures.ruling(number) if number is not None else None,
        "then": [WORDS.get(one, one) for one in rule.then] if rule is not None else [],
        "escalate": WORDS.get(rule.escalate or "", "") if rule is not None else "",
        "has_procedure": procedure_for(ballot) is not None,
        "follow": case,
    }


def _before(ballot: Ballot, asked: Asked) -> dict[str, Any]:
    roll = proposed(ballot, day_of(ballot))
    frozen = numbers(one.standing for one in roll)
    return {
        "roll": roll,
        "numbers": frozen,
        "lines": asked.lines(frozen.count),
        "warnings": _warnings(ballot, asked, roll),
    }


def _warnings(ballot: Ballot, asked: Asked, roll: list[Name]) -> list[str]:
    frozen = numbers(one.standing for one in roll)
    told = (
        list(warn_before_opening(frozen.count, asked.requirements)) if roll else ["名册上没有有表决权的人。"]
    )
    if ballot.how.secret and frozen.present < FEW:
        told.append(f"能投票的只有 {frozen.present} 人，结果本身就说出了各人的意见；无记名也保不了密。")
    return told


def _during(ballot: Ballot, asked: Asked, inside: bool) -> dict[str, Any]:  # noqa: FBT001
    frozen = numbers(ballot.electors.values_list("standing", flat=True))
    waiting: list[tuple[int, str]] = []
    if inside and ballot.how in {Method.SECRET, Method.NAMED}:
        rows = ballot.electors.filter(standing__in=IN_THE_ROOM, voted=False).select_related("person")
        waiting = [(one.person_id, one.person.name) for one in rows.order_by("person_id")[:SHOWN]]
    lines = asked.lines(frozen.count)
    return {
        "progress": queries.progress(ballot),
        "lines": lines,
        "condition": "；".join(dict.fromkeys(text for line in lines for text in line.asks if "须" in text)),
        "waiting": [name for _, name in waiting],
        "waiting_people": waiting,
        **_sheet(ballot),
    }


def _sheet(ballot: Ballot) -> dict[str, Any]:
    """The tally sheet as it stands, line by line, for those who sign it."""
    sheet = Sheet.objects.filter(ballot=ballot).first()
    if sheet is None:
        return {"sheet": None}
    people = [key for key in (*sheet.lines, *sheet.others) if key.isdecimal()]
    names = members.names(f"person-{key}" for key in people)
    rows = [
        {"name": names.get(f"person-{key}", "这件事"), "yes": yes, "no": no, "abstain": abstain}
        for key, (yes, no, abstain) in sheet.lines.items()
    ]
    rows += [
        {"name": f"{names.get(f'person-{key}', '')}（另选）", "yes": votes, "no": "—", "abstain": "—"}
        for key, votes in sheet.others.items()
    ]
    return {"sheet": sheet, "sheet_rows": rows}
