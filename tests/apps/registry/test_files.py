"""Writing in a file: who may, what must fit together, what stays of what was there before."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.apps.builders import a_member
from tests.apps.registry.conftest import Files, a_number
from zhidu.apps.members import queries as members
from zhidu.apps.registry.actions import set_profile, set_profiles
from zhidu.apps.registry.boxes import open_change, values_of
from zhidu.apps.registry.models import Change, Profile
from zhidu.foundation.access.rules import SYSTEM
from zhidu.foundation.access.verbs import Refused
from zhidu.foundation.acts import Stale, Wrong
from zhidu.foundation.journal.queries import about

pytestmark = pytest.mark.django_db


def test_a_file_is_kept_and_read_as_it_was_written(files: Files) -> None:
    number = a_number()
    said = {"id_number": number, "phone": "13800138000", "nation": "汉", "address": "东岭村12号"}
    kept = set_profile(actor=files.secretary, person=files.people[1], values=said)
    found = values_of(Profile.objects.get(pk=files.people[1]))
    assert found["id_number"] == number
    assert found["phone"] == "13800138000"
    assert found["nation"] == "汉族"
    assert (found["born_on"], found["sex"]) == ("1985-03-12", "male"), "身份证号说明的，一并填上"
    assert "born_on" in kept.changed
    assert not kept.differs


def test_the_number_the_day_of_birth_and_the_sex_must_agree(files: Files) -> None:
    said = {"id_number": a_number(), "born_on": "1985-03-13", "sex": "女"}
    with pytest.raises(Wrong) as wrong:
        set_profile(actor=files.secretary, person=files.people[1], values=said)
    assert "1985-03-12" in wrong.value.faults["born_on"]
    assert "男" in wrong.value.faults["sex"]
    assert not Profile.objects.exists()
    set_profile(actor=files.secretary, person=files.people[1], values={"id_number": a_number()})
    with pytest.raises(Wrong, match="两处应相同"):
        set_profile(actor=files.secretary, person=files.people[1], values={"sex": "female"})


def test_days_must_be_in_the_order_of_a_life(files: Files) -> None:
    said = {"born_on": "1985-03-12", "joined_on": "1985-03-12", "confirmed_on": "1985-03-12"}
    with pytest.raises(Wrong) as wrong:
        set_profile(actor=files.secretary, person=files.people[1], values=said)
    assert set(wrong.value.faults) == {"joined_on", "confirmed_on"}


def test_one_number_belongs_to_one_person(files: Files) -> None:
    set_profile(actor=files.secretary, person=files.people[1], values={"id_number": a_number()})
    with pytest.raises(Wrong, match="已经登记在另一个人的档案里") as wrong:
        set_profile(actor=files.secretary, person=files.people[2], values={"id_number": a_number()})
    assert a_number() not in str(wrong.value)
    assert members.person(files.people[1]).name not in str(wrong.value)


def test_a_day_that_differs_from_the_register_is_kept_and_said(files: Files) -> None:
    new = a_member(
        files.branch.node,
        "王新",
        type="probationary_member",
        on=members.memberships(files.people[0])[0].first,
    )
    kept = set_profile(actor=files.secretary, person=new.pk, values={"joined_on": "2018-01-02"})
    assert "2018-01-01 起接收为预备党员" in kept.differs["joined_on"]
    old = set_profile(actor=files.secretary, person=files.people[1], values={"confirmed_on": "1999-07-01"})
    assert not old.differs, "登记时已是正式党员的，登记那天不是转正那天"
    late = set_profile(actor=files.secretary, person=files.people[1], values={"confirmed_on": "2019-07-01"})
    assert "登记为正式党员" in late.differs["confirmed_on"]


def test_what_stood_there_before_stays_and_the_journal_has_no_values(files: Files) -> None:
    person = files.people[1]
    set_profile(actor=files.secretary, person=person, values={"phone": "13800138000"})
    kept = set_profile(
        actor=files.secretary, person=person, values={"phone": "13900139000"}, why="换了号码", version=1
    )
    assert kept.profile.version == 2
    last = Change.objects.first()
    assert last is not None
    assert open_change(last.sealed) == ({"phone": "13800138000"}, "换了号码")
    assert last.by == files.secretary.user
    told = [str(one.details) for one in about(kept.profile.code)]
    assert told[0] == "{'fields': ['phone']}"
    assert "138" not in "".join(told)
    with pytest.raises(Stale):
        set_profile(actor=files.secretary, person=person, values={"phone": "13700137000"}, version=1)
    with pytest.raises(Wrong, match="没有改动"):
        set_profile(actor=files.secretary, person=person, values={"phone": "139-0013-9000"})


def test_a_field_that_is_emptied_is_not_known_any_more(files: Files) -> None:
    person = files.people[1]
    set_profile(actor=files.officer, person=person, values={"phone": "13800138000", "nation": "汉族"})
    set_profile(actor=files.officer, person=person, values={"phone": ""})
    row = Profile.objects.get(pk=person)
    assert (row.phone, row.phone_digest, row.nation) == (None, None, "汉族")


def test_only_those_who_keep_files_write_in_them(files: Files) -> None:
    for actor in (files.member, files.publicity):
        with pytest.raises(Refused):
            set_profile(actor=actor, person=files.people[4], values={"sex": "男"})
    elsewhere = a_member(files.town, "镇里的人")
    with pytest.raises(Refused):
        set_profile(actor=files.secretary, person=elsewhere.pk, values={"sex": "男"})


def test_a_table_is_written_whole_or_not_at_all(files: Files) -> None:
    one, two = files.people[1:3]
    with pytest.raises(Wrong) as wrong:
        set_profiles(
            actor=SYSTEM,
            values={one: {"id_number": a_number()}, two: {"id_number": a_number(), "sex": "未知"}},
        )
    assert set(wrong.value.faults) == {f"{two}.sex", f"{two}.id_number"}
    assert not Profile.objects.exists()
    said = {one: {"id_number": a_number()}, two: {"id_number": a_number(order=102), "education": "高中"}}
    assert set_profiles(actor=SYSTEM, values=said) == 2
    assert Profile.objects.get(pk=two).sex == "female"
    assert Change.objects.count() == 2


def test_a_longer_table_asks_the_database_no_more(files: Files) -> None:
    counts = []
    for people in (files.people[1:2], files.people[2:5]):
        said = {pk: {"id_number": a_number(order=100 + pk % 800)} for pk in people}
        with CaptureQueriesContext(connection) as asked:
            set_profiles(actor=SYSTEM, values=said)
        counts.append(len(asked))
    assert counts[0] == counts[1]
