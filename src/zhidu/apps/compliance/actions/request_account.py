"""Asking an organisation from above to say why something was not done (请支部说明)."""

from __future__ import annotations

import hashlib
from datetime import datetime

from django.urls import reverse

from zhidu.apps.compliance import queries
from zhidu.apps.compliance.access import REQUEST_ACCOUNT
from zhidu.apps.orgs import queries as orgs
from zhidu.foundation.access.queries import holders_at
from zhidu.foundation.access.roles import ORGANISERS
from zhidu.foundation.access.rules import Actor
from zhidu.foundation.acts import Wrong, act, record
from zhidu.foundation.clock import today
from zhidu.foundation.outbox import queries as outbox
from zhidu.foundation.outbox.actions import queue

LONGEST_LINK = 200
"""A message keeps no longer address; then it leads to the list."""
ACT = "compliance.request_account"
OPEN = frozenset({"breached", "at_risk", "undetermined", "late"})
"""Verdicts there is something to explain about."""


@act(ACT, "请支部说明")
def request_account(*, actor: Actor, organization: int, clause: str, subject: str, period: str) -> int:
    """Ask the officers of an organisation about one finding; how many were told.

    Whoever is asked twice on a day about the same is told once. The verdict does not change. Raises Wrong where
    the records no longer lead to the finding, where it asks for nothing, and where nobody there has an account.
    """
    node = orgs.nodes([organization]).get(organization)
    if node is not None:
        REQUEST_ACCOUNT.require(actor, node)
    row = queries.find(node, clause, subject, period) if node is not None else None
    if node is None or row is None:
        raise Wrong("这一条判定已经变了；请回到监督页看现在的判定。")
    if row.verdict not in OPEN:
        raise Wrong("这一条没有要说明的；请选未达标、临期、缺资料或迟办的。")
    receivers = [one for one in holders_at(node.path, ORGANISERS, today()) if one != actor.user]
    if not receivers:
        raise Wrong(f"{node.name}的书记、副书记、组织委员都还没有帐号，没有人收得到；请先建立帐号。")
    link = row.get_absolute_url()
    if len(link) > LONGEST_LINK:
        link = reverse("compliance:findings", args=[organization])
    for user in receivers:
        queue(
            receiver=user,
            subject=f"请说明：{node.name} {row.start.year}年的一项{row.record['word']}",
            body=f"{actor.name}请您说明这一项的情况：\n\n{row.record['explanation']}\n\n"
            "请打开这一条看原因；该补记录的补上，有正当理由的在那里写明。说明以后，判定仍以记录和条文为准。",
            key=f"{_key(organization, clause, subject, period)}-{today().isoformat()}-{user}",
            link=link,
        )
    record(
        obj=node.code,
        place=organization,
        details={"clause": clause, "subject": subject, "period": period, "messages": len(receivers)},
    )
    return len(receivers)


def last_asked(organization: int, clause: str, subject: str, period: str) -> datetime | None:
    """When the officers were last asked about this finding; one query."""
    return outbox.last_told(f"{_key(organization, clause, subject, period)}-")


def _key(organization: int, clause: str, subject: str, period: str) -> str:
    """What the messages about one finding have in common; names of periods may be long."""
    about = f"{clause}\n{subject}\n{period}"
    return f"account-{organization}-{hashlib.sha256(about.encode()).hexdigest()[:24]}"
