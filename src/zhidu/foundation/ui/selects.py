"""A list to choose from, written out at once: Django takes a template for every single line of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from django import forms
from django.forms.renderers import BaseRenderer
from django.forms.utils import flatatt
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString, mark_safe


class QuickSelect(forms.Select):
    """As :class:`django.forms.Select`, the same markup; hundreds of kinds or organisations cost next to nothing."""

    def render(
        self,
        name: str,
        value: Any,  # noqa: ANN401 - whatever the field holds
        attrs: Mapping[str, Any] | None = None,
        renderer: BaseRenderer | None = None,  # noqa: ARG002 - as Django passes it
    ) -> SafeString:
        """The list with the chosen line marked."""
        chosen = set(self.format_value(value))
        lines = mark_safe("".join(_lines(self.choices, chosen)))  # noqa: S308 - every part of it is escaped
        return format_html(
            '<select name="{}"{}>{}</select>', name, flatatt(self.build_attrs(self.attrs, attrs)), lines
        )


def _lines(choices: Iterable[tuple[Any, Any]], chosen: set[str]) -> Iterator[str]:
    """Only the first line that fits is marked, as one can be chosen: it is taken out of *chosen*."""
    for value, label in choices:
        if isinstance(label, list | tuple):
            yield f'<optgroup label="{conditional_escape(value)}">'
            yield from _lines(label, chosen)
            yield "</optgroup>"
            continue
        text = "" if value is None else str(value)
        mark = ""
        if text in chosen:
            mark = " selected"
            chosen.clear()
        yield f'<option value="{conditional_escape(text)}"{mark}>{conditional_escape(label)}</option>'
