"""Pages for residents: no login, no personal data, only organisations that opened a page.

They may be kept by the browser for a minute, by nothing in between: the size of type is the visitor's own.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Paginator
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods, require_safe

from zhidu.apps.disclosure import ports, queries
from zhidu.apps.disclosure.forms import FindForm
from zhidu.apps.disclosure.models import PublicPage
from zhidu.apps.disclosure.states import Category
from zhidu.foundation.files import queries as files
from zhidu.foundation.files.views import as_file
from zhidu.foundation.ui.paging import Capped

PAGES, NOTICES, ON_THE_PAGE = 30, 20, 5
LONGEST_SEARCH = 40
LARGEST = 2**63 - 1
"""Above that no database keeps a number; a link to one cannot be looked for."""
View = Callable[..., HttpResponse]


def kept_a_minute(view: View) -> View:
    """The answer to whoever only looks may be shown again for a minute without asking."""

    @wraps(view)
    def run(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:  # noqa: ANN401
        answer = view(request, *args, **kwargs)
        if request.method in {"GET", "HEAD"} and answer.status_code == 200:
            answer.headers["Cache-Control"] = "private, max-age=60"
        return answer

    return run


@dataclass(frozen=True, slots=True)
class Door:
    """One of the four ways to be heard: what it is for, how long it takes, and how it is used here."""

    name: str
    title: str
    icon: str
    what: str
    how: str
    url: str
    act: str
    figure: str = ""
    """A telephone number, in large type."""


@login_not_required
@require_safe
@kept_a_minute
def home(request: HttpRequest) -> HttpResponse:
    """Choose the organisation: by its superior, or by a part of its name."""
    text = request.GET.get("q", "").strip()[:LONGEST_SEARCH]
    under = _number(request.GET.get("under", ""))
    places = queries.places()
    page = Capped(queries.open_pages(text, under), PAGES).get_page(request.GET.get("page"))
    chosen = next((name for pk, name in places if pk == under), "")
    given = {"page": page, "places": places, "under": under, "chosen": chosen, "text": text}
    return render(request, "disclosure/public/home.html", given)


@login_not_required
@require_safe
@kept_a_minute
def organization(request: HttpRequest, pk: int) -> HttpResponse:
    """您要办哪件事？ The four doors, what is disclosed, the look-up, and where to come."""
    found = _page(pk)
    return render(request, "disclosure/public/one.html", {**_about(found), "form": FindForm()})


@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def find(request: HttpRequest, pk: int) -> HttpResponse:
    """查我的意见办到哪了. The code is posted, so that it stands in no address and no log."""
    found = _page(pk)
    form = FindForm(request.POST or None)
    given: dict[str, Any] = {"public": found, "form": form, "given_out": ports.answers_codes()}
    if request.method == "POST" and form.is_valid():
        given["code"] = form.cleaned_data["code"]
        given["progress"] = ports.progress(pk, form.cleaned_data["code"])
    return render(request, "disclosure/public/find.html", given)


@login_not_required
@require_safe
@kept_a_minute
def notices(request: HttpRequest, pk: int) -> HttpResponse:
    """Everything an organisation discloses to residents."""
    found = _page(pk)
    rows, category = queries.open_notices(pk), request.GET.get("category", "")
    if category in [*Category]:
        rows = rows.filter(category=category)
    page = Paginator(rows, NOTICES).get_page(request.GET.get("page"))
    chosen = Category(category).chinese if category in [*Category] else ""
    given = {"public": found, "page": page, "categories": list(Category), "chosen": chosen}
    return render(request, "disclosure/public/notices.html", given)


@login_not_required
@require_safe
@kept_a_minute
def notice(request: HttpRequest, pk: int) -> HttpResponse:
    """One thing that is disclosed to residents; gone the day after it ends."""
    found = queries.open_notice(pk)
    if found is None:
        raise Http404("没有这件公开的事，或公开的日子已经过了")
    given = {"notice": found, "public": _page(found.organization_id), "files": files.of(found.code)}
    return render(request, "disclosure/public/notice.html", given)


@login_not_required
@require_safe
def attachment(request: HttpRequest, pk: int, file: int) -> HttpResponse | FileResponse:
    """An attachment of a notice that stands open today, as a file to keep."""
    found = queries.open_notice(pk)
    row = next((one for one in files.of(found.code) if one.pk == file), None) if found else None
    if row is None:
        raise Http404("没有这份附件")
    return as_file(request, row)


@login_not_required
@require_safe
@kept_a_minute
def privacy(request: HttpRequest) -> HttpResponse:
    """您的信息怎样保管."""
    return render(request, "disclosure/public/privacy.html")


@login_not_required
@require_safe
@kept_a_minute
def accessibility(request: HttpRequest) -> HttpResponse:
    """无障碍说明."""
    return render(request, "disclosure/public/accessibility.html")


def _page(pk: int) -> PublicPage:
    found = queries.open_page(pk) if pk <= LARGEST else None
    if found is None:
        raise Http404("这个组织没有对外开放的公开页")
    return found


def _about(found: PublicPage) -> dict[str, Any]:
    pk = found.organization_id
    rows = queries.open_notices(pk)
    return {
        "public": found,
        "doors": doors(found),
        "notices": rows[:ON_THE_PAGE],
        "total": rows.count(),
        "given_out": ports.answers_codes(),
    }


def doors(page: PublicPage) -> list[Door]:
    """The four doors of an organisation; what nobody has written down is not offered."""
    pk = page.organization_id

    def at(name: str) -> str:
        return ports.address_of(name, pk)

    phone = "".join(one for one in page.phone if one.isdigit() or one in "+-")
    call = f"tel:{phone}" if page.phone else ""
    told = "不方便写字就打电话，说一声就行。"
    rooms = "预约活动室、课程和参观。"
    return [
        Door(
            "card", "评议卡", "square-check", "给党支部的工作作评价。", page.card, at(ports.CARD), "填评议卡"
        ),
        Door("box", "意见箱", "inbox", "提意见、提建议、反映问题。", page.box, at(ports.BOX), "写意见"),
        Door("hotline", "热线", "phone", told, page.phone_hours, call, "拨打热线", page.phone),
        Door("booking", "预约", "calendar-plus", rooms, page.booking, at(ports.BOOKING), "看空闲时段"),
    ]


def _number(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 12 else None
