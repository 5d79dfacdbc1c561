"""Messages over a real HTTP gateway: once, tried again, given up in the open, never with its secret shown."""

from __future__ import annotations

import json
import logging
import os
import signal
import subprocess
import sys
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs

import pytest

from tests.apps.builders import a_client
from tests.foundation.services import account, environment
from tests.site import outside_acts
from zhidu.foundation.access.queries import actor_of
from zhidu.foundation.access.rules import VISITOR
from zhidu.foundation.access.verbs import Refused
from zhidu.foundation.acts import Wrong
from zhidu.foundation.journal.models import Entry
from zhidu.foundation.outbox.actions import choose_channel, send_again, try_way
from zhidu.foundation.outbox.gateways import Gateway
from zhidu.foundation.outbox.models import Delivery, Reach
from zhidu.foundation.outbox.worker import PAUSES, deliver_due
from zhidu.project.environment import Channel, channels

pytestmark = pytest.mark.django_db
PHONE, SECRET = "13800138000", "topsecret0"


class Gate:
    """A gateway on this machine that keeps what it gets."""

    def __init__(self) -> None:
        self.got: list[tuple[str, dict[str, Any]]] = []
        self.status = 200
        self.on_post: Any = lambda: None
        gate = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                raw = self.rfile.read(int(self.headers["Content-Length"])).decode()
                body = json.loads(raw) if raw.startswith("{") else {k: v[0] for k, v in parse_qs(raw).items()}
                if gate.status == 200:
                    gate.got.append((self.path, body))
                gate.on_post()
                self.send_response(gate.status)
                self.end_headers()

            def log_message(self, *args: Any) -> None:
                pass

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.port = self._server.server_port
        threading.Thread(target=self._server.serve_forever, daemon=True).start()

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()


@pytest.fixture
def gate(settings):
    made = Gate()
    address = f"json://user:{SECRET}@127.0.0.1:{made.port}/send?:to={{to}}"
    settings.ZHIDU_CHANNELS = {"sms": Channel("短信", address)}
    yield made
    made.close()


@pytest.fixture
def wang(db):
    return account("wang")


@pytest.fixture
def reached(gate, wang):
    choose_channel(actor=actor_of(wang), via="sms", handle=PHONE)
    return wang


def outcomes(message: Any, via: str = "sms") -> list[str]:
    return list(message.deliveries.filter(via=via).order_by("attempt").values_list("outcome", flat=True))


def test_whoever_left_a_number_gets_what_the_mail_would_say_and_no_more(gate, reached, told):
    message = told(reached, link="/findings/3/")
    assert deliver_due().sent == 1
    ((_, body),) = gate.got
    assert body["to"] == PHONE
    assert body["title"] == "开会通知"
    assert body["message"] == "11月18日 19:00 开支委会。\n\n请登录网站查看：/findings/3/"
    assert outcomes(message) == ["sent"]
    assert deliver_due().sent == 0


def test_whoever_left_none_and_what_stays_in_the_site_go_nowhere(gate, reached, told):
    told(account("li"), key="a")
    told(reached, key="b", mail=False)
    assert not Delivery.objects.exists()


def test_a_gateway_that_cannot_be_reached_costs_no_attempt(gate, reached, told, let_pass):
    message = told(reached)
    gate.close()
    for _ in range(12):
        assert "连不上短信的网关" in deliver_due().outage
        let_pass(hours=1)
    assert outcomes(message) == ["due"]
    assert "连不上" in message.deliveries.get().reason


@pytest.mark.parametrize(("status", "expected"), [(400, "refused"), (401, "refused"), (404, "refused")])
def test_a_gateway_that_says_no_is_not_asked_again(gate, reached, told, status, expected):
    gate.status = status
    message = told(reached)
    deliver_due()
    assert outcomes(message) == [expected]
    assert str(status) in message.deliveries.get().reason


@pytest.mark.parametrize("status", [429, 500, 503])
def test_a_gateway_that_says_later_is_tried_again_and_given_up_at_last(gate, reached, told, let_pass, status):
    gate.status = status
    message = told(reached)
    deliver_due()
    assert outcomes(message) == ["failed", "due"]
    for _ in range(len(PAUSES)):
        let_pass(days=2)
        deliver_due()
    assert outcomes(message) == ["failed"] * len(PAUSES) + ["given_up"]


def test_the_mail_and_the_gateway_are_two_ways_each_with_its_own_outcome(server, gate, told):
    both = account("zhao", email="zhao@example.cn")
    choose_channel(actor=actor_of(both), via="sms", handle=PHONE)
    gate.status = 400
    message = told(both)
    deliver_due()
    assert outcomes(message, "mail") == ["sent"]
    assert outcomes(message) == ["refused"]
    gate.status = 200
    keeper = account("guanli", admin_of="")
    send_again(actor=actor_of(keeper), message=message.pk, via="sms")
    deliver_due()
    assert outcomes(message) == ["refused", "sent"]
    assert len(server.post.kept) == 1


DELIVER_ONCE = (
    "import django; django.setup(); from zhidu.foundation.outbox.worker import deliver_due; deliver_due()"
)


@pytest.mark.django_db(transaction=True)
def test_a_sender_killed_after_the_gateway_took_it_sends_it_once_more(gate, reached, told, let_pass):
    message = told(reached)
    address = f"sms|短信|json://127.0.0.1:{gate.port}/send?:to={{to}}"
    sender = subprocess.Popen(
        [sys.executable, "-c", DELIVER_ONCE], env={**environment(), "ZHIDU_CHANNELS": address}
    )
    gate.on_post = lambda: os.kill(sender.pid, signal.SIGKILL)
    assert sender.wait(60) == -signal.SIGKILL
    assert outcomes(message) == ["sending"]
    gate.on_post = lambda: None
    let_pass(minutes=11)
    deliver_due()
    let_pass(minutes=1)
    deliver_due()
    assert outcomes(message) == ["unknown", "sent"]
    assert len(gate.got) == 2


# ---------------------------------------------------------------- numbers and secrets


def test_the_number_is_sealed_and_neither_it_nor_the_secret_is_written_anywhere(gate, reached, told, caplog):
    gate.status = 401
    with caplog.at_level(logging.DEBUG):
        told(reached)
        deliver_due()
    written = str(list(Delivery.objects.values())) + str(list(Entry.objects.values())) + caplog.text
    row = Reach.objects.get()
    for word in (PHONE, SECRET):
        assert word not in written
        assert word.encode() not in bytes(row.handle)
    assert SECRET not in repr(Gateway("sms", "短信", f"json://{SECRET}@h/{{to}}"))


def test_everybody_sets_the_own_number_and_takes_it_away(gate, wang):
    client = a_client(actor_of(wang))
    assert "短信" in client.get("/reminders/channels/").content.decode()
    bad = client.post("/reminders/channels/", {"via": "sms", "handle": "电话 1"})
    assert "号码应是" in bad.content.decode()
    client.post("/reminders/channels/", {"via": "sms", "handle": PHONE})
    assert PHONE in client.get("/reminders/channels/").content.decode()
    client.post("/reminders/channels/", {"via": "sms", "handle": PHONE, "stop": "1"})
    assert not Reach.objects.exists()
    with pytest.raises(Wrong):
        choose_channel(actor=actor_of(wang), via="sms", handle="")
    with pytest.raises(Wrong):
        choose_channel(actor=actor_of(wang), via="fax", handle=PHONE)
    with pytest.raises(Refused):
        choose_channel(actor=VISITOR, via="sms", handle=PHONE)


def test_whoever_took_the_number_away_meanwhile_is_not_reached_there(gate, reached, told):
    message = told(reached)
    with outside_acts():
        Reach.objects.all().delete()
    deliver_due()
    assert outcomes(message) == ["refused"]
    assert gate.got == []


def test_an_administrator_tries_a_gateway_and_sees_what_it_said(gate, wang):
    keeper = account("guanli", admin_of="")
    (step,) = try_way(actor=actor_of(keeper), address=PHONE, via="sms")
    assert step.ok
    assert gate.got[0][1]["title"] == "制度：测试消息"
    gate.status = 403
    page = a_client(actor_of(keeper)).post("/deliveries/server/", {"via": "sms", "address": PHONE})
    text = page.content.decode()
    assert "短信的网关没有收：403" in text
    assert SECRET not in text
    with pytest.raises(Refused):
        try_way(actor=actor_of(wang), address=PHONE, via="sms")


@pytest.mark.parametrize(
    ("address", "library"),
    [
        ("dingtalk://abcdef0123/{to}", "NotifyDingTalk"),
        ("wecombot://{to}", "NotifyWeComBot"),
        ("form://127.0.0.1/send?:mobile={to}", "NotifyForm"),
    ],
)
def test_the_library_takes_the_addresses_the_handbook_names(address, library):
    import apprise  # noqa: PLC0415

    target = apprise.Apprise.instantiate(Gateway("x", "x", address).address(PHONE))
    assert target is not None
    assert type(target).__name__ == library
    assert "abcdef0123" not in target.url(privacy=True)


def test_the_setting_is_read_line_by_line_and_says_what_is_wrong_without_the_secret(tmp_path):
    text = "sms|短信|json://gw/{to};;ding|钉钉|dingtalk://token123/{to}"
    assert [one.title for one in channels(text).values()] == ["短信", "钉钉"]
    file = tmp_path / "channels"
    file.write_text(f"# 网关\n{text.replace(';;', chr(10))}\n", encoding="utf-8")
    assert list(channels(str(file))) == ["sms", "ding"]
    assert channels("") == {}
    for wrong in ("sms", "sms|短信|token123", "mail|邮件|json://token123/{to}", "a|b|json://token123/all"):
        with pytest.raises(ValueError, match="ZHIDU_CHANNELS 第 1 行") as refused:
            channels(wrong)
        assert "token123" not in str(refused.value)
