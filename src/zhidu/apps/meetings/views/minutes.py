"""The minutes as they are typed: kept by themselves, and two who write at once lose nothing."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.template.loader import render_to_string
from django.views.decorators.http import require_GET, require_POST

from zhidu.apps.meetings import actions
from zhidu.apps.meetings.access import RUN
from zhidu.apps.meetings.actions.write_paragraph import Written
from zhidu.apps.meetings.showing import Text
from zhidu.apps.meetings.views.load import may_run, room_or_404
from zhidu.foundation.acts import Wrong
from zhidu.foundation.clock import ZONE
from zhidu.foundation.identity import queries as identity
from zhidu.foundation.ui.toast import toast, trouble

ASKED = "application/json"


@require_POST
def write(request: HttpRequest, pk: int) -> HttpResponse:
    """Keep one paragraph. To the script the answer is where the text went; to a plain form the room again."""
    room_or_404(request, pk)
    wants_json = request.headers.get("Accept", "") == ASKED
    try:
        written = actions.write_paragraph(
            actor=request.actor,
            activity=pk,
            paragraph=_number(request.POST.get("paragraph")),
            version=_number(request.POST.get("version")),
            text=request.POST.get("text", "").replace("\r\n", "\n"),
        )
    except Wrong as wrong:
        if wants_json:
            return JsonResponse({"refused": str(wrong)}, status=409)
        trouble(request, str(wrong))
        return redirect("meetings:room", pk)
    if wants_json:
        return JsonResponse(_answer(request, pk, written))
    if written.beside is not None:
        trouble(request, "这一段刚被别人改过；您写的存在旁边，请看两稿，选一种。")
    else:
        toast(request, "已存")
    return redirect("meetings:room", pk)


def _answer(request: HttpRequest, pk: int, written: Written) -> dict[str, object]:
    row = written.paragraph
    answer: dict[str, object] = {
        "paragraph": row.pk,
        "version": row.version,
        "saved": row.at.astimezone(ZONE).strftime("%H:%M") if row.at else "",
    }
    if written.beside is not None:
        names = identity.names({one for one in (row.by, written.beside.by) if one})
        context = {
            "activity_pk": pk,
            "text": Text(written.beside, names.get(written.beside.by or 0, "")),
            "other": Text(row, names.get(row.by or 0, "")),
        }
        answer["beside"] = written.beside.pk
        answer["html"] = render_to_string("meetings/beside.html", context, request)
    return answer


@require_POST
def add(request: HttpRequest, pk: int) -> HttpResponse:
    """One more paragraph."""
    room_or_404(request, pk)
    asked = request.POST.get("point", "")
    point = _number(asked) or None
    if asked and point is None:
        raise Http404("没有这一项议题")
    try:
        made = actions.add_paragraph(
            actor=request.actor,
            activity=pk,
            point=point,
            person=_number(request.POST.get("person")) or None,
            about=request.POST.get("about", ""),
        )
    except Wrong as wrong:
        trouble(request, str(wrong))
        return redirect("meetings:room", pk)
    response = redirect("meetings:room", pk)
    response["Location"] += f"#{made.code}"
    return response


@require_POST
def settle(request: HttpRequest, pk: int) -> HttpResponse:
    """Make one of two texts."""
    room_or_404(request, pk)
    try:
        made = actions.settle_paragraph(
            actor=request.actor,
            activity=pk,
            paragraph=_number(request.POST.get("paragraph")),
            choice=request.POST.get("choice", ""),
        )
    except Wrong as wrong:
        trouble(request, str(wrong))
        return redirect("meetings:room", pk)
    toast(request, "两稿已并好")
    response = redirect("meetings:room", pk)
    response["Location"] += f"#{made.code}"
    return response


@require_GET
def texts(request: HttpRequest, pk: int) -> HttpResponse:
    """Every paragraph with its version, for pages that stand open while somebody else writes."""
    room = room_or_404(request, pk)
    if room.meeting is None or not may_run(request, room):
        if room.meeting is not None and room.meeting.closed_at is None:
            RUN.require(request.actor, room.meeting)
        return JsonResponse({"closed": True, "texts": {}})
    rows = room.meeting.paragraphs.filter(settled_at=None, beside=None)
    found = {str(one.pk): [one.version, one.text] for one in rows}
    return JsonResponse({"closed": False, "texts": found})


def _number(text: str | None) -> int:
    return int(text) if text and text.isdecimal() and len(text) < 16 else 0
