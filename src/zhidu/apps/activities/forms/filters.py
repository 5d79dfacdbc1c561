"""Forms that ask before anything is shown: conditions of a list, and which record is to be made where."""

from __future__ import annotations

from typing import Any

from django import forms

from zhidu.apps.activities.kinds import grouped
from zhidu.apps.activities.listing import ABOUT, STATES, Asked
from zhidu.foundation.ui.forms import Form


def kind_choices(empty: str) -> list[Any]:
    """Every kind under its heading."""
    return [("", empty), *((title, [(one.name, one.chinese) for one in found]) for title, found in grouped())]


class FilterForm(Form):
    """Conditions of the list; whatever cannot be read is left aside."""

    organization = forms.ChoiceField(label="组织", required=False)
    kind = forms.ChoiceField(label="类别", required=False)
    first = forms.DateField(label="自", required=False)
    last = forms.DateField(label="至", required=False)
    state = forms.ChoiceField(label="状态", choices=[("", "有效的"), *STATES], required=False)
    # no database keeps a larger number
    person = forms.IntegerField(required=False, max_value=2**63 - 1, widget=forms.HiddenInput)
    about = forms.ChoiceField(choices=ABOUT, required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, places: list[tuple[str, str]], **kwargs: Any) -> None:  # noqa: ANN401
        super().__init__(*args, **kwargs)
        self.fields["organization"].choices = [("", "全部"), *places]
        self.fields["kind"].choices = kind_choices("全部")

    @property
    def asked(self) -> Asked:
        self.is_valid()
        data = self.cleaned_data
        for field in self.fields.values():
            # that a condition may be left out goes without saying
            field.required = True
        return Asked(
            about=data.get("about", ""),
            organization=int(data["organization"]) if data.get("organization") else None,
            kind=data.get("kind", ""),
            first=data.get("first"),
            last=data.get("last"),
            state=data.get("state", ""),
            person=data.get("person"),
        )


class ChooseForm(Form):
    """Which kind of record, and where."""

    node = forms.ChoiceField(label="在哪里")
    kind = forms.ChoiceField(label="记什么")
    back = forms.CharField(required=False, max_length=20, widget=forms.HiddenInput)

    def __init__(self, *args: Any, places: list[tuple[str, str]], **kwargs: Any) -> None:  # noqa: ANN401
        super().__init__(*args, **kwargs)
        self.fields["node"].choices = places if len(places) == 1 else [("", "请选择"), *places]
        self.fields["kind"].choices = kind_choices("请选择")
