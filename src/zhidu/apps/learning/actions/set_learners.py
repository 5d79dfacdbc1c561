"""Circles of people who study together without being on the register (教职工名单), and who of them came."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from zhidu.apps.activities import queries as activities
from zhidu.apps.activities.access import CORRECT
from zhidu.apps.activities.states import State
from zhidu.apps.learning.access import KEEP
from zhidu.apps.learning.kinds import CIRCLES, GATHERINGS
from zhidu.apps.learning.models import Learner, Presence
from zhidu.apps.learning.saving import an_organization
from zhidu.foundation.access.rules import Actor
from zhidu.foundation.acts import Wrong, act, record
from zhidu.foundation.clock import today

MOST = 500


@act("learning.set_learners", "定一起学习的名单", covers=("S2.4.6",))
def set_learners(*, actor: Actor, organization: int, circle: str, names: Sequence[tuple[str, str]]) -> int:
    """The circle is these (name, note) from today on; who is no longer in it stays with the sessions they came to."""
    node = an_organization(organization)
    KEEP.require_at(actor, node.path)
    if circle not in CIRCLES:
        raise Wrong({"circle": "没有这一组；请从列表中选择"})
    wanted: dict[str, str] = {}
    for name, note in names:
        text = name.strip()
        if not text or len(text) > 40 or len(note) > 60:
            raise Wrong({"names": f"“{name[:20]}”应有姓名，姓名不超过 40 字，说明不超过 60 字"})
        if text in wanted:
            raise Wrong({"names": f"{text}写了两次；同名的请在姓名后面注明，如“{text}（教务处）”"})
        wanted[text] = note.strip()
    if len(wanted) > MOST:
        raise Wrong({"names": f"有 {len(wanted)} 人；一组应不超过 {MOST} 人"})
    rows = {
        one.name: one
        for one in Learner.objects.select_for_update().filter(organization=node, circle=circle, last=None)
    }
    gone = [one.pk for name, one in rows.items() if name not in wanted]
    Learner.objects.filter(pk__in=gone).update(last=today())
    for name, one in rows.items():
        if name in wanted and one.note != wanted[name]:
            Learner.objects.filter(pk=one.pk).update(note=wanted[name])
    Learner.objects.bulk_create(
        Learner(organization=node, circle=circle, name=name, note=note, first=today())
        for name, note in wanted.items()
        if name not in rows
    )
    record(
        obj=node.code,
        place=node.pk,
        details={"circle": circle, "people": len(wanted), "gone": len(gone)},
    )
    return len(wanted)


@act("learning.note_presence", "登记不在名册上的人到场", covers=("S2.4.6",))
def note_presence(*, actor: Actor, activity: int, learners: Collection[int]) -> int:
    """Of the circles of the organisation, exactly *learners* were at a session that was held."""
    found = activities.activity(activity)
    if found is None:
        raise Wrong("没有这条记录；请从列表中选择")
    CORRECT.require(actor, found)
    if found.kind not in GATHERINGS or found.state != State.HELD or found.voided_at is not None:
        raise Wrong("只有已经办了的学习，才登记谁到场")
    known = set(
        Learner.objects.filter(organization=found.organization_id, pk__in=learners).values_list(
            "pk", flat=True
        )
    )
    if known != set(learners):
        raise Wrong({"learners": "有人不在本组织的名单里；请从名单中选择"})
    _write(found.pk, known)
    record(obj=found.code, place=found.organization_id, on=found.on, details={"beside": len(known)})
    return len(known)


def _write(activity: int, known: Collection[int]) -> None:
    rows = Presence.objects.filter(activity=activity)
    rows.exclude(learner__in=known).delete()
    there = set(rows.values_list("learner", flat=True))
    Presence.objects.bulk_create(
        Presence(activity_id=activity, learner_id=pk) for pk in sorted(set(known) - there)
    )
