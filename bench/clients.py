"""Sixteen connections to a server on this machine, from one light process: no threads that would compete with it."""

from __future__ import annotations

import selectors
import socket
import statistics
import time
from collections.abc import Sequence
from dataclasses import dataclass, field

CONNECTIONS = 16
HOST = "127.0.0.1"


@dataclass(frozen=True, slots=True)
class Taken:
    """How long requests took, in milliseconds."""

    times: tuple[float, ...]

    @property
    def p50(self) -> float:
        return statistics.median(self.times)

    @property
    def p95(self) -> float:
        return sorted(self.times)[max(0, round(len(self.times) * 0.95) - 1)]


@dataclass(slots=True)
class _Line:
    """One connection that is kept open, and what has come back so far."""

    sock: socket.socket
    began: float = 0.0
    data: bytearray = field(default_factory=bytearray)
    wanted: int = -1


def load(port: int, address: str, cookie: str, seconds: float, connections: int = CONNECTIONS) -> Taken:
    """Ask for *address* over and over on every connection at once. Raises RuntimeError for any answer but 200."""
    request = (
        f"GET {address} HTTP/1.1\r\nHost: {HOST}:{port}\r\nCookie: {cookie}\r\nConnection: keep-alive\r\n\r\n"
    ).encode()
    times: list[float] = []
    with selectors.DefaultSelector() as selector:
        lines = [_Line(socket.create_connection((HOST, port))) for _ in range(connections)]
        try:
            for line in lines:
                selector.register(line.sock, selectors.EVENT_READ, line)
                _ask(line, request)
            end, open_lines = time.perf_counter() + seconds, len(lines)
            while open_lines:
                for key, _ in selector.select(timeout=30) or _silence(address):
                    line = key.data
                    if not _read(line, address):
                        continue
                    times.append((time.perf_counter() - line.began) * 1000)
                    if time.perf_counter() < end:
                        _ask(line, request)
                    else:
                        open_lines -= 1
        finally:
            for line in lines:
                line.sock.close()
    return Taken(tuple(times))


def _ask(line: _Line, request: bytes) -> None:
    line.data.clear()
    line.wanted = -1
    line.began = time.perf_counter()
    line.sock.sendall(request)


def _read(line: _Line, address: str) -> bool:
    """Take what has come; whether the answer is complete."""
    more = line.sock.recv(262_144)
    if not more:
        raise RuntimeError(f"{address}：服务器断开了连接")
    line.data += more
    if line.wanted < 0 and (end := line.data.find(b"\r\n\r\n")) >= 0:
        head = bytes(line.data[:end]).lower()
        if b" 200 " not in head.split(b"\r\n", 1)[0]:
            raise RuntimeError(f"{address}：{head.split(chr(13).encode(), 1)[0].decode()}")
        length = next(one for one in head.split(b"\r\n") if one.startswith(b"content-length:"))
        line.wanted = end + 4 + int(length.partition(b":")[2])
    return 0 <= line.wanted <= len(line.data)


def _silence(address: str) -> Sequence[tuple[selectors.SelectorKey, int]]:
    raise RuntimeError(f"{address}：三十秒没有回答")
