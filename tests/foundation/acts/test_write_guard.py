"""The guard of the tests themselves: what it catches and what it lets pass."""

from __future__ import annotations

import threading
from datetime import date

import pytest
from django.contrib.auth import get_user_model
from django.contrib.sessions.backends.db import SessionStore
from django.db import connection
from django.test import Client

from tests.site import WrittenOutsideAnAct, outside_acts, watching, written_to
from zhidu.foundation.access.rules import SYSTEM, Actor
from zhidu.foundation.acts import act, record


@act("test.save_account", "试写帐号")
def save_account(*, actor: Actor, name: str) -> None:
    get_user_model().objects.create(username=name, name=name)
    record(obj="account-0", place=None, on=date(2026, 1, 1))


@pytest.mark.django_db
def test_a_business_row_written_outside_an_act_is_caught() -> None:
    with watching() as caught, pytest.raises(WrittenOutsideAnAct, match="identity_user"):
        get_user_model().objects.create(username="wang", name="王")
    assert len(caught) == 1


@pytest.mark.django_db
def test_the_same_row_written_by_an_act_passes() -> None:
    save_account(actor=SYSTEM, name="wang")


@pytest.mark.django_db
def test_setting_up_says_so() -> None:
    with outside_acts():
        user = get_user_model().objects.create(username="wang", name="王")
    Client().force_login(user)  # a session and the time of the last login are no records
    SessionStore().save()


@pytest.mark.django_db(transaction=True)
def test_connections_of_other_threads_are_watched_as_well() -> None:
    raised: list[BaseException] = []

    def body() -> None:
        try:
            get_user_model().objects.create(username="wang", name="王")
        except WrittenOutsideAnAct as error:
            raised.append(error)
        finally:
            connection.close()

    with watching():
        thread = threading.Thread(target=body)
        thread.start()
        thread.join()
    assert len(raised) == 1


@pytest.mark.parametrize(
    ("sql", "table"),
    [
        ('INSERT INTO "orgs_node" ("name") VALUES (%s)', "orgs_node"),
        ('INSERT OR IGNORE INTO "orgs_node" ("name") VALUES (%s)', "orgs_node"),
        ('UPDATE "journal_head" SET "number" = 1', "journal_head"),
        ('DELETE FROM "members_post" WHERE 1', "members_post"),
        ('WITH x AS (SELECT 1) UPDATE "orgs_node" SET "name" = %s', "orgs_node"),
        ('UPDATE "identity_user" SET "last_login" = %s, "name" = %s WHERE "id" = 1', "identity_user"),
        ('UPDATE "identity_user" SET "last_login" = %s WHERE "identity_user"."id" = %s', ""),
        ('INSERT INTO "django_session" ("a") VALUES (1)', ""),
        ('UPDATE "journal_reader" SET "entry" = 1', ""),
        ('SELECT "orgs_node"."id" FROM "orgs_node" FOR UPDATE OF "orgs_node"', ""),
    ],
)
def test_the_guard_reads_statements(sql: str, table: str) -> None:
    assert written_to(sql) == table
