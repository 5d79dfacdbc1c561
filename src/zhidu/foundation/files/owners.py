"""What attachments belong to. An upper app registers its kind of owner; this app knows none.

::

    files.register_owner("activity", can_see=…, can_change=…, where=…, words="能看这次活动的人")
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from zhidu.foundation.access.rules import Actor, Rule, Scope
from zhidu.foundation.access.verbs import Refused, Verb

Check = Callable[[Actor, int], bool]


@dataclass(frozen=True, slots=True)
class Where:
    """Where an owner stands: its place in the tree, its organisation, and its page with its name."""

    path: str
    place: int | None
    url: str = "/"
    title: str = "原来的页面"


@dataclass(frozen=True, slots=True)
class Owner:
    """One kind of owner. The checks get the actor and the number after the dash of the code."""

    prefix: str
    can_see: Check
    can_change: Check
    where: Callable[[int], Where]
    words: str


@dataclass(frozen=True, slots=True)
class Said(Rule):
    """Only words: the check itself was made by the app the owner belongs to."""

    words: str

    def sentence(self) -> str:
        return self.words


_OWNERS: dict[str, Owner] = {}


def register_owner(
    prefix: str,
    *,
    can_see: Check,
    can_change: Check,
    where: Callable[[int], Where],
    words: str = "能看到它所属记录的人",
) -> None:
    """Let things with codes ``prefix-…`` have attachments. Registering a prefix again replaces it.

    *where* raises LookupError or ``DoesNotExist`` for a number that does not exist.
    """
    _OWNERS[prefix] = Owner(prefix, can_see, can_change, where, words)


def owner_of(code: str) -> tuple[Owner, int]:
    """The kind and the number of a code. Raises LookupError for one that nothing registered."""
    prefix, _, number = code.rpartition("-")
    if prefix not in _OWNERS or not number.isdigit():
        raise LookupError(f"“{code}”不能有附件")
    return _OWNERS[prefix], int(number)


def may_see(actor: Actor, code: str) -> bool:
    """Whether *actor* may open the attachments of *code*."""
    owner, number = owner_of(code)
    return actor.system or owner.can_see(actor, number)


def may_change(actor: Actor, code: str) -> bool:
    """Whether *actor* may add attachments to *code* and void them."""
    owner, number = owner_of(code)
    return actor.system or owner.can_change(actor, number)


def refused(code: str, doing: str) -> Refused:
    """The refusal that says who may."""
    owner, _ = owner_of(code)
    return Refused(Verb("files.see", doing, Said(owner.words), Scope()))
