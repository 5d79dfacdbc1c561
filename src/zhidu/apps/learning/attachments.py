"""Attachments of reports (the file of a paper) and of materials."""

from __future__ import annotations

from zhidu.apps.learning.access import ANSWER_REPORT, KEEP, SEE, SEE_REPORT
from zhidu.apps.learning.models import Material, Report
from zhidu.apps.learning.reports import State
from zhidu.foundation.access.rules import Actor
from zhidu.foundation.access.verbs import Verb
from zhidu.foundation.files import Where, register_owner


def register() -> None:
    """Make reports owners of attachments."""
    register_owner(
        "learning-report",
        can_see=_may_see,
        can_change=_may_change,
        where=_where,
        words="本人和本组织的书记、委员",
    )
    register_owner(
        "learning-material",
        can_see=lambda actor, pk: _of_material(SEE, actor, pk),
        can_change=lambda actor, pk: _of_material(KEEP, actor, pk),
        where=_shelf,
        words="能看这里的学习资料的人",
    )


def _of_material(verb: Verb, actor: Actor, pk: int) -> bool:
    found = Material.objects.select_related("organization").filter(pk=pk).first()
    return found is not None and (actor.system or verb.can(actor, found))


def _shelf(pk: int) -> Where:
    found = Material.objects.select_related("organization").get(pk=pk)
    return Where(
        path=found.organization.path,
        place=found.organization_id,
        url=found.get_absolute_url(),
        title=f"学习资料 {found.title}",
    )


def _found(pk: int) -> Report | None:
    return Report.objects.select_related("organization", "record").filter(pk=pk).first()


def _may_see(actor: Actor, pk: int) -> bool:
    found = _found(pk)
    return found is not None and SEE_REPORT.can(actor, found)


def _may_change(actor: Actor, pk: int) -> bool:
    found = _found(pk)
    if found is None:
        return False
    own = actor.person == found.person_id and found.state != State.ACCEPTED
    return actor.system or own or ANSWER_REPORT.can(actor, found)


def _where(pk: int) -> Where:
    found = Report.objects.select_related("organization").get(pk=pk)
    return Where(
        path=found.organization.path,
        place=found.organization_id,
        url=found.get_absolute_url(),
        title=f"{found.kind_name} {found.title}",
    )
