"""Annulling a vote (作废): a lost key, more papers back than given out, a wrong roll. It is then voted on again."""

from __future__ import annotations

from zhidu.apps.ballots.models import Ballot
from zhidu.apps.ballots.saving import reasoned, run_by, tell_procedure, told, wipe
from zhidu.apps.ballots.states import State
from zhidu.foundation.access.rules import Actor
from zhidu.foundation.acts import act


@act("ballots.annul", "作废表决")
def annul(*, actor: Actor, ballot: int, version: int, reason: str) -> Ballot:
    """Only before there is a result; slips nobody has seen are destroyed unread."""
    found = run_by(actor, ballot, version, State.DRAFT, State.OPEN)
    found.reason = reasoned(reason)
    found.state = State.ANNULLED.value
    found.version += 1
    wipe(found)
    found.save()
    tell_procedure(found, actor)
    told(found)
    return found
