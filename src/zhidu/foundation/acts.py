"""Acts (行为): the only way to write. Each has an actor, an access check, one transaction and a journal entry.

An act is a function with keyword-only arguments, the first of them ``actor``::

    @act("orgs.found", "设立党组织")
    def found(*, actor: Actor, parent: int, name: str, on: date) -> Node:
        ...
        FOUND.require_at(actor, above.path)     # may they?
        node = Node.objects.create(...)         # save
        record(obj=node.code, place=node.id, on=on, changes={"name": (None, name)})
        return node

``act`` opens the transaction and refuses to commit one in which nothing was recorded, unless the act says why it is
``silent``. Where PostgreSQL ends the transaction because it and another wait for one another, the outermost act is done
over from its beginning.
"""

from __future__ import annotations

import functools
import inspect
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextvars import ContextVar
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from pkgutil import walk_packages
from typing import Any, ParamSpec, TypeVar

from django.apps import apps
from django.db import OperationalError, connection, transaction

from zhidu.foundation.access.rules import Actor
from zhidu.foundation.clock import today
from zhidu.foundation.journal.models import Entry
from zhidu.foundation.journal.write import Changes, write

P = ParamSpec("P")
R = TypeVar("R")


class Wrong(Exception):
    """What somebody entered cannot be taken; field → what is wrong and what would be right.

    The key '' is for what concerns no single field.
    """

    def __init__(self, faults: Mapping[str, str] | str) -> None:
        self.faults: Mapping[str, str] = {"": faults} if isinstance(faults, str) else faults
        super().__init__("；".join(self.faults.values()))


class Stale(Wrong):
    """Somebody else has changed the record since it was opened; nothing was written."""


@dataclass(frozen=True, slots=True)
class Act:
    """What the register knows of an act; ``docs/acts/<name>.md`` tells people the rest."""

    name: str
    title: str
    covers: tuple[str, ...] = ()
    silent: str = ""
    """Why it leaves no entry of its own in the journal; '' for every act but one that must keep a secret."""


@dataclass(slots=True)
class Acting:
    """An act while it runs."""

    act: Act
    actor: Actor
    entries: list[Entry] = field(default_factory=list)


TRIES = 4
"""So often an act is done over where the database has ended its transaction in favour of another."""
_ACTS: dict[str, Act] = {}
_CURRENT: ContextVar[Acting | None] = ContextVar("zhidu_acting", default=None)
Following = Callable[[Sequence[Entry]], None]
_FOLLOWING: list[Following] = []


def acts() -> Mapping[str, Act]:
    """Every act of the site by name."""
    return dict(_ACTS)


@cache
def load_all() -> None:
    """Import the acts of every app, so that what the journal names can be said in words."""
    for config in apps.get_app_configs():
        package = f"{config.name}.actions"
        if config.name.startswith("zhidu.") and find_spec(package):
            for module in walk_packages(getattr(import_module(package), "__path__", [])):
                import_module(f"{package}.{module.name}")


def follow(function: Following) -> None:
    """Call *function* with the entries of every act at its end: what it writes stands or falls with the act."""
    if function not in _FOLLOWING:
        _FOLLOWING.append(function)


def acting() -> Acting | None:
    """The act that is running, if any."""
    return _CURRENT.get()


def act(
    name: str, title: str, *, covers: tuple[str, ...] = (), silent: str = ""
) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """Make a function an act. *covers* are the inventory rows it helps to run.

    *silent* is the reason why this act writes no entry: one that told when somebody put a paper into the box
    would give away more than it proves.
    """
    if name in _ACTS:
        raise ValueError(f"行为“{name}”已经定义过")
    _ACTS[name] = what = Act(name, title, covers, silent)

    def decorate(function: Callable[P, R]) -> Callable[P, R]:
        parameters = inspect.signature(function).parameters.values()
        if any(one.kind is not inspect.Parameter.KEYWORD_ONLY for one in parameters):
            raise TypeError(f"{name} 的参数应都用关键字传递")

        @functools.wraps(function)
        def run(*args: P.args, **kwargs: P.kwargs) -> R:
            actor = kwargs.get("actor")
            if not isinstance(actor, Actor):
                raise TypeError(f"{name}：actor 应是 Actor，得到的是 {type(actor).__name__}")
            repeatable = not connection.in_atomic_block and not any(map(_used_up, kwargs.values()))
            for attempt in range(TRIES, 0, -1):
                try:
                    return _once(Acting(what, actor), function, *args, **kwargs)
                except OperationalError as error:
                    if attempt == 1 or not repeatable or not _in_each_others_way(error):
                        raise
            raise AssertionError

        return run

    return decorate


def _once(doing: Acting, function: Callable[P, R], *args: P.args, **kwargs: P.kwargs) -> R:
    with transaction.atomic():
        token = _CURRENT.set(doing)
        try:
            result = function(*args, **kwargs)
            for following in _FOLLOWING:
                following(doing.entries)
        finally:
            _CURRENT.reset(token)
        if not doing.entries and not doing.act.silent:
            raise RuntimeError(f"{doing.act.name} 没有写日志；每个行为至少写一条")
    return result


def _in_each_others_way(error: OperationalError) -> bool:
    """Whether the database ended this transaction because it and another waited for one another.

    Two transfers in opposite directions do that: each holds one organisation and wants the other.
    """
    return getattr(error.__cause__, "sqlstate", "") in {"40P01", "40001"}


def _used_up(value: Any) -> bool:  # noqa: ANN401 - any argument
    """Whether an argument can be read only once, so that the act cannot be done over."""
    return isinstance(value, Iterator)


def record(
    *,
    obj: str,
    place: int | None,
    on: date | None = None,
    changes: Changes | None = None,
    details: Mapping[str, Any] | None = None,
) -> Entry:
    """Write the journal entry of the act that is running.

    *obj* is the code of what was changed, *place* the id of the organisation whose affair it is (None: the
    site's), *on* the day it happened (today where it is not said).
    """
    doing = _CURRENT.get()
    if doing is None:
        raise RuntimeError("record 只能在行为（act）之内调用")
    entry = write(
        act=doing.act.name,
        actor=doing.actor.user,
        obj=obj,
        place=place,
        happened_on=on or today(),
        changes=changes,
        details=details,
    )
    doing.entries.append(entry)
    return entry
