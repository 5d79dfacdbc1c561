"""Who a clause may speak of: subject classes, the types within each, and their attributes."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum


class SubjectClass(StrEnum):
    """What ``subject:`` of a clause may name."""

    ORGANIZATION = "organization"
    GROUP = "group"
    MEMBER = "member"
    PROSPECT = "prospect"
    POST_HOLDER = "post_holder"
    BODY = "body"
    EVENT = "event"
    CASE = "case"
    PAIR = "pair"
    TASK = "task"
    SITE = "site"
    UNIT = "unit"

    @property
    def chinese(self) -> str:
        return _CLASS_NAMES[self.value]


_CLASS_NAMES = {
    "organization": "党组织",
    "group": "党小组",
    "member": "党员",
    "prospect": "发展中的同志",
    "post_holder": "任职人员",
    "body": "班子或机构",
    "event": "一次活动",
    "case": "一件事项",
    "pair": "一对人",
    "task": "一项工作",
    "site": "场所",
    "unit": "单位",
}


@dataclass(frozen=True, slots=True)
class SubjectType:
    """One value of the ``type`` column; ``is_a`` names the wider type it also counts as.

    ``sector`` is the field (领域) an organisation of that type works in, where the type settles it.
    """

    name: str
    chinese: str
    kind: SubjectClass
    is_a: str = ""
    sector: str = ""


def _types() -> Iterable[SubjectType]:
    organization, group, member = SubjectClass.ORGANIZATION, SubjectClass.GROUP, SubjectClass.MEMBER
    prospect, site, unit = SubjectClass.PROSPECT, SubjectClass.SITE, SubjectClass.UNIT
    yield SubjectType("organization", "党组织", organization)
    yield SubjectType("committee", "党委", organization, "organization")
    yield SubjectType("county_committee", "县（区）委", organization, "committee")
    yield SubjectType("township_committee", "乡镇党委", organization, "committee")
    yield SubjectType("street_committee", "街道党工委", organization, "committee")
    yield SubjectType("community_committee", "社区党委", organization, "committee", "community")
    yield SubjectType("work_committee", "区直党（工）委", organization, "committee")
    yield SubjectType("party_group", "党组", organization, "organization")
    yield SubjectType("general_branch", "党总支", organization, "organization")
    yield SubjectType("branch", "党支部", organization, "organization")
    yield SubjectType("village_branch", "村党支部", organization, "branch", "rural")
    yield SubjectType("school_branch", "学校党支部", organization, "branch", "school")
    yield SubjectType("office_branch", "机关党支部", organization, "branch", "office")
    yield SubjectType("grid_branch", "网格党支部", organization, "branch", "community")
    yield SubjectType("firm_branch", "企业党支部", organization, "branch", "firm")
    yield SubjectType("temporary_branch", "临时党支部", organization, "organization")
    yield SubjectType("district", "管理区", organization, "organization")
    yield SubjectType("general_office", "综合办公室", organization, "organization")
    yield SubjectType("group", "党小组", group)
    yield SubjectType("building_group", "楼栋党小组", group, "group")
    yield SubjectType("member", "党员", member)
    yield SubjectType("full_member", "正式党员", member, "member")
    yield SubjectType("probationary_member", "预备党员", member, "member")
    yield SubjectType("prospect", "发展中的同志", prospect)
    yield SubjectType("applicant", "入党申请人", prospect, "prospect")
    yield SubjectType("activist", "入党积极分子", prospect, "prospect")
    yield SubjectType("candidate", "发展对象", prospect, "prospect")
    yield SubjectType("youth_teacher", "团员青年教师", prospect, "prospect")
    yield SubjectType("post_holder", "任职人员", SubjectClass.POST_HOLDER)
    yield SubjectType("body", "班子或机构", SubjectClass.BODY)
    yield SubjectType("branch_committee", "支部委员会", SubjectClass.BODY, "body")
    yield SubjectType("case", "事项", SubjectClass.CASE)
    yield SubjectType("pair", "一对人", SubjectClass.PAIR)
    yield SubjectType("task", "工作任务", SubjectClass.TASK)
    yield SubjectType("target", "工作目标", SubjectClass.TASK, "task")
    yield SubjectType("site", "场所", site)
    yield SubjectType("park", "园区", site, "site")
    yield SubjectType("building", "商务楼宇", site, "site")
    yield SubjectType("business_street", "商圈街区", site, "site")
    yield SubjectType("service_centre", "党群服务中心", site, "site")
    yield SubjectType("base", "组织生活基地", site, "site")
    yield SubjectType("plaza", "党建文化广场", site, "site")
    yield SubjectType("unit", "单位", unit)
    yield SubjectType("office", "科室或部门", unit, "unit")
    yield SubjectType("owners_committee", "业主委员会", unit, "unit")
    yield SubjectType("property_company", "物业公司", unit, "unit")
    yield SubjectType("firm", "非公有制企业", unit, "unit")
    yield SubjectType("social_organization", "社会组织", unit, "unit")


SUBJECT_TYPES: dict[str, SubjectType] = {one.name: one for one in _types()}


def is_a(name: str, wanted: str) -> bool:
    """Whether type *name* is *wanted* or a kind of it: a village branch is a branch is an organisation."""
    while name:
        if name == wanted:
            return True
        name = SUBJECT_TYPES[name].is_a if name in SUBJECT_TYPES else ""
    return False


@dataclass(frozen=True, slots=True)
class Attribute:
    """A column of the subjects file that ``applies`` may test.

    ``default`` is what an empty cell means; None means that an empty cell is *unknown*.
    """

    name: str
    chinese: str
    default: str | None = None


ATTRIBUTES: dict[str, Attribute] = {
    one.name: one
    for one in (
        Attribute("name", "名称", ""),
        Attribute("post", "职务", "none"),
        Attribute("group", "所在党小组", ""),
        Attribute("sector", "领域（农村、学校、机关、社区、企业）"),
        Attribute("full_members", "正式党员数"),
        Attribute("has_committee", "是否设委员会"),
        Attribute("able_to_contact", "有无联系群众能力"),
        Attribute("floating", "是否流动党员", "false"),
        Attribute("newly_elected", "是否新任", "false"),
        Attribute("leading_cadre", "是否党员领导干部", "false"),
        Attribute("teacher", "是否教职工"),
        Attribute("pilot", "是否试点", "false"),
        Attribute("procedure", "所走的程序"),
        Attribute("matter", "事项类别"),
        Attribute("stage", "所处阶段"),
        Attribute("term_from", "任期起"),
        Attribute("term_to", "任期止"),
        Attribute("recording_from", "从何日起有记录", ""),
        Attribute("role", "身份", ""),
        Attribute("weak", "党的力量是否薄弱", "false"),
        Attribute("occupation", "职业"),
        Attribute("payer", "交纳党费的类别"),
        Attribute("abroad", "是否在国外", "false"),
    )
}
