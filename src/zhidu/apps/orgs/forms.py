"""Forms about organisations. What is right and wrong is decided by the acts; here what was typed is read."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms

from zhidu.apps.orgs.act_pages import Confirmed, Versioned
from zhidu.apps.orgs.attribute_fields import fields_for
from zhidu.domain.rules.vocabulary import SUBJECT_TYPES, SubjectClass
from zhidu.foundation.clock import today
from zhidu.foundation.ui.forms import Form

Choices = list[tuple[str, str]]


def type_choices(kind: SubjectClass) -> Choices:
    """Types of one class, the general one last: whoever knows the exact one should find it first."""
    found = [(one.name, one.chinese) for one in SUBJECT_TYPES.values() if one.kind is kind]
    return [*found[1:], found[0]] if len(found) > 1 else found


class Search(Form):
    """Looking for an organisation by its name."""

    q = forms.CharField(label="找组织", required=False, max_length=60)


class FoundForm(Form):
    """A new node of one class."""

    type = forms.ChoiceField(label="类型")
    name = forms.CharField(label="名称", max_length=120, help_text="写全称，如：青石村党支部。")
    on = forms.DateField(label="设立日期", initial=today)

    def __init__(self, *args: Any, kind: SubjectClass, **kwargs: Any) -> None:  # noqa: ANN401
        super().__init__(*args, **kwargs)
        choices = type_choices(kind)
        self.fields["type"].choices = choices if len(choices) == 1 else [("", "请选择"), *choices]
        if len(choices) == 1:
            self.fields["type"].initial = choices[0][0]
        self.add_fields(fields_for(kind))


class RenameForm(Versioned):
    """A new name from a day."""

    name = forms.CharField(label="新名称", max_length=120)
    on = forms.DateField(label="从哪天起", initial=today)


class DescribeForm(Versioned):
    """What is known of it from a day on."""

    on = forms.DateField(
        label="从哪天起", initial=today, help_text="以前的情况照旧留着；改正登错的，写原来那天。"
    )

    def __init__(self, *args: Any, kind: SubjectClass, retype: bool = False, **kwargs: Any) -> None:  # noqa: ANN401
        super().__init__(*args, **kwargs)
        if retype:
            self.add_fields({"type": forms.ChoiceField(label="类型", choices=type_choices(kind))})
        self.add_fields(fields_for(kind))


class ChooseForm(Versioned):
    """Another organisation, from a day on."""

    to = forms.TypedChoiceField(label="到哪个组织之下", coerce=int, widget=forms.RadioSelect)
    on = forms.DateField(label="从哪天起", initial=today)

    def __init__(self, *args: Any, choices: Iterable[tuple[str, str]], **kwargs: Any) -> None:  # noqa: ANN401
        super().__init__(*args, **kwargs)
        field = self.fields["to"]
        field.choices = list(choices)
        field.error_messages["invalid_choice"] = "没有这个组织；请从列出的里面选，没有列出的，先查找。"


class DissolveForm(Versioned, Confirmed):
    """The last day, confirmed by the name."""

    last = forms.DateField(label="最后一天", initial=today)
    field_order = ("last", "confirm")


class SpellForm(Versioned):
    """The right days of a stretch."""

    first = forms.DateField(label="自", required=False, help_text="不知道就空着，算最早。")
    last = forms.DateField(label="至", required=False, help_text="还没有结束就空着。")


class TermForm(Versioned):
    """A new term of a committee."""

    on = forms.DateField(label="选举产生的日期", initial=today)
    years = forms.TypedChoiceField(
        label="任期",
        coerce=int,
        choices=[("5", "5 年"), ("3", "3 年"), ("4", "4 年"), ("2", "2 年"), ("1", "1 年")],
        help_text="村和社区 5 年，机关、学校、企业等 3 年；以执行的制度为准。",
    )


def with_initial(version: int, values: Mapping[str, Any] | None = None) -> dict[str, Any]:
    """Initial values of a versioned form."""
    return {"version": version, **(values or {})}
