"""Forms as this site writes them: Chinese sentences for what is missing, the right widget for each value."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms

from zhidu.foundation.acts import Stale, Wrong
from zhidu.foundation.ui.selects import QuickSelect

__all__ = ["Form", "add_faults"]


class Form(forms.Form):
    """A form whose refusals say what would be right.

    Date and time fields become those of the browser; a field without an own sentence says 请填… or 请选….
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401
        kwargs.setdefault("label_suffix", "")
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            _dress(field)

    def add_fields(self, fields: Mapping[str, forms.Field]) -> None:
        """More fields, made while the form is made, with the same widgets and sentences as the others."""
        for name, field in fields.items():
            self.fields[name] = field
            _dress(field)


def _dress(field: forms.Field) -> None:
    label = field.label or "这一项"
    choosing = isinstance(field, forms.ChoiceField | forms.ModelChoiceField)
    standard = forms.Field.default_error_messages["required"]
    if field.error_messages.get("required") is standard:
        field.error_messages["required"] = f"请{'选' if choosing else '填'}{label}。"
    widget = field.widget
    if type(widget) is forms.Select:
        # the choices are bound to this very object already; only how it is written out differs
        widget.__class__ = QuickSelect
    if type(widget) is forms.DateInput:
        widget.input_type, widget.format = "date", "%Y-%m-%d"
        field.error_messages["invalid"] = f"{label}应是一个日期，如 2026-11-18。"
    elif type(widget) is forms.TimeInput:
        widget.input_type, widget.format = "time", "%H:%M"
        field.error_messages["invalid"] = f"{label}应是一个时间，如 19:00。"
    elif type(widget) is forms.DateTimeInput:
        widget.input_type, widget.format = "datetime-local", "%Y-%m-%dT%H:%M"
    elif type(widget) is forms.Textarea and widget.attrs.get("rows") == "10":
        widget.attrs["rows"] = "4"
    elif type(widget) is forms.NumberInput:
        widget.attrs.setdefault(
            "inputmode", "decimal" if isinstance(field, forms.DecimalField) else "numeric"
        )


def add_faults(form: forms.Form, wrong: Wrong) -> forms.Form:
    """Put what an act refused onto the fields it names; the rest goes to the top of the form."""
    for name, sentence in wrong.faults.items():
        form.add_error(name if name in form.fields else None, sentence)
    form.is_stale = isinstance(wrong, Stale)
    return form
