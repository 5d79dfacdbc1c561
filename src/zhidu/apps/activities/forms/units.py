"""Forms about the organisations at a meeting."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from django import forms

from zhidu.foundation.clock import today
from zhidu.foundation.ui.forms import Form

USUAL = timedelta(days=15)
"""How long an answer may take, before anybody says otherwise."""


class PartnersForm(Form):
    """Who holds it together."""

    organizations = forms.TypedMultipleChoiceField(
        label="共同召开的组织", coerce=int, required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, nodes: Iterable[Any], **kwargs: Any) -> None:  # noqa: ANN401
        super().__init__(*args, **kwargs)
        self.fields["organizations"].choices = [(one.pk, one.name) for one in nodes]


class _Unit(Form):
    unit = forms.TypedChoiceField(label="哪个单位", coerce=int)

    def __init__(self, *args: Any, nodes: Iterable[Any], **kwargs: Any) -> None:  # noqa: ANN401
        super().__init__(*args, **kwargs)
        self.fields["unit"].choices = [("", "请选择"), *((one.pk, one.name) for one in nodes)]


class ReportForm(_Unit):
    """What a unit reported."""

    progress = forms.CharField(label="进度和成绩", max_length=500, widget=forms.Textarea(attrs={"rows": 2}))
    issues = forms.CharField(label="问题和思路", max_length=500, widget=forms.Textarea(attrs={"rows": 2}))
    tasks = forms.CharField(
        label="交办的任务和时限", max_length=500, widget=forms.Textarea(attrs={"rows": 2})
    )


class QuestionForm(_Unit):
    """What a unit is asked."""

    words = forms.CharField(label="问题", max_length=200)
    due = forms.DateField(label="最迟哪天答复")

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401
        super().__init__(*args, **kwargs)
        self.fields["due"].initial = today() + USUAL
        self.fields["due"].widget.attrs["min"] = today().isoformat()


class ReplyForm(Form):
    """What came of it."""

    words = forms.CharField(
        label="怎样研究、怎样解决", max_length=2000, widget=forms.Textarea(attrs={"rows": 5})
    )
