"""The agenda while the meeting runs: what is being discussed, what was decided, what was put in or put off."""

from __future__ import annotations

from zhidu.apps.activities.agenda import MOST
from zhidu.apps.meetings.models import Meeting, Paragraph, Point
from zhidu.apps.meetings.reserved import named, reserved
from zhidu.apps.meetings.rooms import fresh, note, running
from zhidu.apps.meetings.setting import setting_of
from zhidu.apps.meetings.states import Progress
from zhidu.apps.orgs.text import cleaned
from zhidu.foundation.access.rules import Actor
from zhidu.foundation.acts import Wrong, act
from zhidu.foundation.clock import now

LONGEST = 4000
LONGEST_REASON = 200


def _point(meeting: Meeting, point: int) -> Point:
    found = Point.objects.select_for_update().filter(meeting=meeting, pk=point).first()
    if found is None:
        raise Wrong("没有这一项议程；可能刚被别人改过，请刷新再看")
    return found


@act("meetings.add_point", "加一项议程")
def add_point(*, actor: Actor, activity: int, title: str, topic: str = "") -> Point:
    """Put one more point at the end of the agenda; where its title names a matter that is voted on, it is one."""
    meeting = running(actor, activity)
    try:
        text, kind = cleaned(title, 200), cleaned(topic, 60)
    except ValueError as error:
        raise Wrong({"title": f"议题{error}"}) from error
    places = list(meeting.points.values_list("place", flat=True))
    if not text:
        raise Wrong({"title": "没有写议题；应写明议什么"})
    if len(places) >= MOST:
        raise Wrong({"title": f"已经有 {len(places)} 项；一次会应不超过 {MOST} 项"})
    setting = setting_of(meeting.activity)
    kind = kind or named(text, reserved(setting, meeting.activity), setting)
    made = Point.objects.create(meeting=meeting, place=max(places, default=0) + 1, title=text, topic=kind)
    Paragraph.objects.create(meeting=meeting, point=made)
    note(meeting, {"title": (None, text)}, point=made.pk)
    return made


@act("meetings.move_point", "调整议程次序")
def move_point(*, actor: Actor, activity: int, point: int, up: bool) -> None:
    """Move a point one place up or down."""
    meeting = running(actor, activity)
    points = list(Point.objects.select_for_update().filter(meeting=meeting))
    places = [one.pk for one in points]
    if point not in places:
        raise Wrong("没有这一项议程；可能刚被别人改过，请刷新再看")
    at = places.index(point)
    other = at - 1 if up else at + 1
    if not 0 <= other < len(points):
        raise Wrong("已经在头上或末尾，不能再移")
    points[at], points[other] = points[other], points[at]
    for number, one in enumerate(points, start=1):
        if one.place != number:
            one.place = number
            one.save(update_fields=["place"])
    note(meeting, point=point, place=other + 1)


@act("meetings.sort_point", "议题归类")
def sort_point(*, actor: Actor, activity: int, point: int, topic: str) -> Point:
    """Say which sort of matter a point is, of those that are decided by vote here; '' for any other."""
    meeting = running(actor, activity)
    found = _point(meeting, point)
    if topic and topic not in reserved(setting_of(meeting.activity), meeting.activity):
        raise Wrong({"topic": "请从列表中选择：只有这次会要表决的几类事，其他的选“一般议题”"})
    before, found.topic = found.topic, topic
    found.version += 1
    found.save(update_fields=["topic", "version"])
    note(meeting, {"topic": (before or None, topic or None)}, point=found.pk)
    return found


@act("meetings.set_point", "推进议程")
def set_point(*, actor: Actor, activity: int, point: int, state: str, reason: str = "") -> Point:
    """Begin a point, end it, or put it off. Only one is being discussed at a time: beginning one ends another.

    What is decided by vote is put off only with a *reason*.
    """
    meeting = running(actor, activity)
    found = _point(meeting, point)
    why = reason.strip()
    if len(why) > LONGEST_REASON:
        raise Wrong({"reason": f"有 {len(why)} 字；理由应不超过 {LONGEST_REASON} 字"})
    if state not in [*Progress]:
        raise Wrong("这一步写错了；应为开始议、议完或这次不议")
    if meeting.opened_at is None and state in {Progress.NOW, Progress.DONE}:
        raise Wrong("还没有宣布开会；先核到会人数、宣布开会，再议")
    if found.state == state:
        raise Wrong(f"这一项已经是“{found.state_name}”")
    if state == Progress.PUT_OFF and not why:
        clause = reserved(setting_of(meeting.activity), meeting.activity).get(found.topic)
        if clause is not None:
            raise Wrong({"reason": f"没有写理由；{clause.title}（{clause.source}），这次不议要写明为什么"})
    moment, before = now(), found.state
    found.reason = why if state == Progress.PUT_OFF else ""
    if state == Progress.NOW:
        Point.objects.filter(meeting=meeting, state=Progress.NOW).update(state=Progress.DONE, ended_at=moment)
        found.began_at = found.began_at or moment
        found.ended_at = None
    if state == Progress.DONE:
        found.began_at, found.ended_at = found.began_at or moment, moment
    found.state = state
    found.version += 1
    found.save(update_fields=["state", "reason", "began_at", "ended_at", "version"])
    note(meeting, {"state": (before, state), **({"reason": (None, why)} if why else {})}, point=found.pk)
    return found


@act("meetings.decide", "写下决定")
def decide_point(
    *, actor: Actor, activity: int, point: int, version: int, decision: str, dissent: str = ""
) -> Point:
    """Write down what was decided on a point, and who thought otherwise. Raises Stale where it was changed."""
    meeting = running(actor, activity)
    found = _point(meeting, point)
    fresh(found, version, "这一项的决定")
    text, apart = decision.strip(), dissent.strip()
    for name, words in (("decision", text), ("dissent", apart)):
        if len(words) > LONGEST:
            raise Wrong({name: f"有 {len(words)} 字；应不超过 {LONGEST} 字"})
    if meeting.opened_at is None:
        raise Wrong("还没有宣布开会，不能先写决定")
    if apart and not text:
        raise Wrong({"decision": "写了不同意见，没有写决定；应写明会议怎样定的"})
    before = (found.decision, found.dissent)
    found.decision, found.dissent = text, apart
    found.decided_at = now() if text else None
    found.version += 1
    found.save(update_fields=["decision", "dissent", "decided_at", "version"])
    note(
        meeting,
        {"decision": (before[0] or None, text or None), "dissent": (before[1] or None, apart or None)},
        point=found.pk,
    )
    return found
