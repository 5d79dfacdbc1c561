"""What is kept between the steps: notes, helpers who change, what is known of the person."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from zhidu.apps.recruitment.access import HELP, KEEP
from zhidu.apps.recruitment.companions import fault_of
from zhidu.apps.recruitment.models import Companion, Dossier, Note
from zhidu.apps.recruitment.rules import rules_of
from zhidu.apps.recruitment.saving import a_past_day, checked_about, locked, noted, some_words, still_open
from zhidu.apps.recruitment.states import NOTES, SURVEY, THOUGHTS
from zhidu.apps.recruitment.states import Companion as Kind
from zhidu.foundation.access.rules import Actor
from zhidu.foundation.acts import Wrong, act, record

COUNTS = ("asked", "good", "fair", "against")


@act("recruitment.note", "记载发展党员的情况", covers=("S1.2.2",))
def note(
    *,
    actor: Actor,
    dossier: int,
    kind: str,
    on: date,
    words: str,
    said: Mapping[str, str] | None = None,
) -> Note:
    """Put down what belongs to no step: a survey among the masses, a report of one's thoughts, a reason.

    Mentors, sponsors and the person themselves hand in reports and opinions; the rest is the branch's.
    """
    row = locked(dossier)
    (HELP if kind == THOUGHTS else KEEP).require(actor, row)
    still_open(row)
    if kind not in NOTES:
        raise Wrong({"kind": f"应为{'、'.join(NOTES.values())}之一"})
    a_past_day(on)
    text = some_words(words)
    given = {name: text for name, text in (said or {}).items() if text}
    if kind == SURVEY:
        _counted(given)
    made = noted(row, actor, kind=kind, on=on, words=text, said=given)
    record(obj=row.code, place=row.organization_id, on=on, details={"note": made.pk, "kind": kind})
    return made


def _counted(said: Mapping[str, str]) -> None:
    """The numbers of a survey: everybody asked said something."""
    numbers = {name: said.get(name, "") for name in COUNTS}
    if wrong := {name: "应填人数，是整数" for name, text in numbers.items() if not text.isdecimal()}:
        raise Wrong(wrong)
    asked, total = int(numbers["asked"]), sum(int(numbers[one]) for one in COUNTS[1:])
    if asked == 0 or total != asked:
        raise Wrong({"asked": f"调查了 {asked} 人，三种意见合计 {total} 人；两个数应相等，不能是 0"})


@act("recruitment.replace_companion", "调整培养联系人、入党介绍人")
def replace_companion(*, actor: Actor, companion: int, person: int, on: date, reason: str) -> Companion:
    """From *on* somebody else helps: whoever moved away or is not fit is replaced in time."""
    old = Companion.objects.select_for_update(of=("self",)).filter(pk=companion, last=None).first()
    if old is None:
        raise Wrong("没有这一位，或者已经调整过；请从列表中选择")
    row = locked(old.dossier_id)
    KEEP.require(actor, row)
    still_open(row)
    a_past_day(on)
    why = some_words(reason, "reason", 200)
    if on < old.first:
        raise Wrong({"on": f"应不早于开始担任的 {old.first}"})
    kind = Kind(old.kind)
    if row.companions.filter(person=person, kind=old.kind, last=None).exists():
        raise Wrong({"person": f"已经是{kind.chinese}；请选另一名"})
    if fault := fault_of(row, kind, person, on, rules_of(row.organization, on)):
        raise Wrong({"person": fault})
    old.last, old.reason = on, why
    old.save()
    made = Companion.objects.create(dossier=row, person_id=person, kind=old.kind, first=on)
    record(
        obj=row.code,
        place=row.organization_id,
        on=on,
        changes={old.kind: (old.person_id, person), "reason": (None, why)},
    )
    return made


@act("recruitment.complete", "补填发展党员的基本情况")
def complete(*, actor: Actor, dossier: int, version: int, about: Mapping[str, Any]) -> Dossier:
    """What is known of the person: it decides gates and goes into the papers."""
    row = locked(dossier, version)
    KEEP.require(actor, row)
    known = checked_about(about)
    changes = {
        name: (getattr(row, name), value) for name, value in known.items() if getattr(row, name) != value
    }
    if not changes:
        raise Wrong("没有改动；与现在登记的一样")
    for name, value in known.items():
        setattr(row, name, value)
    row.version += 1
    row.save()
    record(
        obj=row.code,
        place=row.organization_id,
        changes={name: (str(old or ""), str(new or "")) for name, (old, new) in changes.items()},
    )
    return row
