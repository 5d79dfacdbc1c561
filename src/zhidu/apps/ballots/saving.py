"""What the acts share: a vote locked, its rules, the journal, and the wiping of everything that must not last."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db import connection, transaction
from django.db.models import Q

from zhidu.apps.activities.actions import record_held
from zhidu.apps.activities.entries import Entry
from zhidu.apps.ballots.access import RUN
from zhidu.apps.ballots.models import Ballot, Elector, Slot
from zhidu.apps.ballots.requirements import Asked, asked_of
from zhidu.apps.ballots.states import State
from zhidu.apps.procedures.actions import answer
from zhidu.foundation.access.rules import Actor
from zhidu.foundation.acts import Stale, Wrong, record
from zhidu.foundation.clock import now, today

LONGEST_REASON = 300


def locked(pk: int, version: int | None = None) -> Ballot:
    """The vote, locked. Raises Wrong where there is none, Stale where somebody was faster."""
    rows = Ballot.objects.select_for_update(of=("self",)).select_related("organization", "meeting")
    found = rows.filter(pk=pk).first()
    if found is None:
        raise Wrong("没有这次表决；可能看错了编号，请从列表中选择")
    if version is not None and found.version != version:
        raise Stale("您打开以后，这次表决已经有人动过；您填的没有存，请看新的情况再办")
    return found


def in_state(ballot: Ballot, *states: State) -> None:
    """Raise Wrong where the vote is not in one of *states*."""
    if ballot.state not in states:
        wanted = "或".join(one.chinese for one in states)
        raise Wrong(f"这次表决现在是“{ballot.state_name}”；要“{wanted}”才能办")


def run_by(actor: Actor, pk: int, version: int | None, *states: State) -> Ballot:
    """The vote, locked, for whoever runs it."""
    ballot = locked(pk, version)
    RUN.require(actor, ballot)
    in_state(ballot, *states)
    return ballot


def day_of(ballot: Ballot) -> date:
    """The day whose rules and register count: today, or the day of the meeting where that is over."""
    return min(ballot.meeting.on, today()) if ballot.meeting is not None else today()


def rules_of(ballot: Ballot) -> Asked:
    """Every clause that applies to this vote."""
    return asked_of(ballot.organization, day_of(ballot), ballot.forum, ballot.matter)


def reasoned(reason: str) -> str:
    """The reason, trimmed. Raises Wrong where none was given."""
    text = reason.strip()
    if not text:
        raise Wrong({"reason": "没有写理由；应写明为什么"})
    if len(text) > LONGEST_REASON:
        raise Wrong({"reason": f"有 {len(text)} 字；理由应不超过 {LONGEST_REASON} 字"})
    return text


def told(ballot: Ballot, **details: Any) -> None:  # noqa: ANN401 - ids and counts
    """The journal entry: what was done to which vote, in numbers."""
    record(
        obj=ballot.code,
        place=ballot.organization_id,
        details={"version": ballot.version, "state": str(ballot.state), **details},
    )


def keep_result(ballot: Ballot, outcome: str, result: dict[str, Any]) -> None:
    """Write down what came out; the caller writes the record and the journal, then tells the procedure."""
    ballot.outcome, ballot.result = outcome, result
    ballot.state = State.CLOSED.value
    ballot.closed_at = now()
    ballot.version += 1


def as_fact(ballot: Ballot, actor: Actor, columns: dict[str, str]) -> None:
    """The vote as a record, so that clauses judge it: the actor runs the vote, and thereby may record it."""
    about = ballot.meeting_id
    entry = Entry(
        kind="ballot",
        node=ballot.organization_id,
        on=today(),
        about=about,
        title=ballot.title,
        columns={
            "forum": ballot.forum,
            "matter": ballot.matter,
            "method": ballot.how.word,
            # as frozen: those who came all the same are entitled again
            "entitled": str(ballot.denominator),
            "present": str(ballot.present),
            "written": str(ballot.written),
            "everyone": str(ballot.everyone),
            "emergency": "true" if ballot.emergency else "false",
            **({"done": ballot.done} if ballot.done else {}),
            **columns,
        },
    )
    ballot.record = record_held(actor=actor, entry=entry)


def tell_procedure(ballot: Ballot, actor: Actor) -> None:
    """The step that waited for the vote goes on; where it is to be voted on again, it comes back for that."""
    if ballot.gate_case is None:
        return
    again = ballot.state == State.ANNULLED or ballot.outcome in {"deferred", "tied", "gap"}
    outcome = "returned" if again else "passed" if ballot.passed else "failed"
    if ballot.state != State.ANNULLED and put_off_by(ballot.gate_case) is not None:
        # what was put off waits for a decision, whichever way; close again, it goes back to be looked into
        outcome = "failed" if ballot.outcome == "deferred" else "passed"
    answer(
        actor=actor,
        case=ballot.gate_case,
        step=ballot.gate_step,
        outcome=outcome,
        on=today(),
        source=ballot.code,
        words=ballot.title,
    )


def put_off_by(case: int) -> Ballot | None:
    """The latest close vote for which a case is: the one it was opened for, or one that was as close again."""
    of_case = Q(follow_case=case) | Q(gate_case=case, outcome="deferred")
    if not Ballot.objects.filter(follow_case=case).exists():
        return None
    return Ballot.objects.filter(of_case, outcome="deferred").order_by("-pk").first()


# ---------------------------------------------------------------- nothing of the order may last


def wipe(ballot: Ballot) -> None:
    """Take away slots and keys, and write the roll anew in the order of the people.

    After that all rows of the roll are equally new: neither their numbers nor their transaction tell who voted when.
    """
    ballot.slots.all().delete()
    ballot.tellers.update(lock=None, wrapped=None)
    rewrite(ballot)
    transaction.on_commit(_sweep)


def rewrite(ballot: Ballot) -> None:
    """The roll as new rows, closed."""
    columns = ("person_id", "standing", "reason", "voted", "paper")
    rows = list(ballot.electors.order_by("person_id").values(*columns))
    ballot.electors.all().delete()
    Elector.objects.bulk_create([Elector(ballot=ballot, open=False, **row) for row in rows])


def _sweep() -> None:
    """Have the database forget the rows that were taken away: dead tuples, and pages in the log of SQLite."""
    with connection.cursor() as cursor:
        for statement in _sweeping(connection.vendor):
            cursor.execute(statement)


def _sweeping(vendor: str) -> Iterable[str]:
    if vendor == "postgresql":
        return [f'VACUUM "{model._meta.db_table}"' for model in (Slot, Elector)]  # noqa: SLF001 - Django's own way
    return ["PRAGMA wal_checkpoint(TRUNCATE)"]
