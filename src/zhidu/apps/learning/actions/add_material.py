"""The library of study: putting material in, and taking it off the shelf."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.core.files import File

from zhidu.apps.activities import queries as activities
from zhidu.apps.activities.actions import enter_many
from zhidu.apps.activities.entries import Entry
from zhidu.apps.learning.access import KEEP
from zhidu.apps.learning.library import MATERIALS
from zhidu.apps.learning.models import Material
from zhidu.apps.learning.saving import a_past_day, an_organization, locked, told
from zhidu.foundation.access.rules import SYSTEM, Actor
from zhidu.foundation.acts import Wrong, act, record
from zhidu.foundation.clock import now
from zhidu.foundation.files.actions import attach


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """One piece of material as somebody puts it in."""

    kind: str
    title: str
    on: date
    topics: str = ""
    source: str = ""
    text: str = ""
    link: str = ""
    session: int | None = None


@act("learning.add_material", "放进学习资料", covers=("S2.4.14#1",))
def add_material(*, actor: Actor, organization: int, piece: Piece, files: Sequence[File] = ()) -> Material:
    """Put one piece into the library. A clipping also counts as 剪辑学习资料 on its day."""
    node = an_organization(organization)
    KEEP.require_at(actor, node.path)
    if piece.kind not in MATERIALS:
        raise Wrong({"kind": "没有这一种；请从列表中选择"})
    a_past_day(piece.on)
    link = piece.link.strip()
    if piece.kind == "link" and not link.startswith(("https://", "http://")):
        raise Wrong({"link": "请写完整的网址，以 http:// 或 https:// 开头"})
    session = activities.activity(piece.session) if piece.session else None
    if piece.session and (session is None or session.organization_id != node.pk):
        raise Wrong({"session": "不是本组织的学习；请从列表中选择"})
    made = Material.objects.create(
        organization=node,
        kind=piece.kind,
        title=told(piece.title, "title", 200, "名称"),
        topics=told(piece.topics, "topics", 300, "内容类别", needed=False),
        source=told(piece.source, "source", 200, "出处", needed=False),
        text=told(piece.text, "text", 20_000, "摘要", needed=False),
        link=link[:500],
        on=piece.on,
        session_id=session.pk if session else None,
    )
    for one in files:
        attach(actor=actor, owner=made.code, upload=one)
    if piece.kind == "clipping":
        entry = Entry(
            kind="material_clipping",
            node=node.pk,
            on=piece.on,
            title=made.title,
            columns={"topics": made.topics} if made.topics else {},
        )
        made.record_id = enter_many(actor=SYSTEM, rows=[entry])[0]
        made.save(update_fields=["record"])
    record(obj=made.code, place=node.pk, on=piece.on, details={"kind": piece.kind})
    return made


@act("learning.withdraw_material", "撤下学习资料")
def withdraw_material(*, actor: Actor, material: int, version: int) -> Material:
    """Take it off the shelf; a clipping's record stays: it was made."""
    found: Material = locked(Material.objects.select_related("organization"), material, version, "份资料")
    KEEP.require(actor, found)
    if found.withdrawn_at is not None:
        raise Wrong("这份资料已经撤下")
    found.withdrawn_at = now()
    found.version += 1
    found.save(update_fields=["withdrawn_at", "version"])
    record(obj=found.code, place=found.organization_id, details={"kind": found.kind})
    return found
