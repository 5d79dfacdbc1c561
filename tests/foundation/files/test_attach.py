"""Attachments are kept whole, opened only by who may, and never run in a browser."""

from __future__ import annotations

import os
import time
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.urls import reverse

from tests.foundation.services import account, acting_as, content_of, signed_in
from zhidu.foundation.access.rules import SYSTEM
from zhidu.foundation.access.verbs import Refused
from zhidu.foundation.acts import Wrong
from zhidu.foundation.files import queries, store
from zhidu.foundation.files.actions import attach, void
from zhidu.foundation.files.models import Attachment
from zhidu.foundation.identity.models import User
from zhidu.foundation.journal.queries import about, changes_of

pytestmark = pytest.mark.django_db


def everything_in(folder: Path) -> list[Path]:
    return [one for one in folder.rglob("*") if one.is_file()] if folder.exists() else []


def status(user: User, address: str) -> int:
    answer = signed_in(user).get(address)
    if answer.streaming:
        content_of(answer)
    return answer.status_code


def test_an_attachment_is_stored_under_a_random_name_that_only_its_owner_can_read(
    sample, folder, keepers
) -> None:
    user = account("wang")
    keepers.add(user.pk)
    made = attach(actor=acting_as(user), owner="thing-7", upload=sample("记录.pdf"))
    (kept,) = everything_in(folder)
    assert kept.name == made.stored
    assert "记录" not in str(kept.relative_to(folder))
    assert kept.stat().st_mode & 0o077 == 0
    assert (made.name, made.type, made.size, made.path) == (
        "记录.pdf",
        "pdf",
        kept.stat().st_size,
        "00000001",
    )
    assert queries.damaged() == []
    (entry,) = about("thing-7")
    assert entry.details["attachment"] == made.pk
    assert "记录" not in str(entry.details), "文件名可能含姓名，只加密留存"
    assert changes_of(entry) == {"attachment": [None, "记录.pdf"]}


@pytest.mark.parametrize("who", ["nobody", "reader"])
def test_only_who_may_change_the_owner_attaches(sample, folder, readers, who) -> None:
    user = account(who)
    if who == "reader":
        readers.add(user.pk)
    with pytest.raises(Refused, match="管这件事的人"):
        attach(actor=acting_as(user), owner="thing-7", upload=sample())
    assert everything_in(folder) == []


def test_what_is_refused_leaves_nothing_behind(folder) -> None:
    with pytest.raises(Wrong, match="与文件名不符"):
        attach(actor=SYSTEM, owner="thing-7", upload=SimpleUploadedFile("照片.png", b"<html>"))
    assert everything_in(folder) == []
    assert not Attachment.objects.exists()


def test_a_failed_act_leaves_no_row_and_its_file_is_swept_away(sample, folder) -> None:
    class Fails(Exception):
        pass

    def upper_act() -> None:
        with transaction.atomic():
            attach(actor=SYSTEM, owner="thing-7", upload=sample())
            raise Fails

    kept = attach(actor=SYSTEM, owner="thing-7", upload=sample("照片.png"))
    with pytest.raises(Fails):
        upper_act()
    assert len(everything_in(folder)) == 2
    assert queries.sweep() == 0, "可能还有事务没有结束"
    for one in everything_in(folder):
        long_ago = time.time() - 2 * store.ABANDONED
        os.utime(one, (long_ago, long_ago))
    assert queries.sweep() == 1
    assert [one.name for one in everything_in(folder)] == [kept.stored]


def test_a_writer_that_dies_leaves_nothing_under_a_final_name(folder) -> None:
    def chunks():
        yield b"x" * 1000
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        store.put(chunks(), 10_000)
    assert everything_in(folder) == []


def test_voiding_needs_a_reason_keeps_the_file_and_hides_it(sample, folder, keepers, readers) -> None:
    keeper, reader = account("wang"), account("li")
    keepers.add(keeper.pk)
    readers.add(reader.pk)
    made = attach(actor=acting_as(keeper), owner="thing-7", upload=sample())
    address = reverse("files:download", args=[made.pk])
    assert status(reader, address) == 200
    with pytest.raises(Refused):
        void(actor=acting_as(reader), attachment=made.pk, reason="传错了")
    with pytest.raises(Wrong, match="为什么作废"):
        void(actor=acting_as(keeper), attachment=made.pk, reason="  ")
    void(actor=acting_as(keeper), attachment=made.pk, reason="传错了")
    with pytest.raises(Wrong, match="已经作废"):
        void(actor=acting_as(keeper), attachment=made.pk, reason="再来")
    assert queries.of("thing-7") == []
    assert len(everything_in(folder)) == 1
    assert status(reader, address) == 403
    assert status(keeper, address) == 200


def test_a_download_is_a_file_to_keep_and_nothing_a_browser_runs(sample, keepers) -> None:
    user = account("wang")
    keepers.add(user.pk)
    made = attach(
        actor=acting_as(user), owner="thing-7", upload=sample("说明.txt", b"<script>alert(1)</script>")
    )
    answer = signed_in(user).get(reverse("files:download", args=[made.pk]))
    assert content_of(answer) == b"<script>alert(1)</script>"
    assert answer["Content-Disposition"].startswith("attachment;")
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in answer["Content-Security-Policy"]
    assert answer["Content-Type"] == "text/plain; charset=utf-8"


def test_strangers_and_visitors_get_nothing(sample) -> None:
    from django.test import Client  # noqa: PLC0415

    made = attach(actor=SYSTEM, owner="thing-7", upload=sample())
    address = reverse("files:download", args=[made.pk])
    assert signed_in(account("li")).get(address).status_code == 403
    assert Client().get(address).status_code == 302
    assert signed_in(account("zhao")).get(reverse("files:download", args=[10**6])).status_code == 404


def test_lost_contents_are_said_to_be_lost(sample, folder, keepers) -> None:
    user = account("wang")
    keepers.add(user.pk)
    made = attach(actor=acting_as(user), owner="thing-7", upload=sample())
    store.file_of(made.stored).unlink()
    answer = signed_in(user).get(reverse("files:download", args=[made.pk]))
    assert answer.status_code == 404
    assert "备份" in answer.content.decode()
    assert queries.damaged() == [made]


def test_changed_contents_are_found_out(sample) -> None:
    made = attach(actor=SYSTEM, owner="thing-7", upload=sample())
    store.file_of(made.stored).write_bytes(b"%PDF-1.7 something else")
    assert queries.damaged() == [made]


@pytest.mark.parametrize("owner", ["thing-999", "nothing-1", "thing-x", "thing"])
def test_what_does_not_exist_has_no_attachments(keepers, owner) -> None:
    user = account("wang")
    keepers.add(user.pk)
    assert signed_in(user).get(reverse("files:attach", args=[owner])).status_code == 404


def test_the_page_adds_an_attachment_and_goes_back(sample, keepers) -> None:
    user = account("wang")
    keepers.add(user.pk)
    client = signed_in(user)
    address = reverse("files:attach", args=["thing-7"])
    assert "不超过 20 MB" in client.get(address).content.decode()
    answer = client.post(address, {"upload": sample("照片.png")})
    assert answer["Location"] == "/thing/7/"
    refused = client.post(address, {"upload": sample("照片.png", b"<html>")})
    assert refused.status_code == 422
    assert "与文件名不符" in refused.content.decode()
    assert "请填文件" in client.post(address, {}).content.decode()
    assert [one.name for one in queries.of("thing-7")] == ["照片.png"]


def test_moving_an_organisation_takes_its_attachments_along(sample) -> None:
    from tests.site import outside_acts  # noqa: PLC0415
    from zhidu.foundation.access.actions import move  # noqa: PLC0415

    made = attach(actor=SYSTEM, owner="thing-7", upload=sample())
    with outside_acts():
        move("00000001", "0000000200000001")
    made.refresh_from_db()
    assert made.path == "0000000200000001"
