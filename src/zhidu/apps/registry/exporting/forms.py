"""The form of a list: whose, who of them, which columns, and why what is masked is wanted."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms

from zhidu.apps.registry.classes import EDUCATION, SEXES
from zhidu.apps.registry.exporting.lists import SENSITIVE, USUAL, Wanted
from zhidu.apps.registry.importing.columns import NAME, columns, type_titles
from zhidu.apps.registry.looking import LONGEST_REASON
from zhidu.apps.registry.models import SavedList
from zhidu.foundation.ui.forms import Form

_MEMBERS = ("full_member", "probationary_member")


class ExportForm(Form):
    """Choosing a list."""

    organization = forms.TypedChoiceField(label="哪个组织（含下级）", coerce=int)
    types = forms.MultipleChoiceField(
        label="类别", required=False, widget=forms.CheckboxSelectMultiple, help_text="都不选就是全部。"
    )
    sex = forms.ChoiceField(label="性别", required=False, choices=[("", "不限"), *SEXES.items()])
    education = forms.ChoiceField(label="学历", required=False, choices=[("", "不限"), *EDUCATION.items()])
    born_from = forms.DateField(label="出生不早于", required=False)
    born_to = forms.DateField(label="出生不晚于", required=False)
    columns = forms.MultipleChoiceField(label="要哪几栏", required=False, widget=forms.CheckboxSelectMultiple)
    secret = forms.MultipleChoiceField(
        label="盖住的内容",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="选了要写理由；名单里的每个人在“我的资料”里看得到是谁、什么时候、为什么导出的。",
    )
    why = forms.CharField(label="为什么要盖住的内容", required=False, max_length=LONGEST_REASON)
    name = forms.CharField(label="存为常用的名称", required=False, max_length=30)

    def __init__(
        self,
        *args: Any,  # noqa: ANN401
        organizations: Iterable[tuple[str, str]],
        saved: SavedList | None = None,
        **kwargs: Any,  # noqa: ANN401
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["organization"].choices = list(organizations)
        self.fields["types"].choices = list(type_titles().items())
        plain = [(key, one.title) for key, one in columns().items() if key not in SENSITIVE and key != NAME]
        self.fields["columns"].choices = plain
        self.fields["secret"].choices = [(key, columns()[key].title) for key in SENSITIVE]
        chosen = saved.columns if saved is not None else USUAL
        self.initial |= {"columns": chosen, "secret": [key for key in chosen if key in SENSITIVE]}
        self.initial |= saved.narrowed if saved is not None else {"types": list(_MEMBERS)}

    def chosen(self) -> list[str]:
        """The columns, the name always among them."""
        return [NAME, *self.cleaned_data["columns"], *self.cleaned_data["secret"]]

    def wanted(self) -> Wanted:
        """The conditions."""
        data = self.cleaned_data
        return Wanted(
            tuple(data["types"]), data["sex"], data["education"], data["born_from"], data["born_to"]
        )
