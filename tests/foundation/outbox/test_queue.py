"""A message is part of the act that has something to tell, and the same thing is told once."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from tests.foundation.services import account, acting_as
from zhidu.foundation.access.rules import SYSTEM
from zhidu.foundation.access.verbs import Refused
from zhidu.foundation.acts import Wrong, act, record
from zhidu.foundation.outbox.actions import Letter, queue, queue_many, read, send_again
from zhidu.foundation.outbox.models import Delivery, Message
from zhidu.foundation.outbox.queries import unread
from zhidu.foundation.outbox.worker import deliver_due

pytestmark = pytest.mark.django_db


def test_a_message_outside_an_act_is_refused() -> None:
    with pytest.raises(RuntimeError, match="行为"):
        queue(receiver=1, subject="x", body="x", key="k")


def test_the_same_key_is_told_once(server, told) -> None:
    user = account("wang", email="wang@example.cn")
    first = told(user, body="第一次")
    assert told(user, body="第二次") == first
    assert Message.objects.get().body == "第一次"
    assert Delivery.objects.count() == 1


def test_a_message_falls_with_the_act_that_fails(told) -> None:
    class Fails(Exception):
        pass

    def act_that_fails() -> None:
        with transaction.atomic():
            told(account("wang"))
            raise Fails

    with pytest.raises(Fails):
        act_that_fails()
    assert not Message.objects.exists()


def test_a_line_break_in_a_subject_cannot_begin_a_header(server, told) -> None:
    told(address="one@example.cn", subject="通知\r\nBcc: all@example.cn")
    deliver_due()
    (mail,) = server.post.kept
    assert mail["Bcc"] is None
    assert mail["Subject"] == "通知 Bcc: all@example.cn"


@pytest.mark.parametrize("address", ["没有", "a@b@c", "a b@example.cn", "a@example.cn\nBcc: x@example.cn"])
def test_an_address_that_is_none_is_refused(told, address) -> None:
    with pytest.raises(ValueError, match="写得不对"):
        told(address=address)


def test_nobody_to_receive_it_is_refused(told) -> None:
    with pytest.raises(ValueError, match="没有收件人"):
        told()


def test_seen_messages_are_no_longer_counted(told) -> None:
    user = account("wang")
    first, _ = told(user, key="a"), told(user, key="b")
    assert unread(acting_as(user)) == 2
    assert read(actor=acting_as(user), messages=[first.pk]) == 1
    assert unread(acting_as(user)) == 1
    assert read(actor=acting_as(user)) == 1
    assert unread(acting_as(user)) == 0
    assert read(actor=acting_as(user), messages=[first.pk]) == 0


def test_nobody_marks_messages_of_others(told) -> None:
    message = told(account("wang"))
    with pytest.raises(Refused, match="收到它的人"):
        read(actor=acting_as(account("li", admin_of="")), messages=[message.pk])
    message.refresh_from_db()
    assert message.read_at is None


def test_sending_again_goes_to_the_address_of_today_and_keeps_the_old_attempts(
    server, told, ledger_of
) -> None:
    from tests.site import outside_acts  # noqa: PLC0415
    from zhidu.foundation.identity.models import User  # noqa: PLC0415

    server.post.refuse["old@example.cn"] = "550 Gone"
    user, admin = account("wang", email="old@example.cn"), account("root", admin_of="")
    message = told(user)
    deliver_due()
    with outside_acts():
        User.objects.filter(pk=user.pk).update(email="new@example.cn")
    send_again(actor=acting_as(admin), message=message.pk)
    with pytest.raises(Wrong, match="正等着寄"):
        send_again(actor=acting_as(admin), message=message.pk)
    deliver_due()
    assert ledger_of(message) == [(1, "refused"), (2, "sent")]
    assert server.post.kept[0]["To"] == "new@example.cn"


def test_only_administrators_of_the_receiver_send_again(server, told) -> None:
    user = account("wang", email="wang@example.cn", path="0000000100000002")
    message = told(user)
    for other in (user, account("li", admin_of="0000000100000003")):
        with pytest.raises(Refused, match="系统管理员"):
            send_again(actor=acting_as(other), message=message.pk)
    deliver_due()
    send_again(actor=acting_as(account("town", admin_of="0000000100000002")), message=message.pk)


# ---------------------------------------------------------------- many at once


@act("test.outbox.tell_everybody", "测试：告诉每个人")
def tell_everybody(*, actor: Any, receivers: list[int]) -> None:
    queue_many(Letter(receiver=one, subject="通知", body="开会。", key=f"k{one}") for one in receivers)
    record(obj="test-1", place=None)


def test_many_are_told_with_hardly_more_queries_than_one(server) -> None:
    users = [account(f"u{n}", email=f"u{n}@example.cn").pk for n in range(60)]
    taken = []
    for receivers in (users[:1], users[1:]):
        with CaptureQueriesContext(connection) as seen:
            tell_everybody(actor=SYSTEM, receivers=receivers)
        taken.append(len(seen))
    assert taken[1] <= taken[0] + 4  # SQLite takes a few hundred rows at a time
    assert deliver_due().sent == 60


def test_telling_many_again_tells_only_whoever_has_not_been_told(server) -> None:
    users = [account(f"u{n}", email=f"u{n}@example.cn").pk for n in range(3)]
    tell_everybody(actor=SYSTEM, receivers=users[:2])
    deliver_due()
    tell_everybody(actor=SYSTEM, receivers=users)
    assert deliver_due().sent == 1
    assert len(server.post.kept) == 3
