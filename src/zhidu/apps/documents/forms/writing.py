"""Forms of documents."""

from __future__ import annotations

from typing import Any

from django import forms

from zhidu.apps.documents.entries import LONGEST_COPIES, LONGEST_NOTE, LONGEST_TEXT, LONGEST_TITLE, Entry
from zhidu.apps.documents.states import Kind, Urgency
from zhidu.foundation.ui.forms import Form


class DocumentForm(Form):
    """A draft. What it answers and what meeting it tells of comes with the address, not from the form."""

    kind = forms.ChoiceField(
        label="文种", choices=[(one.value, one.chinese) for one in Kind if one != Kind.REPLY]
    )
    title = forms.CharField(label="标题", max_length=LONGEST_TITLE)
    receivers = forms.MultipleChoiceField(label="主送", required=False, widget=forms.CheckboxSelectMultiple)
    to_all = forms.BooleanField(label="发给全部直属党组织", required=False)
    text = forms.CharField(
        label="正文", required=False, max_length=LONGEST_TEXT, widget=forms.Textarea(attrs={"rows": 14})
    )
    attached = forms.CharField(
        label="附件说明", required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 2})
    )
    copies = forms.CharField(label="抄送", required=False, max_length=LONGEST_COPIES)
    note = forms.CharField(label="附注", required=False, max_length=LONGEST_NOTE)
    urgency = forms.ChoiceField(
        label="紧急程度", required=False, choices=[(one.value, one.chinese) for one in Urgency]
    )
    version = forms.IntegerField(widget=forms.HiddenInput, initial=0)

    def __init__(
        self,
        *args: Any,  # noqa: ANN401
        receivers: list[tuple[str, str]],
        below: int,
        answers: Any = None,  # noqa: ANN401 - a document
        **kwargs: Any,  # noqa: ANN401
    ) -> None:
        super().__init__(*args, **kwargs)
        if "version" not in self.initial:
            del self.fields["version"]  # a new one has none yet
        self.fields["receivers"].choices = receivers
        if below:
            self.fields["to_all"].label = f"发给全部直属党组织（{below} 个）"
        else:
            self.fields.pop("to_all")
        if answers is not None:
            self.fields["kind"].choices = [(Kind.REPLY.value, Kind.REPLY.chinese)]
            self.fields["receivers"].choices = [(str(answers.organization_id), answers.organization.name)]
            self.fields.pop("to_all", None)

    def entry(self, *, answers: int | None = None, about: int | None = None) -> Entry:
        """What was filled in, as the acts take it."""
        data = self.cleaned_data
        return Entry(
            kind=data["kind"],
            title=data["title"],
            text=data["text"],
            receivers=tuple(int(one) for one in data["receivers"]),
            to_all=data.get("to_all", False),
            attached=data["attached"],
            copies=data["copies"],
            note=data["note"],
            urgency=data["urgency"],
            answers=answers,
            about=about,
        )


class ReasonForm(Form):
    """Why something is returned, or not sent."""

    reason = forms.CharField(label="要改什么", max_length=300, widget=forms.Textarea(attrs={"rows": 3}))
    version = forms.IntegerField(widget=forms.HiddenInput)


class AgencyForm(Form):
    """Under which words an organisation sends documents."""

    mark = forms.CharField(
        label="发文机关标志", max_length=60, help_text="红头上的字，如“中共云溪镇委员会文件”。"
    )
    word = forms.CharField(label="机关代字", max_length=20, help_text="发文字号开头的字，如“云溪党发”。")
    signature = forms.CharField(label="署名", max_length=60, help_text="落款用全称或规范简称。")
    office = forms.CharField(
        label="印发机关", max_length=60, required=False, help_text="一般是办公室；空着用署名。"
    )
    version = forms.IntegerField(widget=forms.HiddenInput, initial=0)


class VerifyForm(Form):
    """A pdf somebody has, or its SHA-256."""

    upload = forms.FileField(label="手里的 pdf", required=False)
    digest = forms.CharField(label="或者它的 SHA-256", required=False, max_length=80)

    def clean(self) -> dict[str, Any]:
        """One of the two."""
        data = super().clean() or {}
        if not data.get("upload") and not data.get("digest") and not self.errors:
            self.add_error("upload", "请选一个 pdf 文件，或填它的 SHA-256。")
        return data
