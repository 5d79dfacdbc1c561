"""Keeping stored findings up with the journal, and with time passing; and making them anew.

Whatever is written is in the journal, so whoever reads on from the last place misses nothing. A change in one
organisation may touch its own findings, those of its superiors (who answer for it) and those of the
organisations below (whose duties and meetings may come from it); no others.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from zhidu.apps.adoption import queries as adoption
from zhidu.apps.compliance.evaluation import Governed, first_day, governed_in, judged
from zhidu.apps.compliance.models import Evaluation
from zhidu.apps.compliance.store import save
from zhidu.apps.compliance.subtotals import refresh
from zhidu.apps.compliance.worlds import world
from zhidu.apps.orgs import queries as orgs
from zhidu.domain.rules.world import World
from zhidu.foundation.clock import today
from zhidu.foundation.journal.queries import Cursor, advance, feed, latest, position

READER = "compliance"
SILENT = frozenset(
    {
        "compliance.remind",
        "compliance.request_account",
        "activities.answer_invitation",
        "activities.ask_leave",
        "activities.decide_leave",
        "activities.withdraw_answer",
        "disclosure.set_page",
        *(
            f"learning.{one}"
            for one in (
                *("set_plan", "add_session", "change_session", "drop_session", "propose_sessions"),
                *("set_learners", "note_presence", "draw_check", "drop_check", "withdraw_report"),
                *("open_training", "enroll", "add_questions", "retire_question"),
                *("set_exam", "begin_exam", "answer_exam", "mark_answer"),
            )
        ),
    }
)
"""Acts that change no record a clause looks at."""
AT_ONCE = 12
"""Above so many organisations one world for all of them is cheaper than a world for each."""
Tell = Callable[[int, int], None]


@dataclass(slots=True)
class Done:
    """What an evaluation changed."""

    entries: int = 0
    organizations: int = 0
    added: int = 0
    changed: int = 0
    gone: int = 0


def follow(as_of: date | None = None, *, limit: int = 1000) -> Done:
    """Read on in the journal and bring everything up to date that it touches. Safe to run twice."""
    entries = feed(position(READER), limit)
    if not entries:
        return Done()
    places = {entry.place for entry in entries if entry.place is not None and entry.act not in SILENT}
    done = bring_up(touched(places), as_of or today())
    done.entries = len(entries)
    advance(READER, entries[-1])
    return done


def tick(as_of: date | None = None, *, tell: Tell | None = None) -> Done:
    """A new day: evaluate every organisation that was last looked at on an earlier one."""
    day = as_of or today()
    fresh = set(Evaluation.objects.filter(as_of=day).values_list("organization_id", flat=True))
    return bring_up([pk for pk in orgs.organization_ids() if pk not in fresh], day, tell=tell)


def never_judged() -> list[int]:
    """Organisations of which no findings are stored at all."""
    known = set(Evaluation.objects.values_list("organization_id", flat=True))
    return [pk for pk in orgs.organization_ids() if pk not in known]


def rebuild(as_of: date | None = None, *, tell: Tell | None = None) -> Done:
    """Work everything out again from the records; with untouched records nothing changes."""
    return bring_up(orgs.organization_ids(), as_of or today(), tell=tell)


def touched(places: Iterable[int]) -> list[int]:
    """The organisations whose findings may have changed when something was written at *places*."""
    found: set[int] = set()
    for node in orgs.organizations(places):
        found.update(node.ancestor_ids)
        found.update(orgs.organization_ids(below=node))
    return sorted(found)


def bring_up(
    organizations: Iterable[int], as_of: date, *, tell: Tell | None = None, only_changed: bool = False
) -> Done:
    """Evaluate and store *organizations* as of one day, and count them anew where they are.

    *only_changed*: superiors are counted anew only where numbers below have changed. Whether something was moved
    is not looked at then; whoever follows the journal does that.
    """
    wanted = list(organizations)
    done = Done()
    cursor = latest()
    # words and procedures are known by the name of the book: where two versions of one are in force, each
    # organisation is judged in a world of its own books
    together = len(wanted) > AT_ONCE and not adoption.mixed_versions()
    shared = world(None, as_of=as_of) if together else None
    governed = governed_in(shared) if shared is not None else None
    counted: list[int] = []
    for number, pk in enumerate(wanted, start=1):
        if _one(pk, as_of, cursor, done, shared, governed) or not only_changed:
            counted.append(pk)
        if tell is not None:
            tell(number, len(wanted))
    refresh(counted)
    return done


def _one(
    pk: int, as_of: date, cursor: Cursor, done: Done, shared: World | None, governed: Governed | None
) -> bool:
    """Whether its numbers have changed."""
    node = orgs.node(pk)
    here = shared if shared is not None else world(node, as_of=as_of)
    found = judged(node.code, adoption.duties(node), here, first_day(as_of), governed)
    changes = save(pk, found, as_of=as_of, cursor=cursor, rules=adoption.rules_digest(node))
    added, changed, gone = changes.settled()
    done.organizations += 1
    done.added += added
    done.changed += changed
    done.gone += gone
    return changes.counted
