"""Stories of townships, streets and offices: answers, visits, inspections, lists and figures."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from decimal import Decimal

from zhidu.domain.calendar import Unit
from zhidu.domain.rules.terms import Verdict
from zhidu.project.demo.county import County
from zhidu.project.demo.standing import ended
from zhidu.project.demo.stories.story import Story
from zhidu.project.demo.stories.tamper import done_in, event_key, forget, latest, leave_out, month, period
from zhidu.project.demo.tree import COUNTY_COMMITTEE

_SHIQIAO, _LIUHE = "石桥镇党委", "柳河乡党委"


def _feedback(county: County) -> Iterator[Story]:
    for place, verdict, title in (
        (-2, Verdict.BREACHED, "群众反馈一直没有办"),
        (-3, Verdict.LATE, "群众反馈过了期限才办"),
    ):
        received = county.diary.of("feedback_received", _SHIQIAO)[place]
        (handled,) = county.diary.about(received.id, "feedback_handled")
        if verdict is Verdict.LATE:
            handled.on = received.on + timedelta(days=11)
            handled.entered_on = None
        else:
            county.diary.strike([handled])
        yield Story(
            title=title,
            subject=_SHIQIAO,
            family="feedback.within",
            period=event_key(received),
            verdict=verdict,
        )


def _visits_short(county: County) -> Iterator[Story]:
    leader = next(one for one in county.keeper.binding.subjects() if one.endswith("·石桥副书记"))
    for weeks in (5, 9):
        week = period(county, Unit.WEEK, county.clock.days_ago(7 * weeks))
        county.diary.strike(done_in(county, leader, "liaison_visit", week)[1:])
        yield Story(
            title="这一周只到联系点 1 次",
            subject=leader,
            family="liaison_visit.count",
            period=week.key,
            verdict=Verdict.BREACHED,
        )


def _no_inspection(county: County) -> Iterator[Story]:
    when = month(county, 2)
    leave_out(county, _LIUHE, "special_inspection", when)
    yield Story(
        title="这个月没有专项检查",
        subject=_LIUHE,
        family="special_inspection.count",
        period=when.key,
        verdict=Verdict.BREACHED,
    )


def _honoured_all_the_same(county: County) -> Iterator[Story]:
    branch = "上坝村党支部"
    found = county.keeper.happen(branch, "falsification_confirmed", county.clock.in_month(4, 5))
    county.keeper.happen(
        branch, "commendation", county.clock.in_month(4, 25), columns={"kind": "先进基层党组织"}
    )
    if found is not None:
        yield Story(
            title="当年查实弄虚作假，仍评为先进",
            subject=branch,
            family="commendation.ban",
            period=event_key(found),
            verdict=Verdict.BREACHED,
        )


def _channel_closed(county: County) -> Iterator[Story]:
    ended(county.diary.of("booking_channel", COUNTY_COMMITTEE)[-1], county.clock.days_ago(40))
    yield Story(
        title="组织生活基地的预约方式停了一种",
        subject=COUNTY_COMMITTEE,
        family="booking_channel.parts",
        period=county.clock.month_key(0),
        verdict=Verdict.BREACHED,
    )


def _one_did_not_report(county: County) -> Iterator[Story]:
    forum = latest(county, COUNTY_COMMITTEE, "bimonthly_forum", county.clock.days_ago(20))
    reports = county.diary.about(forum.id, "unit_reported")
    county.diary.strike([one for one in reports if one.subject == "河西街道党工委"])
    yield Story(
        title="双月座谈会上河西街道没有汇报",
        subject=COUNTY_COMMITTEE,
        family="bimonthly_forum.reports",
        period=event_key(forum),
        verdict=Verdict.BREACHED,
    )


def _used_less(county: County) -> Iterator[Story]:
    site = "云岭科技馆"
    figure = latest(county, site, "venue_utilisation", county.clock.as_of)
    figure.quantity = Decimal(41)
    yield Story(
        title="阵地利用率比上一年低",
        subject=site,
        family="venue_utilisation.trend",
        period=str(county.clock.as_of.year),
        verdict=Verdict.BREACHED,
    )


def _appraised_in_a_hurry(county: County) -> Iterator[Story]:
    begun = county.clock.in_month(3, 4)
    opened = county.diary.write("城管局机关党支部", "appraisal_opened", begun)
    county.diary.write(opened.subject, "appraisal_closed", begun + timedelta(days=9), ref=opened.id)
    yield Story(
        title="民主评议从开始到结束只有 9 天",
        subject="城管局机关党支部",
        family="democratic_appraisal.length",
        period=event_key(opened),
        verdict=Verdict.BREACHED,
    )


def _staff_not_told(county: County) -> Iterator[Story]:
    event = latest(county, "一中初中部党支部", "major_event", county.clock.days_ago(12))
    forget(county, event, "disclosure")
    yield Story(
        title="重大事件没有向教职工通报",
        subject="一中初中部党支部",
        family="major_event.disclosure",
        period=event_key(event),
        verdict=Verdict.BREACHED,
    )


STORIES = (
    _feedback,
    _visits_short,
    _no_inspection,
    _honoured_all_the_same,
    _channel_closed,
    _one_did_not_report,
    _used_less,
    _appraised_in_a_hurry,
    _staff_not_told,
)
