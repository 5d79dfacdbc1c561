"""The whole command line put together: every command with its options."""

from __future__ import annotations

import zhidu
from zhidu.project.cli import (
    account,
    decide,
    dues,
    evaluate,
    explain,
    export,
    journal,
    keys,
    measures,
    rebuild,
    rulebook,
    run,
    serve,
    take_over,
    trace,
)
from zhidu.project.cli.chinese import Parser, example
from zhidu.project.demo import command as demo

COMMANDS = (
    demo,
    serve,
    run,
    decide,
    dues,
    explain,
    measures,
    rulebook,
    trace,
    evaluate,
    rebuild,
    take_over,
    export,
    account,
    journal,
    keys,
)


def build() -> Parser:
    """The parser of ``zhidu`` with all commands."""
    parser = Parser(
        prog="zhidu",
        description="制度：把基层党组织的成文制度变成数据，逐条判定，并说明每一个结论。",
        epilog=example("zhidu rulebook check", "zhidu demo"),
    )
    parser.add_argument("--version", action="version", version=f"制度 {zhidu.__version__}", help="显示版本")
    parser.add_argument("--debug", action="store_true", help="程序出错时显示完整的出错位置")
    commands = parser.add_subparsers(title="命令", metavar="命令", required=True, parser_class=Parser)
    for module in COMMANDS:
        module.add_parser(commands)
    return parser
