"""Materials, lecturers, courses and a room: there from a day on, found again, and counted by the clauses."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from tests.apps.ballots.making import the_book
from tests.apps.builders import a_client, an_actor, an_organization
from tests.apps.learning.conftest import TODAY, Studying, a_studying_branch, verdicts
from zhidu.apps.activities.models import Activity
from zhidu.apps.adoption.actions import adopt
from zhidu.apps.compliance.follow import bring_up
from zhidu.apps.compliance.queries import everything
from zhidu.apps.learning.actions import add_material, add_resource, end_resource, set_plan, withdraw_material
from zhidu.apps.learning.actions.add_material import Piece
from zhidu.apps.learning.actions.add_resource import Thing
from zhidu.apps.learning.models import Material, Resource
from zhidu.foundation.access.rules import SYSTEM
from zhidu.foundation.access.verbs import Refused
from zhidu.foundation.acts import Wrong

pytestmark = pytest.mark.django_db
DAY = date(2026, 11, 10)
LECTURERS = (
    "scholar",
    "leading_cadre",
    "grassroots_secretary",
    "deputies",
    "volunteer",
    "role_model",
    "local_talent",
)
COURSES = ("themed_lecture", "history_class", "painting", "classics", "vocal", "dance", "smartphone")


def put_in(school: Studying, **more: Any) -> Material:
    piece = Piece(**{"kind": "text", "title": "全会公报", "on": DAY, "topics": "theory", **more})
    return add_material(actor=school.secretary, organization=school.node.pk, piece=piece)


@pytest.mark.covers("S2.4.14#1")
def test_a_clipping_counts_in_its_month(db: None) -> None:
    answers = {"study.clippings": {"per": "month", "at_least": "1"}}
    school = a_studying_branch("school-branch", school_branch=answers)
    put_in(school, kind="clipping", title="十一月剪辑")
    assert ("2026-11", "met") in verdicts(school, "material_clipping.count")
    assert Activity.objects.get(kind="material_clipping").title == "十一月剪辑"


def test_material_is_found_by_words_and_by_its_class_and_gone_when_withdrawn(school: Studying) -> None:
    made, other = put_in(school), put_in(school, title="校本教研", topics="law_and_profession")
    client = a_client(school.member)
    address = f"/learning/{school.node.pk}/shelf/"
    page = client.get(address, {"q": "公报"}).content.decode()
    assert "全会公报" in page
    assert other.title not in page
    page = client.get(address, {"topic": "law_and_profession"}).content.decode()
    assert other.title in page
    assert "全会公报" not in page
    withdraw_material(actor=school.secretary, material=made.pk, version=1)
    assert "全会公报" not in client.get(address).content.decode()
    with pytest.raises(Refused):
        withdraw_material(actor=school.member, material=other.pk, version=1)


def test_files_come_with_it_and_a_link_must_be_whole(school: Studying) -> None:
    client = a_client(school.secretary)
    address = f"/learning/{school.node.pk}/shelf/add/"
    file = SimpleUploadedFile("讲稿.txt", "讲稿".encode())
    given = {"kind": "text", "title": "讲稿", "on": "2026-11-10", "upload": file}
    assert client.post(address, given).status_code == 302
    assert (
        "讲稿.txt"
        in a_client(school.member).get(f"/learning/materials/{Material.objects.get().pk}/").content.decode()
    )
    with pytest.raises(Wrong, match="完整的网址"):
        put_in(school, kind="link", link="javascript:alert(1)")


def test_material_is_found_from_the_search_of_the_site_until_it_is_withdrawn(school: Studying) -> None:
    made = put_in(school, title="田间管理手册")
    client = a_client(school.member)
    assert made.get_absolute_url() in client.get("/search/", {"q": "田间"}).content.decode()
    withdraw_material(actor=school.secretary, material=made.pk, version=1)
    assert made.get_absolute_url() not in client.get("/search/", {"q": "田间"}).content.decode()


@pytest.mark.covers("S2.4.13")
def test_a_room_counts_until_it_is_given_up(school: Studying) -> None:
    thing = Thing(kind="facility", name="办公楼二楼学习室", first=date(2026, 3, 1))
    made = add_resource(actor=school.secretary, organization=school.node.pk, thing=thing)
    assert verdicts(school, "study_room.parts")[-1][1] == "met"
    end_resource(actor=school.secretary, resource=made.pk, version=1, last=TODAY)
    assert verdicts(school, "study_room.parts")[-1][1] != "met"
    with pytest.raises(Wrong, match="已经结束"):
        end_resource(actor=school.secretary, resource=made.pk, version=2, last=TODAY)


@pytest.mark.covers("S3.8.1", "S3.8.2")
def test_seven_kinds_of_lecturers_and_seven_courses_make_the_hall(db: None) -> None:
    county = an_organization("云岭区委", type="county_committee")
    adopt(actor=SYSTEM, organization=county.pk, book=the_book("city-district").pk, first=date(2026, 1, 1))
    branch = an_organization("第一社区党支部", under=county)
    keeper = an_actor("superior", county)
    for kind, words in (("lecturer_pool", LECTURERS), ("course", COURSES)):
        for word in words:
            thing = Thing(kind=kind, name=f"{kind} {word}", first=DAY, category=word)
            add_resource(actor=keeper, organization=county.pk, thing=thing)
    bring_up([county.pk], TODAY)
    told = {one.family: one.verdict for one in everything() if one.organization_id == county.pk}
    assert (told["lecturer_pool.parts"], told["course.parts"]) == ("met", "met")
    page = a_client(an_actor("secretary", branch)).get(f"/learning/{branch.pk}/resources/").content.decode()
    assert "course painting" in page


def test_a_course_is_asked_for_in_the_plan_with_its_lecturer(school: Studying) -> None:
    thing = Thing(kind="course", name="党史课", first=DAY, lecturer="王教授")
    course = add_resource(actor=SYSTEM, organization=school.above.pk, thing=thing)
    plan = set_plan(actor=school.secretary, organization=school.node.pk, year=2026, themes="党史")
    page = (
        a_client(school.secretary)
        .get(f"/learning/plans/{plan.pk}/add/", {"course": course.pk})
        .content.decode()
    )
    assert "党史课" in page
    assert "王教授" in page


def test_the_same_name_twice_is_refused(school: Studying) -> None:
    thing = Thing(kind="course", name="党史课", first=DAY)
    add_resource(actor=school.secretary, organization=school.node.pk, thing=thing)
    with pytest.raises(Wrong, match="已经有"):
        add_resource(actor=school.secretary, organization=school.node.pk, thing=thing)
    assert Resource.objects.count() == 1
