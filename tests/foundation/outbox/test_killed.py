"""A sender that is killed again and again: everything arrives, and no more is doubled than was in flight."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
from collections import Counter

import pytest

from tests.foundation.services import environment
from zhidu.foundation.access.rules import SYSTEM
from zhidu.foundation.acts import act, record
from zhidu.foundation.outbox.actions import Letter, queue_many
from zhidu.foundation.outbox.models import WAITING, Delivery
from zhidu.foundation.outbox.worker import AT_ONCE, deliver_due

pytestmark = [
    pytest.mark.proof,
    pytest.mark.postgresql,
    pytest.mark.django_db(transaction=True),
]
KILLS = 24
MAILS = KILLS * AT_ONCE
DELIVER = (
    "import django; django.setup(); from zhidu.foundation.outbox.worker import deliver_due; deliver_due()"
)


@act("test.outbox.tell_many", "测试：告诉很多人")
def tell_many(*, actor: object) -> None:
    queue_many(
        Letter(receiver=None, address=f"a{n}@example.cn", subject="通知", body="开会。", key=f"k{n}")
        for n in range(MAILS)
    )
    record(obj="test-1", place=None)


def test_a_sender_killed_over_and_over_misses_nothing_and_doubles_only_what_was_in_flight(server, let_pass):
    tell_many(actor=SYSTEM)
    env = {**environment(), "ZHIDU_SMTP": f"smtp://127.0.0.1:{server.port}"}
    chance = random.Random(20261126)
    killed = 0
    while killed < KILLS and Delivery.objects.filter(outcome="due").exists():
        sender = subprocess.Popen([sys.executable, "-c", DELIVER], env=env)
        left = [chance.randrange(1, AT_ONCE + 20)]

        def count_down(sender: subprocess.Popen[bytes] = sender, left: list[int] = left) -> None:
            left[0] -= 1
            if left[0] == 0:
                os.kill(sender.pid, signal.SIGKILL)

        server.post.on_data = count_down
        killed += sender.wait(120) == -signal.SIGKILL
        let_pass(minutes=11)
    server.post.on_data = lambda: None
    assert killed >= 20
    while Delivery.objects.filter(outcome__in=WAITING).exists():
        deliver_due()
        let_pass(minutes=11)
    got = Counter(str(mail["To"]) for mail in server.post.kept)
    assert got.keys() == {f"a{n}@example.cn" for n in range(MAILS)}
    assert sum(got.values()) - MAILS <= killed * AT_ONCE
    assert max(got.values()) <= killed + 1
    ids = {str(mail["Message-ID"]).split("@")[0] for mail in server.post.kept}
    assert len(ids) == MAILS
    assert Delivery.objects.filter(outcome="sent").count() == MAILS
