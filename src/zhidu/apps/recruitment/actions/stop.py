"""Giving up a case (停止): the person withdraws, or the organisation no longer goes on."""

from __future__ import annotations

from datetime import date

from zhidu.apps.procedures.actions import withdraw_case
from zhidu.apps.procedures.saving import writing
from zhidu.apps.recruitment.access import KEEP
from zhidu.apps.recruitment.models import Dossier
from zhidu.apps.recruitment.saving import a_past_day, locked, some_words, still_open
from zhidu.apps.recruitment.states import Stage
from zhidu.foundation.access.rules import Actor
from zhidu.foundation.acts import Wrong, act, record


@act("recruitment.stop", "停止发展")
def stop(*, actor: Actor, dossier: int, on: date, reason: str) -> Dossier:
    """From *on* nobody goes on with it; whoever is on probation already is not stopped but decided about."""
    row = locked(dossier)
    KEEP.require(actor, row)
    still_open(row)
    a_past_day(on)
    why = some_words(reason, "reason", 300)
    if row.stage in {Stage.PROBATION, Stage.FULL}:
        raise Wrong(
            f"{row.person.name}已经是{Stage(row.stage).chinese}；不转正的，办“延长预备期”或“取消预备党员资格”"
        )
    withdraw_case(actor=writing(actor), case=row.case_id, version=row.case.version, on=on, reason=why)
    record(obj=row.code, place=row.organization_id, on=on, changes={"reason": (None, why)})
    return Dossier.objects.select_related("person", "organization", "case").get(pk=row.pk)
