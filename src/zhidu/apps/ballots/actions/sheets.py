"""The tally sheet of a paper ballot (计票单): filled in, signed by two counters and the scrutineer, then closed."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field

from zhidu.apps.ballots.access import RUN, TELL
from zhidu.apps.ballots.counting import finish_election, finish_question
from zhidu.apps.ballots.models import Ballot, Sheet, Teller
from zhidu.apps.ballots.saving import in_state, locked, rewrite, run_by, tell_procedure, told
from zhidu.apps.ballots.states import Method, State
from zhidu.domain.decisions.papers import Marks, sheet_faults
from zhidu.domain.decisions.papers import Sheet as Numbers
from zhidu.foundation.access.rules import Actor
from zhidu.foundation.acts import Wrong, act
from zhidu.foundation.clock import now
from zhidu.foundation.keys import keyring

QUESTION = "question"


@dataclass(frozen=True, slots=True)
class Filled:
    """A sheet as it was filled in; lines go by the number of the candidate, or ``question``."""

    issued: int
    returned: int
    valid: int
    void: int
    lines: Mapping[str, Marks]
    others: Mapping[str, int] = field(default_factory=dict)


@act("ballots.fill_sheet", "填计票单")
def fill_sheet(*, actor: Actor, ballot: int, version: int, filled: Filled) -> Sheet:
    """Numbers that cannot be are refused, each with the reason. A change takes the signatures off."""
    found = _paper(locked(ballot, version))
    _may_fill(actor, found)
    numbers = Numbers(
        voters=found.present + found.written,
        issued=filled.issued,
        returned=filled.returned,
        valid=filled.valid,
        void=filled.void,
        lines=filled.lines,
        others=filled.others,
        seats=found.seats,
    )
    if wrong := {**sheet_faults(numbers), **_names(found, filled)}:
        raise Wrong(wrong)
    lines = {key: [one.yes, one.no, one.abstain] for key, one in filled.lines.items()}
    body = [filled.issued, filled.returned, filled.valid, filled.void, lines, dict(filled.others)]
    digest = keyring().digest(json.dumps([found.pk, *body], sort_keys=True))
    sheet, _ = Sheet.objects.update_or_create(
        ballot=found,
        defaults={
            "issued": filled.issued,
            "returned": filled.returned,
            "valid": filled.valid,
            "void": filled.void,
            "lines": lines,
            "others": dict(filled.others),
            "digest": digest,
        },
    )
    found.tellers.exclude(signed=digest).update(signed="", signed_at=None)
    found.version += 1
    found.save()
    told(found, issued=filled.issued, returned=filled.returned, valid=filled.valid, void=filled.void)
    return sheet


@act("ballots.sign_sheet", "签计票单")
def sign_sheet(*, actor: Actor, ballot: int, digest: str) -> None:
    """The teller agrees with the numbers as they stand. Raises Wrong where they have been changed meanwhile."""
    found = _paper(locked(ballot))
    teller = Teller.objects.filter(ballot=found, person=actor.person).first() if actor.person else None
    if teller is None:
        raise Wrong("您不是这次表决的监票人、计票人；计票单由他们签")
    TELL.require(actor, teller)
    sheet = Sheet.objects.filter(ballot=found).first()
    if sheet is None or sheet.digest != digest:
        raise Wrong("计票单刚刚改过；请看清新的数字再签")
    teller.signed, teller.signed_at = digest, now()
    teller.save()
    told(found, role=teller.role)


@act("ballots.close_sheet", "按计票单宣布结果")
def close_sheet(*, actor: Actor, ballot: int, version: int, dissent: str = "") -> Ballot:
    """Close a paper ballot whose sheet all three have signed."""
    found = _paper(run_by(actor, ballot, version, State.OPEN))
    sheet = Sheet.objects.filter(ballot=found).first()
    if sheet is None:
        raise Wrong("还没有填计票单；填好、签好再宣布")
    unsigned = [one.role_name for one in found.tellers.all() if one.signed != sheet.digest]
    if unsigned:
        raise Wrong(f"{'、'.join(unsigned)}还没有签计票单；三人都签了才能宣布")
    lines = {key: Marks(*one) for key, one in sheet.lines.items()}
    if found.is_election:
        finish_election(
            found,
            actor,
            lines,
            sheet.others,
            issued=sheet.issued,
            returned=sheet.returned,
            void=sheet.void,
        )
    else:
        finish_question(found, actor, lines[QUESTION], void=sheet.void, dissent=dissent)
        found.result |= {"issued": sheet.issued, "returned": sheet.returned}
    rewrite(found)
    found.save()
    tell_procedure(found, actor)
    told(found, returned=sheet.returned, void=sheet.void, outcome=found.outcome)
    return found


def _paper(ballot: Ballot) -> Ballot:
    in_state(ballot, State.OPEN)
    if ballot.how is not Method.PAPER:
        raise Wrong("这次表决不用纸票")
    return ballot


def _may_fill(actor: Actor, ballot: Ballot) -> None:
    """A counter, or whoever runs the vote."""
    if not ballot.tellers.filter(person=actor.person).exists() or actor.person is None:
        RUN.require(actor, ballot)


def _names(ballot: Ballot, filled: Filled) -> dict[str, str]:
    """Every line of the paper and no other; whoever was written in is on the roll and no candidate."""
    listed = {str(pk) for pk in ballot.candidates.values_list("person_id", flat=True)} or {QUESTION}
    if set(filled.lines) != listed:
        return {"": "计票单的行和选票对不上；应每个候选人一行"}
    fit = {str(pk) for pk in ballot.electors.values_list("person_id", flat=True)} - listed
    if set(filled.others) - fit:
        return {"others": "另选的人不在名册上，或者本来就是候选人；请从名单中选择"}
    return {}
