"""The forms of a page as a browser would send them, read from the page itself."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any

PRESENT = re.compile(r"s_\d+")
OF_THE_FRAME = ("/logout/", "/large-type/")


@dataclass
class Field:
    """One control: what it is, what stands in it, what it offers."""

    kind: str
    values: list[str] = field(default_factory=list)
    offered: list[str] = field(default_factory=list)
    required: bool = False


@dataclass
class PageForm:
    """One form that posts."""

    action: str
    fields: dict[str, Field] = field(default_factory=dict)
    buttons: list[tuple[str, str]] = field(default_factory=list)

    def filled(self, page: str) -> dict[str, Any]:
        """What stands in it, with something plausible wherever the page insists on an answer."""
        found: dict[str, Any] = {}
        for name, one in self.fields.items():
            values = list(one.values) or one.offered[:1] * (one.kind == "select")
            if PRESENT.fullmatch(name):
                pass  # everybody was there, but for those pointed out
            elif not any(values) and (one.required or one.kind == "radio" or name == "who"):
                values = [_plausible(name, one, page)]
            if one.kind != "file" and values:
                found[name] = values
        if self.buttons:
            found.setdefault(*self.buttons[-1])
        return found


def _plausible(name: str, one: Field, page: str) -> str:
    if one.offered:
        return next((value for value in one.offered if value), "")
    if name == "confirm" and (typed := re.search(r"请输入“([^”]+)”", page)):
        return typed[1]
    return {"date": "2026-11-20", "number": "1", "time": "10:00"}.get(one.kind, "试试")


class _Reader(HTMLParser):
    def __init__(self, address: str) -> None:
        super().__init__()
        self.address, self.forms = address, list[PageForm]()
        self._form: PageForm | None = None
        self._select = self._area = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag == "form" and (given.get("method") or "").lower() == "post":
            self._form = PageForm(given.get("action") or self.address)
        elif self._form is not None:
            self._inside(self._form, tag, given)

    def _inside(self, form: PageForm, tag: str, given: dict[str, str | None]) -> None:
        name = given.get("name") or ""
        if tag == "option" and self._select:
            one = form.fields[self._select]
            one.offered.append(given.get("value") or "")
            if "selected" in given:
                one.values.append(given.get("value") or "")
        if not name or name == "csrfmiddlewaretoken":
            return
        if tag == "button":
            form.buttons.append((name, given.get("value") or ""))
        elif tag == "select":
            self._select = name
            form.fields[name] = Field("select", required="required" in given)
        elif tag == "textarea":
            self._area = name
            form.fields[name] = Field("textarea", required="required" in given)
        elif tag == "input":
            self._input(form, name, given)

    def _input(self, form: PageForm, name: str, given: dict[str, str | None]) -> None:
        kind = given.get("type") or "text"
        one = form.fields.setdefault(name, Field(kind))
        one.required |= "required" in given
        value = given.get("value") or ""
        if kind in {"radio", "checkbox"}:
            one.offered.append(value)
            if "checked" in given:
                one.values.append(value)
        else:
            one.values.append(value)

    def handle_data(self, data: str) -> None:
        if self._form is not None and self._area:
            self._form.fields[self._area].values.append(data.strip("\n"))

    def handle_endtag(self, tag: str) -> None:
        if tag == "form" and self._form is not None:
            self.forms.append(self._form)
            self._form = None
        elif tag == "select":
            self._select = ""
        elif tag == "textarea":
            self._area = ""


def forms_of(page: str, address: str) -> Iterator[PageForm]:
    """The forms of a page that do something, without those of the frame round it."""
    reader = _Reader(address)
    reader.feed(page)
    for one in reader.forms:
        if one.action not in OF_THE_FRAME and (one.fields or one.buttons):
            yield one
