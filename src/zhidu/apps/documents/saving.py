"""Writing documents; the acts share it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from zhidu.apps.activities import queries as activities
from zhidu.apps.documents.entries import Entry, faults
from zhidu.apps.documents.models import Document, Receipt, Step
from zhidu.apps.documents.states import Did, Kind, State
from zhidu.apps.orgs import queries as orgs
from zhidu.foundation.access.rules import Actor
from zhidu.foundation.access.verbs import Verb
from zhidu.foundation.acts import Stale, Wrong, record
from zhidu.foundation.clock import now, today

COLUMNS = (
    "kind",
    "title",
    "text",
    "attached",
    "copies",
    "note",
    "urgency",
    "to_all",
    "answers_id",
    "about_id",
)


def an_organization(pk: int) -> Any:  # noqa: ANN401 - a node; its model is another app's
    """The organisation. Raises Wrong for a number that is none."""
    found = orgs.organization(pk)
    if found is None or (found.until is not None and found.until < today()):
        raise Wrong({"organization": "没有这个组织，或已经撤销；请从列表中选择"})
    return found


def locked(pk: int, version: int, actor: Actor, verb: Verb, *states: State) -> Document:
    """The document, locked and in one of *states*, where the actor may do that.

    Raises Refused before it says anything of how it stands, then Stale where it stands elsewhere or has changed.
    """
    rows = Document.objects.select_for_update(of=("self",)).select_related("organization")
    found = rows.filter(pk=pk).first()
    if found is None:
        raise Wrong("没有这份公文；请从列表中选择")
    verb.require(actor, found)
    if states and found.state not in states:
        raise Stale(f"这份公文现在是“{found.state_name}”，这一步已经不能办；请看它现在的样子")
    if found.version != version:
        raise Stale("您打开以后，这份公文被别人改过；您写的没有存，请对照新的内容再改")
    return found


def fill(document: Document, entry: Entry, actor: Actor) -> Document:
    """The columns of a draft. Raises Wrong with everything that is wrong with it."""
    found = dict(faults(entry))
    home = document.organization
    if not found:
        found |= _receivers(home, entry) | _answers(home, entry)
    if entry.about is not None:
        rows = activities.visible_activities(actor).filter(pk=entry.about, organization=home)
        if not rows.exists():
            found["about"] = "没有所指的那次会；请从会议的页面起草"
    if found:
        raise Wrong(found)
    document.kind, document.title, document.text = entry.kind, entry.title.strip(), entry.text.strip()
    document.attached, document.copies = entry.attached.strip(), entry.copies.strip()
    document.note, document.urgency = entry.note.strip(), entry.urgency
    document.to_all, document.answers_id, document.about_id = entry.to_all, entry.answers, entry.about
    return document


def _receivers(home: Any, entry: Entry) -> dict[str, str]:  # noqa: ANN401
    known = orgs.nodes(entry.receivers)
    for pk in entry.receivers:
        one = known.get(pk)
        if one is None or one.kind != orgs.ORGANIZATION or one.pk == home.pk:
            return {"receivers": "主送的组织里有一个不在名册上；请从列表中选择"}
        above, below = home.path.startswith(one.path), one.path.startswith(home.path)
        if not above and not below:
            return {"receivers": f"{one.name}不是上级，也不是下级；只能发给上级和下级"}
        if Kind(entry.kind).upwards and not above:
            return {"receivers": f"{entry_name(entry)}是报给上级的；{one.name}是下级"}
    return {}


def entry_name(entry: Entry) -> str:
    """请示, 报告 …."""
    return Kind(entry.kind).chinese


def _answers(home: Any, entry: Entry) -> dict[str, str]:  # noqa: ANN401
    if entry.answers is None:
        return {}
    request = Document.objects.filter(pk=entry.answers, kind=Kind.REQUEST, state=State.SENT).first()
    if request is None or not Receipt.objects.filter(document=request, organization=home).exists():
        return {"answers": "没有所答复的那份请示，或不是报给这里的"}
    if request.organization_id not in entry.receivers:
        return {"receivers": "批复要发给请示的组织"}
    return {}


def set_receivers(document: Document, entry: Entry) -> None:
    """The organisations it will go to; those directly under the sender are looked up when it is sent."""
    Receipt.objects.filter(document=document).delete()
    Receipt.objects.bulk_create(
        Receipt(document=document, organization_id=pk) for pk in dict.fromkeys(entry.receivers)
    )


def step(document: Document, did: Did, actor: Actor, note: str = "") -> None:
    """Keep what was done."""
    Step.objects.create(document=document, did=did.value, at=now(), by=actor.user, note=note.strip()[:300])


def snapshot(document: Document) -> dict[str, Any]:
    """What it says, as plain JSON; the text by its length, which the journal need not hold twice."""
    return {name: getattr(document, name) for name in COLUMNS if name != "text"} | {
        "text": len(document.text)
    }


def note(document: Document, before: Mapping[str, Any], did: Did, **details: Any) -> None:  # noqa: ANN401
    """The journal entry."""
    after = snapshot(document) | {"state": document.state}
    changes = {name: (before.get(name), value) for name, value in after.items() if before.get(name) != value}
    record(
        obj=document.code,
        place=document.organization_id,
        changes=changes,
        details={"did": did.value, "version": document.version, **details},
    )


def move(document: Document, state: State, did: Did, actor: Actor, *, why: str = "", **details: Any) -> None:  # noqa: ANN401
    """Go to another state: row, step and journal."""
    before = snapshot(document) | {"state": document.state}
    document.state, document.version = state.value, document.version + 1
    document.save()
    step(document, did, actor, why)
    note(document, before, did, **details)
