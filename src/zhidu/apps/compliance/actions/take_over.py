"""Reasons that were approved before the organisation began to use the site, taken over from its ledgers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time

from zhidu.apps.compliance.access import SEE
from zhidu.apps.compliance.models import Deviation
from zhidu.foundation.access.rules import Actor
from zhidu.foundation.access.verbs import Refused
from zhidu.foundation.acts import Wrong, act, record
from zhidu.foundation.clock import ZONE
from zhidu.foundation.keys import keyring


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """One line of an older ledger; ``approver`` is '' where nobody agreed."""

    organization: int
    subject: str
    person: int | None = None
    kind: str
    clause: str = ""
    measure: str = ""
    period: str = ""
    about: str = ""
    ground: str = ""
    reason: str = ""
    approver: str = ""
    on: date
    entered_on: date


@act("compliance.take_over_reasons", "补录旧台账上的理由")
def take_over_reasons(*, actor: Actor, reasons: Sequence[Reason]) -> list[Deviation]:
    """Put down reasons as they stand in older ledgers, with the dates they bear there.

    Only the program itself does this, for a whole ledger at a time; one journal entry an organisation, with the
    count and a keyed digest over the lines. Raises Wrong for a line that is neither kind of reason.
    """
    if not actor.system:
        raise Refused(SEE)
    kinds = {name for name, _ in Deviation.KINDS}
    wrong = next((one for one in reasons if one.kind not in kinds), None)
    if wrong is not None:
        raise Wrong(f"“{wrong.kind}”不是理由的性质；应为 {'、'.join(sorted(kinds))}")
    made = Deviation.objects.bulk_create([_row(one) for one in reasons])
    by_place: dict[int, list[Reason]] = {}
    for one in reasons:
        by_place.setdefault(one.organization, []).append(one)
    for place, found in by_place.items():
        digest = keyring().digest(repr(found))
        record(obj=f"org-{place}", place=place, details={"rows": len(found), "digest": digest})
    return made


def _row(one: Reason) -> Deviation:
    at = datetime.combine(one.entered_on, time(12), ZONE)
    return Deviation(
        organization_id=one.organization,
        subject=one.subject,
        person=one.person,
        kind=one.kind,
        clause=one.clause,
        measure=one.measure,
        period=one.period,
        about=one.about,
        ground=one.ground,
        reason=one.reason,
        approver=one.approver,
        approved_at=at if one.approver else None,
        on=one.on,
        asked_at=at,
    )
