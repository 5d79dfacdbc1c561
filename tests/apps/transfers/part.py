"""Transfers of the county that the walks over every page see."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from tests.apps.about import of
from tests.apps.builders import Branch, a_branch, a_member, an_account
from zhidu.apps.transfers.actions import (
    ask_transfer,
    come_back,
    depart,
    make_report,
    note_lost,
    register_departure,
    register_guest,
    report_departure,
    send_news,
    send_transfer,
    suspend,
)
from zhidu.foundation.access.rules import SYSTEM, Actor
from zhidu.foundation.clock import today

ABOUT = {
    **dict.fromkeys(
        (f"transfers:{one}" for one in ("send", "admit", "away-for", "news", "guest", "lost-new", "enter")),
        of(organization="node"),
    ),
    "transfers:one": of(pk="transfer_asked"),
    "transfers:end": of(pk="transfer_asked"),
    "transfers:receive": of(pk="transfer_here"),
    **dict.fromkeys((f"transfers:{one}" for one in ("receipt", "hand-over")), of(pk="transfer_letter")),
    **dict.fromkeys(
        (f"transfers:{one}" for one in ("away-register", "away-depart", "away-withdraw")),
        of(pk="away_reported"),
    ),
    **dict.fromkeys(
        (
            f"transfers:{one}"
            for one in ("away", "away-contact", "away-host", "away-report", "away-contacted", "away-back")
        ),
        of(pk="away_gone"),
    ),
    **dict.fromkeys((f"transfers:{one}" for one in ("away-check", "away-returned")), of(pk="away_back")),
    "transfers:about-person": of(pk="person"),
    "transfers:guests-here": of(pk="planned"),
    "transfers:about-absence": of(pk="absence"),
    "transfers:guest-gone": of(guest="guest"),
    "transfers:news-one": of(pk="news"),
    **dict.fromkeys(
        (f"transfers:{one}" for one in ("lost-one", "lost-tries", "lost-found", "lost-suspend")),
        of(pk="lost"),
    ),
    "transfers:lost-restore": of(pk="suspended"),
    "transfers:write": lambda _: {"kind": "thought"},
    "transfers:report": of(pk="report"),
}


def things(word: str, branch: Branch) -> dict[str, Any]:
    """One of everything that is under way."""
    asker = a_member(branch.node, f"{word}申请的")
    asked = ask_transfer(actor=Actor(person=asker.pk), where=f"{word}江口镇", reason=f"{word}搬家")
    beside = a_branch(f"{word}邻村党支部", type="village_branch", members=1, under=branch.node.parent)
    coming = send_transfer(
        actor=SYSTEM, person=beside.people[0], to=branch.node.pk, on=today(), reason=f"{word}回村"
    )
    leaver = a_member(branch.node, f"{word}外迁的")
    away = send_transfer(
        actor=SYSTEM,
        person=leaver.pk,
        to_words=f"{word}江口镇党委",
        on=today() - timedelta(days=20),
        until=today() - timedelta(days=1),
        reason=f"{word}外迁",
    )
    return {
        "transfer_asked": asked.pk,
        "transfer_here": coming.pk,
        "transfer_letter": away.pk,
        **_aways(word, branch),
        **_told(word, branch),
    }


def _aways(word: str, branch: Branch) -> dict[str, Any]:
    """One who reported, one who is there, one who is back; and one from elsewhere."""
    at_home = branch.people[0]

    def reported(name: str) -> Any:
        return report_departure(
            actor=SYSTEM,
            person=a_member(branch.node, f"{word}{name}").pk,
            purpose="work",
            place=f"{word}江口",
            reason=f"{word}进厂",
            contact=f"{word}手机",
            leaves_on=today(),
        )

    def gone(name: str) -> Any:
        one = reported(name)
        one = register_departure(actor=SYSTEM, away=one.pk, version=one.version, contact=at_home, on=today())
        return depart(actor=SYSTEM, away=one.pk, version=one.version, on=today())

    first, second, third = reported("要走的"), gone("在外的"), gone("回来的")
    an_account(f"{word}在外的", person=second.person_id)
    made = make_report(
        actor=SYSTEM, kind="floating", topics={"thought": f"{word}想法"}, person=second.person_id
    )
    news = send_news(actor=SYSTEM, organization=branch.node.pk, text=f"{word}通报")
    third = come_back(actor=SYSTEM, away=third.pk, version=third.version, on=today())
    guest = register_guest(
        actor=SYSTEM,
        organization=branch.node.pk,
        name=f"{word}外来的",
        home=f"{word}外地支部",
        card=f"{word}证",
        contact=f"{word}手机",
        on=today(),
    )
    return {
        "away_reported": first.pk,
        "away_gone": second.pk,
        "away_back": third.pk,
        "report": made.pk,
        "news": news.pk,
        "guest": guest.pk,
    }


def _told(word: str, branch: Branch) -> dict[str, Any]:
    """One nobody can reach, and one whose membership was suspended for that."""

    def lost(name: str) -> Any:
        person = a_member(branch.node, f"{word}{name}").pk
        return note_lost(
            actor=SYSTEM, person=person, since=today() - timedelta(days=300), tries=f"{word}找过"
        )

    first, second = lost("失联的"), lost("停止党籍的")
    second = suspend(
        actor=SYSTEM,
        lost=second.pk,
        version=second.version,
        on=today() - timedelta(days=5),
        approved_by=f"{word}镇党委",
    )
    return {"lost": first.pk, "suspended": second.pk}


def taken() -> dict[str, dict[str, Any]]:
    """What has to be filled in besides what a page insists on."""
    day = today().isoformat()
    said = {"thought": "试试", "work": "试试"}
    return {
        "transfers:admit": {"name": "新来的", "written_on": day, "until": day},
        "transfers:write": {"thoughts": "试试"},
        "transfers:enter": {"thoughts": "试试"},
        "transfers:away-report": said,
        "transfers:away-returned": said,
        "transfers:away-contacted": said,
        "transfers:my-away": {"leaves_on": day, "months": "8"},
    }
