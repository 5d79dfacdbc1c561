"""Telling those who are entitled to come: of a meeting to come, of a change, and that it was called off."""

from __future__ import annotations

from zhidu.apps.activities.attendance import entitled
from zhidu.apps.activities.models import Activity
from zhidu.apps.activities.places import Place
from zhidu.foundation.identity import queries as identity
from zhidu.foundation.outbox.actions import queue

ARRANGED, CHANGED, CALLED_OFF = "安排", "改了安排", "取消"


def tell(activity: Activity, place: Place, what: str) -> int:
    """Put a message for each of them who has an account into the outbox; how many. Inside an act only."""
    people = [one.person for one in entitled(place, activity.kind, activity.on)]
    accounts = identity.accounts_of(people)
    for user in accounts.values():
        queue(
            receiver=user.pk,
            subject=f"{what}：{activity.kind_name} {activity.on.month}月{activity.on.day}日",
            body=_body(activity, place, what),
            key=f"{activity.code}:{activity.version}:{user.pk}",
            link=activity.get_absolute_url(),
        )
    return len(accounts)


def _body(activity: Activity, place: Place, what: str) -> str:
    when = f"{activity.on.year}年{activity.on.month}月{activity.on.day}日"
    if activity.begins:
        when += f" {activity.begins:%H:%M}"
    where = f"，{activity.venue}" if activity.venue else ""
    title = f"，主题是{activity.title}" if activity.title else ""
    if what == CALLED_OFF:
        return f"{place.node.name}原定{when}的{activity.kind_name}取消了。理由：{activity.reason}。"
    return f"{place.node.name}{when}召开{activity.kind_name}{where}{title}。不能到会的，请提前请假。"
