"""请假 and the answer to it."""

from __future__ import annotations

from django import forms

from zhidu.apps.activities.states import Ground
from zhidu.foundation.ui.forms import Form


class LeaveForm(Form):
    """One reason, one sentence."""

    ground = forms.ChoiceField(
        label="什么原因", choices=[(one.value, one.chinese) for one in Ground], widget=forms.RadioSelect
    )
    words = forms.CharField(
        label="还想说一句", max_length=200, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )


class DecideForm(Form):
    """准 or 不准."""

    decision = forms.ChoiceField(
        label="怎样答复", choices=[("grant", "准假"), ("refuse", "不准")], widget=forms.RadioSelect
    )
    note = forms.CharField(
        label="不准的理由", max_length=200, required=False, help_text="不准的才填，本人会看到。"
    )


class ConsentForm(Form):
    """同意 or 不同意."""

    decision = forms.ChoiceField(
        label="怎样答复", choices=[("grant", "同意改期"), ("refuse", "不同意")], widget=forms.RadioSelect
    )
    words = forms.CharField(
        label="要说的话", max_length=200, required=False, help_text="不同意的写明理由，请示的人会看到。"
    )
