"""Reading times away, those from elsewhere, lost contact, reports and news."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from django.db.models import Max, Q, QuerySet

from zhidu.apps.transfers.access import ANSWER_REPORT, SEE_AWAY, SEE_GUEST, SEE_NEWS, SEE_REPORT
from zhidu.apps.transfers.away_models import Away, Guest, Lost, News, Report
from zhidu.apps.transfers.away_states import CURRENT, Kind, Where
from zhidu.apps.transfers.limits import Limits, later
from zhidu.apps.transfers.records_read import news_lines
from zhidu.foundation.access.rules import Actor

if TYPE_CHECKING:
    from zhidu.apps.orgs.models import Node

RUNNING = Q(found_on=None, restored_on=None)


def aways() -> QuerySet[Away]:
    """With what a line shows of each, and the day of the last report (汇报) from there."""
    rows = Away.objects.select_related("person", "organization", "contact")
    reported = Q(reports__kind=Kind.FLOATING.value)
    return rows.annotate(last_report=Max("reports__on", filter=reported))


def away(pk: int) -> Away:
    """One of them. Raises ``Away.DoesNotExist``."""
    return aways().get(pk=pk)


def visible_aways(actor: Actor) -> QuerySet[Away]:
    """Those the actor may see."""
    return SEE_AWAY.visible(actor, aways())


def current(actor: Actor, node: Node | None = None) -> QuerySet[Away]:
    """Not over yet: at an organisation, else everywhere the actor may see; the longest away first."""
    rows = visible_aways(actor).filter(state__in=CURRENT)
    if node is not None:
        rows = rows.filter(organization=node)
    return rows.order_by("left_on", "leaves_on", "pk")


def own_away(person: int) -> Away | None:
    """The time away that runs, of one person."""
    return aways().filter(person=person, state__in=CURRENT).first()


def in_touch_with(person: int) -> list[Away]:
    """Those whom somebody keeps in touch with."""
    return list(aways().filter(contact=person, state__in=(Where.AWAY, Where.BACK)).order_by("pk"))


@dataclass(frozen=True, slots=True)
class Standing:
    """How somebody away stands to the rules of the branch, as far as those say anything."""

    report_due: date | None = None
    report_late: bool = False
    should_transfer: str = ""
    """The clause that says 组织关系 should go along; '' where none does yet."""


def standing(found: Away, limits: Limits, day: date) -> Standing:
    """When the next report is due, and whether the time away is long enough to transfer."""
    if not found.gone or found.left_on is None:
        return Standing()
    due = None
    if (rule := limits.reporting) is not None:
        reported = getattr(found, "last_report", None)
        due = later(max(found.left_on, reported or found.left_on), rule[1])
    advice = ""
    if (rule_months := limits.months_to_transfer) is not None and found.fixed is not False:
        clause, months = rule_months
        been = _months_between(found.left_on, day)
        if been >= months or (found.fixed and (found.months or 0) >= months):
            advice = f"{clause.title}（{clause.source}）"
    return Standing(due, due is not None and due < day, advice)


def _months_between(first: date, last: date) -> int:
    return (last.year - first.year) * 12 + last.month - first.month - (last.day < first.day)


def guests(actor: Actor, node: Node) -> list[Guest]:
    """Those from elsewhere who take part here now."""
    rows = Guest.objects.filter(organization=node, last=None).select_related("organization", "away")
    return list(SEE_GUEST.visible(actor, rows))


def visible_lost(actor: Actor) -> QuerySet[Lost]:
    """Those nobody can reach, as far as the actor may see them."""
    rows = Lost.objects.select_related("person", "organization")
    return SEE_GUEST.visible(actor, rows)


def lost_due(found: Lost, limits: Limits) -> tuple[date, str] | None:
    """From when on 停止党籍 is to be considered, and the clause; None where no rule says."""
    rule = limits.lost
    if rule is None or found.found_on is not None or found.suspended_on is not None:
        return None
    clause, length = rule
    return later(found.since, length), f"{clause.title}（{clause.source}）"


def reports(actor: Actor) -> QuerySet[Report]:
    """What the actor may read, the latest first."""
    rows = Report.objects.select_related("person", "organization", "away", "heard_by")
    return SEE_REPORT.visible(actor, rows)


def to_answer(actor: Actor) -> QuerySet[Report]:
    """What waits for the actor, the oldest first; not the own."""
    rows = Report.objects.filter(answered_at=None).exclude(kind=Kind.CONTACT)
    if actor.person is not None:
        rows = rows.exclude(person=actor.person)
    return ANSWER_REPORT.visible(actor, rows.select_related("person", "organization")).order_by("on", "pk")


def news(actor: Actor, pk: int) -> News | None:
    """One of the reports to those away."""
    return SEE_NEWS.visible(actor, News.objects.select_related("organization")).filter(pk__exact=pk).first()


def news_to(organization: int) -> list[News]:
    """What a branch told, the latest first."""
    return list(News.objects.filter(organization=organization)[:12])


def draft_of_news(node: Node, first: date, last: date) -> str:
    """What the branch did since then, a line each, to be looked over before it is sent."""
    return "\n".join(news_lines(node.pk, first, last))


def lost_here(organization: int) -> list[Lost]:
    """Nobody can reach them and nothing was decided, at one organisation; one query."""
    rows = Lost.objects.filter(RUNNING, organization=organization, suspended_on=None)
    return list(rows.select_related("person").order_by("since", "pk")[:20])
