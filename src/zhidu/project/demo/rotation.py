"""Turns: whose turn it was to lecture, so that nobody serves twice before everybody did."""

from __future__ import annotations

from zhidu.domain.calendar import Period
from zhidu.domain.rules.kinds.params import Role
from zhidu.domain.rules.kinds.role import COMMITTEE_POSTS
from zhidu.domain.rules.vocabulary import SubjectClass
from zhidu.project.demo.diary import Entry
from zhidu.project.demo.keeper import Keeper


def take_turns(keeper: Keeper) -> None:
    """Give each event of a rotating duty its person, in order of time, once all events are known."""
    for subject in list(keeper.binding.subjects()):
        for _, role in list(keeper.binding.of(subject, Role)):
            if role.rotate is None:
                continue
            served: dict[Period | None, int] = {}
            for event in keeper.diary.of(role.event, subject):
                people = _committee(keeper, event)
                period = keeper.world.calendar.period_of(role.rotate.within, event.on)
                if people:
                    person, post = people[served.get(period, 0) % len(people)]
                    event.columns[role.duty] = post
                    event.columns[f"{role.duty}_id"] = person
                    served[period] = served.get(period, 0) + 1


def _committee(keeper: Keeper, event: Entry) -> list[tuple[str, str]]:
    found = []
    for one in keeper.world.subjects.below(event.subject, event.on):
        spell = one.on(event.on)
        if one.kind is SubjectClass.MEMBER and spell is not None:
            post = spell.attributes.get("post", "")
            if post in COMMITTEE_POSTS:
                found.append((one.id, post))
    return found
