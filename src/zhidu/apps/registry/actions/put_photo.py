"""Putting a photograph into somebody's file, or taking it out."""

from __future__ import annotations

from django.core.files import File
from django.db import transaction

from zhidu.apps.members.changing import locked
from zhidu.apps.registry import photos
from zhidu.apps.registry.access import KEEP
from zhidu.apps.registry.models import Photo
from zhidu.foundation.access.rules import Actor
from zhidu.foundation.acts import Wrong, act, record
from zhidu.foundation.clock import now
from zhidu.foundation.files import limits, store
from zhidu.foundation.keys import personal


@act("registry.put_photo", "存照片")
def put_photo(*, actor: Actor, person: int, upload: File | None) -> Photo | None:
    """The photograph of that person is *upload* from now on, or (None) there is none any more.

    The picture is made anew: small, upright, without the place and the time a telephone writes into it. The one
    before is deleted. Raises Wrong (field ``upload``) for what is no photograph.
    """
    row = locked(person)
    KEEP.require(actor, row)
    old = Photo.objects.filter(pk=row.pk).first()
    made = None
    if upload is None:
        if old is None:
            raise Wrong({"upload": "没有选照片；请选一张"})
        old.delete()
    else:
        if isinstance(upload, limits.TooLargeFile) or upload.size > limits.limit():
            raise Wrong({"upload": limits.too_large("照片", upload.size)})
        try:
            picture = photos.made_small(upload.read())
        except photos.NotAPhoto as error:
            raise Wrong({"upload": str(error)}) from error
        ring = personal()
        made = Photo(person=row, stored=photos.stored(picture, ring), key=ring.current, set_at=now())
        made.save()
    if old is not None:
        gone = store.file_of(old.stored)
        transaction.on_commit(lambda: gone.unlink(missing_ok=True))
    record(obj=row.code, place=row.organization_id, details={"photo": made is not None})
    return made
