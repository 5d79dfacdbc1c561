"""What the frame offers: rail, bottom bar of a phone, organisation switch, reminders.

``ui`` knows no app. Each app registers what it has in its ``apps.py``, so a page nobody built is never offered.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django.http import HttpRequest

from zhidu.foundation.access.rules import Actor
from zhidu.foundation.access.verbs import Verb

WORK, PEOPLE, RULES = 1, 2, 3
"""The three ruled groups: 日常工作, 人与地方, 制度与监督."""


@dataclass(frozen=True, slots=True)
class Item:
    """One line of the rail.

    It is shown to whoever may use *verb* somewhere and holds one of *roles* (None: everybody signed in). *count*
    is the number of things waiting, never news; it is asked once a page and must cost at most one query.
    *phone* is the word in the bottom bar of a phone, where it stands there.
    """

    group: int
    order: int
    key: str
    title: str
    icon: str
    url_name: str
    verb: Verb | None = None
    roles: frozenset[str] | None = None
    count: Callable[[HttpRequest], int] | None = None
    phone: str = ""

    def open_to(self, actor: Actor) -> bool:
        """Whether *actor* has anything to do there."""
        if actor.user is None:
            return False
        if self.roles is not None and not actor.holds(*self.roles):
            return False
        return self.verb is None or self.verb.somewhere(actor)


@dataclass(frozen=True, slots=True)
class Choice:
    """One organisation of the switch."""

    name: str
    url: str
    current: bool = False


@dataclass(frozen=True, slots=True)
class Where:
    """Where somebody is at work: the organisation, the path above it, and where else they may go."""

    name: str
    path: str = ""
    choices: tuple[Choice, ...] = ()


@dataclass(frozen=True, slots=True)
class Reminders:
    """The bell: its page and how many wait."""

    url_name: str
    count: Callable[[HttpRequest], int]


@dataclass(frozen=True, slots=True)
class Part:
    """One page of a family, and the other pages (view names) that belong to it."""

    title: str
    url_name: str
    open_to: Callable[[Actor], bool]
    also: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Family:
    """Pages of several apps that somebody uses together: each of them then shows tabs that lead to the others.

    *key* is the line of the rail they all belong to. Shown to whoever holds one of *roles*.
    """

    key: str
    title: str
    roles: frozenset[str]
    parts: tuple[Part, ...]

    def tabs(self, actor: Actor, view_name: str) -> list[tuple[Part, bool]]:
        """The tabs on a page, each with whether it is the current one; none where the page is not of the family."""
        if not actor.holds(*self.roles):
            return []
        found = [(one, view_name == one.url_name or view_name in one.also) for one in self.parts]
        if not any(current for _, current in found):
            return []
        return [(one, current) for one, current in found if one.open_to(actor)]


_FAMILIES: dict[str, Family] = {}
_ITEMS: dict[str, Item] = {}
_WHERE: list[Callable[[HttpRequest], Where | None]] = []
_REMINDERS: list[Reminders] = []


def register(item: Item) -> None:
    """Offer a page in the rail; registering a key again replaces it."""
    _ITEMS[item.key] = item


def register_family(family: Family) -> None:
    """Join pages by tabs; registering a key again replaces it."""
    _FAMILIES[family.key] = family


def families() -> list[Family]:
    """Every family of pages."""
    return list(_FAMILIES.values())


def register_where(provider: Callable[[HttpRequest], Where | None]) -> None:
    """Fill the organisation switch; at most two queries a page."""
    _WHERE[:] = [provider]


def register_reminders(url_name: str, count: Callable[[HttpRequest], int]) -> None:
    """Fill the bell; at most one query a page."""
    _REMINDERS[:] = [Reminders(url_name, count)]


def items() -> list[Item]:
    """Everything offered, in the order of the rail."""
    return sorted(_ITEMS.values(), key=lambda one: (one.group, one.order, one.key))


def where_of(request: HttpRequest) -> Where | None:
    """Where the actor is at work, if an app says so."""
    return _WHERE[0](request) if _WHERE else None


def reminders() -> Reminders | None:
    """The bell, if an app has one."""
    return _REMINDERS[0] if _REMINDERS else None
