"""Papers of a vote: slips that are all alike, a tally sheet, and the result in the minutes."""

from __future__ import annotations

import io
from typing import Any

import docx
import pytest
from django.urls import reverse

from tests.apps.activities.making import a_meeting
from tests.apps.ballots.making import marks, opened
from tests.apps.builders import a_client, an_actor
from zhidu.apps.activities.actions import record_held
from zhidu.apps.activities.attendance import Attendance
from zhidu.apps.ballots.actions import count_hands
from zhidu.apps.ballots.states import Method
from zhidu.foundation.access.rules import SYSTEM, Actor

pytestmark = pytest.mark.django_db


def words(actor: Actor, name: str, pk: int) -> list[str]:
    answer = a_client(actor).get(reverse("papers:print", args=[name, pk]), {"as": "docx"})
    assert answer.status_code == 200
    made = docx.Document(io.BytesIO(answer.content))
    cells = [cell.text for table in made.tables for row in table.rows for cell in row.cells]
    return [one.text for one in made.paragraphs] + cells


def test_a_slip_has_the_matter_and_three_boxes_and_names_nobody(branch: Any) -> None:
    secretary = an_actor("secretary", branch.node, person=branch.people[0])
    ballot = opened(branch, Method.PAPER)
    said = words(secretary, "ballots.slip", ballot.pk)
    assert ballot.title in said
    assert said.count("□") == 3
    assert words(secretary, "ballots.slip", ballot.pk) == said, "每张都一样"
    member = an_actor("member", branch.node, person=branch.people[5])
    assert a_client(member).get(reverse("papers:print", args=["ballots.slip", ballot.pk])).status_code == 403
    assert "ballots.tally" in a_client(secretary).get(ballot.get_absolute_url()).content.decode()


def test_a_tally_sheet_is_blank_until_the_vote_is_over(branch: Any) -> None:
    secretary = an_actor("secretary", branch.node, person=branch.people[0])
    ballot = opened(branch)
    assert not any(one in words(secretary, "ballots.tally", ballot.pk) for one in ("6", "2"))
    count_hands(actor=SYSTEM, ballot=ballot.pk, version=ballot.version, hands=marks(6, 2, 1))
    said = words(secretary, "ballots.tally", ballot.pk)
    assert said[-3:] == ["6", "2", "1"]
    assert any(one.startswith("结果：通过") for one in said)
    assert (
        a_client(secretary).get(reverse("papers:print", args=["ballots.slip", ballot.pk])).status_code == 404
    )


def test_the_minutes_say_what_was_voted(branch: Any) -> None:
    secretary = an_actor("secretary", branch.node, person=branch.people[0])
    meeting = record_held(actor=SYSTEM, entry=a_meeting(branch), attendance=Attendance())
    ballot = opened(branch, meeting=meeting.pk)
    assert not any("表决情况" in one for one in words(secretary, "activities.minutes", meeting.pk))
    count_hands(actor=SYSTEM, ballot=ballot.pk, version=ballot.version, hands=marks(6, 2, 1))
    said = words(secretary, "activities.minutes", meeting.pk)
    assert "一、表决情况" in said
    assert any("结果：通过。" in one for one in said)
