"""What somebody asked the picture to show: the filters, read from an address and written into one."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, TypeVar
from urllib.parse import urlencode

from django.db.models import Model, QuerySet
from django.http import Http404

from zhidu.apps.compliance import queries
from zhidu.apps.compliance.access import SEE_ALL
from zhidu.apps.compliance.evaluation import first_day
from zhidu.apps.compliance.themes import BY_KEY, THEMES
from zhidu.apps.orgs import queries as orgs
from zhidu.apps.orgs.attributes import SECTORS
from zhidu.foundation.access.rules import Actor, below
from zhidu.foundation.clock import today

if TYPE_CHECKING:
    from zhidu.apps.compliance.models import Subtotal, Tally
    from zhidu.apps.orgs.models import Node

Row = TypeVar("Row", bound=Model)
EVERY_THEME = "all"
FORCES: Mapping[str, str] = {"must": "必须", "generally": "一般"}
MOST_CHOICES = 40
"""Organisations offered in one menu; deeper ones are reached level by level."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """One way to look: each field is a filter, at its widest where it says nothing."""

    year: int
    theme: str = THEMES[0].key
    under: Node | None = None
    """Only this organisation and those below it."""
    sector: str = ""
    force: str = ""
    only: bool = False
    """Only organisations where something was not done."""
    summed: bool = False
    """One row for each direct subordinate, with everything below it."""
    unfolded: bool = False
    """Also those where nothing is wrong."""

    def query(self, **changes: object) -> str:
        """The part of an address behind the question mark; what is as usual is left out."""
        one = replace(self, **changes) if changes else self  # type: ignore[arg-type]
        parts = {
            "year": str(one.year) if one.year != today().year else "",
            "theme": one.theme if one.theme != THEMES[0].key else "",
            "under": str(one.under.pk) if one.under is not None else "",
            "sector": one.sector,
            "force": one.force,
            "only": "1" if one.only else "",
            "sum": "1" if one.summed else "",
            "all": "1" if one.unfolded else "",
        }
        return urlencode({name: text for name, text in parts.items() if text})

    def url(self, address: str, **changes: object) -> str:
        """*address* with these filters."""
        query = self.query(**changes)
        return f"{address}?{query}" if query else address

    @property
    def theme_title(self) -> str:
        return BY_KEY[self.theme].title if self.theme in BY_KEY else "全部领域"

    def tallies(self, actor: Actor, *, theme: bool = True) -> QuerySet[Tally]:
        """The tallies of the organisations to look at, one by one, as far as the actor may see them."""
        rows = queries.tallies(actor)
        if self.under is not None:
            rows = rows.filter(below("organization__path", self.under.path))
        if self.sector:
            rows = rows.filter(organization__in=orgs.of_sector(self.sector).values("pk"))
        return self._narrowed(rows, theme=theme)

    def subtotals(self, rows: QuerySet[Subtotal], *, theme: bool = True) -> QuerySet[Subtotal]:
        """What these filters leave of the sums of some organisations."""
        if self.sector:
            rows = rows.filter(sector=self.sector)
        return self._narrowed(rows, theme=theme)

    def whole(self, actor: Actor, *, theme: bool = True) -> QuerySet[Subtotal]:
        """The sums of everything to look at."""
        found = [self.under] if self.under is not None else queries.tops(actor)
        return self.subtotals(queries.subtotals(one.pk for one in found), theme=theme)

    def _narrowed(self, rows: QuerySet[Row], *, theme: bool) -> QuerySet[Row]:
        rows = rows.filter(year=self.year)
        if self.force:
            rows = rows.filter(generally=self.force == "generally")
        if theme and self.theme != EVERY_THEME:
            rows = rows.filter(theme=self.theme)
        return rows.order_by()


def read(actor: Actor, given: Mapping[str, str]) -> Asked:
    """The filters of an address; what makes no sense counts as not said. An organisation nobody may see: 404."""
    year = given.get("year", "")
    theme, sector = given.get("theme", ""), given.get("sector", "")
    return Asked(
        year=int(year) if year in {str(one) for one in years()} else today().year,
        theme=theme if theme in BY_KEY or theme == EVERY_THEME else THEMES[0].key,
        under=_under(actor, given.get("under", "")),
        sector=sector if sector in SECTORS else "",
        force=given.get("force", "") if given.get("force", "") in FORCES else "",
        only=given.get("only") == "1",
        summed=given.get("sum") == "1",
        unfolded=given.get("all") == "1",
    )


def years() -> list[int]:
    """Years of which findings are kept, the latest first."""
    day = today()
    return list(range(day.year, first_day(day).year - 1, -1))


def _under(actor: Actor, text: str) -> Node | None:
    if not text:
        return None
    found = overseen(actor, [int(text)]) if text.isascii() and text.isdecimal() and len(text) < 16 else []
    if not found:
        raise Http404
    return found[0]


def overseen(actor: Actor, ids: Iterable[int]) -> list[Node]:
    """Those of the organisations *ids* whose findings the actor may see all of."""
    rows = SEE_ALL.visible(actor, orgs.visible_nodes(actor)).filter(kind=orgs.ORGANIZATION)
    return list(rows.filter(pk__in=list(ids)).order_by("path"))
