"""Documents of the county: some sent and received, some that wait for an answer, a signature, or to be received."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from zhidu.apps.documents import actions
from zhidu.apps.documents.entries import Entry
from zhidu.apps.documents.queries import receipt_at
from zhidu.foundation.access.queries import actor_of
from zhidu.foundation.access.rules import SYSTEM, Actor
from zhidu.foundation.clock import on_day, today
from zhidu.foundation.identity import queries as identity
from zhidu.foundation.papers.fonts import NoFont, ready
from zhidu.project.demo.tree import COUNTY_COMMITTEE
from zhidu.project.takeover.book import Book

if TYPE_CHECKING:
    from zhidu.apps.documents.models import Document

TOWN, BRANCH, OTHER = "石桥镇党委", "青石村党支部", "柳林村党支部"
_AGENCIES = (
    (TOWN, "中共石桥镇委员会文件", "石桥党发", "中共石桥镇委员会", "中共石桥镇委员会办公室"),
    (BRANCH, "中共青石村支部委员会", "青石支", "中共青石村支部委员会", ""),
    (OTHER, "中共柳林村支部委员会", "柳林支", "中共柳林村支部委员会", ""),
)


def write(book: Book) -> None:
    """Enter it all through the acts."""
    for whose, mark, word, signature, office in _AGENCIES:
        actions.set_agency(
            actor=SYSTEM,
            organization=book.number(whose),
            mark=mark,
            word=word,
            signature=signature,
            office=office,
        )
    actions.set_agency(
        actor=SYSTEM,
        organization=book.number(COUNTY_COMMITTEE),
        mark="中共云岭县委组织部文件",
        word="云组发",
        signature="中共云岭县委组织部",
    )
    _drafts(book)
    try:
        ready()
    except NoFont:
        return  # without a Chinese font nothing can be printed, and so nothing sent
    _answered(book)
    _waiting(book)
    _notices(book)


ACCOUNTS = {TOWN: "zhen", BRANCH: "shuji", COUNTY_COMMITTEE: "xian"}


def _of(whose: str) -> Actor:
    """Whoever of the demonstration works there; where nobody has an account, the program in the name of the post."""
    account = identity.account_named(ACCOUNTS.get(whose, ""))
    return actor_of(account) if account is not None else Actor(name=f"{whose}书记", system=True)


def _draft(book: Book, whose: str, days: int = 0, **entry: object) -> Document:
    actor = _of(
        whose
    )  # who holds the office today; the accounts of the demonstration are younger than the papers
    with on_day(today() - timedelta(days=days)):
        return actions.draft(actor=actor, organization=book.number(whose), entry=Entry(**entry))  # type: ignore[arg-type]


def _sent(book: Book, whose: str, days: int, **entry: object) -> Document:
    document, actor = _draft(book, whose, days, **entry), _of(whose)
    with on_day(today() - timedelta(days=days)):
        for does in (actions.submit, actions.check, actions.sign, actions.send):
            document = does(actor=actor, document=document.pk, version=document.version)
    return document


def _received(document: Document, book: Book, whose: str, days: int) -> None:
    actor, found = _of(whose), receipt_at(document.pk, book.number(whose))
    if found is not None:
        with on_day(today() - timedelta(days=days)):
            actions.receive(actor=actor, receipt=found.pk)


def _drafts(book: Book) -> None:
    """One that is being written, and one that waits to be signed."""
    _draft(
        book,
        BRANCH,
        kind="report",
        title="关于今年党员教育培训情况的报告",
        text="一、基本情况\n今年组织党员集中学习和培训，安排见附件。\n二、存在的问题\n外出务工的党员参加得少。",
        receivers=(book.number(TOWN),),
        attached="党员学习时间统计表",
    )
    signing = _draft(
        book,
        BRANCH,
        kind="report",
        title="关于村东水渠清淤工程决策情况的报告",
        text="经支部委员会讨论、党员大会通过，村东水渠清淤工程已经完工。\n特此报告。",
        receivers=(book.number(TOWN),),
    )
    for does in (actions.submit, actions.check):
        signing = does(actor=SYSTEM, document=signing.pk, version=signing.version)


def _answered(book: Book) -> None:
    request = _sent(
        book,
        BRANCH,
        26,
        kind="request",
        title="关于支部委员会换届选举日期的请示",
        text="本届支部委员会将任满。经支部委员会讨论，拟于任期届满前召开党员大会进行换届选举。\n妥否，请批示。",
        receivers=(book.number(TOWN),),
        note="联系人：支部组织委员，8812 3401",
    )
    _received(request, book, TOWN, 25)
    reply = _sent(
        book,
        TOWN,
        20,
        kind="reply",
        title="关于青石村党支部委员会换届选举日期的批复",
        text="你支部请示收悉。经研究，同意按期换届，请严格按照规定的程序组织选举。\n此复。",
        receivers=(book.number(BRANCH),),
        answers=request.pk,
    )
    _received(reply, book, BRANCH, 19)


def _waiting(book: Book) -> None:
    """A request that was received and waits for its reply, and one that nobody has received yet."""
    waits = _sent(
        book,
        BRANCH,
        3,
        kind="request",
        title="关于开展冬季困难户走访慰问的请示",
        text="一、走访对象\n名单已经村务公开栏公示。\n二、时间安排\n拟于下月上旬分组走访。\n妥否，请批示。",
        receivers=(book.number(TOWN),),
        note="联系人：支部书记，8812 3401",
    )
    _received(waits, book, TOWN, 2)
    _sent(
        book,
        OTHER,
        1,
        kind="request",
        title="关于设立便民服务点的请示",
        text="拟在村委会设便民服务点，每周三上午办理医保、社保。\n妥否，请批示。",
        receivers=(book.number(TOWN),),
    )


def _notices(book: Book) -> None:
    """From the township to all under it, received by one branch so far; and from the county to the townships."""
    notice = _sent(
        book,
        TOWN,
        4,
        kind="notice",
        title="关于做好年底党员组织生活检查的通知",
        text="一、检查内容\n（一）三会一课\n（二）主题党日\n二、有关要求\n各支部对照制度自查，缺的补记，迟的说明理由。",
        to_all=True,
        copies="县委组织部",
    )
    _received(notice, book, OTHER, 3)
    _sent(
        book,
        COUNTY_COMMITTEE,
        1,
        kind="notice",
        title="关于报送年度台账的通知",
        text="请各乡镇党委于年底前，把所属党支部的年度台账归档备查。",
        receivers=(book.number(TOWN),),
    )
