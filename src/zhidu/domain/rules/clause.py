"""A clause (条款): one rule with its parameters, its source, and the dates it is in force."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from zhidu.domain.calendar import Duration
from zhidu.domain.rules.facts import Condition
from zhidu.domain.rules.terms import Local, Modality, Partial, Reach, Verified
from zhidu.domain.rules.vocabulary import SubjectClass

if TYPE_CHECKING:
    from zhidu.domain.rules.kinds import Params


@dataclass(frozen=True, slots=True, kw_only=True)
class Applies:
    """Whom a clause binds: kinds of organisation, how far down the tree, and which subjects among them."""

    organizations: frozenset[str] = frozenset()
    reach: Reach = Reach.BOTH
    types: frozenset[str] = frozenset()
    who: tuple[Condition, ...] = ()
    when: tuple[Condition, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Effective:
    """Days a clause is in force; ``replaces`` names the earlier clause it takes over from."""

    first: date = date.min
    last: date = date.max
    replaces: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Need:
    """A number the text leaves open (及时, 定期 …): what to ask the organisation.

    ``default`` runs until another answer is given; ``suggest`` is only an offer, and without an answer the
    clause is record-only. ``choices`` closes the list of answers where sources conflict.
    """

    param: str
    ask: str
    suggest: str = ""
    default: str = ""
    choices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Excuse:
    """Grounds on which a ``must`` may be excused, and who has to agree."""

    grounds: frozenset[str]
    approver: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class OnBreach:
    """What a breach opens: a measure to be recorded within a time."""

    open: str
    within: Duration | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Basis:
    """The document a national value rests on, and how far that was verified."""

    document: str
    article: str = ""
    verified: Verified = Verified.MEMORY
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Clause:
    """One rule. ``params`` holds what is peculiar to its kind; ``open_needs`` what nobody has answered yet."""

    id: str
    book: str
    book_title: str
    family: str
    title: str
    cite: str
    modality: Modality
    subject: SubjectClass
    params: Params
    covers: tuple[str, ...] = ()
    text: str = ""
    applies: Applies = Applies()
    local: Local = Local.TIGHTEN
    excuse: Excuse | None = None
    warn: Duration | None = None
    remind: Duration | None = None
    makeup: Duration | None = None
    partial: Partial = Partial.HALF_UP
    needs: tuple[Need, ...] = ()
    open_needs: tuple[Need, ...] = ()
    effective: Effective = Effective()
    on_breach: tuple[OnBreach, ...] = ()
    proposes: str = ""
    basis: Basis | None = None
    note: str = ""
    line: int = 0

    @property
    def key(self) -> str:
        """Unique across books: ``book:clause``."""
        return f"{self.book}:{self.id}"

    @property
    def kind(self) -> str:
        return self.params.kind

    @property
    def source(self) -> str:
        """How a finding cites the clause: 《…》 and the locator."""
        return f"《{self.book_title}》{self.cite}"
