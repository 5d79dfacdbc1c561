"""What an address points at; what the actor may not see is not there."""

from __future__ import annotations

from datetime import date

from django.http import Http404, HttpRequest

from zhidu.apps.activities.access import SEE
from zhidu.apps.activities.kinds import Kind, kind
from zhidu.apps.activities.models import Activity, Matter
from zhidu.apps.activities.places import Place, places
from zhidu.apps.activities.setting import Setting
from zhidu.apps.activities.states import State
from zhidu.domain.rules.vocabulary import MEASURES
from zhidu.foundation.clock import today


def activity_or_404(request: HttpRequest, pk: int) -> Activity:
    """The record with what is shown of it. Raises Refused for whoever may not see it."""
    found = (
        Activity.objects.select_related("node", "organization", "person", "post", "matter", "about")
        .filter(pk=pk)
        .first()
    )
    if found is None:
        raise Http404("没有这条记录")
    SEE.require(request.actor, found)
    return found


def asked_setting(request: HttpRequest) -> Setting:
    """The kind and the place that the address names, on the day that was typed."""
    asked = kind(request.GET.get("kind", ""))
    number = request.GET.get("node", "")
    place = places([int(number)]).get(int(number)) if number.isdecimal() and len(number) < 12 else None
    if asked is None or place is None:
        raise Http404("没有这类记录，或没有这个组织")
    return Setting(asked, place, typed_day(request) or today(), _matter(request, place))


def _matter(request: HttpRequest, place: Place) -> Matter | None:
    """The matter that was chosen, among those of the organisation."""
    number = request.POST.get("matter") or request.GET.get("matter") or ""
    if not number.isdecimal() or len(number) > 12:
        return None
    return Matter.objects.filter(pk=int(number), organization=place.organization.id).first()


def setting_of(request: HttpRequest, activity: Activity) -> Setting:
    """The same of a record that there is."""
    return Setting(
        Kind(MEASURES[activity.kind]),
        places([activity.node_id])[activity.node_id],
        typed_day(request) or activity.on,
        activity.matter,
    )


def typed_day(request: HttpRequest) -> date | None:
    """The day in the form or the address, where it is one: who is entitled depends on it."""
    text = request.POST.get("on") or request.GET.get("on") or ""
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def last_time(request: HttpRequest, setting: Setting) -> Activity | None:
    """The last meeting of that kind there: it may be offered as a pattern, it is never assumed."""
    if not setting.kind.gathering:
        return None
    held = SEE.visible(
        request.actor, Activity.objects.filter(kind=setting.kind.name, node=setting.place.node.id)
    )
    return held.filter(state=State.HELD, voided_at=None).order_by("-on", "-pk").first()


def about(request: HttpRequest) -> Activity | None:
    """The earlier record that the address says this one follows on, if the actor may see it."""
    number = request.GET.get("about", "")
    if not number.isdecimal() or len(number) > 12:
        return None
    found = Activity.objects.select_related("node", "organization").filter(pk=int(number)).first()
    return found if found is not None and SEE.can(request.actor, found) else None
