"""Accounts of the demonstration: one for each kind of person who uses the site."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from zhidu.apps.orgs import queries as orgs
from zhidu.foundation.access.roles import ADMINISTRATOR, SUPERIOR
from zhidu.foundation.access.rules import SYSTEM
from zhidu.foundation.identity import demo
from zhidu.foundation.identity.actions import create_account, grant_role, link_person
from zhidu.project.demo.people import Staff
from zhidu.project.demo.tree import COUNTY_COMMITTEE
from zhidu.project.takeover.book import Book

PASSWORD = "yunling-2026"  # noqa: S105 - everybody may know it: the county is invented, and only a demonstration takes it
BRANCH, TOWNSHIP = "青石村党支部", "石桥镇党委"


@dataclass(frozen=True, slots=True, kw_only=True)
class Seat:
    """One account: who it is, and what it is for."""

    username: str
    title: str
    note: str
    name: str = ""
    person: str = ""
    """Somebody of the county, whose posts and membership give the roles."""
    role: str = ""
    place: str = ""
    """For an account without a person: the role it is given, and over what."""


def seats(staff: dict[str, Staff]) -> Iterator[Seat]:
    """Everybody in the order in which a visitor would try them."""
    branch = staff[BRANCH]
    leader = next(iter(branch.plain()))
    yield Seat(
        username="shuji",
        title=f"{BRANCH} 书记",
        note="要办的事、记一次活动、说明理由",
        person=branch.posts["secretary"],
    )
    yield Seat(
        username="zuzhi",
        title=f"{BRANCH} 组织委员",
        note="党员册、活动记录",
        person=branch.posts["organisation"],
    )
    yield Seat(username="zuzhang", title=f"{BRANCH} 党小组长", note="只管本小组", person=leader)
    yield Seat(username="dangyuan", title=f"{BRANCH} 党员", note="看自己的记录", person=branch.plain()[-1])
    yield Seat(
        username="zhen",
        name="李文静",
        title=f"{TOWNSHIP} 党务干部",
        note="看全镇，同意理由，采用制度",
        role=SUPERIOR,
        place=TOWNSHIP,
    )
    yield Seat(
        username="xian",
        name="陈立群",
        title="县委组织部",
        note="看全县",
        role=SUPERIOR,
        place=COUNTY_COMMITTEE,
    )
    yield Seat(
        username="guanli", name="孙玉兰", title="系统管理员", note="帐号、身份、载入制度", role=ADMINISTRATOR
    )


def open_accounts(staff: dict[str, Staff], book: Book) -> list[dict[str, str]]:
    """Create them all and write them down for the login page."""
    rows = []
    for seat in seats(staff):
        _open(seat, book)
        rows.append({"username": seat.username, "password": PASSWORD, "title": seat.title, "note": seat.note})
    demo.save(rows)
    return rows


def hand_out(
    rows: list[dict[str, str]], staff: dict[str, Staff], codes: Mapping[str, str]
) -> list[dict[str, str]]:
    """Note beside an account the code of the key its person holds: a demonstration has nobody who wrote it down."""
    held = {one.username: codes[one.person] for one in seats(staff) if one.person in codes}
    for row in rows:
        if code := held.get(row["username"]):
            row["note"] += f"；正在投的那一票由本人监票、计票，票箱钥匙码 {code}"
    demo.save(rows)
    return rows


def _open(seat: Seat, book: Book) -> None:
    path = orgs.node(book.number(seat.place)).path if seat.place else ""
    name = seat.name or seat.person.partition("-")[0]
    made = create_account(
        actor=SYSTEM, username=seat.username, name=name, path="" if seat.person else path, password=PASSWORD
    )
    if seat.person:
        link_person(actor=SYSTEM, user=made.user.pk, person=book.number(seat.person))
    else:
        everywhere = seat.role == ADMINISTRATOR
        grant_role(actor=SYSTEM, user=made.user.pk, role=seat.role, path="" if everywhere else path)
