"""Slowing down whoever guesses passwords (接连输错).

After five failures for one name every further attempt has to wait, half a minute first and then twice as long
each time, a quarter of an hour at most. An office shares one address and several people may mistype, so an
address gets twenty. Failures are forgotten after an hour. The table holds keyed digests only: it tells nobody
which names were tried or from where.

The wall clock is read here and not :mod:`zhidu.foundation.clock`: on a day set for a demonstration time stands
still, and nobody would ever be let in again.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta

from django.db.models import Count, Max
from django.utils import timezone

from zhidu.foundation.identity.models import LoginAttempt, login_name
from zhidu.foundation.keys import keyring

FREE: Mapping[str, int] = {"name": 5, "address": 20, "password": 5}
FIRST_WAIT = timedelta(seconds=30)
LONGEST_WAIT = timedelta(minutes=15)
REMEMBERED = timedelta(hours=1)


class Slow(Exception):
    """Too many failures; :attr:`wait` is how long it still takes."""

    def __init__(self, wait: timedelta) -> None:
        self.wait = wait
        super().__init__(f"接连输错，请等 {in_words(wait)} 后再试；忘了口令，请找管理员另发。")


def in_words(wait: timedelta) -> str:
    """``40 秒``, ``3 分钟``; rounded up, so that waiting that long is enough."""
    seconds = max(1, -int(-wait.total_seconds() // 1))
    return f"{seconds} 秒" if seconds < 60 else f"{-(-seconds // 60)} 分钟"


def name_key(username: str) -> str:
    """For one login name, existing or not."""
    return _key("name", login_name(username))


def address_key(address: str) -> str:
    """For one address of the network."""
    return _key("address", address)


def password_key(user: int) -> str:
    """For the old password asked when it is changed: a session left open must not help to guess it."""
    return _key("password", str(user))


def _key(kind: str, text: str) -> str:
    # what kind of key it is must be readable, since each has its own limit
    return f"{kind}:{keyring().digest(f'{kind}:{text}')[:48]}"


def wait_after(failures: int, free: int) -> timedelta:
    """How long after the last failure the next attempt is listened to."""
    if failures < free:
        return timedelta(0)
    return min(LONGEST_WAIT, FIRST_WAIT * 2 ** min(failures - free, 10))


class Attempt:
    """One attempt: put down before the password is looked at, so that many at once do not slip through.

    Raises Slow (and puts nothing down) while any of *keys* has to wait.
    """

    def __init__(self, *keys: str, at: datetime | None = None) -> None:
        moment = at or timezone.now()
        clean(moment)
        self.keys = keys
        rows = LoginAttempt.objects.bulk_create([LoginAttempt(key=key, at=moment) for key in keys])
        self._mine = [row.pk for row in rows]
        earlier = LoginAttempt.objects.filter(key__in=keys, pk__lt=min(self._mine)).order_by()
        waits = [
            last + wait_after(failures, FREE[key.partition(":")[0]]) - moment
            for key, failures, last in earlier.values_list("key").annotate(Count("pk"), Max("at"))
        ]
        if waits and max(waits) > timedelta(0):
            LoginAttempt.objects.filter(pk__in=self._mine).delete()
            raise Slow(max(waits))

    def failures(self, key: str) -> int:
        """How many failures are remembered for one of the keys, this one included."""
        return LoginAttempt.objects.filter(key=key).count()

    def succeeded(self) -> None:
        """The password was right: what was remembered for the name is forgotten.

        Not for the address: one known password must not buy more guesses at others.
        """
        LoginAttempt.objects.filter(pk__in=self._mine).delete()
        forget(*(key for key in self.keys if not key.startswith("address:")))


def forget(*keys: str) -> None:
    """Forget the failures of these keys."""
    LoginAttempt.objects.filter(key__in=keys).delete()


def clean(at: datetime | None = None) -> int:
    """Remove what is no longer remembered; how many rows."""
    return int(LoginAttempt.objects.filter(at__lt=(at or timezone.now()) - REMEMBERED).delete()[0])
