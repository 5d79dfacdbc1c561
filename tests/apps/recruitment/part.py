"""Somebody on the way into the Party in the county that the walks over every page see."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from tests.apps.about import of
from tests.apps.builders import Branch, a_member, an_account
from tests.site import outside_acts
from zhidu.apps.recruitment.actions import begin, note, propose_outcome
from zhidu.apps.recruitment.actions.begin import courses
from zhidu.apps.recruitment.models import Application, Companion, Dossier, Plan
from zhidu.apps.recruitment.states import SURVEY
from zhidu.foundation.access.rules import SYSTEM
from zhidu.foundation.clock import now, today

ABOUT = {
    **dict.fromkeys(
        (f"recruitment:{one}" for one in ("one", "about", "stop", "propose", "move")), of(pk="dossier")
    ),
    "recruitment:note": lambda names: {"pk": names["dossier"], "kind": SURVEY},
    "recruitment:step": lambda names: {"pk": names["dossier"], "step": names["dossier_step"]},
    "recruitment:about-case": of(pk="dossier_case"),
    "recruitment:take-over": of(pk="dossier_case"),
    **dict.fromkeys(
        (f"recruitment:{one}" for one in ("begin", "plans", "report", "norms", "choose")),
        of(organization="node"),
    ),
    "recruitment:allot": lambda names: {"organization": names["node"], "year": today().year},
    "recruitment:adjust": of(pk="recruitment_plan"),
    "recruitment:application": of(pk="application"),
    "recruitment:return": of(pk="application"),
    "recruitment:companion": of(pk="companion"),
    "recruitment:outcome": of(pk="outcome"),
}


def things(word: str, branch: Branch) -> dict[str, Any]:
    """One who has applied, one on probation, one whose application waits."""
    node, day = branch.node, today()
    first = day - timedelta(days=3)
    key = courses(node, first)[0].key
    told: dict[str, Any] = {"actor": SYSTEM, "organization": node.pk, "procedure": key, "first": first}
    made = begin(**told, name=f"{word}申请人", about={"born": date(1998, 3, 4)}, letter=f"{word}的申请")
    note(
        actor=SYSTEM,
        dossier=made.pk,
        kind=SURVEY,
        on=day,
        words=f"{word}的调查",
        said={"asked": "12", "good": "10", "fair": "2", "against": "0"},
    )
    helper = a_member(node, f"{word}联系人")
    admitted = begin(**told, name=f"{word}预备党员", about={"born": date(1998, 3, 4)})
    with outside_acts():
        companion = Companion.objects.create(dossier=made, person=helper, kind="mentor", first=first)
        Dossier.objects.filter(pk=admitted.pk).update(
            stage="probationary_member", admitted_on=first, probation_until=day
        )
        application = Application.objects.create(
            organization=node,
            user=an_account(f"{word}来信人").pk,
            name=f"{word}来信人",
            born=date(2000, 1, 1),
            letter=f"{word}的信",
            handed_on=day,
            at=now(),
        )
    outcome = propose_outcome(
        actor=SYSTEM, dossier=admitted.pk, kind="cancel", met_on=day, words=f"{word}的理由"
    )
    with outside_acts():
        plan = Plan.objects.create(
            organization=node, year=day.year, number=1, words=f"{word}的计划", reported_on=day
        )
    return {
        "recruitment_plan": plan.pk,
        "dossier": made.pk,
        "dossier_case": made.case_id,
        "dossier_step": "cultivate",
        "application": application.pk,
        "companion": companion.pk,
        "outcome": outcome.pk,
    }


def taken() -> dict[str, dict[str, str]]:
    """What has to be filled in for a form to be taken."""
    return {
        "recruitment:begin": {"name": "周小满"},
        "recruitment:norms": {"batch": "3", "year_end_share": "50", "young": "35"},
        "recruitment:about": {"sex": "male"},
        "recruitment:note": {"asked": "12", "good": "10", "fair": "2", "against": "0"},
    }
