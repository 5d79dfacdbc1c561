"""An organisation begins to run a book."""

from __future__ import annotations

from datetime import date

from zhidu.apps.adoption.access import ADOPT
from zhidu.apps.adoption.conflicts import contradictions
from zhidu.apps.adoption.models import Adoption, Book
from zhidu.apps.adoption.settings import Answers, faults
from zhidu.apps.orgs import queries as orgs
from zhidu.foundation.access.rules import Actor
from zhidu.foundation.acts import Wrong, act, record
from zhidu.foundation.clock import today


@act("adoption.adopt", "采用制度")
def adopt(
    *,
    actor: Actor,
    organization: int,
    book: int,
    first: date | None,
    last: date | None = None,
    answers: Answers | None = None,
) -> Adoption:
    """Run *book* from *first* (None: ever since) to *last*, with answers: clause → parameter → answer."""
    node = orgs.node(organization)
    ADOPT.require_at(actor, node.path)
    if node.kind != orgs.ORGANIZATION:
        raise Wrong(f"“{node.name}”不是党组织；采用制度的应是党组织。")
    chosen = locked(book)
    if first is not None and last is not None and last < first:
        raise Wrong({"last": f"写的是自 {first} 起、到 {last} 止，起止颠倒；止日应不早于起日。"})
    if node.until is not None and (first is None or first > node.until):
        raise Wrong({"first": f"“{node.name}”已于 {node.until} 撤销；不能再采用制度。"})
    apart_from_others(node.pk, chosen, first, last)
    given = {clause: dict(one) for clause, one in (answers or {}).items() if one}
    if wrong := faults(chosen, given):
        raise Wrong(wrong)
    row = Adoption.objects.create(organization=node, book=chosen, first=first, last=last, answers=given)
    refuse_contradictions(row)
    record(
        obj=code(row),
        place=node.pk,
        on=first or today(),
        changes={"first": (None, first), "last": (None, last), "answers": (None, given)},
        details={"book": chosen.book, "version": chosen.pk},
    )
    return row


def code(row: Adoption) -> str:
    """The name of an adoption in the journal."""
    return f"adoption-{row.pk}"


def locked(book: int) -> Book:
    """The version to be adopted; all versions of that book are held, so that two adoptions of it come in turn."""
    chosen = Book.objects.defer("files").filter(pk=book).first()
    if chosen is None:
        raise Wrong({"book": "没有这部制度；请从制度库里选一部。"})
    list(Book.objects.select_for_update(no_key=True).filter(book=chosen.book).values_list("pk", flat=True))
    return chosen


def apart_from_others(organization: int, book: Book, first: date | None, last: date | None) -> None:
    """Two stretches of one book in one organisation must not meet. Raises Wrong with the dates."""
    for other in Adoption.objects.filter(organization=organization, book__book=book.book).select_related(
        "book"
    ):
        begins, ends = other.first or date.min, other.last or date.max
        if ends < begins:
            continue  # it was taken back before it began
        if begins <= (last or date.max) and (first or date.min) <= ends:
            since = f"自 {other.first} 起" if other.first else "一直"
            until = f"到 {other.last} 止" if other.last else "没有写到哪天为止"
            raise Wrong(
                {
                    "first": f"{other.book}（{other.book.edition_name}）已经采用：{since}，{until}，与这一次重叠；"
                    f"应首尾相接，请先停用那一段，或改起止日期。"
                }
            )


def refuse_contradictions(row: Adoption) -> None:
    """Raises Wrong naming the clauses that nothing could keep together, here or below."""
    found = contradictions(row.organization, row)
    if not found:
        return
    where = orgs.names({one.organization for one in found})
    told = [
        f"{where.get(one.organization, one.organization)}：{one.first.source}“{one.first.title}”与"
        f"{one.second.source}“{one.second.title}”互相抵触，没有办法同时做到"
        for one in found[:_SHOWN]
    ]
    more = f"；另有 {len(found) - _SHOWN} 处" if len(found) > _SHOWN else ""
    raise Wrong(f"{'；'.join(told)}{more}。请改其中一条，或不采用其中一部。")


_SHOWN = 3
