"""The minutes, paragraph by paragraph, as they are typed. Two who write at once lose nothing."""

from __future__ import annotations

from dataclasses import dataclass

from zhidu.apps.meetings.models import Meeting, Paragraph
from zhidu.apps.meetings.roll import roll_of
from zhidu.apps.meetings.rooms import note, running
from zhidu.apps.meetings.states import Speech
from zhidu.foundation.access.rules import Actor
from zhidu.foundation.acts import Wrong, act
from zhidu.foundation.clock import now

LONGEST = 20_000
MOST = 400
"""Paragraphs of one meeting."""
THEIRS, MINE, BOTH = "theirs", "mine", "both"


@dataclass(frozen=True, slots=True)
class Written:
    """Where a text went: into its paragraph, or beside it because somebody else had changed that meanwhile."""

    paragraph: Paragraph
    beside: Paragraph | None = None


@act("meetings.write", "记会议记录")
def write_paragraph(*, actor: Actor, activity: int, paragraph: int, version: int, text: str) -> Written:
    """Keep *text* as the paragraph that was seen as *version*.

    Where somebody else has changed it since, their text stays and *text* is kept beside it, to be settled by
    whoever looks at both. Typed text is never refused for having come late.
    """
    meeting = running(actor, activity)
    found = _paragraph(meeting, paragraph)
    if len(text) > LONGEST:
        raise Wrong({"text": f"有 {len(text)} 字；一段应不超过 {LONGEST} 字，长的请分成几段"})
    if "\x00" in text:
        raise Wrong({"text": f"第 {text.index(chr(0)) + 1} 个字是看不见的符号；请删去，重新写一遍"})
    if found.settled_at is not None:
        # the two were made one while this was still being typed: the late text is another one beside the result
        found, version = _paragraph(meeting, found.beside_id or 0), 0
    before = found.text
    if found.version == version or found.text == text:
        if found.text != text:
            found.text, found.by, found.at = text, actor.user, now()
            found.version += 1
            found.save(update_fields=["text", "by", "at", "version"])
        note(meeting, {"text": (before, text)}, paragraph=found.pk, version=found.version)
        return Written(found)
    under = found if found.beside_id is None else _paragraph(meeting, found.beside_id)
    kept = Paragraph.objects.create(
        meeting=meeting, point_id=under.point_id, beside=under, text=text, by=actor.user, at=now()
    )
    note(meeting, {"text": (None, text)}, paragraph=kept.pk, beside=under.pk)
    return Written(kept, under)


@act("meetings.settle", "并好两稿")
def settle_paragraph(*, actor: Actor, activity: int, paragraph: int, choice: str) -> Paragraph:
    """Make one of two texts: keep ``theirs``, take the other (``mine``), or put it behind (``both``).

    *paragraph* is the one that stands beside. What is not taken stays in the table and in the journal.
    """
    meeting = running(actor, activity)
    other = _paragraph(meeting, paragraph)
    if other.beside_id is None or other.settled_at is not None:
        raise Wrong("这两稿已经并好了；请刷新再看")
    if choice not in {THEIRS, MINE, BOTH}:
        raise Wrong("请选一种：留原来的、换成这一稿、两段都留")
    under = _paragraph(meeting, other.beside_id)
    before = under.text
    if choice == MINE:
        under.text = other.text
    elif choice == BOTH:
        under.text = f"{under.text.rstrip()}\n{other.text.lstrip()}".strip()
    under.by, under.at = actor.user, now()
    under.version += 1
    under.save(update_fields=["text", "by", "at", "version"])
    other.settled_at = now()
    other.save(update_fields=["settled_at"])
    note(meeting, {"text": (before, under.text)}, paragraph=under.pk, settled=other.pk)
    return under


@act("meetings.add_paragraph", "加一段记录")
def add_paragraph(
    *, actor: Actor, activity: int, point: int | None = None, person: int | None = None, about: str = ""
) -> Paragraph:
    """One more empty paragraph under a point, or of the meeting as a whole.

    *person* and *about* (:class:`Speech`): it is what that person says of himself or of others. Once there is
    something in it, closing the meeting puts down that this person spoke.
    """
    meeting = running(actor, activity)
    if meeting.paragraphs.count() >= MOST:
        raise Wrong(f"一次会应不超过 {MOST} 段")
    if point is not None and not meeting.points.filter(pk=point).exists():
        raise Wrong("没有这一项议程；可能刚被别人改过，请刷新再看")
    if person is not None:
        _may_speak(meeting, person, about)
    made = Paragraph.objects.create(meeting=meeting, point_id=point, person_id=person, about=about)
    note(meeting, paragraph=made.pk)
    return made


def _may_speak(meeting: Meeting, person: int, about: str) -> None:
    if about not in [*Speech]:
        raise Wrong(f"请选是哪一种发言：{'、'.join(one.chinese for one in Speech)}")
    if person not in roll_of(meeting.activity, meeting).present:
        raise Wrong("这位没有到会；发言的应是到了会的人")
    if meeting.paragraphs.filter(person=person, about=about, beside=None).exists():
        raise Wrong("这位的这一种发言已经有一段，接着写就行")


def _paragraph(meeting: Meeting, pk: int) -> Paragraph:
    found = Paragraph.objects.select_for_update().filter(meeting=meeting, pk=pk).first()
    if found is None:
        raise Wrong("没有这一段；可能看错了编号，请刷新再写")
    return found
