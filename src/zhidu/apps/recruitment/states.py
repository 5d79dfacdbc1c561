"""The closed lists of words dossiers are sorted by."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum


class Stage(StrEnum):
    """How far somebody is; the first five are the standings of the register."""

    APPLICANT = "applicant"
    ACTIVIST = "activist"
    CANDIDATE = "candidate"
    PROBATION = "probationary_member"
    FULL = "full_member"
    ENDED = "ended"

    @property
    def chinese(self) -> str:
        return {
            "applicant": "入党申请人",
            "activist": "入党积极分子",
            "candidate": "发展对象",
            "probationary_member": "预备党员",
            "full_member": "已转正",
            "ended": "已停止",
        }[self.value]


ORDER = (Stage.APPLICANT, Stage.ACTIVIST, Stage.CANDIDATE, Stage.PROBATION, Stage.FULL)
REACHED: Mapping[str, Stage] = {
    "application_received": Stage.APPLICANT,
    "activist_confirmed": Stage.ACTIVIST,
    "candidate_confirmed": Stage.CANDIDATE,
}
"""Fact of a step → the standing that comes with it. Admission and confirmation: see ``following``."""


class Companion(StrEnum):
    """As what a member helps somebody."""

    MENTOR = "mentor"
    SPONSOR = "sponsor"

    @property
    def chinese(self) -> str:
        return {"mentor": "培养联系人", "sponsor": "入党介绍人"}[self.value]


NAMED: Mapping[str, Companion] = {
    "mentor_assigned": Companion.MENTOR,
    "sponsor_named": Companion.SPONSOR,
}
"""Facts that name people → as what."""


class Outcome(StrEnum):
    """What is proposed for somebody on probation who does not become a full member in time."""

    EXTEND = "extend"
    CANCEL = "cancel"

    @property
    def chinese(self) -> str:
        return {"extend": "延长预备期", "cancel": "取消预备党员资格"}[self.value]


SEXES: Mapping[str, str] = {"male": "男", "female": "女"}
EDUCATION: Mapping[str, str] = {
    "primary": "小学及以下",
    "junior": "初中",
    "senior": "高中、中专",
    "college": "大专",
    "bachelor": "本科",
    "graduate": "研究生",
}
"""The lowest first."""
STRATA: Mapping[str, str] = {
    "worker": "工人",
    "farmer": "农民",
    "intellectual": "知识分子",
    "other_strata": "其他阶层",
}
TRAITS: Mapping[str, str] = {
    "educated": "有文化",
    "skilled": "有一技之长",
    "leads_prosperity": "带头致富、带领群众致富",
}
FOCUS: Mapping[str, str] = {
    "weak_units": "党的力量薄弱的单位",
    "rural": "农村",
    "new_economy": "新经济组织",
    "new_social": "新社会组织",
    "associations": "社会团体",
}
CONCLUSIONS: Mapping[str, str] = {"qualified": "合格", "not_qualified": "不合格", "open": "还要再查"}

LATE, LEAVING, ELSEWHERE, SURVEY, THOUGHTS, SPECIAL = (
    "late_reason",
    "leaving_reason",
    "notice_elsewhere",
    "survey",
    "thoughts",
    "special_training",
)
NOTES: Mapping[str, str] = {
    SURVEY: "群众意见调查",
    THOUGHTS: "思想汇报",
    ELSEWHERE: "在另一处同时公示",
    LEAVING: "将离开而仍要接收的理由",
    SPECIAL: "培训不足而上级同意的特殊情况",
    LATE: "审批超过一般期限的理由",
}
"""What may be noted between the steps."""


@dataclass(frozen=True, slots=True)
class Goal:
    """What new members should be, and which side of the make-up that is about."""

    title: str
    about: str


GOALS: Mapping[str, Goal] = {
    "young": Goal("年轻的", "age"),
    "educated": Goal("文化程度较高的", "education"),
    "worker": Goal("工人", "occupation"),
    "farmer": Goal("农民", "occupation"),
    "intellectual": Goal("知识分子", "occupation"),
    "other_strata": Goal("其他阶层", "occupation"),
}
