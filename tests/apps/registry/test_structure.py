"""Pictures of the ranks: counted and never guessed; fewer, older, lost as the register says."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import given
from hypothesis import strategies as st

from tests.apps.builders import a_branch, a_client, members_of
from tests.apps.registry.conftest import TODAY, Files, a_number
from tests.foundation.services import content_of
from zhidu.apps.members.actions import leave
from zhidu.apps.registry.actions import set_profile, set_profiles
from zhidu.apps.registry.roster import roster
from zhidu.apps.registry.structure import AGES, PARTY_YEARS, ranks
from zhidu.apps.registry.trends import LOST, Stay, age_on, point, told, trend
from zhidu.foundation.access.rules import SYSTEM

pytestmark = pytest.mark.django_db


@pytest.mark.covers("S5.9.5")
@pytest.mark.postgresql
def test_age_schooling_and_work_are_counted_and_what_is_unknown_is_said(files: Files) -> None:
    people = files.people
    set_profiles(
        actor=SYSTEM,
        values={
            people[0]: {"sex": "男", "born_on": "1996-11-18", "education": "本科", "work_class": "农民"},
            people[1]: {"sex": "女", "born_on": "1995-11-18", "education": "大专", "work_class": "农民"},
            people[2]: {"sex": "女", "born_on": "1950-01-01", "joined_on": "1976-11-18"},
        },
    )
    found = ranks(files.town, TODAY)
    assert (found.members, found.filed) == (5, 3)
    pictures = {one.title: one for one in found.pictures}
    ages = {one.title: one.number for one in pictures["年龄"].parts if one.number}
    assert ages == {"30岁及以下": 1, "31至35岁": 1, "61岁及以上": 1}
    assert pictures["年龄"].unknown == 2
    assert {one.title: one.number for one in pictures["学历"].parts if one.number} == {
        "大学本科": 1,
        "大学专科": 1,
    }
    assert pictures["学历"].unknown == 3
    farmers = next(one for one in pictures["职业"].parts if one.title == "农牧渔民")
    assert (farmers.number, farmers.percent) == (2, "40.0%")
    assert {one.title: one.number for one in pictures["党龄"].parts if one.number} == {"50年及以上": 1}
    (below,) = found.below.values()
    assert (below.members, below.women, below.young, below.schooled, below.without) == (5, 2, 2, 2, 2)


def test_every_part_of_a_picture_leads_to_those_it_counts(files: Files) -> None:
    born = [f"{2026 - age}-06-01" for age in (25, 33, 45, 58, 70)]
    set_profiles(
        actor=SYSTEM,
        values={
            one: {"born_on": day, "joined_on": f"{int(day[:4]) + 20}-07-01"}
            for one, day in zip(files.people, born, strict=True)
        },
    )
    client = a_client(files.officer)
    page = client.get(f"/registry/structure/{files.branch.node.pk}/")
    for picture in page.context["ranks"].pictures:
        for part in picture.parts:
            rows = client.get(f"/registry/?organization={files.branch.node.pk}&{part.query}").context["rows"]
            if part.number or picture.title in {"年龄", "党龄"}:
                assert len(rows) == part.number, part.title


def test_bands_leave_no_gap() -> None:
    for bands in (AGES, PARTY_YEARS):
        ends = [last for _, last in bands]
        assert ends[-1] is None
        assert ends[:-1] == sorted(ends[:-1])  # type: ignore[type-var]


@pytest.mark.covers("S5.10.9")
@pytest.mark.postgresql
def test_fewer_older_and_lost_are_said_with_their_numbers(files: Files) -> None:
    people = files.people
    set_profiles(
        actor=SYSTEM, values={one: {"born_on": f"{1960 + at * 10}-01-01"} for at, one in enumerate(people)}
    )
    leave(actor=SYSTEM, person=people[4], last=date(2025, 6, 30), why="lapsed")
    leave(actor=SYSTEM, person=people[3], last=date(2026, 6, 30), why="died")
    points = trend(files.town, TODAY)
    assert [(one.on.year, one.members, one.lost) for one in points] == [
        (2021, 5, 0),
        (2022, 5, 0),
        (2023, 5, 0),
        (2024, 5, 0),
        (2025, 4, 1),
        (2026, 3, 0),
    ]
    assert points[0].mean_age == Fraction(61 + 51 + 41 + 31 + 21, 5)
    fewer, older, lost = told(points)
    assert fewer == ("人数：2021年底 5 人，现在 3 人，少了 2 人", True)
    assert older == ("平均年龄：2021年底 41.0 岁，现在 56.0 岁，高了 15 岁", True)
    assert lost == ("流失：2021年底以来退党、自行脱党、劝退或除名 1 人", True)
    page = a_client(files.secretary).get(f"/registry/structure/{files.branch.node.pk}/").content.decode()
    assert "少了 2 人" in page


def test_a_mean_age_of_some_is_no_judgement_on_all(files: Files) -> None:
    set_profile(actor=SYSTEM, person=files.people[0], values={"born_on": "1960-01-01"})
    sentence, worse = told(trend(files.town, TODAY))[1]
    assert "4 人没有填出生日期" in sentence
    assert worse is None
    other = a_branch("西岭村党支部", members=2)
    assert told(trend(other.node, TODAY))[1] == ("平均年龄：出生日期没有填，算不出", None)


@given(
    st.lists(
        st.builds(
            Stay,
            first=st.none() | st.dates(date(2019, 1, 1), date(2026, 11, 18)),
            last=st.none() | st.dates(date(2019, 1, 1), date(2026, 11, 18)),
            ended=st.sampled_from(["", "died", "lapsed", "transferred_out"]),
            born=st.none() | st.dates(date(1930, 1, 1), date(2005, 1, 1)),
        ),
        max_size=12,
    ),
    st.dates(date(2020, 1, 1), date(2026, 11, 18)),
)
def test_a_point_counts_those_who_were_there_that_day_and_no_others(stays: list[Stay], on: date) -> None:
    found = point(stays, on)
    there = [one for one in stays if (one.first or on) <= on <= (one.last or on)]
    assert found.members == len(there)
    ages = [age_on(one.born, on) for one in there if one.born]
    assert found.mean_age == (Fraction(sum(ages), len(ages)) if ages else None)
    assert found.lost == sum(1 for one in stays if one.last and one.last <= on and one.ended in LOST)


def test_a_larger_place_asks_the_database_no_more(files: Files) -> None:
    client = a_client(files.officer)
    address = f"/registry/structure/{files.town.pk}/"
    counts = []
    for more in (0, 10):
        set_profiles(actor=SYSTEM, values={files.people[0]: {"employer": f"单位{more}"}})
        members_of(files.branch.node, more)
        client.get(address)
        with CaptureQueriesContext(connection) as asked:
            client.get(address)
        counts.append(len(asked))
    assert counts[0] == counts[1]


def test_members_see_no_pictures(files: Files) -> None:
    assert a_client(files.member).get(f"/registry/structure/{files.branch.node.pk}/").status_code == 403
    assert a_client(files.secretary).get(f"/registry/structure/{files.town.pk}/").status_code == 403
    assert a_client(files.publicity).get("/registry/structure/").status_code == 302


def test_the_register_of_members_is_a_table_without_anything_that_is_masked(files: Files) -> None:
    set_profiles(
        actor=SYSTEM,
        values={files.people[0]: {"id_number": a_number(), "education": "大专", "joined_on": "2010-07-01"}},
    )
    sheet = roster(files.secretary, files.branch.node, TODAY)
    heads = [one.title for one in sheet.columns]
    assert len(sheet.rows) == 5
    first = dict(zip(heads, sheet.rows[0], strict=True))
    assert first["学历"] == "大学专科"
    assert first["出生日期"] == date(1985, 3, 12)
    assert first["入党日期"] == date(2010, 7, 1)
    assert first["职务"] == "书记"
    assert not any(a_number() in str(cell) for row in sheet.rows for cell in row)
    for actor in (files.publicity, files.member):
        names = dict(zip(heads, roster(actor, files.branch.node, TODAY).rows[0], strict=True))
        assert names["姓名"]
        assert names["学历"] is None
    client = a_client(files.secretary)
    answer = client.get(f"/registry/roster/{files.branch.node.pk}/?as=xlsx")
    assert answer["Content-Disposition"].startswith("attachment")
    assert content_of(answer).startswith(b"PK") if answer.streaming else answer.content.startswith(b"PK")
    assert a_client(files.publicity).get(f"/registry/roster/{files.branch.node.pk}/").status_code == 403
