"""Forms of the file: a field of the file, a field of the form."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms

from zhidu.apps.members.queries import MEMBER_TYPES, PROSPECT_TYPES, post_names, type_name
from zhidu.apps.registry.fields import FIELDS, SECTIONS, Field, Given
from zhidu.apps.registry.photos import TAKEN
from zhidu.apps.registry.roll import LACKING, ORDERS
from zhidu.foundation.files.forms import Upload
from zhidu.foundation.ui.forms import Form

WHY = 120


def _form_field(one: Field, *, kept: bool) -> forms.Field:
    """How a field is asked for; of a sensitive one nothing is written into the page."""
    about: dict[str, Any] = {"label": one.title, "required": False, "help_text": one.hint}
    if one.sensitive and kept:
        about["help_text"] = f"已经登记，这里不显示；要改才填。{one.hint}"
    if one.choices:
        return forms.ChoiceField(choices=[("", "没有登记"), *one.choices.items()], **about)
    if one.is_day:
        return forms.DateField(widget=forms.DateInput, **about)
    if one.key == "family":
        return forms.CharField(widget=forms.Textarea(attrs={"rows": "3"}), **about)
    widget = forms.TextInput(attrs={"autocomplete": "off"}) if one.sensitive else forms.TextInput
    return forms.CharField(widget=widget, **about)


class FileForm(Form):
    """All fields of a file. *values* are those that stand there; sensitive ones stay where they are unless written."""

    def __init__(self, *args: Any, values: dict[str, str], version: int, **kwargs: Any) -> None:  # noqa: ANN401
        kwargs["initial"] = {key: text for key, text in values.items() if not FIELDS[key].sensitive} | {
            "version": version
        }
        super().__init__(*args, **kwargs)
        kept = [one for one in FIELDS.values() if one.sensitive and values[one.key]]
        added: dict[str, forms.Field] = {
            "version": forms.IntegerField(widget=forms.HiddenInput),
            **{one.key: _form_field(one, kept=one in kept) for one in FIELDS.values()},
        }
        if kept:
            added["emptied"] = forms.MultipleChoiceField(
                label="要清空的",
                required=False,
                choices=[(one.key, one.title) for one in kept],
                widget=forms.CheckboxSelectMultiple,
                help_text="登错了、又不知道对的，勾上清空；原来写的仍留在历史里。",
            )
        added["why"] = forms.CharField(
            label="理由", required=False, max_length=WHY, help_text="改动已经登记的，写一句为什么。"
        )
        self.add_fields(added)

    def given(self) -> dict[str, Given]:
        """What was filled in, for the act."""
        emptied = set(self.cleaned_data.get("emptied", ()))
        found: dict[str, Given] = {}
        for key, one in FIELDS.items():
            text: str | date | None = self.cleaned_data[key]
            if not one.sensitive or text:
                found[key] = text
            elif key in emptied:
                found[key] = ""
        return found

    def parts(self) -> list[tuple[str, list[forms.BoundField]]]:
        """(heading, fields) as they stand on the page."""
        return [
            (section, [self[one.key] for one in FIELDS.values() if one.section == section])
            for section in SECTIONS
        ]


class WhyForm(Form):
    """Why somebody has to read what is masked."""

    why = forms.CharField(label="为什么要看", max_length=WHY)


class PhotoForm(Form):
    """A photograph, or none any more."""

    upload = Upload(label="照片", required=False)
    gone = forms.BooleanField(label="去掉现在的照片", required=False)

    def __init__(self, *args: Any, kept: bool, **kwargs: Any) -> None:  # noqa: ANN401
        super().__init__(*args, **kwargs)
        self.fields[
            "upload"
        ].help_text = f"{'、'.join(TAKEN).lower()} 图片；存下来的是缩小的一张，拍摄的位置、时间都去掉。"
        if not kept:
            del self.fields["gone"]


class AnswerForm(Form):
    """The answer to what somebody wants put right."""

    accepted = forms.ChoiceField(
        label="答复",
        choices=[("yes", "核对无误，照此更正"), ("no", "不更正")],
        widget=forms.RadioSelect,
    )
    words = forms.CharField(label="说明", required=False, max_length=200, help_text="不更正的，写清依据。")


_WHO = [
    ("", "全部"),
    ("member", "党员"),
    *((one, type_name(one)) for one in (*MEMBER_TYPES, *PROSPECT_TYPES)),
]


def _choice(key: str, label: str) -> forms.ChoiceField:
    return forms.ChoiceField(
        label=label, required=False, choices=[("", "全部"), *FIELDS[key].choices.items()]
    )


def _years(label: str) -> forms.IntegerField:
    return forms.IntegerField(label=label, required=False, min_value=0, max_value=120)


class RollForm(Form):
    """Narrowing the list of people; every field may stay empty."""

    q = forms.CharField(label="姓名、拼音", required=False, max_length=60)
    type = forms.ChoiceField(label="类别", required=False, choices=_WHO)
    sex = _choice("sex", "性别")
    age_from = _years("年龄自")
    age_to = _years("年龄至")
    education = _choice("education", "学历")
    work_class = _choice("work_class", "职业类别")
    years_from = _years("党龄自")
    years_to = _years("党龄至")
    post = forms.ChoiceField(label="职务", required=False, choices=[("", "全部"), *post_names().items()])
    lacks = forms.ChoiceField(
        label="没有填",
        required=False,
        choices=[("", "不限"), *((key, FIELDS[key].title) for key in LACKING)],
    )
    order = forms.ChoiceField(label="排列", required=False, choices=list(ORDERS.items()))
    organization = forms.CharField(required=False, widget=forms.HiddenInput, max_length=20)
