"""Mails over a real SMTP server: sent once, tried again, given up in the open, never lost."""

from __future__ import annotations

import os
import signal
import subprocess
import sys

import pytest

from tests.foundation.services import account, environment
from zhidu.foundation.outbox import worker
from zhidu.foundation.outbox.models import Delivery
from zhidu.foundation.outbox.worker import PAUSES, deliver_due

pytestmark = pytest.mark.django_db


def test_a_message_reaches_the_address_of_the_account(server, told, ledger_of) -> None:
    message = told(account("wang", email="wang@example.cn"), link="/findings/3/")
    done = deliver_due()
    assert (done.sent, done.failed, done.refused) == (1, 0, 0)
    (mail,) = server.post.kept
    assert mail["To"] == "wang@example.cn"
    assert mail["Subject"] == "开会通知"
    assert "11月18日 19:00 开支委会。" in mail.get_content()
    assert "/findings/3/" in mail.get_content()
    assert mail["Message-ID"].endswith("@example.cn>")
    assert ledger_of(message) == [(1, "sent")]
    assert deliver_due().sent == 0


def test_one_connection_carries_all_mails_of_a_pass(server, told) -> None:
    for number in range(12):
        told(key=f"k{number}", address=f"a{number}@example.cn")
    assert deliver_due().sent == 12
    assert len(server.post.kept) == 12
    assert len(server.post.sessions) == 1


def test_a_refused_address_is_put_down_and_holds_up_nobody_else(server, told, ledger_of) -> None:
    server.post.refuse["gone@example.cn"] = "550 没有这个人"
    first = told(key="a", address="one@example.cn")
    bad = told(key="b", address="gone@example.cn")
    last = told(key="c", address="two@example.cn")
    done = deliver_due()
    assert (done.sent, done.refused) == (2, 1)
    assert ledger_of(first) == ledger_of(last) == [(1, "sent")]
    assert ledger_of(bad) == [(1, "refused")]
    assert bad.deliveries.get().reason.startswith("邮件服务器说：550")
    assert len(server.post.sessions) == 1


def test_a_full_mailbox_is_tried_again_later(server, told, ledger_of, let_pass) -> None:
    server.post.refuse["full@example.cn"] = "452 Mailbox full"
    message = told(address="full@example.cn")
    deliver_due()
    assert ledger_of(message) == [(1, "failed"), (2, "due")]
    deliver_due()
    assert ledger_of(message) == [(1, "failed"), (2, "due")], "还没有到再寄的时候"
    server.post.refuse.clear()
    let_pass(minutes=1)
    deliver_due()
    assert ledger_of(message) == [(1, "failed"), (2, "sent")]
    assert len(server.post.kept) == 1


def test_a_refused_text_is_not_tried_again(server, told, ledger_of) -> None:
    server.post.answer = "554 Looks like spam"
    message = told(address="one@example.cn")
    deliver_due()
    assert ledger_of(message) == [(1, "refused")]


def test_after_the_last_attempt_a_mail_is_given_up_and_says_so(server, told, ledger_of, let_pass) -> None:
    server.post.answer = "451 Try later"
    message = told(address="one@example.cn")
    for _ in range(len(PAUSES) + 1):
        deliver_due()
        let_pass(days=2)
    outcomes = [outcome for _, outcome in ledger_of(message)]
    assert outcomes == ["failed"] * len(PAUSES) + ["given_up"]
    assert deliver_due().failed == 0


def test_an_outage_of_any_length_costs_no_attempt(server, told, ledger_of, let_pass) -> None:
    server.stop()
    messages = [told(key=f"k{n}", address=f"a{n}@example.cn") for n in range(3)]
    for _ in range(20):
        assert "连不上邮件服务器" in deliver_due().outage
        let_pass(hours=1)
    for message in messages:
        assert ledger_of(message) == [(1, "due")]
        assert "连不上邮件服务器" in message.deliveries.get().reason
    server.start()
    assert deliver_due().sent == 3
    assert len(server.post.kept) == 3


def test_a_connection_that_breaks_in_the_middle_is_opened_again(server, told, ledger_of, let_pass) -> None:
    server.post.answer = "421 Closing"
    first = told(key="a", address="one@example.cn")
    second = told(key="b", address="two@example.cn")

    def once() -> None:
        server.post.on_data = lambda: setattr(server.post, "answer", "250 OK")

    server.post.on_data = once
    deliver_due()
    let_pass(minutes=2)
    server.post.answer = "250 OK"
    deliver_due()
    assert ledger_of(first)[-1][1] == ledger_of(second)[-1][1] == "sent"


def test_without_a_mail_server_messages_stay_in_the_site(told, settings) -> None:
    settings.EMAIL_HOST = ""
    message = told(account("wang", email="wang@example.cn"))
    assert message.channel == "site"
    assert not Delivery.objects.exists()
    assert deliver_due().sent == 0


DELIVER_ONCE = (
    "import django; django.setup(); from zhidu.foundation.outbox.worker import deliver_due; deliver_due()"
)


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_a_sender_killed_after_the_server_took_the_mail_sends_it_once_more_under_the_same_id(
    server, told, ledger_of, let_pass
) -> None:
    message = told(address="one@example.cn")
    sender = subprocess.Popen(
        [sys.executable, "-c", DELIVER_ONCE],
        env={
            **environment(),
            "ZHIDU_SMTP": f"smtp://127.0.0.1:{server.port}",
            "ZHIDU_MAIL_FROM": "z@example.cn",
        },
    )
    server.post.on_data = lambda: os.kill(sender.pid, signal.SIGKILL)
    assert sender.wait(60) == -signal.SIGKILL
    assert ledger_of(message) == [(1, "sending")]
    server.post.on_data = lambda: None
    assert deliver_due().sent == 0, "也许还在寄，不插手"
    let_pass(minutes=11)
    deliver_due()
    assert ledger_of(message) == [(1, "unknown"), (2, "due")]
    let_pass(minutes=1)
    deliver_due()
    assert ledger_of(message) == [(1, "unknown"), (2, "sent")]
    first, second = server.post.kept
    assert first["Message-ID"].split("@")[0] == second["Message-ID"].split("@")[0]


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_two_senders_at_once_send_every_mail_once(server, told) -> None:
    for number in range(30):
        told(key=f"k{number}", address=f"a{number}@example.cn")
    env = {**environment(), "ZHIDU_SMTP": f"smtp://127.0.0.1:{server.port}"}
    senders = [subprocess.Popen([sys.executable, "-c", DELIVER_ONCE], env=env) for _ in range(2)]
    assert [one.wait(90) for one in senders] == [0, 0]
    assert sorted(str(mail["To"]) for mail in server.post.kept) == sorted(
        f"a{n}@example.cn" for n in range(30)
    )
    assert Delivery.objects.filter(outcome="sent").count() == 30


def test_a_calendar_entry_goes_with_the_mail_and_says_its_method(server, told) -> None:
    told(address="one@example.cn", calendar="BEGIN:VCALENDAR\r\nMETHOD:CANCEL\r\nEND:VCALENDAR\r\n")
    deliver_due()
    (mail,) = server.post.kept
    (part,) = [one for one in mail.walk() if one.get_content_type() == "text/calendar"]
    assert part.get_param("method") == "CANCEL"
    assert part.get_filename() == "meeting.ics"
    assert "11月18日 19:00 开支委会。" in mail.get_body().get_content()


# ---------------------------------------------------------------- batches and time


def test_what_a_slow_batch_did_not_get_to_is_given_back_and_sent_once(server, told, monkeypatch) -> None:
    monkeypatch.setattr(worker, "PATIENCE", 0.0)
    for number in range(5):
        told(key=f"k{number}", address=f"a{number}@example.cn")
    assert deliver_due().sent == 5
    assert len({str(mail["To"]) for mail in server.post.kept}) == len(server.post.kept) == 5
    assert not Delivery.objects.exclude(outcome="sent").exists()


def test_a_pass_ends_in_time_and_what_is_left_waits_for_the_next(server, told, monkeypatch) -> None:
    monkeypatch.setattr(worker, "LONGEST", 0.0)
    told(address="one@example.cn")
    assert deliver_due().sent == 0
    monkeypatch.undo()
    assert deliver_due().sent == 1


def test_more_than_a_batch_is_sent_in_one_pass(server, told) -> None:
    for number in range(worker.AT_ONCE + 7):
        told(key=f"k{number}", address=f"a{number}@example.cn")
    assert deliver_due().sent == worker.AT_ONCE + 7
    assert len(server.post.sessions) == 1


def test_when_the_server_goes_in_the_middle_of_a_batch_the_rest_costs_no_attempt(
    server, told, let_pass
) -> None:
    messages = [told(key=f"k{n}", address=f"a{n}@example.cn") for n in range(6)]

    def gone() -> None:
        server.post.on_data = lambda: None
        server.post.answer = "421 Closing"

    server.post.on_data = gone
    deliver_due()
    server.post.answer = "250 OK"
    for _ in range(3):
        let_pass(hours=2)
        deliver_due()
    assert {str(mail["To"]) for mail in server.post.kept} == {f"a{n}@example.cn" for n in range(6)}
    assert all(message.deliveries.filter(outcome="sent").count() == 1 for message in messages)
