"""What is masked leaves no trace where it does not belong: not in logs, tables, mails, pages of others, nor on disk."""

from __future__ import annotations

import logging
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.db import connection
from django.test import Client

from tests.apps.builders import a_client
from tests.apps.registry.conftest import Files, a_number
from tests.inventory import ROOT
from zhidu.apps.registry import actions
from zhidu.apps.registry.models import Profile, Proposal

pytestmark = pytest.mark.django_db
NUMBER, PHONE, DOOR, AUNT, WHY = (
    a_number("19770707", 707),
    "15577770077",
    "青龙潭七号",
    "欧阳翡翠",
    "核对紫薇花",
)
NEXT = "15588880088"
SECRETS = (NUMBER, PHONE, DOOR, AUNT, NEXT, WHY)
FORM = {
    "version": 0,
    "id_number": NUMBER,
    "phone": PHONE,
    "address": DOOR,
    "family": f"{AUNT}，母亲，13700137000",
    "why": "",
}


def everything_is_done(files: Files) -> None:
    """Each value goes through every page that takes one."""
    person, keeper = files.people[4], a_client(files.secretary)
    assert keeper.post(f"/registry/{person}/edit/", FORM).status_code == 302
    # refused: what was typed is said back to whoever typed it, and to nobody else
    assert keeper.post(f"/registry/{files.people[1]}/edit/", {**FORM, "sex": "female"}).status_code == 200
    assert keeper.post(f"/registry/{person}/unmask/", {"why": WHY}).status_code == 302
    assert NUMBER in keeper.get(f"/registry/{person}/").content.decode()
    own = a_client(files.member)
    assert own.post("/registry/me/propose/", {"version": 1, "phone": NEXT}).status_code == 302
    proposal = Proposal.objects.get()
    keeper.get(f"/registry/proposals/{proposal.pk}/")
    assert keeper.post(f"/registry/proposals/{proposal.pk}/", {"accepted": "yes"}).status_code == 302
    own.post("/registry/me/copy/")
    assert Profile.objects.get(pk=person).version == 2


@pytest.fixture
def heard() -> Iterator[list[str]]:
    """Everything any logger says, at any level."""
    said: list[str] = []

    class Ear(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            said.append(logging.Formatter().format(record))

    root, ear = logging.getLogger(), Ear(level=logging.DEBUG)
    level = root.level
    root.addHandler(ear)
    root.setLevel(logging.DEBUG)
    yield said
    root.setLevel(level)
    root.removeHandler(ear)


def traces(text: str) -> list[str]:
    return [one for one in SECRETS if one in text]


def plain(cell: object) -> str:
    return bytes(cell).decode(errors="replace") if isinstance(cell, bytes | memoryview) else str(cell)


def test_no_table_holds_a_value_that_can_be_read(files: Files) -> None:
    everything_is_done(files)
    found = []
    with connection.cursor() as cursor:
        for model in apps.get_models(include_auto_created=True):
            table = model._meta.db_table
            cursor.execute(f'SELECT * FROM "{table}"')  # noqa: S608 - the names of our own tables
            for row in cursor.fetchall():
                found += [(table, one) for one in traces(" ".join(map(plain, row)))]
    assert found == []


def test_no_logger_says_a_value_even_when_something_breaks(
    files: Files, heard: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    everything_is_done(files)

    def broken(**given: Any) -> None:
        raise RuntimeError("坏了")

    monkeypatch.setattr(actions, "set_profile", broken)
    client = a_client(files.secretary)
    client.raise_request_exception = False
    answer = client.post(f"/registry/{files.people[4]}/edit/", {**FORM, "version": 2})
    assert answer.status_code == 500
    assert traces(answer.content.decode()) == []
    assert any("500" in one for one in heard)
    assert traces("\n".join(heard)) == []


def test_nobody_else_is_shown_a_value_anywhere(files: Files) -> None:
    everything_is_done(files)
    person = files.people[4]
    addresses = (
        f"/people/{person}/",
        f"/registry/{person}/",
        f"/registry/{person}/edit/",
        f"/registry/about/{person}/",
        "/registry/",
        f"/registry/?q={NUMBER}",
        f"/registry/?q={PHONE}",
        f"/registry/structure/{files.branch.node.pk}/",
        "/registry/proposals/",
        "/people/",
        f"/organizations/{files.branch.node.pk}/",
        f"/search/?q={PHONE}",
        "/messages/",
    )
    for actor in (files.officer, files.publicity, files.member):
        client: Client = a_client(actor)
        for address in addresses:
            page = client.get(address).content.decode()
            # what one looks for stands in the field and in the address, as one typed it
            asked = {one for one in SECRETS if one in address}
            if actor is files.member and f"/{person}/" in address:
                continue
            assert set(traces(page)) <= asked, (actor.name, address)


SCRIPT = """
import django
django.setup()
from django.core.management import call_command
call_command("migrate", verbosity=0)
from tests.apps.registry.conftest import a_number
from tests.apps.registry.part import a_picture
from tests.apps.registry.test_privacy import AUNT, DOOR, NEXT, NUMBER, PHONE, WHY
from zhidu.apps.members.actions import admit
from zhidu.apps.orgs.actions import found
from zhidu.apps.registry.actions import propose, put_photo, set_profile, unmask
from zhidu.foundation.access.rules import SYSTEM, Actor
node = found(actor=SYSTEM, parent=None, type="branch", name="东岭村党支部", on=None, attributes={})
one = admit(actor=SYSTEM, organization=node.pk, name="党员甲", type="full_member", on=None).pk
said = {"id_number": NUMBER, "phone": PHONE, "address": DOOR, "family": AUNT + "，母亲，13700137000"}
set_profile(actor=SYSTEM, person=one, values=said)
set_profile(actor=SYSTEM, person=one, values={"phone": NEXT}, why=WHY)
propose(actor=Actor(person=one), person=one, values={"phone": PHONE}, why=WHY)
unmask(actor=SYSTEM, person=one, why=WHY)
put_photo(actor=SYSTEM, person=one, upload=a_picture())
from django.db import connection
# as a machine that lost its power would leave it: nothing is written back from the log
import os
connection.cursor().execute("PRAGMA wal_checkpoint(PASSIVE)")
set_profile(actor=SYSTEM, person=one, values={"address": DOOR + "旁"})
print("done", flush=True)
os._exit(0)
"""


def test_the_files_of_the_database_read_as_bytes_hold_no_value(tmp_path: Path) -> None:
    quiet = {"ZHIDU_DATABASE", "ZHIDU_SMTP", "ZHIDU_DEMO", "ZHIDU_DEBUG"}
    environment = {name: value for name, value in os.environ.items() if name not in quiet}
    environment |= {"ZHIDU_VAR": str(tmp_path), "DJANGO_SETTINGS_MODULE": "zhidu.project.settings"}
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT], cwd=ROOT, env=environment, capture_output=True, text=True, check=False
    )
    assert done.stdout.strip() == "done", done.stderr[-2000:]
    kept = {one: one.read_bytes() for one in tmp_path.rglob("*") if one.is_file()}
    names = {one.name for one in kept}
    assert "zhidu.sqlite3" in names
    assert sum(len(content) for one, content in kept.items() if "sqlite3" in one.name) > 100_000
    for path, content in kept.items():
        for secret in SECRETS:
            for written in (secret.encode(), secret.encode("utf-16-le"), secret.encode().hex().encode()):
                assert written not in content, path.name
    assert "党员甲".encode() in b"".join(kept.values()), "找得到的应当找得到：姓名没有加密"
