"""Asking once more for consent to another day than the rule fixes (请示改期), for an arrangement there is."""

from __future__ import annotations

from zhidu.apps.activities.access import CORRECT
from zhidu.apps.activities.answering import meeting_to_come
from zhidu.apps.activities.consents import current, moved, request
from zhidu.apps.activities.kinds import Kind
from zhidu.apps.activities.models import Consent
from zhidu.apps.activities.places import places
from zhidu.apps.activities.setting import Setting
from zhidu.domain.rules.vocabulary import MEASURES
from zhidu.foundation.access.rules import Actor
from zhidu.foundation.acts import Wrong, act


@act("activities.ask_consent", "请示改期")
def ask_consent(*, actor: Actor, activity: int, reason: str) -> Consent:
    """Send the request to whoever has to consent. Raises Wrong where none is needed, possible or due again."""
    found = meeting_to_come(activity)
    CORRECT.require(actor, found)
    setting = Setting(Kind(MEASURES[found.kind]), places([found.node_id])[found.node_id], found.on)
    what = moved(setting, found.on, found.begins, found.ends)
    if what is None:
        raise Wrong("这次会就在规定的日子，不用请示")
    asked = current(found)
    if asked is not None and asked.answer != "refused":
        raise Wrong("已经请示过了，请等答复" if not asked.answer else "已经同意了，不用再请示")
    if not reason.strip():
        raise Wrong({"reason": "请写为什么改，好让上级答复"})
    if len(reason.strip()) > 200:
        raise Wrong({"reason": f"有 {len(reason.strip())} 字；应不超过 200 字"})
    made = request(found, what, reason, actor)
    if made is None:
        raise Wrong(f"网站上没有{what.whom}，请线下请示；同意以后点“改安排”，填上谁、哪天同意的")
    return made
