"""Which ledgers are asked for."""

from __future__ import annotations

from typing import Any

from django import forms

from zhidu.foundation.clock import today
from zhidu.foundation.ui.forms import Form

BACK = 10
"""Years that are offered."""


class LedgerForm(Form):
    """Of which organisation, and of which year."""

    organization = forms.ChoiceField(label="党组织")
    year = forms.ChoiceField(label="年度")

    def __init__(self, *args: Any, places: list[tuple[str, str]], **kwargs: Any) -> None:  # noqa: ANN401
        super().__init__(*args, **kwargs)
        self.fields["organization"].choices = places
        now = today().year
        self.fields["year"].choices = [(str(one), f"{one} 年") for one in range(now, now - BACK, -1)]

    def values(self) -> dict[str, int]:
        """As the act takes them."""
        return {name: int(self.cleaned_data[name]) for name in ("organization", "year")}
