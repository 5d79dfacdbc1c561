"""A small tree and small books to adopt in it."""

from __future__ import annotations

from datetime import date
from typing import Any

from zhidu.apps.adoption.actions import adopt, import_book
from zhidu.apps.adoption.drafts import draft
from zhidu.apps.orgs import actions as orgs
from zhidu.foundation.access.rules import SYSTEM, Actor, Held

SINCE = date(2024, 1, 1)
HEAD = "id: {id}\ntitle: {title}\nlevel: {level}\nversion: '{version}'\n"


def meetings(
    at_least: int = 1, per: str = "month", *, more: str = "", family: str = "members_meeting.count"
) -> str:
    """A clause that asks for members' meetings; *more* are further lines of it."""
    lines = [
        f"- id: {family.replace(chr(95), chr(45))}",
        f"  family: {family}",
        f"  title: 大会{per}不少于 {at_least} 次",
        "  cite: 第一条",
        "  modality: must",
        "  subject: organization",
        "  kind: frequency",
        "  measure: members_meeting",
        f"  at_least: {at_least}",
        f"  per: {per}",
        *(f"  {line}" for line in more.splitlines()),
    ]
    return "\n".join(lines) + "\n"


FEEDBACK = """- id: feedback.handled
  family: feedback_handled.within
  title: 收到反馈及时办理
  cite: 第二条
  modality: must
  subject: organization
  needs:
    - {param: within, ask: 收到反馈后几天内办理, suggest: 7d}
  kind: deadline
  trigger: feedback_received
  act: feedback_handled
"""
"""A clause with an open question."""
ONCE_A_DAY = """- id: party-day.window
  family: party_day.window
  title: 活动日定在{word}
  cite: 第三条
  modality: must
  subject: organization
  kind: schedule
  measure: party_day
  window: {{weekday: {day}}}
"""
TUESDAY, FRIDAY = ONCE_A_DAY.format(word="周二", day="tue"), ONCE_A_DAY.format(word="周五", day="fri")


def text(
    name: str, *clauses: str, version: str = "1", title: str = "", level: str = "local", cases: str = ""
) -> dict[str, str]:
    """The files of a book."""
    head = HEAD.format(id=name, title=title or f"{name}制度", level=level, version=version)
    files = {"rulebook.yaml": head, "clauses/all.yaml": "".join(clauses)}
    return files | ({"cases/all.yaml": cases} if cases else {})


def a_book(name: str, *clauses: str, **more: Any) -> Any:
    """A book that has been imported."""
    return import_book(actor=SYSTEM, draft=draft(text(name, *clauses, **more)))


def a_tree() -> tuple[Any, Any, Any]:
    """A county, a township below it, a branch below that."""
    county = orgs.found(actor=SYSTEM, parent=None, type="county_committee", name="甲县委", on=SINCE)
    town = orgs.found(actor=SYSTEM, parent=county.pk, type="township_committee", name="乙镇党委", on=SINCE)
    branch = orgs.found(actor=SYSTEM, parent=town.pk, type="village_branch", name="丙村支部", on=SINCE)
    return county, town, branch


def runs(organization: Any, book: Any, first: date | None = SINCE, **more: Any) -> Any:
    """The organisation adopts the book."""
    return adopt(actor=SYSTEM, organization=organization.pk, book=book.pk, first=first, **more)


def holding(role: str, path: str, user: int = 7) -> Actor:
    """Somebody with one role over one place."""
    return Actor(user=user, name="某人", held=(Held(role, path),))
