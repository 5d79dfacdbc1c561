"""The semantics table, row by row: each test is one row with its example (docs/rulebook.md has the table)."""

from __future__ import annotations

import pytest

from tests.worked import clause, fact, moved, run, subject, the, verdict

MONTHLY = """
kind: frequency
measure: committee_meeting
at_least: 1
per: month
"""
QUARTERLY = """
kind: frequency
measure: members_meeting
at_least: 1
per: quarter
"""


def test_01_the_last_day_is_still_open_and_the_next_one_closed() -> None:
    monthly = clause(MONTHLY)
    assert verdict(run(monthly, [], "2026-09-30"), "2026-09") == "at_risk"
    closed = the(run(monthly, [], "2026-10-01"), "2026-09")
    assert closed.verdict == "breached"
    assert "已过期 1 天" in closed.explanation


def test_02_a_fact_counts_from_its_entry_and_late_entry_is_told_not_punished() -> None:
    monthly = clause(MONTHLY)
    held = [fact("committee_meeting", "2026-09-28", entered_on="2026-10-02")]
    assert verdict(run(monthly, held, "2026-10-01"), "2026-09") == "breached"
    seen = the(run(monthly, held, "2026-10-02"), "2026-09")
    assert seen.verdict == "met"
    assert "晚录 4 天" in seen.explanation


def test_02_looking_back_with_what_is_known_today() -> None:
    held = [fact("committee_meeting", "2026-09-28", entered_on="2026-10-02")]
    assert verdict(run(clause(MONTHLY), held, "2026-09-30", known_on="2026-10-05"), "2026-09") == "met"


def test_02_a_voided_fact_stops_counting_on_the_day_it_is_voided() -> None:
    held = [fact("committee_meeting", "2026-09-08", voided_on="2026-10-03")]
    assert verdict(run(clause(MONTHLY), held, "2026-10-02"), "2026-09") == "met"
    assert verdict(run(clause(MONTHLY), held, "2026-10-03"), "2026-09") == "breached"


def test_03_done_afterwards_for_september_is_late_and_not_counted_for_october() -> None:
    done = [fact("committee_meeting", "2026-10-05", for_period="2026-09")]
    found = run(clause(MONTHLY), done, "2026-11-01")
    assert verdict(found, "2026-09") == "late"
    assert the(found, "2026-09").observed == 1
    assert verdict(found, "2026-10") == "breached"
    assert the(found, "2026-10").observed == 0


@pytest.mark.parametrize(("day", "expected"), [("2026-10-30", "late"), ("2026-10-31", "breached")])
def test_03_making_up_ends_when_the_clause_says(day: str, expected: str) -> None:
    """九月的会 30 天内可以补：10 月 30 日算迟办，31 日不算。"""
    done = [fact("committee_meeting", day, for_period="2026-09")]
    assert verdict(run(clause(MONTHLY + "makeup: 30d"), done, "2026-11-05"), "2026-09") == expected


def test_04_at_risk_from_fifteen_days_before_the_end_of_a_month() -> None:
    monthly = clause(MONTHLY)
    assert verdict(run(monthly, [], "2026-11-14"), "2026-11") == "pending"
    assert verdict(run(monthly, [], "2026-11-15"), "2026-11") == "at_risk"
    assert verdict(run(monthly, [], "2026-11-18"), "2026-11") == "at_risk"


def test_04_a_planned_meeting_covers_the_risk_until_its_day_has_passed() -> None:
    plan = [fact("members_meeting", "2026-12-10", entered_on="2026-11-20", planned=True)]
    quarterly = clause(QUARTERLY)
    assert verdict(run(quarterly, plan, "2026-12-05"), "2026-Q4") == "pending"
    assert verdict(run(quarterly, plan, "2026-12-10"), "2026-Q4") == "at_risk"
    assert verdict(run(quarterly, [], "2026-12-05"), "2026-Q4") == "at_risk"


def test_05_excused_but_held_all_the_same_is_met() -> None:
    excused = clause(MONTHLY + "excuse: {grounds: [illness], approver: [superior]}")
    facts = [
        fact("excuse", "2026-09-20", ground="illness", approver="superior", for_period="2026-09"),
        fact("committee_meeting", "2026-09-25"),
    ]
    assert verdict(run(excused, facts, "2026-10-01"), "2026-09") == "met"
    assert verdict(run(excused, facts[:1], "2026-10-01"), "2026-09") == "exempt"


def test_06_attendance_not_recorded_makes_a_closed_month_undetermined() -> None:
    quorate = clause(MONTHLY + "counts_if: {present: {at_least: 1/2}}")
    unknown = [fact("committee_meeting", "2026-09-10")]
    seen = the(run(quorate, unknown, "2026-10-01"), "2026-09")
    assert (seen.verdict, seen.missing) == ("undetermined", "data")
    enough = [fact("committee_meeting", "2026-09-10", present=3, entitled=5)]
    assert verdict(run(quorate, enough, "2026-10-01"), "2026-09") == "met"
    few = [fact("committee_meeting", "2026-09-10", present=2, entitled=5)]
    assert verdict(run(quorate, few, "2026-10-01"), "2026-09") == "breached"


def test_06_no_record_is_zero_but_not_before_recording_began() -> None:
    monthly = clause(MONTHLY)
    found = run(monthly, [], "2026-10-01", recording_from="2026-09-01")
    assert verdict(found, "2026-08") == "undetermined"
    assert verdict(found, "2026-09") == "breached"


def test_06_an_unbound_measure_and_an_open_setting_are_undetermined() -> None:
    unbound = run(clause(MONTHLY), [], "2026-10-15", unbound=frozenset({"committee_meeting"}))
    assert [one.missing for one in unbound] == ["unbound"]
    asked = clause(
        """
        kind: deadline
        trigger: feedback_received
        act: feedback_handled
        needs: [{param: within, ask: 几天内办理, suggest: 7d}]
        """.replace("        ", "")
    )
    (open_question,) = run(asked, [fact("feedback_received", "2026-10-01")], "2026-10-15")
    assert (open_question.verdict, open_question.missing) == ("undetermined", "setting")
    assert "几天内办理" in open_question.explanation


def test_07_generally_missed_says_so_and_is_exempt_from_the_day_a_deviation_is_approved() -> None:
    usually = clause("modality: generally" + MONTHLY)
    deviation = [
        fact(
            "deviation", "2026-10-08", clause="rule", for_period="2026-09", reason="换届", approver="superior"
        )
    ]
    before = the(run(usually, deviation, "2026-10-05"), "2026-09")
    assert (before.verdict, before.word) == ("breached", "一般未做到")
    assert "一般未做到" in before.explanation
    assert verdict(run(usually, deviation, "2026-10-09"), "2026-09") == "exempt"
    assert verdict(run(clause(MONTHLY), deviation, "2026-10-09"), "2026-09") == "breached"


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        ({"ground": "农忙"}, "breached"),
        ({"ground": "illness"}, "breached"),
        ({"ground": "农忙", "approver": "superior"}, "breached"),
        ({"ground": "illness", "approver": "superior"}, "exempt"),
    ],
    ids=["只有农忙", "有理由没有批准", "批准了但理由不在列", "理由和批准都有"],
)
def test_08_a_must_is_excused_only_by_a_ground_with_its_approver(
    cells: dict[str, str], expected: str
) -> None:
    strict = clause(MONTHLY + "excuse: {grounds: [illness], approver: [superior]}")
    facts = [fact("excuse", "2026-09-20", for_period="2026-09", **cells)]
    assert verdict(run(strict, facts, "2026-10-01"), "2026-09") == expected


def test_09_may_gives_no_verdict_and_its_use_counts() -> None:
    proxy = clause(
        "id: proxy\nmodality: may\nsubject: member\nkind: role\nevent: dues_paid\nduty: payer\nallowed: [self, proxy]"
    )
    monthly = clause("subject: member\nkind: frequency\nmeasure: dues_paid\nat_least: 1\nper: month")
    people = [subject(), subject("张三", "full_member", belongs_to="一支部")]
    paid = [fact("dues_paid", "2026-09-03", subject="张三", payer="proxy")]
    found = run([proxy, monthly], paid, "2026-10-01", subjects=people)
    assert verdict(found, "2026-09") == "met"
    assert all(one.clause.id == "rule" for one in found)


@pytest.mark.parametrize(
    ("founded", "expected"), [("2026-09-16", "breached"), ("2026-09-17", "not_applicable")]
)
def test_10_half_a_month_in_scope_rounds_up_and_less_asks_nothing(founded: str, expected: str) -> None:
    found = run(clause(MONTHLY), [], "2026-10-01", subjects=[subject(since=founded)])
    assert verdict(found, "2026-09") == expected


def test_11_a_new_rhythm_begins_with_its_first_whole_period() -> None:
    """8 月 1 日由每月改为每季度：到 9 月 30 日仍按月，第四季度起按季。"""
    old = clause(MONTHLY.replace("committee", "members"), id="old")
    new = clause(QUARTERLY + "effective: {from: 2026-08-01, replaces: old}", id="new")
    found = run([old, new], [], "2027-01-01", first="2026-07-01")
    assert [one.period for one in found if one.clause.id == "old"] == ["2026-07", "2026-08", "2026-09"]
    assert [one.period for one in found if one.clause.id == "new"] == ["2026-Q4", "2027-Q1"]


def test_11_act_kinds_use_the_text_in_force_on_the_day() -> None:
    text = "kind: role\nevent: members_meeting\nduty: chair\nallowed: [{}]"
    old = clause(text.format("secretary"), id="old")
    new = clause(text.format("deputy") + "\neffective: {from: 2026-08-15, replaces: old}", id="new")
    facts = [fact("members_meeting", day, chair="secretary") for day in ("2026-08-14", "2026-08-15")]
    found = run([old, new], facts, "2026-09-01")
    assert verdict(found, "event:members_meeting-2026-08-14") == "met"
    assert verdict(found, "event:members_meeting-2026-08-15") == "breached"


LAPSE = """
subject: member
kind: lapse
any_of: [dues_paid, organised_life, assigned_work]
run: 6
warn_at: 3
local: fixed
excuse: {grounds: [valid_reason], approver: [branch]}
proposes: self-withdrawal
"""


def test_12_an_accepted_excuse_resets_the_run() -> None:
    """1—7 月未交，3 月经认可：现为 4 个月。"""
    people = [subject(), subject("张三", "full_member", belongs_to="一支部", since="2020-01-01")]
    facts = [
        fact("dues_paid", "2025-12-05", subject="张三"),
        fact(
            "excuse",
            "2026-03-20",
            subject="张三",
            ground="valid_reason",
            approver="branch",
            for_period="2026-03",
        ),
    ]
    (seen,) = run(clause(LAPSE), facts, "2026-07-31", subjects=people)
    assert (int(seen.observed), seen.verdict.value) == (4, "at_risk")


def test_12_six_whole_months_propose_a_procedure_and_decide_nothing() -> None:
    people = [subject(), subject("张三", "full_member", belongs_to="一支部")]
    facts = [fact("dues_paid", "2026-01-05", subject="张三")]
    (june,) = run(clause(LAPSE), facts, "2026-07-30", subjects=people)
    assert (int(june.observed), june.verdict.value, june.proposes) == (5, "at_risk", "")
    (july,) = run(clause(LAPSE), facts, "2026-07-31", subjects=people)
    assert (int(july.observed), july.verdict.value, july.proposes) == (6, "breached", "self-withdrawal")
    assert "按程序决定" in july.explanation


def test_12_runs_of_different_things_are_never_mixed() -> None:
    """一至三月没交党费、四至六月没参加组织生活，不是六个月。"""
    people = [subject(), subject("张三", "full_member", belongs_to="一支部")]
    meetings = [fact("members_meeting", f"2026-{m:02d}-10") for m in range(1, 7)]
    attended = [fact("organised_life", f"2026-{m:02d}-10", subject="张三") for m in (1, 2, 3)]
    paid = [fact("dues_paid", f"2026-{m:02d}-05", subject="张三") for m in (4, 5, 6)]
    (seen,) = run(clause(LAPSE), [*meetings, *attended, *paid], "2026-06-30", subjects=people)
    assert seen.observed == 3


def test_12_without_an_occasion_nobody_stayed_away() -> None:
    people = [subject(), subject("张三", "full_member", belongs_to="一支部")]
    paid = [fact("dues_paid", f"2026-{m:02d}-05", subject="张三") for m in range(1, 9)]
    meetings = [fact("members_meeting", f"2026-{m:02d}-10") for m in (1, 2, 3, 5, 6, 7, 8)]
    (seen,) = run(clause(LAPSE), [*paid, *meetings], "2026-08-31", subjects=people)
    assert seen.observed == 4


def test_12_a_member_of_four_months_never_reaches_six() -> None:
    people = [subject(), subject("张三", "full_member", belongs_to="一支部", since="2026-03-01")]
    (seen,) = run(clause(LAPSE), [], "2026-06-30", subjects=people)
    assert (int(seen.observed), seen.verdict.value) == (4, "at_risk")


HOURS = """
subject: member
kind: quota
measure: class_hours
unit: class_hour
at_least: 32
per: year
"""


def test_13_hours_follow_the_person_and_the_last_organisation_governs() -> None:
    person = moved(
        "张三",
        subject("张三", "full_member", belongs_to="一支部", until="2026-06-30"),
        subject("张三", "full_member", belongs_to="二支部", since="2026-07-01"),
    )
    facts = [
        fact("class_hours", "2026-03-01", subject="张三", quantity=20),
        fact("class_hours", "2026-09-01", subject="张三", quantity=12),
    ]
    found = run(
        clause(HOURS),
        facts,
        "2026-12-31",
        subjects=[subject(), subject("二支部"), person],
        first="2026-01-01",
    )
    assert (the(found, "2026").verdict, the(found, "2026").organization) == ("met", "二支部")


def test_25_the_day_after_the_trigger_is_day_one() -> None:
    text = "kind: deadline\ntrigger: feedback_received\nact: feedback_handled\nwithin: {}"
    week = clause(text.format("7d"))
    got = [fact("feedback_received", "2026-10-01", id="r")]
    assert verdict(run(week, got, "2026-10-08"), "event:r") == "at_risk"
    assert verdict(run(week, got, "2026-10-09"), "event:r") == "breached"
    month = the(
        run(clause(text.format("1m")), [fact("feedback_received", "2026-10-29", id="r")], "2026-10-30"),
        "event:r",
    )
    assert month.due is not None
    assert month.due.isoformat() == "2026-11-29"


def test_26_a_yearly_duty_is_due_in_december() -> None:
    yearly = clause("kind: frequency\nmeasure: democratic_appraisal\nat_least: 1\nper: year")
    due = the(run(yearly, [], "2026-11-22"), "2026").due
    assert due is not None
    assert due.isoformat() == "2026-12-31"


def test_06_a_trigger_that_may_not_be_meant_is_never_a_sure_breach() -> None:
    """外出天数没有登记：是否要请假看不出来，不能判未达标。"""
    leave = clause(
        "kind: deadline\ntrigger: absence_from_home\nact: leave_granted\nbefore: true\n"
        "where: {days: {at_least: 15}}"
    )
    unknown = [fact("absence_from_home", "2026-09-10", id="a")]
    assert verdict(run(leave, unknown, "2026-09-20"), "event:a") == "undetermined"
    short = [fact("absence_from_home", "2026-09-10", id="a", days=14)]
    assert verdict(run(leave, short, "2026-09-20"), "event:a") == "none"
    long = [fact("absence_from_home", "2026-09-10", id="a", days=15)]
    assert verdict(run(leave, long, "2026-09-20"), "event:a") == "breached"


def test_05_a_fact_outside_the_days_of_the_rule_breaks_nothing() -> None:
    """2026 年 5 月 11 日起才不得这样做：3 月的不算。"""
    ban = clause(
        "modality: must_not\neffective: {from: 2026-05-11}\nkind: prohibition\nforbids: batch_recruitment"
    )
    assert verdict(run(ban, [fact("batch_recruitment", "2026-03-01")], "2026-12-31"), "2026") == "met"
    assert verdict(run(ban, [fact("batch_recruitment", "2026-05-11")], "2026-12-31"), "2026") == "breached"


@pytest.mark.parametrize(
    ("made_up", "expected"), [("2026-09-20", "met"), ("2026-10-30", "late"), ("2026-10-31", "breached")]
)
def test_03_a_set_of_parts_is_made_up_like_anything_else(made_up: str, expected: str) -> None:
    """三季度缺的不定期检查，30 天内补上算迟办，再晚不算。"""
    both = clause(
        "kind: composition\nof: inspection\nper: quarter\nmakeup: 30d\n"
        "parts: [{type: scheduled, at_least: 1}, {type: unscheduled, at_least: 1}]"
    )
    facts = [
        fact("inspection", "2026-08-10", type="scheduled"),
        fact("inspection", made_up, type="unscheduled", for_period="2026-Q3"),
    ]
    assert verdict(run(both, facts, "2026-11-30"), "2026-Q3") == expected


def test_06_a_rule_that_may_not_bind_is_never_a_sure_breach() -> None:
    """有没有联系能力没有登记：看不出该不该联系群众。"""
    contact = clause(
        "subject: member\napplies: {who: {able_to_contact: true}}\nkind: composition\nof: contact\n"
        "parts: [{type: any, at_least: 1}]"
    )
    blank = [subject(), subject("张三", "full_member", belongs_to="一支部")]
    able = [subject(), subject("张三", "full_member", belongs_to="一支部", able_to_contact="true")]
    unable = [subject(), subject("张三", "full_member", belongs_to="一支部", able_to_contact="false")]
    assert verdict(run(contact, [], "2026-09-20", subjects=blank), "2026-09") == "undetermined"
    assert verdict(run(contact, [], "2026-09-20", subjects=able), "2026-09") == "breached"
    assert verdict(run(contact, [], "2026-09-20", subjects=unable), "2026-09") == "none"


def test_one_meeting_of_the_year_in_the_fourth_quarter_is_enough() -> None:
    """一般在第四季度开：6 月开过一次、12 月又开一次的，6 月那次不算没做到。"""
    fourth = clause(
        "modality: generally\nkind: schedule\nmeasure: organisational_life_meeting\none_of: year\n"
        "window: [{month: 10}, {month: 11}, {month: 12}]"
    )
    june = fact("organisational_life_meeting", "2026-06-25", id="june")
    december = fact("organisational_life_meeting", "2026-12-10", id="december")
    assert verdict(run(fourth, [june], "2026-11-01"), "event:june") == "pending"
    assert verdict(run(fourth, [june], "2027-01-01"), "event:june") == "breached"
    both = run(fourth, [june, december], "2027-01-01")
    assert [verdict(both, f"event:{one}") for one in ("june", "december")] == ["met", "met"]


def test_an_admission_recorded_on_the_branch_counts_for_its_secretary() -> None:
    zero = clause(
        "subject: post_holder\nkind: frequency\nmeasure: admitted\nat_least: 1\nper: term\n"
        "held_by: [self, organization]\nproposes: accountability"
    )
    terms = {"term_from": "2023-05-10", "term_to": "2026-05-09"}
    people = [subject(), subject("王书记", "post_holder", belongs_to="一支部", **terms)]
    admitted = [fact("admitted", "2024-06-20")]
    assert [one.verdict.value for one in run(zero, admitted, "2026-06-01", subjects=people)] == ["met"]
    assert [one.verdict.value for one in run(zero, [], "2026-06-01", subjects=people)] == ["breached"]
    unknown = [subject(), subject("王书记", "post_holder", belongs_to="一支部")]
    assert [one.verdict.value for one in run(zero, [], "2026-06-01", subjects=unknown)] == ["undetermined"]


def test_03_dues_paid_for_a_quarter_are_dues_of_each_month() -> None:
    """1 月 5 日一次交清一季度三个月的：三个月都算交了；只交一份的，只算当月。"""
    monthly = clause("subject: member\nkind: frequency\nmeasure: dues_paid\nat_least: 1\nper: month")
    people = [subject(), subject("张三", "full_member", belongs_to="一支部")]
    months = ("2026-01", "2026-02", "2026-03")
    whole = [fact("dues_paid", "2026-01-05", subject="张三", quantity=3, for_period="2026-Q1")]
    found = run(monthly, whole, "2026-04-01", subjects=people)
    assert [verdict(found, month) for month in months] == ["met", "met", "met"]
    one = [fact("dues_paid", "2026-01-05", subject="张三", for_period="2026-Q1")]
    found = run(monthly, one, "2026-04-01", subjects=people)
    assert [verdict(found, month) for month in months] == ["met", "breached", "breached"]


def test_12_meetings_of_the_group_named_in_a_column_are_occasions_too() -> None:
    """党员表里写着“一组”的，一组开了会而他不来，就是没有参加。"""
    people = [
        subject(),
        subject("一组", "group", belongs_to="一支部"),
        subject("张三", "full_member", belongs_to="一支部", group="一组"),
    ]
    paid = [fact("dues_paid", f"2026-{m:02d}-05", subject="张三") for m in range(1, 9)]
    held = [fact("group_meeting", f"2026-{m:02d}-10", subject="一组") for m in range(1, 9)]
    (seen,) = run(clause(LAPSE), [*paid, *held], "2026-08-31", subjects=people)
    assert (int(seen.observed), seen.verdict.value) == (8, "breached")


def test_08_the_explanation_says_why_an_excuse_helped_or_not() -> None:
    strict = clause(MONTHLY + "excuse: {grounds: [illness], approver: [superior]}")
    cells = {"ground": "illness", "for_period": "2026-09"}
    approved = [fact("excuse", "2026-09-20", approver="superior", **cells)]
    alone = [fact("excuse", "2026-09-20", **cells)]
    assert "患病，上级党组织批准" in the(run(strict, approved, "2026-10-01"), "2026-09").explanation
    assert "没有批准人" in the(run(strict, alone, "2026-10-01"), "2026-09").explanation


def test_06_what_another_member_did_about_the_same_meeting_does_not_count() -> None:
    """两人都没有到会，只同甲谈了话：乙的那一条不因此算做到。"""
    talk = clause(
        "kind: deadline\nsubject: member\ntrigger: absence_unexcused\nact: education_talk\nwithin: 7d"
    )
    both = [
        subject("甲", "full_member", belongs_to="一支部"),
        subject("乙", "full_member", belongs_to="一支部"),
    ]
    facts = [
        fact("absence_unexcused", "2026-09-10", id="a", subject="甲", ref="meeting"),
        fact("absence_unexcused", "2026-09-10", id="b", subject="乙", ref="meeting"),
        fact("education_talk", "2026-09-12", subject="甲", ref="meeting"),
    ]
    found = run(talk, facts, "2026-10-20", subjects=[subject(), *both])
    assert (verdict(found, "event:a"), verdict(found, "event:b")) == ("met", "breached")
