"""Samples of the larger components."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from zhidu.foundation.clock import today
from zhidu.foundation.ui.shapes import (
    Branch,
    Event,
    Figure,
    HeatCell,
    HeatRow,
    LaneStep,
    Link,
    Looked,
    Parameter,
    Point,
    Stage,
    Step,
    StripCell,
    StripRow,
    month_of,
)

YEAR = (
    "met met met late met met exempt met met breached at_risk pending",
    "met met met met met met met met met met at_risk pending",
    "not_applicable not_applicable met met undetermined met met met met met met pending",
)


def _strip() -> list[StripRow]:
    quarters = [
        StripCell("met", "第 1 季度", 3, "1 次"),
        StripCell("met", "第 2 季度", 3, "1 次"),
        StripCell("met", "第 3 季度", 3, "1 次"),
        StripCell("pending", "第 4 季度", 3, "今晚开"),
    ]
    rows = [StripRow("支部党员大会", quarters, "每季 ≥ 1 次", "3 / 4 季")]
    for title, year, total in zip(
        ("党小组会 二组", "支委会", "主题党日"), YEAR, ("9 / 11 月", "10 / 12 月", "9 / 10 月"), strict=True
    ):
        cells = [
            StripCell(one, f"{place}月", text="1 次", url="#") for place, one in enumerate(year.split(), 1)
        ]
        rows.append(StripRow(title, cells, "每月 ≥ 1 次", total))
    halves = [
        StripCell("met", "上半年", 6, "2 次"),
        StripCell("breached", "下半年", 6, "差 1 次", generally=True),
    ]
    rows.append(StripRow("党课", halves, "半年一般 ≥ 2 次", "3 / 4 次"))
    return rows


def _heat() -> list[HeatRow]:
    names = ("竹园村党支部", "石桥社区党支部", "云溪茶业公司党支部", "下坝村党支部")
    years = (YEAR[0], YEAR[0], YEAR[2], YEAR[1])
    return [
        HeatRow(
            name,
            [
                HeatCell(
                    one,
                    3 - place if one == "breached" else 1,
                    f"#{place}-{month}",
                    selected=(place, month) == (0, 10),
                )
                for month, one in enumerate(year.split(), 1)
            ],
            "6 项" if place < 2 else "无",
            bad=place < 2,
        )
        for place, (name, year) in enumerate(zip(names, years, strict=True))
    ]


def _stages() -> list[Stage]:
    named = (("申请", 2), ("积极分子", 4), ("发展对象", 5), ("接收预备党员", 7), ("教育考察和转正", 7))
    made, number = [], 0
    for title, count in named:
        steps = []
        for _ in range(count):
            number += 1
            steps.append(
                Step(
                    f"步骤 {number}",
                    "done" if number < 15 else "now" if number == 15 else "todo",
                    number=number,
                )
            )
        made.append(Stage(title, steps))
    return made


def _tree() -> list[Branch]:
    groups = [
        Branch("一组", "#", "11 人", "met"),
        Branch("二组", "#", "10 人", "breached", 1, selected=True),
        Branch("三组", "#", "10 人", "met"),
    ]
    branches = [
        Branch("东岭村党支部", "#", "31 人", "breached", 1, groups, open=True),
        Branch("竹园村党支部", "#", "26 人", "breached", 6, groups[:1]),
    ]
    return [Branch("云溪镇党委", "#", "24 个支部", "breached", 6, branches, open=True)]


def pictures() -> dict[str, Any]:
    """Context of the parts ``pictures`` and ``panels``."""
    day = today()
    marks = {
        day: ("meeting",),
        day + timedelta(days=2): ("meeting", "deadline"),
        day - timedelta(days=9): ("overdue",),
    }
    return {
        "figures": [
            Figure("未达标", 21, verdict="breached", url="#"),
            Figure("临期", 13, verdict="at_risk"),
            Figure("迟办", 17, verdict="late"),
            Figure("缺资料", 5, verdict="undetermined"),
            Figure("达标", 1846, verdict="met"),
            Figure("未到期", 312, verdict="pending"),
            Figure("应判定", 2214),
        ],
        "strip": _strip(),
        "tall": [
            StripRow(
                "支委会",
                [replace(one, text="1") for one in _strip()[2].cells],
                total="10 个月已满足，其中 1 个月迟办",
            )
        ],
        "heat": _heat(),
        "picks": [
            {"title": "2026年", "url": "#", "current": True},
            {"title": "2025年", "url": "#", "current": False},
        ],
        "totals": [
            Figure("未达标", 21, verdict="breached", note="其中一般 3"),
            Figure("临期", 13, verdict="at_risk"),
            Figure("迟办", 17, verdict="late"),
            Figure("缺资料", 5, verdict="undetermined"),
            Figure("达标", 1846, verdict="met"),
            Figure("未到期", 308, verdict="pending"),
            Figure("免计", 4, verdict="exempt"),
            Figure("应判定", 2214),
        ],
        "columns": [f"{month}月" for month in range(1, 13)],
        "ages": [Point("35 岁以下", 6), Point("36 至 60 岁", 14), Point("61 岁以上", 13)],
        "hours": [
            Point(f"{month}月", value) for month, value in enumerate((2, 3, 2.5, 4, 3, 1, 2, 3, 4, 3), 1)
        ],
        "month": month_of(day.replace(day=1), marks, before="#", after="#"),
        "overdue": day - timedelta(days=18),
        "soon": day + timedelta(days=12),
        "stages": _stages(),
        "step_before": Step("14 填写入党志愿书", note="11月5日 完成，介绍人 林晓梅、韩立"),
        "step_now": Step(
            "15 支部大会讨论", note="须在预审同意后 1 个月内，最迟 11月29日。到会超过应到会一半。"
        ),
        "step_next": Step("16 上级党委派人谈话", note="由镇党委办，本支部不用操作"),
        "steps": [
            Step("通知", "done", "提前 5 天"),
            Step("签到", "done", "23 人"),
            Step("议程", "now", "第 3 项，共 5 项"),
            Step("记录签字"),
            Step("上报"),
            Step("归档"),
        ],
        "tree": _tree(),
        "events": [
            Event("镇党委预审同意", date(2026, 10, 29), date(2026, 10, 29)),
            Event("群众座谈会", date(2026, 9, 12), date(2026, 9, 20), "late"),
            Event(
                "更正：座谈会人数 9 改为 11", None, date(2026, 9, 21), "correction", "林晓梅，原记录仍可看"
            ),
            Event("支部大会讨论", sign="pending", note="最迟 11月29日"),
        ],
        "three": [Figure("应开", "≥ 1", "次"), Figure("实开", 0, "次", bad=True), Figure("已过期", 18, "天")],
        "looked": [
            Looked("10月26日 党小组会（草稿）", "没有签到，没有提交，不计数", "#"),
            Looked("9月25日 党小组会 一组", "属 9月，已计入上月", "#"),
        ],
        "others": [
            {"verdict": "breached", "title": "党小组会 三组", "url": "#"},
            {"verdict": "met", "title": "主题党日", "url": "#"},
        ],
        "chain": [
            Link("全国", "《支部工作条例》：一般每月 1 次", "一般"),
            Link("青河县", "《党支部综合制度》第五篇 · 一 ·（三）：每月不少于 1 次", "必须", runs=True),
            Link(
                "竹园村党支部",
                "《支部议事规则》第六条：每两个月 1 次",
                laxer=True,
                note="下级不得低于上级，所以按县里的算",
            ),
        ],
        "levels": [("全国", "支部工作条例"), ("青河县", "党支部综合制度"), ("东岭村党支部", "支部议事规则")],
        "compared": [
            Parameter(
                "次数",
                [("1 次", False, ""), ("不少于 1 次", True, ""), ("不少于 1 次", False, "")],
                "不少于 1 次",
            ),
            Parameter(
                "每多久", [("月", False, ""), ("月", True, ""), ("两个月", False, "较宽，不执行")], "月"
            ),
            Parameter("约束力", [("一般", False, ""), ("必须", True, ""), ("必须", False, "")], "必须"),
        ],
        "ballot": ["赞成", "反对", "弃权"],
        "lanes": ["党支部", "本人", "镇党委"],
        "lane_steps": [
            LaneStep("支委会提出，报镇党委", 0, "done", "10月9日"),
            LaneStep("同本人谈话，听取说明", 1, "done", "10月21日"),
            LaneStep("支部大会表决", 0, "now", "等表决，最迟 11月29日"),
            LaneStep("镇党委审批", 2, "todo", "没有通过的，回到第 1 步"),
        ],
    }
