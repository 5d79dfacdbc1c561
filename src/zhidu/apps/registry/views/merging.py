"""Somebody who was registered twice: the other registration is chosen, and what hangs on it comes over."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from zhidu.apps.members.queries import visible_people
from zhidu.apps.orgs.act_pages import ActPage, Confirmed, answer
from zhidu.apps.registry.access import KEEP
from zhidu.apps.registry.actions import merge_people
from zhidu.apps.registry.fields import FIELDS
from zhidu.apps.registry.views.load import person_or_404

MOST = 30


class MergeForm(Confirmed):
    """Which of the others it is."""

    gone = forms.TypedChoiceField(label="多出来的一份", coerce=int)

    def __init__(self, *args: Any, choices: list[tuple[str, str]], **kwargs: Any) -> None:  # noqa: ANN401
        super().__init__(*args, **kwargs)
        self.fields["gone"].choices = choices


def merge(request: HttpRequest, person: int) -> HttpResponse:
    """The people of the same name, or of the name that is asked for."""
    row = person_or_404(request, person, KEEP)
    asked = request.GET.get("q", "").strip()
    same = KEEP.visible(request.actor, visible_people(request.actor)).exclude(pk=row.pk)
    found = same.filter(name=asked or row.name).order_by("organization__path", "pk")[:MOST]
    choices = [(str(one.pk), f"{one.name}（{one.organization.name}，{one.type_name}）") for one in found]
    back = reverse("registry:file", args=[row.pk])

    def run(cleaned: dict[str, Any]) -> tuple[str, str]:
        different = merge_people(actor=request.actor, keep=row.pk, gone=cleaned["gone"])
        words = "、".join(FIELDS[key].title for key in different)
        return "已合并" + (f"；{words}两份不同，照留下的一份" if different else ""), back

    page = ActPage(
        heading="与另一份合并",
        lead=f"{row.name}（{row.organization.name}）这一份留下，另一份的活动、党费、职务和档案都并过来，另一份不再有。",
        submit="合并",
        kind="danger",
        back=back,
        hint="合并以后不能拆开。两份身份证号不同的不是同一个人；同一段日子登记在两个组织的，先更正其中一段。档案里两份不同的项，照留下的一份。",
        crumbs=(("党员", reverse("members:people")), (f"{row.name}的档案", back), ("合并", "")),
        search="另一份写的姓名（写错了名字的在这里找）",
        found=asked,
    )
    form = MergeForm(request.POST or None, name=row.name, choices=choices)
    return answer(request, form, run, page)
