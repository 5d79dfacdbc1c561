"""A dossier for a case that began before (接着办): what was done stays as it was recorded."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from zhidu.apps.members import queries as members
from zhidu.apps.procedures import queries as procedures
from zhidu.apps.procedures.engine import live
from zhidu.apps.recruitment.access import BEGIN
from zhidu.apps.recruitment.following import bring_up
from zhidu.apps.recruitment.models import Dossier
from zhidu.apps.recruitment.saving import checked_about
from zhidu.apps.recruitment.states import ORDER, Stage
from zhidu.foundation.access.rules import Actor
from zhidu.foundation.acts import Wrong, act, record


@act("recruitment.take_over", "给以前开始的事建发展党员材料")
def take_over(*, actor: Actor, case: int, about: Mapping[str, Any]) -> Dossier:
    """The register already says how the person stands; from here on it follows the case."""
    row = procedures.case(case)
    if row is None:
        raise Wrong("没有这件事；请从列表中选择")
    BEGIN.require_at(actor, row.organization.path)
    if not takes_over(row):
        raise Wrong("这件事不是针对一位同志的发展党员事项，或者已经有材料、已经办完")
    known = checked_about(about)
    person = members.person(row.person_id)
    made = Dossier.objects.create(
        case=row,
        person_id=person.pk,
        organization=row.organization,
        stage=person.type if person.type in ORDER else Stage.APPLICANT.value,
        **known,
    )
    record(
        obj=made.code,
        place=row.organization_id,
        changes={"person": (None, person.pk)},
        details={"case": case, "procedure": row.procedure},
    )
    bring_up(made, actor)
    return made


def takes_over(row: Any) -> bool:  # noqa: ANN401 - a case; its model is another app's
    """Whether a case is one of recruitment, about somebody, that goes on and has no dossier yet. Two queries."""
    if row.person_id is None or not row.open or Dossier.objects.filter(case=row.pk).exists():
        return False
    return any("admission_meeting" in one.facts for one in live(row).procedure.steps)
