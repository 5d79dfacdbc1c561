"""Forms about mail."""

from __future__ import annotations

from django import forms

from zhidu.foundation.ui.forms import Form


class TestMailForm(Form):
    """Where a test mail goes."""

    address = forms.CharField(label="寄到哪个邮箱", max_length=254, help_text="寄到自己看得到的邮箱。")
