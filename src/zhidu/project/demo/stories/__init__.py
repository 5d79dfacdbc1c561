"""Stories (故意放进去的问题): what was put into the county on purpose, and which verdict must find it."""

from __future__ import annotations

from collections.abc import Iterable

from zhidu.domain.rules.findings import Finding
from zhidu.project.demo.county import County
from zhidu.project.demo.stories import branches, decisions, members, rules, townships
from zhidu.project.demo.stories.story import Story, Told

TELLERS = (*branches.STORIES, *members.STORIES, *decisions.STORIES, *townships.STORIES, *rules.STORIES)


def tell_stories(county: County) -> list[Story]:
    """Change the records so that every story has happened; the list of what must now be found."""
    return [story for teller in TELLERS for story in teller(county)]


def listen_for(stories: Iterable[Story], findings: Iterable[Finding]) -> list[Told]:
    """Each story with the finding that tells it, if there is one."""
    found: dict[Story, Finding | None] = dict.fromkeys(stories)
    by_subject: dict[str, list[Story]] = {}
    for story in found:
        by_subject.setdefault(story.subject, []).append(story)
    for finding in findings:
        for story in by_subject.get(finding.subject, ()):
            if story.is_told_by(finding):
                found[story] = found[story] or finding
    return [Told(story, finding) for story, finding in found.items()]


__all__ = ["TELLERS", "Story", "Told", "listen_for", "tell_stories"]
