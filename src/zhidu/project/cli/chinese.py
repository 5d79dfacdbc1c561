"""argparse in Chinese: headings, the help option, and the sentences it refuses arguments with."""

from __future__ import annotations

import argparse
import re
import sys
from typing import TYPE_CHECKING, Any, NoReturn

from zhidu.project.cli.exits import REFUSED

_SENTENCES = (
    (r"the following arguments are required: (.+)", r"缺少参数：\1"),
    (r"unrecognized arguments: (.+)", r"不认识的参数：\1"),
    (r"argument (.+?): invalid choice: (.+) \(choose from (.+)\)", r"\1 写的是 \2，应为 \3 之一"),
    (r"argument (.+?): expected one argument", r"\1 后面应写一个值"),
    (r"argument (.+?): expected at least one argument", r"\1 后面应至少写一个值"),
    (r"argument (.+?): not allowed with argument (.+)", r"\1 与 \2 不能同时写"),
    (r"argument (.+?): ignored explicit argument (.+)", r"\1 后面不应写值 \2"),
    (r"ambiguous option: (.+?) could match (.+)", r"\1 写得太短，可能是 \2"),
    (r"argument (.+?): (.+)", r"\1：\2"),
)


class Formatter(argparse.RawDescriptionHelpFormatter):
    """Help with Chinese headings; examples keep their lines."""

    def add_usage(self, usage: str | None, actions: Any, groups: Any, prefix: str | None = None) -> None:  # noqa: ANN401
        super().add_usage(usage, actions, groups, "用法：" if prefix is None else prefix)


class Parser(argparse.ArgumentParser):
    """A parser that speaks Chinese and takes no abbreviated options: a script must say what it means."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401
        kwargs.setdefault("formatter_class", Formatter)
        kwargs["add_help"] = False
        kwargs.setdefault("allow_abbrev", False)
        super().__init__(*args, **kwargs)
        self._positionals.title = "参数"
        self._optionals.title = "选项"
        self.add_argument("-h", "--help", action="help", help="显示本说明")

    def error(self, message: str) -> NoReturn:
        """Say what is wrong in one line and leave."""
        self.print_usage(sys.stderr)
        print(f"{self.prog}：{in_chinese(message)}", file=sys.stderr)
        raise SystemExit(REFUSED)


if TYPE_CHECKING:
    Subparsers = argparse._SubParsersAction[Parser]  # noqa: SLF001 - argparse gives it no public name
else:
    Subparsers = object


def in_chinese(message: str) -> str:
    """What argparse says, in Chinese where the sentence is known."""
    for pattern, words in _SENTENCES:
        if re.fullmatch(pattern, message, re.DOTALL):
            return re.sub(pattern, words, message, flags=re.DOTALL)
    return message


def example(*lines: str) -> str:
    """The foot of a help text."""
    return "例：\n" + "\n".join(f"  {line}" for line in lines)
