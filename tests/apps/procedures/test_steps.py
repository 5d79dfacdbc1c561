"""Opening a case, taking its steps, and what is refused."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from tests.apps.builders import an_actor
from tests.apps.procedures.conftest import TODAY, Place, now
from tests.site import outside_acts
from zhidu.apps.activities.actions import void
from zhidu.apps.activities.models import Activity, Matter
from zhidu.apps.procedures.actions import open_case, take_step, take_up
from zhidu.apps.procedures.models import Case, Proof
from zhidu.foundation.access.rules import Actor
from zhidu.foundation.access.verbs import Refused
from zhidu.foundation.acts import Stale, Wrong


def step(place: Place, case: Case, name: str, *, actor: Actor | None = None, **more: Any) -> Any:
    """Take a step as the secretary, with every paper it asks for."""
    going = now(case)
    wanted = going.step(name)
    assert wanted is not None
    with outside_acts():
        for token in wanted.evidence:
            Proof.objects.create(case_id=case.pk, step=name, token=token, words="柜一", at=now_at())
    given = {"on": TODAY, **more}
    return take_step(
        actor=actor or place.secretary, case=case.pk, version=now(case).row.version, step=name, **given
    )


def now_at() -> Any:
    from zhidu.foundation.clock import now as moment  # noqa: PLC0415

    return moment()


def test_a_step_is_a_record_about_the_matter_that_clauses_see(place: Place) -> None:
    case = place.opened("complaint", title="反映渠道清淤")
    step(place, case, "receive", fields={"complaint_source": "村民来访", "complaint_content": "渠道没有清"})
    written = Activity.objects.get(kind="procedure_step")
    assert written.matter_id == case.matter_id
    assert written.columns["step"] == "receive"
    assert "渠道没有清" in written.notes
    assert now(case).row.step == "verify"


def test_what_is_missing_is_named_in_the_refusal(place: Place) -> None:
    case = place.opened("complaint")
    with pytest.raises(Wrong, match="还有 1 项没有填") as wrong:
        step(place, case, "receive", fields={"complaint_source": "来访"})
    assert "complaint_content" not in str(wrong.value)  # in the words of the book
    with pytest.raises(Wrong, match="先要办完“收到反映”"):
        step(place, case, "verify", result="founded")


def test_the_result_decides_which_way_a_case_goes(place: Place) -> None:
    case = place.opened("complaint")
    step(place, case, "receive", fields={"complaint_source": "来访", "complaint_content": "渠道"})
    with pytest.raises(Wrong, match="请选结果"):
        step(place, case, "verify")
    step(place, case, "verify", result="unfounded")
    assert now(case).row.step == "clarify"
    with pytest.raises(Wrong, match="不是走"):
        step(place, case, "handle", fields={"gravity": "轻"})
    step(place, case, "clarify", fields={"audience": "全体党员"})
    row = now(case).row
    assert (row.state, row.ended_on) == ("closed", TODAY)
    assert Matter.objects.get(pk=row.matter_id).last == TODAY
    assert Activity.objects.filter(kind="procedure_closed", matter=row.matter_id).count() == 1


def test_a_step_too_early_says_from_which_day_it_is_possible(place: Place) -> None:
    case = place.opened("recruitment-2026", person=place.branch.people[5], first=date(2026, 6, 1))
    for name in ("application", "talk", "activist", "activist-filed"):
        who = place.township if name == "activist-filed" else place.secretary
        step(place, case, name, on=date(2026, 6, 1), actor=who)
    step(place, case, "mentors", on=date(2026, 6, 2))
    step(place, case, "cultivation", on=date(2026, 7, 1))
    step(place, case, "opinions", on=date(2026, 8, 1))
    with pytest.raises(Wrong, match="最早 2027年6月1日"):
        step(place, case, "candidate-proposed", on=date(2026, 8, 2))


def test_who_may_take_a_step_follows_from_its_word(place: Place) -> None:
    case = place.opened("complaint")
    given = {"fields": {"complaint_source": "来访", "complaint_content": "渠道"}}
    with pytest.raises(
        Refused
    ):  # of the branch, but not of its committee: what members may read they only read
        step(place, case, "receive", actor=an_actor("member", place.town), **given)
    with pytest.raises(Wrong, match="这一步不由您办，由东岭村第一党支部办"):
        step(place, case, "receive", actor=place.member, **given)
    # somebody of the branch has an account, so that its superior does not act in its stead
    with pytest.raises(Wrong, match="不由您办"):
        step(place, case, "receive", actor=place.township, **given)


def test_where_nobody_of_a_branch_has_an_account_its_superior_writes_down(place: Place) -> None:
    from tests.apps.builders import a_branch  # noqa: PLC0415

    other = a_branch("西岭村党支部", type="village_branch", members=3, officers=0, under=place.town)
    case = open_case(
        actor=place.township, organization=other.node.pk, procedure=place.of("complaint"), first=TODAY
    )
    step(
        place,
        case,
        "receive",
        actor=place.township,
        fields={"complaint_source": "来访", "complaint_content": "渠道"},
    )
    assert now(case).row.step == "verify"


def test_what_somebody_else_did_meanwhile_is_not_written_over(place: Place) -> None:
    case = place.opened("complaint")
    seen = now(case).row.version
    step(place, case, "receive", fields={"complaint_source": "来访", "complaint_content": "渠道"})
    with pytest.raises(Stale):
        take_step(
            actor=place.secretary,
            case=case.pk,
            version=seen,
            step="verify",
            on=TODAY,
            result="founded",
        )


def test_a_record_declared_void_takes_its_step_back(place: Place) -> None:
    case = place.opened("complaint")
    made = step(place, case, "receive", fields={"complaint_source": "来访", "complaint_content": "渠道"})
    written = Activity.objects.get(pk=made.record_id)
    void(
        actor=place.secretary,
        activity=written.pk,
        version=written.version,
        reason="记错了一件",
        name="程序步骤",
    )
    assert now(case).standing.done("receive") is False


def test_a_matter_kept_by_hand_goes_on_from_where_it_stands(place: Place) -> None:
    from zhidu.apps.activities.actions import open_matter, record_held  # noqa: PLC0415
    from zhidu.apps.activities.entries import Entry  # noqa: PLC0415

    matter = open_matter(
        actor=place.secretary,
        organization=place.branch.node.pk,
        type="case",
        title="反映路灯",
        first=TODAY - timedelta(days=9),
        attributes={"procedure": "complaint"},
    )
    place.of("complaint")
    for days, name in ((8, "receive"), (3, "verify")):
        record_held(
            actor=place.secretary,
            entry=Entry(
                kind="procedure_step",
                node=place.branch.node.pk,
                matter=matter.pk,
                on=TODAY - timedelta(days=days),
                columns={"step": name, "result": "founded" if name == "verify" else ""},
            ),
        )
    case = take_up(actor=place.secretary, matter=matter.pk)
    assert case.step == "handle"
    step(place, case, "handle", fields={"gravity": "轻"})
    assert now(case).row.state == "closed"
    with pytest.raises(Wrong, match="已经在按程序办"):
        take_up(actor=place.secretary, matter=matter.pk)
