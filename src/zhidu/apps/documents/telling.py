"""Telling those whose turn it is, and those a document was sent to. Inside acts only."""

from __future__ import annotations

from collections.abc import Iterable

from zhidu.apps.documents.access import OFFICERS
from zhidu.apps.documents.models import Document, Receipt
from zhidu.foundation.access.queries import holders_at, holders_at_each
from zhidu.foundation.access.roles import LEADERS, ORGANISERS, SUPERIOR
from zhidu.foundation.access.rules import Actor
from zhidu.foundation.clock import now, today
from zhidu.foundation.outbox.actions import queue

TOLD_MOST = 5000
"""Receivers told one by one; a county has fewer directly under it."""


def tell_checkers(document: Document, actor: Actor) -> None:
    """Whoever may check it."""
    _tell(document, actor, ORGANISERS | {SUPERIOR}, "请您核稿", "核好了点“核稿通过”，要改的退回。", "check")


def tell_signers(document: Document, actor: Actor) -> None:
    """Whoever may sign it."""
    _tell(document, actor, LEADERS | {SUPERIOR}, "请您签发", "签发时给发文字号。", "sign")


def _tell(document: Document, actor: Actor, roles: frozenset[str], what: str, how: str, key: str) -> None:
    for user in holders_at(document.organization.path, roles, today()):
        if user != actor.user:
            queue(
                receiver=user,
                subject=f"{what}：{document.title}",
                body=f"{document.organization.name}的{document.kind_name}《{document.title}》。{how}",
                key=f"{document.code}:{key}:{document.version}:{user}",
                link=document.get_absolute_url(),
            )


def tell_drafter(document: Document, reason: str, actor: Actor) -> None:
    """Whoever drafted it, that it came back."""
    if document.drafted_by is not None and document.drafted_by != actor.user:
        queue(
            receiver=document.drafted_by,
            subject=f"退回修改：{document.title}",
            body=f"要改的是：{reason}",
            key=f"{document.code}:returned:{document.version}",
            link=document.get_absolute_url(),
        )


def tell_receivers(document: Document, actor: Actor) -> None:
    """The officers of every organisation it went to."""
    rows = Receipt.objects.filter(document=document).select_related("organization")[:TOLD_MOST]
    word = f"答复您处的请示。{document.title}" if document.answers_id else document.title
    _each(rows, document, f"收到{document.kind_name}：{word}", "请打开签收。", "sent", beside=actor.user)


def tell_late(rows: Iterable[Receipt]) -> None:
    """The officers of organisations that have not received something."""
    by_document: dict[int, list[Receipt]] = {}
    for one in rows:
        by_document.setdefault(one.document_id, []).append(one)
    for some in by_document.values():
        document = some[0].document
        word = f"{now():%Y%m%d%H}"
        _each(some, document, f"还没有签收：{document.title}", "请打开签收。", f"late:{word}")


def _each(
    rows: Iterable[Receipt], document: Document, subject: str, how: str, key: str, beside: int | None = None
) -> None:
    rows = list(rows)
    holders = holders_at_each({one.organization.path for one in rows}, OFFICERS, today())
    told: set[int] = {beside} if beside is not None else set()
    for one in rows:
        for user in holders.get(one.organization.path, ()):
            if user not in told:
                told.add(user)
                queue(
                    receiver=user,
                    subject=subject[:200],
                    body=f"{document.organization.name}{document.full_number}《{document.title}》。{how}",
                    key=f"{document.code}:{key}:{user}",
                    link=document.get_absolute_url(),
                )
