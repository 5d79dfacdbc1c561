"""Where a member goes from the own page: one large button for each thing, in one tap."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import reverse


@dataclass(frozen=True, slots=True)
class Way:
    """One button; ``note`` says what waits there."""

    title: str
    icon: str
    url: str
    note: str = ""


def ways(person: int, *, votes: int, pays: bool, owing: bool) -> list[Way]:
    """Everything that is the member's own, needed most first; no query. *pays*: whether dues are known of at all."""
    year = reverse("dashboards:my-year")
    dues = Way(
        "我的党费", "circle-dollar-sign", reverse("dues:person", args=[person]), "还没有交" if owing else ""
    )
    return [
        Way("我的会议", "users-round", f"{year}?part=life"),
        Way("我的投票", "vote", reverse("ballots:list"), f"{votes} 项等您投" if votes else ""),
        *([dues] if pays else []),
        Way("我的学习", "book-open", reverse("learning:mine")),
        Way("我要外出", "luggage", reverse("transfers:my-away")),
        Way("我要汇报", "message-square-text", reverse("transfers:reports")),
        Way("我的承诺", "hand-heart", f"{reverse('activities:list')}?kind=pledge&person={person}"),
        Way("我的组织关系", "arrow-right-left", reverse("transfers:index")),
        Way("我的一年", "history", year),
    ]
