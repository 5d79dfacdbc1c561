"""Forms about transfers. What is right and wrong is decided by the acts."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms

from zhidu.apps.orgs.act_pages import Versioned
from zhidu.apps.transfers.states import State
from zhidu.foundation.clock import today
from zhidu.foundation.ui.forms import Form

Choices = Iterable[tuple[str, str]]
NOBODY = ("", "请选择")


def _area(rows: int = 2) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows})


def group_field(groups: Choices) -> forms.TypedChoiceField:
    """In which group the person will be."""
    return forms.TypedChoiceField(
        label="编入党小组",
        coerce=int,
        empty_value=None,
        required=False,
        choices=[("", "先不编"), *groups],
    )


class AskForm(Form):
    """What a member says."""

    where = forms.CharField(
        label="转到哪里", max_length=120, help_text="写党组织的名称；不清楚的写单位或村、社区。"
    )
    reason = forms.CharField(label="为什么转", max_length=200, widget=_area())


class SendForm(Form):
    """Who, where to, and until when."""

    person = forms.TypedChoiceField(label="哪位党员", coerce=int)
    to = forms.TypedChoiceField(
        label="转到本系统的哪个组织", coerce=int, empty_value=None, required=False, widget=forms.RadioSelect
    )
    to_words = forms.CharField(
        label="或者转到本系统以外的哪个组织",
        max_length=120,
        required=False,
        help_text="写对方党委的全称；由本级党委开三联介绍信。上面选了组织的，这里空着。",
    )
    reason = forms.CharField(label="为什么转", max_length=200)
    on = forms.DateField(label="转出日期", initial=today)
    until = forms.DateField(label="有效期至", required=False, help_text="不填的，按规定最长的算。")

    def __init__(self, *args: Any, people: Choices, choices: Choices, **kwargs: Any) -> None:  # noqa: ANN401
        super().__init__(*args, **kwargs)
        self.fields["person"].choices = [NOBODY, *people]
        self.fields["to"].choices = [("", "转到本系统以外"), *choices]

    def clean(self) -> dict[str, Any]:
        """One place and not two."""
        data = super().clean() or self.cleaned_data
        if data.get("to") is not None and data.get("to_words", "").strip():
            self.add_error("to_words", "上面选了组织，这里又写了一个；只留一个。")
        return data


class ReceiveForm(Versioned):
    """From which day on the person belongs here."""

    on = forms.DateField(label="从哪天起", initial=today, help_text="前一天是在原组织的最后一天。")

    def __init__(self, *args: Any, groups: Choices, **kwargs: Any) -> None:  # noqa: ANN401
        super().__init__(*args, **kwargs)
        self.add_fields({"group": group_field(groups)})


class ReceiptForm(Versioned):
    """What the receipt says."""

    on = forms.DateField(
        label="对方接收的日期", initial=today, help_text="照回执上写的；也是在本组织的最后一天。"
    )
    received_by = forms.CharField(label="由谁接收", max_length=80, help_text="回执上盖章的组织和经办人。")


class HandOverForm(Versioned):
    """The day it was sealed."""

    on = forms.DateField(label="盖章交给本人的日期", initial=today)


class EndForm(Versioned):
    """How it ends, and why."""

    how = forms.ChoiceField(label="怎样", widget=forms.RadioSelect)
    reason = forms.CharField(label="理由", max_length=200, widget=_area())

    def __init__(self, *args: Any, ways: Choices, **kwargs: Any) -> None:  # noqa: ANN401
        super().__init__(*args, **kwargs)
        ways = list(ways)
        self.fields["how"].choices = ways
        self.fields["how"].initial = ways[0][0] if ways else None


WAYS = {
    State.REFUSED.value: "退回，不接收",
    State.WITHDRAWN.value: "撤回，不转了",
    State.VOIDED.value: "介绍信作废（收回原件，编号不再用）",
}


class AdmitForm(Form):
    """What the letter says, and who comes."""

    person = forms.TypedChoiceField(
        label="以前在这里登记过的", coerce=int, empty_value=None, required=False, help_text="回来的才选。"
    )
    name = forms.CharField(label="姓名", max_length=60, required=False)
    type = forms.ChoiceField(
        label="类别",
        choices=[NOBODY, ("full_member", "正式党员"), ("probationary_member", "预备党员")],
    )
    came_from = forms.CharField(label="从哪个组织转来", max_length=120)
    letter = forms.CharField(label="介绍信的编号", max_length=60)
    written_on = forms.DateField(label="介绍信的日期")
    until = forms.DateField(label="介绍信有效期至")
    on = forms.DateField(label="接收日期", initial=today)

    def __init__(self, *args: Any, former: Choices, groups: Choices, **kwargs: Any) -> None:  # noqa: ANN401
        super().__init__(*args, **kwargs)
        self.add_fields({"group": group_field(groups)})
        former = list(former)
        if former:
            self.fields["person"].choices = [("", "不是，第一次来"), *former]
        else:
            del self.fields["person"]

    def clean(self) -> dict[str, Any]:
        """Somebody new has a name."""
        data = super().clean() or self.cleaned_data
        if data.get("person") is None and not data.get("name", "").strip():
            self.add_error("name", "请填姓名。")
        return data
