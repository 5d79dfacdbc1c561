"""Branches that run a shipped book, and meetings of theirs."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from tests.apps.builders import Branch, a_branch
from zhidu.apps.activities.actions.enter_many import enter_many
from zhidu.apps.activities.entries import Entry
from zhidu.apps.adoption.actions import adopt, import_book
from zhidu.apps.adoption.drafts import shipped_draft
from zhidu.apps.adoption.queries import book_with_digest
from zhidu.apps.compliance.follow import bring_up
from zhidu.apps.compliance.queries import find
from zhidu.foundation.access.rules import SYSTEM

if TYPE_CHECKING:
    from zhidu.apps.compliance.models import StoredFinding

TODAY = date(2026, 11, 26)
ADOPTED = date(2026, 1, 1)
MEETING = "branch-comprehensive:committee.monthly"


def adopts(node: Any, book: str = "branch-comprehensive", *, first: date = ADOPTED) -> Any:
    """*node* runs a shipped book from the beginning of the year."""
    text = shipped_draft(book)
    row = book_with_digest(text.digest) or import_book(actor=SYSTEM, draft=text)
    return adopt(actor=SYSTEM, organization=node.pk, book=row.pk, first=first)


def a_running_branch(name: str = "", *, since: date = ADOPTED, **more: Any) -> Branch:
    """A branch with members that runs the comprehensive book, with a committee."""
    branch = a_branch(name, has_committee="true", **more)
    adopts(branch.node, first=since)
    return branch


def held(branch: Branch, on: date, kind: str = "committee_meeting", **more: Any) -> int:
    """A meeting that was held and entered on that day; its number."""
    columns = {"entitled": "3", "present": "3", "recorded": "true"}
    entry = Entry(kind=kind, node=branch.node.pk, on=on, columns=columns, entered_on=on, **more)
    return enter_many(actor=SYSTEM, rows=[entry])[0]


def judged(branch: Branch, day: date = TODAY) -> None:
    """Judge one branch as of a day."""
    bring_up([branch.node.pk], day)


def finding(branch: Branch, period: str, clause: str = MEETING) -> StoredFinding:
    """The stored finding of the branch itself for a period."""
    found = find(branch.node, clause, branch.node.code, period)
    assert found is not None, (clause, period)
    return found
