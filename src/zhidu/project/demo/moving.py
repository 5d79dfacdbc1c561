"""Transfers, floating members, reports and a lost contact of one village branch of the county."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from zhidu.apps.members import queries as members
from zhidu.apps.transfers import actions
from zhidu.foundation.access.rules import SYSTEM, Actor
from zhidu.foundation.clock import today
from zhidu.project.demo.people import TRANSFERRED_FROM, TRANSFERRED_TO, Staff
from zhidu.project.takeover.book import Book

LEFT = (50, 20)
"""Days ago; the second has reported from there."""


def move(staff: Staff, book: Book) -> None:
    """Enter it all through the acts."""
    node = book.number(TRANSFERRED_FROM)
    settled = _settled(staff, node, book)
    contact = book.number(staff.posts["organisation"])
    _floating(settled, node, contact)
    _transfers(settled, book)
    _reports(staff, book)
    actions.note_lost(
        actor=SYSTEM,
        person=next(settled),
        since=today() - timedelta(days=200),
        tries="手机停机，家里没有人；问过他在外省的弟弟，也说联系不上。",
    )
    actions.register_guest(
        actor=SYSTEM,
        organization=node,
        name="郑水生",
        home="清河县杨柳镇杨柳村党支部",
        card="冀流00231",
        contact="139 0000 0231",
        on=today() - timedelta(days=60),
    )


def _settled(staff: Staff, node: int, book: Book) -> Iterator[int]:
    """Members without a post who are at home, in order; the last of all signs in and is left alone."""
    here = {one.person_id: one for one in members.on_day(node, today())}
    plain = [book.number(name) for name in staff.plain()[8:-1]]
    return iter([pk for pk in plain if pk in here and here[pk].attributes.get("floating") != "true"])


def _floating(settled: Iterator[int], node: int, contact: int) -> None:
    told_by_phone = []
    for days, place, reason in (
        (LEFT[0], "省城东郊", "在装修队做木工"),
        (LEFT[1], "邻省江口市", "在电子厂上班"),
    ):
        day = today() - timedelta(days=days)
        one = actions.report_departure(
            actor=SYSTEM,
            person=next(settled),
            on=day,
            purpose="work",
            place=place,
            reason=reason,
            contact=f"138 0000 {1000 + days}",
            leaves_on=day,
            months=12,
        )
        one = actions.register_departure(
            actor=SYSTEM,
            away=one.pk,
            version=one.version,
            contact=contact,
            on=day,
            card_words=f"流{days:05d}",
        )
        one = actions.depart(actor=SYSTEM, away=one.pk, version=one.version, on=day)
        one = actions.note_host(
            actor=SYSTEM, away=one.pk, version=one.version, host=f"{place}流动党员党支部", on=day
        )
        told_by_phone.append(one.person_id)
        said = {"thought": "人还踏实，惦记家里老人。", "employment": "活没有断。", "life": "同老乡合租。"}
        actions.make_report(actor=SYSTEM, kind="contact", topics=said, person=one.person_id)
    told = {"thought": "安心做工。", "work": "转了正式工。", "organised_life": "跟着看了两次支部的会。"}
    actions.make_report(actor=SYSTEM, kind="floating", topics=told, person=one.person_id)
    actions.send_news(
        actor=SYSTEM,
        organization=node,
        text="党员大会议了水渠清淤的用款；党课讲了冬季防火；入冬走访困难户 12 户。",
        told=told_by_phone,
    )
    actions.report_departure(
        actor=SYSTEM,
        person=next(settled),
        purpose="family",
        place="县城",
        reason="给女儿带孩子",
        contact="138 0000 0007",
        leaves_on=today() + timedelta(days=4),
        months=8,
        fixed=True,
    )


def _transfers(settled: Iterator[int], book: Book) -> None:
    actions.send_transfer(
        actor=SYSTEM,
        person=next(settled),
        to=book.number(TRANSFERRED_TO),
        on=today() - timedelta(days=3),
        reason="在柳林村安家",
    )
    day = today() - timedelta(days=45)
    late = actions.send_transfer(
        actor=SYSTEM,
        person=next(settled),
        to_words="邻省江口市城南街道党工委",
        on=day,
        until=today() - timedelta(days=15),
        reason="随儿子定居",
    )
    actions.hand_over_letter(actor=SYSTEM, transfer=late.pk, version=late.version, on=day)
    actions.admit_by_letter(
        actor=SYSTEM,
        organization=book.number(TRANSFERRED_TO),
        came_from="清河县杨柳镇党委",
        letter="杨柳党介〔2026〕6号",
        written_on=today() - timedelta(days=20),
        until=today() + timedelta(days=10),
        on=today() - timedelta(days=12),
        type="full_member",
        name="潘秋实",
    )


def _reports(staff: Staff, book: Book) -> None:
    secretary = Actor(person=book.number(staff.posts["secretary"]), name=staff.posts["secretary"])
    plain = staff.plain()
    own = {"thoughts": "学了文件，想把合作社的账公开做实。", "work_state": "今年带了三户种药材。"}
    first = actions.make_report(actor=Actor(person=book.number(plain[-1])), kind="thought", topics=own)
    actions.make_report(
        actor=Actor(person=book.number(plain[0])), kind="request", topics={"matter": "村西的路灯坏了半个月。"}
    )
    heard = actions.make_report(
        actor=SYSTEM,
        kind="thought",
        topics={"thoughts": "身体不好，会上的事听儿子念。", "work_state": "在家养病。"},
        person=book.number(plain[1]),
        form="oral",
        heard_by=secretary.person,
    )
    for one, words in ((first, "账公开的事，下次党员大会上议。"), (heard, "下周上门看您。")):
        actions.answer_report(actor=SYSTEM, report=one.pk, version=one.version, words=words)
