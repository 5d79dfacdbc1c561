"""概况: how the site is, and what needs somebody."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET

from zhidu import __version__
from zhidu.apps.dashboards.access import ADMINISTER
from zhidu.apps.dashboards.administration.family import whole_site
from zhidu.apps.dashboards.administration.verifying import NAME, WHOLE
from zhidu.foundation.access.models import Grant
from zhidu.foundation.access.queries import in_force
from zhidu.foundation.access.rules import Actor
from zhidu.foundation.access.verbs import Refused
from zhidu.foundation.clock import today
from zhidu.foundation.identity.access import GRANT
from zhidu.foundation.identity.queries import visible_accounts
from zhidu.foundation.jobs import schedule
from zhidu.foundation.jobs.models import OPEN, State
from zhidu.foundation.jobs.queries import last_of, visible_jobs
from zhidu.foundation.journal.queries import last_seal
from zhidu.foundation.outbox.queries import held_up, totals
from zhidu.foundation.ui.shapes import Figure


@dataclass(frozen=True, slots=True)
class Concern:
    """Something that needs somebody: what, why, and where to see to it."""

    what: str
    why: str
    url: str
    act: str


@require_GET
def home(request: HttpRequest) -> HttpResponse:
    """The first page of an administrator: figures, and what needs somebody.

    Whoever looks after a part of the tree sees that part.
    """
    actor: Actor = request.actor
    if not ADMINISTER.somewhere(actor):
        raise Refused(ADMINISTER)
    accounts, everything = visible_accounts(actor), whole_site(actor)
    mails = totals(actor)
    failed = visible_jobs(actor).filter(state=State.FAILED).count()
    figures = [
        Figure(
            "能登录的帐号", accounts.filter(is_active=True).count(), "个", url=reverse("identity:accounts")
        ),
        Figure(
            "在用的身份",
            GRANT.visible(actor, Grant.objects.filter(in_force(today()))).count(),
            "项",
            url=reverse("administration:grants"),
        ),
        Figure(
            "正在做的任务",
            visible_jobs(actor).filter(state__in=OPEN).count(),
            "项",
            url=f"{reverse('jobs:list')}?view=open",
        ),
        Figure("没有做成的任务", failed, "项", url=f"{reverse('jobs:list')}?view=failed", bad=failed > 0),
        Figure("等着寄的邮件", mails["waiting"], "封", url=f"{reverse('outbox:ledger')}?view=waiting"),
        Figure(
            "没有寄到的邮件",
            mails["lost"],
            "封",
            url=f"{reverse('outbox:ledger')}?view=lost",
            bad=mails["lost"] > 0,
        ),
    ]
    concerns = [*_of_jobs(failed), *_of_mail(mails["lost"], held_up(actor).count())]
    if everything:
        concerns += [*_of_schedule(), *_of_journal()]
    return render(
        request,
        "administration/home.html",
        {
            "figures": figures,
            "concerns": concerns,
            "everything": everything,
            "verified": last_of(NAME) if everything else None,
            "sealed": last_seal() if everything else None,
            "version": __version__,
        },
    )


def _of_jobs(failed: int) -> list[Concern]:
    if not failed:
        return []
    url = f"{reverse('jobs:list')}?view=failed"
    return [Concern(f"后台任务 {failed} 项没有做成", "看过原因再决定是否重做。", url, "看原因")]


def _of_mail(lost: int, late: int) -> list[Concern]:
    url = reverse("outbox:ledger")
    found = []
    if lost:
        found.append(
            Concern(f"邮件 {lost} 封没有寄到", "改好邮箱或服务器以后重发。", f"{url}?view=lost", "看原因")
        )
    if late:
        why = "邮件服务器不通，或者后台没有在运行。"
        found.append(Concern(f"邮件 {late} 封等了 1 小时以上", why, f"{url}?view=waiting", "看邮件"))
    return found


def _of_schedule() -> list[Concern]:
    failing = [one for one in schedule.standings() if one.last is not None and one.last.failures]
    url = reverse("jobs:regular")
    return [
        Concern(f"“{one.task.title}”接连 {one.last.failures} 次没有做成", one.last.reason, url, "看定时")
        for one in failing
        if one.last is not None
    ]


def _of_journal() -> list[Concern]:
    last, url = last_of(NAME), reverse("administration:journal")
    if last is None:
        return [Concern("日志还没有核对过", "核对以后才知道有没有被改动。", url, "核对日志")]
    if last.state == State.DONE and not last.result.startswith(WHOLE):
        return [Concern("上次核对日志发现问题", last.result[:200], url, "看日志")]
    return []
