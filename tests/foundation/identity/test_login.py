"""Signing in and out: what is told, what is not told, and what guessing costs."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from tests.foundation.identity.conftest import PASSWORD, Site
from tests.site import outside_acts
from zhidu.foundation.identity import demo, throttle
from zhidu.foundation.identity.models import LoginAttempt, User
from zhidu.foundation.identity.throttle import Attempt, Slow, address_key, name_key, wait_after
from zhidu.foundation.journal.models import Entry
from zhidu.foundation.journal.queries import about

LOGIN = "/login/"


def enter(client: Client, username: str, password: str, **more: Any) -> Any:
    return client.post(LOGIN, {"username": username, "password": password, **more})


def test_the_right_password_lets_in_and_is_in_the_journal(site: Site) -> None:
    user = site.account("wang")
    client = Client()
    answer = enter(client, "wang", PASSWORD)
    assert (answer.status_code, answer["Location"]) == (302, "/")
    entry = about(user.code).get()
    assert (entry.act, entry.stream, entry.actor, entry.details) == ("identity.sign_in", "site", user.pk, {})
    user.refresh_from_db()
    assert user.last_login is not None


@pytest.mark.parametrize("typed", [" wang ", "WANG", "ｗａｎｇ", "Wang"])
def test_a_login_name_is_the_same_however_it_is_typed(site: Site, typed: str) -> None:
    site.account("wang")
    assert enter(Client(), typed, PASSWORD).status_code == 302


def test_a_wrong_name_a_wrong_password_and_a_stopped_account_sound_alike(site: Site) -> None:
    site.account("wang")
    site.account("gone", is_active=False)
    told = set()
    for username, password in (("wang", "wrong"), ("nobody", PASSWORD), ("gone", PASSWORD)):
        answer = enter(Client(REMOTE_ADDR="10.0.0.1"), username, password)
        assert answer.status_code == 200
        told.add(answer.content.decode().replace(username, "").partition("登录名或口令不对")[1:])
        assert "登录名或口令不对" in answer.content.decode()
        assert password not in answer.content.decode()
    assert not Entry.objects.exists()


def test_the_session_is_a_new_one_after_signing_in(site: Site) -> None:
    site.account("wang")
    client = Client()
    session = client.session
    session["planted"] = True
    session.save()
    before = session.session_key
    enter(client, "wang", PASSWORD)
    assert client.session.session_key != before


@pytest.mark.parametrize(
    ("wanted", "goes"),
    [
        ("/me/", "/me/"),
        ("/accounts/?q=王", "/accounts/?q=%E7%8E%8B"),
        ("https://example.org/", "/"),
        ("//example.org/", "/"),
        ("javascript:alert(1)", "/"),
        ("/\\example.org", "/"),
        ("", "/"),
    ],
)
def test_afterwards_only_a_page_of_this_site_opens(site: Site, wanted: str, goes: str) -> None:
    site.account("wang")
    assert enter(Client(), "wang", PASSWORD, next=wanted)["Location"] == goes


def test_whoever_is_signed_in_is_not_asked_again(site: Site) -> None:
    client = site.client(site.account("wang"))
    assert client.get(LOGIN)["Location"] == "/"


def test_signing_out_ends_the_session_and_takes_a_form(site: Site) -> None:
    user = site.account("wang")
    client = site.client(user)
    assert client.get("/logout/").status_code == 405
    assert client.post("/logout/")["Location"] == LOGIN
    assert client.get("/me/")["Location"].startswith(LOGIN)
    assert about(user.code).first().act == "identity.sign_out"


def test_forms_from_elsewhere_are_refused(site: Site) -> None:
    site.account("wang")
    assert enter(Client(enforce_csrf_checks=True), "wang", PASSWORD).status_code == 403


def test_after_five_failures_even_the_right_password_waits(site: Site) -> None:
    user = site.account("wang")
    for _ in range(5):
        assert enter(Client(), "wang", "wrong").status_code == 200
    answer = enter(Client(), "wang", PASSWORD)
    assert answer.status_code == 429
    assert "请等 30 秒" in answer.content.decode()
    assert [one.act for one in about(user.code)] == ["identity.slow_down"]
    later(minutes=1)
    assert enter(Client(), "wang", PASSWORD).status_code == 302
    assert not LoginAttempt.objects.filter(key=name_key("wang")).exists()


def later(**away: int) -> None:
    """Time passes: what was put down is that much older."""
    with outside_acts():
        for one in LoginAttempt.objects.all():
            one.at -= timedelta(**away)
            one.save()


def test_names_that_do_not_exist_wait_just_as_long(site: Site) -> None:
    for _ in range(5):
        enter(Client(), "nobody", "wrong")
    assert enter(Client(), "nobody", "wrong").status_code == 429


def test_an_address_has_more_tries_and_one_known_password_buys_no_more(site: Site) -> None:
    site.account("wang")
    for number in range(19):
        enter(Client(REMOTE_ADDR="10.0.0.9"), f"guess{number}", "wrong")
    assert enter(Client(REMOTE_ADDR="10.0.0.9"), "wang", PASSWORD).status_code == 302
    assert enter(Client(REMOTE_ADDR="10.0.0.9"), "guess19", "wrong").status_code == 200
    assert enter(Client(REMOTE_ADDR="10.0.0.9"), "wang", PASSWORD).status_code == 429
    assert enter(Client(REMOTE_ADDR="10.0.0.8"), "wang", PASSWORD).status_code == 302


def test_behind_a_proxy_the_address_is_the_one_the_proxy_wrote(site: Site, settings: Any) -> None:
    site.account("wang")
    forged = {"REMOTE_ADDR": "127.0.0.1", "HTTP_X_FORWARDED_FOR": "1.1.1.1, 10.0.0.5"}
    settings.BEHIND_PROXY = True
    enter(Client(**forged), "wang", "wrong")
    assert LoginAttempt.objects.filter(key=address_key("10.0.0.5")).exists()
    settings.BEHIND_PROXY = False
    enter(Client(**forged), "wang", "wrong")
    assert LoginAttempt.objects.filter(key=address_key("127.0.0.1")).exists()


def test_the_table_of_failures_tells_neither_names_nor_addresses(site: Site) -> None:
    enter(Client(REMOTE_ADDR="10.1.2.3"), "wangjianguo", "wrong")
    kept = str(list(LoginAttempt.objects.values()))
    assert "wangjianguo" not in kept
    assert "10.1.2.3" not in kept


def test_the_wait_doubles_up_to_a_quarter_of_an_hour() -> None:
    waits = [wait_after(failures, 5).total_seconds() for failures in range(4, 12)]
    assert waits == [0, 30, 60, 120, 240, 480, 900, 900]


@pytest.mark.django_db
def test_waiting_is_told_in_round_words() -> None:
    at = timezone.now()
    for _ in range(8):
        LoginAttempt.objects.create(key=name_key("wang"), at=at)
    with pytest.raises(Slow, match="请等 4 分钟"):
        Attempt(name_key("wang"), at=at + timedelta(seconds=1))
    assert LoginAttempt.objects.count() == 8, "等待时再试，不记也不延长"
    Attempt(name_key("wang"), at=at + timedelta(seconds=241))


@pytest.mark.django_db
def test_failures_are_forgotten_after_an_hour() -> None:
    at = timezone.now()
    for _ in range(9):
        LoginAttempt.objects.create(key=name_key("wang"), at=at)
    Attempt(name_key("wang"), at=at + timedelta(hours=1, seconds=1))
    assert LoginAttempt.objects.count() == 1
    throttle.clean(at + timedelta(hours=3))
    assert not LoginAttempt.objects.exists()


@pytest.mark.parametrize(
    ("seconds", "words"), [(0.2, "1 秒"), (29.5, "30 秒"), (59.9, "1 分钟"), (61, "2 分钟"), (900, "15 分钟")]
)
def test_a_wait_is_rounded_up(seconds: float, words: str) -> None:
    assert throttle.in_words(timedelta(seconds=seconds)) == words


def test_demonstration_accounts_are_listed_only_in_a_demonstration(
    site: Site, settings: Any, tmp_path: Any
) -> None:
    settings.VAR = tmp_path
    demo.save([{"username": "wang", "password": PASSWORD, "title": "书记", "note": "本月工作"}])
    settings.DEMO = False
    assert "演示帐号" not in Client().get(LOGIN).content.decode()
    settings.DEMO = True
    page = Client().get(LOGIN).content.decode()
    assert "演示帐号" in page
    assert "书记" in page
    (tmp_path / demo.FILE).unlink()
    assert "演示帐号" not in Client().get(LOGIN).content.decode()


def test_pages_lead_to_the_login_and_back(site: Site) -> None:
    assert Client().get("/accounts/?q=a")["Location"] == f"{LOGIN}?next=/accounts/%3Fq%3Da"
    assert 'value="/accounts/?q=a"' in Client().get(f"{LOGIN}?next=/accounts/%3Fq%3Da").content.decode()


def test_a_stopped_account_is_out_at_once(site: Site) -> None:
    user = site.account("wang")
    client = site.client(user)
    assert client.get("/me/").status_code == 200
    with outside_acts():
        User.objects.update(is_active=False)
    assert client.get("/me/")["Location"].startswith(LOGIN)


def test_every_address_of_this_app_has_a_name() -> None:
    assert reverse("identity:login") == LOGIN
