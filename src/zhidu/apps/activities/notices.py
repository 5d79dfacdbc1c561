"""Telling those who are entitled to come: of a meeting to come, of a change, and that it was called off."""

from __future__ import annotations

from zhidu.apps.activities.attendance import entitled
from zhidu.apps.activities.calendar_entry import calendar_entry
from zhidu.apps.activities.models import Activity, Answer
from zhidu.apps.activities.places import Place
from zhidu.apps.activities.states import Reply
from zhidu.foundation.access.queries import holders_at
from zhidu.foundation.access.roles import GROUP_LEADER, LEADERS
from zhidu.foundation.access.rules import Actor
from zhidu.foundation.clock import today
from zhidu.foundation.identity import queries as identity
from zhidu.foundation.outbox.actions import queue

ARRANGED, CHANGED, CALLED_OFF = "安排", "改了安排", "取消"


def tell(activity: Activity, place: Place, what: str) -> int:
    """Put a message for each of them who has an account into the outbox; how many. Inside an act only."""
    people = {one.person for one in entitled(place, activity.kind, activity.on)} | _answered(activity, what)
    accounts = identity.accounts_of(people)
    entry = calendar_entry(activity, place, called_off=what == CALLED_OFF)
    for user in accounts.values():
        queue(
            receiver=user.pk,
            subject=f"{what}：{activity.kind_name} {activity.on.month}月{activity.on.day}日",
            body=_body(activity, place, what),
            key=f"{activity.code}:{activity.version}:{user.pk}",
            link=activity.get_absolute_url(),
            calendar=entry,
        )
    return len(accounts)


def _answered(activity: Activity, what: str) -> set[int]:
    """Of a change also those who had answered, though they are no longer entitled: they know of the meeting."""
    if what == ARRANGED:
        return set()
    return set(Answer.objects.filter(activity=activity, current=True).values_list("person_id", flat=True))


def _body(activity: Activity, place: Place, what: str) -> str:
    when = f"{activity.on.year}年{activity.on.month}月{activity.on.day}日"
    if activity.begins:
        when += f" {activity.begins:%H:%M}"
    where = f"，{activity.venue}" if activity.venue else ""
    title = f"，主题是{activity.title}" if activity.title else ""
    if what == CALLED_OFF:
        return f"{place.node.name}原定{when}的{activity.kind_name}取消了。理由：{activity.reason}。"
    return f"{place.node.name}{when}召开{activity.kind_name}{where}{title}。不能到会的，请提前请假。"


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
