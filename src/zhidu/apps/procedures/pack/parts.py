"""The parts of a pack, by the record each consists of, and the steps of a procedure that it completes."""

from __future__ import annotations

from dataclasses import dataclass

from zhidu.apps.activities.kinds import LIFE

__all__ = ["BY_KEY", "LIFE", "MEASURES_STEP", "MEETING_STEPS", "PARTS", "SOURCES", "TITLES", "Part"]

BEFORE, AT, AFTER = "before", "at", "after"
TITLES = {BEFORE: "会前", AT: "会上", AFTER: "会后"}
SUPERIOR, GROUPS, MEMBERS, MASSES = "superior", "groups", "all_members", "masses"
SOURCES = {GROUPS: "党小组", MEMBERS: "党员", MASSES: "群众", SUPERIOR: "上级"}
"""Of whom opinions are asked (audience of the record)."""


@dataclass(frozen=True, slots=True)
class Part:
    """One part that is done or not: the measure whose record shows it, and the steps it completes by their names.

    ``audience`` is put into the record; ``many``: there are several of it, and somebody says when they are complete.
    ``asks`` is what the form of a single one asks for; '' where nothing but the day is asked.
    """

    key: str
    when: str
    title: str
    measure: str
    steps: frozenset[str]
    audience: str = ""
    asks: str = ""
    done: str = ""


PARTS = (
    Part(
        "theme", BEFORE, "定主题", "theme_fixed", frozenset({"theme", "plan"}), asks="主题", done="就定这个"
    ),
    Part(
        "plan",
        BEFORE,
        "方案报上级",
        "plan_reported",
        frozenset({"report-plan"}),
        audience=SUPERIOR,
        asks="怎样报的",
        done="已报上级",
    ),
    Part("mobilisation", BEFORE, "思想发动", "mobilisation", frozenset(), asks="怎样做的", done="已做"),
    Part("study", BEFORE, "会前学习", "member_study", frozenset({"study"}), asks="学了什么", done="已学"),
    Part("notified", BEFORE, "通知到人", "notified", frozenset({"notify"}), done="去通知"),
    Part("talks", BEFORE, "谈心谈话", "talk_round", frozenset({"talks"}), done="都谈过了"),
    Part("opinions", BEFORE, "征求意见", "opinions_gathered", frozenset({"opinions"}), done="收齐了"),
    Part(
        "minutes",
        AFTER,
        "会议记录报上级",
        "minutes_submitted",
        frozenset({"send-minutes"}),
        audience=SUPERIOR,
        asks="怎样报的",
        done="已报上级",
    ),
    Part(
        "report",
        AFTER,
        "会议情况报上级",
        "report_submitted",
        frozenset({"send-report"}),
        audience=SUPERIOR,
        asks="怎样报的",
        done="已报上级",
    ),
    Part(
        "result",
        AFTER,
        "整改情况",
        "rectification_result",
        frozenset({"carry-out"}),
        asks="整改得怎样",
        done="写下情况",
    ),
)
BY_KEY = {one.key: one for one in PARTS}
MEETING_STEPS = frozenset({"meeting", "study", "criticism", "minutes"})
"""Steps that the record of the meeting itself completes (those of the meeting, not those before it)."""
MEASURES_STEP = frozenset({"measures"})
