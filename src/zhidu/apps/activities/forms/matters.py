"""Forms of matters."""

from __future__ import annotations

from typing import Any

from django import forms

from zhidu.apps.activities.actions.matters import TYPES
from zhidu.foundation.ui.forms import Form


class MatterForm(Form):
    """A new matter; its procedure is one of the books in force."""

    organization = forms.ChoiceField(label="组织")
    type = forms.ChoiceField(label="类型", choices=[(name, one.chinese) for name, one in TYPES.items()])
    title = forms.CharField(label="名称", max_length=200)
    procedure = forms.ChoiceField(label="所走的程序", required=False)
    first = forms.DateField(label="自", required=False)
    last = forms.DateField(label="至", required=False, help_text="没有定的不填；办完以后用“办结事项”。")

    def __init__(
        self,
        *args: Any,  # noqa: ANN401
        places: list[tuple[str, str]],
        procedures: list[tuple[str, str]],
        **kwargs: Any,  # noqa: ANN401
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["organization"].choices = places if len(places) == 1 else [("", "请选择"), *places]
        self.fields["procedure"].choices = [("", "没有规定程序"), *procedures]


class CloseForm(Form):
    """The last day of a matter."""

    last = forms.DateField(label="办结日期")
    reason = forms.CharField(label="说明", max_length=300, required=False)
    version = forms.IntegerField(widget=forms.HiddenInput)
