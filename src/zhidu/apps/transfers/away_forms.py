"""Forms about times away, reports, lost contact. What is right and wrong is decided by the acts."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms

from zhidu.apps.orgs.act_pages import Confirmed, Versioned
from zhidu.apps.transfers.away_states import TOPICS, Form, Kind, Purpose
from zhidu.foundation.clock import today
from zhidu.foundation.ui.forms import Form as SiteForm

Choices = Iterable[tuple[str, str]]
NOBODY = ("", "请选择")


def _area(rows: int = 3) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows})


class DepartureForm(SiteForm):
    """The four things a report before leaving says, and two that tell how long and where."""

    purpose = forms.ChoiceField(
        label="出去做什么",
        choices=[(one.value, one.chinese) for one in Purpose],
        widget=forms.RadioSelect,
        initial=Purpose.WORK.value,
    )
    reason = forms.CharField(
        label="事由", max_length=200, help_text="如：到厂里上班。只有支部书记、组织委员和联系人看得到。"
    )
    place = forms.CharField(label="去哪里", max_length=120, help_text="写到县、市就行。")
    leaves_on = forms.DateField(label="哪天走", initial=today)
    months = forms.IntegerField(label="大约去几个月（写数字）", required=False, min_value=1)
    fixed = forms.TypedChoiceField(
        label="是不是固定在一个地方",
        choices=[("", "不清楚"), ("yes", "是"), ("no", "不是")],
        required=False,
        empty_value=None,
        coerce=lambda word: word == "yes",
    )
    contact = forms.CharField(
        label="怎样联系", max_length=120, help_text="手机号。加密保存，只有支部书记、组织委员和联系人看得到。"
    )


class DepartureForAnotherForm(DepartureForm):
    """The same of a member who told it."""

    person = forms.TypedChoiceField(label="哪位党员", coerce=int)
    on = forms.DateField(label="哪天报告的", initial=today)
    field_order = ("person", "on")

    def __init__(self, *args: Any, people: Choices, **kwargs: Any) -> None:  # noqa: ANN401
        super().__init__(*args, **kwargs)
        self.fields["person"].choices = [NOBODY, *people]


class RegisterForm(Versioned):
    """The card, and who keeps in touch."""

    contact = forms.TypedChoiceField(label="联系人", coerce=int, help_text="本支部在家的正式党员。")
    card = forms.BooleanField(label="发《流动党员活动证》，编号由系统给", required=False, initial=True)
    card_words = forms.CharField(
        label="证上印的号", max_length=40, required=False, help_text="省里统一印的号；没有就空着。"
    )
    on = forms.DateField(label="登记日期", initial=today)

    def __init__(self, *args: Any, people: Choices, **kwargs: Any) -> None:  # noqa: ANN401
        super().__init__(*args, **kwargs)
        self.fields["contact"].choices = [NOBODY, *people]


class ContactForm(Versioned):
    """Somebody else."""

    contact = forms.TypedChoiceField(label="联系人", coerce=int)
    on = forms.DateField(label="从哪天起", initial=today)

    def __init__(self, *args: Any, people: Choices, **kwargs: Any) -> None:  # noqa: ANN401
        super().__init__(*args, **kwargs)
        self.fields["contact"].choices = [NOBODY, *people]


class DayForm(Versioned):
    """A day."""

    on = forms.DateField(label="日期", initial=today)

    def __init__(self, *args: Any, label: str = "", **kwargs: Any) -> None:  # noqa: ANN401
        super().__init__(*args, **kwargs)
        if label:
            self.fields["on"].label = label


class HostForm(Versioned):
    """Which organisation there."""

    host = forms.CharField(label="流入地的党组织", max_length=120)
    on = forms.DateField(label="登记日期", initial=today)


def topic_fields(kind: Kind, *, required: bool) -> dict[str, forms.Field]:
    """One field for each thing a report of that kind is about."""
    return {
        name: forms.CharField(label=label, widget=_area(), required=required, max_length=3000)
        for name, label in TOPICS[kind].items()
    }


class BackForm(Versioned):
    """The day, and what was done away."""

    on = forms.DateField(label="哪天回来的", initial=today)

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401
        super().__init__(*args, **kwargs)
        self.add_fields(topic_fields(Kind.RETURNED, required=False))


class ReportForm(SiteForm):
    """What is told, by the member or by whoever heard it."""

    def __init__(
        self,
        *args: Any,  # noqa: ANN401
        kind: Kind,
        people: Choices | None = None,
        listeners: Choices = (),
        **kwargs: Any,  # noqa: ANN401
    ) -> None:
        super().__init__(*args, **kwargs)
        fields: dict[str, forms.Field] = {}
        if people is not None:
            fields["person"] = forms.TypedChoiceField(label="谁的汇报", coerce=int, choices=[NOBODY, *people])
            fields["on"] = forms.DateField(label="哪天", initial=today)
            if kind is Kind.THOUGHT:
                fields["form"] = forms.ChoiceField(
                    label="怎样报的",
                    choices=[(one.value, one.chinese) for one in Form],
                    initial=Form.ORAL.value,
                    widget=forms.RadioSelect,
                )
                fields["heard_by"] = forms.TypedChoiceField(
                    label="谁听的",
                    coerce=int,
                    empty_value=None,
                    required=False,
                    choices=[("", "党支部"), *listeners],
                )
        self.add_fields({**fields, **topic_fields(kind, required=False)})
        self.kind = kind

    def topics(self) -> dict[str, str]:
        """Word → what was said of it."""
        return {name: self.cleaned_data.get(name, "") for name in TOPICS[self.kind]}


class AnswerForm(Versioned):
    """What the branch says to it."""

    words = forms.CharField(label="答复", max_length=1000, widget=_area())


class NewsForm(SiteForm):
    """The text, and who without an account was told."""

    text = forms.CharField(label="通报的内容", widget=_area(8), max_length=4000)

    def __init__(self, *args: Any, without: Choices, **kwargs: Any) -> None:  # noqa: ANN401
        super().__init__(*args, **kwargs)
        without = list(without)
        if without:
            self.add_fields(
                {
                    "told": forms.TypedMultipleChoiceField(
                        label="没有帐号、已经打电话告诉的",
                        coerce=int,
                        required=False,
                        choices=without,
                        widget=forms.CheckboxSelectMultiple,
                    )
                }
            )


class GuestForm(SiteForm):
    """Who comes, and with which card."""

    name = forms.CharField(label="姓名", max_length=60)
    home = forms.CharField(label="原来在哪个党组织", max_length=120)
    card = forms.CharField(label="活动证的号", max_length=60)
    contact = forms.CharField(label="联系方式", max_length=120, help_text="加密保存。")
    on = forms.DateField(label="从哪天起", initial=today)


class LostForm(SiteForm):
    """Who, since when, and what was tried."""

    person = forms.TypedChoiceField(label="哪位党员", coerce=int)
    since = forms.DateField(label="从哪天起联系不上")
    tries = forms.CharField(
        label="怎样找过", max_length=1000, widget=_area(), help_text="打过哪些电话，问过谁，去过哪里。"
    )

    def __init__(self, *args: Any, people: Choices, **kwargs: Any) -> None:  # noqa: ANN401
        super().__init__(*args, **kwargs)
        self.fields["person"].choices = [NOBODY, *people]


class TriesForm(Versioned):
    """One more attempt."""

    tries = forms.CharField(label="又怎样找过", max_length=1000, widget=_area())


class SuspendForm(Versioned, Confirmed):
    """The decision and who approved it; the name is typed."""

    approved_by = forms.CharField(label="哪一级党委批准的", max_length=120, help_text="写批准的组织和文号。")
    on = forms.DateField(label="停止党籍的日期", initial=today)
    field_order = ("approved_by", "on", "confirm")
