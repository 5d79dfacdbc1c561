"""Numbers of the picture, from the tallies: sums of everything, one line for each organisation, twelve months."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from django.db.models import Count, F, IntegerField, Q, QuerySet, Sum
from django.db.models.functions import Coalesce

from zhidu.apps.compliance.standing import SUMS, UNCLEAN, WORST, divided, divided_sums, worst
from zhidu.apps.compliance.tallies import VERDICTS
from zhidu.apps.dashboards.supervision.asked import EVERY_THEME, Asked
from zhidu.foundation.access.rules import Actor

if TYPE_CHECKING:
    from zhidu.apps.compliance.models import Subtotal, Tally

SILENT = "not_applicable"


def empty() -> dict[str, int]:
    """No finding of any verdict."""
    return dict.fromkeys((*WORST, SILENT), 0)


@dataclass(slots=True)
class Line:
    """One row: twelve months, each verdict → how many (breaches of 一般 apart), and the whole year."""

    place: str
    """Path of the organisation, or what else tells the row from the others."""
    whole: dict[str, int] = field(default_factory=empty)
    months: list[dict[str, int]] = field(default_factory=lambda: [empty() for _ in range(12)])

    @property
    def missed(self) -> int:
        """How much was not done, 一般 included."""
        return self.whole["breached"] + self.whole["generally"]

    @property
    def order(self) -> tuple[int, ...]:
        """Worst first."""
        return tuple(-self.whole[name] for name in UNCLEAN)

    def cell(self, month: int) -> tuple[str, int]:
        """The worst verdict of a month and how many of it; a month in which nothing is asked does not apply."""
        return worst(self.months[month - 1]) or (SILENT, 0)

    def add(self, month: int, verdict: str, *, generally: bool) -> None:
        """One finding more."""
        name = "generally" if generally and verdict == "breached" else verdict
        self.months[month - 1][name] += 1
        self.whole[name] += 1


@dataclass(frozen=True, slots=True)
class Totals:
    """Sums over everything that was asked for, theme by theme."""

    themes: Mapping[str, Mapping[str, int]]

    def of(self, name: str) -> int:
        return sum(numbers[name] for numbers in self.themes.values())

    def missed(self, theme: str) -> int:
        """What was not done in one theme, or in all of them."""
        if theme == EVERY_THEME:
            return self.of("breached") + self.of("generally")
        numbers = self.themes.get(theme, {})
        return numbers.get("breached", 0) + numbers.get("generally", 0)

    @property
    def judged(self) -> int:
        """Everything that applies: the seven numbers together."""
        return sum(self.of(name) for name in WORST)


def totals(rows: QuerySet[Tally] | QuerySet[Subtotal]) -> Totals:
    """One query."""
    themes: dict[str, dict[str, int]] = defaultdict(empty)
    for row in rows.order_by().values("theme", "generally").annotate(**SUMS):
        add(themes[row["theme"]], row)
    return Totals(themes)


def add(numbers: dict[str, int], row: Mapping[str, Any]) -> None:
    """Count in a row of sums."""
    for name, number in divided_sums(row).items():
        numbers[name] += number


# ---------------------------------------------------------------- organisation by organisation


_HARD = Coalesce(Sum("breached", filter=Q(generally=False)), 0, output_field=IntegerField())
_SOFT = Coalesce(Sum("breached", filter=Q(generally=True)), 0, output_field=IntegerField())
_NAMES = {"breached": "hard", "generally": "soft", "at_risk": "risk", "undetermined": "open", "late": "slow"}
_TROUBLE = Q(hard__gt=0) | Q(soft__gt=0) | Q(risk__gt=0) | Q(open__gt=0) | Q(slow__gt=0)


def by_organization(asked: Asked, actor: Actor) -> QuerySet[Tally, tuple[int, str]]:
    """(id, path) of the organisations to show, worst first; those where nothing is wrong only when unfolded."""
    rows = _ranked(asked.tallies(actor))
    if asked.only:
        rows = rows.filter(Q(hard__gt=0) | Q(soft__gt=0))
    elif not asked.unfolded:
        rows = rows.filter(_TROUBLE)
    order = [F(name).desc() for name in _NAMES.values()]
    return rows.order_by(*order, "organization__path").values_list("organization_id", "organization__path")


def _ranked(rows: QuerySet[Tally]) -> QuerySet[Tally]:
    return rows.values("organization_id", "organization__path").annotate(
        hard=_HARD, soft=_SOFT, risk=Sum("at_risk"), open=Sum("undetermined"), slow=Sum("late")
    )


def worst_organization(rows: QuerySet[Tally]) -> int | None:
    """The organisation with most that was not done; None where everything was. One query."""
    found = _ranked(rows.filter(breached__gt=0)).filter(Q(hard__gt=0) | Q(soft__gt=0))
    first = found.order_by("-hard", "-soft", "organization__path").values_list("organization_id", flat=True)
    return first.first()


def number_of(rows: QuerySet[Tally]) -> int:
    """Organisations that have anything to be judged here."""
    return int(rows.order_by().aggregate(number=Count("organization_id", distinct=True))["number"])


def lines(asked: Asked, actor: Actor, chosen: Iterable[tuple[int, str]]) -> list[Line]:
    """Those organisations with their months, in the same order; one query."""
    wanted = dict(chosen)
    rows = asked.tallies(actor).filter(organization__in=list(wanted))
    found = {path: Line(path) for path in wanted.values()}
    for pk, generally, months in rows.values_list("organization_id", "generally", "months"):
        fill(found[wanted[pk]], months, generally=generally)
    return list(found.values())


def fill(line: Line, months: list[list[int]], *, generally: bool) -> None:
    """Count in the months of one tally."""
    for place, numbers in enumerate(months):
        if not any(numbers):
            continue
        here = line.months[place]
        for name, number in divided(dict(zip(VERDICTS, numbers, strict=True)), generally=generally).items():
            here[name] += number
            line.whole[name] += number


def in_turn(
    chosen: QuerySet[Tally, tuple[int, str]], number: int, draw: Callable[[list[tuple[int, str]]], list[Line]]
) -> Iterator[Line]:
    """All lines of a long list, so many at a time: for a file."""
    batch: list[tuple[int, str]] = []
    for one in chosen.iterator(chunk_size=number):
        batch.append(one)
        if len(batch) == number:
            yield from draw(batch)
            batch = []
    if batch:
        yield from draw(batch)


# ---------------------------------------------------------------- one month


@dataclass(frozen=True, slots=True)
class Ranked:
    """Organisations of one month, worst first: (id, (verdict, how many)), and how many more there are."""

    worst: list[tuple[int, tuple[str, int]]]
    more: int


def of_month(rows: QuerySet[Tally], month: int, most: int) -> Ranked:
    """Where something is wrong in a month; one query."""
    column = f"months__{month - 1}"
    found: dict[int, dict[str, int]] = defaultdict(empty)
    wrong_ones = rows.filter(Q(breached__gt=0) | Q(at_risk__gt=0) | Q(undetermined__gt=0) | Q(late__gt=0))
    picked = wrong_ones.order_by().values_list("organization_id", "generally", column)
    for pk, generally, numbers in picked.iterator(chunk_size=2000):
        if any(numbers):
            counted = dict(zip(VERDICTS, numbers, strict=True))
            for name, number in divided(counted, generally=generally).items():
                found[pk][name] += number
    wrong = {pk: numbers for pk, numbers in found.items() if any(numbers[name] for name in UNCLEAN)}
    ordered = sorted(wrong.items(), key=lambda one: ([-one[1][name] for name in UNCLEAN], one[0]))
    listed = [(pk, worst(numbers) or (SILENT, 0)) for pk, numbers in ordered[:most]]
    return Ranked(listed, max(0, len(ordered) - most))


# ---------------------------------------------------------------- theme by theme


def by_theme(rows: QuerySet[Tally]) -> list[Line]:
    """One line for each theme, worst first; for few organisations. One query."""
    found: dict[str, Line] = {}
    for theme, generally, months in rows.order_by().values_list("theme", "generally", "months"):
        fill(found.setdefault(theme, Line(theme)), months, generally=generally)
    return sorted(found.values(), key=lambda one: (one.order, one.place))
