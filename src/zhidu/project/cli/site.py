"""Commands that need the site: setting Django up, and saying plainly what is missing where it cannot run."""

from __future__ import annotations

import getpass
import os

from zhidu.rulebooks.source import BookError, Problem


def ready(*, migrated: bool = True, build: bool = False) -> None:
    """Set the site up for a command. Raises BookError, in words, where settings, keys or database do not serve.

    *build* makes the tables first where there are none at all yet: the first account comes before the first start.
    """
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "zhidu.project.settings")
    import django
    from django.core.management import call_command
    from django.db import Error

    try:
        django.setup()
    except (OSError, ValueError) as error:
        raise refusal("设置", f"网站没有准备好：{error}") from error
    if migrated:
        try:
            missing = waiting()
            if build and missing and _empty():
                print("第一次使用，正在建立数据库…")
                call_command("migrate", verbosity=0, interactive=False)
                missing = 0
        except Error as error:
            raise refusal(
                "数据库", f"连不上：{str(error).splitlines()[0]}；请看 ZHIDU_DATABASE 写得对不对"
            ) from error
        if missing:
            raise refusal(
                "数据库",
                f"还没有建好，缺 {missing} 步；请先运行 zhidu serve，或 python -m zhidu.project.manage migrate",
            )


def waiting() -> int:
    """How many migrations the database still lacks."""
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor

    executor = MigrationExecutor(connection)
    return len(executor.migration_plan(executor.loader.graph.leaf_nodes()))


def _empty() -> bool:
    from django.db import connection

    return not connection.introspection.table_names()


def refusal(where: str, message: str) -> BookError:
    """A refusal as every command prints it."""
    return BookError([Problem(where, 0, "", message)])


def operator() -> dict[str, str]:
    """Who runs the command, for the journal: the program acts, and this account of the machine let it."""
    return {"operator": getpass.getuser()}
