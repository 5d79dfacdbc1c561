"""Days that a rule fixes, and whose consent lets a meeting be on another (第三个周五；改期须经党总支同意)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, time
from typing import TYPE_CHECKING

from django.db.models import QuerySet

from zhidu.apps.activities.access import ANSWER_CONSENT
from zhidu.apps.activities.entries import Entry
from zhidu.apps.activities.kinds import Kind
from zhidu.apps.activities.models import Activity, Consent
from zhidu.apps.activities.places import Place
from zhidu.apps.activities.proposing import Slot, slots_of
from zhidu.apps.activities.setting import Setting
from zhidu.apps.activities.states import State
from zhidu.apps.adoption.queries import calendar
from zhidu.apps.orgs import queries as orgs
from zhidu.domain.rules.vocabulary import MEASURES, SUBJECT_TYPES, SubjectClass
from zhidu.domain.rules.vocabulary.subjects import is_a
from zhidu.foundation.access.queries import holders_at
from zhidu.foundation.access.roles import COMMITTEE, SUPERIOR
from zhidu.foundation.access.rules import Actor
from zhidu.foundation.acts import Wrong, record
from zhidu.foundation.clock import now, today
from zhidu.foundation.outbox.actions import Letter, queue_many

if TYPE_CHECKING:
    from zhidu.apps.orgs.models import Node

LONGEST_REASON = 200
COLUMNS = ("consent_by", "consent_on")
"""Columns of a record in which the clause looks for the consent."""
OFFICERS = COMMITTEE | {SUPERIOR}


@dataclass(frozen=True, slots=True)
class Moved:
    """A fixed day that a meeting is not on: which rule, and who would have to consent (None: nobody on this site)."""

    slot: Slot
    word: str
    asked: Node | None

    @property
    def whom(self) -> str:
        return self.asked.name if self.asked is not None else self.slot.consent

    @property
    def sentence(self) -> str:
        return f"这天不在规定的日子。{self.slot.sentence}"


def moved(setting: Setting, on: date, begins: time | None = None, ends: time | None = None) -> Moved | None:
    """The first clause that fixes another day for such a meeting and lets it be moved with somebody's consent."""
    return next(_moved(setting, on, begins, ends), None)


def _moved(setting: Setting, on: date, begins: time | None, ends: time | None) -> Iterator[Moved]:
    days = calendar()
    for slot in slots_of(setting):
        move = slot.params.move
        if move is None or slot.params.where:
            continue
        held = [window.holds(on, days, begins=begins, ends=ends) for window in slot.params.windows]
        if all(one is False for one in held):
            word = min(move.consent)
            yield Moved(slot, word, _above(setting.place, move.consent))


def _above(place: Place, words: frozenset[str]) -> Node | None:
    """The nearest organisation above that a word means; the next above where it means none of them."""
    above = orgs.ancestors(orgs.node(place.organization.id))
    for one in reversed(above):
        if any(_means(word, one.type) for word in words):
            return one
    return above[-1] if above else None


def _means(word: str, type_: str) -> bool:
    known = word in SUBJECT_TYPES and SUBJECT_TYPES[word].kind is SubjectClass.ORGANIZATION
    return known and is_a(type_, word)


def needs_reason(place: Place, entry: Entry, reason: str) -> Moved | None:
    """What to ask consent for; None where the day is as fixed, or says already who consented. Raises Wrong."""
    kind = Kind(MEASURES[entry.kind])
    found = (
        moved(Setting(kind, place, entry.on), entry.on, entry.begins, entry.ends) if kind.gathering else None
    )
    if found is None or all(entry.columns.get(name) for name in COLUMNS):
        return None
    text = reason.strip()
    if not text:
        raise Wrong({"move_reason": f"{found.sentence}。仍定在这天的，请写为什么改，好向{found.whom}请示"})
    if len(text) > LONGEST_REASON:
        raise Wrong({"move_reason": f"有 {len(text)} 字；应不超过 {LONGEST_REASON} 字"})
    return found


def request(activity: Activity, what: Moved, reason: str, actor: Actor) -> Consent | None:
    """Ask whoever has to consent, and tell them; inside an act. None where nobody above is on this site."""
    set_aside(activity)
    if what.asked is None:
        return None
    made = Consent.objects.create(
        activity=activity,
        place=what.asked,
        word=what.word,
        rule=f"{what.slot.clause.title}（{what.slot.clause.source}）"[:300],
        on=activity.on,
        reason=reason.strip(),
        asked_at=now(),
        asked_by=actor.user,
    )
    day = f"{activity.on.month}月{activity.on.day}日"
    queue_many(
        Letter(
            receiver=user,
            subject=f"请答复改期：{activity.node.name}，{activity.kind_name}",
            body=f"{activity.node.name}请示把{activity.kind_name}放在{day}，理由在网站上。请答复同意不同意。",
            key=f"{activity.code}:consent:{made.pk}:{user}",
            link=f"/activities/consent/{made.pk}/",
        )
        for user in holders_at(what.asked.path, OFFICERS, today())
    )
    record(
        obj=activity.code,
        place=activity.organization_id,
        changes={"move_reason": (None, made.reason)},
        details={"consent": made.pk, "asked": what.asked.pk},
    )
    return made


def set_aside(activity: Activity) -> None:
    """What was asked for another day says nothing of this one."""
    Consent.objects.filter(activity=activity, current=True).update(current=False)


def waiting_for(actor: Actor) -> QuerySet[Consent]:
    """What waits for *actor*'s answer, the nearest meeting first; one query."""
    rows = Consent.objects.filter(
        current=True, answer="", activity__state=State.PLANNED, activity__voided_at=None, on__gte=today()
    )
    seen = ANSWER_CONSENT.visible(actor, rows).select_related("activity__node", "place")
    return seen.order_by("on", "pk")


def current(activity: Activity) -> Consent | None:
    """What was asked for the meeting as it stands."""
    return Consent.objects.filter(activity=activity, current=True).select_related("place").first()
