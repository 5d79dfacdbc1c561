"""A spot check of notebooks: drawing who it is (抽签), and writing down what was found (登记结果)."""

from __future__ import annotations

import secrets
from collections import Counter
from collections.abc import Mapping

from zhidu.apps.activities.actions import enter_many
from zhidu.apps.activities.entries import Entry
from zhidu.apps.learning.access import KEEP
from zhidu.apps.learning.models import Check, Lot
from zhidu.apps.learning.reports import RESULTS
from zhidu.apps.learning.saving import an_organization, locked, told
from zhidu.apps.members import queries as members
from zhidu.domain.learning import order
from zhidu.foundation.access.rules import SYSTEM, Actor
from zhidu.foundation.acts import Wrong, act, record
from zhidu.foundation.clock import now, today


@act("learning.draw_check", "抽签定查谁的笔记", covers=("S2.4.11",))
def draw_check(*, actor: Actor, organization: int, number: int, what: str, again: bool = True) -> Check:
    """Draw *number* of today's members by lot. The seed is a random number nobody knows beforehand, nor can choose.

    *again* False leaves out whoever was drawn this year already. Every draw stays, also one that is not used. Raises
    Wrong where an earlier one still waits for its results, so that nobody draws until somebody suits.
    """
    node = an_organization(organization)
    KEEP.require_at(actor, node.path)
    what = told(what, "what", 120, "查什么")
    if Check.objects.filter(organization=node, done_on=None, dropped="").exists():
        raise Wrong("上一次抽查还没有登记结果；先登记，或写明为什么不查")
    people = {one.person_id for one in members.on_day(node.pk, today())}
    before = Counter(
        Lot.objects.filter(
            check_of__organization=node, drawn=True, check_of__drawn_at__year=today().year
        ).values_list("person", flat=True)
    )
    hat = sorted(one for one in people if again or not before[one])
    if not 1 <= number <= len(hat):
        raise Wrong({"number": f"要抽 {number} 人，可抽的有 {len(hat)} 人；应抽 1 至 {len(hat)} 人"})
    seed = secrets.token_hex(16)
    made = Check.objects.create(
        organization=node, what=what, seed=seed, again=again, drawn_at=now(), drawn_by=actor.user
    )
    in_order = [int(one.removeprefix("person-")) for one in order(seed, [f"person-{pk}" for pk in hat])]
    Lot.objects.bulk_create(
        Lot(check_of=made, person_id=pk, place=place, drawn=place <= number, before=before[pk])
        for place, pk in enumerate(in_order, start=1)
    )
    record(obj=made.code, place=node.pk, details={"of": len(hat), "drawn": number, "seed": seed})
    return made


@act("learning.note_results", "登记笔记抽查的结果", covers=("S2.4.11",))
def note_results(*, actor: Actor, check: int, version: int, results: Mapping[int, tuple[str, str]]) -> Check:
    """Person → (result, remark), of everybody who was drawn and nobody else; the check then counts as held today."""
    found = _open(check, version, actor)
    drawn = list(found.lots.filter(drawn=True))
    if {one.person_id for one in drawn} != set(results):
        raise Wrong("应登记抽中的每个人，不多不少")
    wrong = {
        f"result{pk}": "请选一种结果" for pk, (result, _) in results.items() if result not in RESULTS
    } | {f"remark{pk}": "说明应不超过 120 字" for pk, (_, remark) in results.items() if len(remark) > 120}
    if wrong:
        raise Wrong(wrong)
    for one in drawn:
        one.result, one.remark = results[one.person_id]
    Lot.objects.bulk_update(drawn, ["result", "remark"])
    counted = Counter(one.result for one in drawn)
    said = "，".join(f"{RESULTS[name]} {counted[name]} 人" for name in RESULTS if counted[name])
    entry = Entry(
        kind="note_spot_check",
        node=found.organization_id,
        on=today(),
        title=found.what,
        notes=f"抽查 {len(drawn)} 人：{said}。",
    )
    found.record_id = enter_many(actor=SYSTEM, rows=[entry])[0]
    found.done_on = today()
    found.version += 1
    found.save(update_fields=["record", "done_on", "version"])
    record(obj=found.code, place=found.organization_id, details={"people": len(drawn), **counted})
    return found


@act("learning.drop_check", "不查了")
def drop_check(*, actor: Actor, check: int, version: int, reason: str) -> Check:
    """Give a draw up, with the reason; it stays on the page with everybody who had been drawn."""
    found = _open(check, version, actor)
    found.dropped = told(reason, "reason", 200, "不查的理由")
    found.version += 1
    found.save(update_fields=["dropped", "version"])
    record(obj=found.code, place=found.organization_id, changes={"dropped": (None, found.dropped)})
    return found


def _open(pk: int, version: int, actor: Actor) -> Check:
    found: Check = locked(Check.objects.select_related("organization"), pk, version, "次抽查")
    KEEP.require(actor, found)
    if found.done_on is not None or found.dropped:
        raise Wrong(f"这次抽查已经结束：{found.state_name}")
    return found
