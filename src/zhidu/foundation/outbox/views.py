"""Pages of messages: one's own, and the ledger of delivery for administrators."""

from __future__ import annotations

from urllib.parse import urlencode

from django.conf import settings
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from zhidu.foundation.access.verbs import Refused
from zhidu.foundation.acts import Wrong
from zhidu.foundation.outbox import queries
from zhidu.foundation.outbox.access import LEDGER, READ, SEND_AGAIN, TEST
from zhidu.foundation.outbox.actions import choose_channel, read, send_again, try_way
from zhidu.foundation.outbox.forms import ProbeForm
from zhidu.foundation.outbox.gateways import gateways
from zhidu.foundation.outbox.models import BY_MAIL, Message
from zhidu.foundation.outbox.probe import Step
from zhidu.foundation.ui.forms import add_faults
from zhidu.foundation.ui.toast import toast, trouble

PER_PAGE = 30


@require_GET
def inbox(request: HttpRequest) -> HttpResponse:
    """提醒: what one has been told, newest first; what has not been seen is marked."""
    if request.actor.user is None:
        raise Refused(READ)
    only_new = request.GET.get("only") == "new"
    here = reverse("outbox:inbox")
    waiting = queries.unread_of(request)
    page = Paginator(queries.inbox(request.actor, unread=only_new), PER_PAGE).get_page(
        request.GET.get("page")
    )
    tabs = [
        {"title": "全部", "url": here, "current": not only_new},
        {"title": "没有看过的", "url": f"{here}?only=new", "current": only_new},
    ]
    values = {"page": page, "tabs": tabs, "waiting": waiting, "only_new": only_new, "gateways": gateways()}
    return render(request, "outbox/inbox.html", values)


@require_http_methods(["GET", "POST"])
def channels(request: HttpRequest) -> HttpResponse:
    """另在哪里收: the gateways, and the own number at each."""
    if request.actor.user is None:
        raise Refused(READ)
    fault, asked = "", ""
    if request.method == "POST":
        asked, handle = request.POST.get("via", ""), request.POST.get("handle", "")
        try:
            choose_channel(actor=request.actor, via=asked, handle="" if request.POST.get("stop") else handle)
        except Wrong as wrong:
            fault = str(wrong)
        else:
            toast(request, "存好了。")
            return redirect("outbox:channels")
    values = {"choices": queries.choices(request.actor), "fault": fault, "asked": asked}
    return render(request, "outbox/channels.html", values)


def _back(request: HttpRequest) -> HttpResponse:
    only_new = request.POST.get("only") == "new"
    return redirect(reverse("outbox:inbox") + ("?only=new" if only_new else ""))


@require_POST
def read_one(request: HttpRequest, pk: int) -> HttpResponse:
    """看过了, and on to the thing itself where the message has one."""
    message = get_object_or_404(READ.visible(request.actor, Message.objects.all()), pk=pk)
    read(actor=request.actor, messages=[pk])
    if request.POST.get("go") and message.link.startswith("/") and not message.link.startswith("//"):
        return redirect(message.link)
    return _back(request)


@require_POST
def read_all(request: HttpRequest) -> HttpResponse:
    """全部看过."""
    number = read(actor=request.actor)
    toast(request, f"{number} 条记为看过。" if number else "没有还没看过的。")
    return _back(request)


@require_GET
def ledger(request: HttpRequest) -> HttpResponse:
    """发信记录: what became of each mail, failures first."""
    if not LEDGER.somewhere(request.actor):
        raise Refused(LEDGER)
    counted = queries.totals(request.actor)
    asked = request.GET.get("view", "")
    view = asked if asked in queries.VIEWS else ("lost" if counted["lost"] else "all")
    here = reverse("outbox:ledger")
    text = request.GET.get("q", "").strip()[:60]
    tabs = [
        {
            "title": words,
            "url": f"{here}?{urlencode({'view': key, **({'q': text} if text else {})})}",
            # a number there means something is wrong, so the mails that arrived are not counted
            "count": counted[key] if key == "lost" else 0,
            "current": key == view,
        }
        for key, (words, _) in queries.VIEWS.items()
    ]
    page = Paginator(queries.ledger(request.actor, view, text), PER_PAGE).get_page(request.GET.get("page"))
    late = queries.held_up(request.actor).count() if counted["waiting"] else 0
    values = {"page": page, "tabs": tabs, "late": late, "view": view, "counted": counted, "q": text}
    return render(request, "outbox/ledger.html", values)


@require_http_methods(["GET", "POST"])
def server(request: HttpRequest) -> HttpResponse:
    """邮件服务器: what is in force, and a test mail with what the server answers."""
    TEST.require_at(request.actor, "")
    own = request.user.email
    form = ProbeForm(request.POST or None, initial={"address": own}, mail=bool(settings.EMAIL_HOST))
    steps: list[Step] = []
    if request.method == "POST" and form.is_valid():
        try:
            address = form.cleaned_data["address"].strip()
            steps = try_way(actor=request.actor, address=address, via=form.chosen())
        except Wrong as wrong:
            add_faults(form, wrong)
    return render(
        request,
        "outbox/server.html",
        {
            "form": form,
            "steps": steps,
            "arrived": bool(steps) and steps[-1].ok,
            "gateways": gateways().values(),
            "host": settings.EMAIL_HOST,
            "port": settings.EMAIL_PORT,
            "user": settings.EMAIL_HOST_USER,
            "has_password": bool(settings.EMAIL_HOST_PASSWORD),
            "safe": "全程加密（TLS）"
            if settings.EMAIL_USE_SSL
            else "STARTTLS"
            if settings.EMAIL_USE_TLS
            else "不加密",
            "sender": settings.DEFAULT_FROM_EMAIL,
        },
    )


@require_GET
def mail(request: HttpRequest, pk: int) -> HttpResponse:
    """One mail: every attempt to send it. Its text is the receiver's affair and is not shown."""
    message = get_object_or_404(Message.objects.select_related("receiver"), pk=pk)
    SEND_AGAIN.require(request.actor, message)
    attempts = queries.attempts(message)
    ways = [(via, queries.way_name(via), rows, not queries.waiting(rows)) for via, rows in attempts.items()]
    values = {"message": message, "ways": ways, "may_resend": any(free for *_, free in ways) or not ways}
    return render(request, "outbox/mail.html", values)


@require_POST
def again(request: HttpRequest, pk: int) -> HttpResponse:
    """重发."""
    try:
        send_again(actor=request.actor, message=pk, via=request.POST.get("via") or BY_MAIL)
    except Wrong as wrong:
        trouble(request, str(wrong))
    else:
        toast(request, "已排上，一分钟内寄出。")
    return redirect("outbox:mail", pk)
