"""A whole site in one command: database, web, worker and what is done by itself, started and stopped together."""

from __future__ import annotations

import errno
import math
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from types import FrameType

from zhidu.project.children import GRACE
from zhidu.project.cli.exits import CRASHED, DONE
from zhidu.project.cli.site import ready, refusal, waiting

Say = Callable[[str], None]
LOOK = 15.0
"""Seconds between two looks at whether something regular is due."""
UP = 60.0
"""Seconds the web may take to answer after its start."""
RESTARTS = 30.0
"""A worker that ended by itself is started again, but not oftener than this."""


def serve(host: str, port: int, workers: int, *, say: Say | None = None) -> int:
    """Run the site until SIGINT or SIGTERM; the exit status. Raises BookError where it cannot start."""
    say = say or _said
    check_free(host, port)
    ready(migrated=False)
    prepare(say)
    site = Site(host, port, workers, say)
    site.take_signals()
    try:
        return site.run()
    finally:
        site.stop()


def _said(words: str) -> None:
    print(words, flush=True)


def check_free(host: str, port: int) -> None:
    """Raise BookError, in words, where nobody could listen there."""
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)
    except OSError as error:
        raise refusal(
            "--host", f"没有“{host}”这个地址；本机用写 127.0.0.1，别的电脑也用写 0.0.0.0"
        ) from error
    family, kind, protocol, _, address = found[0]
    with socket.socket(family, kind, protocol) as probe:
        # without it a port that was in use a moment ago would pass for taken
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(address)
        except OSError as error:
            raise refusal("--port", _why_not(error, host, port)) from error


def _why_not(error: OSError, host: str, port: int) -> str:
    if error.errno == errno.EADDRINUSE:
        return f"{port} 端口已经有程序在用，也许网站已经在运行；要另开一个，请换端口：zhidu serve --port {port + 1}"
    if error.errno == errno.EACCES:
        return f"{port} 端口要系统管理员权限才能用；请用 1024 以上的，如 8000"
    return f"不能在 {host} 的 {port} 端口上提供网页（{error.strerror}）"


def prepare(say: Say) -> None:
    """Bring the database and the static files up to date, and take up again what was cut off."""
    from django.core.management import call_command
    from django.db import Error

    try:
        steps = waiting()
        if steps:
            say(f"· 数据库：更新 {steps} 步……")
            call_command("migrate", interactive=False, verbosity=0)
    except Error as error:
        told = f"用不了：{str(error).splitlines()[0]}；请看 ZHIDU_DATABASE 写得对不对"
        raise refusal("数据库", told) from error
    say("· 数据库：已是最新。")
    call_command("collectstatic", interactive=False, verbosity=0)
    say("· 网页的样式和图标：已备好。")
    from zhidu.foundation.jobs.running import revive

    if found := revive():
        say(f"· 接着做上次中断的 {found} 项后台任务。")


class Site:
    """The running processes."""

    def __init__(self, host: str, port: int, workers: int, say: Say) -> None:
        self.host, self.port, self.workers, self.say = host, port, workers, say
        self._ending = threading.Event()
        self._running: dict[str, subprocess.Popen[bytes]] = {}
        self._threads: list[threading.Thread] = []

    def take_signals(self) -> None:
        """End on Ctrl-C and on SIGTERM, once what is under way has come to its end."""

        def end(signum: int, frame: FrameType | None) -> None:  # noqa: ARG001
            self._ending.set()

        signal.signal(signal.SIGINT, end)
        signal.signal(signal.SIGTERM, end)

    def run(self) -> int:
        """Start everything, say where it is, and watch over it."""
        self._start("web", self.host, str(self.port), str(self.workers))
        self._start("worker")
        if not self._answers():
            if self._ending.is_set():
                return DONE
            self.say("✗ 网页没有启动成功，原因见上。")
            return CRASHED
        self._keep_time()
        self._greet()
        restarted = -math.inf
        while not self._ending.wait(1):
            if (status := self._running["web"].poll()) is not None:
                self.say(f"✗ 网页停了（{status}），原因见上。请重新运行 zhidu serve；记录都在。")
                return CRASHED
            if self._running["worker"].poll() is not None and time.monotonic() - restarted > RESTARTS:
                self.say("· 后台停了，已重新启动。")
                self._start("worker")
                restarted = time.monotonic()
        return DONE

    def _start(self, what: str, *words: str) -> None:
        self._running[what] = subprocess.Popen(  # noqa: S603 - our own program with fixed words
            [sys.executable, "-m", "zhidu.project.children", what, *words],
            stdin=subprocess.PIPE,
            # Ctrl-C is for this process alone, which then ends the others in order
            start_new_session=True,
        )

    def _answers(self) -> bool:
        """Wait until the web takes connections."""
        until = time.monotonic() + UP
        while time.monotonic() < until and not self._ending.wait(0.1):
            if self._running["web"].poll() is not None:
                return False
            try:
                with socket.create_connection((self._near(), self.port), timeout=1):
                    return True
            except OSError:
                continue
        return False

    def _near(self) -> str:
        """The address of this machine under which the site answers."""
        return {"0.0.0.0": "127.0.0.1", "": "127.0.0.1", "::": "::1"}.get(self.host, self.host)  # noqa: S104

    def _greet(self) -> None:
        from django.conf import settings

        from zhidu.foundation.identity.models import User

        near = self._near()
        shown = f"[{near}]" if ":" in near else near
        self.say(f"✓ 网站已启动：http://{shown}:{self.port}/")
        if self.host != near and not any(
            one not in ("localhost", "127.0.0.1", "[::1]") for one in settings.ALLOWED_HOSTS
        ):
            self.say("  别的电脑要打开，请先设 ZHIDU_HOSTS（本机的名称或地址，用逗号隔开）再启动。")
        if User.objects.exists():
            self.say("下一步：用浏览器打开上面的地址登录。按 Ctrl-C 停下。")
        else:
            self.say("还没有帐号。下一步：另开一个窗口运行 zhidu account create 登录名 --name 姓名 --admin")

    def _keep_time(self) -> None:
        """A thread for each regular task: one that takes long, or hangs, holds up no other."""
        from zhidu.foundation.jobs import schedule

        for one in schedule.regular():
            thread = threading.Thread(target=self._regularly, args=(one.name,), daemon=True, name=one.name)
            thread.start()
            self._threads.append(thread)

    def _regularly(self, name: str) -> None:
        import logging

        from django.db import DatabaseError, close_old_connections, connection

        from zhidu.foundation.jobs import schedule

        while not self._ending.is_set():
            try:
                close_old_connections()
                schedule.run_due(name)
            except DatabaseError:
                # the database is away or busy: look again later, and begin a new connection then
                logging.getLogger("zhidu.schedule").exception("定时任务 %s：数据库用不了", name)
                connection.close()
            self._ending.wait(LOOK)
        connection.close()

    def stop(self) -> None:
        """End everything, in order and for certain."""
        from zhidu.foundation.jobs.workers import STOPPING

        self._ending.set()
        STOPPING.set()
        running = [one for one in self._running.values() if one.poll() is None]
        if running:
            self.say("· 正在停下……")
        for one in running:
            one.terminate()
        until = time.monotonic() + GRACE + 2
        for one in running:
            try:
                one.wait(max(0.1, until - time.monotonic()))
            except subprocess.TimeoutExpired:
                one.kill()
                one.wait()
        for one in self._running.values():
            if one.stdin is not None:
                one.stdin.close()
        for thread in self._threads:
            thread.join(max(0.1, until - time.monotonic()))
        if running:
            self.say("✓ 已停下；没有做完的后台任务，下次启动接着做。")
