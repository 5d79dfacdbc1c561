"""存储: which database, how large everything is, and which folders a backup has to hold."""

from __future__ import annotations

import platform
import shutil
from dataclasses import dataclass
from pathlib import Path

import django
from django.conf import settings
from django.db import connection
from django.db.models import Count, Sum
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from zhidu import __version__
from zhidu.apps.dashboards.access import ADMINISTER
from zhidu.foundation.files import store
from zhidu.foundation.files.limits import limit
from zhidu.foundation.files.models import Attachment, in_words
from zhidu.foundation.journal.seals import path as seals


@dataclass(frozen=True, slots=True)
class Kept:
    """One thing a backup holds: what it is, where, and what is lost without it."""

    what: str
    where: str
    why: str


@require_GET
def storage(request: HttpRequest) -> HttpResponse:
    """Sizes and places. Nothing here is a secret, and the password of the database is not shown."""
    ADMINISTER.require_at(request.actor, "")
    files = Attachment.objects.aggregate(number=Count("pk"), size=Sum("size"))
    var = Path(settings.VAR)
    return render(
        request,
        "administration/storage.html",
        {
            "database": _database(),
            "database_size": in_words(_database_size()),
            "files": files["number"],
            "files_size": in_words(files["size"] or 0),
            "files_folder": store.root(),
            "limit": in_words(limit()),
            "free": in_words(shutil.disk_usage(var).free),
            "var": var,
            "backup": _backup(var),
            "version": __version__,
            "python": platform.python_version(),
            "django": django.get_version(),
        },
    )


def _database() -> str:
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SHOW server_version")
            version = cursor.fetchone()[0]
            return f"PostgreSQL {version}，库 {connection.settings_dict['NAME']}"
        cursor.execute("SELECT sqlite_version()")
        return f"SQLite {cursor.fetchone()[0]}"


def _database_size() -> int:
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SELECT pg_database_size(current_database())")
        else:
            cursor.execute("SELECT page_count * page_size FROM pragma_page_count(), pragma_page_size()")
        return int(cursor.fetchone()[0])


def _backup(var: Path) -> list[Kept]:
    if connection.vendor == "postgresql":
        first = Kept("数据库", f"用 pg_dump 导出库 {connection.settings_dict['NAME']}", "全部记录")
    else:
        name = str(connection.settings_dict["NAME"])
        first = Kept(
            "数据库", f"{name}（网站停下时复制，连同 -wal；不停就用 sqlite3 的 .backup）", "全部记录"
        )
    return [
        first,
        Kept("附件", str(store.root()), "会议记录、签到表等文件的内容"),
        Kept("密钥", str(var / "keys.json"), "没有它，日志核对不了，旧值打不开；与数据库分开放"),
        Kept("封存", str(seals()), "没有它，看不出日志末尾被截去"),
    ]
