"""Keeping a file that the program itself made: of any size, and packed ones too."""

from __future__ import annotations

from collections.abc import Iterable

from zhidu.foundation.access.rules import Actor
from zhidu.foundation.acts import act, record
from zhidu.foundation.clock import now
from zhidu.foundation.files import store, types
from zhidu.foundation.files.models import Attachment
from zhidu.foundation.files.names import clean
from zhidu.foundation.files.owners import owner_of, refused

NO_LIMIT = 1 << 40
"""Bytes: the limit of uploads is there for what comes from outside."""


@act("files.keep", "存放做好的文件")
def keep(*, actor: Actor, owner: str, name: str, content: Iterable[bytes] | bytes) -> Attachment:
    """Keep *content* (a list of chunks, which can be read again) as an attachment of *owner*. Only the program may.

    Raises KeyError for an end of the name that the program makes no files of.
    """
    if not actor.system:
        raise refused(owner, "在这里存放文件")
    kind_of_owner, number = owner_of(owner)
    where = kind_of_owner.where(number)
    kind = types.made(name)
    stored = store.put([content] if isinstance(content, bytes) else content, NO_LIMIT)
    made = Attachment.objects.create(
        owner=owner,
        path=where.path,
        place=where.place,
        name=clean(name),
        type=kind.name,
        size=stored.size,
        sha256=stored.sha256,
        stored=stored.name,
        uploaded_at=now(),
    )
    record(
        obj=owner,
        place=where.place,
        changes={"attachment": (None, made.name)},
        details={"attachment": made.pk, "size": made.size, "type": made.type},
    )
    return made
