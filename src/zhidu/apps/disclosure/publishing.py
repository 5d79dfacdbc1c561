"""Putting up what a procedure wants read before a step is decided (公示): a notice of this app."""

from __future__ import annotations

from datetime import date

from django.urls import reverse

from zhidu.apps.disclosure.actions import publish
from zhidu.apps.disclosure.entries import Entry
from zhidu.apps.disclosure.states import Audience, Category, Channel
from zhidu.apps.procedures.ports import Published
from zhidu.foundation.access.rules import Actor


class NoticePublisher:
    """Serves ``procedures.ports``: publications are notices, so residents and clauses see them like any other."""

    def publish(
        self,
        *,
        actor: Actor,
        organization: int,
        matter: int,
        title: str,
        text: str,
        to_everybody: bool,
        about_person: bool,
        first: date,
        last: date | None,
    ) -> Published:
        """A notice from *first* to *last*."""
        category = Category.RECRUITMENT if about_person and last is not None else Category.PARTY
        made = publish(
            actor=actor,
            organization=organization,
            entry=Entry(
                category=category.value,
                title=title,
                text=text,
                audience=(Audience.PUBLIC if to_everybody else Audience.MEMBERS).value,
                via=(Channel.SITE.value,),
                first=first,
                last=last,
                matter=matter,
            ),
        )
        return Published(made.code, made.get_absolute_url())

    def address(self, code: str) -> str:
        """The page of the notice; '' for a code that is none."""
        number = code.removeprefix("notice-")
        return reverse("disclosure:one", args=[int(number)]) if number.isdecimal() else ""
