"""Telling the floating members what the branch did (通报支部工作): one press, and a fact for each who was told."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, timedelta

from zhidu.apps.activities.actions import enter_many
from zhidu.apps.activities.entries import Entry
from zhidu.apps.transfers.access import KEEP_AWAY
from zhidu.apps.transfers.away_models import Away, News
from zhidu.apps.transfers.away_notices import tell_news
from zhidu.apps.transfers.away_states import Where
from zhidu.apps.transfers.saving import an_organization
from zhidu.foundation.access.rules import SYSTEM, Actor
from zhidu.foundation.acts import Wrong, act, record
from zhidu.foundation.clock import now, today
from zhidu.foundation.identity import queries as identity

LONGEST = 4000
USUAL = timedelta(days=92)
"""What is gathered where nothing was told before."""


def since(organization: int) -> date:
    """From which day on there is something new to tell."""
    last = News.objects.filter(organization=organization).first()
    return last.on if last is not None else today() - USUAL


@act("transfers.send_news", "向流动党员通报", covers=("S6.6.5",))
def send_news(*, actor: Actor, organization: int, text: str, told: Collection[int] = ()) -> News:
    """To everybody who is away and has an account; *told*: those without one who were told by telephone.

    Raises Wrong where nobody is away, nothing is said, or nobody could be told.
    """
    node = an_organization(organization, "organization")
    KEEP_AWAY.require_at(actor, node.path)
    words = text.strip()
    if not words:
        raise Wrong({"text": "没有写通报什么；应写支部这一段的工作"})
    if len(words) > LONGEST:
        raise Wrong({"text": f"有 {len(words)} 字；应不超过 {LONGEST} 字"})
    away = list(Away.objects.filter(organization=node, state=Where.AWAY).values_list("person_id", flat=True))
    if not away:
        raise Wrong("现在没有在外的流动党员")
    accounts = {person: one.pk for person, one in identity.accounts_of(away).items() if one.is_active}
    reached = sorted(set(accounts) | (set(told) & set(away)))
    if not reached:
        raise Wrong({"told": "在外的都没有帐号；打电话告诉以后，在这里勾上"})
    made = News.objects.create(
        organization=node, on=today(), text=words, told=len(reached), sent_at=now(), sent_by=actor.user
    )
    enter_many(
        actor=SYSTEM,
        rows=[Entry(kind="branch_news_sent", node=node.pk, person=person, on=today()) for person in reached],
    )
    tell_news(made, accounts.values())
    record(obj=made.code, place=node.pk, on=today(), details={"told": len(reached)})
    return made
