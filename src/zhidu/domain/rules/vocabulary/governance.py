"""Measures of decisions, plans, inspection, disclosure, feedback, co-building and venues."""

from __future__ import annotations

from zhidu.domain.rules.vocabulary.measures import table

GOVERNANCE = (
    *table(
        "procedures", "case", "procedure_step 程序步骤\nprocedure_opened 事项开始\nprocedure_closed 事项办结"
    ),
    *table("ballots", "organization", "ballot 表决\ndecision 集体决定\nelection 选举\nvacancy 委员缺额"),
    *table(
        "compliance",
        "organization group member post_holder body case prospect task site unit pair",
        "deviation 经批准的变通\nexcuse 经认可的正当理由\nrecord 表格材料\nrule_changed 变更规定",
    ),
    *table(
        "orgs",
        "body organization site unit",
        """
        term_extended 任期延长获批
        standing_body 常设机构
        register 制度与清单
        subordinate 下属组织
        pilot_named 确定试点
        party_org 党组织
        party_work 党的工作
        regional_committee 区域党（工）委
        duty_division 班子分工
        standing_duty 固定职责
        """,
    ),
    *table(
        "improvement",
        "organization task",
        """
        task_opened 工作立项
        task_done 工作实施
        target_decomposed 目标分解
        special_inspection 专项检查
        inspection 检查
        management_review 管理评审
        reviewed 接受评审
        nonconformity_opened 发现问题
        nonconformity_verified 问题改进验证
        problem_found 会议查出问题
        correction_planned 制定整改措施
        correction_done 完成整改
        rectification_result 整改情况
        procedure_violated 违反程序
        major_loss 造成重大失误或损失
        decision_disobeyed 不执行或擅自改变集体决定
        falsification_confirmed 查实弄虚作假
        discipline_case 纪律处分
        accountability 追究责任
        violation_exposed 揭露违法乱纪问题
        investigation 严肃查处
        arbitrary_decision 个人或少数人专断
        work_plan 工作计划 times 份
        work_plan_checked 计划检查对照
        work_points 工作要点 times 份
        ledger 工作台账
        ledger_item 台账条目
        observation_visit 观摩
        demonstration_visit 全区示范观摩
        brand 党建品牌
        brand_plan 品牌方案
        brand_rated 品牌成效评价
        """,
    ),
    *table(
        "documents",
        "organization",
        """
        report_up 向上级汇报工作
        major_question 重要问题
        instructions_sought 请示汇报
        guidance_received 听取指导意见
        work_report 工作报告 times 份
        personnel_matter 干部提拔使用奖惩事项
        personnel_opinion 提出意见建议
        """,
    ),
    *table(
        "disclosure",
        "organization member case",
        """
        disclosure 通报公开
        major_decision 重大问题决定
        major_event 重大事件
        democratic_life_result 民主生活会情况
        duty_report_result 述职征求意见及整改
        oversight_report 支委会执行决议情况
        feedback_about_team 班子情况反馈
        """,
    ),
    *table(
        "feedback",
        "organization",
        """
        feedback_channel 监督评判渠道
        evaluation_source 评判主体
        evaluation_round 评判
        feedback_received 收到反馈
        feedback_handled 反馈办理
        complaint_received 群众反映
        complaint_verified 调查核实
        complaint_handled 属实处理
        complaint_clarified 不实澄清
        masses_consulted 听取群众意见
        member_problem 发现党员问题
        """,
    ),
    *table(
        "alliance",
        "organization site unit",
        """
        project_claimed 认领共建项目
        need_matched 需求与资源对接
        social_org_introduced 引入或培育社会组织
        linkage_party 联动主体
        regional_duty_report 区域化党建述职评议
        """,
    ),
    *table(
        "venues",
        "organization site",
        """
        facility 场所设施
        room_use 房间使用
        booking_channel 预约方式
        booking 预约
        course 课程
        menu_item 活动菜单
        lecturer_pool 讲师团队
        base_opened 组织生活基地
        plaza_activity 文化广场活动
        layout_changed 空间布局调整
        venue_utilisation 阵地利用率 ratio
        visit_batch 参观批次
        space_share 服务场地占比 ratio
        """,
    ),
)
