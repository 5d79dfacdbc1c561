"""Forms of the room: who serves, what was decided, and how it ended."""

from __future__ import annotations

from typing import Any

from django import forms

from zhidu.apps.meetings import closing
from zhidu.apps.meetings.showing import Room
from zhidu.apps.meetings.states import Progress
from zhidu.foundation.clock import now
from zhidu.foundation.ui.forms import Form

NOBODY = ("", "还没有定")


class ServeForm(Form):
    """Who chairs, who takes the minutes, who sits in from elsewhere."""

    chair = forms.TypedChoiceField(label="主持", coerce=int, empty_value=None, required=False)
    recorder = forms.TypedChoiceField(label="记录", coerce=int, empty_value=None, required=False)
    guests = forms.CharField(label="列席的其他人", max_length=200, required=False)
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, room: Room, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401
        meeting = room.held
        kwargs["initial"] = {
            "chair": meeting.chair_id,
            "recorder": meeting.recorder_id,
            "guests": meeting.guests,
            "version": meeting.version,
        }
        super().__init__(*args, **kwargs)
        roll = room.roll
        away = {*roll.leave, *roll.absent}
        people = [one for one in (*roll.entitled, *roll.observers) if one not in away]
        choices = [NOBODY, *((one, room.names[one]) for one in people)]
        for name in ("chair", "recorder"):
            self.fields[name].choices = choices


class DecideForm(Form):
    """What was decided on one point, and who thought otherwise."""

    decision = forms.CharField(
        label="决定", required=False, max_length=4000, widget=forms.Textarea(attrs={"rows": 4})
    )
    dissent = forms.CharField(
        label="不同意见", required=False, max_length=4000, widget=forms.Textarea(attrs={"rows": 2})
    )
    version = forms.IntegerField(widget=forms.HiddenInput)


class PutOffForm(Form):
    """Why a point is not dealt with this time."""

    reason = forms.CharField(
        label="理由", max_length=200, widget=forms.Textarea(attrs={"rows": 2}), help_text="写进会议记录。"
    )


class CloseForm(Form):
    """The hours, and what became of points nobody touched."""

    begins = forms.TimeField(label="开始", required=False)
    ends = forms.TimeField(label="结束", required=False)
    rest = forms.ChoiceField(
        label="没有点过的议程",
        required=False,
        widget=forms.RadioSelect,
        choices=[(Progress.DONE.value, "都议过了"), (Progress.PUT_OFF.value, "这次都不议")],
    )
    why = forms.CharField(
        label="不议的理由", required=False, max_length=200, help_text="有要表决的事这次不议，才要写。"
    )

    def __init__(self, room: Room, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401
        meeting, day = room.held, room.activity.on
        begins = closing.clock(meeting.opened_at, day)
        ends = closing.clock(now(), day)
        late = begins is not None and ends is not None and ends > begins
        kwargs["initial"] = {"begins": begins, "ends": ends if late else None}
        super().__init__(*args, **kwargs)
        self.waiting = [one for one in room.shown if one.state == Progress.WAITING and not _decided(one)]
        if not self.waiting:
            self.fields.pop("rest")
        if not any(one.clause for one in self.waiting):
            self.fields.pop("why")


def _decided(one: Any) -> bool:  # noqa: ANN401 - a point as it is shown
    return one.point is not None and bool(one.point.decision)
