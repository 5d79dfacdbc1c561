"""管理: what an administrator sees and does, and that nobody else does."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse

from tests.apps.builders import a_branch, a_client, a_member, an_account, an_actor, an_organization, holds
from tests.site import outside_acts
from zhidu.apps.dashboards.administration.verifying import NAME
from zhidu.foundation.access.models import Grant
from zhidu.foundation.access.rules import Actor
from zhidu.foundation.clock import today
from zhidu.foundation.jobs.models import Job, State
from zhidu.foundation.jobs.running import perform
from zhidu.foundation.journal.models import Entry
from zhidu.foundation.ui import nav

pytestmark = pytest.mark.django_db
SITE_PAGES = (
    *(f"administration:{one}" for one in ("journal", "chains", "storage")),
    "jobs:regular",
    "outbox:server",
)
PAGES = ("administration:home", "administration:grants", "administration:books")


def opened(actor: Actor, name: str, **asked: str) -> str:
    answer = a_client(actor).get(reverse(name), asked)
    assert answer.status_code == 200, (name, answer.status_code)
    return answer.content.decode()


@pytest.mark.parametrize("name", PAGES + SITE_PAGES)
def test_an_administrator_opens_every_page_of_the_family(name: str) -> None:
    shown = opened(an_actor("administrator"), name)
    assert 'aria-label="管理"' in shown
    assert shown.count("<h1>") == 1


@pytest.mark.parametrize("name", PAGES + SITE_PAGES)
def test_nobody_else_does(name: str) -> None:
    branch = a_branch("云岭村党支部")
    for role in ("superior", "secretary", "member"):
        assert a_client(an_actor(role, branch.node)).get(reverse(name)).status_code == 403


@pytest.mark.parametrize("name", SITE_PAGES)
def test_who_administers_a_part_sees_nothing_of_the_whole(name: str) -> None:
    county = an_organization("云岭县委", type="county_committee", on=None)
    actor = an_actor("administrator", county)
    assert a_client(actor).get(reverse(name)).status_code == 403
    assert reverse(name) not in opened(actor, "administration:home")


def test_the_first_page_of_an_administrator_is_the_overview() -> None:
    assert a_client(an_actor("administrator")).get("/").url == reverse("administration:home")


def test_the_overview_says_what_needs_somebody() -> None:
    actor = an_actor("administrator")
    with outside_acts():
        Job.objects.create(
            name="none", title="台账", owner_id=actor.user, state=State.FAILED, reason="磁盘满了"
        )
    shown = opened(actor, "administration:home")
    assert "后台任务 1 项没有做成" in shown
    assert "日志还没有核对过" in shown


# ---------------------------------------------------------------- roles


def test_roles_are_listed_by_person_by_organisation_and_by_day() -> None:
    county = an_organization("云岭县委", type="county_committee", on=None)
    here, there = (a_branch(f"{name}村党支部", under=county).node for name in ("青石", "白杨"))
    day = today()
    holds(an_account("周建国"), "secretary", here)
    holds(an_account("王前任"), "secretary", there, until=day - timedelta(days=1))
    holds(an_account("李后任"), "secretary", there, since=day + timedelta(days=9))
    actor = an_actor("administrator")
    for asked, names in (
        ({}, {"周建国"}),
        ({"who": "建国"}, {"周建国"}),
        ({"place": "白杨", "state": "all"}, {"王前任", "李后任"}),
        ({"state": "ended"}, {"王前任"}),
        ({"state": "coming"}, {"李后任"}),
        ({"role": "member"}, set()),
    ):
        shown = opened(actor, "administration:grants", **asked)
        assert {one for one in ("周建国", "王前任", "李后任") if f">{one}</a>" in shown} == names, asked


def test_a_role_is_ended_from_the_list() -> None:
    branch = a_branch("云岭村党支部")
    user = an_account("周建国")
    holds(user, "secretary", branch.node)
    grant = Grant.objects.get(user=user)
    client, address = (
        a_client(an_actor("administrator")),
        reverse("administration:end-grant", args=[grant.pk]),
    )
    client.post(address, {"confirm": "周国建"})
    grant.refresh_from_db()
    assert grant.until is None
    client.post(address, {"confirm": "周建国"})
    grant.refresh_from_db()
    assert grant.until == today() - timedelta(days=1)
    assert Entry.objects.filter(act="identity.revoke_role", object=user.code).count() == 1


def test_nobody_else_ends_a_role() -> None:
    branch = a_branch("云岭村党支部")
    user = an_account("周建国")
    holds(user, "secretary", branch.node)
    grant = Grant.objects.get(user=user)
    for actor in (an_actor("secretary", branch.node), an_actor("member", branch.node), an_actor()):
        answer = a_client(actor).post(reverse("administration:end-grant", args=[grant.pk]))
        assert answer.status_code == 404
    grant.refresh_from_db()
    assert grant.until is None


# ---------------------------------------------------------------- the journal


def verified(actor: Actor) -> Job:
    a_client(actor).post(reverse("administration:verify"))
    job = Job.objects.filter(name=NAME).latest("pk")
    perform(job.pk)
    job.refresh_from_db()
    return job


@pytest.mark.django_db(transaction=True)
def test_the_journal_is_verified_as_a_job_and_the_result_is_shown() -> None:
    a_branch("云岭村党支部")
    actor = an_actor("administrator")
    job = verified(actor)
    assert (job.state, job.result.startswith("完整")) == (State.DONE, True)
    assert job.total == job.done > 0
    assert "完整" in opened(actor, "administration:journal")


@pytest.mark.django_db(transaction=True)
def test_what_was_changed_behind_its_back_is_found_and_kept_as_a_file() -> None:
    from tests.site import unguarded_journal  # noqa: PLC0415

    a_branch("云岭村党支部")
    with outside_acts(), unguarded_journal(), connection.cursor() as cursor:
        last = Entry.objects.latest("pk").pk
        cursor.execute("UPDATE journal_entry SET happened_on = %s WHERE id = %s", [date(2020, 1, 1), last])
    actor = an_actor("administrator")
    job = verified(actor)
    assert "发现 1 处问题" in job.result
    assert job.attachment is not None
    assert "上次核对日志发现问题" in opened(actor, "administration:home")
    assert "有问题" in opened(actor, "administration:journal")


def test_one_verification_at_a_time() -> None:
    client = a_client(an_actor("administrator"))
    for _ in range(2):
        client.post(reverse("administration:verify"))
    assert Job.objects.filter(name=NAME).count() == 1


def test_entries_are_found_by_object_account_and_day_without_what_people_entered() -> None:
    branch = a_branch("云岭村党支部")
    person = a_member(branch.node, "周建国")
    actor = an_actor("administrator")
    shown = opened(actor, "administration:journal", code=person.code)
    assert "登记人员" in shown
    assert "周建国" not in shown
    assert "登记人员" in opened(actor, "administration:journal", day=today().isoformat())
    assert "登记人员" not in opened(actor, "administration:journal", day="2020-01-01")
    assert "没有登录名是“nobody”的帐号" in opened(actor, "administration:journal", who="nobody")


def test_the_end_of_each_chain_is_listed() -> None:
    branch = a_branch("云岭村党支部")
    shown = opened(an_actor("administrator"), "administration:chains", q="云岭")
    assert branch.node.name in shown
    assert ">全站<" not in shown


def test_storage_says_what_a_backup_needs_and_no_secret(settings: Any) -> None:
    shown = opened(an_actor("administrator"), "administration:storage")
    for word in ("keys.json", "journal-seals.txt", "files"):
        assert word in shown
    assert settings.ZHIDU_KEYS["digest"] not in shown


def test_the_tabs_are_the_same_on_pages_of_every_room() -> None:
    actor = an_actor("administrator")
    for name in ("identity:accounts", "jobs:list", "outbox:ledger"):
        shown = opened(actor, name)
        assert reverse("administration:storage") in shown, name
        assert 'aria-label="管理"' in shown
    assert [one.key for one in nav.families()].count("administration") == 1


def test_visitors_are_asked_to_sign_in() -> None:
    assert Client().get(reverse("administration:home")).status_code == 302
