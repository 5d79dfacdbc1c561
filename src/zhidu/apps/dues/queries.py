"""Reading dues: a month of an organisation, the months of a person, what is in hand, what comes from below."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.db.models import Count, Q, QuerySet, Sum
from django.db.models.functions import Substr

from zhidu.apps.dues.access import ANSWER_RELIEF, PAY, RECEIVE, SEE, SEE_LINE, SEE_PASSED, SEE_RELIEF
from zhidu.apps.dues.models import (
    Account,
    Assessment,
    Extra,
    Line,
    Movement,
    Order,
    OrderItem,
    Receipt,
    ReceiptLine,
    Relief,
    Remittance,
    Statement,
)
from zhidu.apps.orgs import queries as orgs
from zhidu.domain.dues import Account as Sums
from zhidu.domain.dues import Entry, EntryKind, Month, Unbalanced, account_of
from zhidu.foundation.access.rules import Actor
from zhidu.foundation.access.rules import below as under
from zhidu.foundation.clock import today
from zhidu.foundation.keys import personal

if TYPE_CHECKING:
    from zhidu.apps.orgs.models import Node

ZERO = Decimal("0.00")
STANDING = Q(superseded_at=None)
PAID = Q(payment__isnull=False, payment__voided_at=None)


def standing() -> QuerySet[Assessment]:
    """Assessments that count."""
    return Assessment.objects.filter(STANDING).select_related(
        "person", "payment", "base", "relief", "organization"
    )


def held(rows: Q) -> list[Assessment]:
    """Those of *rows*, locked until the act is over and read afterwards.

    Locked and read in one statement, PostgreSQL gives a row as it is after waiting beside a payment as it was before:
    the month would look unpaid and be taken a second time.
    """
    locked = Assessment.objects.filter(STANDING, rows).order_by("pk").select_for_update()
    return list(standing().filter(pk__in=[one.pk for one in locked]))


def of_month(organization: int, month: str) -> list[Assessment]:
    """What a month comes to in an organisation, by name; one query."""
    rows = standing().filter(organization=organization, month=month)
    return list(rows.order_by("person__name", "person_id"))


def of_person(actor: Actor, person: int, *, most: int = 60) -> list[Assessment]:
    """The latest months of one person, as far as the actor may see them."""
    return list(SEE.visible(actor, standing().filter(person=person)).order_by("-month")[:most])


def of_one(person: int, month: str) -> Assessment | None:
    """What one month comes to for one person; one query."""
    return standing().filter(person=person, month=month).first()


def arrears(organization: int, before: str) -> list[Assessment]:
    """Months before *before* that nobody has paid yet, the oldest first."""
    rows = standing().filter(organization=organization, month__lt=before).exclude(PAID)
    return list(rows.order_by("month", "person__name", "pk"))


def owing(organization: int) -> list[Assessment]:
    """Every month up to this one that nobody has paid, by person and month; what comes to nothing is left out."""
    rows = standing().filter(organization=organization, month__lte=str(Month.of(today())), amount__gt=0)
    return list(rows.exclude(PAID).order_by("person__name", "person_id", "month"))


def unmarked() -> QuerySet[Assessment]:
    """Months that ended unpaid and have no record of that yet."""
    return standing().filter(month__lt=str(Month.of(today())), amount__gt=0, overdue=None).exclude(PAID)


def remittances(actor: Actor, organization: int) -> QuerySet[Remittance]:
    """What an organisation handed up."""
    rows = Remittance.objects.filter(organization=organization).select_related("to", "record", "organization")
    return SEE_PASSED.visible(actor, rows)


def to_receive(actor: Actor) -> QuerySet[Remittance]:
    """What was handed up to organisations the actor receives for, and is not signed for yet."""
    rows = Remittance.objects.filter(received_at=None, record__voided_at=None)
    return RECEIVE.visible(actor, rows.select_related("organization", "to", "record")).order_by("on", "pk")


@dataclass(frozen=True, slots=True)
class Standing:
    """Where the money of one organisation is, or why the books do not close."""

    owed: Decimal
    paid: Decimal
    """Of what is owed; gifts are not among it."""
    account: Sums | None
    fault: str = ""

    @property
    def collected(self) -> Decimal:
        return self.account.sums[EntryKind.COLLECTED] if self.account else ZERO

    @property
    def received(self) -> Decimal:
        return self.account.sums[EntryKind.RECEIVED] if self.account else ZERO

    @property
    def remitted(self) -> Decimal:
        return self.account.sums[EntryKind.REMITTED] if self.account else ZERO

    @property
    def in_hand(self) -> Decimal:
        return self.account.in_hand if self.account else ZERO

    @property
    def outstanding(self) -> Decimal:
        """What members still owe."""
        return self.owed - self.paid


def reliefs_of(people: Collection[int]) -> dict[int, list[Relief]]:
    """Person → reductions that were agreed to; one query."""
    found: dict[int, list[Relief]] = defaultdict(list)
    for row in Relief.objects.filter(person__in=people, agreed=True):
        found[row.person_id].append(row)
    return found


def visible_reliefs(actor: Actor) -> QuerySet[Relief]:
    """Reductions the actor may see, the latest first."""
    rows = Relief.objects.select_related("person", "organization")
    return SEE_RELIEF.visible(actor, rows)


def reliefs_to_answer(actor: Actor, path: str = "") -> QuerySet[Relief]:
    """Reductions from a place of the tree and below that wait for the actor's answer, the oldest first."""
    rows = Relief.objects.filter(agreed=None, organization__path__startswith=path)
    rows = rows.select_related("person", "organization")
    return ANSWER_RELIEF.visible(actor, rows).order_by("pk")


def unclaimed(actor: Actor) -> QuerySet[Line]:
    """Sums that came into accounts the actor keeps and are nobody's yet, the oldest first."""
    return sums_in(actor).filter(state=Line.WAITING).order_by("on", "pk")


def account_for(organization: Node) -> Account | None:
    """The account into which members of an organisation pay: its own, or that of the nearest above; one query."""
    ids = [*organization.ancestor_ids, organization.pk]
    rows = Account.objects.filter(organization__in=ids, closed_at=None).select_related("organization")
    return max(rows, key=lambda one: len(one.organization.path), default=None)


def orders(actor: Actor) -> QuerySet[Order]:
    """Slips the actor may see, the latest first."""
    rows = Order.objects.select_related("account", "person", "organization")
    return PAY.visible(actor, rows)


def on_slips(assessments: Collection[int]) -> set[int]:
    """Those of *assessments* that stand on a slip whose sum has not come yet; one query."""
    rows = OrderItem.objects.filter(
        assessment__in=assessments, order__settled_at=None, order__dropped_at=None
    )
    return set(rows.values_list("assessment", flat=True))


def statements(actor: Actor) -> QuerySet[Statement]:
    """Statements of accounts the actor keeps."""
    return SEE_LINE.visible(actor, Statement.objects.select_related("account__organization"))


def sums_in(actor: Actor) -> QuerySet[Line]:
    """Sums that came into accounts the actor keeps."""
    rows = Line.objects.select_related("account__organization", "statement", "order__person")
    return SEE_LINE.visible(actor, rows)


def open_orders(account: int, amount: Decimal) -> list[Order]:
    """Slips over exactly that sum that nobody has paid, the latest first."""
    rows = Order.objects.filter(account=account, amount=amount, settled_at=None, dropped_at=None)
    return list(rows.select_related("person", "organization")[:50])


def sent_by(line: Line) -> tuple[str, str]:
    """Who sent a sum, and the words with it."""
    payer, _, words = personal().open(bytes(line.sealed)).partition("\n")
    return payer, words


@dataclass(frozen=True, slots=True)
class Below:
    """What a month comes to at a place of the tree and everywhere under it."""

    people: int = 0
    owed: Decimal = ZERO
    paid: Decimal = ZERO

    @property
    def outstanding(self) -> Decimal:
        return self.owed - self.paid


def month_below(node: Node, month: str) -> dict[str, Below]:
    """Path of each place right under *node* → what the month comes to there and under it; one query."""
    length = orgs.length_below(node.path)
    rows = Assessment.objects.filter(STANDING, under("organization__path", node.path), month=month)
    sums = (
        rows.order_by()
        .annotate(at=Substr("organization__path", 1, length))
        .values("at")
        .annotate(people=Count("pk"), owed=Sum("amount"), paid=Sum("amount", filter=PAID))
    )
    return {
        row["at"]: Below(row["people"], _fen(row["owed"]), _fen(row["paid"]))
        for row in sums
        if len(row["at"]) == length
    }


def _fen(total: Decimal | None) -> Decimal:
    return Decimal(total or 0).quantize(ZERO)


def extras(actor: Actor, organization: int | None = None, year: int | None = None) -> QuerySet[Extra]:
    """Gifts the actor may see, the latest first."""
    rows = Extra.objects.select_related("person", "record", "passed", "organization")
    if organization is not None:
        rows = rows.filter(organization=organization)
    return SEE.visible(actor, rows.filter(on__year=year) if year is not None else rows)


def profile(extra: Extra) -> str:
    """What goes with a large gift, for whoever hands it on."""
    return personal().open(bytes(extra.sealed))


def movements(actor: Actor) -> QuerySet[Movement]:
    """Other movements the actor may see."""
    return SEE_PASSED.visible(actor, Movement.objects.select_related("organization", "record"))


def receipted(payments: Collection[int | None]) -> set[int]:
    """Those of *payments* that stand on a receipt; one query."""
    return set(ReceiptLine.objects.filter(payment__in=payments).values_list("payment", flat=True))


def receipts(organization: int, month: str) -> list[Receipt]:
    """Receipts for payments of a month, in the order of their numbers; three queries."""
    rows = Receipt.objects.filter(organization=organization, lines__month=month).distinct()
    return list(rows.select_related("organization", "person").prefetch_related("lines__payment"))


def where_the_money_is(organizations: Collection[int]) -> dict[int, Standing]:
    """Organisation → its account since the beginning; six queries, however many organisations."""
    owed = _sums(Assessment.objects.filter(STANDING, organization__in=organizations), "organization")
    moved = moves(organizations)
    return {pk: _standing(owed[pk], moved[pk]) for pk in organizations}


Moved = dict[str, Decimal]
"""Kind of movement → sum; payments of what was owed and gifts apart."""
PAYMENT, GIFT = "payment", "gift"


def moves(
    organizations: Collection[int], first: date | None = None, last: date | None = None
) -> dict[int, Moved]:
    """Organisation → what came in and went out on the days from *first* to *last*; five queries."""

    def on(column: str) -> Q:
        found = Q()
        if first is not None:
            found &= Q(**{f"{column}__gte": first})
        return found & Q(**{f"{column}__lte": last}) if last is not None else found

    here, good = Q(organization__in=organizations), Q(record__voided_at=None)
    spent = good & Q(voided_at=None)
    sums = {
        PAYMENT: _sums(Assessment.objects.filter(STANDING, PAID, here, on("payment__on")), "organization"),
        GIFT: _sums(Extra.objects.filter(here, good, on("on"), to_centre=False), "organization"),
        EntryKind.REMITTED: _sums(Remittance.objects.filter(here, good, on("on")), "organization"),
        EntryKind.RECEIVED: _sums(
            Remittance.objects.filter(
                good, on("received_on"), to__in=organizations, received_at__isnull=False
            ),
            "to",
        ),
    }
    found: dict[int, Moved] = {
        pk: {str(kind): total[pk] for kind, total in sums.items()} for pk in organizations
    }
    rows = Movement.objects.filter(here, spent, on("on")).order_by()
    for pk, kind, total in rows.values_list("organization", "kind").annotate(total=Sum("amount")):
        found[pk][kind] = _fen(total)
    return found


def _sums(rows: QuerySet[Any], column: str) -> dict[int, Decimal]:
    found: dict[int, Decimal] = defaultdict(lambda: ZERO)
    for pk, total in rows.order_by().values_list(column).annotate(total=Sum("amount")):
        found[pk] = _fen(total)
    return found


def entries(moved: Moved) -> list[Entry]:
    """The same as the domain adds it up."""
    told = {kind: moved.get(kind, ZERO) for kind in EntryKind}
    told[EntryKind.COLLECTED] = moved[PAYMENT] + moved[GIFT]
    return [Entry(kind, amount) for kind, amount in told.items()]


def _standing(owed: Decimal, moved: Moved) -> Standing:
    try:
        return Standing(owed, moved[PAYMENT], account_of(entries(moved)))
    except Unbalanced as wrong:
        return Standing(owed, moved[PAYMENT], None, str(wrong))


def in_hand(node: Node) -> Standing:
    """Where the money of one organisation is."""
    return where_the_money_is([node.pk])[node.pk]
