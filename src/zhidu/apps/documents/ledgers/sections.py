"""Which ledgers there are, and which of the records and columns stand in each."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from zhidu.apps.activities import ledgers as activities
from zhidu.apps.activities.kinds import COMMITTEE_MEETINGS, GATHERINGS
from zhidu.apps.activities.ledgers import Row
from zhidu.apps.documents.models import Document, Receipt
from zhidu.apps.documents.states import State
from zhidu.apps.learning import ledgers as learning
from zhidu.apps.registry.roster import roster, with_files
from zhidu.foundation.access.rules import Actor
from zhidu.foundation.clock import ZONE, today
from zhidu.foundation.papers.sheets import Cell, Column


@dataclass(frozen=True, slots=True)
class Section:
    """One ledger, filled in."""

    title: str
    columns: tuple[Column, ...]
    rows: list[list[Cell]]
    note: str = ""
    private: bool = False
    records: list[Row] = field(default_factory=list)


DATE, NUMBER = Column("日期", 7), Column("序号", 3, number=True)
MEETING = (
    NUMBER,
    DATE,
    Column("时间", 7),
    Column("地点", 7),
    Column("主持人", 5),
    Column("记录人", 5),
    Column("应到", 3, number=True),
    Column("实到", 3, number=True),
    Column("请假缺席", 11),
    Column("主题、议题和结果"),
)
"""The columns that the rules ask of minutes: when, where, who led and who wrote, who came, and what was decided."""
LECTURE = (*MEETING[:4], Column("授课人", 6), *MEETING[6:9], Column("主题和内容"))
TALK = (NUMBER, DATE, Column("谈话对象", 8), Column("主题"), Column("录入日期", 7))
DUES = (NUMBER, DATE, Column("交纳人", 8), Column("数量", 9), Column("说明"), Column("录入日期", 7))
LINE = (NUMBER, DATE, Column("类别", 10), Column("对象", 8), Column("数量", 8), Column("主题和内容"))
CAME = (
    NUMBER,
    Column("姓名", 10),
    *(Column(one, 6, number=True) for one in ("应到", "实到", "请假", "缺席")),
    Column("到会率", 8, number=True),
    Column("备注"),
)
OUT = (
    NUMBER,
    DATE,
    Column("发文字号", 14),
    Column("文种", 4),
    Column("标题"),
    Column("签发人", 6),
    Column("收文组织", 6, number=True),
    Column("已签收", 5, number=True),
)
PLANNED = (NUMBER, DATE, Column("时间", 8), Column("哪些人学", 12), Column("学什么"), Column("主讲人", 7))
STUDIED = (
    NUMBER,
    Column("姓名", 10),
    Column("参加学习", 6, number=True),
    Column("今年各项"),
    Column("自学", 7),
    Column("读书", 4, number=True),
    Column("论文", 4, number=True),
)
IN = (NUMBER, DATE, Column("来文字号", 14), Column("来文组织", 14), Column("标题"), Column("签收日期", 7))
LECTURES = frozenset({"party_lecture"})
LIFE = frozenset(
    {"organisational_life_meeting", "group_life_meeting", "democratic_life_meeting", "democratic_appraisal"}
)
STUDY = frozenset(
    {"member_study", "staff_study", "team_study", "training_session", "lecture_hall_session", "study_tour"}
)


def _meeting(number: int, one: Row) -> list[Cell]:
    return [
        number, one.on, one.hours, one.venue, one.led["chair"], one.led["recorder"], one.entitled, one.present,
        one.away, _matter(one),
    ]  # fmt: skip


def _lecture(number: int, one: Row) -> list[Cell]:
    return [
        number, one.on, one.hours, one.venue, one.led["lecturer"], one.entitled, one.present, one.away, _matter(one),
    ]  # fmt: skip


def _talk(number: int, one: Row) -> list[Cell]:
    return [number, one.on, one.about, one.title, one.entered]


def _dues(number: int, one: Row) -> list[Cell]:
    return [number, one.on, one.about or one.where, one.quantity, one.title or one.notes, one.entered]


def _line(number: int, one: Row) -> list[Cell]:
    return [number, one.on, one.kind, one.about or one.where, one.quantity, _matter(one)]


def _matter(one: Row) -> str:
    """What it was about, with the place of a group in front where it was not the whole branch."""
    return "。".join(text.rstrip("。；") for text in (one.title, one.agenda, one.notes) if text)


@dataclass(frozen=True, slots=True)
class Ledger:
    """One ledger before it is filled: which kinds of record, which columns, and how a record becomes a row."""

    key: str
    title: str
    kinds: frozenset[str]
    columns: tuple[Column, ...]
    row: Callable[[int, Row], list[Cell]]
    note: str = ""


_COMMITTEE = COMMITTEE_MEETINGS - LIFE - STUDY
_NAMED = frozenset({"members_meeting", "group_meeting", "party_day"}) | LECTURES | LIFE | STUDY | _COMMITTEE
LEDGERS = (
    Ledger("members", "支部党员大会", frozenset({"members_meeting"}), MEETING, _meeting),
    Ledger("committee", "支部委员会", _COMMITTEE, MEETING, _meeting),
    Ledger("group", "党小组会", frozenset({"group_meeting"}), MEETING, _meeting),
    Ledger("lecture", "党课", LECTURES, LECTURE, _lecture),
    Ledger("party_day", "主题党日", frozenset({"party_day"}), MEETING, _meeting),
    Ledger("life", "组织生活会和民主评议", LIFE, MEETING, _meeting),
    Ledger("study", "集中学习和培训", STUDY, MEETING, _meeting),
    Ledger("other", "其他会议和活动", GATHERINGS - _NAMED, MEETING, _meeting),
    Ledger("talk", "谈心谈话", frozenset({"talk_held"}), TALK, _talk, "谈话内容不列；只列您能看的。"),
    Ledger("dues", "党费收缴", frozenset({"dues_collected", "dues_paid"}), DUES, _dues),
)


def filled(ledger: Ledger, actor: Actor, node: Any, year: int) -> Section:  # noqa: ANN401 - a node
    """One ledger of an organisation and a year, with what the actor may see."""
    rows = activities.held(actor, node, year, ledger.kinds)
    several = any(one.where != node.name for one in rows)
    cells = [ledger.row(number, one) for number, one in enumerate(rows, start=1)]
    if several and ledger.key == "group":
        for row, one in zip(cells, rows, strict=True):
            row[-1] = f"{one.where}：{row[-1]}"
    return Section(ledger.title, ledger.columns, cells, ledger.note, any(one.private for one in rows), rows)


def register(actor: Actor, node: Any) -> Section:  # noqa: ANN401
    """党员花名册 as it stands today; of those files the actor may see."""
    sheet = roster(actor, node, today())
    rows = [list(row) for row in sheet.rows]
    return Section(sheet.title, tuple(sheet.columns), rows, sheet.note, private=with_files(actor, node))


def attendance(actor: Actor, node: Any, year: int) -> Section:  # noqa: ANN401
    """Each member's year."""
    rows: list[list[Cell]] = []
    for number, one in enumerate(activities.attendance(actor, node, year), start=1):
        share = f"{one.present * 100 / one.entitled:.0f}%" if one.entitled else None
        rows.append([number, one.name, one.entitled, one.present, one.leave, one.absent, share, None])
    return Section("出勤统计", CAME, rows, "按记了名单的会议和活动统计。")


def study_plan(node: Any, year: int) -> Section:  # noqa: ANN401
    """The sessions the year's plan held (学习计划)."""
    return Section("学习计划", PLANNED, learning.plan(node, year))


def study_hours(actor: Actor, node: Any, year: int) -> Section:  # noqa: ANN401
    """What each member studied (学时登记)."""
    return Section(
        "学时登记", STUDIED, learning.hours(actor, node, year), "学时来自有组织的学习，不看在线时长。"
    )


def outgoing(node: Any, year: int) -> Section:  # noqa: ANN401
    """Documents that were signed that year, in the order of their numbers (发文登记)."""
    found = Document.objects.filter(organization=node, year=year, number__isnull=False).order_by("number")
    rows: list[list[Cell]] = []
    for number, one in enumerate(found.prefetch_related("receipts"), start=1):
        going = list(one.receipts.all())
        received = sum(1 for to in going if to.received_at is not None)
        head: list[Cell] = [number, one.signed_on, one.full_number, one.kind_name, one.title, one.signer]
        rows.append([*head, len(going), received])
    return Section("发文登记", OUT, rows)


def incoming(node: Any, year: int) -> Section:  # noqa: ANN401
    """Documents that came that year (收文登记)."""
    found = Receipt.objects.filter(organization=node, sent_at__isnull=False, document__state=State.SENT)
    rows: list[list[Cell]] = []
    for one in found.select_related("document__organization").order_by("sent_at", "pk"):
        came = one.sent_at.astimezone(ZONE).date() if one.sent_at else None
        if came is None or came.year != year:
            continue
        received = one.received_at.astimezone(ZONE).date() if one.received_at else None
        document = one.document
        origin = [document.full_number, document.organization.name, document.title]
        rows.append([len(rows) + 1, came, *origin, received])
    return Section("收文登记", IN, rows)
