"""Consenting to another day than the rule fixes, or not (答复改期)."""

from __future__ import annotations

from zhidu.apps.activities.access import ANSWER_CONSENT
from zhidu.apps.activities.models import Activity, Consent
from zhidu.apps.activities.saving import keep, note, supersede
from zhidu.apps.activities.states import State
from zhidu.foundation.access.rules import Actor
from zhidu.foundation.acts import Stale, Wrong, act, record
from zhidu.foundation.clock import now, today
from zhidu.foundation.outbox.actions import queue


@act("activities.answer_consent", "答复改期")
def answer_consent(*, actor: Actor, consent: int, granted: bool, words: str = "") -> Consent:
    """Consent, or refuse with a reason; whoever asked is told. What was consented to stands in the record.

    Raises Wrong where the meeting is over or called off, Stale where somebody answered or moved it meanwhile.
    """
    asked = Consent.objects.select_for_update(of=("self",)).select_related("place").filter(pk=consent).first()
    if asked is None:
        raise Wrong("没有这次请示；请从“今日”里打开")
    ANSWER_CONSENT.require(actor, asked)
    activity = (
        Activity.objects.select_for_update(of=("self",))
        .select_related("node", "organization")
        .get(pk=asked.activity_id)
    )
    if not asked.current or asked.answer:
        raise Stale("这次请示已经有人答复，或者又改了日子；请看现在的情况")
    if activity.state != State.PLANNED or activity.voided_at is not None:
        raise Wrong("这次会已经记录或取消，不用再答复")
    text = words.strip()
    if not granted and not text:
        raise Wrong({"words": "不同意的，请写一句为什么，请示的人会看到"})
    if len(text) > 200:
        raise Wrong({"words": f"有 {len(text)} 字；应不超过 200 字"})
    asked.answer, asked.words = "granted" if granted else "refused", text
    asked.answered_at, asked.answered_by = now(), actor.user
    asked.save(update_fields=["answer", "words", "answered_at", "answered_by"])
    if granted:
        _into_the_record(activity, asked, actor)
    else:
        record(
            obj=activity.code, place=activity.organization_id, details={"consent": asked.pk, "granted": False}
        )
    if asked.asked_by is not None:
        queue(
            receiver=asked.asked_by,
            subject=f"改期：{asked.answer_name}，{activity.kind_name} {activity.on.month}月{activity.on.day}日",
            body=f"{asked.place.name}对{activity.kind_name}改期的请示答复：{asked.answer_name}。原话在网站上。",
            key=f"{activity.code}:consent-answer:{asked.pk}",
            link=activity.get_absolute_url(),
        )
    return asked


def _into_the_record(activity: Activity, asked: Consent, actor: Actor) -> None:
    """The clause looks for the consent in two columns of the record."""
    before = keep(activity)
    supersede(activity, before, actor, f"{asked.place.name}同意改期"[:300])
    activity.columns = {
        **activity.columns,
        "consent_by": asked.word,
        "consent_on": today().isoformat(),
    }
    activity.save(update_fields=["columns", "version"])
    note(activity, before, keep(activity))
