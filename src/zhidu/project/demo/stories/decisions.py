"""Stories of decisions and procedures: votes that do not carry, papers not signed, steps too early or left out."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from zhidu.domain.rules.terms import Verdict
from zhidu.project.demo.county import County
from zhidu.project.demo.diary import Entry
from zhidu.project.demo.stories.story import Story
from zhidu.project.demo.stories.tamper import event_key

_FINANCE = "县财政局党支部"
_SENIOR = "一中高中部党支部"
_TOO_FEW_DAYS = 300


def _vote(county: County, branch: str, matter: str, **numbers: int) -> Entry:
    columns = {name: str(value) for name, value in numbers.items()}
    entry = county.keeper.happen(
        branch,
        "ballot",
        county.clock.in_month(2, 18),
        columns={
            "forum": "members_meeting",
            "matter": matter,
            "result": "passed",
            "dissent_recorded": "true",
            **columns,
        },
    )
    if entry is None:
        raise LookupError(branch)
    return entry


def _near_tie(county: County) -> Iterator[Story]:
    ballot = _vote(county, _FINANCE, "major", entitled=28, present=28, yes=15, no=13, abstain=0)
    yield Story(
        title="重大问题 15 比 13，票数接近，应当暂缓，却记为通过",
        subject=_FINANCE,
        family="decision.near-tie",
        period=event_key(ballot),
        verdict=Verdict.BREACHED,
    )


def _passes_here_fails_above(county: County) -> Iterator[Story]:
    ballot = _vote(county, _SENIOR, "major", entitled=10, present=6, yes=4, no=1, abstain=1)
    for book, verdict, title in (
        ("school-branch", Verdict.MET, "应到 10 人、实到 6 人、赞成 4 票：照本校制度通过"),
        ("national", Verdict.BREACHED, "同一次表决，全国规定要超过应到会的半数，不能算通过"),
    ):
        yield Story(
            title=title,
            subject=_SENIOR,
            family="resolution.pass",
            period=event_key(ballot),
            verdict=verdict,
            book=book,
        )


def _not_signed(county: County) -> Iterator[Story]:
    ballot = _vote(county, "扶贫办机关党支部", "admission", persons=1)
    for paper in county.diary.about(ballot.id, "record"):
        paper.columns["signed_by"] = "recorder"
    yield Story(
        title="接收预备党员的决议没有书记签字",
        subject="扶贫办机关党支部",
        family="admission.resolution",
        period=event_key(ballot),
        verdict=Verdict.BREACHED,
    )


def _not_heard(county: County) -> Iterator[Story]:
    ballot = _vote(county, "扶贫开发中心党支部", "disposal", persons=1)
    ballot.columns["done"] = "discussed"
    yield Story(
        title="表决处置党员以前没有听本人说明",
        subject="扶贫开发中心党支部",
        family="disposal.hearing",
        period=event_key(ballot),
        verdict=Verdict.BREACHED,
    )


def _too_early(county: County) -> Iterator[Story]:
    case = "初中部发展党员一"
    steps = {one.says("step"): one for one in county.diary.of("procedure_step", case)}
    since, reached = steps["activist"].on, steps["candidate"].on
    sooner = reached - since - timedelta(days=_TOO_FEW_DAYS)
    for step in steps.values():
        if since + sooner <= step.on <= reached:
            step.on -= sooner
    yield Story(
        title="列为积极分子不满一年就列为发展对象",
        subject=case,
        family="cultivation.dwell",
        period=f"event:{case}",
        verdict=Verdict.BREACHED,
        says="早了",
    )


def _not_checked(county: County) -> Iterator[Story]:
    task = "石桥镇党费收缴规范"
    county.diary.strike(
        [one for one in county.diary.of("procedure_step", task) if one.says("step") == "check"]
    )
    yield Story(
        title="一项工作没有检查就办结了",
        subject=task,
        family="task.steps",
        period=f"event:{task}",
        verdict=Verdict.BREACHED,
    )


STORIES = (_near_tie, _passes_here_fails_above, _not_signed, _not_heard, _too_early, _not_checked)
