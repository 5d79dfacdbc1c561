"""What the frame of every page needs. Everything is worked out only when a template asks for it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from itertools import groupby
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse

from zhidu.foundation.access.roles import ROLES
from zhidu.foundation.access.rules import VISITOR, Actor
from zhidu.foundation.ui import nav

LARGE_COOKIE = "large"


def address(url_name: str) -> str:
    """The address of a page, '' where the site has no such page."""
    try:
        return reverse(url_name)
    except NoReverseMatch:
        return ""


@dataclass(frozen=True, slots=True)
class Line:
    """An item as it stands in the rail of this page."""

    key: str
    title: str
    phone: str
    icon: str
    url: str
    group: int
    current: bool
    count: int


class Shell:
    """The frame of one page for one actor."""

    def __init__(self, request: HttpRequest) -> None:
        self.request = request

    @cached_property
    def actor(self) -> Actor:
        return getattr(self.request, "actor", VISITOR)

    @cached_property
    def signed_in(self) -> bool:
        return self.actor.user is not None

    @cached_property
    def template(self) -> str:
        """Frame for pages that anybody may get, such as errors."""
        return "ui/page.html" if self.signed_in else "ui/plain.html"

    @cached_property
    def large(self) -> bool:
        """大字版: kept with the account, for visitors in a cookie."""
        user = getattr(self.request, "user", None)
        if user is not None and user.is_authenticated:
            return bool(user.large_type)
        return self.request.COOKIES.get(LARGE_COOKIE) == "1"

    @cached_property
    def lines(self) -> list[Line]:
        found = [(one, address(one.url_name)) for one in nav.items() if one.open_to(self.actor)]
        here = self._current([(one.key, one.url_name, url) for one, url in found if url])
        return [
            Line(
                one.key,
                one.title,
                one.phone,
                one.icon,
                url,
                one.group,
                one.key == here,
                one.count(self.request) if one.count else 0,
            )
            for one, url in found
            if url
        ]

    @cached_property
    def family(self) -> nav.Family | None:
        """The family of pages this page belongs to for this actor."""
        match = self.request.resolver_match
        name = match.view_name if match is not None else ""
        return next((one for one in nav.families() if one.tabs(self.actor, name)), None)

    @property
    def tabs(self) -> list[dict[str, Any]]:
        """Tabs to the other pages of the family."""
        if self.family is None:
            return []
        found = self.family.tabs(self.actor, self.request.resolver_match.view_name)
        return [
            {"title": one.title, "url": address(one.url_name), "current": current} for one, current in found
        ]

    def _current(self, found: list[tuple[str, str, str]]) -> str:
        """Which item this page belongs to: as the view says, else the exact page, else the longest address above."""
        said = getattr(self.request, "nav_key", "") or (self.family.key if self.family else "")
        if said:
            return said
        match = self.request.resolver_match
        for key, url_name, _ in found:
            if match is not None and match.view_name == url_name:
                return key
        above = [(len(url), key) for key, _, url in found if url != "/" and self.request.path.startswith(url)]
        return max(above, default=(0, ""))[1]

    @property
    def groups(self) -> list[list[Line]]:
        return [list(lines) for _, lines in groupby(self.lines, key=lambda one: one.group)]

    @property
    def foot(self) -> list[Line]:
        """The bottom bar of a phone, without 更多."""
        return [one for one in self.lines if one.phone][:3]

    @cached_property
    def where(self) -> nav.Where | None:
        return nav.where_of(self.request) if self.signed_in else None

    @cached_property
    def bell(self) -> dict[str, Any] | None:
        found = nav.reminders() if self.signed_in else None
        url = address(found.url_name) if found else ""
        return {"url": url, "count": found.count(self.request)} if found and url else None

    @cached_property
    def duty(self) -> str:
        """The weightiest post somebody holds, beside the name."""
        held = {one.role for one in self.actor.held}
        return next((word for role, word in ROLES.items() if role in held), "")

    @property
    def search(self) -> str:
        return address("search:find")

    @property
    def help(self) -> str:
        return address("handbook:index")

    @property
    def login(self) -> str:
        return address(settings.LOGIN_URL)

    @property
    def logout(self) -> str:
        return address("identity:logout")

    @property
    def password(self) -> str:
        return address("identity:password")


def shell(request: HttpRequest) -> dict[str, Any]:
    """``shell`` for the frame and ``actor`` for pages that ask who is looking."""
    made = Shell(request)
    return {"shell": made, "actor": made.actor}
