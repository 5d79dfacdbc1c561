"""What the acts share: the locked row, the person and whether still there, days and words."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from zhidu.apps.members import queries as members
from zhidu.apps.members.changing import locked as locked_person
from zhidu.apps.orgs import queries as orgs
from zhidu.apps.transfers.models import Transfer
from zhidu.domain.rules.vocabulary import SubjectClass
from zhidu.domain.rules.vocabulary.subjects import is_a
from zhidu.foundation.acts import Stale, Wrong, record
from zhidu.foundation.clock import today

if TYPE_CHECKING:
    from zhidu.apps.orgs.models import Node

LONGEST = 200


def said(text: str, field: str, what: str, *, longest: int = LONGEST) -> str:
    """Words that are needed, trimmed. Raises Wrong."""
    found = " ".join(text.split())
    if not found:
        raise Wrong({field: f"没有写{what}；应写明"})
    if len(found) > longest:
        raise Wrong({field: f"{what}有 {len(found)} 字；应不超过 {longest} 字"})
    return found


def past(day: date, field: str = "on", *, first: date | None = None, since: str = "") -> date:
    """A day that has come and does not lie before *first*. Raises Wrong."""
    if day > today():
        raise Wrong({field: f"日期 {day} 还没有到；应是今天（{today()}）或以前"})
    if first is not None and day < first:
        raise Wrong({field: f"日期 {day} 早于{since} {first}；应在这一天或以后"})
    return day


def an_organization(pk: int, field: str) -> Node:
    """A living organisation. Raises Wrong."""
    found = orgs.nodes([pk]).get(pk)
    if found is None or found.kind != orgs.ORGANIZATION:
        raise Wrong({field: "没有这个党组织；请从列表中选择"})
    if found.until is not None and found.until < today():
        raise Wrong({field: f"{found.name}已于 {found.until} 撤销；请选现在的组织"})
    return found


def a_member(pk: int) -> Any:  # noqa: ANN401 - a person of the app below
    """Somebody who is a member now, locked until the act is over. Raises Wrong."""
    found = locked_person(pk)
    if found.until is not None:
        raise Wrong({"person": f"{found.name}已于 {found.until} 离开；应先重新登记"})
    if found.subject_class is not SubjectClass.MEMBER:
        raise Wrong({"person": f"{found.name}是{found.type_name}，不是党员；组织关系只说党员"})
    return found


def still_there(found: Transfer) -> None:
    """Raise Wrong where the person no longer belongs to the sender."""
    person = members.person(found.person_id)
    if person.until is not None or person.organization_id != found.sender_id:
        raise Wrong(f"{person.name}已经不在{found.from_name}；这次接转不能再办，请撤回")


def issuer_of(sender: Node) -> Node:
    """Who gives the letter: the basic committee, which is the nearest committee at or above; else the sender."""
    line = [*orgs.ancestors(sender), sender]
    return next((one for one in reversed(line) if is_a(one.type, "committee")), sender)


def locked(pk: int, version: int) -> Transfer:
    """The transfer, locked. Raises Wrong where there is none, Stale where it was changed meanwhile."""
    rows = Transfer.objects.select_for_update(of=("self",)).select_related(
        "person", "sender", "receiver", "out", "issuer"
    )
    found = rows.filter(pk=pk).first()
    if found is None:
        raise Wrong("没有这次接转；请从列表中选择")
    if found.version != version:
        raise Stale("您打开以后，这次接转已经被别人办过；请看现在的情况")
    return found


def note(found: Transfer, before: str | None, on: date, **details: Any) -> None:  # noqa: ANN401
    """The journal entry, with the organisation that is responsible."""
    record(
        obj=found.code,
        place=found.sender_id or found.receiver_id,
        on=on,
        changes={"state": (before, str(found.state))},
        details={"person": found.person_id, "to": found.receiver_id, **details},
    )
