"""The forms of the acts on times away."""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING, Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from zhidu.apps.members import queries as members
from zhidu.apps.orgs.act_pages import ActPage, answer
from zhidu.apps.transfers import actions
from zhidu.apps.transfers import away_queries as queries
from zhidu.apps.transfers.access import KEEP_AWAY, KEEP_GUEST, TELL_AWAY
from zhidu.apps.transfers.actions.send_news import since
from zhidu.apps.transfers.away_forms import (
    BackForm,
    ContactForm,
    DayForm,
    DepartureForAnotherForm,
    GuestForm,
    HostForm,
    NewsForm,
    RegisterForm,
    ReportForm,
)
from zhidu.apps.transfers.away_states import TOPICS, Kind
from zhidu.apps.transfers.views.away import away_or_404, said_before
from zhidu.apps.transfers.views.load import organization_or_404
from zhidu.foundation.acts import Wrong
from zhidu.foundation.clock import today
from zhidu.foundation.identity import queries as identity
from zhidu.foundation.ui.toast import toast, trouble

if TYPE_CHECKING:
    from zhidu.apps.orgs.models import Node
    from zhidu.apps.transfers.away_models import Away

Done = tuple[str, str]


def _page(found: Away, heading: str, submit: str, hint: str = "", *, lead: str = "") -> ActPage:
    return ActPage(
        heading=heading,
        submit=submit,
        back=found.get_absolute_url(),
        lead=lead or f"{found.person.name}，{found.organization.name}。",
        hint=hint,
        crumbs=(
            ("流动党员", reverse("transfers:floating")),
            (found.person.name, found.get_absolute_url()),
            (heading, ""),
        ),
    )


def _version(found: Away) -> Any:  # noqa: ANN401 - asked when the form comes back
    return lambda: queries.away(found.pk).version


def _at_home(node: Node, *, without: Collection[int | None] = ()) -> list[tuple[str, str]]:
    """Full members of a branch who are not away themselves."""
    return [
        (str(one.person_id), one.person.name)
        for one in members.on_day(node.pk, today())
        if one.type == "full_member"
        and one.person_id not in without
        and one.attributes.get("floating") != "true"
    ]


def _everybody(node: Node) -> list[tuple[str, str]]:
    return [(str(one.person_id), one.person.name) for one in members.on_day(node.pk, today())]


def report_for(request: HttpRequest, organization: int) -> HttpResponse:
    """A member told the branch that he goes away."""
    node = organization_or_404(request, organization, KEEP_AWAY)

    def run(data: dict[str, Any]) -> Done:
        made = actions.report_departure(actor=request.actor, **data)
        return f"已记下：{made.person.name}外出", made.get_absolute_url()

    page = ActPage(
        heading="登记一次外出报告",
        submit="记下",
        back=reverse("transfers:floating"),
        lead=f"{node.name}的党员口头、电话报告的，替他记。",
        hint="走了以后才报告的也照实写哪天报告的。",
        crumbs=(("流动党员", reverse("transfers:floating")), ("外出报告", "")),
    )
    form = DepartureForAnotherForm(
        request.POST or None, people=_everybody(node), initial=said_before(request)
    )
    return answer(request, form, run, page)


def register(request: HttpRequest, pk: int) -> HttpResponse:
    """The card and the contact person."""
    found = away_or_404(request, pk, KEEP_AWAY)

    def run(data: dict[str, Any]) -> Done:
        made = actions.register_departure(actor=request.actor, away=pk, **data)
        return f"已登记：{made.person.name}，联系人已告诉", made.get_absolute_url()

    hint = "活动证由基层党委发，登记在册，不收费；开会、学习、借调、休假不发，开党员证明信。"
    form = RegisterForm(
        request.POST or None,
        people=_at_home(found.organization, without={found.person_id, found.contact_id}),
        initial={"version": found.version},
    )
    return answer(request, form, run, _page(found, "登记外出流动", "登记", hint), version=_version(found))


def contact(request: HttpRequest, pk: int) -> HttpResponse:
    """Somebody else keeps in touch."""
    found = away_or_404(request, pk, KEEP_AWAY)

    def run(data: dict[str, Any]) -> Done:
        made = actions.change_contact(actor=request.actor, away=pk, **data)
        return "已换联系人，并告诉了他", made.get_absolute_url()

    form = ContactForm(
        request.POST or None,
        people=_at_home(found.organization, without={found.person_id, found.contact_id}),
        initial={"version": found.version},
    )
    return answer(request, form, run, _page(found, "换联系人", "换联系人"), version=_version(found))


def depart(request: HttpRequest, pk: int) -> HttpResponse:
    """Gone."""
    found = away_or_404(request, pk, TELL_AWAY)

    def run(data: dict[str, Any]) -> Done:
        made = actions.depart(actor=request.actor, away=pk, **data)
        return "已记下动身", made.get_absolute_url()

    hint = "从这一天起是流动党员：每年至少汇报一次；支部定期通报情况，联系人平时联系。"
    form = DayForm(
        request.POST or None,
        label="哪天走的",
        initial={"version": found.version, "on": min(found.leaves_on, today())},
    )
    return answer(request, form, run, _page(found, "登记动身", "动身了", hint), version=_version(found))


def host(request: HttpRequest, pk: int) -> HttpResponse:
    """Registered there too."""
    found = away_or_404(request, pk, TELL_AWAY)

    def run(data: dict[str, Any]) -> Done:
        made = actions.note_host(actor=request.actor, away=pk, **data)
        return "已记下流入地登记", made.get_absolute_url()

    form = HostForm(request.POST or None, initial={"version": found.version, "host": found.host})
    hint = "流出地、流入地党组织都登记，两边都管得到。"
    return answer(request, form, run, _page(found, "流入地登记", "记下", hint), version=_version(found))


def back(request: HttpRequest, pk: int) -> HttpResponse:
    """Back home."""
    found = away_or_404(request, pk, TELL_AWAY)

    def run(data: dict[str, Any]) -> Done:
        topics = {name: data.get(name, "") for name in TOPICS[Kind.RETURNED]}
        made = actions.come_back(
            actor=request.actor, away=pk, version=data["version"], on=data["on"], topics=topics
        )
        return "已记下返回；请把活动证交支部查验", made.get_absolute_url()

    hint = "在外面的思想、工作、参加组织生活，一样写一两句就行；也可以以后再写。只有支部书记、纪检委员、联系人看得到。"
    form = BackForm(request.POST or None, initial={"version": found.version})
    return answer(request, form, run, _page(found, "回来了", "记下返回", hint), version=_version(found))


def check(request: HttpRequest, pk: int) -> HttpResponse:
    """The card is looked at."""
    found = away_or_404(request, pk, KEEP_AWAY)

    def run(data: dict[str, Any]) -> Done:
        made = actions.check_card(actor=request.actor, away=pk, **data)
        return "已查验，这次外出办完了", made.get_absolute_url()

    form = DayForm(request.POST or None, label="查验日期", initial={"version": found.version})
    hint = "看活动证上参加组织生活、交党费的记录，如实填写。"
    return answer(request, form, run, _page(found, "查验活动证", "查验过了", hint), version=_version(found))


@require_POST
def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """Not going after all."""
    found = away_or_404(request, pk, TELL_AWAY)
    said = request.POST.get("version", "")
    version = int(said) if said.isascii() and said.isdecimal() and len(said) < 9 else found.version
    try:
        actions.withdraw_departure(actor=request.actor, away=pk, version=version)
    except Wrong as wrong:
        trouble(request, str(wrong))
        return redirect(found)
    toast(request, "已收回；领了活动证的请交回支部")
    return redirect(found)


def _report(request: HttpRequest, pk: int, kind: Kind, heading: str, hint: str) -> HttpResponse:
    found = away_or_404(request, pk, TELL_AWAY)
    form = ReportForm(request.POST or None, kind=kind)

    def run(data: dict[str, Any]) -> Done:  # noqa: ARG001 - read through the form
        actions.make_report(actor=request.actor, kind=kind, topics=form.topics(), person=found.person_id)
        return "已记下", found.get_absolute_url()

    return answer(
        request, form, run, _page(found, heading, "交给支部" if kind != Kind.CONTACT else "记下", hint)
    )


def reported(request: HttpRequest, pk: int) -> HttpResponse:
    """What somebody tells from there."""
    hint = "思想、工作、参加组织生活三样都写到；一样一两句就行。"
    return _report(request, pk, Kind.FLOATING, "外出期间汇报", hint)


def returned(request: HttpRequest, pk: int) -> HttpResponse:
    """What somebody tells after coming back."""
    return _report(request, pk, Kind.RETURNED, "返回汇报", "如实汇报外出期间的情况。")


def contacted(request: HttpRequest, pk: int) -> HttpResponse:
    """What the contact person learnt."""
    hint = "思想、就业、生活三方面都问到。记下的只有支部书记、纪检委员、您和本人看得到。"
    return _report(request, pk, Kind.CONTACT, "记一次联系", hint)


def news(request: HttpRequest, organization: int) -> HttpResponse:
    """Tell everybody who is away what the branch did."""
    node = organization_or_404(request, organization, KEEP_AWAY)
    away = [one for one in queries.current(request.actor, node) if one.gone]
    accounts = identity.accounts_of([one.person_id for one in away])
    without = [(str(one.person_id), one.person.name) for one in away if one.person_id not in accounts]
    text = queries.draft_of_news(node, since(node.pk), today())
    form = NewsForm(request.POST or None, without=without, initial={"text": text})

    def run(data: dict[str, Any]) -> Done:
        made = actions.send_news(
            actor=request.actor, organization=node.pk, text=data["text"], told=data.get("told", ())
        )
        return f"已通报 {made.told} 人", made.get_absolute_url()

    page = ActPage(
        heading="向流动党员通报",
        submit="通报",
        back=reverse("transfers:floating"),
        lead=f"{node.name}，在外 {len(away)} 人，有帐号的 {len(accounts)} 人。",
        hint="上次通报以来全体党员可看的会已经列好，改一改就能发。消息里只说有通报，内容在网站上看。",
        crumbs=(("流动党员", reverse("transfers:floating")), ("通报", "")),
    )
    return answer(request, form, run, page)


def guest(request: HttpRequest, organization: int) -> HttpResponse:
    """Somebody from elsewhere takes part here."""
    node = organization_or_404(request, organization, KEEP_GUEST)

    def run(data: dict[str, Any]) -> Done:
        made = actions.register_guest(actor=request.actor, organization=node.pk, **data)
        return f"已登记：{made.name}，参加活动，没有表决权", reverse("transfers:floating")

    page = ActPage(
        heading="登记流入的党员",
        submit="登记",
        back=reverse("transfers:floating"),
        lead=f"持别处的活动证到{node.name}参加组织生活的。",
        hint="可以参加组织生活、交党费；没有表决权、选举权，不算应到会。",
        crumbs=(("流动党员", reverse("transfers:floating")), ("流入的党员", "")),
    )
    return answer(request, GuestForm(request.POST or None), run, page)


@require_POST
def guest_gone(request: HttpRequest, guest: int) -> HttpResponse:
    """The last day here is today."""
    said = request.POST.get("version", "")
    version = int(said) if said.isascii() and said.isdecimal() and len(said) < 9 else 0
    try:
        made = actions.end_guest(actor=request.actor, guest=guest, version=version, on=today())
    except Wrong as wrong:
        trouble(request, str(wrong))
    else:
        toast(request, f"已记下：{made.name}今天起不在这里参加")
    return redirect("transfers:floating")
