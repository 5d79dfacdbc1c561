"""``zhidu serve``: run the site."""

from __future__ import annotations

import argparse

from zhidu.project.cli.chinese import Subparsers, example

HOST, PORT, WORKERS = "127.0.0.1", 8000, 2


def add_parser(commands: Subparsers) -> None:
    """Add ``serve``."""
    parser = commands.add_parser(
        "serve",
        help="运行网站",
        description="运行网站：备好数据库，启动网页和后台，定时办该办的事。按 Ctrl-C 一起停下。",
        epilog=example("zhidu serve", "zhidu serve --host 0.0.0.0 --port 80"),
    )
    parser.add_argument(
        "--host",
        default=HOST,
        metavar="地址",
        help=f"在哪个地址上提供；0.0.0.0 是别的电脑也能打开，不写是 {HOST}",
    )
    parser.add_argument("--port", type=_port, default=PORT, metavar="端口", help=f"不写是 {PORT}")
    parser.add_argument(
        "--workers",
        type=_workers,
        default=WORKERS,
        metavar="个数",
        help=f"几个进程提供网页，不写是 {WORKERS}",
    )
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Run the site until it is told to stop."""
    from zhidu.project.server import serve

    return serve(arguments.host, arguments.port, arguments.workers)


def _port(text: str) -> int:
    if not text.isdigit() or not 0 < int(text) < 65536:
        raise argparse.ArgumentTypeError(f"写的是“{text}”；应是 1 至 65535 的整数")
    return int(text)


def _workers(text: str) -> int:
    if not text.isdigit() or not 0 < int(text) <= 64:
        raise argparse.ArgumentTypeError(f"写的是“{text}”；应是 1 至 64 的整数")
    return int(text)
