"""What has to be true of a person before each step, and what is said where it is not."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.apps.kept import kept
from tests.apps.recruitment.conftest import BEGUN, Place, Placed, Way, a_place, a_way
from zhidu.apps.activities.actions import record_held
from zhidu.apps.activities.entries import Entry
from zhidu.apps.members.models import Membership
from zhidu.apps.procedures.actions import settle
from zhidu.apps.recruitment import actions
from zhidu.apps.recruitment.asking import training
from zhidu.apps.recruitment.gates import of_age
from zhidu.apps.recruitment.rules import rules_of
from zhidu.apps.recruitment.states import ELSEWHERE, LATE, LEAVING, SPECIAL
from zhidu.domain.calendar import Calendar, Duration, add_months
from zhidu.foundation.access.rules import SYSTEM
from zhidu.foundation.acts import Wrong
from zhidu.foundation.clock import on_day

STATIONS = (
    "talk",
    "mentors",
    "cultivation",
    "notice",
    "sponsors",
    "review",
    "training",
    "admission-meeting",
    "approval",
    "confirmation-meeting",
)
"""Where somebody waits for the tests of what comes next; each walked to once."""


@pytest.fixture(scope="module")
def stations(django_db_setup: None, django_db_blocker: Any) -> Iterator[dict[str, Way]]:
    def make() -> dict[str, Way]:
        here = a_place("national")
        return {step: to(a_way(here), step) for step in STATIONS}

    with kept(django_db_blocker, BEGUN, make) as ways:
        yield ways


@pytest.fixture
def at(stations: dict[str, Way], db: None) -> Callable[[str], Way]:
    """Somebody who has come as far as a step."""
    return lambda step: replace(stations[step], walked=[])


At = Callable[[str], Way]


def to(way: Way, step: str) -> Way:
    way.walk(until=step)
    way.day += timedelta(days=1)
    return way


def noted(way: Way, kind: str, on: date | None = None, **said: str) -> None:
    with on_day(max(way.day, on or way.day)):
        actions.note(
            actor=way.place.secretary,
            dossier=way.dossier.pk,
            kind=kind,
            on=on or way.day,
            words="写明了",
            said=said,
        )


# ---------------------------------------------------------------- age


@pytest.mark.covers("S5.9.3")
def test_nobody_under_eighteen_is_taken_in_and_the_day_of_age_is_named(place: Place) -> None:
    with pytest.raises(Wrong, match=r"2026年6月2日才满 18 岁，还差 1 天（依据：《全国性规定汇编》.*第 5 条"):
        a_way(place, born=date(2008, 6, 2))
    assert a_way(place, born=date(2008, 6, 1)).dossier.stage == "applicant"


def test_without_a_birth_date_nobody_knows_and_it_is_asked_for(place: Place) -> None:
    with pytest.raises(Wrong, match="不知道周小满的出生日期，看不出满不满 18 岁；请先补上"):
        a_way(place, born=None)


# ---------------------------------------------------------------- the talk, mentors


def test_a_talk_needs_its_topics_and_words(at: At) -> None:
    begun = at("talk")
    with pytest.raises(Wrong, match="还缺：学习和工作经历"):
        begun.take("talk", topics="view_of_party;motive;law_abiding;family;standards_explained")
    with pytest.raises(Wrong, match="没有写内容；请写谈了什么"):
        begun.take("talk", words=" ")
    assert begun.take("talk").notes.filter(step="talk", move__isnull=False).count() == 1


def test_the_talk_has_a_month_and_being_late_shows(at: At) -> None:
    begun = at("talk")
    with on_day(date(2026, 7, 4)):
        late = next(one for one in begun.going.times if one.step.id == "talk")
    assert (late.latest, late.overdue) == (date(2026, 7, 1), 3)


def test_one_or_two_full_members_are_mentors(at: At) -> None:
    begun = at("mentors")
    people = begun.place.branch.people
    with pytest.raises(Wrong, match=r"选了 3 名；应不超过 2 名（依据：.*第 9 条"):
        begun.take("mentors", people=";".join(str(pk) for pk in people[2:5]))
    with pytest.raises(Wrong, match="应是东岭村党支部的正式党员"):
        begun.take("mentors", people=str(begun.dossier.person_id))
    begun.take("mentors", people=f"{people[2]};{people[3]}")
    assert [one.person_id for one in begun.fresh().companions.all()] == people[2:4]


def test_a_mentor_who_moves_away_is_replaced_and_both_stay_on_record(at: At) -> None:
    begun = at("cultivation")
    old = begun.fresh().companions.get()
    with on_day(begun.day):
        actions.replace_companion(
            actor=begun.place.secretary,
            companion=old.pk,
            person=begun.place.branch.people[5],
            on=begun.day,
            reason="调到外地工作",
        )
    rows = list(begun.fresh().companions.values_list("person", "last", "reason"))
    assert rows == [(old.person_id, begun.day, "调到外地工作"), (begun.place.branch.people[5], None, "")]


# ---------------------------------------------------------------- cultivation


@pytest.mark.covers("S6.3.3", "S5.10.1")
def test_before_a_year_of_cultivation_nobody_is_listed_and_the_first_day_is_named(at: At) -> None:
    begun = at("cultivation")
    begun.take("cultivation")
    activist = begun.going.standing.of("activist").done[0]
    earliest = add_months(activist, 12)
    begun.day = earliest - timedelta(days=1)
    begun.take("cultivation", add_months(activist, 6))
    against = begun.against("opinions", earliest - timedelta(days=1))
    assert [one.possible_from for one in against] == [earliest]
    assert "还差 1 天" in against[0].text
    assert begun.possible_from("opinions") == earliest


def test_a_half_year_without_an_inspection_is_named(at: At) -> None:
    begun = at("cultivation")
    begun.take("cultivation")
    since = begun.going.standing.of("activist").done[0]
    begun.day = add_months(since, 12)
    with pytest.raises(Wrong, match="每半年考察一次，缺 1 次"):
        begun.take("opinions")
    begun.take("cultivation")
    begun.take("opinions")


# ---------------------------------------------------------------- notice


def test_somebody_who_floats_is_published_in_both_places_at_once(at: At) -> None:
    way = at("notice")
    with on_day(way.day):
        actions.complete(
            actor=way.place.secretary,
            dossier=way.dossier.pk,
            version=way.fresh().version,
            about={"born": way.dossier.born, "floating": True},
        )
    to(way, "candidate")
    with pytest.raises(Wrong, match="应在流出地和流入地同时公示；另一处的公示还没有登记"):
        way.take("candidate")
    noted(way, ELSEWHERE)
    with pytest.raises(Wrong, match="应同时公示"):
        way.take("candidate")
    asked = way.going.standing.of("notice").asked
    noted(way, ELSEWHERE, asked)
    way.take("candidate")
    assert way.fresh().stage == "candidate"


def test_a_notice_hangs_for_five_full_working_days(at: At) -> None:
    begun = at("notice")
    begun.ask("notice")
    full = begun.going.calendar.add(begun.day, Duration.parse("5wd"))
    with pytest.raises(Wrong, match="须公示满 5 个工作日"), on_day(full):
        settle(
            actor=begun.place.secretary,
            case=begun.dossier.case_id,
            version=begun.going.row.version,
            step="notice",
            on=full,
        )


# ---------------------------------------------------------------- sponsors, review, training


@pytest.mark.covers("S5.9.7")
def test_sponsors_are_exactly_two_and_none_of_them_under_a_penalty(at: At) -> None:
    begun = at("sponsors")
    people = begun.place.branch.people
    with pytest.raises(Wrong, match="选了 1 名；应为 2 名"):
        begun.take("sponsors", people=str(people[2]))
    for who, penalty, bar in ((people[2], "party_probation", "不能担任"), (people[3], "warning", "不宜担任")):
        with on_day(begun.day):
            record_held(
                actor=SYSTEM,
                entry=Entry(
                    kind="discipline_case",
                    node=begun.place.branch.node.pk,
                    person=who,
                    on=begun.day,
                    columns={"penalty": penalty, "until": "2028-12-31"},
                ),
            )
        with pytest.raises(Wrong, match=bar):
            begun.take("sponsors", people=f"{who};{people[4]}")
    begun.take("sponsors", people=f"{people[4]};{people[5]}")


def test_a_penalty_that_is_over_bars_nobody(at: At) -> None:
    begun = at("sponsors")
    people = begun.place.branch.people
    with on_day(begun.day):
        record_held(
            actor=SYSTEM,
            entry=Entry(
                kind="discipline_case",
                node=begun.place.branch.node.pk,
                person=people[2],
                on=begun.day - timedelta(days=400),
                columns={"penalty": "warning", "until": str(begun.day - timedelta(days=1))},
            ),
        )
    begun.take("sponsors", people=f"{people[2]};{people[3]}")


def test_whoever_is_not_found_fit_is_not_put_to_the_meeting(at: At) -> None:
    begun = at("review")
    begun.take("review", conclusion="not_qualified")
    to(begun, "admission-meeting")
    with pytest.raises(Wrong, match="政治审查的结论是“不合格”"):
        begun.vote("admission-meeting")


def test_training_is_three_days_or_twenty_four_hours(at: At) -> None:
    begun = at("talk")
    rules = rules_of(begun.place.branch.node, begun.day)
    assert training({"days": "3"}, rules).short == ""
    assert training({"hours": "24"}, rules) == training({"days": "3"}, rules)
    assert "合 2.88 天" in training({"hours": "23"}, rules).short
    assert training({}, rules).days is None


def test_too_short_a_training_needs_the_superiors_special_consent(at: At) -> None:
    begun = at("training")
    with pytest.raises(Wrong, match="培训合 2 天，一般应不少于 3 天（或者 24 学时）"):
        begun.take("training", days="2")
    noted(begun, SPECIAL)
    begun.take("training", days="2")


# ---------------------------------------------------------------- the meeting and the approval


def test_whoever_leaves_within_three_months_is_normally_not_admitted(at: At) -> None:
    begun = at("admission-meeting")
    with on_day(begun.day):
        actions.complete(
            actor=begun.place.secretary,
            dossier=begun.dossier.pk,
            version=begun.fresh().version,
            about={"born": begun.dossier.born, "leaves_on": begun.day + timedelta(days=60)},
        )
    with pytest.raises(Wrong, match="不到 3 个月；一般不办接收手续"):
        begun.vote("admission-meeting")
    noted(begun, LEAVING)
    begun.vote("admission-meeting")


def test_an_admission_that_fails_leads_back_and_the_register_with_it(at: At) -> None:
    begun = at("admission-meeting")
    assert begun.person.type == "candidate"
    begun.vote("admission-meeting", outcome="failed")
    assert begun.fresh().stage == "activist"
    assert begun.person.type == "activist"


def test_past_three_months_an_approval_needs_its_reason_and_past_six_there_is_none(at: At) -> None:
    begun = at("approval")
    begun.ask("approval")
    met = begun.going.standing.of("admission-meeting").done[0]
    with pytest.raises(Wrong, match=r"一般应在 .*前审批，已超 1 天"):
        begun.answered(add_months(met, 3) + timedelta(days=1))
    noted(begun, LATE)
    with pytest.raises(Wrong, match=r"最迟应在 .*审批，已超 1 天"):
        begun.answered(add_months(met, 6) + timedelta(days=1))
    begun.day = add_months(met, 6)
    begun.answered()
    assert begun.fresh().stage == "probationary_member"
    assert begun.fresh().admitted_on == met


# ---------------------------------------------------------------- probation


@pytest.mark.covers("S6.3.7")
def test_confirmation_is_not_discussed_before_probation_ends(at: At) -> None:
    begun = at("confirmation-meeting")
    until = begun.fresh().probation_until
    assert until is not None
    assert begun.possible_from("confirmation-meeting") == until
    with pytest.raises(Wrong, match="还差"):
        begun.vote("confirmation-meeting", until - timedelta(days=1))
    begun.vote("confirmation-meeting", until)


def test_probation_is_extended_once_by_half_a_year_to_a_year_when_the_superior_agrees(at: At) -> None:
    begun = at("confirmation-meeting")
    until = begun.fresh().probation_until
    assert until is not None
    begun.day = until
    begun.vote("confirmation-meeting", outcome="failed")
    told: dict[str, Any] = {
        "actor": begun.place.secretary,
        "dossier": begun.dossier.pk,
        "kind": "extend",
        "met_on": until,
        "words": "工作上还要再看",
    }
    with on_day(until):
        with pytest.raises(Wrong, match="延长应不少于 6 个月"):
            actions.propose_outcome(**told, months=5)
        with pytest.raises(Wrong, match="延长应不超过 12 个月"):
            actions.propose_outcome(**told, months=13)
        made = actions.propose_outcome(**told, months=6)
        # nothing changes before it is agreed to
        assert begun.fresh().probation_until == until
        actions.answer_outcome(
            actor=begun.place.township, outcome=made.pk, version=made.version, agreed=True, on=until
        )
        with pytest.raises(Wrong, match="只能延长 1 次"):
            actions.propose_outcome(**told, months=6)
    longer = begun.fresh().probation_until
    assert longer == add_months(until, 6)
    begun.walk(until="confirmation-meeting")
    with pytest.raises(Wrong, match="预备期到"):
        begun.vote("confirmation-meeting", longer - timedelta(days=1))
    assert begun.walk() == "closed"
    assert begun.fresh().confirmed_on == longer


def test_whoever_is_not_confirmed_at_all_is_no_longer_in_the_party(at: At) -> None:
    begun = at("confirmation-meeting")
    until = begun.fresh().probation_until
    assert until is not None
    with on_day(until):
        made = actions.propose_outcome(
            actor=begun.place.secretary,
            dossier=begun.dossier.pk,
            kind="cancel",
            met_on=until,
            words="不履行党员义务",
        )
        actions.answer_outcome(
            actor=begun.place.township, outcome=made.pk, version=made.version, agreed=True, on=until
        )
    begun.fresh()
    assert (begun.dossier.stage, begun.going.row.state) == ("ended", "withdrawn")
    last = Membership.objects.filter(person=begun.dossier.person_id).last()
    assert last is not None
    assert (last.ended, last.last) == ("not_confirmed", until)


def test_a_case_that_is_stopped_takes_the_person_off_the_way(at: At) -> None:
    begun = at("mentors")
    with on_day(begun.day):
        actions.stop(
            actor=begun.place.secretary, dossier=begun.dossier.pk, on=begun.day, reason="本人撤回申请"
        )
    assert begun.fresh().stage == "ended"
    assert begun.person.until == begun.day


def test_a_member_is_not_stopped_but_decided_about(at: At) -> None:
    begun = at("confirmation-meeting")
    with pytest.raises(Wrong, match="不转正的，办“延长预备期”"), on_day(begun.day):
        actions.stop(actor=SYSTEM, dossier=begun.dossier.pk, on=begun.day, reason="不办了")


# ---------------------------------------------------------------- arithmetic

days = st.dates(date(2015, 1, 1), date(2035, 12, 31))


@given(day=days, months=st.sampled_from([1, 3, 6, 12]))
def test_a_limit_of_months_ends_on_the_same_day_or_at_the_end_of_the_month(day: date, months: int) -> None:
    until = Calendar().add(day, Duration.parse(f"{months}m"))
    assert (until.year * 12 + until.month) - (day.year * 12 + day.month) == months
    assert until.day == day.day or (until.day < day.day and (until + timedelta(days=1)).day == 1)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=25)
@given(born=st.dates(date(2005, 1, 1), date(2011, 12, 31)))
def test_the_first_day_of_age_is_the_eighteenth_birthday(at: At, born: date) -> None:
    begun = at("talk")
    begun.dossier.born = born
    rules = rules_of(begun.place.branch.node, BEGUN)
    first = add_months(born, 18 * 12)
    assert not list(of_age(begun.dossier, first, rules))
    (refusal,) = of_age(begun.dossier, first - timedelta(days=1), rules)
    assert refusal.possible_from == first


def test_where_no_clause_speaks_of_it_nothing_is_asked(placed: Placed) -> None:
    rules = rules_of(placed("rural-branch").branch.node, BEGUN)
    assert (rules.least_age, rules.probation, rules.extension()) == (None, None, (None, None, None))
