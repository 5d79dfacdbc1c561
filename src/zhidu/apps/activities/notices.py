"""Telling those who are entitled to come: of a meeting to come, of a change, and that it was called off."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from zhidu.apps.activities.attendance import entitled
from zhidu.apps.activities.calendar_entry import calendar_entry
from zhidu.apps.activities.models import Absence, Activity, Answer, Notified
from zhidu.apps.activities.places import Place
from zhidu.apps.activities.states import Reply, State
from zhidu.apps.activities.telling import told
from zhidu.foundation.access.queries import holders_at
from zhidu.foundation.access.roles import GROUP_LEADER, LEADERS
from zhidu.foundation.access.rules import Actor
from zhidu.foundation.clock import today
from zhidu.foundation.files import queries as files
from zhidu.foundation.identity import queries as identity
from zhidu.foundation.outbox.actions import Letter, queue, queue_many

ARRANGED, CHANGED, CALLED_OFF, AGAIN = "安排", "改了安排", "取消", "提醒"


def tell(activity: Activity, place: Place, what: str, actor: Actor) -> int:
    """Tell everybody who should come and has an account; how many. Inside an act only.

    Who was told, and who is still to be told by word of mouth, is put down. Of a change and of a meeting called
    off also those hear who knew of it though they are no longer entitled.
    """
    expected = [one.person for one in entitled(place, activity.kind, activity.on)]
    messages = send(activity, place, what, {*expected} | _knew(activity, what))
    sitting_in = set(activity.participants.values_list("person_id", flat=True)) - {*expected}
    if activity.state != State.HELD:
        send(activity, place, what, sitting_in, sitting_in=True)
    if what != CALLED_OFF:
        told(activity, expected, messages, actor)
    return len(messages)


def send(
    activity: Activity,
    place: Place,
    what: str,
    people: Iterable[int],
    key: str = "",
    *,
    sitting_in: bool = False,
) -> dict[int, int]:
    """Put a message into the outbox for each of *people* who has an account; person → message."""
    # an account that was closed reaches nobody
    accounts = {person: user for person, user in identity.accounts_of(people).items() if user.is_active}
    entry = calendar_entry(activity, place, called_off=what == CALLED_OFF)
    body = _body(activity, place, what, sitting_in=sitting_in)
    letters = [
        Letter(
            receiver=user.pk,
            subject=f"{what}：{activity.kind_name} {activity.on.month}月{activity.on.day}日",
            body=body,
            key=f"{activity.code}:{key or activity.version}:{user.pk}",
            link=activity.get_absolute_url(),
            calendar=entry,
        )
        for user in accounts.values()
    ]
    return {person: one.pk for person, one in zip(accounts, queue_many(letters), strict=True)}


def _knew(activity: Activity, what: str) -> set[int]:
    """Those who were told before, or had answered."""
    if what == ARRANGED:
        return set()
    answered = Answer.objects.filter(activity=activity, current=True).values_list("person_id", flat=True)
    before = Notified.objects.filter(activity=activity).exclude(told_at=None)
    return {*answered, *before.values_list("person_id", flat=True)}


def _body(activity: Activity, place: Place, what: str, *, sitting_in: bool) -> str:
    when = f"{activity.on.year}年{activity.on.month}月{activity.on.day}日"
    if activity.begins:
        when += f" {activity.begins:%H:%M}"
    where = f"，{activity.venue}" if activity.venue else ""
    title = f"，主题是{activity.title}" if activity.title else ""
    if what == CALLED_OFF:
        return f"{place.node.name}原定{when}的{activity.kind_name}取消了。理由：{activity.reason}。"
    points = "；".join(f"{number}.{one.title}" for number, one in enumerate(activity.agenda.all(), start=1))
    agenda = f"议题：{points}。" if points else ""
    names = "、".join(one.name for one in files.of(activity.code))
    papers = f"材料在网站上看：{names}。" if names else ""
    asked = "请您列席，不参加表决。" if sitting_in else ""
    called = f"{place.node.name}{when}召开{activity.kind_name}{where}{title}。"
    return f"{called}{agenda}{papers}{asked}不能到会的，请提前请假。"


def tell_of_leave(asked: Answer, actor: Actor) -> int:
    """Tell those who decide that leave was asked for; how many. The ground is read on the site, not in a mail."""
    activity = asked.activity
    deciding = set(holders_at(activity.organization.path, LEADERS, today()))
    if activity.node_id != activity.organization_id:
        deciding |= set(holders_at(activity.node.path, {GROUP_LEADER}, today()))
    for user in sorted(deciding - {actor.user}):
        queue(
            receiver=user,
            subject=f"请假：{asked.person.name}，{activity.kind_name} {activity.on.month}月{activity.on.day}日",
            body=f"{asked.person.name}向您请假，原因写在网站上；请在开会以前答复。",
            key=f"{activity.code}:leave:{asked.pk}:{user}",
            link=activity.get_absolute_url(),
        )
    return len(deciding - {actor.user})


def tell_of_absence(asked: Absence, actor: Actor) -> None:
    """Tell those who decide that somebody reports to be away; the ground is read on the site, not in a mail."""
    for user in sorted(set(holders_at(asked.organization.path, LEADERS, today())) - {actor.user}):
        queue(
            receiver=user,
            subject=f"外出请假：{asked.person.name}，{_span(asked)}",
            body=f"{asked.person.name}报告要外出 {asked.days} 天，原因写在网站上；请在走以前答复。",
            key=f"{asked.code}:asked:{user}",
            link=asked.get_absolute_url(),
        )


def tell_of_absence_decided(made: Absence) -> None:
    """Tell whoever asked what was decided."""
    account = identity.account_of(made.person_id)
    if account is None:
        return
    granted = made.state == Reply.GRANTED
    why = "这段日子里的会，不用再一次次请假。" if granted else f"理由：{made.note}。"
    queue(
        receiver=account.pk,
        subject=f"外出请假{'准了' if granted else '没有准'}：{_span(made)}",
        body=f"您请的假{'准了' if granted else '没有准'}。{why}",
        key=f"{made.code}:decided:{made.version}",
        link=made.get_absolute_url(),
    )


def tell_of_question(asked: Activity, due: date, actor: Actor) -> None:
    """Tell the officers of the unit that it was asked something."""
    for user in sorted(set(holders_at(asked.organization.path, LEADERS, today())) - {actor.user}):
        queue(
            receiver=user,
            subject=f"请答复：{asked.title}",
            body=f"会上向{asked.organization.name}提出：{asked.title}。请在{due.month}月{due.day}日以前答复。",
            key=f"{asked.code}:asked:{user}",
            link=asked.get_absolute_url(),
        )


def tell_of_reply(made: Activity, asked: Activity, actor: Actor) -> None:
    """Tell whoever put the question down that it was answered."""
    if asked.entered_by is not None and asked.entered_by != actor.user:
        queue(
            receiver=asked.entered_by,
            subject=f"已答复：{asked.title}",
            body=f"{asked.organization.name}答复了会上的问题，请看是否解决。",
            key=f"{made.code}:reply",
            link=made.get_absolute_url(),
        )


def _span(row: Absence) -> str:
    return f"{row.first.month}月{row.first.day}日至{row.last.month}月{row.last.day}日"


def tell_decision(made: Answer) -> None:
    """Tell whoever asked for leave what was decided."""
    account = identity.account_of(made.person_id)
    if account is None:
        return
    activity = made.activity
    word = "准了" if made.reply == Reply.GRANTED else "没有准"
    why = f"理由：{made.note}。" if made.note else "会议内容会后告诉您。"
    queue(
        receiver=account.pk,
        subject=f"请假{word}：{activity.kind_name} {activity.on.month}月{activity.on.day}日",
        body=f"您为这次会请的假{word}。{why}",
        key=f"{activity.code}:leave-answer:{made.pk}",
        link=activity.get_absolute_url(),
    )
