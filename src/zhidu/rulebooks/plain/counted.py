"""Kinds that count over time: how often, how much, when, how long, how many of whom, and how a number moves."""

from __future__ import annotations

from zhidu.domain.calendar import Unit
from zhidu.domain.calendar.window_words import describe
from zhidu.domain.rules.kinds.params import (
    AmountRule,
    Composition,
    Coverage,
    Frequency,
    Lapse,
    Quota,
    Schedule,
    Term,
    Trend,
)
from zhidu.domain.rules.kinds.parts import Bracket, Part
from zhidu.domain.rules.terms import Over
from zhidu.rulebooks.plain.speech import EVERY, Cell, Speech, between, length, number, percent, ratio, unit_of

Said = tuple[list[Cell], str]
_HOLDERS = {"self": "本组织", "organization": "所在组织", "superior": "上级"}


def frequency(s: Speech, p: Frequency) -> Said:
    """支委会: 每月不少于 1 次."""
    unit = unit_of(p.measure)
    much = between(p.at_least, p.at_most, unit)
    if p.cap_from:
        much = f"{much}，不超过{s.word(p.cap_from)}" if much else f"不超过{s.word(p.cap_from)}"
    much += "" if not p.at_most or not p.at_least else _over(p.over)
    # a number that is only suggested is not written into the parameters of an open question about it
    much = much or "有就算"
    anchor = f"，自{s.word(p.anchor)}起算" if p.anchor else ""
    found = [
        s.cell("数什么", s.word(p.measure)),
        s.cell(
            "最少" if p.at_least and not p.at_most else "多少", _bare(much), "at_least", "at_most", "exactly"
        ),
        s.cell("每多久", EVERY[p.per] + anchor, "per"),
        s.cell("怎样才计数", _counts(s, p)),
    ]
    if p.account_until is not None:
        found.append(
            s.cell("上年的", f"可补到{p.account_until.month}月{p.account_until.day}日", "account_until")
        )
    return found, f"{s.word(p.measure)}：{EVERY[p.per]}{s.asks}{_be(much)}{anchor}。"


def _bare(much: str) -> str:
    return much.removeprefix("不少于 ") if much.startswith("不少于 ") and "，" not in much else much


def _be(much: str) -> str:
    return f"为 {much}" if much[:1].isdigit() or much.startswith("正好") else much


def _over(over: Over) -> str:
    return "，多了不算违反" if over is Over.FINE else "，多了算违反"


def _counts(s: Speech, p: Frequency) -> str:
    parts = [s.conditions(p.where)] if p.where else []
    if p.counts_if.present is not None:
        parts.append(f"到会{ratio(p.counts_if.present)}".replace("到会全部", "全部到会"))
    if p.counts_if.recorded:
        parts.append("有会议记录")
    if p.distinct:
        parts.append(f"同一{s.column(p.distinct)}只算一次")
    if p.held_by != {"self"}:
        parts.append(f"{'、'.join(_HOLDERS.get(one, s.word(one)) for one in sorted(p.held_by))}办的都算")
    return "，".join(parts) or "办了、有记录"


def quota(s: Speech, p: Quota) -> Said:
    """学时: 每年不少于 32 学时."""
    unit = p.unit.chinese
    much = between(p.at_least, p.at_most, unit) or "有就算"
    much += _over(p.over) if p.at_most is not None and p.at_least is not None else ""
    when = EVERY[p.per] if p.per is not None else "每次"
    found = [
        s.cell("数什么", s.word(p.measure)),
        s.cell("最少" if p.at_most is None else "多少", _bare(much), "at_least", "at_most", "exactly"),
        s.cell("每多久", when, "per"),
        s.cell("怎样才计数", s.conditions(p.where) or "按记录的数累计" if p.per else "按那一次记录的数"),
    ]
    if p.tolerance:
        found.append(s.cell("允许误差", f"{number(p.tolerance)} {unit}", "tolerance", "about"))
    if p.convert != 1:
        found.append(s.cell("折算", f"{number(p.convert)} 小时算 1 {unit}", "convert"))
    return found, f"{s.word(p.measure)}：{when}{s.asks}{_be(much)}。"


def schedule(s: Speech, p: Schedule) -> Said:
    """党员活动日: 在第三周的周五."""
    when = "或".join(describe(one) for one in p.windows)
    if p.set_by:
        when = f"{s.word(p.set_by)}定的时间" + (f"，{when}" if when else "")
    found = [
        s.cell("看什么", s.word(p.measure)),
        s.cell("应在何时", when or "任何时候", "window", "windows"),
        s.cell("怎样才算", s.conditions(p.where) or "办了的每一次都看"),
    ]
    if p.each is not None:
        found.append(s.cell("每个时段", f"至多 {p.each} 次", "each"))
    if p.one_of is not None:
        found.append(s.cell("几次里有一次即可", EVERY[p.one_of], "one_of"))
    if p.move is not None:
        first = "事先" if p.move.before else ""
        found.append(s.cell("改期", f"{first}经{s.any_of(p.move.consent)}同意", "move"))
    often = f"{EVERY[p.one_of]}有一次" if p.one_of is not None else ""
    return found, f"{s.word(p.measure)}{s.asks}{often}在{when or '任何时候'}办；没有办的不在这一条里算。"


def lapse(s: Speech, p: Lapse) -> Said:
    """连续 6 个月没有交纳党费."""
    what = s.words(p.any_of, "；")
    found = [
        s.cell("看什么", what),
        s.cell("多久", f"连续 {p.run} 个月一次也没有", "run"),
        s.cell(
            "怎样算",
            "其中任何一项连续缺到就算，各项不合在一起数" if len(p.any_of) > 1 else "一个月一个月地数",
        ),
        s.cell("预警", f"连续 {p.warn_at} 个月起"),
    ]
    return found, (
        f"{s.words(p.any_of, '、')}{'，任何一项' if len(p.any_of) > 1 else ''}连续 {p.run} 个月一次也没有的，"
        f"由系统提出，怎样处理由会议决定。"
    )


def term(s: Speech, p: Term) -> Said:
    """从选举起 3 年."""
    low, high = p.length.at_least, p.length.at_most
    if low == high:
        long = length(low)
    else:
        long = "、".join(
            [*([f"不少于 {length(low)}"] if low else []), *([f"不超过 {length(high)}"] if high else [])]
        )
    ends = s.word(p.ends) if p.ends else "下一次" + s.word(p.starts)
    found = [
        s.cell("从何时算", s.word(p.starts)),
        s.cell("到何时", ends),
        s.cell("多长", long, "length"),
    ]
    if p.extend is not None:
        found.append(
            s.cell("可以延长", f"不超过 {length(p.extend.at_most)}，须{s.word(p.extend.approver)}批准")
        )
    return found, f"从{s.word(p.starts)}到{ends}，{s.asks}为 {long}。".replace("为 不", "不")


def coverage(s: Speech, p: Coverage) -> Said:
    """每名党员都有."""
    people = s.any_of(p.of.types)
    which = f"（{s.conditions(p.of.where)}）" if p.of.where else ""
    whom = f"{people}{which}" + ("，两两之间" if p.of.pairs else "")
    when = _occasion(s, p.at, p.before, p.per)
    share = ratio(p.ratio)
    found = [
        s.cell("看谁", whom),
        s.cell("应有", s.word(p.has) + (f"，{s.conditions(p.where)}" if p.where else "")),
        s.cell("多少", "一个不少" if share == "全部" else share, "ratio"),
        s.cell("什么时候", when, "per"),
    ]
    much = "都" if share == "全部" else f"{share} "
    lead = "" if when == "随时看" else f"{when}，"
    return found, f"{lead}{whom}{s.asks}{much}有{s.word(p.has)}。"


def _occasion(s: Speech, at: str, before: str, per: Unit | None) -> str:
    if before:
        return f"{s.word(before)}之前"
    if at:
        return f"每次{s.word(at)}"
    return EVERY[per] if per is not None else "随时看"


def composition(s: Speech, p: Composition) -> Said:
    """下属组织里有一个党支部."""
    parts = "；".join(_part(s, one) for one in p.parts)
    when = _occasion(s, p.event, "", p.per)
    by = "" if p.column == "type" else f"按{s.column(p.column)}分"
    found = [
        s.cell("数什么", s.word(p.of)),
        s.cell("应有", parts, "parts"),
        s.cell("什么时候", when, "per"),
        s.cell("怎样归类", by or "按类别分，缺哪一类都不行" if len(p.parts) > 1 or by else "有就算"),
    ]
    lead = "" if when == "随时看" else f"{when}，"
    return found, f"{lead}{s.word(p.of)}里{s.asks}有：{parts}。"


def _part(s: Speech, part: Part) -> str:
    name = "任何一类" if part.type == "any" else s.word(part.type)
    if part.at_most is None and part.at_least is not None:
        return name if part.at_least == 1 and part.type != "any" else f"{name}至少 {part.at_least} 个"
    return f"{name}{between(part.at_least, part.at_most, '个')}"


def trend(s: Speech, p: Trend) -> Said:
    """党员人数不得下降."""
    parts = "；".join(f"{s.word(one.measure)}不{one.must_not.chinese}" for one in p.tracked)
    by = f"，变动不到 {percent(p.by)} 的不算" if p.by else ""
    found = [
        s.cell("看什么", s.words(one.measure for one in p.tracked)),
        s.cell("应怎样", parts + by, "by"),
        s.cell("同什么比", p.since.chinese),
        s.cell("每多久", EVERY[p.per], "per"),
    ]
    return found, f"同{p.since.chinese}比：{parts}{by}。"


def amount(s: Speech, p: AmountRule) -> Said:
    """月薪 3000 元以下的交 0.5%."""
    found = [
        s.cell("算什么", s.word(p.measure)),
        s.cell("怎样算", "全部基数乘所在一档的比例" if any(one.rate for one in p.brackets) else "按定额"),
    ]
    if p.cap is not None:
        found.append(s.cell("最高", f"{number(p.cap)} 元", "cap"))
    if p.rounding:
        found.append(s.cell("取整", s.word(p.rounding)))
    payers = dict.fromkeys(one.payer for one in p.brackets)
    for payer in payers:
        rates = "；".join(_bracket(one) for one in p.brackets if one.payer == payer)
        found.append(s.cell(s.word(payer), rates, "brackets"))
    return (
        found,
        f"按交纳人的类别和基数算{s.word(p.measure)}：{'、'.join(s.word(one) for one in payers)}各有一档。",
    )


def _bracket(one: Bracket) -> str:
    if one.rate is None:
        return between(one.at_least, one.at_most, "元").replace("正好 ", "")
    if one.above is None:
        span = f"{number(one.up_to)} 元以下" if one.up_to is not None else "不论多少"
    elif one.up_to is None:
        span = f"{number(one.above)} 元以上"
    else:
        span = f"{number(one.above)} 至 {number(one.up_to)} 元"
    return f"{span} {percent(one.rate)}"
