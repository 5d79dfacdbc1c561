"""Measures of organised life: meetings, lectures, study, talks, and what surrounds a meeting."""

from __future__ import annotations

from zhidu.domain.rules.vocabulary.measures import Measure, table

MEETINGS = (
    *table(
        "activities",
        "organization",
        """
        members_meeting 支部党员大会
        committee_meeting 支委会
        enlarged_committee_meeting 支委会扩大会议
        party_committee_meeting 党委会
        party_lecture 党课
        party_day 党员活动日
        organisational_life_meeting 组织生活会
        democratic_life_meeting 民主生活会
        bimonthly_forum 双月座谈会
        unit_reported 各单位逐一汇报
        party_building_meeting 党建工作分析会
        joint_meeting 党建联席会
        talk_round 谈心活动
        circulation 情况反映和通报
        exchange_with_party_group 与党组互通情况
        opinions_heard 听取意见
        themed_practice 主题实践活动
        agenda_notified 会前通知议题
        meeting_notified 会议通知
        opinions_gathered 征求意见
        mobilisation 思想发动
        theme_fixed 确定会议主题
        plan_reported 会议方案报上级
        date_set 上级确定时间
        minutes_submitted 会议记录报送上级
        report_submitted 会议情况报送上级
        lecture_feedback 课后收集反映
        resolution_made 形成决议
        resolution_checked 决议落实督查
        dissent_recorded 不同意见记录在案
        question_raised 提出问题
        question_resolved 问题研究解决
        """,
    ),
    *table("activities", "group organization", "group_meeting 党小组会\ngroup_life_meeting 党小组生活会"),
    *table(
        "learning",
        "organization",
        """
        team_study 领导班子集中学习
        member_study 党员集中学习
        staff_study 教职工集中学习
        note_spot_check 学习笔记抽查
        material_clipping 剪辑学习资料
        study_check 学习情况检查
        study_plan 年度学习计划 times 份
        study_requirement 学习要求
        training_session 集中培训
        study_tour 外出学习
        lecture_hall_session 学习大讲堂讲习 times
        """,
    ),
    *table(
        "learning",
        "member post_holder",
        """
        study_attended 参加集中学习
        study_hours 集中学习时间 hour
        class_hours 学时 class_hour
        self_study 自学 hour
        training_attended 参加集中培训
        study_note 学习笔记
        book_read 读书 piece 本
        paper_finished 论文 piece 篇
        """,
    ),
    *table(
        "activities",
        "member post_holder",
        """
        attendance 参加组织生活
        activity_missed 未能参加活动
        absence_unexcused 无故缺席
        self_analysis 党性分析材料
        analysis_given 会上党性分析
        criticism_given 开展批评与自我批评
        thought_report 思想汇报
        talk_received 接受谈心
        talk_held 谈心谈话
        education_talk 批评教育
        lecture_given 讲党课
        reported_in_turn 逐一汇报
        took_part 参加评议
        invited 被邀请参加
        notified 收到通知
        privilege_claimed 以特殊身份出现
        """,
    ),
)

OCCASIONS = (
    Measure(
        name="organised_life",
        chinese="参加党的组织生活",
        of="member",
        app="activities",
        occasion=(
            "members_meeting",
            "group_meeting",
            "party_lecture",
            "party_day",
            "organisational_life_meeting",
        ),
    ),
    Measure(
        name="assigned_work",
        chinese="做党所分配的工作",
        of="member",
        app="improvement",
        occasion=("work_assigned",),
    ),
)
