"""Forms about ways out of the site."""

from __future__ import annotations

from django import forms

from zhidu.foundation.outbox.gateways import gateways
from zhidu.foundation.outbox.models import BY_MAIL
from zhidu.foundation.ui.forms import Form


class ProbeForm(Form):
    """Which way a test message goes, and where to."""

    via = forms.ChoiceField(label="经由", widget=forms.RadioSelect, required=False)
    address = forms.CharField(label="寄到哪里", max_length=254, help_text="写自己看得到的邮箱或号码。")

    def __init__(self, *args: object, mail: bool, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        ways = [(BY_MAIL, "邮件")] if mail else []
        ways += [(one.name, one.title) for one in gateways().values()]
        self.fields["via"].choices = ways
        self.fields["via"].initial = ways[0][0] if ways else ""
        self.fields["via"].required = len(ways) > 1
        if len(ways) < 2:
            self.fields["via"].widget = forms.HiddenInput()

    def chosen(self) -> str:
        """The way; by mail where nobody said."""
        return str(self.cleaned_data["via"] or self.fields["via"].initial or BY_MAIL)
