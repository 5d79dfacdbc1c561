"""课后反映."""

from __future__ import annotations

from django import forms

from zhidu.apps.activities.models import Understood, Useful
from zhidu.foundation.ui.forms import Form


class FeedbackForm(Form):
    """Two words, a sentence, and whether it is signed."""

    understood = forms.ChoiceField(
        label="听懂了吗", choices=[(one.value, one.chinese) for one in Understood], widget=forms.RadioSelect
    )
    useful = forms.ChoiceField(
        label="有用吗", choices=[(one.value, one.chinese) for one in Useful], widget=forms.RadioSelect
    )
    words = forms.CharField(
        label="想多听什么、哪里没听懂",
        max_length=200,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    named = forms.BooleanField(label="写上我的名字", required=False)
