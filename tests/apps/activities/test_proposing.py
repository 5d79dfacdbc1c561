"""On which day something is offered to be arranged, by what the clauses say of its time."""

from __future__ import annotations

from datetime import date, time

import pytest

from tests.apps.activities.books import HEAD
from tests.apps.builders import a_client
from zhidu.apps.activities.kinds import Kind
from zhidu.apps.activities.places import places
from zhidu.apps.activities.proposing import proposal
from zhidu.apps.activities.setting import Setting
from zhidu.apps.adoption.actions import adopt, import_book
from zhidu.apps.adoption.drafts import draft
from zhidu.domain.rules.vocabulary import MEASURES
from zhidu.foundation.access.rules import SYSTEM

pytestmark = pytest.mark.django_db
FRIDAY = """- id: party-day.slot
  family: party_day.slot
  title: 党日在每月第三个周五
  cite: 第一条
  modality: must
  subject: organization
  kind: schedule
  measure: party_day
  window: {weekday: fri, nth: 3, from: "15:00"}
  move: {consent: [general_branch], before: true}
"""


@pytest.fixture
def setting(branch):
    book = import_book(actor=SYSTEM, draft=draft({"rulebook.yaml": HEAD, "clauses/a.yaml": FRIDAY}))
    adopt(actor=SYSTEM, organization=branch.node.pk, book=book.pk, first=date(2026, 1, 1))
    return Setting(Kind(MEASURES["party_day"]), places([branch.node.pk])[branch.node.pk], date(2026, 10, 20))


def test_the_third_friday_to_come_is_offered_with_its_hour_and_whose_consent_moves_it(setting):
    found = proposal(setting, date(2026, 10, 20))
    assert found is not None
    assert (found.on, found.begins) == (date(2026, 11, 20), time(15))
    (slot,) = found.slots
    assert "须经党总支同意" in slot.sentence


def test_on_the_very_day_it_is_that_day(setting):
    found = proposal(setting, date(2026, 10, 16))
    assert found is not None
    assert found.on == date(2026, 10, 16)


def test_where_no_clause_speaks_of_the_time_nothing_is_offered(setting):
    lecture = Setting(Kind(MEASURES["party_lecture"]), setting.place, setting.day)
    assert proposal(lecture, date(2026, 10, 20)) is None


def test_the_form_begins_with_that_day_and_says_why(setting, secretary):
    page = a_client(secretary).get(f"/activities/plan/?kind=party_day&node={setting.place.node.id}")
    text = page.content.decode()
    assert 'value="2026-11-20"' in text
    assert "按制度先填了" in text
    assert "须经党总支同意" in text
