"""What the environment says, read into what the settings need; wrong values are refused in words."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import unquote, urlsplit

DEFAULT_LIMIT = 20
MEGABYTE = 1024 * 1024
PORTS = {"smtp": 25, "smtps": 465, "starttls": 587}


@dataclass(frozen=True, slots=True)
class MailServer:
    """Where mail is handed over; an empty host: nowhere."""

    host: str = ""
    port: int = 25
    user: str = ""
    password: str = ""
    tls: bool = False
    starttls: bool = False


def mail_server(address: str) -> MailServer:
    """From ZHIDU_SMTP. Raises ValueError for what is no such address; the password is never repeated."""
    if not address:
        return MailServer()
    should = "应为 smtp://用户:口令@主机:端口，加密的写 smtps:// 或 starttls://"
    try:
        parts = urlsplit(address)
        port = parts.port
    except ValueError:
        raise ValueError(f"ZHIDU_SMTP 的端口不对；{should}") from None
    if parts.scheme not in PORTS or not parts.hostname:
        raise ValueError(f"ZHIDU_SMTP 写得不对；{should}")
    return MailServer(
        parts.hostname,
        port or PORTS[parts.scheme],
        unquote(parts.username or ""),
        unquote(parts.password or ""),
        tls=parts.scheme == "smtps",
        starttls=parts.scheme == "starttls",
    )


def megabytes(text: str) -> int:
    """Bytes from ZHIDU_UPLOAD_LIMIT, which counts in MB. Raises ValueError for what is no number of them."""
    if not text:
        return DEFAULT_LIMIT * MEGABYTE
    if not text.isdecimal() or int(text) < 1:
        raise ValueError(f"ZHIDU_UPLOAD_LIMIT 写的是“{text}”；应为整数，单位 MB，如 20")
    return int(text) * MEGABYTE
