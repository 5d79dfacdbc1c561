"""Passwords: shown once, changed at first use, never shared."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from tests.foundation.identity.conftest import PASSWORD, Site
from zhidu.foundation.access.queries import actor_of
from zhidu.foundation.access.rules import SYSTEM, VISITOR
from zhidu.foundation.access.verbs import Refused
from zhidu.foundation.acts import Wrong
from zhidu.foundation.identity.actions import change_password, create_account, large_type, reset_password
from zhidu.foundation.identity.models import User
from zhidu.foundation.identity.passwords import LETTERS, one_time
from zhidu.foundation.journal.models import Entry
from zhidu.foundation.journal.queries import about, changes_of

NEW = "另一个 说得通的 口令"


def test_one_time_passwords_are_long_legible_and_never_the_same() -> None:
    made = {one_time() for _ in range(500)}
    assert len(made) == 500
    assert all(len(one) == 14 and set(one) <= set(LETTERS) | {"-"} for one in made)
    assert not set("il1o0") & set(LETTERS)


def test_a_new_account_must_change_its_password_before_anything_else(site: Site) -> None:
    made = create_account(actor=SYSTEM, username="wang", name="王建国")
    client = Client()
    client.post("/login/", {"username": "wang", "password": made.password})
    for page in ("/", "/me/", "/accounts/"):
        assert client.get(page)["Location"] == "/password/"
    page = client.get("/password/").content.decode()
    assert "请先改口令" in page
    assert "原口令" not in page
    assert client.post("/password/", {"new": NEW, "again": NEW})["Location"] == "/"
    assert client.get("/me/").status_code == 200
    assert not User.objects.get().must_change_password


def test_whoever_must_change_the_password_may_still_leave_and_read_larger(site: Site) -> None:
    client = site.client(site.account("wang", must_change_password=True))
    assert client.post("/large-type/", {"next": "/password/"})["Location"] == "/password/"
    assert User.objects.get().large_type
    assert client.post("/logout/")["Location"] == "/login/"


def test_changing_the_password_ends_the_other_sessions_and_keeps_this_one(site: Site) -> None:
    user = site.account("wang")
    here, there = site.client(user), site.client(user)
    answer = here.post("/password/", {"old": PASSWORD, "new": NEW, "again": NEW})
    assert answer["Location"] == "/me/"
    assert here.get("/me/").status_code == 200
    assert there.get("/me/")["Location"].startswith("/login/")


@pytest.mark.parametrize(
    ("typed", "field", "words"),
    [
        ({"old": "wrong"}, "old", "原口令不对"),
        ({"again": NEW + "x"}, "again", "不一样"),
        ({"new": "短", "again": "短"}, "new", "不少于 10 个字符"),
        ({"new": "73829104756", "again": "73829104756"}, "new", "不应全是数字"),
        ({"new": "wangjianguo", "again": "wangjianguo"}, "new", "太相近"),
        ({"new": PASSWORD, "again": PASSWORD}, "new", "与原来的一样"),
        ({"new": "password12345", "again": "password12345"}, "new", "太常见"),
        ({"new": "王建国王建国王建国王", "again": "王建国王建国王建国王"}, "new", "太相近"),
    ],
)
def test_a_password_is_refused_in_words(site: Site, typed: dict[str, str], field: str, words: str) -> None:
    actor = actor_of(site.account("wangjianguo", name="王建国王建国"))
    with pytest.raises(Wrong) as wrong:
        change_password(actor=actor, **({"old": PASSWORD, "new": NEW, "again": NEW} | typed))
    assert words in wrong.value.faults[field]
    assert not Entry.objects.exists()


def test_the_page_says_beside_the_field_what_is_wrong(site: Site) -> None:
    client = site.client(site.account("wang"))
    page = client.post("/password/", {"old": PASSWORD, "new": "短", "again": "短"}).content.decode()
    assert "口令应不少于 10 个字符" in page
    assert "短" not in page.replace("太短", "").partition('name="new"')[2].partition(">")[0]


def test_a_session_left_open_does_not_help_to_guess_the_old_password(site: Site) -> None:
    client = site.client(site.account("wang"))
    for _ in range(5):
        assert client.post("/password/", {"old": "wrong", "new": NEW, "again": NEW}).status_code == 200
    answer = client.post("/password/", {"old": PASSWORD, "new": NEW, "again": NEW})
    assert answer.status_code == 429
    assert "请等" in answer.content.decode()


def test_mistyping_the_new_password_is_no_guessing(site: Site) -> None:
    client = site.client(site.account("wang"))
    for _ in range(7):
        client.post("/password/", {"old": PASSWORD, "new": NEW, "again": "x"})
    assert client.post("/password/", {"old": PASSWORD, "new": NEW, "again": NEW}).status_code == 302


def test_a_reissued_password_ends_sessions_and_the_waiting(site: Site, admin: User) -> None:
    user = site.account("wang")
    client = site.client(user)
    for _ in range(6):
        Client().post("/login/", {"username": "wang", "password": "wrong"})
    password = reset_password(actor=actor_of(admin), user=user.pk)
    assert client.get("/me/")["Location"].startswith("/login/")
    fresh = Client()
    fresh.post("/login/", {"username": "wang", "password": password})
    assert fresh.get("/me/")["Location"] == "/password/"


def test_a_password_known_beforehand_is_for_demonstrations_only(site: Site, settings: Any) -> None:
    settings.DEMO = False
    with pytest.raises(Wrong, match="演示"):
        create_account(actor=SYSTEM, username="wang", name="王", password=NEW)
    settings.DEMO = True
    made = create_account(actor=SYSTEM, username="wang", name="王", password=NEW)
    assert not made.user.must_change_password
    assert made.user.check_password(NEW)


def test_no_password_is_in_the_journal(site: Site) -> None:
    made = create_account(actor=SYSTEM, username="wang", name="王建国")
    again = reset_password(actor=SYSTEM, user=made.user.pk)
    change_password(actor=actor_of(User.objects.get()), old="", new=NEW, again=NEW)
    kept = str([(changes_of(one), one.details) for one in about(made.user.code)])
    assert not any(one in kept for one in (made.password, again, NEW, "argon2", "md5"))


def test_larger_type_is_remembered_for_the_account(site: Site) -> None:
    actor = actor_of(site.account("wang"))
    assert large_type(actor=actor, on=True).large_type
    assert changes_of(about(f"account-{actor.user}").get()) == {"large_type": [False, True]}
    with pytest.raises(Refused):
        large_type(actor=VISITOR, on=True)
