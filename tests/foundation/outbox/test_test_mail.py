"""A test mail: what the server answers is shown word for word, and nothing secret with it."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from tests.foundation.services import account
from tests.site import outside_acts
from zhidu.foundation.access.actions import give
from zhidu.foundation.access.queries import actor_of
from zhidu.foundation.access.verbs import Refused
from zhidu.foundation.acts import Wrong
from zhidu.foundation.journal.queries import about
from zhidu.foundation.outbox.actions import try_way
from zhidu.foundation.outbox.models import Delivery

pytestmark = pytest.mark.django_db


@pytest.fixture
def keeper() -> Any:
    user = account("guanli")
    with outside_acts():
        give(user=user.pk, role="administrator", path="")
    return user


def test_the_answers_of_the_server_are_told_word_for_word(server: Any, keeper: Any) -> None:
    server.post.answer = "250 2.0.0 Ok: queued as 4F2A"
    steps = try_way(actor=actor_of(keeper), address="me@example.cn")
    assert [one.ok for one in steps] == [True, True, True, True]
    assert steps[-1].said == "250 2.0.0 Ok: queued as 4F2A"
    (mail,) = server.post.kept
    assert (mail["To"], mail["Subject"]) == ("me@example.cn", "制度：测试邮件")
    assert not Delivery.objects.exists()


def test_a_refused_receiver_is_told_and_the_rest_not_tried(server: Any, keeper: Any) -> None:
    server.post.refuse["me@example.cn"] = "550 5.1.1 no such user"
    steps = try_way(actor=actor_of(keeper), address="me@example.cn")
    assert (steps[-1].ok, steps[-1].said) == (False, "550 5.1.1 no such user")
    assert server.post.kept == []


def test_a_server_that_is_down_is_told(server: Any, keeper: Any) -> None:
    server.stop()
    (step,) = try_way(actor=actor_of(keeper), address="me@example.cn")
    assert (step.ok, step.said) == (False, "它没有在运行，或者端口不对")


def test_the_journal_knows_that_it_was_tried_but_not_the_address(server: Any, keeper: Any) -> None:
    try_way(actor=actor_of(keeper), address="me@example.cn")
    (entry,) = about("mail-server")
    assert entry.details["ok"] is True
    assert "me@example.cn" not in str(entry.details)


def test_what_is_no_address_is_refused(server: Any, keeper: Any) -> None:
    with pytest.raises(Wrong, match="应像"):
        try_way(actor=actor_of(keeper), address="me")


def test_nobody_else_may(server: Any) -> None:
    with pytest.raises(Refused):
        try_way(actor=actor_of(account("wang")), address="me@example.cn")


def test_the_page_shows_what_is_in_force_and_no_password(server: Any, keeper: Any, settings: Any) -> None:
    settings.EMAIL_HOST_PASSWORD = "geheim-4711"  # noqa: S105
    client = Client()
    client.force_login(keeper)
    shown = client.get(reverse("outbox:server")).content.decode()
    assert str(server.port) in shown
    assert "已设，这里不显示" in shown
    assert "geheim-4711" not in shown


@pytest.mark.django_db(transaction=True)
def test_an_administrator_sends_one_from_the_page(
    server: Any, keeper: Any, sign_in: Any, live_server: Any
) -> None:
    page = sign_in(keeper)
    page.goto(live_server.url + reverse("outbox:server"))
    page.fill("[name=address]", "me@example.cn")
    page.click("text=寄测试邮件")
    page.wait_for_selector("text=对方收下了")
    assert len(server.post.kept) == 1
    server.post.answer = "452 4.3.1 disk full"
    page.fill("[name=address]", "me@example.cn")
    page.click("text=寄测试邮件")
    page.wait_for_selector("text=452 4.3.1 disk full")
    assert page.complaints == []
