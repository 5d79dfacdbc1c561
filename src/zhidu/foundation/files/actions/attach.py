"""Adding an attachment."""

from __future__ import annotations

from django.core.files import File

from zhidu.foundation.access.rules import Actor
from zhidu.foundation.acts import Wrong, act, record
from zhidu.foundation.clock import now
from zhidu.foundation.files import limits, store, types
from zhidu.foundation.files.access import require_change
from zhidu.foundation.files.models import Attachment
from zhidu.foundation.files.names import clean
from zhidu.foundation.files.owners import owner_of


@act("files.attach", "添加附件")
def attach(*, actor: Actor, owner: str, upload: File) -> Attachment:
    """Keep *upload* as an attachment of *owner* (``activity-9``), where the actor may change that.

    The type is told from the contents and must agree with the name. Raises Wrong (field ``upload``).
    """
    require_change(actor, owner)
    kind_of_owner, number = owner_of(owner)
    where = kind_of_owner.where(number)
    name = clean(upload.name or "")
    if isinstance(upload, limits.TooLargeFile) or upload.size > limits.limit():
        raise Wrong({"upload": limits.too_large(name, upload.size)})
    try:
        kind = types.kind_of(name, upload)
    except types.NotTaken as error:
        raise Wrong({"upload": str(error)}) from error
    try:
        stored = store.put(upload.chunks(store.CHUNK), limits.limit())
    except store.TooLarge as error:
        raise Wrong({"upload": limits.too_large(name, limits.limit() + 1)}) from error
    made = Attachment.objects.create(
        owner=owner,
        path=where.path,
        place=where.place,
        name=name,
        type=kind.name,
        size=stored.size,
        sha256=stored.sha256,
        stored=stored.name,
        uploaded_by_id=actor.user,
        uploaded_at=now(),
    )
    record(
        obj=owner,
        place=where.place,
        changes={"attachment": (None, name)},
        details={"attachment": made.pk, "size": made.size, "type": made.type},
    )
    return made
