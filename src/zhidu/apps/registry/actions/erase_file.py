"""Erasing the file of somebody who left long ago (擦除档案): confirmed by name, and never undone."""

from __future__ import annotations

from django.db import transaction

from zhidu.apps.members.changing import locked
from zhidu.apps.registry.access import KEEP
from zhidu.apps.registry.models import Change, Photo, Profile, Proposal
from zhidu.apps.registry.retention import is_kept, until_of
from zhidu.foundation.access.rules import Actor
from zhidu.foundation.acts import Wrong, act, record
from zhidu.foundation.clock import today
from zhidu.foundation.files import store
from zhidu.foundation.journal.write import erase


@act("registry.erase_file", "擦除到期的档案")
def erase_file(*, actor: Actor, person: int, confirm: str) -> None:
    """What is in the file, what stood there before, the photograph, and old values in the history go.

    Name, membership and the records of the organisation stay: they are its history. Who looked stays as well.
    Raises Wrong for somebody who belongs here, where the time is not over or nobody said how long it is, and where
    *confirm* is not the name.
    """
    row = locked(person)
    KEEP.require(actor, row)
    if confirm.strip() != row.name:
        raise Wrong({"confirm": f"写的是“{confirm.strip()[:60]}”；应与“{row.name}”一字不差"})
    if row.until is None or row.until >= today():
        raise Wrong(f"{row.name}还在{row.organization.name}；离开的人的档案才能擦除")
    until = until_of(row)
    if until is None:
        raise Wrong("本组织和上级都没有定过保存期限；请先定期限，写明依据")
    if until > today():
        raise Wrong(f"{row.name}{row.until}离开，档案保存到 {until}，还差 {(until - today()).days} 天")
    if not is_kept(row.pk):
        raise Wrong(f"{row.name}的档案已经擦除")
    photo = Photo.objects.filter(pk=row.pk).first()
    if photo is not None:
        gone = store.file_of(photo.stored)
        transaction.on_commit(lambda: gone.unlink(missing_ok=True))
    for table in (Photo, Proposal, Change, Profile):
        table.objects.filter(person=row.pk).delete()
    erase(row.code)
    record(obj=row.code, place=row.organization_id, details={"erased": True, "until": until.isoformat()})
