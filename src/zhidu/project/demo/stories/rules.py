"""Stories of the rules themselves: a revision, a question not yet answered, two books that differ, a term's end."""

from __future__ import annotations

from collections.abc import Iterator

from zhidu.domain.calendar import Unit, add_months
from zhidu.domain.rules.terms import Verdict
from zhidu.project.demo.adoptions import revised_from
from zhidu.project.demo.county import County
from zhidu.project.demo.people import committee_of, elected_on
from zhidu.project.demo.stories.story import Story
from zhidu.project.demo.stories.tamper import event_key, leave_out, period
from zhidu.project.demo.tree import BRANCHES, TEA


def _revised(county: County) -> Iterator[Story]:
    """The revision is in force from the second month of the quarter; the third is still judged by the old text."""
    third = period(county, Unit.MONTH, add_months(revised_from(county.clock), 1))
    leave_out(county, TEA, "party_building_meeting", third)
    yield Story(
        title="制度已改为每季度一次，但改后的第一个完整季度以前，仍按每月一次判定",
        subject=TEA,
        family="party_building_meeting.count",
        period=third.key,
        verdict=Verdict.BREACHED,
        book="yunwu-tea-branch",
    )


def _not_answered(county: County) -> Iterator[Story]:
    yield Story(
        title="制度只说“定期”检查出勤，县委办还没有定下多久一次",
        subject="县委办党支部",
        family="attendance.check.count",
        period=county.clock.month_key(0),
        verdict=Verdict.UNDETERMINED,
        says="须由本组织先明确",
    )


def _term_ends_soon(county: County) -> Iterator[Story]:
    """Three years, of which three months are left; the rules warn half a year before."""
    ending = add_months(county.clock.as_of, -33).replace(day=1)
    branch = next(
        place.name
        for place in BRANCHES
        if place.sector == "office" and elected_on(place, county.clock).replace(day=1) == ending
    )
    (election,) = county.diary.of("election", committee_of(branch))
    yield Story(
        title="支部委员会任期还有三个月届满，换届还没有安排",
        subject=committee_of(branch),
        family="committee.term",
        period=event_key(election),
        verdict=Verdict.AT_RISK,
    )


STORIES = (_revised, _not_answered, _term_ends_soon)
