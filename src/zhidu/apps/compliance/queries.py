"""Reading findings: always as fresh as the records, with names instead of codes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from django.db.models import Q, QuerySet, Sum, TextField
from django.db.models.functions import Cast

from zhidu.apps.adoption import queries as adoption
from zhidu.apps.compliance.access import SEE, SEE_ALL
from zhidu.apps.compliance.access import overseen as overseen_parts
from zhidu.apps.compliance.follow import bring_up
from zhidu.apps.compliance.models import Deviation, Evaluation, QuietFindings, StoredFinding, Subtotal, Tally
from zhidu.apps.compliance.quiet import holding, unpack
from zhidu.apps.compliance.tallies import VERDICTS
from zhidu.apps.orgs import queries as orgs
from zhidu.foundation.access.rules import Actor, Scope
from zhidu.foundation.clock import today
from zhidu.foundation.journal.queries import Cursor, written_since

if TYPE_CHECKING:
    from zhidu.apps.orgs.models import Node

ON_THE_SPOT = 40
"""Organisations of up to so many places below are evaluated while the page is being made; larger ones in turn."""


@dataclass(frozen=True, slots=True)
class Freshness:
    """As of when the findings of an organisation hold, and whether anything was written since."""

    evaluation: Evaluation | None
    stale: bool


def freshness(organization: int) -> Freshness:
    """Whether the stored findings are those of today and of everything written so far."""
    node = orgs.node(organization)
    row = Evaluation.objects.filter(pk=organization).first()
    if row is None or row.as_of != today():
        return Freshness(row, stale=True)
    places = orgs.around(node).order_by().values("pk")
    return Freshness(row, stale=written_since(Cursor(row.transaction, row.entry), places))


def fresh(organization: int) -> Freshness:
    """Bring the findings up to date if that is quickly done; says what they are as of.

    A cache is filled, nothing is decided: reading twice gives the same, so this may happen while a page is read.
    """
    found = freshness(organization)
    if not found.stale or orgs.below(orgs.node(organization)).count() > ON_THE_SPOT:
        return found
    bring_up([organization], today(), only_changed=True)
    return Freshness(Evaluation.objects.filter(pk=organization).first(), stale=False)


def visible(actor: Actor) -> QuerySet[StoredFinding]:
    """Findings that ask for something and that the actor may see, worst first. The others: :func:`quiet`."""
    return SEE.visible(actor, StoredFinding.objects.all()).order_by("-severity", "due", "start", "pk")


def overseen(actor: Actor) -> QuerySet[StoredFinding]:
    """What asks for something in the organisations whose findings the actor may see all of."""
    return StoredFinding.objects.filter(SEE_ALL.rule.filter(actor, Scope(path="organization__path")))


def of_organization(actor: Actor, organization: int) -> QuerySet[StoredFinding]:
    """What asks for something in one organisation and the actor may see, worst first."""
    return visible(actor).filter(organization=organization)


def quiet(actor: Actor, organization: int, *words: str) -> list[StoredFinding]:
    """What is kept or does not apply in one organisation, as far as the actor may see it, in order of time.

    Only findings that have all of *words* somewhere in what they say are looked at (all, where none is given).
    """
    node = orgs.node(organization)
    found = holding(list(QuietFindings.objects.filter(organization=node)), words)
    rows = [row for row in found if all(word in spoken(row) for word in words)]
    for row in rows:
        row.organization = node
    return sorted(
        (row for row in rows if SEE.can(actor, row)), key=lambda row: (row.start, row.clause, row.subject)
    )


def spoken(row: StoredFinding) -> str:
    """The words of a finding that people look for."""
    return f"{row.clause} {row.subject} {row.record['explanation']}"


def find(organization: Node, clause: str, subject: str, period: str) -> StoredFinding | None:
    """The finding about *subject* and *period* under a clause; None where the records no longer lead to one."""
    about = {"clause": clause, "subject": subject, "period": period}
    row = StoredFinding.objects.filter(organization=organization, **about).first()
    if row is None:
        packs = list(QuietFindings.objects.filter(organization=organization))
        found = holding(packs, [f'"{clause}","', f'"{subject}"', f'"{period}"'])
        row = next(
            (one for one in found if (one.clause, one.subject, one.period) == tuple(about.values())), None
        )
    if row is not None:
        row.organization = organization
    return row


def evaluations(actor: Actor) -> QuerySet[Evaluation]:
    """How every organisation stands whose findings the actor may see all of, the worst first.

    The numbers were counted when the findings were stored: nobody reads the findings of a county for them.
    """
    condition = SEE_ALL.rule.filter(actor, Scope(path="organization__path"))
    found = Evaluation.objects.filter(condition).select_related("organization")
    return found.order_by("-breached", "-at_risk", "organization__path")


def tallies(actor: Actor) -> QuerySet[Tally]:
    """How many findings of each verdict the organisations have whose findings the actor may see all of."""
    return Tally.objects.filter(SEE_ALL.rule.filter(actor, Scope(path="organization__path")))


def tops(actor: Actor) -> list[Node]:
    """The organisations under which everything lies whose findings the actor may see all of; none inside another."""
    return orgs.tops(overseen_parts(actor))


def subtotals(organizations: Iterable[int]) -> QuerySet[Subtotal]:
    """How these organisations stand with everything below them; whether somebody may see that is not asked."""
    return Subtotal.objects.filter(organization__in=list(organizations)).order_by()


def subtotals_under(organization: int) -> QuerySet[Subtotal]:
    """The same of those directly below an organisation."""
    return Subtotal.objects.filter(organization__parent=organization).order_by()


def of_clause(organization: int, family: str, year: int) -> list[StoredFinding]:
    """This year's findings of one organisation under the clauses of a family, in order of time."""
    return of_families(organization, [family], year)[family]


def of_families(organization: int, families: Collection[str], year: int) -> dict[str, list[StoredFinding]]:
    """The same under several families at once; two queries, however many they are."""
    found: dict[str, list[StoredFinding]] = {family: [] for family in families}
    theirs = {"organization": organization, "family__in": list(found)}
    for row in StoredFinding.objects.filter(month__startswith=f"{year:04}-", **theirs):
        found[row.family].append(row)
    for packed in QuietFindings.objects.filter(**theirs):
        found[packed.family] += [row for row in unpack(packed) if row.month.startswith(f"{year:04}-")]
    for rows in found.values():
        rows.sort(key=lambda row: (row.start, row.subject, row.clause, row.period))
    return found


def worst_of_clause(organizations: Collection[int], family: str, day: date) -> Counter[str]:
    """Worst verdict of this month → how many of the organisations; those with nothing to say are not counted.

    Two queries, whatever the number of organisations.
    """
    month = f"{day.year:04}-{day.month:02}"
    rows = StoredFinding.objects.filter(
        organization__in=list(organizations), family=family, month=month
    ).order_by("organization_id", "-severity", "pk")
    worst: dict[int, str] = {}
    for pk, verdict in rows.values_list("organization_id", "verdict"):
        worst.setdefault(pk, verdict)
    return Counter(worst.values())


def about_fact(code: str, organization: int) -> list[StoredFinding]:
    """Findings of one organisation that a record counts in, or was looked at for."""
    # the database looks for the code anywhere in the text, so that only a few rows have to be read
    named = Q(text__contains=f'"{code}"') | Q(period=f"event:{code}")
    rows = StoredFinding.objects.annotate(text=Cast("record", TextField()))
    found = list(rows.filter(named, organization=organization))
    packs = list(QuietFindings.objects.filter(organization=organization))
    for text in (f'"{code}"', f'"event:{code}"'):
        found += holding(packs, [text])
    kept = {(row.clause, row.subject, row.period): row for row in found if _counts(code, row)}
    return list(kept.values())


def _counts(code: str, row: StoredFinding) -> bool:
    return code in row.record["evidence"] or row.period == f"event:{code}"


def deviations(organizations: Iterable[int]) -> QuerySet[Deviation]:
    """Reasons put forward in these organisations, newest first."""
    return Deviation.objects.filter(organization__in=list(organizations)).select_related("organization")


def chain_of(row: StoredFinding) -> list[adoption.Link]:
    """Who said what about the matter of a finding (谁的规定在管)."""
    return adoption.chains(row.organization, row.due or today()).get(row.family, [])


def totals() -> dict[str, int]:
    """Verdict → how many, of everybody."""
    found = Evaluation.objects.aggregate(**{f"n_{one}": Sum(one) for one in VERDICTS})
    return {one: found[f"n_{one}"] or 0 for one in VERDICTS}


def everything() -> Iterator[StoredFinding]:
    """Every finding that is stored, whoever may see it: for checks of the program itself."""
    yield from StoredFinding.objects.iterator(chunk_size=1000)
    for packed in QuietFindings.objects.iterator(chunk_size=200):
        yield from unpack(packed)


def rows_about(subjects: Collection[str]) -> list[StoredFinding]:
    """All findings about some subjects, whoever may see them: for checks of the program itself."""
    return [row for row in everything() if row.subject in subjects]
