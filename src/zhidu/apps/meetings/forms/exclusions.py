"""Forms about who is not counted in 应到."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms

from zhidu.apps.activities.setting import Setting
from zhidu.apps.meetings.exclusions import Ground
from zhidu.foundation.ui.forms import Form


class ExcludeForm(Form):
    """One member left out of 应到: who, why, who decided and who consented, from when."""

    person = forms.TypedChoiceField(label="党员", coerce=int)
    ground = forms.ChoiceField(label="情形", widget=forms.RadioSelect)
    reason = forms.CharField(label="具体情况", max_length=200)
    decided_on = forms.DateField(label="党员大会哪天决定")
    approver = forms.CharField(label="哪个上级党组织同意", max_length=120)
    approved_on = forms.DateField(label="上级哪天同意")
    first = forms.DateField(label="从哪天起")
    last = forms.DateField(label="到哪天止", required=False)

    def __init__(self, setting: Setting, grounds: Mapping[str, Ground], *args: Any, **kwargs: Any) -> None:  # noqa: ANN401
        super().__init__(*args, **kwargs)
        self.fields["person"].choices = [
            ("", "请选择"),
            *((one.person, one.name) for one in setting.entitled),
        ]
        self.fields["ground"].choices = [
            (one.word, f"{setting.words.word(one.word)}") for one in grounds.values()
        ]


class EndForm(Form):
    """Why a member is counted again."""

    why = forms.CharField(label="为什么恢复", max_length=200)
    version = forms.IntegerField(widget=forms.HiddenInput)
