"""The study of the county that the walks over every page see."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from tests.apps.about import of
from tests.apps.builders import Branch
from zhidu.apps.learning.actions import add_session, set_learners, set_plan
from zhidu.apps.learning.actions.add_session import Planned
from zhidu.foundation.access.rules import SYSTEM
from zhidu.foundation.clock import today

ABOUT = {
    **dict.fromkeys(
        (f"learning:{one}" for one in ("plan", "words", "conversion", "learners")), of(organization="node")
    ),
    **dict.fromkeys((f"learning:{one}" for one in ("propose", "issue", "add", "sheet")), of(pk="study_plan")),
    **dict.fromkeys((f"learning:{one}" for one in ("session", "drop")), of(pk="study_session")),
    "learning:presence": of(pk="activity"),
}


def things(word: str, branch: Branch) -> dict[str, Any]:
    """A plan with one session, and a circle."""
    node, day = branch.node, today()
    plan = set_plan(actor=SYSTEM, organization=node.pk, year=day.year, themes=f"{word}的主题")
    said = Planned(kind="member_study", on=day + timedelta(days=3), title=f"{word}的学习")
    session = add_session(actor=SYSTEM, plan=plan.pk, said=said)
    set_learners(actor=SYSTEM, organization=node.pk, circle="staff", names=[(f"{word}的教师", "")])
    return {"study_plan": plan.pk, "study_session": session.pk}
