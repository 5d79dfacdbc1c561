"""Planning, delegation, publication with objections, going round again, taking back, withdrawing."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from tests.apps.builders import an_actor
from tests.apps.procedures.conftest import TODAY, Place, now
from tests.apps.procedures.test_gates import asked_above
from tests.apps.procedures.test_steps import step
from zhidu.apps.activities.models import Activity, Matter
from zhidu.apps.disclosure.models import Notice
from zhidu.apps.procedures.access import SEE
from zhidu.apps.procedures.actions import (
    ask,
    close_case,
    delegate,
    end_delegation,
    plan_step,
    raise_objection,
    settle,
    settle_objection,
    take_back,
    withdraw_case,
)
from zhidu.apps.procedures.models import Case, Request
from zhidu.foundation.acts import Wrong
from zhidu.foundation.clock import on_day


def version(case: Case) -> int:
    return now(case).row.version


# ---------------------------------------------------------------- plan


def test_moving_a_planned_day_moves_what_comes_after(place: Place) -> None:
    case = place.opened("organisational-life")
    plan_step(actor=place.secretary, case=case.pk, version=version(case))
    first = now(case).row.planned("meeting")
    assert first == TODAY
    plan_step(
        actor=place.secretary,
        case=case.pk,
        version=version(case),
        step="meeting",
        on=TODAY + timedelta(days=20),
    )
    row = now(case).row
    assert row.planned("study") == TODAY
    assert row.planned("measures") == TODAY + timedelta(days=20)


# ---------------------------------------------------------------- delegation


def test_whoever_was_asked_acts_for_the_secretary_until_the_day(place: Place) -> None:
    case = place.opened("removal", person=place.branch.people[6])
    helper = an_actor("member", place.branch.node, person=place.branch.people[3])
    assert not SEE.can(helper, now(case).row)
    assert helper.user is not None
    given = {"case": case.pk, "receiver": helper.user, "reason": "出差"}
    with pytest.raises(Wrong, match="已经过去"):
        delegate(actor=place.secretary, version=version(case), until=TODAY - timedelta(days=1), **given)
    made = delegate(actor=place.secretary, version=version(case), until=TODAY + timedelta(days=5), **given)
    assert SEE.can(helper, now(case).row)
    move = step(place, case, "verify", actor=helper)
    assert move.delegation_id == made.pk
    with on_day(TODAY + timedelta(days=6)):
        assert not SEE.can(helper, now(case).row)


def test_a_delegation_that_was_ended_ends_at_once(place: Place) -> None:
    case = place.opened("removal", person=place.branch.people[6])
    helper = an_actor("member", place.branch.node, person=place.branch.people[3])
    made = delegate(
        actor=place.secretary,
        case=case.pk,
        version=version(case),
        receiver=helper.user or 0,
        until=TODAY,
        reason="出差",
    )
    end_delegation(actor=place.secretary, delegation=made.pk)
    assert not SEE.can(helper, now(case).row)


# ---------------------------------------------------------------- publication


def published(place: Place) -> Case:
    """A case whose last step is put up for the members."""
    case = place.opened("organisational-life")
    for name in ("theme", "study", "talks", "opinions", "meeting", "measures", "carry-out"):
        step(place, case, name)
    ask(
        actor=place.secretary,
        case=case.pk,
        step="publish",
        on=TODAY,
        words="整改措施六条，有意见向支部反映。",
    )
    return case


def test_what_is_published_is_a_notice_and_ends_the_case_when_nobody_objects(place: Place) -> None:
    case = published(place)
    notice = Notice.objects.get()
    assert (notice.audience, notice.matter_id) == ("members", case.matter_id)
    assert now(case).row.waits == "publication"
    settle(actor=place.secretary, case=case.pk, version=version(case), step="publish", on=TODAY)
    assert now(case).row.state == "closed"


def test_an_objection_holds_it_up_until_it_was_looked_into(place: Place) -> None:
    case = published(place)
    given = {"actor": place.secretary, "case": case.pk, "step": "publish", "on": TODAY}
    made = raise_objection(version=version(case), words="第三条没有写谁负责", **given)
    with pytest.raises(Wrong, match="还有 1 条异议没有核实完"):
        settle(version=version(case), **given)
    settle_objection(
        actor=place.secretary, objection=made.pk, version=version(case), upheld=True, finding="属实"
    )
    settle(version=version(case), **given)
    row = now(case).row
    assert (row.state, row.step, row.waits) == ("open", "publish", "step")


def test_a_private_case_is_never_put_up(place: Place) -> None:
    case = place.opened("unqualified-disposal", person=place.branch.people[6])
    for name in ("propose", "investigate", "talk"):
        step(place, case, name)
    assert Notice.objects.count() == 0
    assert Matter.objects.get(pk=case.matter_id).circle == "private"
    assert set(Activity.objects.filter(matter=case.matter_id).values_list("circle", flat=True)) == {"private"}


# ---------------------------------------------------------------- loops, repeats


def test_a_cycle_begins_again_after_its_last_step(place: Place) -> None:
    case = place.opened("four-step-cycle")
    for name in ("plan", "do", "check", "improve"):
        step(place, case, name)
    row = now(case).row
    assert (row.state, row.waits) == ("open", "closing")
    step(place, case, "plan")
    assert (now(case).standing.round, now(case).row.step) == (2, "do")
    with pytest.raises(Wrong, match="“实施”还没有办"):
        close_case(actor=place.secretary, case=case.pk, version=version(case), on=TODAY)
    for name in ("do", "check", "improve"):
        step(place, case, name)
    close_case(actor=place.secretary, case=case.pk, version=version(case), on=TODAY)
    assert now(case).row.state == "closed"


def test_a_step_that_may_be_repeated_may_be_until_the_next_is_taken(place: Place) -> None:
    case = place.opened("recruitment-2026", person=place.branch.people[5], first=date(2026, 6, 1))
    for name in ("application", "talk", "activist", "activist-filed", "mentors"):
        who = place.township if name == "activist-filed" else place.secretary
        step(place, case, name, on=date(2026, 6, 1), actor=who)
    step(place, case, "cultivation", on=date(2026, 7, 1))
    step(place, case, "cultivation", on=date(2026, 10, 1))
    assert len(now(case).standing.of("cultivation").done) == 2


# ---------------------------------------------------------------- back and out


def test_the_latest_step_is_taken_back_with_its_record(place: Place) -> None:
    case = place.opened("removal", person=place.branch.people[6])
    made = step(place, case, "verify")
    take_back(actor=place.secretary, case=case.pk, version=version(case), reason="核实的不是他")
    assert Activity.objects.get(pk=made.record_id).voided_at is not None
    assert now(case).row.step == "verify"
    assert [one.token for one in now(case).ready("verify")] == ["verification_notes"]
    step(place, case, "verify")


def test_what_was_said_above_is_not_taken_back(place: Place) -> None:
    from tests.apps.procedures.test_gates import decided  # noqa: PLC0415

    case, first = asked_above(place)
    decided(case, first, place.general_secretary, "agreed")
    with pytest.raises(Wrong, match="上级已经有批复"):
        take_back(actor=place.secretary, case=case.pk, version=version(case), reason="送错了")


def test_a_case_that_is_withdrawn_asks_nobody_any_more(place: Place) -> None:
    case, first = asked_above(place)
    with pytest.raises(Wrong, match="为什么撤回"):
        withdraw_case(actor=place.secretary, case=case.pk, version=version(case), on=TODAY, reason="")
    withdraw_case(
        actor=place.secretary, case=case.pk, version=version(case), on=TODAY, reason="本人已补交并说明"
    )
    assert Request.objects.get(pk=first.pk).answer == "dropped"
    assert now(case).row.state == "withdrawn"
    assert not Activity.objects.filter(kind="procedure_closed").exists()
    with pytest.raises(Wrong, match="已于"):
        ask(actor=place.secretary, case=case.pk, step="approve", on=TODAY)
