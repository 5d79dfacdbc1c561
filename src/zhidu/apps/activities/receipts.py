"""Whether a notice has reached everybody (回执): who was told and how, who has seen it, who has answered."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from zhidu.apps.activities.attendance import entitled
from zhidu.apps.activities.models import Activity, Answer, Notice, Notified
from zhidu.apps.activities.places import Place
from zhidu.apps.activities.states import How, Reply
from zhidu.foundation.clock import ZONE, today
from zhidu.foundation.identity import queries as identity
from zhidu.foundation.outbox.queries import Fate, fates

NO_ACCOUNT = "没有帐号，请当面或打电话通知"
BY_MOUTH = frozenset({How.IN_PERSON.value, How.PHONE.value})


@dataclass(frozen=True, slots=True)
class Receipt:
    """One of those who should come: whether told, by what means, and whether they know."""

    person: int
    name: str
    how: str
    seen: bool
    answered: bool
    by_hand: bool
    """No message reaches them: somebody has to tell them by word of mouth."""
    why: str
    """What stands against their knowing, in words; '' for whoever knows."""

    @property
    def told(self) -> bool:
        return bool(self.how)

    @property
    def knows(self) -> bool:
        return self.seen or self.answered or self.how in BY_MOUTH


@dataclass(frozen=True, slots=True)
class Receipts:
    """Everybody who should come to one meeting, as far as its notice got."""

    notice: Notice | None
    rows: list[Receipt]
    changed: bool
    """Whether the arrangement was changed since anybody was told."""

    @property
    def sent(self) -> bool:
        return any(one.told for one in self.rows)

    @property
    def told(self) -> int:
        return sum(one.told or one.knows for one in self.rows)

    @property
    def seen(self) -> int:
        return sum(one.knows for one in self.rows)

    @property
    def answered(self) -> int:
        return sum(one.answered for one in self.rows)

    @property
    def missing(self) -> list[Receipt]:
        """Those not known to know, whoever needs a call first."""
        return sorted((one for one in self.rows if not one.knows), key=lambda one: not one.by_hand)

    @property
    def by_hand(self) -> int:
        """How many are to be told by word of mouth."""
        return sum(one.by_hand for one in self.missing)

    @property
    def unread(self) -> list[Receipt]:
        """Those a message went or may go to, who are not known to know."""
        return [one for one in self.missing if not one.by_hand]

    @property
    def may_remind(self) -> bool:
        """Whether anybody would hear of it, and nobody reminded them today already."""
        today_ = self.notice is not None and self.notice.reminded_on == today()
        return (self.changed or bool(self.unread)) and not today_

    @property
    def reminded_today(self) -> bool:
        return self.notice is not None and self.notice.reminded_on == today()


def receipts(activity: Activity, place: Place) -> Receipts:
    """How far the notice of a meeting to come has got; at most nine queries, whatever the size."""
    everybody = entitled(place, activity.kind, activity.on)
    people = [one.person for one in everybody]
    notice = Notice.objects.filter(activity=activity).first()
    rows = {one.person_id: one for one in Notified.objects.filter(activity=activity)}
    accounts = {one for one, user in identity.accounts_of(people).items() if user.is_active}
    fate = fates(one.message for one in rows.values() if one.message is not None)
    said = Answer.objects.filter(activity=activity, current=True).exclude(reply=Reply.WITHDRAWN)
    answered = dict(said.values_list("person_id", "at"))
    found = [
        _receipt(one.person, one.name, rows.get(one.person), notice, accounts, fate, answered)
        for one in everybody
    ]
    changed = notice is not None and any(rows) and notice.version < activity.version
    return Receipts(notice, found, changed)


def _receipt(
    person: int,
    name: str,
    row: Notified | None,
    notice: Notice | None,
    accounts: set[int],
    fate: Mapping[int, Fate],
    answered: Mapping[int, datetime],
) -> Receipt:
    stale = row is not None and bool(row.how) and notice is not None and row.version < notice.version
    how = row.how if row is not None and not stale else ""
    what = fate.get(row.message) if row is not None and row.message is not None else None
    seen = what is not None and what.read_at is not None and bool(how)
    lost = what.lost if what is not None else ""
    # an answer to what was arranged before says nothing of what was changed since
    said = person in answered and (what is None or answered[person] >= what.at)
    knows = seen or said or how in BY_MOUTH
    by_hand = person not in accounts and how not in BY_MOUTH
    return Receipt(
        person=person,
        name=name,
        how=how,
        seen=seen,
        answered=said,
        by_hand=by_hand,
        why="" if knows else _why(how, lost, by_hand=by_hand, stale=stale),
    )


def _why(how: str, lost: str, *, by_hand: bool, stale: bool) -> str:
    if by_hand:
        return "改过的安排请再告诉" if stale else NO_ACCOUNT
    if lost:
        return f"信没有寄到：{lost}"
    return "还没有看" if how else "还没有通知，后来才在应到的名单里"


def told_by_mouth(activity: Activity) -> list[str]:
    """Names of those who were told face to face or by telephone: no message reaches them when it is called off."""
    rows = Notified.objects.filter(activity=activity, how__in=BY_MOUTH).select_related("person")
    return [one.person.name for one in rows.order_by("pk")]


def summary(activity: Activity) -> tuple[str, str] | None:
    """For papers: when and to how many the notice went, and why it was late; None where none went out."""
    notice = Notice.objects.filter(activity=activity).first()
    if notice is None:
        return None
    rows = list(Notified.objects.filter(activity=activity).values_list("told_at", flat=True))
    days = [at.astimezone(ZONE).date() for at in rows if at is not None]
    if not days:
        return "", notice.late_reason
    first = min(days)
    went = f"{first.month}月{first.day}日发出，应通知 {len(rows)} 人，已通知 {len(days)} 人"
    return went, notice.late_reason
