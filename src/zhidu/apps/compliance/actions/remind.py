"""Telling the officers of an organisation what is near its day and what was missed, once each."""

from __future__ import annotations

from collections.abc import Mapping

from zhidu.apps.compliance.access import SEE
from zhidu.apps.compliance.models import Reminder, StoredFinding
from zhidu.apps.orgs import queries as orgs
from zhidu.foundation.access.queries import holders_at
from zhidu.foundation.access.roles import ORGANISERS
from zhidu.foundation.access.rules import Actor
from zhidu.foundation.access.verbs import Refused
from zhidu.foundation.acts import act, record
from zhidu.foundation.clock import now, today
from zhidu.foundation.outbox.actions import queue

ACT = "compliance.remind"
MOST = 30
"""Findings spelled out in one message; the page has them all."""


def not_told(organization: int) -> Mapping[int, Mapping[str, StoredFinding]]:
    """Account → what it has not been told yet, by the key that is remembered; worst first.

    At risk and missed are two things to tell; what was missed long ago is no news.
    """
    since = today().replace(year=today().year - 1, month=1, day=1)
    rows = StoredFinding.objects.filter(
        organization=organization, verdict__in=("at_risk", "breached"), due__gte=since
    ).order_by("-severity", "due", "pk")
    found = {f"{one.clause}|{one.subject}|{one.period}|{one.verdict}": one for one in rows}
    node = orgs.node(organization)
    left = {}
    for user in holders_at(node.path, ORGANISERS, today()):
        known = set(
            Reminder.objects.filter(organization=organization, user=user).values_list("key", flat=True)
        )
        if fresh := {key: one for key, one in found.items() if key not in known}:
            left[user] = fresh
    return left


@act(ACT, "提醒应办事项")
def remind(*, actor: Actor, organization: int) -> int:
    """One message to each officer about what he or she has not been told yet; how many messages.

    Only the program itself reminds; the receivers are the secretary, the deputy and the organisation officer.
    """
    if not actor.system:
        raise Refused(SEE)
    node = orgs.node(organization)
    left = not_told(organization)
    for user, fresh in left.items():
        Reminder.objects.bulk_create(
            [Reminder(organization_id=organization, key=key, user=user, at=now()) for key in fresh]
        )
        lines = [one.record["explanation"] for one in list(fresh.values())[:MOST]]
        if len(fresh) > MOST:
            lines.append(f"另有 {len(fresh) - MOST} 件，请在“判定”一页查看。")
        queue(
            receiver=user,
            subject=f"{node.name}：{len(fresh)} 件应办事项",
            body="\n\n".join(lines),
            key=f"remind-{organization}-{user}-{now().isoformat()}",
        )
    record(obj=node.code, place=organization, details={"messages": len(left)})
    return len(left)
