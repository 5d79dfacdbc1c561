"""The keys of a clause and the closed words of its values, as people read them."""

from __future__ import annotations

from collections.abc import Mapping


def _table(text: str) -> dict[str, str]:
    pairs = [line.split() for line in text.strip().splitlines()]
    return {key: words for key, words in pairs}  # noqa: C416 - dict() would let a line of three words pass


LABELS: Mapping[str, str] = _table(
    """
    above 高于
    account_until 上年度的可补到
    act 应办
    allowed 限于
    also 同时
    among 轮流的人
    anchor 起算的事
    any_of 任何一项
    applies 适用
    approver 批准人
    at 在每次
    at_least 不少于
    at_most 不超过
    at_most_from 不超过（另定）
    before 事前
    blocks 因此不得
    brackets 分档
    by 办理人或幅度
    cap 最高
    column 按哪一栏分
    complete 须办完
    consent 须经同意
    convert 折算
    count_from 单双周起算
    counts_if 怎样才算数
    dissent 不同意见须记录
    distinct 按此栏不重复计
    duty 担任
    each 每个时段至多
    end_of 最迟到期末
    event 每次
    exactly 恰好
    exclude 不计入应到会
    excuse 可以免计
    extend 可以延长
    fact 发生
    field 栏目
    fields 应写明
    forbids 不得
    form 表格
    forum 会议
    from 自
    grades 等次
    grounds 理由
    has 应有
    held_by 谁开的算
    last 最后
    lasting 持续
    length 期限
    loops 可循环
    makeup 补办期
    margin 差额不超过
    matter 事项
    measure 计量
    method 方式
    min_dwell 至少间隔
    month 月份
    more_than 超过
    move 改期
    must_include 必须包括
    must_not 不得出现
    near 靠近
    near_tie 票数接近
    nth 第几个
    of 对象
    on_breach 未做到之后
    one_by_one 逐个表决
    one_of 几次里有一次即可
    open 应启动
    organization 哪些组织
    other 可有其他
    over 超过时
    pairs 两两之间
    partial_period 不足一期
    parts 组成
    pass 通过
    payer 交纳人
    per 每
    present 到会
    procedure 程序
    proposes 系统提出
    quorum 到会要求
    rate 比例
    ratio 比例
    reach 及于
    reading 读法
    recorded 须有记录
    remind 提醒
    requires 事先须
    reserved 专属事项
    reserved_to 专属会议
    rotate 轮流
    rounding 取整
    run 连续
    same 同一
    seal 盖章
    set_by 时间由谁定
    sign 签名
    since 自
    starts 开始
    ends 结束
    step 步骤
    then 随后
    to 至
    tolerance 允许误差
    tracked 跟踪
    trigger 起因
    type 类别
    unit 单位
    unless 除非
    unless_emergency 紧急情况除外
    escalate 报请
    up_to 至
    via 方式
    warn 提前预警
    warn_at 预警起点
    weekday 星期
    weeks 单双周
    what 事项
    when 情形
    where 限于
    who 哪些人
    window 时间
    within 时限
    written_opinions 书面意见计入
    """
)
VALUES: Mapping[str, str] = _table(
    """
    entitled 应到会人数
    present 实到会人数
    voting 有效票数
    all 全体
    fine 不算违反
    breach 算违反
    self 本级
    organization 党组织
    below 下级
    both 本级和下级
    superior 上级
    half_up 按天数折算，四舍五入
    full 照全期
    skip 不计
    exact 按天数折算
    event 每次活动
    nth_weekday 当月第几个
    week_of_month 当月第几周
    full_week 当月第几个整周
    odd 单周
    even 双周
    iso 自然周
    semester 学期
    mon 周一
    tue 周二
    wed 周三
    thu 周四
    fri 周五
    sat 周六
    sun 周日
    times 次
    minute 分钟
    hour 小时
    class_hour 学时
    day 天
    piece 件
    person 人
    yuan 元
    fall 下降
    rise 上升
    swing 大起大落
    term_start 任期开始时
    previous_period 上一期
    year_start 年初
    year_end 年末
    half_year_end 半年末
    semester_end 学期末
    quarter_end 季末
    month_end 月末
    """
)
