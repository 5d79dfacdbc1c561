"""Calling off, declaring void: a reason, and for the second the name typed out."""

from __future__ import annotations

from django import forms

from zhidu.foundation.ui.forms import Form


class CancelForm(Form):
    """Why an arrangement is called off."""

    reason = forms.CharField(label="为什么取消", max_length=300)
    notify = forms.BooleanField(label="告诉应到会的人（有帐号的）", required=False, initial=True)
    version = forms.IntegerField(widget=forms.HiddenInput)


class VoidForm(Form):
    """Why a record is void; the kind typed out says that it is meant."""

    reason = forms.CharField(label="为什么作废", max_length=300)
    name = forms.CharField(label="为确认，请照写这条记录的类别", max_length=60)
    version = forms.IntegerField(widget=forms.HiddenInput)
