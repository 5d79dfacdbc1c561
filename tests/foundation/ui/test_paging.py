"""Long lists are counted only as far as anybody turns pages."""

from __future__ import annotations

import pytest
from django.contrib.auth import get_user_model

from tests.site import outside_acts
from zhidu.foundation.ui import paging
from zhidu.foundation.ui.paging import Capped

pytestmark = pytest.mark.django_db


@pytest.fixture
def users(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(paging, "MOST", 5)
    with outside_acts():
        for number in range(8):
            get_user_model().objects.create(username=f"user{number}", name="某")
    return get_user_model().objects.order_by("pk")


def test_a_list_within_the_limit_is_counted_to_the_end(users) -> None:
    page = Capped(users.filter(username__in=["user1", "user2"]), 2)
    assert page.count == 2
    assert not page.more


def test_a_longer_one_says_that_there_is_more(users, draw, rf) -> None:
    page = Capped(users, 2).get_page(3)
    assert page.paginator.count == 5
    assert page.paginator.num_pages == 3
    assert "最近 5 条" in draw('<c-pager :page="page" />', rf.get("/"), page=page)
