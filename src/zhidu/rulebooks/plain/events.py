"""Kinds that look at one occasion or one case: a vote, a step, a time limit, who, what about, and on which paper."""

from __future__ import annotations

from zhidu.domain.rules.kinds.params import (
    Content,
    Deadline,
    DecisionRule,
    Disclosure,
    Prohibition,
    Record,
    Role,
    Stage,
)
from zhidu.domain.rules.vocabulary import SubjectClass
from zhidu.rulebooks.plain.counted import Said
from zhidu.rulebooks.plain.speech import EVERY, Cell, Speech, length


def decision(s: Speech, p: DecisionRule) -> Said:
    """赞成须超过应到会的半数."""
    where = s.any_of(p.forum) if p.forum else "表决"
    found = [s.cell("什么会", where)]
    if p.matter:
        found.append(s.cell("什么事", s.any_of(p.matter)))
    asked: list[Cell] = []
    if p.quorum is not None:
        asked.append(s.cell("到会", f"须{p.quorum.chinese()}", "quorum"))
    if p.passing is not None:
        asked.append(s.cell("通过", f"赞成须{p.passing.chinese()}", "pass"))
    if p.near_tie is not None:
        then = f"，{s.words(p.near_tie.then)}" if p.near_tie.then else ""
        asked.append(s.cell("票数接近", f"相差 {p.near_tie.margin} 票以内的暂缓{then}", "near_tie"))
        if p.near_tie.emergency_exempt:
            asked.append(s.cell("紧急情况", "按多数意见办，不暂缓"))
    if p.method:
        asked.append(s.cell("怎样表决", s.any_of(p.method), "method"))
    if p.one_by_one:
        asked.append(s.cell("逐个", "一人一事分开表决"))
    if p.written_opinions is not None:
        asked.append(s.cell("书面意见", "计入票数" if p.written_opinions else "不计入票数"))
    if p.exclude:
        asked.append(s.cell("不计入应到会", s.words(p.exclude)))
    if p.requires:
        asked.append(s.cell("表决前先办", s.words(p.requires)))
    if p.dissent:
        asked.append(s.cell("不同意见", "记录在案"))
    told = "；".join(f"{one.label}：{one.value}" for one in asked)
    what = f"，事关{s.any_of(p.matter)}的" if p.matter else ""
    return [*found, *asked], f"{where}{what}，{told}。没有表决的不在这一条里算。"


def stage(s: Speech, p: Stage) -> Said:
    """发展党员的手续一步不缺."""
    name = s.word(p.procedure)
    found = [s.cell("走哪套程序", name)]
    step = f"“{s.word(p.step)}”这一步" if p.step else "各步"
    found.append(s.cell("看哪一步", s.word(p.step) if p.step else "从头到尾，按次序"))
    says = f"{step}{s.asks}按次序办"
    if p.min_dwell is not None:
        gap = f"距“{s.word(p.min_dwell.since)}”不少于 {length(p.min_dwell.length)}"
        found.append(s.cell("间隔", gap, "min_dwell"))
        says += f"，{gap}"
    if p.complete:
        found.append(s.cell("办完", "一步不缺才能办结"))
        says += "，一步不缺"
    if p.loops:
        found.append(s.cell("循环", "办完一轮接着下一轮"))
    if p.matter:
        found.append(s.cell("什么事", s.word(p.matter)))
    return found, f"按“{name}”办的每一件，{says}。"


def deadline(s: Speech, p: Deadline) -> Said:
    """收到反馈后 7 天内办理."""
    if p.before:
        when = f"提前 {length(p.within)}以上" if p.within else "在此之前"
    elif p.within is not None:
        when = f"{length(p.within)}内"
    elif p.end_of is not None:
        when = f"当{p.end_of.chinese}底以前"
    else:
        when = "办了即可，没有定期限"
    found = [
        s.cell("因什么事", s.word(p.trigger) + (f"（{s.conditions(p.where)}）" if p.where else "")),
        s.cell("应办", s.word(p.act)),
        s.cell("多久以内" if not p.before else "什么时候", when, "within", "end_of"),
    ]
    if p.by:
        found.append(s.cell("由谁办", s.any_of(p.by)))
    if p.to:
        found.append(s.cell("对谁", s.any_of(p.to)))
    if p.fields:
        found.append(s.cell("要写明", s.words(p.fields)))
    whom = f"，对象是{s.any_of(p.to)}" if p.to else ""
    lead = f"{s.word(p.trigger)}之前" if p.before else f"有了{s.word(p.trigger)}"
    within = "" if p.before and not p.within else f"，{when}" if when.endswith(("内", "前", "上")) else ""
    return found, f"{lead}{within}，{s.asks}有{s.word(p.act)}{whom}；没有这样的事就不用办。"


def role(s: Speech, p: Role) -> Said:
    """主持人由书记担任."""
    duty = s.column(p.duty)
    own = {"self"} & p.allowed
    allowed = s.any_of(p.allowed - own) if p.allowed - own else ""
    if own:
        whose = "本组织" if s.clause.subject is SubjectClass.ORGANIZATION else "本人"
        allowed = f"{whose}或{allowed}" if allowed else whose
    found = [s.cell("什么场合", s.word(p.event)), s.cell("什么事", duty)]
    says = [f"{s.asks}由{allowed}{_doing(duty)}"] if allowed else []
    if allowed:
        found.append(s.cell("由谁", allowed, "allowed", duty))
    if p.exactly is not None:
        found.append(s.cell("几个人", f"正好 {p.exactly} 人", "exactly"))
        says.append(f"{duty}{s.asks}正好 {p.exactly} 人")
    if p.rotate is not None:
        among, within = s.word(p.rotate.among), EVERY[p.rotate.within].removeprefix("每")
        found.append(s.cell("轮流", f"在{among}中轮，一{within}之内人人轮到以前不重复", "rotate"))
        says.append(f"{duty}{s.asks}在{among}中轮流")
    return found, f"每次{s.word(p.event)}，{'；'.join(says) or f'{duty}{s.asks}写明'}。"


def _doing(duty: str) -> str:
    """What whoever has the duty does: 担任主持人, 交纳, 定议题."""
    if duty.startswith("由谁"):
        return duty.removeprefix("由谁")
    return f"担任{duty}" if duty.endswith(("人", "者", "员")) else duty


def content(s: Speech, p: Content) -> Said:
    """党员大会讨论哪些事."""
    column = s.column(p.column)
    found = [s.cell("什么场合", s.word(p.event)), s.cell("看哪一栏", column)]
    says = []
    if p.allowed:
        other = "，也可以有别的" if p.other else "，不能有别的"
        found.append(s.cell("内容" if p.other else "限于", s.words(sorted(p.allowed)) + other, "allowed"))
        says.append(f"{column}{'通常' if p.other else s.asks + '限于'}：{s.words(sorted(p.allowed))}{other}")
    if p.must_include:
        found.append(s.cell("必须有", s.words(sorted(p.must_include)), "must_include"))
        says.append(f"{column}{s.asks}有：{s.words(sorted(p.must_include))}")
    if p.at_least is not None:
        found.append(s.cell("最少", f"{p.at_least} 项", "at_least"))
        says.append(f"{column}{s.asks}不少于 {p.at_least} 项")
    if p.exactly is not None:
        found.append(s.cell("几项", f"正好 {p.exactly} 项", "exactly"))
        says.append(f"{column}{s.asks}正好 {p.exactly} 项")
    if p.reserved:
        where = s.any_of(p.reserved_to) if p.reserved_to else "规定的会议"
        found.append(s.cell("哪些事", s.words(sorted(p.reserved)), "reserved"))
        found.append(s.cell("由什么会定", where, "reserved_to"))
        says.append(f"这些事只能由{where}定：{s.words(sorted(p.reserved))}")
    return found, f"每次{s.word(p.event)}，{'；'.join(says) or f'{column}{s.asks}写明'}。"


def record(s: Speech, p: Record) -> Said:
    """每次大会有会议记录."""
    form = s.word(p.form)
    when = f"每次{s.word(p.event)}" if p.event else EVERY[p.per] if p.per is not None else "随时看"
    when += f"（{s.conditions(p.where)}）" if p.where else ""
    found = [s.cell("什么材料", form), s.cell("什么时候", when, "per")]
    if p.fields:
        found.append(s.cell("要写明", s.words(p.fields), "fields"))
    if p.sign:
        found.append(s.cell("签名", s.words(p.sign), "sign"))
    if p.seal:
        found.append(s.cell("盖章", "要盖章"))
    if p.grades:
        found.append(s.cell("等次", s.words(p.grades), "grades"))
    extra = [
        *([f"写明{s.words(p.fields)}"] if p.fields else []),
        *([f"由{s.words(p.sign)}签名"] if p.sign else []),
        *(["盖章"] if p.seal else []),
    ]
    return found, f"{when}，{s.asks}有{form}{''.join(f'，{one}' for one in extra)}。"


def disclosure(s: Speech, p: Disclosure) -> Said:
    """整改情况向群众公开."""
    what = s.word(p.what) + (f"（{s.conditions(p.where)}）" if p.where else "")
    # whom it is about, where a word of the vocabulary would say 人
    whom = s.any_of(p.to - {"person"}) if p.to - {"person"} else ""
    whom = "和".join(one for one in (whom, "本人" if "person" in p.to else "") if one)
    found = [s.cell("什么事", what), s.cell("告诉谁", whom)]
    if p.via:
        found.append(s.cell("怎样告诉", s.any_of(p.via), "via"))
    found.append(s.cell("多久以内", f"{length(p.within)}内" if p.within else "没有定期限", "within"))
    if p.unless:
        found.append(s.cell("除非", s.word(p.unless)))
    within = f"{length(p.within)}内" if p.within else ""
    via = f"，用{s.any_of(p.via)}的方式" if p.via else ""
    unless = f"；{s.word(p.unless)}的除外" if p.unless else ""
    return found, f"{s.word(p.what)}以后，{within}{s.asks}告诉{whom}{via}{unless}。"


def prohibition(s: Speech, p: Prohibition) -> Said:
    """不得突击发展."""
    found, says = [], []
    if p.forbids:
        what = s.word(p.forbids) + (f"（{s.conditions(p.where)}）" if p.where else "")
        found += [s.cell("不得有", what), s.cell("怎样看", f"{EVERY[p.per]}看一次，记下一件就算违反", "per")]
        says.append(f"不得有{what}，有一件记录就算违反")
    if p.when is not None:
        also = f"，又有{s.word(p.when.also)}" if p.when.also else ""
        same = f"（同一{p.when.same.chinese}内）" if p.when.same is not None else ""
        found.append(s.cell("有什么情形", f"{s.word(p.when.fact)}{also}{same}", "when"))
        blocks = s.words(p.blocks)
        lasting = f"，{length(p.when.lasting)}内有效" if p.when.lasting else ""
        if blocks:
            found.append(s.cell("就不得", blocks + lasting, "blocks", "when"))
            says.append(f"有{s.word(p.when.fact)}{also}{same}的，不得{blocks}{lasting}")
        else:
            says.append(f"有{s.word(p.when.fact)}{also}{same}的算违反")
    return found, "；".join(says) + "。"
