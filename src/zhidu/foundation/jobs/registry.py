"""What can be done in the background: each piece of long work says its name, its title and who may start it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from zhidu.foundation.access.verbs import Verb

if TYPE_CHECKING:
    from zhidu.foundation.jobs.progress import Progress


@dataclass(frozen=True, slots=True)
class Result:
    """What a job leaves behind: a sentence, and a file where there is one (the id of an attachment)."""

    text: str = ""
    attachment: int | None = None


Run = Callable[..., "Result | str | None"]


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of long work. *verb* says who may start it at a path; None: administrators."""

    name: str
    title: str
    run: Run
    verb: Verb | None = None


_KINDS: dict[str, Kind] = {}


def job(name: str, *, title: str, verb: Verb | None = None) -> Callable[[Run], Run]:
    """Make ``def run(progress, **arguments)`` a job; the module must be imported in the app's ``ready()``."""
    if name in _KINDS:
        raise ValueError(f"后台任务“{name}”已经定义过")

    def decorate(run: Run) -> Run:
        _KINDS[name] = Kind(name, title, run, verb)
        return run

    return decorate


def kind(name: str) -> Kind:
    """Raises KeyError where no app defines it (any more)."""
    return _KINDS[name]


def known(name: str) -> bool:
    """Whether an app defines it."""
    return name in _KINDS


def call(name: str, progress: Progress, arguments: dict[str, Any]) -> Result:
    """Run it; whatever it returns becomes a :class:`Result`."""
    found = kind(name).run(progress, **arguments)
    return found if isinstance(found, Result) else Result(found or "")
