"""The roll as a form: every name with how it stands; what was not touched is not written again."""

from __future__ import annotations

from typing import Any

from django import forms

from zhidu.apps.activities.states import Standing
from zhidu.apps.meetings.actions.sign import Mark
from zhidu.apps.meetings.showing import Room
from zhidu.foundation.ui.forms import Form

CHOICES = (
    (Standing.PRESENT.value, "到会"),
    (Standing.LEAVE.value, "请假"),
    (Standing.ABSENT.value, "缺席"),
)


def _number(code: str) -> int:
    return int(code.rpartition("-")[2])


class NamesForm(Form):
    """One choice and one ground a name; observers are ticked from the rest of the register."""

    observing = forms.MultipleChoiceField(
        label="列席的人", widget=forms.CheckboxSelectMultiple, required=False
    )

    def __init__(self, room: Room, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401
        super().__init__(*args, **kwargs)
        self.room = room
        roll = room.roll
        self.people = [*roll.entitled, *roll.excluded]
        self.was = {
            **dict.fromkeys(roll.present, Standing.PRESENT.value),
            **dict.fromkeys(roll.leave, Standing.LEAVE.value),
            **dict.fromkeys(roll.absent, Standing.ABSENT.value),
        }
        made: dict[str, forms.Field] = {}
        for one in self.people:
            name = room.names[one]
            made[f"s_{one}"] = forms.ChoiceField(
                choices=CHOICES,
                required=False,
                label=f"{name}的到会情况",
                widget=forms.RadioSelect,
                initial=self.was.get(one, ""),
            )
            made[f"g_{one}"] = forms.CharField(
                required=False,
                max_length=40,
                label=f"{name}没有到的事由",
                widget=forms.TextInput(attrs={"placeholder": "事由"}),
                initial=roll.grounds.get(one, ""),
            )
            # what stood there when the page was opened: somebody else's newer mark is not written over
            made[f"w_{one}"] = forms.CharField(
                required=False,
                widget=forms.HiddenInput,
                initial=f"{self.was.get(one, '')}|{roll.grounds.get(one, '')}",
            )
        self.add_fields(made)
        sitting = set(roll.observers)
        # whoever was asked beforehand comes first
        first = {*roll.asked, *sitting}
        self.fields["observing"].choices = sorted(
            room.setting.others, key=lambda one: _number(one[0]) not in first
        )
        self.fields["observing"].initial = [
            code for code, _ in room.setting.others if _number(code) in sitting
        ]
        self.sitting = sitting

    @property
    def rows(self) -> list[tuple[str, str, Any, Any, Any]]:
        """Name, a remark, choice, ground and what stood there."""
        return [
            (
                self.room.names[one],
                self._remark(one),
                self[f"s_{one}"],
                self[f"g_{one}"],
                self[f"w_{one}"],
            )
            for one in self.people
        ]

    def _remark(self, person: int) -> str:
        roll, words = self.room.roll, self.room.setting.words
        if person in roll.excluded:
            return f"不计入应到：{words.word(roll.excluded[person])}；到了会就重新计入"
        said = [roll.left[person]] if person in roll.left else []
        return "，".join(["自己签到", *said] if person in roll.signed_themselves else said)

    def marks(self) -> list[Mark]:
        """Only what was changed on this page."""
        found = []
        data = self.cleaned_data
        for one in self.people:
            standing, ground = data.get(f"s_{one}", ""), data.get(f"g_{one}", "").strip()
            if standing in {"", Standing.PRESENT}:
                ground = ""
            if f"{standing}|{ground}" != data.get(f"w_{one}", ""):
                found.append(Mark(one, standing, ground))
        chosen = {}
        for code in data.get("observing", ()):
            prefix, _, number = code.rpartition("-")
            chosen[int(number)] = prefix == "prospect"
        found += [
            Mark(one, Standing.OBSERVER.value, prospect=prospect)
            for one, prospect in chosen.items()
            if one not in self.sitting
        ]
        found += [Mark(one, "") for one in sorted(self.sitting - chosen.keys())]
        return found
