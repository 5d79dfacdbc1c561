"""What is reported upwards of a life meeting, drafted from its records; whoever signs puts it right."""

from __future__ import annotations

from dataclasses import dataclass

from zhidu.apps.activities import queries as activities
from zhidu.apps.activities.states import State
from zhidu.apps.procedures import queries
from zhidu.apps.procedures.pack.parts import LIFE, SOURCES, SUPERIOR
from zhidu.apps.procedures.pack.reading import Pack

MINUTES = "会议记录"


@dataclass(frozen=True, slots=True)
class Draft:
    """A report as it is proposed, and what it counts as once it was sent: measures, with their columns."""

    title: str
    text: str
    attached: str
    measures: tuple[tuple[str, dict[str, str]], ...]


def draft(meeting: int) -> Draft | None:
    """The plan before the meeting, how it went after it; None of a meeting that has no pack."""
    activity = activities.activity(meeting)
    case = queries.of_meeting(meeting) if activity is not None and activity.kind in LIFE else None
    if case is None:
        return None
    pack = Pack(case)
    return _after(pack) if pack.meeting.state == State.HELD else _before(pack)


def _name(pack: Pack) -> str:
    return f"{pack.meeting.for_period[:4] or pack.meeting.on.year}年度{pack.meeting.kind_name}"


def _theme(pack: Pack) -> str:
    return next((one.title for one in pack.of("theme_fixed")), "") or str(pack.meeting.title)


def _before(pack: Pack) -> Draft:
    meeting, theme = pack.meeting, _theme(pack)
    points = [one.title for one in activities.agenda(meeting.pk)]
    when = f"{meeting.on.year}年{meeting.on.month}月{meeting.on.day}日"
    lines = [
        "一、主题",
        f"{theme or '＿' * 8}。",
        "二、时间地点",
        f"{when}{f' {meeting.begins:%H:%M}' if meeting.begins else ''}，{meeting.venue or '＿' * 6}。",
        "三、内容",
        *([f"{number}.{one}" for number, one in enumerate(points, start=1)] or ["＿" * 8]),
        "四、会前准备",
        _prepared(pack),
    ]
    columns = {
        "audience": SUPERIOR,
        "theme": theme or "见方案",
        "content": "；".join(points) or "见方案",
        "time": f"{meeting.on:%Y-%m-%d}",
    }
    return Draft(f"关于召开{_name(pack)}的报告", "\n".join(lines), "", (("plan_reported", columns),))


def _after(pack: Pack) -> Draft:
    lines = [
        "一、会前准备",
        _prepared(pack),
        "二、会议情况",
        _came(pack) + (f"主题是{_theme(pack)}。" if _theme(pack) else ""),
        "三、查出的问题和整改措施",
    ]
    for number, (problem, measure, task) in enumerate(pack.problems, start=1):
        who = (
            f"，{task.person.name}负责，{task.due.month}月{task.due.day}日前完成" if task is not None else ""
        )
        lines.append(f"{number}.{problem.title}。措施：{measure.title if measure else '＿' * 6}{who}。")
    if not pack.problems:
        lines.append("＿" * 8)
    up = {"audience": SUPERIOR}
    return Draft(
        f"关于{_name(pack)}情况的报告",
        "\n".join(lines),
        MINUTES,
        (("report_submitted", up), ("minutes_submitted", up)),
    )


def _came(pack: Pack) -> str:
    meeting = pack.meeting
    entitled, present = (meeting.columns.get(name) or "＿＿" for name in ("entitled", "present"))
    return f"{meeting.on.month}月{meeting.on.day}日召开，应到{entitled}人，实到{present}人。"


def _prepared(pack: Pack) -> str:
    """What was done beforehand, in numbers; no name of whoever said something."""
    asked = "，".join(
        f"{SOURCES[one]}意见 {len(rows)} 条" for one, rows in pack.opinions.items() if one in SOURCES
    )
    parts = [
        f"征求{asked}" if asked else "",
        f"谈心谈话 {len(pack.talks)} 对" if pack.talks else "",
        f"收到党性分析（对照检查）材料 {len(pack.analyses)} 份" if pack.analyses else "",
    ]
    said = "；".join(one for one in parts if one)
    return f"{said}。" if said else "＿" * 8
