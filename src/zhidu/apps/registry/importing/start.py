"""What importing offers when the site starts."""

from __future__ import annotations

from django.urls import reverse

from zhidu.apps.registry.actions.drop_import import daily
from zhidu.apps.registry.exporting import jobs as exporting
from zhidu.apps.registry.importing import jobs
from zhidu.apps.registry.models import RegisterExport
from zhidu.foundation.access.rules import Actor
from zhidu.foundation.files import Where, register_owner
from zhidu.foundation.jobs import schedule

JOBS = (jobs.look_through, jobs.write, exporting.make)


def start() -> None:
    """Clear away what waited too long; the jobs are known because this module reads them."""
    register_owner(
        "export", can_see=_owns, can_change=lambda _actor, _pk: False, where=_where, words="导出的人"
    )
    schedule.register(
        "registry.clear_imports", every=schedule.DAY, run=daily, title="清除放了太久的待导入名册"
    )


def _owns(actor: Actor, pk: int) -> bool:
    """A list is for whoever asked for it, and for nobody who looks after the machine."""
    row = RegisterExport.objects.filter(pk=pk).first()
    return row is not None and actor.user is not None and row.owner == actor.user


def _where(pk: int) -> Where:
    row = RegisterExport.objects.select_related("organization").get(pk=pk)
    return Where(row.organization.path, row.organization_id, reverse("registry:export"), "导出名册")
