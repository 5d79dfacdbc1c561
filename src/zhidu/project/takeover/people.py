"""Members, prospects and holders of posts of the table → the register of people."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

from zhidu.apps.members.actions.admit_many import admit_many
from zhidu.apps.members.actions.appoint import appoint_many
from zhidu.apps.members.appointing import Appointment
from zhidu.apps.members.entries import Admission, Stretch
from zhidu.domain.rules.subjects import Spell, Subject, Subjects
from zhidu.domain.rules.vocabulary import SubjectClass
from zhidu.foundation.access.roles import GROUP_LEADER
from zhidu.foundation.access.rules import SYSTEM
from zhidu.project.takeover.book import Book

PEOPLE = frozenset({SubjectClass.MEMBER, SubjectClass.PROSPECT})
KEPT_ELSEWHERE = frozenset({"name", "group", "post"})
"""What the register knows without being told: by the person, the group and the posts themselves."""
SEPARATOR = "·"
"""A holder of a post is called after the person and the post: 张三·书记."""


def admit(subjects: Subjects, book: Book) -> None:
    """Everybody of the table, each with all their stretches."""
    people = [one for one in subjects if one.kind in PEOPLE]
    rows = [
        Admission(name=one.name, stretches=[_stretch(spell, book) for spell in one.spells]) for one in people
    ]
    for subject, pk in zip(people, admit_many(actor=SYSTEM, rows=rows), strict=True):
        prefix = "prospect" if subject.kind is SubjectClass.PROSPECT else "person"
        book.enter(subject.id, f"{prefix}-{pk}")


def _stretch(spell: Spell, book: Book) -> Stretch:
    group = spell.attributes.get("group", "")
    return Stretch(
        type=spell.type,
        organization=book.number(spell.belongs_to),
        group=book.number(group) if group else None,
        first=_day(spell.first),
        last=_day(spell.last),
        attributes=_kept(spell.attributes),
    )


def appoint(subjects: Subjects, book: Book) -> None:
    """Holders of posts, and the leaders of groups, who are only written down as members."""
    holders = [one for one in subjects if one.kind is SubjectClass.POST_HOLDER]
    rows = [_appointment(one, book) for one in holders]
    leaders = list(_group_leaders(subjects, book))
    ids = appoint_many(actor=SYSTEM, rows=[*rows, *leaders])
    for subject, pk in zip(holders, ids, strict=False):
        book.enter(subject.id, f"post-{pk}")


def _appointment(subject: Subject, book: Book) -> Appointment:
    spell = subject.spells[0]
    return Appointment(
        person=book.number(subject.id.partition(SEPARATOR)[0]),
        organization=book.number(spell.belongs_to),
        post=spell.attributes.get("post", ""),
        first=_day(spell.first),
        last=_day(spell.last),
        attributes=_kept(spell.attributes),
    )


def _group_leaders(subjects: Subjects, book: Book) -> Iterable[Appointment]:
    led: set[str] = set()
    for subject in subjects:
        spell = subject.spells[-1]
        group = spell.attributes.get("group", "")
        if (
            subject.kind is SubjectClass.MEMBER
            and spell.attributes.get("post") == GROUP_LEADER
            and group not in led
        ):
            led.add(group)
            yield Appointment(
                person=book.number(subject.id),
                organization=book.number(spell.belongs_to),
                group=book.number(group),
                post=GROUP_LEADER,
                first=_day(spell.first),
            )


def _kept(attributes: Mapping[str, str]) -> dict[str, str | None]:
    return {name: text for name, text in attributes.items() if name not in KEPT_ELSEWHERE}


def _day(day: date) -> date | None:
    return None if day in {date.min, date.max} else day
