"""The columns of records (栏目) that clauses test, as people read them: on forms, on records, in 怎么算."""

from __future__ import annotations

from collections.abc import Mapping


def _table(text: str) -> dict[str, str]:
    found = {}
    for line in text.strip().splitlines():
        name, chinese = line.split()
        found[name] = chinese
    return found


COLUMNS: Mapping[str, str] = _table(
    """
    abstain 弃权票数
    age 年龄
    agenda_by 议题由谁确定
    agenda_from 议题依据
    appeal 是否申诉
    approved_by 由谁审批
    approver 批准人
    aspects 了解的方面
    audience 告知的对象
    based_on 核定的依据
    basis 依据
    begins 开始
    between 谈话双方
    by 由谁办理
    category 所属类别
    chair 主持人
    channel 渠道
    claimant 认领人
    class_hours 每人学时
    combined_with 结合什么活动
    conclusion 结论
    consent_by 经谁同意改期
    consent_on 同意改期的日期
    contact 联系方式
    content 内容
    content_group 内容归类
    days 天数
    direction 互通的方向
    display 展示内容
    dissent_recorded 不同意见已记录
    done 表决前已办的事
    election_of 选举什么
    emergency 紧急情况
    ended_on 终止日期
    ends 结束
    entitled 应到人数
    field 领域
    fields 已填写的项目
    filled 已填写的栏
    findings 办理结果
    first 自
    first_critic 谁先作自我批评
    fixed_place 有无固定去处
    focus 重点
    form 形式
    forum 由什么会议
    grade 等次
    gravity 情节
    held_as 以什么方式召开
    held_by 由谁召开
    how 怎样产生
    in_difficulty 是否困难群众
    items 包括的项目
    judged_by 由谁评判
    kind 种类
    last 至
    lead 负责人
    leaves_within_3m 三个月内将离开
    lecturer 授课人
    level 目标等次
    listener 向谁汇报
    matter 事项
    method 表决方式
    methods 考核办法
    minutes 时长（分钟）
    modes 方式
    months 月数
    needs 对应的需求
    no 反对票数
    nominated_by 由谁推荐
    object 对象
    observers 列席的其他人
    of 关于哪一项
    organiser 组织者
    otherwise_provided 另有规定
    payer 由谁交纳
    penalty 曾受处分
    persons 人数
    place 地点
    places 公示地点
    policy 遵循的方针
    post 职务
    present 实到人数
    profile 简要情况
    purpose 用途
    quantity 数量
    rater 评定人
    reason 原因
    received_by 由谁受理
    recorded 有会议记录
    recorder 记录人
    reports 听取的报告
    result 结果
    route 途径
    sealed 已盖章
    sections 包括的部分
    severity 严重程度
    sides 对接的各方
    signed_by 签名的人
    sources 听取谁的意见
    spoke 发言内容
    step 步骤
    strata 阶层
    structure 结构
    surplus_percent 差额比例（%）
    targets 面向
    task 任务
    theme 主题
    tier 级别
    time 时间
    told_as 以什么形式告知
    topic_source 议题来源
    topics 内容
    traits 具备的条件
    type 种类
    until 延长到
    uses 用途
    via 告知的渠道
    void 无效票数
    with 和谁
    written 书面意见数
    yes 赞成票数
    """
)
