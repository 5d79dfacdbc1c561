"""Two who write at once lose nothing."""

from __future__ import annotations

import pytest

from tests.apps.builders import a_client, an_actor
from zhidu.apps.meetings.actions import (
    add_paragraph,
    close,
    open_meeting,
    settle_paragraph,
    take_roll,
    write_paragraph,
)
from zhidu.apps.meetings.models import Meeting, Paragraph
from zhidu.apps.meetings.queries import minutes
from zhidu.foundation.acts import Wrong

pytestmark = pytest.mark.django_db


@pytest.fixture
def room(branch, secretary, arranged):
    meeting = arranged("members_meeting", "学习")
    take_roll(actor=secretary, activity=meeting.pk)
    open_meeting(actor=secretary, activity=meeting.pk)
    return Meeting.objects.get(activity=meeting)


@pytest.fixture
def recorder(branch):
    return an_actor("organisation", branch.node, person=branch.people[2])


def write(actor, room, paragraph, version, text):
    return write_paragraph(
        actor=actor, activity=room.activity_id, paragraph=paragraph.pk, version=version, text=text
    )


def test_what_one_types_is_kept_with_a_new_version(secretary, room):
    paragraph = room.paragraphs.first()
    assert write(secretary, room, paragraph, 1, "第一句。").paragraph.version == 2
    assert write(secretary, room, paragraph, 2, "第一句。第二句。").paragraph.version == 3


def test_the_second_of_two_keeps_a_text_beside_the_first(secretary, recorder, room):
    paragraph = room.paragraphs.first()
    write(secretary, room, paragraph, 1, "书记写的。")
    late = write(recorder, room, paragraph, 1, "组织委员写的。")
    paragraph.refresh_from_db()
    assert paragraph.text == "书记写的。"
    assert (late.paragraph.text, late.beside) == ("组织委员写的。", paragraph)
    again = write(recorder, room, late.paragraph, late.paragraph.version, "组织委员写的，又添了一句。")
    assert (again.paragraph.pk, again.beside) == (late.paragraph.pk, None)


@pytest.mark.parametrize(
    ("choice", "text"),
    [
        ("theirs", "书记写的。"),
        ("mine", "组织委员写的。"),
        ("both", "书记写的。\n组织委员写的。"),
    ],
)
def test_somebody_looks_at_both_and_settles_them(secretary, recorder, room, choice, text):
    paragraph = room.paragraphs.first()
    write(secretary, room, paragraph, 1, "书记写的。")
    late = write(recorder, room, paragraph, 1, "组织委员写的。").paragraph
    settle_paragraph(actor=secretary, activity=room.activity_id, paragraph=late.pk, choice=choice)
    paragraph.refresh_from_db()
    assert paragraph.text == text
    assert Paragraph.objects.get(pk=late.pk).text == "组织委员写的。"
    with pytest.raises(Wrong, match="已经并好"):
        settle_paragraph(actor=secretary, activity=room.activity_id, paragraph=late.pk, choice=choice)


def test_a_text_that_was_settled_while_still_being_typed_comes_back_beside(secretary, recorder, room):
    paragraph = room.paragraphs.first()
    write(secretary, room, paragraph, 1, "书记写的。")
    late = write(recorder, room, paragraph, 1, "组织委员写的。").paragraph
    settle_paragraph(actor=secretary, activity=room.activity_id, paragraph=late.pk, choice="theirs")
    more = write(recorder, room, late, 1, "组织委员写的，还没有写完。")
    assert more.beside == paragraph
    assert more.paragraph.text == "组织委员写的，还没有写完。"


def test_two_texts_are_settled_before_the_meeting_is_closed(secretary, recorder, room):
    paragraph = room.paragraphs.first()
    write(secretary, room, paragraph, 1, "书记写的。")
    write(recorder, room, paragraph, 1, "组织委员写的。")
    with pytest.raises(Wrong, match="还没有并好"):
        close(actor=secretary, activity=room.activity_id, rest="done")


def test_the_same_text_twice_is_no_quarrel(secretary, recorder, room):
    paragraph = room.paragraphs.first()
    write(secretary, room, paragraph, 1, "一样的话。")
    assert write(recorder, room, paragraph, 1, "一样的话。").beside is None


def test_minutes_are_given_point_by_point(secretary, room):
    point = room.points.get()
    more = add_paragraph(actor=secretary, activity=room.activity_id, point=point.pk)
    write(secretary, room, point.paragraphs.first(), 1, "甲说。")
    write(secretary, room, more, 1, "乙说。")
    write(secretary, room, room.paragraphs.get(point=None), 1, "散会。")
    found = minutes(room.activity_id)
    assert [(one.title if one else "", texts) for one, texts in found] == [
        ("学习", ["甲说。", "乙说。"]),
        ("", ["散会。"]),
    ]


def test_the_script_is_told_where_a_late_text_went(secretary, recorder, room):
    paragraph = room.paragraphs.first()
    write(secretary, room, paragraph, 1, "书记写的。")
    answer = a_client(recorder).post(
        f"/meetings/{room.activity_id}/write/",
        {"paragraph": paragraph.pk, "version": 1, "text": "组织委员写的。"},
        headers={"accept": "application/json"},
    )
    said = answer.json()
    assert said["beside"] == paragraph.pk
    assert said["paragraph"] != paragraph.pk
    assert "书记写的。" in said["html"]
    assert "组织委员写的。" in said["html"]


def test_without_a_script_it_is_an_ordinary_form(secretary, room):
    paragraph = room.paragraphs.first()
    answer = a_client(secretary).post(
        f"/meetings/{room.activity_id}/write/", {"paragraph": paragraph.pk, "version": 1, "text": "一句。"}
    )
    assert answer.status_code == 302
    paragraph.refresh_from_db()
    assert paragraph.text == "一句。"
