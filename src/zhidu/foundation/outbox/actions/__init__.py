"""What may be done with messages. :func:`queue` is called inside the acts of upper apps."""

from __future__ import annotations

from zhidu.foundation.outbox.actions.choose_channel import choose_channel
from zhidu.foundation.outbox.actions.queue import Letter, queue, queue_many
from zhidu.foundation.outbox.actions.read import read
from zhidu.foundation.outbox.actions.send_again import send_again
from zhidu.foundation.outbox.actions.send_test import tested, try_way

__all__ = ["Letter", "choose_channel", "queue", "queue_many", "read", "send_again", "tested", "try_way"]
