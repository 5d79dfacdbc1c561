"""Papers about a meeting: notice, list of names to sign, minutes, resolution. What was not recorded stays blank."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import time
from typing import Any

from zhidu.apps.activities.access import SEE
from zhidu.apps.activities.attendance import entitled
from zhidu.apps.activities.kinds import GATHERINGS, Kind
from zhidu.apps.activities.models import Activity
from zhidu.apps.activities.places import places
from zhidu.apps.activities.receipts import summary
from zhidu.apps.activities.setting import Setting
from zhidu.apps.activities.showing import Showing
from zhidu.apps.activities.states import Standing, State
from zhidu.domain.rules.vocabulary import MEASURES
from zhidu.foundation.access.rules import Actor
from zhidu.foundation.files import queries as files
from zhidu.foundation.papers import Paper, register
from zhidu.foundation.papers.registry import added_parts

DECIDING = frozenset({"members_meeting", "admission_meeting", "confirmation_meeting", "election"})
"""Meetings of all members, whose decisions are put down as a resolution (支部大会决议)."""
NUMERALS = "一二三四五六七八九十"
COLUMNS_ELSEWHERE = frozenset({"主持人", "记录人", "会议记录", "有会议记录"})
ROLL = ("序号", "姓名", "签名", "备注")


def load(pk: int) -> Activity:
    """The record. Raises ``Activity.DoesNotExist``."""
    return Activity.objects.select_related("node", "organization", "person", "post", "matter").get(pk=pk)


def is_gathering(activity: Activity) -> bool:
    """Whether people come together: only then are there minutes, a notice, a list to sign."""
    return activity.kind in GATHERINGS and activity.voided_at is None


def is_held(activity: Activity) -> bool:
    """Whether it took place and was written down."""
    return is_gathering(activity) and activity.state == State.HELD


def is_planned(activity: Activity) -> bool:
    """Whether it is still to come."""
    return is_gathering(activity) and activity.state == State.PLANNED


def decides(activity: Activity) -> bool:
    """Whether its decisions make a resolution."""
    return is_held(activity) and activity.kind in DECIDING


def called(activity: Activity) -> str:
    """东岭村党支部党员大会: where, and what kind of meeting, without saying 支部 or 党小组 twice."""
    kind, node = activity.kind_name, activity.node.name
    same = next((word for word in ("党小组", "支部") if node.endswith(word) and kind.startswith(word)), "")
    return f"{node}{kind.removeprefix(same)}"


def _showing(activity: Activity) -> Showing:
    setting = Setting(
        Kind(MEASURES[activity.kind]),
        places([activity.node_id])[activity.node_id],
        activity.on,
        activity.matter,
    )
    rows = activity.participants.order_by("pk")
    return Showing(activity, setting.words, rows)


def clock(begins: time | None, ends: time | None) -> str:
    """19:00—20:30, as much of it as was written down."""
    if begins is None:
        return ""
    return f" {begins:%H:%M}" + (f"—{ends:%H:%M}" if ends else "")


def when(activity: Activity) -> str:
    """2026年11月18日 19:00—20:30."""
    day = activity.on
    return f"{day.year}年{day.month}月{day.day}日{clock(activity.begins, activity.ends)}"


def _led(showing: Showing) -> dict[str, str | None]:
    """Who chaired and who took the minutes, as names where they are known."""
    cells = dict(showing.columns)
    return {name: cells.get(name) for name in ("主持人", "记录人")}


def _count(number: int | None) -> str | None:
    return None if number is None else f"{number} 人"


def _names(names: list[str]) -> str:
    return "、".join(names) if names else "无"


def minutes(activity: Activity, actor: Actor) -> Mapping[str, Any]:
    """会议记录: everything that was written down of it, in the order offices keep it."""
    showing = _showing(activity)
    led, figures = _led(showing), showing.figures()
    facts = [
        ["时间", when(activity)],
        ["地点", activity.venue or None],
        *([["主题", activity.title]] if activity.title else []),
        ["主持人", led["主持人"]],
        ["记录人", led["记录人"]],
        ["应到", _count(figures.get("entitled"))],
        ["实到", _count(figures.get("present"))],
    ]
    facts += _about_notice(activity)
    if showing.participants:
        away = showing.absent()
        leave = [f"{name}{f'（{why}）' if why else ''}" for name, how, why in away if how == "请假"]
        missed = [f"{name}{f'（{why}）' if why else ''}" for name, how, why in away if how == "缺席"]
        facts += [
            ["到会人员", _names(showing.present())],
            ["请假人员", _names(leave)],
            ["缺席人员", _names(missed)],
            ["列席人员", _names(showing.observers())],
        ]
    facts += [[name, text] for name, text in showing.columns if name not in COLUMNS_ELSEWHERE]
    parts: list[Mapping[str, Any]] = []
    agenda = list(activity.agenda.all())
    if agenda:
        parts.append({"heading": f"{_numeral(parts)}、议题和结果", "body": _points(agenda)})
    if activity.notes:
        parts.append({"heading": f"{_numeral(parts)}、会议内容", "paragraphs": _paragraphs(activity.notes)})
    for one in added_parts("activities.minutes", activity, actor):
        parts.append({**one, "heading": f"{_numeral(parts)}、{one['heading']}"})
    return {
        "title": f"{called(activity)}会议记录",
        "facts": facts,
        "parts": parts,
        "signers": [["主持人（签字）", None], ["记录人（签字）", None]],
    }


def _about_notice(activity: Activity) -> list[list[str | None]]:
    """When the notice went out and to how many, and why it was late; nothing where none went out from here."""
    told = summary(activity)
    if told is None:
        return []
    names = ("会议通知", "通知晚的原因")
    return [[name, text] for name, text in zip(names, told, strict=True) if text]


def _numeral(parts: list[Any]) -> str:
    return NUMERALS[len(parts)] if len(parts) < len(NUMERALS) else str(len(parts) + 1)


def _points(agenda: list[Any]) -> list[dict[str, Any]]:
    body: list[dict[str, Any]] = []
    for number, one in enumerate(agenda, start=1):
        body.append({"level": 2, "text": f"（{_chinese(number)}）{one.title}"})
        if one.outcome:
            body += [{"level": 0, "text": words} for words in _paragraphs(one.outcome)]
    return body


def _chinese(number: int) -> str:
    tens, units = divmod(number, 10)
    if not 0 < number < 100:
        return str(number)
    head = "" if tens == 0 else ("十" if tens == 1 else f"{NUMERALS[tens - 1]}十")
    return head + (NUMERALS[units - 1] if units else "")


def _paragraphs(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]


def notice(activity: Activity, actor: Actor) -> Mapping[str, Any]:
    """会议通知: when, where, what about; to whom it goes is said by the kind of meeting."""
    agenda = [
        {"level": 0, "text": f"{number}.{one.title}"} for number, one in enumerate(activity.agenda.all(), 1)
    ]
    body: list[dict[str, Any]] = [
        {"level": 0, "text": f"经研究，定于{when(activity)}召开{activity.kind_name}。现将有关事项通知如下。"},
        {"level": 1, "text": "一、时间地点"},
        {"level": 0, "text": f"{when(activity)}，{activity.venue or '＿' * 8}。"},
    ]
    if agenda:
        body += [{"level": 1, "text": "二、议题"}, *agenda]
    sitting_in = _showing(activity).observers()
    if sitting_in:
        heading = f"{_chinese(2 + bool(agenda))}、列席人员"
        body += [{"level": 1, "text": heading}, {"level": 0, "text": f"{'、'.join(sitting_in)}。"}]
    materials = [
        {"level": 0, "text": f"{number}.{one.name}"} for number, one in enumerate(files.of(activity.code), 1)
    ]
    if materials:
        body += [
            {"level": 1, "text": f"{_chinese(2 + bool(agenda) + bool(sitting_in))}、会议材料"},
            *materials,
        ]
    told = summary(activity)
    if told is not None and told[1]:
        body.append({"level": 0, "text": f"本次通知晚于规定的时间，原因：{told[1]}。"})
    parts = [{"body": body}, *added_parts("activities.notice", activity, actor)]
    return {
        "title": f"关于召开{activity.kind_name}的通知",
        "addressee": "各位参会同志",
        "parts": [*parts, {"body": [{"level": 0, "text": "请按时到会；不能到会的，请提前请假。"}]}],
        "signed_by": activity.node.name,
        "signed_on": None,
    }


def has_roll(activity: Activity) -> bool:
    """Whether there are names: of a meeting to come by the register, of one that was held as they were kept."""
    return is_planned(activity) or (is_held(activity) and activity.participants.exists())


def roll(activity: Activity, actor: Actor) -> Mapping[str, Any]:  # noqa: ARG001 - the same for everybody
    """签到表: everybody entitled, with room to sign. Of a meeting that was held, how each stood to it, as recorded."""
    if activity.state == State.PLANNED:
        place = places([activity.node_id])[activity.node_id]
        listed: list[tuple[str, str | None]] = [
            (one.name, None) for one in entitled(place, activity.kind, activity.on)
        ]
        number: int | None = len(listed)
        listed += [(name, str(Standing.OBSERVER.chinese)) for name in _showing(activity).observers()]
    else:
        showing = _showing(activity)
        listed = [
            (showing.name(f"person-{one.person_id}"), str(Standing(one.standing).chinese))
            for one in sorted(showing.participants, key=lambda one: one.standing == Standing.OBSERVER)
        ]
        number = showing.figures().get("entitled")
    rows = [[str(line), name, None, stood] for line, (name, stood) in enumerate(listed, 1)]
    table = {"head": list(ROLL), "rows": rows, "widths": [2, 5, 6, 4], "tall": True}
    return {
        "title": f"{called(activity)}签到表",
        "facts": [["时间", when(activity)], ["地点", activity.venue or None], ["应到", _count(number)]],
        "parts": [{"table": table}],
    }


def resolution(activity: Activity, actor: Actor) -> Mapping[str, Any]:
    """支部大会决议: who came, and what was decided on each point; signed by who chaired and who wrote, and sealed."""
    showing = _showing(activity)
    led, figures = _led(showing), showing.figures()
    came = "应到会党员{}人，实到会{}人".format(
        *("＿＿＿" if figures.get(name) is None else figures[name] for name in ("entitled", "present"))
    )
    first = f"{when(activity)}，{activity.node.name}召开{activity.kind_name}，{came}。会议决定："
    body: list[dict[str, Any]] = [{"level": 0, "text": first}]
    decided = [one for one in activity.agenda.all() if one.outcome]
    for number, one in enumerate(decided, start=1):
        body.append({"level": 1, "text": f"{_chinese(number)}、{one.title}"})
        body += [{"level": 0, "text": words} for words in _paragraphs(one.outcome)]
    parts: list[Mapping[str, Any]] = [{"body": body}, *added_parts("activities.resolution", activity, actor)]
    if not decided and len(parts) == 1:
        parts.append({"paragraphs": [None, None, None]})
    return {
        "title": f"{called(activity)}决议",
        "parts": parts,
        "signers": [[f"{duty}（签字）", _name_alone(led[duty])] for duty in ("主持人", "记录人")],
        "signed_by": activity.organization.name,
        "signed_on": activity.on,
        "seal": True,
    }


def _name_alone(words: str | None) -> str | None:
    """李晓燕（书记）→ 李晓燕: beside a signature the post would stand in brackets twice."""
    return words.partition("（")[0] if words else words


def declare() -> None:
    """Make the papers known."""
    for name, title, data, fits in (
        ("notice", "会议通知", notice, is_planned),
        ("roll", "签到表", roll, has_roll),
        ("minutes", "会议记录", minutes, is_held),
        ("resolution", "支部大会决议", resolution, decides),
    ):
        register(
            Paper(
                name=f"activities.{name}",
                title=title,
                template="document.typ",
                load=load,
                data=data,
                verb=SEE,
                about="activity",
                fits=fits,
            )
        )
