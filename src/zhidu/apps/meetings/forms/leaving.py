"""Forms: who left, who sits in for whom, and the switch for signing in oneself."""

from __future__ import annotations

from typing import Any

from django import forms

from zhidu.apps.meetings.showing import Room
from zhidu.foundation.ui.forms import Form

CHOOSE = ("", "请选择")


class LeaveForm(Form):
    """Who left, when, and why."""

    person = forms.TypedChoiceField(label="谁离会", coerce=int)
    why = forms.CharField(label="为什么", max_length=40)
    at = forms.TimeField(label="几点离会", required=False)

    def __init__(self, room: Room, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401
        super().__init__(*args, **kwargs)
        roll = room.roll
        there = [one for one in (*roll.present, *roll.observers) if one not in roll.left]
        self.fields["person"].choices = [CHOOSE, *((one, room.names[one]) for one in there)]


class StandInForm(Form):
    """Who sits in for whom."""

    stands_for = forms.TypedChoiceField(label="谁没有到", coerce=int)
    person = forms.TypedChoiceField(label="谁代会", coerce=int)

    def __init__(self, room: Room, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401
        super().__init__(*args, **kwargs)
        roll, taken = room.roll, set(room.roll.substitutes.values())
        away = [one for one in roll.entitled if one not in roll.present and one not in taken]
        self.fields["stands_for"].choices = [CHOOSE, *((one, room.names[one]) for one in away)]
        others = [
            (code.removeprefix("person-"), name)
            for code, name in room.setting.others
            if code.startswith("person-")
        ]
        self.fields["person"].choices = [CHOOSE, *others]


class SwitchForm(Form):
    """On or off, and why."""

    reason = forms.CharField(label="理由", max_length=200, widget=forms.Textarea(attrs={"rows": 2}))
    on = forms.TypedChoiceField(
        label="改成", coerce=lambda value: value == "on", choices=[("on", "开"), ("off", "关")]
    )
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, on: bool, **kwargs: Any) -> None:  # noqa: ANN401
        super().__init__(*args, **kwargs)
        self.fields["on"].widget = forms.HiddenInput()
        self.fields["on"].initial = "off" if on else "on"
