"""Recording: what is taken, what is refused and where it is said."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, time
from decimal import Decimal

import pytest

from tests.apps.activities.making import HELD, a_meeting, dues
from tests.apps.builders import a_branch, an_actor
from zhidu.apps.activities.actions import cancel, correct, plan, record_held, void
from zhidu.apps.activities.agenda import Item
from zhidu.apps.activities.attendance import Attendance, Name
from zhidu.apps.activities.models import Activity, Superseded
from zhidu.foundation.access.verbs import Refused
from zhidu.foundation.acts import Stale, Wrong
from zhidu.foundation.clock import on_day
from zhidu.foundation.journal.queries import about, changes_of

pytestmark = pytest.mark.django_db
EVERYBODY = Attendance()


def faults(call, **kwargs) -> dict[str, str]:
    with pytest.raises(Wrong) as caught:
        call(**kwargs)
    return dict(caught.value.faults)


def test_what_is_recorded_keeps_the_day_it_happened_and_the_day_it_was_entered(branch, secretary):
    made = record_held(actor=secretary, entry=a_meeting(branch))
    assert (made.on, made.entered_on, made.days_late) == (HELD, date(2026, 10, 20), 5)
    assert made.entered_by == secretary.user
    assert made.organization_id == branch.node.pk
    entry = about(made.code).get()
    assert (entry.place, entry.happened_on) == (branch.node.pk, HELD)
    assert (changes_of(entry) or {})["kind"] == [None, "members_meeting"]


def test_a_meeting_that_has_not_been_held_is_refused_at_the_day(branch, secretary):
    found = faults(record_held, actor=secretary, entry=a_meeting(branch, on=date(2026, 10, 21)))
    assert found == {"on": "2026 年 10 月 21 日在将来；还没有开的请用“安排”"}


def test_an_arrangement_in_the_past_is_refused(branch, secretary):
    assert "已经过去" in faults(plan, actor=secretary, entry=a_meeting(branch))["on"]


@pytest.mark.parametrize(
    ("change", "field", "says"),
    [
        ({"kind": "tea_party"}, "kind", "不是词汇表里的类别"),
        ({"kind": "excuse"}, "kind", "不在这里登记"),
        ({"on": date(1066, 10, 14)}, "on", "1900"),
        ({"quantity": Decimal("NaN")}, "quantity", "不小于 0"),
        ({"quantity": Decimal(-1)}, "quantity", "不小于 0"),
        ({"begins": time(16), "ends": time(15)}, "ends", "结束 15:00 不晚于开始 16:00"),
        ({"for_period": "October"}, "for_period", "不是期间"),
        ({"columns": {"entitled": "8", "present": "9"}}, "present", "实到 9 人，多于应到 8 人"),
        ({"columns": {"entitled": "八"}}, "entitled", "人数应是整数"),
        ({"columns": {"quantity": "3"}}, "quantity", "不能作栏目名"),
        ({"columns": {"topics": "长" * 600}}, "topics", "600 字"),
        ({"title": "长" * 300}, "title", "300 字"),
        ({"person": 1, "matter": 1}, "person", "只选其一"),
        ({"entered_on": date(2026, 10, 16)}, "entered_on", "批量登记"),
    ],
)
def test_what_cannot_be_is_refused_at_its_field(branch, secretary, change, field, says):
    assert says in faults(record_held, actor=secretary, entry=a_meeting(branch, **change))[field]
    assert not Activity.objects.exists()


def test_an_organisation_that_does_not_exist_is_refused(branch, secretary):
    assert set(faults(record_held, actor=secretary, entry=a_meeting(branch, node=999_999))) == {"node"}


def test_nobody_records_in_another_branch(branch, secretary):
    other = a_branch("西岭村党支部")
    with pytest.raises(Refused):
        record_held(actor=secretary, entry=a_meeting(other))
    with pytest.raises(Refused):
        plan(actor=secretary, entry=a_meeting(other, on=date(2026, 11, 1)))


def test_a_record_is_not_about_somebody_of_another_branch(branch, secretary):
    other = a_branch("西岭村党支部")
    assert (
        "没有在东岭村党支部登记过"
        in faults(record_held, actor=secretary, entry=dues(branch, other.people[0]))["person"]
    )
    assert (
        "没有这项任职"
        in faults(record_held, actor=secretary, entry=a_meeting(branch, post=other.posts["secretary"].pk))[
            "post"
        ]
    )
    assert (
        "没有这件事项" in faults(record_held, actor=secretary, entry=a_meeting(branch, matter=77))["matter"]
    )
    assert "没有所指的" in faults(record_held, actor=secretary, entry=a_meeting(branch, about=77))["about"]


def test_everybody_was_there_but_for_the_exceptions(branch, secretary):
    away, late = branch.people[3], branch.people[4]
    made = record_held(
        actor=secretary,
        entry=a_meeting(branch),
        attendance=Attendance((Name(away, "leave", "illness"), Name(late, "absent"))),
    )
    standings = dict(made.participants.values_list("person_id", "standing"))
    assert len(standings) == 8
    assert (standings[away], standings[late]) == ("leave", "absent")
    assert (made.columns["entitled"], made.columns["present"]) == ("8", "6")


def test_only_the_committee_is_entitled_to_a_committee_meeting(branch, secretary):
    made = record_held(actor=secretary, entry=a_meeting(branch, "committee_meeting"), attendance=EVERYBODY)
    assert set(made.participants.values_list("person_id", flat=True)) == set(branch.people[:5])


def test_a_group_meeting_is_for_the_group(branch, secretary):
    group = branch.groups[0]
    made = record_held(
        actor=secretary, entry=a_meeting(branch, "group_meeting", node=group.pk), attendance=EVERYBODY
    )
    assert made.participants.count() == 4
    assert (made.subject, made.organization_id) == (group.code, branch.node.pk)


@pytest.mark.parametrize(
    ("exceptions", "says"),
    [
        (lambda people, _: [Name(people[1], "absent"), Name(people[1], "leave")], "列了两次"),
        (lambda people, _: [Name(people[1], "present")], "到会情况写错了"),
        (lambda people, _: [Name(people[1], "asleep")], "到会情况写错了"),
        (lambda people, other: [Name(other, "absent")], "不在应到会名单里"),
        (lambda people, other: [Name(other, "observer")], "不在本组织名册上"),
        (lambda people, _: [Name(people[1], "observer")], "不是列席"),
        (lambda people, _: [Name(people[0], "absent")], "又记为没有到会"),
        (lambda people, _: [Name(people[1], "leave", "长" * 60)], "事由太长"),
    ],
)
def test_an_impossible_list_of_names_is_refused(branch, secretary, exceptions, says):
    other = a_branch("西岭村党支部").people[0]
    entry = a_meeting(branch, columns={"chair": "secretary", "chair_id": f"person-{branch.people[0]}"})
    found = faults(
        record_held,
        actor=secretary,
        entry=entry,
        attendance=Attendance(tuple(exceptions(branch.people, other))),
    )
    assert says in found["names"]


def test_a_list_of_names_needs_a_register_and_a_meeting(branch, secretary):
    empty = a_branch("空支部", members=0, officers=0)
    officer = an_actor("secretary", empty.node)
    assert (
        "名册上没有"
        in faults(record_held, actor=officer, entry=a_meeting(empty), attendance=EVERYBODY)["names"]
    )
    assert (
        "没有到会名单"
        in faults(record_held, actor=secretary, entry=dues(branch, branch.people[1]), attendance=EVERYBODY)[
            "names"
        ]
    )


def test_an_agenda_says_what_each_point_is(branch, secretary):
    assert (
        "第 2 项没有写议题"
        in faults(record_held, actor=secretary, entry=a_meeting(branch), agenda=[Item("学习"), Item(" ")])[
            "agenda"
        ]
    )
    made = record_held(actor=secretary, entry=a_meeting(branch), agenda=[Item("学习", outcome="学完")])
    assert list(made.agenda.values_list("title", "outcome")) == [("学习", "学完")]
    assert made.columns["recorded"] == "true"


def test_a_correction_keeps_what_stood_before_and_says_who_and_why(branch, secretary):
    made = record_held(actor=secretary, entry=a_meeting(branch), attendance=EVERYBODY)
    entered = made.entered_at
    with on_day(date(2026, 10, 22)):
        changed = correct(
            actor=secretary,
            activity=made.pk,
            version=1,
            entry=a_meeting(branch, on=date(2026, 10, 16)),
            attendance=Attendance((Name(branch.people[3], "absent"),)),
            reason="查签到簿",
        )
    assert (changed.on, changed.version, changed.entered_at) == (date(2026, 10, 16), 2, entered)
    old = Superseded.objects.get(activity=made)
    assert (old.version, old.by, old.why, old.row["on"]) == (1, secretary.user, "查签到簿", "2026-10-15")
    assert {row[2] for row in old.row["participants"]} == {"present"}
    assert set(changes_of(about(made.code)[0]) or {}) == {"on", "participants", "columns"}


def test_a_correction_needs_a_reason_and_a_change(branch, secretary):
    made = record_held(actor=secretary, entry=a_meeting(branch, quantity=Decimal("1.50")))
    same = {
        "actor": secretary,
        "activity": made.pk,
        "version": 1,
        "entry": a_meeting(branch, quantity=Decimal("1.5")),
    }
    assert "没有写理由" in faults(correct, reason=" ", **same)["reason"]
    assert "没有改动" in faults(correct, reason="再存一次", **same)[""]
    assert not Superseded.objects.exists()


def test_what_a_record_is_and_whom_it_is_about_stays(branch, secretary):
    made = record_held(actor=secretary, entry=dues(branch, branch.people[1]))
    other = a_meeting(branch, "dues_overdue", person=branch.people[2], on=date(2026, 10, 14))
    changed = correct(actor=secretary, activity=made.pk, version=1, entry=other, reason="记错了日期")
    assert (changed.kind, changed.person_id, changed.on) == (
        "dues_paid",
        branch.people[1],
        date(2026, 10, 14),
    )


def test_the_second_to_change_is_told_and_nothing_is_lost(branch, secretary):
    made = record_held(actor=secretary, entry=a_meeting(branch))
    args = {"activity": made.pk, "version": 1}
    first = a_meeting(branch, title="第三季度大会")
    correct(actor=secretary, entry=first, reason="补主题", **args)
    other = an_actor("deputy", branch.node)
    with pytest.raises(Stale, match="已经被别人改过"):
        correct(actor=other, entry=a_meeting(branch, title="别的"), reason="也改", **args)
    with pytest.raises(Stale):
        void(actor=other, reason="重复", name="支部党员大会", **args)
    made.refresh_from_db()
    assert (made.title, made.version, made.voided_at) == ("第三季度大会", 2, None)


def test_an_arrangement_becomes_a_record_once(branch, secretary):
    arranged = plan(actor=secretary, entry=a_meeting(branch, on=date(2026, 10, 21)), agenda=[Item("选举")])
    with on_day(date(2026, 10, 23)):
        held = record_held(
            actor=secretary,
            entry=a_meeting(branch, on=date(2026, 10, 21)),
            attendance=EVERYBODY,
            plan=arranged.pk,
            version=1,
        )
        assert (held.pk, held.state, held.days_late) == (arranged.pk, "held", 2)
        again = faults(
            record_held,
            actor=secretary,
            entry=a_meeting(branch, on=date(2026, 10, 21)),
            plan=arranged.pk,
            version=2,
        )
    assert "已经记录过" in again[""]


def test_an_arrangement_is_held_as_what_it_was_arranged(branch, secretary):
    arranged = plan(actor=secretary, entry=a_meeting(branch, on=date(2026, 10, 20)))
    other = a_meeting(branch, "party_lecture", on=date(2026, 10, 20))
    assert (
        "安排的是支部党员大会"
        in faults(record_held, actor=secretary, entry=other, plan=arranged.pk, version=1)["kind"]
    )


def test_an_arrangement_is_cancelled_and_a_record_voided_never_the_other_way(branch, secretary):
    arranged = plan(actor=secretary, entry=a_meeting(branch, on=date(2026, 11, 1)))
    held = record_held(actor=secretary, entry=a_meeting(branch))
    assert "不能取消" in faults(cancel, actor=secretary, activity=held.pk, version=1, reason="错")[""]
    named = {"name": "支部党员大会", "reason": "重复录入"}
    assert "还是安排" in faults(void, actor=secretary, activity=arranged.pk, version=1, **named)[""]
    assert cancel(actor=secretary, activity=arranged.pk, version=1, reason="防汛").state == "cancelled"
    assert void(actor=secretary, activity=held.pk, version=1, **named).state_name == "已作废"
    assert (
        "不能再改"
        in faults(
            correct,
            actor=secretary,
            activity=held.pk,
            version=2,
            entry=a_meeting(branch, title="x"),
            reason="y",
        )[""]
    )


def test_to_void_a_record_its_kind_is_typed_out(branch, secretary):
    held = record_held(actor=secretary, entry=a_meeting(branch))
    found = faults(void, actor=secretary, activity=held.pk, version=1, reason="重复", name="党课")
    assert "请照写“支部党员大会”" in found["name"]


def test_a_talk_is_between_the_person_the_secretary_and_the_discipline_officer(branch, secretary):
    talk = record_held(actor=secretary, entry=replace(dues(branch, branch.people[5]), kind="talk_held"))
    publicity = an_actor("publicity", branch.node, person=branch.people[3])
    with pytest.raises(Refused):
        correct(
            actor=publicity,
            activity=talk.pk,
            version=1,
            entry=dues(branch, branch.people[5], title="改"),
            reason="看看",
        )
