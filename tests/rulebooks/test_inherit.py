"""Which clauses an organisation really runs: its own books and its superiors', merged family by family."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import pytest

from tests.worked import clause, fact, subject, world
from zhidu.domain.calendar import Calendar
from zhidu.domain.rules.book import Rulebook
from zhidu.domain.rules.clause import Clause
from zhidu.domain.rules.evaluate import evaluate
from zhidu.domain.rules.facts import Fact
from zhidu.domain.rules.subjects import Subject, Subjects
from zhidu.rulebooks.inherit import Adoption, Contradiction, Link, chains, effective_duties

COUNTY, BRANCH = subject("县委", "county_committee"), subject("一支部", "village_branch", belongs_to="县委")
TREE = [COUNTY, BRANCH]


def book(name: str, *clauses: Clause) -> Rulebook:
    return Rulebook(id=name, title=f"{name}制度", level="local", version="1", clauses=clauses)


def meetings(name: str, at_least: int, per: str, modality: str = "must", extra: str = "") -> Clause:
    text = f"kind: frequency\nmeasure: members_meeting\nat_least: {at_least}\nper: {per}\n{extra}"
    return clause(
        f"modality: {modality}\n{text}", book=name, id=f"{name}.rule", family="members_meeting.count"
    )


def link_of(found: dict[str, list[Link]], family: str) -> list[tuple[str, bool]]:
    return [(one.source.clause.book, one.runs) for one in found[family]]


def chain(national: Clause, local: Clause, day: str = "2026-06-01") -> dict[str, list[Link]]:
    settled = {"*": {"national": book("national", national), "local": book("local", local)}}
    adoptions = [
        Adoption(organization="县委", book="national"),
        Adoption(organization="一支部", book="local"),
    ]
    return chains("一支部", date.fromisoformat(day), adoptions, settled, Subjects(TREE), Calendar())


def test_the_stricter_local_clause_runs_and_the_national_one_is_shown() -> None:
    found = chain(meetings("national", 1, "quarter", "generally"), meetings("local", 1, "month"))
    assert link_of(found, "members_meeting.count") == [("national", False), ("local", True)]


def test_a_laxer_local_clause_does_not_run_and_says_which_one_does() -> None:
    found = chain(meetings("national", 1, "month"), meetings("local", 1, "quarter"))
    assert link_of(found, "members_meeting.count") == [("national", True), ("local", False)]
    assert "较宽，不执行" in found["members_meeting.count"][1].reason
    assert "national制度" in found["members_meeting.count"][1].reason


def test_duties_of_which_neither_implies_the_other_both_run() -> None:
    found = chain(meetings("national", 1, "month", "generally"), meetings("local", 1, "quarter"))
    assert link_of(found, "members_meeting.count") == [("national", True), ("local", True)]


def test_a_fixed_national_clause_is_not_moved_by_a_shorter_local_one() -> None:
    def lapse(name: str, months: int, local: str) -> Clause:
        text = f"subject: member\nlocal: {local}\nkind: lapse\nany_of: [dues_paid]\nrun: {months}\nwarn_at: 2"
        return clause(text, book=name, id=f"{name}.lapse", family="dues.lapse")

    found = chain(lapse("national", 6, "fixed"), lapse("local", 3, "tighten"))
    assert link_of(found, "dues.lapse") == [("national", True), ("local", False)]
    assert "已固定" in found["dues.lapse"][1].reason


def test_a_superiors_own_duties_do_not_leak_down() -> None:
    own = meetings("national", 1, "month", extra="applies: {reach: self}")
    below = meetings("local", 1, "quarter")
    assert link_of(chain(own, below), "members_meeting.count") == [("local", True)]


def test_an_adoption_that_nothing_could_keep_is_refused_with_both_clauses_named() -> None:
    def day(name: str, weekday: str) -> Clause:
        text = f"kind: schedule\nmeasure: party_day\nwindow: {{weekday: {weekday}}}"
        return clause(text, book=name, id=f"{name}.day", family="party_day.window")

    with pytest.raises(Contradiction, match=r"national制度.*local制度.*互相抵触"):
        chain(day("national", "tue"), day("local", "fri"))


def test_what_nobody_has_fixed_yet_contradicts_nothing() -> None:
    open_day = clause(
        "needs: [{param: window.weekday, ask: 星期几, suggest: fri}]\nkind: schedule\nmeasure: party_day",
        book="national",
        id="national.day",
        family="party_day.window",
    )
    text = "kind: schedule\nmeasure: party_day\nwindow: {weekday: tue}"
    found = chain(open_day, clause(text, book="local", id="local.day", family="party_day.window"))
    assert link_of(found, "party_day.window") == [("national", True), ("local", True)]


def evaluated(
    national: Clause,
    local: Clause,
    facts: Sequence[Fact],
    as_of: str,
    *,
    adopted: str = "2020-01-01",
    tree: Sequence[Subject] = TREE,
) -> list[tuple[str, str, str]]:
    settled = {"*": {"national": book("national", national), "local": book("local", local)}}
    adoptions = [
        Adoption(organization="县委", book="national"),
        Adoption(organization="一支部", book="local", first=date.fromisoformat(adopted)),
    ]
    seen = world(facts, as_of, subjects=tree)
    duties = effective_duties(adoptions, settled, seen.subjects, seen.calendar)
    found = evaluate(duties, seen, date(2026, 1, 1), seen.as_of)
    return [(one.clause.book, one.period, one.verdict.value) for one in found if one.subject == "一支部"]


def test_adopting_a_stricter_book_in_mid_quarter_asks_nothing_twice() -> None:
    """2 月 10 日起采用每月一次：一季度不再按季度问，2 月过半应开，3 月起整月。"""
    found = evaluated(
        meetings("national", 1, "quarter"),
        meetings("local", 1, "month"),
        [],
        "2026-04-01",
        adopted="2026-02-10",
    )
    assert [one for one in found if one[1] in {"2026-Q1", "2026-02", "2026-03"}] == [
        ("local", "2026-02", "breached"),
        ("local", "2026-03", "breached"),
    ]


def test_merged_duties_judge_the_branch_once() -> None:
    held = [fact("members_meeting", f"2026-{month:02d}-10") for month in (1, 2, 3)]
    found = evaluated(meetings("national", 1, "quarter"), meetings("local", 1, "month"), held, "2026-03-31")
    assert {period for _, period, _ in found} == {"2026-01", "2026-02", "2026-03"}
    assert {answer for *_, answer in found} == {"met"}


def term(name: str, years: int, sector: str, clause_id: str) -> Clause:
    text = (
        f"subject: body\nlocal: fixed\nkind: term\nstarts: election\nlength: {years}y\n"
        f"applies: {{when: {{sector: [{sector}]}}}}"
    )
    return clause(text, book=name, id=clause_id, family="committee.term")


def test_terms_of_villages_and_offices_each_govern_their_own() -> None:
    """村五年、机关三年，都是全国规定，各管各的；村里照抄三年的不执行。"""
    settled = {
        "*": {
            "national": book(
                "national", term("national", 3, "office", "three"), term("national", 5, "rural", "five")
            ),
            "local": book("local", term("local", 3, "office", "own")),
        }
    }
    office = subject("机关支部", "office_branch", belongs_to="县委")
    adoptions = [
        Adoption(organization="县委", book="national"),
        Adoption(organization="机关支部", book="local"),
    ]

    def at(name: str) -> list[tuple[str, bool, str]]:
        tree = Subjects([*TREE, office])
        found = chains(name, date(2026, 6, 1), adoptions, settled, tree, Calendar())["committee.term"]
        return [(one.source.clause.id, one.runs, one.reason) for one in found]

    assert at("一支部") == [("five", True, "")]
    assert at("机关支部")[0] == ("three", True, "")
    assert at("机关支部")[1][:2] == ("own", False)
    assert "与上级一致" in at("机关支部")[1][2]


def test_a_fixed_term_is_not_shortened_below() -> None:
    barred = chain(term("national", 5, "rural", "five"), term("local", 3, "rural", "three"))
    assert link_of(barred, "committee.term") == [("national", True), ("local", False)]
    assert "不得另定" in barred["committee.term"][1].reason


def test_the_reason_names_the_clause_that_really_runs() -> None:
    """上级每季、本组织一部每季、另一部每月：每季的都让给每月的。"""
    settled = {
        "*": {
            "national": book("national", meetings("national", 1, "quarter", "generally")),
            "loose": book("loose", meetings("loose", 1, "quarter", "generally")),
            "strict": book("strict", meetings("strict", 1, "month")),
        }
    }
    adoptions = [
        Adoption(organization="县委", book="national"),
        Adoption(organization="一支部", book="loose"),
        Adoption(organization="一支部", book="strict"),
    ]
    found = chains("一支部", date(2026, 6, 1), adoptions, settled, Subjects(TREE), Calendar())
    reasons = {one.source.clause.book: one.reason for one in found["members_meeting.count"]}
    assert reasons["strict"] == ""
    assert "strict制度" in reasons["national"]
    assert "strict制度" in reasons["loose"]


def test_a_fixed_majority_is_not_moved_but_one_by_one_may_be_added() -> None:
    def vote(name: str, text: str, local: str = "tighten") -> Clause:
        return clause(
            f"local: {local}\nkind: decision\nmatter: [admission]\n{text}",
            book=name,
            id=f"{name}.vote",
            family="admission.pass",
        )

    national = vote("national", "pass: {of: entitled, more_than: 1/2}", "fixed")
    added = chain(national, vote("local", "one_by_one: true"))
    assert link_of(added, "admission.pass") == [("national", True), ("local", True)]
    barred = chain(national, vote("local", "pass: {of: entitled, at_least: 2/3}"))
    assert link_of(barred, "admission.pass") == [("national", True), ("local", False)]


def test_a_rule_for_another_type_of_organisation_does_not_meet_the_branchs_own() -> None:
    committees = meetings("national", 1, "quarter", extra="applies: {organization: [township_committee]}")
    branches = meetings("local", 1, "month", extra="applies: {organization: [branch]}")
    assert link_of(chain(committees, branches), "members_meeting.count") == [("local", True)]


def test_the_same_fixed_duty_runs_once_under_the_superiors_excuses() -> None:
    """全国与本级都写每月交党费：只判一次，理由和批准以全国的为准。"""

    def dues(name: str, extra: str) -> Clause:
        text = f"subject: member\nkind: frequency\nmeasure: dues_paid\nat_least: 1\nper: month\n{extra}"
        return clause(text, book=name, id=f"{name}.dues", family="dues_paid.count")

    national = dues("national", "local: fixed\nexcuse: {grounds: [special_case], approver: [branch]}")
    found = chain(national, dues("local", "applies: {organization: [branch]}"))
    assert link_of(found, "dues_paid.count") == [("national", True), ("local", False)]
    assert "与上级一致" in found["dues_paid.count"][1].reason
