"""What pages and other apps may ask about notices and public pages."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.db.models import Q, QuerySet

from zhidu.apps.disclosure.access import SEE
from zhidu.apps.disclosure.models import Notice, PublicPage
from zhidu.apps.disclosure.states import Audience
from zhidu.foundation.access.rules import Actor
from zhidu.foundation.clock import today

WHERE = 60
"""Superiors offered on the first public page; of more the search is quicker."""


def standing(day: date) -> Q:
    """Notices that stand on a day: begun, not over, not withdrawn."""
    return Q(withdrawn_at=None, first__lte=day) & (Q(last=None) | Q(last__gte=day))


def visible_notices(actor: Actor) -> QuerySet[Notice]:
    """Notices that *actor* may see as somebody who is signed in."""
    return SEE.visible(actor, Notice.objects.select_related("organization"))


def about_matter(matter: int) -> list[Notice]:
    """What was put up about a matter and not withdrawn, the earliest first; one query."""
    return list(Notice.objects.filter(matter=matter, withdrawn_at=None).order_by("first", "pk"))


def open_notices(organization: int) -> QuerySet[Notice]:
    """What an organisation discloses to everybody today, the latest first; nothing where its page is closed."""
    rows = Notice.objects.filter(standing(today()), audience=Audience.PUBLIC)
    return rows.filter(organization=organization, organization__in=_open_organizations())


def open_notice(pk: int) -> Notice | None:
    """One notice as everybody may read it today."""
    rows = Notice.objects.filter(standing(today()), audience=Audience.PUBLIC, pk=pk)
    return rows.filter(organization__in=_open_organizations()).select_related("organization").first()


def _open_organizations() -> QuerySet[PublicPage]:
    return PublicPage.objects.filter(open=True).order_by().values("organization")


def open_pages(text: str = "", under: int | None = None) -> QuerySet[PublicPage]:
    """Public pages that are open, in the order of the tree, narrowed by a part of a name or by the superior."""
    rows = _living().select_related("organization__parent")
    if text:
        rows = rows.filter(
            Q(organization__name__contains=text)
            | Q(title__contains=text)
            | Q(organization__parent__name__contains=text)
        )
    return rows.filter(organization__parent=under) if under is not None else rows


def _living() -> QuerySet[PublicPage]:
    day = today()
    return PublicPage.objects.filter(Q(organization__until=None) | Q(organization__until__gte=day), open=True)


def places() -> list[tuple[int, str]]:
    """(number, name) of the superiors of organisations with an open page, the first of them; one query."""
    rows = _living().filter(organization__parent__isnull=False).order_by("organization__parent__path")
    return list(rows.values_list("organization__parent", "organization__parent__name").distinct()[:WHERE])


def open_page(organization: int) -> PublicPage | None:
    """The public page of an organisation, where it is open."""
    return _living().filter(organization=organization).select_related("organization__parent").first()


def page_of(organization: int) -> PublicPage | None:
    """The public page as its officers see it, open or not."""
    return PublicPage.objects.filter(organization=organization).select_related("organization").first()


def titles(actor: Actor, codes: Iterable[str]) -> dict[str, tuple[str, str]]:
    """Code of a notice → what it is called, and its address where *actor* may open it; one query."""
    wanted: dict[int, list[str]] = {}
    for code in codes:
        prefix, _, number = code.partition(".")[0].partition("-")
        if prefix == "notice" and number.isdecimal():
            wanted.setdefault(int(number), []).append(code)
    found = {}
    for row in Notice.objects.filter(pk__in=wanted).select_related("organization") if wanted else ():
        title = f"{row.first.month}月{row.first.day}日公开：{row.title}"
        address = row.get_absolute_url() if SEE.can(actor, row) else ""
        found.update(dict.fromkeys(wanted[row.pk], (title, address)))
    return found
