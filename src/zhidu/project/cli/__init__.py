"""The command line (命令行): one module a command; here only the way in, and what is said on failure."""

from __future__ import annotations

import io
import os
import sys
import traceback
from collections.abc import Sequence

from zhidu.project.cli.exits import CRASHED, REFUSED
from zhidu.project.cli.parser import build
from zhidu.rulebooks.source import BookError

__all__ = ["main"]

REPORT_TO = "CONTRIBUTING.md"


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command; the exit status is 0, 1 (cases fail), 2 (bad input) or 70 (a fault of the program)."""
    _speak_utf8()
    arguments = build().parse_args(argv)
    try:
        status = int(arguments.run(arguments))
        sys.stdout.flush()
    except BookError as error:
        for problem in error.problems:
            print(problem, file=sys.stderr)
        return REFUSED
    except BrokenPipeError:
        # The reader (head, less) has gone; leave quietly and keep the interpreter from complaining at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except KeyboardInterrupt:
        print("已中断；没有写入任何文件。", file=sys.stderr)
        return 130
    except Exception as error:  # noqa: BLE001 - nothing may reach people as a traceback unless they ask for it
        if arguments.debug:
            traceback.print_exc()
        print(f"程序出错（{type(error).__name__}：{_first_line(error)}）。", file=sys.stderr)
        print(
            f"请在 zhidu 后面加 --debug 重新运行，把结果按 {REPORT_TO} 所说的办法报告给维护人员。",
            file=sys.stderr,
        )
        return CRASHED
    return status


def _speak_utf8() -> None:
    """Files and pipes always get UTF-8; a terminal of another encoding gets what it can show."""
    for stream in (sys.stdout, sys.stderr):
        other = (getattr(stream, "encoding", None) or "utf-8").lower().replace("-", "") != "utf8"
        if other and isinstance(stream, io.TextIOWrapper):
            if stream.isatty():
                stream.reconfigure(errors="replace")
            else:
                stream.reconfigure(encoding="utf-8")


def _first_line(error: Exception) -> str:
    return (str(error).splitlines() or ["没有说明"])[0]
