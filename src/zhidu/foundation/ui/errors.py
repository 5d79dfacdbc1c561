"""The pages for what went wrong: what happened, what is safe, what to do, and a number to quote."""

from __future__ import annotations

import logging
import secrets
from dataclasses import dataclass
from http import HTTPStatus

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string

from zhidu.foundation.clock import now

LOG = logging.getLogger("zhidu.errors")


@dataclass(frozen=True, slots=True)
class Said:
    """Words of one error page."""

    title: str
    what: str
    do: str
    icon: str = "circle-alert"


BAD_REQUEST = Said(
    "没有看懂这次请求",
    "网址或填的内容不合格式，什么都没有存，原来的记录没有变。",
    "请退回上一页再试一次；多次不行，请把编号告诉管理员。",
)
FORBIDDEN = Said(
    "这一页您看不了",
    "您现在的身份看不到这里，什么都没有变。",
    "需要的话，请找本组织的书记或管理员。",
    "lock",
)
NOT_FOUND = Said(
    "没有这一页",
    "网址可能抄错了，或者这条记录已经不在这里。",
    "请回到今日，从菜单里再找。",
    "file-x",
)
SERVER_ERROR = Said(
    "这一页没有打开",
    "是系统出了错，不是您做错了。已经存上的都在；刚才没有存上的，草稿还在本机。",
    "请过一会儿再试；还不行，请把编号告诉管理员。",
)
CSRF = Said(
    "没有存上，这张表放得太久了",
    "为防别人冒用，表单过一段时间就要重新打开。刚才填的还在本机的草稿里。",
    "请退回上一页，刷新后恢复草稿，再交一次。",
    "history",
)


def quote() -> str:
    """A number short enough to read over the telephone."""
    return f"{now():%m%d}-{secrets.randbelow(10**6):06d}"


def note(request: HttpRequest, status: int, why: str = "") -> str:
    """Log what happened under a new number; neither the query nor what was entered is written down."""
    number = quote()
    level = logging.ERROR if status >= HTTPStatus.INTERNAL_SERVER_ERROR else logging.INFO
    LOG.log(level, "编号 %s：%s %s %s %s", number, status, request.method, request.path, why)
    return number


def _page(request: HttpRequest, status: int, said: Said, why: str = "") -> HttpResponse:
    values = {"said": said, "number": note(request, status, why)}
    if getattr(request, "htmx", False):
        return render(request, "ui/error_fragment.html", values, status=status)
    return render(request, "ui/error.html", values, status=status)


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """400."""
    return _page(request, 400, BAD_REQUEST, type(exception).__name__)


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """403."""
    return _page(request, 403, FORBIDDEN, type(exception).__name__)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:  # noqa: ARG001
    """404."""
    return _page(request, 404, NOT_FOUND)


def server_error(request: HttpRequest) -> HttpResponse:
    """500. Rendered without asking who is looking: the database may be what failed."""
    values = {"said": SERVER_ERROR, "number": note(request, 500)}
    return HttpResponse(render_to_string("ui/error.html", values), status=500)


def csrf(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The form is too old, or came from elsewhere."""
    return _page(request, 403, CSRF, reason)
