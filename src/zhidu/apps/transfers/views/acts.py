"""The forms of the acts on transfers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse

from zhidu.apps.members import queries as members
from zhidu.apps.orgs import queries as orgs
from zhidu.apps.orgs.act_pages import ActPage, answer
from zhidu.apps.transfers import actions, queries
from zhidu.apps.transfers.access import RECEIVE, SEE, SEND
from zhidu.apps.transfers.forms import (
    WAYS,
    AdmitForm,
    AskForm,
    EndForm,
    HandOverForm,
    ReceiptForm,
    ReceiveForm,
    SendForm,
)
from zhidu.apps.transfers.limits import Limits
from zhidu.apps.transfers.places import former_members, places_to_go
from zhidu.apps.transfers.views.load import organization_or_404, transfer_or_404
from zhidu.apps.transfers.views.pages import ways
from zhidu.foundation.access.verbs import Refused
from zhidu.foundation.clock import today

if TYPE_CHECKING:
    from zhidu.apps.orgs.models import Node
    from zhidu.apps.transfers.models import Transfer

Done = tuple[str, str]


def _crumbs(*more: tuple[str, str]) -> tuple[tuple[str, str], ...]:
    return (("组织关系", reverse("transfers:index")), *more)


def ask(request: HttpRequest) -> HttpResponse:
    """A member asks."""
    if request.actor.person is None:
        raise Refused(SEE)
    request.nav_key = "me"

    def run(data: dict[str, Any]) -> Done:
        made = actions.ask_transfer(actor=request.actor, **data)
        return "已交给支部；办好了告诉您", made.get_absolute_url()

    page = ActPage(
        heading="申请转接组织关系",
        submit="交给支部",
        back=reverse("transfers:index"),
        lead="单位或者住地变了，固定在外六个月以上的，组织关系跟着走。",
        hint="接收以前，您还在现在的支部过组织生活、交党费。",
        crumbs=_crumbs(("申请", "")),
    )
    return answer(request, AskForm(request.POST or None), run, page)


def send(request: HttpRequest, organization: int) -> HttpResponse:
    """Send somebody on, also what a member asked for (``?transfer=``)."""
    node = organization_or_404(request, organization, SEND)
    asked = _asked(request, node)
    text = request.GET.get("q", "").strip()
    people = [(str(one.person_id), one.person.name) for one in members.on_day(node.pk, today())]
    initial: dict[str, Any] = {"to_words": "", "person": request.GET.get("person", "")}
    if asked is not None:
        initial |= {"person": asked.person_id, "reason": asked.reason, "to_words": asked.receiver_words}
        people = [one for one in people if one[0] == str(asked.person_id)] or people
    form = SendForm(
        request.POST or None,
        people=people,
        choices=places_to_go(node, text, chosen=request.POST.get("to")),
        initial=initial,
    )

    def run(data: dict[str, Any]) -> Done:
        if asked is not None:
            data |= {"transfer": asked.pk, "version": asked.version}
        made = actions.send_transfer(actor=request.actor, **data)
        said = "已转出，等对方接收" if made.receiver is not None else "介绍信已编号；请打印、盖章，交给本人"
        return f"{said}：{made.person.name}", made.get_absolute_url()

    page = ActPage(
        heading="转出组织关系",
        submit="转出",
        back=asked.get_absolute_url() if asked is not None else reverse("transfers:index"),
        lead=f"从{node.name}转出。对方接收以前，仍由{node.name}管理。",
        hint=_validity(node),
        crumbs=_crumbs(("转出", "")),
        search="找组织（名称的一部分）",
        found=text,
    )
    return answer(request, form, run, page)


def _asked(request: HttpRequest, node: Node) -> Transfer | None:
    said = request.GET.get("transfer", "")
    if not (said.isascii() and said.isdecimal() and len(said) < 16):
        return None
    rows = queries.to_send(request.actor).filter(pk=int(said), sender=node)
    return rows.first()


def _validity(node: Node) -> str:
    limit = Limits(node, today()).letter
    if limit is None:
        return "执行的制度没有写有效期多长；请按通知填。"
    clause, length = limit
    return (
        f"有效期最长 {length.chinese()}（{clause.source}：{clause.title}）。过期没有接收的，提醒双方和上级。"
    )


def receive(request: HttpRequest, pk: int) -> HttpResponse:
    """Take somebody in."""
    found = transfer_or_404(request, pk, RECEIVE)
    receiver = found.receiver
    if receiver is None:
        raise Http404("这次接转不在本系统之内接收")

    def run(data: dict[str, Any]) -> Done:
        made = actions.receive_transfer(actor=request.actor, transfer=pk, **data)
        return f"已接收：{made.person.name}", made.get_absolute_url()

    page = ActPage(
        heading="接收组织关系",
        submit="接收",
        back=found.get_absolute_url(),
        lead=f"{found.person.name}，{found.person.type_name}，从{found.from_name}转来。",
        hint="接收以后就是本组织的党员：应到会、党费、学时都从这一天起算。在原组织的职务到前一天为止。",
        crumbs=_crumbs((str(found.person), found.get_absolute_url()), ("接收", "")),
    )
    form = ReceiveForm(
        request.POST or None,
        groups=orgs.group_choices(receiver, today()),
        initial={"version": found.version},
    )
    return answer(request, form, run, page, version=_version(found))


def receipt(request: HttpRequest, pk: int) -> HttpResponse:
    """The receipt came back."""
    found = transfer_or_404(request, pk, SEND)

    def run(data: dict[str, Any]) -> Done:
        made = actions.record_receipt(actor=request.actor, transfer=pk, **data)
        return f"回执已登记，{made.person.name}转出", made.get_absolute_url()

    page = ActPage(
        heading="登记回执",
        submit="登记回执",
        back=found.get_absolute_url(),
        lead=f"{found.person.name}，转往{found.to_name}。",
        hint="登记以后，此人离开名册；以前的记录都留着。没有回执以前，仍由本组织管理。",
        crumbs=_crumbs((str(found.person), found.get_absolute_url()), ("回执", "")),
    )
    form = ReceiptForm(request.POST or None, initial={"version": found.version})
    return answer(request, form, run, page, version=_version(found))


def hand_over(request: HttpRequest, pk: int) -> HttpResponse:
    """Sealed and handed over."""
    found = transfer_or_404(request, pk, SEND)

    def run(data: dict[str, Any]) -> Done:
        made = actions.hand_over_letter(actor=request.actor, transfer=pk, **data)
        return "已记下", made.get_absolute_url()

    page = ActPage(
        heading="介绍信盖章交给本人",
        submit="记下",
        back=found.get_absolute_url(),
        lead=f"{found.person.name}，转往{found.to_name}。",
        hint="三联填好，盖公章和骑缝章；不得涂改，写错的作废另开。",
        crumbs=_crumbs((str(found.person), found.get_absolute_url()), ("盖章", "")),
    )
    form = HandOverForm(request.POST or None, initial={"version": found.version})
    return answer(request, form, run, page, version=_version(found))


def end(request: HttpRequest, pk: int) -> HttpResponse:
    """It comes to nothing."""
    found = transfer_or_404(request, pk)
    offered = ways(request.actor, found)
    if not offered and request.method == "GET":
        raise Refused(SEND, obj=found)

    def run(data: dict[str, Any]) -> Done:
        made = actions.end_transfer(actor=request.actor, transfer=pk, **data)
        return f"{made.state_name}：{made.person.name}仍在{made.from_name}", made.get_absolute_url()

    page = ActPage(
        heading="不转了，或者退回",
        submit="结束这次接转",
        kind="danger",
        back=found.get_absolute_url(),
        lead=f"{found.person.name}：{found.from_name}转往{found.to_name}。",
        hint="结束以后谁也没有动，组织关系仍在原组织；要转的再办一次。",
        crumbs=_crumbs((str(found.person), found.get_absolute_url()), ("结束", "")),
    )
    form = EndForm(
        request.POST or None,
        ways=[(one, WAYS[one]) for one in (offered or WAYS)],
        initial={"version": found.version},
    )
    return answer(request, form, run, page, version=_version(found))


def admit(request: HttpRequest, organization: int) -> HttpResponse:
    """Somebody comes with a letter."""
    node = organization_or_404(request, organization, RECEIVE)
    form = AdmitForm(
        request.POST or None,
        former=former_members(node),
        groups=orgs.group_choices(node, today()),
    )

    def run(data: dict[str, Any]) -> Done:
        made = actions.admit_by_letter(actor=request.actor, organization=node.pk, **data)
        return f"已接收：{made.person.name}；请打印回执寄回", made.get_absolute_url()

    page = ActPage(
        heading="凭介绍信接收",
        submit="接收",
        back=reverse("transfers:index"),
        lead=f"接收到{node.name}。",
        hint="照介绍信上写的填。过期的退回，请转出组织另开。在本系统之内转来的，在“等您接收的”里办，不用在这里填。",
        crumbs=_crumbs(("凭介绍信接收", "")),
    )
    return answer(request, form, run, page)


def _version(found: Transfer) -> Any:  # noqa: ANN401 - asked when the form comes back
    return lambda: queries.transfer(found.pk).version
