"""Answering a reduction (批准减免); agreed to, it is on record for clauses and counts when a month is worked out."""

from __future__ import annotations

from zhidu.apps.activities.actions import enter_many
from zhidu.apps.activities.entries import Entry
from zhidu.apps.dues.access import ANSWER_RELIEF
from zhidu.apps.dues.models import Relief
from zhidu.foundation.access.rules import SYSTEM, Actor
from zhidu.foundation.acts import Stale, Wrong, act, record
from zhidu.foundation.clock import now, today


@act("dues.answer_relief", "答复党费减免")
def answer_relief(*, actor: Actor, relief: int, version: int, agreed: bool, words: str = "") -> Relief:
    """Say yes or no. Raises Wrong where it was answered already, or it is no and *words* do not say why."""
    rows = Relief.objects.select_for_update(of=("self",)).select_related("organization", "person")
    found = rows.filter(pk=relief).first()
    if found is None:
        raise Wrong("没有这件减免；请从列表中选择")
    ANSWER_RELIEF.require(actor, found)
    if found.version != version:
        raise Stale("您打开以后，这件减免已经被别人办过；请看新的内容")
    if found.agreed is not None:
        raise Wrong(f"这件减免已经答复过：{found.state_name}")
    if not agreed and not words.strip():
        raise Wrong({"words": "不批准的，应写明为什么"})
    found.agreed, found.words = agreed, words.strip()[:200]
    found.answered_at, found.answered_by = now(), actor.user
    found.version += 1
    found.save(update_fields=["agreed", "words", "answered_at", "answered_by", "version"])
    if agreed:
        _on_record(found)
    record(obj=found.code, place=found.organization_id, on=today(), changes={"agreed": (None, agreed)})
    return found


def _on_record(found: Relief) -> None:
    """The fact, and the paper that belongs to it: it says that everything was there, and nothing of what it says."""
    who = {"node": found.organization_id, "person": found.person_id, "on": today()}
    paper = {
        "form": "dues-reduction",
        "fields": "hardship;opinion;months",
        "signed_by": "branch;party_committee",
    }
    enter_many(
        actor=SYSTEM,
        rows=[
            Entry(kind="dues_reduced", key="reduced", **who),
            Entry(kind="record", about_key="reduced", columns=paper, **who),
        ],
    )
