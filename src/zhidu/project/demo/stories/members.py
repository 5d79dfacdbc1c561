"""Stories of members: dues, leave, a transfer, and leaving without a word."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from zhidu.domain.rules.terms import Verdict
from zhidu.project.demo.county import County
from zhidu.project.demo.people import TRANSFERRED_FROM
from zhidu.project.demo.stories.story import Story
from zhidu.project.demo.stories.tamper import event_key, forget, leave_out, month

_LAPSE = "dues.lapse"
_URBAN = "城管局机关党支部"
_SENIOR = "一中高中部党支部"


def _whole_months(county: County, number: int) -> range:
    """How many months ago each of the last so many whole months lies, the latest first."""
    month_is_over = (county.clock.as_of + timedelta(days=1)).day == 1
    first = 0 if month_is_over else 1
    return range(first, first + number)


def _unpaid(county: County, person: str, months: range) -> None:
    for back in range(months.stop):
        leave_out(county, person, "dues_paid", month(county, back))


def _five_and_six_months(county: County) -> Iterator[Story]:
    five, six, excused = county.staff[_URBAN].plain()[2:5]
    for person, number, verdict, title in (
        (five, 5, Verdict.AT_RISK, "连续五个月没有交党费，还差一个月"),
        (six, 6, Verdict.BREACHED, "连续六个月没有交党费，系统提出处理建议"),
    ):
        _unpaid(county, person, _whole_months(county, number))
        yield Story(
            title=title,
            subject=person,
            family=_LAPSE,
            period=county.clock.month_key(0),
            verdict=verdict,
            says="系统提出" if verdict is Verdict.BREACHED else "5 个月",
        )
    months = _whole_months(county, 6)
    _unpaid(county, excused, months)
    third = month(county, months[2])
    county.diary.write(
        excused,
        "excuse",
        third.end,
        for_period=third.key,
        columns={"of": "dues_paid", "ground": "valid_reason", "approver": "branch;branch_committee"},
    )
    yield Story(
        title="六个月没有交，其中第三个月有支委会认可的理由，从次月重新起算",
        subject=excused,
        family=_LAPSE,
        period=county.clock.month_key(0),
        verdict=Verdict.MET,
        says="2 个月",
    )


def _leave_of_study(county: County) -> Iterator[Story]:
    ill, busy = county.staff[_SENIOR].plain()[3:5]
    when = month(county, 2)
    for person, columns, verdict, title in (
        (
            ill,
            {"ground": "illness", "approver": "secretary"},
            Verdict.EXEMPT,
            "患病请假，书记同意，当月学习免计",
        ),
        (busy, {"ground": "leave"}, Verdict.BREACHED, "说是请假，没有人同意"),
    ):
        leave_out(county, person, "study_attended", when)
        county.diary.write(
            person, "excuse", when.end, for_period=when.key, columns={"of": "study_attended", **columns}
        )
        yield Story(
            title=title,
            subject=person,
            family="study_attended.count",
            period=when.key,
            verdict=verdict,
            book="school-branch",
        )


def _transferred(county: County) -> Iterator[Story]:
    moved = next(
        row.subject
        for row in county.register.rows_of(county.staff[TRANSFERRED_FROM].plain()[6])
        if row.valid_to is None
    )
    when = month(county, 5)
    leave_out(county, moved, "dues_paid", when)
    county.diary.write(moved, "dues_paid", county.clock.in_month(5, 8), columns={"payer": "self"})
    yield Story(
        title="20 日转到柳林村，党费 8 日在青石村交过，跟着人走",
        subject=moved,
        family="dues_paid.count",
        period=when.key,
        verdict=Verdict.MET,
    )


def _left_without_report(county: County) -> Iterator[Story]:
    away = [one for one in county.staff["龙潭村党支部"].members if county.diary.has("departure", one)]
    (departure,) = county.diary.of("departure", away[0])
    forget(county, departure, "departure_report")
    yield Story(
        title="外出务工前没有报告",
        subject=departure.subject,
        family="departure.report",
        period=event_key(departure),
        verdict=Verdict.BREACHED,
    )


def _overdue_not_spoken_to(county: County) -> Iterator[Story]:
    person = county.staff[_SENIOR].plain()[7]
    overdue = county.keeper.happen(person, "dues_overdue", county.clock.in_month(2, 6))
    if overdue is not None:
        forget(county, overdue, "education_talk")
        yield Story(
            title="逾期没有交党费，支部没有找他谈",
            subject=person,
            family="dues.overdue-talk",
            period=event_key(overdue),
            verdict=Verdict.BREACHED,
        )


def _lost_touch(county: County) -> Iterator[Story]:
    person = county.staff["竹园村党支部"].plain()[-1]
    lost = county.diary.write(person, "lost_contact", county.clock.in_month(8, 10))
    yield Story(
        title="失去联系满六个月，还没有找到，系统提出停止党籍",
        subject=person,
        family="lost_contact.suspension",
        period=event_key(lost),
        verdict=Verdict.BREACHED,
        says="系统提出",
    )


STORIES = (
    _five_and_six_months,
    _leave_of_study,
    _transferred,
    _left_without_report,
    _overdue_not_spoken_to,
    _lost_touch,
)
