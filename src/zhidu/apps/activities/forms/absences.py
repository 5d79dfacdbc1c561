"""外出请假: asking for it, for oneself or for somebody who said so, and the answer."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django import forms

from zhidu.apps.activities.states import Ground
from zhidu.foundation.clock import today
from zhidu.foundation.ui.forms import Form

USUAL = timedelta(days=15)
"""What is filled in before anybody says otherwise."""


class AbsenceForm(Form):
    """From when to when, and why."""

    first = forms.DateField(label="哪天走")
    last = forms.DateField(label="哪天回来")
    ground = forms.ChoiceField(
        label="什么原因",
        choices=[(one.value, one.chinese) for one in (Ground.AWAY, *(g for g in Ground if g != Ground.AWAY))],
        widget=forms.RadioSelect,
        initial=Ground.AWAY.value,
    )
    words = forms.CharField(label="去哪里、做什么", max_length=200, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401
        kwargs.setdefault("initial", {"first": today(), "last": today() + USUAL})
        super().__init__(*args, **kwargs)
        self.fields["last"].widget.attrs["min"] = today().isoformat()


class ForAnotherForm(AbsenceForm):
    """The same of a member who said so by word of mouth."""

    person = forms.TypedChoiceField(label="哪位党员", coerce=int)

    def __init__(self, *args: Any, people: list[tuple[int, str]], **kwargs: Any) -> None:  # noqa: ANN401
        super().__init__(*args, **kwargs)
        self.fields["person"].choices = [("", "请选择"), *people]


class AnswerForm(Form):
    """准 or 不准."""

    decision = forms.ChoiceField(
        label="怎样答复", choices=[("grant", "准假"), ("refuse", "不准")], widget=forms.RadioSelect
    )
    note = forms.CharField(
        label="不准的理由", max_length=200, required=False, help_text="不准的才填，本人会看到。"
    )
    version = forms.IntegerField(widget=forms.HiddenInput)


class BackForm(Form):
    """Back, or not going after all."""

    version = forms.IntegerField(widget=forms.HiddenInput)
