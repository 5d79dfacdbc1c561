"""pytest plugin for tests that touch the site.

* **Write guard.** Every write is an act. While the body of a test under ``tests/apps`` or ``tests/foundation``
  runs, a statement that changes a business table outside a running act fails that test, even where the code
  under test swallows the error. Fixtures are set-up and not watched; set-up in the body of a test says so with
  ``with outside_acts():``.
* **Teardown of the journal.** Its triggers refuse TRUNCATE and DELETE, which is how Django empties the tables
  after a test with real transactions; for that one moment, and in tests only, they are put aside.
* The marker ``postgresql``.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Generator, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from importlib import import_module
from pkgutil import walk_packages
from typing import Any

import pytest
from django.apps import apps
from django.db import connections, transaction
from django.db.backends.base.operations import BaseDatabaseOperations
from django.db.backends.signals import connection_created

WATCHED = ("tests/apps/", "tests/foundation/")

BESIDE_ACTS: Mapping[str, str] = {
    "journal_reader": "how far followers of the journal have read",
    "identity_loginattempt": "failed attempts, kept so that guessing is slowed down",
    "compliance_evaluation": "findings are caches",
    "compliance_storedfinding": "findings are caches",
    "compliance_quietfindings": "findings are caches",
    "compliance_tally": "findings are caches",
    "compliance_subtotal": "findings are caches",
    "outbox_delivery": "attempts to hand a message over",
    "search_document": "the index of the search is a cache",
    "jobs_job": "progress of long work",
    "jobs_lastrun": "when something regular was last done",
}
"""Tables the program itself may write to at any time, each with the reason."""
LAST_LOGIN = re.compile(r'(?i)^\s*UPDATE\s+"?identity_user"?\s+SET\s+"?last_login"?\s*=\s*\S+\s+WHERE')
WRITING = re.compile(
    r'(?i)\b(?:INSERT\s+(?:OR\s+\w+\s+)?INTO|REPLACE\s+INTO|UPDATE(?:\s+ONLY)?|DELETE\s+FROM(?:\s+ONLY)?)\s+"?(\w+)"?'
)


class WrittenOutsideAnAct(AssertionError):
    """A business table was changed, and no act was running."""


_OUTSIDE: ContextVar[bool] = ContextVar("zhidu_outside_acts", default=False)
_caught: list[str] | None = None
"""What was caught in the test that runs; None while nobody watches."""


@cache
def everything_loaded() -> None:
    """Import every module of the site, so that every act and every verb is known."""
    for package in ("zhidu.foundation", "zhidu.apps"):
        for module in walk_packages(import_module(package).__path__, f"{package}."):
            if ".migrations" not in module.name:
                import_module(module.name)


@contextmanager
def outside_acts() -> Iterator[None]:
    """Set-up: within this block rows may be written directly."""
    token = _OUTSIDE.set(True)
    try:
        yield
    finally:
        _OUTSIDE.reset(token)


@contextmanager
def watching() -> Iterator[list[str]]:
    """Watch every connection; what is caught raises at once and is listed as well."""
    global _caught  # noqa: PLW0603 - one test runs at a time, in however many threads
    before, _caught = _caught, []
    try:
        yield _caught
    finally:
        _caught = before


@cache
def business_tables() -> frozenset[str]:
    """Tables of this project that only acts may write to."""
    tables = {
        model._meta.db_table
        for model in apps.get_models(include_auto_created=True)
        if model.__module__.startswith("zhidu.")
    }
    return frozenset(tables - set(BESIDE_ACTS))


def written_to(sql: str) -> str:
    """The business table a statement writes to, or ''."""
    if LAST_LOGIN.match(sql):
        return ""
    for table in WRITING.findall(sql):
        if table.lower() in business_tables():
            return str(table)
    return ""


def guard(execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any) -> Any:
    """The wrapper round every statement (``connection.execute_wrappers``)."""
    from zhidu.foundation.acts import acting  # noqa: PLC0415 - the site is set up by now

    if _caught is not None and not _OUTSIDE.get() and acting() is None and (table := written_to(str(sql))):
        told = f"{table} 在行为之外被改动：{str(sql)[:200]}"
        _caught.append(told)
        raise WrittenOutsideAnAct(told)
    return execute(sql, params, many, context)


def _watch(connection: Any, **_: Any) -> None:
    if guard not in connection.execute_wrappers:
        connection.execute_wrappers.append(guard)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_call(item: pytest.Item) -> Generator[None, Any, Any]:
    if not item.nodeid.startswith(WATCHED):
        return (yield)
    for connection in connections.all(initialized_only=True):
        _watch(connection)
    with watching() as caught:
        result = yield
        assert caught == [], "写入应由行为（act）完成；测试的准备工作用 outside_acts()"
    return result


# ---------------------------------------------------------------- emptying the journal between tests


@contextmanager
def unguarded_journal(using: str = "default") -> Iterator[None]:
    """Put the triggers of the journal aside, and back again."""
    connection = connections[using]
    guards = import_module("zhidu.foundation.journal.migrations.0002_append_only")
    with connection.cursor() as cursor:
        for statement in guards.UNDO[connection.vendor]:
            cursor.execute(statement)
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            for statement in getattr(guards, connection.vendor.upper()):
                cursor.execute(statement)


_flush = BaseDatabaseOperations.execute_sql_flush


def _flush_with_journal(self: Any, sql_list: list[str]) -> None:
    if not any("journal_entry" in statement for statement in sql_list):
        _flush(self, sql_list)
        return
    using = self.connection.alias
    with transaction.atomic(using=using), unguarded_journal(using):
        _flush(self, sql_list)


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line(
        "markers",
        "postgresql: 两种数据库都应成立；设 ZHIDU_TEST_POSTGRESQL=1 时在真的 PostgreSQL 上运行",
    )
    connection_created.connect(_watch, dispatch_uid="zhidu-write-guard")
    BaseDatabaseOperations.execute_sql_flush = _flush_with_journal
