"""Gateways to telephones (钉钉、企业微信、短信): each an address with a secret in it, kept outside the database.

``ZHIDU_CHANNELS`` names them; the library apprise knows how to speak to each. The secret part of an address is
neither shown nor logged, and no error message repeats it.
"""

from __future__ import annotations

import logging
import re
import threading
from collections.abc import Mapping
from dataclasses import dataclass, field
from email.charset import CHARSETS
from typing import Any
from urllib.parse import quote

from django.conf import settings

_STATUS = re.compile(r"error[=: ]+(\d{3})")
_SAID = logging.getLogger("apprise")
# what the library says is read here and nowhere else; below a warning it would say numbers and addresses
_SAID.propagate = False
_SAID.addHandler(logging.NullHandler())
for _name in ("apprise", "urllib3"):
    logging.getLogger(_name).setLevel(logging.WARNING)


@dataclass(frozen=True, slots=True)
class Gateway:
    """One way to reach telephones: its name in the site, and the address of a receiver, ``{to}`` being the number."""

    name: str
    title: str
    template: str = field(repr=False)

    @property
    def kind(self) -> str:
        """The scheme of the address: that much may be shown."""
        return self.template.partition("://")[0]

    def address(self, handle: str) -> str:
        return self.template.replace("{to}", quote(handle.strip(), safe=""))


def gateways() -> Mapping[str, Gateway]:
    """The gateways that are set up here, by name."""
    return {name: Gateway(name, one.title, one.address) for name, one in settings.ZHIDU_CHANNELS.items()}


class _Listening(logging.Handler):
    """What the library says while one message is handed over, in this thread."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.lines: list[str] = []
        self._thread = threading.get_ident()

    def emit(self, record: logging.LogRecord) -> None:
        if record.thread == self._thread:
            self.lines.append(record.getMessage())


def _target(address: str) -> Any:  # noqa: ANN401 - the library's own kind of thing
    """What speaks to one receiver; None for an address the library does not take."""
    utf8 = CHARSETS["utf-8"]
    try:
        import apprise  # noqa: PLC0415 - takes long to load, and few sites have a gateway

        return apprise.Apprise.instantiate(address, suppress_exceptions=True)
    finally:
        # the library changes for the whole process how mails are written
        CHARSETS["utf-8"] = utf8


def post(gateway: Gateway, handle: str, subject: str, text: str) -> tuple[int | None, str]:
    """Hand one message over: (None, '') where it was taken, (None, why) where nobody is there, else status and why."""
    target = _target(gateway.address(handle))
    if target is None:
        return 400, f"{gateway.title}：号码写得不对，或者地址设得不对"
    listening = _Listening()
    _SAID.addHandler(listening)
    try:
        taken = target.notify(body=text, title=subject, body_format="text")
    except (OSError, TypeError, ValueError) as error:
        return 500, f"{gateway.title}：{type(error).__name__}"
    finally:
        _SAID.removeHandler(listening)
    if taken:
        return None, ""
    status = next((int(found[1]) for line in listening.lines if (found := _STATUS.search(line))), None)
    if status is None:
        return None, f"连不上{gateway.title}的网关"
    return status, f"{gateway.title}的网关没有收：{status}"
