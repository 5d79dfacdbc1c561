"""Who may help somebody on the way: full members, and none whom a penalty in force keeps from it."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from zhidu.apps.members import queries as members
from zhidu.apps.recruitment.penalties import penalties_of
from zhidu.apps.recruitment.states import Companion
from zhidu.domain.rules.terms import Modality

if TYPE_CHECKING:
    from zhidu.apps.recruitment.models import Dossier
    from zhidu.apps.recruitment.rules import Rules

FACT = {Companion.MENTOR: "mentor_assigned", Companion.SPONSOR: "sponsor_named"}


def offered(dossier: Dossier, on: date) -> list[tuple[int, str]]:
    """Full members of the branch that day, but for the person themselves."""
    here = members.on_day(dossier.organization_id, on)
    return [
        (one.person_id, one.person.name)
        for one in here
        if one.type == "full_member" and one.person_id != dossier.person_id
    ]


def fault_of(dossier: Dossier, kind: Companion, person: int, on: date, rules: Rules) -> str:
    """Why *person* may not help; '' where nothing speaks against it."""
    names = dict(offered(dossier, on))
    if person not in names:
        return f"{kind.chinese}应是{dossier.organization.name}的正式党员；请从名单里选。"
    for penalty in penalties_of(person, on):
        for clause, rule in rules.forbidden(FACT[kind], "penalty"):
            if any(one.column == "penalty" and one.holds(penalty.word) for one in rule.where):
                bar = "不宜担任" if clause.modality is Modality.GENERALLY else "不能担任"
                return (
                    f"{names[person]}受{rules.words_of(penalty.word)}{penalty.lasting}，"
                    f"{bar}{kind.chinese}；请另选一名（依据：{clause.source}）。"
                )
    return ""
