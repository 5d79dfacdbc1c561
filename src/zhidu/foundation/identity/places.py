"""Places of the tree and people of the register, offered by the apps that own them.

Accounts and grants name a path and a person's number. What these are called only upper apps know, so they
register a provider when they start; until then there is only the whole site, and nobody to link.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from typing import Protocol

from zhidu.foundation.access.rules import Actor

EVERYWHERE = "全部组织"


@dataclass(frozen=True, slots=True)
class Place:
    """One place of the tree: its path, its name, and the names above it (``甲县委 › 乙镇党委``)."""

    path: str
    name: str
    above: str = ""


@dataclass(frozen=True, slots=True)
class Somebody:
    """One person of the register: number, name, the path of the organisation and its name."""

    id: int
    name: str
    path: str
    organization: str = ""


class Places(Protocol):
    """What the app that keeps the tree offers; each call costs a constant number of queries."""

    def search(self, actor: Actor, text: str, limit: int) -> list[Place]:
        """Places the actor may see whose name contains *text* ('' = the topmost)."""

    def named(self, paths: Collection[str]) -> Mapping[str, Place]:
        """Path → place, for those that exist."""


class People(Protocol):
    """What the app that keeps the register offers."""

    def search(self, actor: Actor, text: str, limit: int) -> list[Somebody]:
        """People the actor may see whose name contains *text*."""

    def named(self, ids: Collection[int]) -> Mapping[int, Somebody]:
        """Number → person, for those that exist."""


class _NoPlaces:
    def search(self, actor: Actor, text: str, limit: int) -> list[Place]:  # noqa: ARG002
        return []

    def named(self, paths: Collection[str]) -> Mapping[str, Place]:  # noqa: ARG002
        return {}


class _NoPeople:
    def search(self, actor: Actor, text: str, limit: int) -> list[Somebody]:  # noqa: ARG002
        return []

    def named(self, ids: Collection[int]) -> Mapping[int, Somebody]:  # noqa: ARG002
        return {}


_places: Places = _NoPlaces()
_people: People = _NoPeople()


def register(provider: Places) -> None:
    """The app of organisations says where places are looked up."""
    global _places  # noqa: PLW0603 - set once when the site starts
    _places = provider


def register_people(provider: People) -> None:
    """The app of members says where people are looked up."""
    global _people  # noqa: PLW0603 - set once when the site starts
    _people = provider


Linked = Callable[[int, int | None, int | None], None]
"""(account, the person it was linked with, the person it is linked with now)."""
_linked: list[Linked] = []


def register_linked(follow: Linked) -> None:
    """Call *follow* inside the act that links an account: roles follow from where the person belongs."""
    if follow not in _linked:
        _linked.append(follow)


def linked(account: int, before: int | None, now: int | None) -> None:
    """The account is somebody else's from now on."""
    for follow in _linked:
        follow(account, before, now)


def search(actor: Actor, text: str, limit: int = 20) -> list[Place]:
    """Places to choose from; the whole site first for whoever holds a role over all of it."""
    found = list(_places.search(actor, text.strip(), limit))
    everywhere = actor.system or any(one.path == "" for one in actor.held)
    if everywhere and text.strip() in EVERYWHERE:
        found.insert(0, Place("", EVERYWHERE))
    return found[:limit]


def named(paths: Collection[str]) -> dict[str, Place]:
    """Path → place; '' is the whole site, and a place that is gone is called by its number."""
    wanted = {path for path in paths if path}
    known = _places.named(wanted) if wanted else {}
    found = {path: known.get(path) or Place(path, f"已不存在的组织（{path}）") for path in wanted}
    return {"": Place("", EVERYWHERE), **found}


def exists(path: str) -> bool:
    """Whether there is such a place."""
    # paths are made of digits; what else may be sent is not looked for
    return path == "" or (path.isdecimal() and path in _places.named({path}))


def search_people(actor: Actor, text: str, limit: int = 20) -> list[Somebody]:
    """People to link an account with; nobody is listed before a name is typed."""
    return list(_people.search(actor, text.strip(), limit)) if text.strip() else []


def somebody(person: int | None) -> Somebody | None:
    """One person of the register."""
    return None if person is None else _people.named({person}).get(person)
