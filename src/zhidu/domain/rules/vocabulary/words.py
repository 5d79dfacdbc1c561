"""Words that clauses and facts share: posts, audiences, forums, methods, matters; each with its Chinese name.

A book may add words of its own (``words:`` in ``rulebook.yaml``); these are the ones every book may use.
"""

from __future__ import annotations

from collections.abc import Mapping


def _group(text: str) -> dict[str, str]:
    found = {}
    for line in text.strip().splitlines():
        name, chinese = line.split()
        found[name] = chinese
    return found


POSTS = _group(
    """
    secretary 书记
    deputy 副书记
    organisation 组织委员
    publicity 宣传委员
    discipline 纪检委员
    committee_member 委员
    group_leader 党小组长
    member 党员
    chair 主持人
    designated_person 指定专人
    leading_cadre 党员领导干部
    superior_leader 上级党组织负责人
    expert 专家学者
    organisation_minister 组织部部长
    leader 班子成员
    self 本人（本组织）
    proxy 代办人
    none 无职务
    """
)
AUDIENCES = _group(
    """
    masses 群众
    all_members 全体党员
    person 本人
    staff 教职工
    committee 支委会
    committee_members 支部委员
    superior 上级党组织
    general_branch 党总支
    party_committee 党委
    admin_leaders 行政领导
    floating_members 流动党员
    groups 党小组
    departments 有关部门
    """
)
FORUMS = _group(
    """
    members_meeting 支部党员大会
    committee_meeting 支委会
    party_committee_meeting 党委会
    group_meeting 党小组会
    individual 个人
    """
)
METHODS = _group("show_of_hands 举手\nnamed 记名投票\nsecret 无记名投票")
MATTERS = _group(
    """
    admission 接收预备党员
    confirmation 预备党员转正
    election 选举
    by_election 增补撤销委员
    reward 党员奖励
    penalty 党员处分
    disposal 处置不合格党员
    removal 除名
    major 重大问题
    important 重要问题
    work_plan 工作计划
    work_report 工作报告
    other 其他
    """
)
SOURCES = _group(
    "masses 群众\nleaders 领导\norganisations 组织\ndepartments 部门\nmembers 党员\ngroups 党小组"
)
GENERAL = _group(
    """
    branch 党支部
    branch_committee 支部委员会
    scheduled 定期
    unscheduled 不定期
    annual 全年
    half_year 半年
    regular 定期会议
    extra 临时会议
    any 不限
    excellent 优秀
    qualified 合格
    basically_qualified 基本合格
    unqualified 不合格
    leave 请假
    illness 患病
    valid_reason 正当理由
    special_case 特殊情况
    otherwise_provided 另有规定
    emergency 紧急情况
    seal 盖章
    grade 等次
    heard_person 听取本人说明和申辩
    investigate 进一步调查研究
    exchange 交换意见
    revote_next 下次会议再表决
    true 是
    false 否
    """
)

WORDS: Mapping[str, str] = {
    **GENERAL,
    **SOURCES,
    **MATTERS,
    **METHODS,
    **FORUMS,
    **AUDIENCES,
    **POSTS,
}
