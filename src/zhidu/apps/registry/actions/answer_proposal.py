"""Answering what somebody wants put right: it is written as asked, or not, with the reason."""

from __future__ import annotations

from zhidu.apps.members.queries import people
from zhidu.apps.orgs.text import cleaned
from zhidu.apps.registry.access import KEEP
from zhidu.apps.registry.actions.set_profile import set_profile
from zhidu.apps.registry.boxes import open_proposal
from zhidu.apps.registry.models import Proposal
from zhidu.foundation.access.rules import Actor
from zhidu.foundation.acts import Stale, Wrong, act, record
from zhidu.foundation.clock import now
from zhidu.foundation.identity.queries import account_of
from zhidu.foundation.outbox.actions import queue

LONGEST = 200


@act("registry.answer_proposal", "答复更正")
def answer_proposal(*, actor: Actor, proposal: int, accepted: bool, words: str = "") -> Proposal:
    """Take the values over, or say why not; the person is told. Whoever asked does not answer."""
    row = Proposal.objects.select_for_update(of=("self",)).filter(pk=proposal).first()
    if row is None:
        raise Wrong("没有这件更正；请从清单中选择")
    person = people([row.person_id])[0]
    KEEP.require(actor, person)
    if row.answered_at is not None:
        raise Stale(f"别人已经答复过：{row.state_name}")
    if actor.person == row.person_id:
        raise Wrong("这是您自己提出的；应由本组织另一位管档案的人，或上级党务干部答复")
    try:
        said = cleaned(words, LONGEST)
    except ValueError as error:
        raise Wrong({"words": str(error)}) from None
    if not accepted and not said:
        raise Wrong({"words": "没有写为什么不更正；应写清依据，如“与入党志愿书一致”"})
    if accepted:
        values, why = open_proposal(row)
        set_profile(actor=actor, person=person.pk, values=values, why=why or "本人提出")
    row.accepted, row.words, row.answered_at, row.answered_by = accepted, said, now(), actor.user
    row.save()
    account = account_of(person.pk)
    if account is not None:
        queue(
            receiver=account.pk,
            subject="您提出的档案更正已有答复",
            body=f"{row.state_name}。到“我的档案”里看。",
            key=f"registry-proposal-{row.pk}",
            link="/registry/me/",
        )
    record(obj=person.code, place=person.organization_id, details={"proposal": row.pk, "accepted": accepted})
    return row
