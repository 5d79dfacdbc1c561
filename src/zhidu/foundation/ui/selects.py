"""A list to choose from, written out at once: Django takes a template for every single line of it."""

from __future__ import annotations

from typing import Any

from django import forms
from django.forms.renderers import BaseRenderer
from django.forms.utils import flatatt
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString


class QuickSelect(forms.Select):
    """As :class:`django.forms.Select`, the same markup; hundreds of kinds or organisations cost next to nothing."""

    def _render(
        self,
        template_name: str,  # noqa: ARG002 - as Django passes it
        context: dict[str, Any],
        renderer: BaseRenderer | None = None,  # noqa: ARG002
    ) -> SafeString:
        widget = context["widget"]
        parts = [
            _options(options)
            if not name
            else format_html('<optgroup label="{}">{}</optgroup>', name, _options(options))
            for name, options, _ in widget["optgroups"]
        ]
        return format_html(
            '<select name="{}"{}>{}</select>',
            widget["name"],
            flatatt(widget["attrs"]),
            SafeString("".join(parts)),
        )


def _options(options: list[dict[str, Any]]) -> SafeString:
    return format_html_join(
        "",
        '<option value="{}"{}>{}</option>',
        ((one["value"], flatatt(one["attrs"]), one["label"]) for one in options),
    )
