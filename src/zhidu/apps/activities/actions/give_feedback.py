"""Saying what one thought of a lecture (课后反映)."""

from __future__ import annotations

from zhidu.apps.activities.access import GIVE_FEEDBACK
from zhidu.apps.activities.feedback import may_say
from zhidu.apps.activities.models import Activity, Feedback, Understood, Useful
from zhidu.foundation.access.rules import Actor
from zhidu.foundation.access.verbs import Refused
from zhidu.foundation.acts import Wrong, act, record
from zhidu.foundation.clock import now, today

LONGEST = 200


@act("activities.give_feedback", "课后反映")
def give_feedback(
    *, actor: Actor, activity: int, understood: str, useful: str, words: str = "", named: bool = False
) -> Feedback:
    """Put down what whoever acts thought of a lecture they heard; said again, the later word stands.

    The journal says that somebody spoke, not what was said.
    """
    lecture = Activity.objects.filter(pk=activity).first()
    if lecture is None or not may_say(actor.person, lecture):
        raise Refused(GIVE_FEEDBACK)
    text = words.strip()
    wrong = {}
    if understood not in [*Understood]:
        wrong["understood"] = f"请选一样：{'、'.join(one.chinese for one in Understood)}"
    if useful not in [*Useful]:
        wrong["useful"] = f"请选一样：{'、'.join(one.chinese for one in Useful)}"
    if len(text) > LONGEST:
        wrong["words"] = f"有 {len(text)} 字；应不超过 {LONGEST} 字"
    if wrong:
        raise Wrong(wrong)
    made, _ = Feedback.objects.update_or_create(
        activity=lecture,
        person_id=actor.person,
        defaults={"understood": understood, "useful": useful, "words": text, "named": named, "at": now()},
    )
    record(obj=lecture.code, place=lecture.organization_id, on=today(), details={"feedback": True})
    return made
