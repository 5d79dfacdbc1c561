"""Measures of the member's life cycle: dues, recruitment, moves, contact with the masses, appraisal."""

from __future__ import annotations

from zhidu.domain.rules.vocabulary.measures import table

PEOPLE = (
    *table(
        "dues",
        "member",
        """
        dues_paid 交纳党费
        dues_overdue 逾期未交党费
        dues_reduced 减免党费
        dues_amount 党费金额 yuan
        dues_base_set 核定党费基数
        extra_dues_paid 自愿多交党费 yuan
        extra_dues_remitted 大额党费上交中央
        """,
    ),
    *table(
        "dues",
        "organization",
        """
        dues_collected 收缴党费
        dues_remitted 党费上缴
        dues_published 公布党费收缴使用情况
        dues_spent 使用党费 yuan
        """,
    ),
    *table("improvement", "member", "work_assigned 分配工作"),
    *table(
        "transfers",
        "member",
        """
        absence_from_home 外出
        leave_granted 请假
        departure 外出（流动）
        departure_report 外出报告
        activity_card_issued 领取流动党员活动证
        activity_card_checked 查验流动党员活动证
        return_home 外出返回
        return_report 返回汇报
        floating_report 流动党员汇报
        floating_contact 联系流动党员
        branch_news_sent 向流动党员通报情况
        contact_assigned 明确联系人
        transfer_out 转出组织关系
        transfer_receipt 转入回执
        lost_contact 失去联系
        contact_restored 恢复联系
        floating_registered 流动党员登记
        settled_abroad 出国（境）定居
        membership_suspended 停止党籍
        membership_restored 恢复党籍
        """,
    ),
    *table(
        "recruitment",
        "prospect member case",
        """
        application_received 递交入党申请书
        application_talk 入党谈话
        activist_confirmed 确定为入党积极分子
        candidate_confirmed 列为发展对象
        candidate_consented 上级同意列为发展对象
        candidate_published 发展对象公示
        activist_inspected 入党积极分子考察
        mentor_assigned 指定培养联系人
        sponsor_named 确定入党介绍人
        political_review 政治审查
        short_training 短期集中培训 day
        preview_passed 预审通过
        admission_meeting 接收预备党员的支部大会
        admission_approved 上级党委审批接收
        oath_taken 入党宣誓
        probation_started 预备期开始
        probation_inspected 预备党员教育考察
        probation_ended 预备期满
        confirmation_applied 转正申请
        confirmation_meeting 讨论转正的支部大会
        confirmation_approved 上级党委审批转正
        confirmation_done 办理转正手续
        dossier_part 发展党员材料
        admission_submitted 接收决议报上级审批
        approval_talk 审批前谈话
        probation_extended 延长预备期
        left_party 退党、劝退或除名
        qualified_and_willing 具备条件并有入党要求
        """,
    ),
    *table(
        "recruitment",
        "organization post_holder",
        """
        admitted 接收预备党员 person
        recruitment_plan_reported 发展党员计划上报
        recruitment_plan_adjusted 发展党员计划研究调整
        recruitment_long_plan 发展党员长远规划
        recruitment_allocation 发展党员数量控制 person
        recruitment_discussed 研究发展党员工作
        recruitment_irregular 违规发展党员
        batch_recruitment 突击发展
        closed_door 关门主义
        sector_neglected 忽视其他行业和阶层
        activist_analysis 分析入党积极分子队伍
        members_count 党员人数 person
        members_mean_age 党员平均年龄
        members_lost 失联流失党员数 person
        """,
    ),
    *table(
        "service",
        "member post_holder",
        """
        contact 联系群众 person
        service_post 服务岗位
        service_post_duty 履行岗位职责
        duty_assigned 明确分管职责
        pledge 承诺实事 piece
        liaison_point 联系点
        liaison_visit 深入联系点
        liaison_work 联系点工作
        liaison_finding 联系点发现新情况
        liaison_experience 联系点经验总结
        demonstration_point 建成示范点
        contact_report 联系情况汇报
        committee_contact 委员联系
        problem_solved 帮助解决实际问题
        difficulty_found 了解到党员困难
        weak_organisation_rectified 整顿软弱涣散党组织
        """,
    ),
    *table(
        "appraisals",
        "member post_holder organization",
        """
        self_summary 个人总结
        target_set 制定工作目标
        target_reviewed 目标考评
        graded_excellent 评为优秀
        graded_unqualified 评为不合格
        commendation 表彰
        praised 表扬
        disposal_proposed 提出处理意见
        disposal_voted 支部大会表决处理
        follow_up_talk 处理后思想工作
        duty_report 述职述廉
        grade 评定等次
        discipline_breached 违反党的纪律
        disposal_approved 上级党委批准处置
        correction_ordered 责令限期改正
        correction_over 限期改正结束
        took_office 就任支部职务
        """,
    ),
    *table(
        "appraisals",
        "organization",
        """
        democratic_appraisal 民主评议党员
        appraisal_plan 评议安排
        appraisal_opened 评议开始
        appraisal_closed 评议结束
        appraisal_summed_up 评议总结大会
        appraisal_study 评议学习教育
        organisation_opinion 形成组织意见
        target_plan 目标管理计划 times 份
        target_check 目标管理半年检查
        target_summary 目标管理年终总结
        upward_appraisal 下评上
        comprehensive_assessment 综合考核
        tier_assigned 党组织分类定级
        work_summary 年度工作总结
        """,
    ),
)
