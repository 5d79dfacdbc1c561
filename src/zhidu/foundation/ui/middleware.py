"""Headers of every answer, and refusals as pages."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import urlencode

from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render, resolve_url

from zhidu.foundation.access.verbs import Refused
from zhidu.foundation.access.whom import who_can
from zhidu.foundation.acts import Wrong
from zhidu.foundation.ui.errors import Said, note

Handler = Callable[[HttpRequest], HttpResponse]

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
    "connect-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'"
)
HEADERS = {
    "Content-Security-Policy": POLICY,
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=(), browsing-topics=()",
    "Cross-Origin-Resource-Policy": "same-origin",
    # Office computers are shared: nothing of a page stays on them after signing out.
    "Cache-Control": "private, no-store",
}


def security_headers(get_response: Handler) -> Handler:
    """Nothing from elsewhere, no inline script: a strict content security policy."""

    def handle(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        for name, value in HEADERS.items():
            response.headers.setdefault(name, value)
        return response

    return handle


def refusals(get_response: Handler) -> Handler:
    """A refusal raised by a view becomes the page that says who may; nothing was written."""

    def handle(request: HttpRequest) -> HttpResponse:
        # nobody types this character; SQLite would look for it and PostgreSQL fail at it
        if "\x00" in request.path or "%00" in request.META.get("QUERY_STRING", ""):
            raise BadRequest
        return get_response(request)

    # Exceptions of views never reach the function above; Django asks this attribute instead.
    handle.process_exception = explain  # type: ignore[attr-defined]
    return handle


def explain(request: HttpRequest, exception: Exception) -> HttpResponse | None:
    """The answer to a refusal, or to what was wrong and no form could say."""
    if isinstance(exception, Refused):
        return _refused(request, exception)
    if isinstance(exception, Wrong):
        said = Said("没有办成", str(exception), "什么都没有存。请退回上一页改好再交。")
        return _answer(request, said, 409, "")
    return None


def _refused(request: HttpRequest, refused: Refused) -> HttpResponse:
    if request.actor.user is None:
        return _to_login(request)
    looking = request.method in {"GET", "HEAD"}
    people = who_can(request.actor, refused)
    title = "这一页您看不了" if looking else "这件事您办不了"
    ask = f"需要的话，请找{'、'.join(map(str, people))}。" if people else "需要的话，请找他们。"
    said = Said(
        f"{title}，请找{people[0].name}" if people else title,
        str(refused),
        ask if looking else f"什么都没有存。{ask}",
        "lock",
    )
    return _answer(request, said, 403, refused.verb.name)


def _to_login(request: HttpRequest) -> HttpResponse:
    """Whoever has not signed in is asked to, and then comes back."""
    target = resolve_url("identity:login")
    if request.method == "GET":
        target += "?" + urlencode({"next": request.get_full_path()})
    if getattr(request, "htmx", False):
        return HttpResponse(headers={"HX-Redirect": target})
    return HttpResponse(status=302, headers={"Location": target})


def _answer(request: HttpRequest, said: Said, status: int, why: str) -> HttpResponse:
    template = "ui/error_fragment.html" if getattr(request, "htmx", False) else "ui/error.html"
    return render(request, template, {"said": said, "number": note(request, status, why)}, status=status)
