"""Stories of branches: meetings missed, made up, entered late, moved, or led by the wrong person."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from zhidu.domain.calendar import Unit
from zhidu.domain.rules.terms import Verdict
from zhidu.project.demo.county import County
from zhidu.project.demo.stories.story import Story
from zhidu.project.demo.stories.tamper import (
    done_in,
    event_key,
    forget,
    latest,
    leave_out,
    month,
    period,
)
from zhidu.project.demo.tree import FOUNDED_MID_MONTH, RECENT_RECORDS

_COMMITTEE = "committee_meeting.count"
_SENIOR, _JUNIOR = "一中高中部党支部", "一中初中部党支部"


def _missed(county: County) -> Iterator[Story]:
    when = month(county, 3)
    leave_out(county, "青石村党支部", "committee_meeting", when)
    yield Story(
        title="这个月没有开支委会",
        subject="青石村党支部",
        family=_COMMITTEE,
        period=when.key,
        verdict=Verdict.BREACHED,
    )


def _made_up(county: County) -> Iterator[Story]:
    when = month(county, 2)
    leave_out(county, "县委办党支部", "committee_meeting", when)
    county.keeper.happen(
        "县委办党支部", "committee_meeting", county.clock.in_month(1, 5), for_period=when.key
    )
    yield Story(
        title="当月没有开，次月 5 日补开，并写明是补上个月的",
        subject="县委办党支部",
        family=_COMMITTEE,
        period=when.key,
        verdict=Verdict.LATE,
    )


def _entered_late(county: County) -> Iterator[Story]:
    when = month(county, 2)
    first, *more = done_in(county, "县财政局党支部", "committee_meeting", when)
    county.diary.strike(more)
    first.on, first.entered_on = when.end - timedelta(days=2), county.clock.in_month(1, 12)
    yield Story(
        title="会按时开了，次月 12 日才录入",
        subject="县财政局党支部",
        family=_COMMITTEE,
        period=when.key,
        verdict=Verdict.MET,
        says="晚录",
    )


def _withdrawn(county: County) -> Iterator[Story]:
    when = month(county, 4)
    for entry in done_in(county, "上坝村党支部", "committee_meeting", when):
        entry.voided_on = county.clock.in_month(2, 3)
    yield Story(
        title="开会的记录后来核实有误，已作废",
        subject="上坝村党支部",
        family=_COMMITTEE,
        period=when.key,
        verdict=Verdict.BREACHED,
    )


def _approved_deviation(county: County) -> Iterator[Story]:
    for branch, approver, verdict, title in (
        ("枫树湾村党支部", "party_committee", Verdict.EXEMPT, "防汛期间没有开，事由报镇党委批准"),
        ("白杨村党支部", "", Verdict.BREACHED, "防汛期间没有开，写了事由，没有人批准"),
    ):
        when = month(county, 2)
        leave_out(county, branch, "committee_meeting", when)
        columns = {"of": "committee_meeting", "reason": "防汛抢险"} | (
            {"approver": approver} if approver else {}
        )
        county.diary.write(branch, "deviation", when.end, for_period=when.key, columns=columns)
        yield Story(title=title, subject=branch, family=_COMMITTEE, period=when.key, verdict=verdict)


def _planned(county: County) -> Iterator[Story]:
    when = period(county, Unit.QUARTER, county.clock.as_of)
    leave_out(county, "竹园村党支部", "members_meeting", when)
    county.diary.write(
        "竹园村党支部", "members_meeting", when.end, entered_on=county.clock.as_of, planned=True
    )
    still_open = when.end > county.clock.as_of
    yield Story(
        title="本季度支部大会还没有开，已安排在季度末",
        subject="竹园村党支部",
        family="members_meeting.count",
        period=when.key,
        verdict=Verdict.PENDING if still_open else Verdict.AT_RISK,
        says="已安排" if still_open else "",
    )


def _wrong_chair(county: County) -> Iterator[Story]:
    meeting = latest(county, _SENIOR, "members_meeting", month(county, 2).end)
    meeting.columns["chair"] = "publicity"
    yield Story(
        title="支部大会由宣传委员主持，制度规定由书记主持",
        subject=_SENIOR,
        family="members_meeting.chair",
        period=event_key(meeting),
        verdict=Verdict.BREACHED,
    )


def _no_notice(county: County) -> Iterator[Story]:
    meeting = latest(county, _SENIOR, "members_meeting", month(county, 3).end)
    forget(county, meeting, "agenda_notified")
    yield Story(
        title="开大会前没有把议题通知党员",
        subject=_SENIOR,
        family="members_meeting.notice",
        period=event_key(meeting),
        verdict=Verdict.BREACHED,
    )


def _clock_not_noted(county: County) -> Iterator[Story]:
    study = latest(county, _SENIOR, "member_study", month(county, 2).end)
    for column in ("begins", "ends"):
        study.columns.pop(column, None)
    yield Story(
        title="集中学习没有记下起止钟点，看不出是否在规定时段",
        subject=_SENIOR,
        family="member_study.window",
        period=event_key(study),
        verdict=Verdict.UNDETERMINED,
    )


def _party_day_moved(county: County) -> Iterator[Story]:
    for back, consent, verdict, title in (
        (3, "", Verdict.BREACHED, "党员活动日没有放在第三周星期五，也没有经党总支同意"),
        (2, "general_branch", Verdict.MET, "党员活动日改了日子，事前经党总支同意"),
    ):
        entry, *more = done_in(county, _JUNIOR, "party_day", month(county, back))
        county.diary.strike(more)
        entry.on = _other_day(county, entry.on)
        entry.entered_on = None
        if consent:
            entry.columns |= {"consent_by": consent, "consent_on": (entry.on - timedelta(days=3)).isoformat()}
        yield Story(
            title=title,
            subject=_JUNIOR,
            family="party_day.window",
            period=event_key(entry),
            verdict=verdict,
            book="school-ten-systems",
        )


def _other_day(county: County, day: date) -> date:
    """A working day of the week after that is no Friday."""
    days = (day + timedelta(days=number) for number in range(3, 7))
    return next(one for one in days if county.keeper.world.calendar.is_workday(one) and one.weekday() != 4)


def _founded_mid_month(county: County) -> Iterator[Story]:
    yield Story(
        title="17 日才成立，当月不足半个月，不要求开会",
        subject=FOUNDED_MID_MONTH,
        family=_COMMITTEE,
        period=county.clock.month_key(5),
        verdict=Verdict.NOT_APPLICABLE,
    )


def _before_records(county: County) -> Iterator[Story]:
    begun = county.clock.month(2)
    county.diary.strike(
        [
            one
            for one in county.diary
            if one.subject == RECENT_RECORDS and county.clock.start <= one.on < begun
        ]
    )
    yield Story(
        title="这个支部三个月前才开始留记录，以前的看不出来",
        subject=RECENT_RECORDS,
        family=_COMMITTEE,
        period=county.clock.month_key(6),
        verdict=Verdict.UNDETERMINED,
    )


STORIES = (
    _missed,
    _made_up,
    _entered_late,
    _withdrawn,
    _approved_deviation,
    _planned,
    _wrong_chair,
    _no_notice,
    _clock_not_noted,
    _party_day_moved,
    _founded_mid_month,
    _before_records,
)
