"""What the environment says, read into what the settings need; wrong values are refused in words."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path
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


@dataclass(frozen=True, slots=True)
class Channel:
    """A gateway to telephones; its address has a secret in it and is never written out."""

    title: str
    address: str = field(repr=False)


_NAME = re.compile(r"[a-z][a-z0-9]{0,19}")


def channels(text: str) -> dict[str, Channel]:
    """Name → gateway, from ``ZHIDU_CHANNELS``. Raises ValueError; the sentence never repeats an address."""
    if text.strip().startswith("/"):
        text = Path(text.strip()).read_text(encoding="utf-8")
    found: dict[str, Channel] = {}
    for number, line in enumerate(re.split(r";;|\n", text), start=1):
        if not line.strip() or line.lstrip().startswith("#"):
            continue
        parts = [part.strip() for part in line.split("|", 2)]
        where = f"ZHIDU_CHANNELS 第 {number} 行"
        if len(parts) != 3 or "://" not in parts[2]:
            raise ValueError(f"{where}应写作 名称|显示的名字|地址，如 sms|短信|json://网关/发送?:to={{to}}")
        name, title, address = parts
        if not _NAME.fullmatch(name) or name == "mail" or name in found:
            raise ValueError(f"{where}的名称“{name[:20]}”应是小写字母和数字，不重复，也不能叫 mail")
        if "{to}" not in address:
            raise ValueError(f"{where}的地址里没有 {{to}}：消息要分给各人，不能都发到一个群里")
        found[name] = Channel(title[:20], address)
    return found
