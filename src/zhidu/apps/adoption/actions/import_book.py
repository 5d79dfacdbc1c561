"""Bring in a book: its whole text, once and for all."""

from __future__ import annotations

from zhidu.apps.adoption import texts
from zhidu.apps.adoption.access import IMPORT
from zhidu.apps.adoption.drafts import Draft
from zhidu.apps.adoption.models import Book
from zhidu.apps.adoption.queries import book_with_digest
from zhidu.foundation.access.rules import Actor
from zhidu.foundation.acts import Wrong, act, record
from zhidu.foundation.clock import now


class Known(Wrong):
    """That very text is here already; nothing was written."""

    def __init__(self, book: Book) -> None:
        self.book = book
        super().__init__(f"这一版已经载入过：{book} {book.edition_name}，一字不差，没有再存一份。")


@act("adoption.import", "载入制度")
def import_book(*, actor: Actor, draft: Draft) -> Book:
    """Store a text that :func:`zhidu.apps.adoption.drafts.draft` has tried. Raises Known for one that is here."""
    IMPORT.require_at(actor, "")
    known = book_with_digest(draft.digest)
    if known is not None:
        raise Known(known)
    book = Book.objects.create(
        book=draft.book.id,
        title=draft.book.title,
        level=draft.book.level,
        edition=draft.book.version,
        digest=draft.digest,
        files=dict(draft.files),
        counts=dict(draft.counts),
        imported_at=now(),
    )
    texts.teach(draft.digest, draft.files)
    record(
        obj=f"book-{book.pk}",
        place=None,
        details={"book": book.book, "digest": book.digest, "clauses": draft.counts["clauses"]},
    )
    return book
