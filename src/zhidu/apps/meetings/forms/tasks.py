"""Forms about tasks."""

from __future__ import annotations

from typing import Any

from django import forms

from zhidu.apps.meetings.showing import Room
from zhidu.apps.members import queries as members
from zhidu.foundation.clock import today
from zhidu.foundation.ui.forms import Form


class GiveForm(Form):
    """Who, what, by when, on which point."""

    what = forms.CharField(label="要办的事", max_length=200)
    person = forms.TypedChoiceField(label="谁办", coerce=int)
    due = forms.DateField(label="最迟哪天办好")
    point = forms.TypedChoiceField(label="哪一项定的", coerce=int, empty_value=None, required=False)

    def __init__(self, room: Room, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401
        super().__init__(*args, **kwargs)
        people = members.on_day(room.activity.organization_id, today())
        self.fields["person"].choices = [
            ("", "请选择"),
            *((one.person_id, one.person.name) for one in people),
        ]
        points = [(one.pk, f"{number} {one.title}") for number, one in enumerate(room.points, start=1)]
        self.fields["point"].choices = [("", "不属于哪一项"), *points]


class ReportForm(Form):
    """How it stands."""

    words = forms.CharField(label="办到哪一步", max_length=500, widget=forms.Textarea(attrs={"rows": 3}))


class EndForm(Form):
    """Done or dropped, and what came of it."""

    done = forms.ChoiceField(
        label="结果", widget=forms.RadioSelect, choices=[("1", "办好了，办结"), ("0", "不办了，撤销")]
    )
    words = forms.CharField(
        label="办的结果，或不办的理由", max_length=500, widget=forms.Textarea(attrs={"rows": 3})
    )
    version = forms.IntegerField(widget=forms.HiddenInput)


class MoveForm(Form):
    """Another day, and why."""

    due = forms.DateField(label="改到哪天")
    words = forms.CharField(label="为什么", max_length=500)
    version = forms.IntegerField(widget=forms.HiddenInput)
