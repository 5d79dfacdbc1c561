"""What the tables of the county cannot say: a meeting people answer, what is disclosed, and the pages for residents."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, time, timedelta

from zhidu.apps.activities.actions import answer_invitation, ask_leave, decide_leave, plan
from zhidu.apps.activities.agenda import Item
from zhidu.apps.activities.entries import Entry
from zhidu.apps.activities.invitations import invitation
from zhidu.apps.disclosure.actions import publish, set_page
from zhidu.apps.disclosure.entries import Entry as Told
from zhidu.foundation.access.rules import SYSTEM, Actor
from zhidu.foundation.clock import today
from zhidu.project.demo import letters, money, moving, study
from zhidu.project.demo.halls import hold_meetings
from zhidu.project.demo.people import Staff
from zhidu.project.demo.tree import PLACES
from zhidu.project.takeover.book import Book

BRANCH = "青石村党支部"
RESIDENTIAL = frozenset({"village_branch", "community_committee", "street_committee", "township_committee"})
"""Where residents come to."""
_HALLS = {"village_branch": "村委会一楼", "community_committee": "社区服务站一楼大厅"}
_POINTS = (
    "传达学习上级文件",
    "讨论四季度工作和年底前要办的事",
    "通报村东水渠清淤的用款",
    "讨论冬季困难户走访安排",
    "其他",
)


def settle(staff: Mapping[str, Staff], book: Book) -> None:
    """Enter it all through the acts."""
    _meeting(staff[BRANCH], book)
    hold_meetings(staff[BRANCH], book)
    _pages(book)
    _notices(book)
    letters.write(book)
    money.keep_dues(book)
    study.study(book)
    moving.move(staff[BRANCH], book)


def _meeting(branch: Staff, book: Book) -> None:
    """A members' meeting of next week: some will come, one is on leave, one leave waits for an answer."""
    day = today() + timedelta(days=6)
    meeting = plan(
        actor=SYSTEM,
        entry=Entry(
            kind="members_meeting",
            node=book.number(BRANCH),
            on=day,
            begins=time(19),
            ends=time(20, 30),
            venue="村委会二楼会议室",
        ),
        agenda=[Item(title=one) for one in _POINTS],
        notify=True,
    )
    here = [(name, book.number(name)) for name in branch.plain()]
    plain = [Actor(person=pk, name=name) for name, pk in here if invitation(pk, meeting) is not None]
    for one in plain[:5]:
        answer_invitation(actor=one, activity=meeting.pk)
    away = ask_leave(actor=plain[5], activity=meeting.pk, ground="away", words="在外地打工，春节前回来。")
    decide_leave(actor=SYSTEM, answer=away.pk, granted=True)
    ask_leave(actor=plain[6], activity=meeting.pk, ground="illness", words="腿疼，走不动路。")


def _pages(book: Book) -> None:
    """How residents reach each village, community, street and township; invented like everything here."""
    for number, place in enumerate(one for one in PLACES if one.type in RESIDENTIAL):
        stem = place.name.removesuffix("党支部").removesuffix("党委").removesuffix("党工委")
        small = place.type in _HALLS
        set_page(
            actor=SYSTEM,
            organization=book.number(place.name),
            open=True,
            texts={
                "title": f"{stem}群众服务",
                "phone": f"8812 {3401 + 7 * number}",
                "phone_hours": "工作日 8:30—17:30",
                "place": _HALLS.get(place.type, f"{stem}便民服务大厅"),
                "hours": "工作日 8:30—17:30" if small else "工作日 9:00—17:00",
                "card": "年底由党员送到户，也可以到大厅领，填好投进意见箱。" if small else "",
                "box": f"{_HALLS[place.type]}门口左手边，每周一上午开箱。" if small else "",
                "booking": "活动室、会议室打热线或到大厅登记。"
                if place.type == "community_committee"
                else "",
            },
        )


def _notices(book: Book) -> None:
    day = today()
    for whose, entry in _told(day):
        publish(actor=SYSTEM, organization=book.number(whose), entry=entry)


def _told(day: date) -> list[tuple[str, Told]]:
    """Of every kind: standing for long, until a day, over already, and for members only."""

    def ago(days: int) -> date:
        return day - timedelta(days=days)

    def to_come(days: int) -> date:
        return day + timedelta(days=days)

    everybody, both = "public", ("site", "notice_board")
    return [
        (
            BRANCH,
            Told(
                category="party",
                title="下次党员大会的议题预告",
                text="议题：" + "；".join(_POINTS) + "。\n\n有意见、建议的，会前告诉支部委员。",
                audience=everybody,
                via=both,
                first=ago(2),
            ),
        ),
        (
            BRANCH,
            Told(
                category="village",
                title="村东水渠清淤工程用款明细",
                text="机械台班 6200 元，人工 3400 元，运土 1150 元，合计 10750 元，从村集体经济收入中支出。\n\n"
                "票据在村委会一楼可以看。",
                audience=everybody,
                via=both,
                first=ago(24),
                last=to_come(35),
            ),
        ),
        (
            BRANCH,
            Told(
                category="correction",
                title="上次组织生活会查出 6 个问题的整改结果",
                text="已经改好 5 个；公厕夜间照明还在等电力部门安排，由支部书记负责，月底前答复。",
                audience=everybody,
                via=both,
                first=ago(29),
            ),
        ),
        (
            BRANCH,
            Told(
                category="recruitment",
                title="拟列为发展对象人选公示",
                text="公示对象的情况贴在村务公开栏。有意见的，公示期内向支部或镇党委反映。",
                audience=everybody,
                via=both,
                first=ago(31),
                last=ago(22),
            ),
        ),
        (
            BRANCH,
            Told(
                category="dues",
                title="上月党费收缴情况",
                text="应交的都已交齐，已按时上缴镇党委。",
                audience="members",
                via=("meeting",),
                first=ago(16),
            ),
        ),
        (
            "竹园村党支部",
            Told(
                category="service",
                title="冬季便民服务点的时间",
                text="每周三上午在村委会办医保、社保；行动不便的打热线，上门办。",
                audience=everybody,
                via=both,
                first=ago(8),
                last=to_come(80),
            ),
        ),
        (
            "东门社区党委",
            Told(
                category="village",
                title="三号院路灯和坡道改造的进度",
                text="路灯 9 盏已全部换好；坡道还在施工，下月中旬完工，施工时请绕行西门。",
                audience=everybody,
                via=("site", "notice_board", "online_group"),
                first=ago(5),
                last=to_come(25),
            ),
        ),
    ]
