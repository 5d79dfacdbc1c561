"""Forms about people. What is right and wrong is decided by the acts; here what was typed is read."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms

from zhidu.apps.members.actions.leave import REASONS
from zhidu.apps.members.entries import PERSON_TYPES
from zhidu.apps.members.models import POSTS
from zhidu.apps.orgs.act_pages import Confirmed, Versioned
from zhidu.apps.orgs.attribute_fields import fields_for
from zhidu.domain.rules.vocabulary import SubjectClass
from zhidu.foundation.clock import today
from zhidu.foundation.ui.forms import Form

Choices = Iterable[tuple[str, str]]
_PLAIN = ("member", "prospect")
"""Words for somebody of whom nothing closer is known; only older ledgers need them."""
TYPES = [(word, chinese) for word, chinese in PERSON_TYPES.items() if word not in _PLAIN]
NO_GROUP = ("", "不在党小组")
_NO_TYPE = ("", "请选择")


def _group_field(groups: Choices) -> forms.TypedChoiceField:
    return forms.TypedChoiceField(
        label="党小组", coerce=int, empty_value=None, required=False, choices=[NO_GROUP, *groups]
    )


class Filter(Form):
    """Narrowing the register."""

    q = forms.CharField(label="姓名", required=False, max_length=60)
    organization = forms.ChoiceField(label="组织（含下级）", required=False)
    group = forms.ChoiceField(label="党小组", required=False)
    type = forms.ChoiceField(
        label="类别",
        required=False,
        choices=[("", "全部"), ("member", "党员"), ("prospect", "发展中的同志"), *TYPES],
    )
    left = forms.ChoiceField(label="名册", required=False, choices=[("", "现在的"), ("1", "已离开的")])

    def __init__(self, *args: Any, organizations: Choices, groups: Choices, **kwargs: Any) -> None:  # noqa: ANN401
        super().__init__(*args, **kwargs)
        self.fields["organization"].choices = [("", "全部"), *organizations]
        choices = list(groups)
        if choices:
            self.fields["group"].choices = [("", "全部"), *choices]
        else:
            del self.fields["group"]


class AdmitForm(Form):
    """Somebody new on the register of an organisation."""

    name = forms.CharField(label="姓名", max_length=60)
    type = forms.ChoiceField(label="类别", choices=[_NO_TYPE, *TYPES])
    on = forms.DateField(label="从哪天起在本组织", initial=today)

    def __init__(self, *args: Any, groups: Choices, **kwargs: Any) -> None:  # noqa: ANN401
        super().__init__(*args, **kwargs)
        self.add_fields({"group": _group_field(groups), **fields_for(SubjectClass.MEMBER)})


class ReadmitForm(Versioned):
    """Somebody who left and comes back."""

    type = forms.ChoiceField(label="类别", choices=TYPES)
    on = forms.DateField(label="从哪天起", initial=today)

    def __init__(self, *args: Any, groups: Choices, **kwargs: Any) -> None:  # noqa: ANN401
        super().__init__(*args, **kwargs)
        self.add_fields({"group": _group_field(groups)})


class ChangeForm(Versioned):
    """Another standing from a day."""

    on = forms.DateField(
        label="从哪天起", initial=today, help_text="以前的情况照旧留着；改正登错的，写原来那天。"
    )
    type = forms.ChoiceField(label="类别", choices=TYPES)

    def __init__(self, *args: Any, kind: SubjectClass, now: str, groups: Choices, **kwargs: Any) -> None:  # noqa: ANN401
        super().__init__(*args, **kwargs)
        if now in _PLAIN:
            self.fields["type"].choices = [(now, PERSON_TYPES[now]), *TYPES]
        self.add_fields({"group": _group_field(groups), **fields_for(kind)})


class TransferForm(Versioned):
    """To another organisation, from a day on."""

    to = forms.TypedChoiceField(label="转到哪个组织", coerce=int, widget=forms.RadioSelect)
    on = forms.DateField(label="从哪天起", initial=today, help_text="前一天是在原组织的最后一天。")

    def __init__(self, *args: Any, choices: Choices, **kwargs: Any) -> None:  # noqa: ANN401
        super().__init__(*args, **kwargs)
        field = self.fields["to"]
        field.choices = list(choices)
        field.error_messages["invalid_choice"] = "没有这个组织；请从列出的里面选，没有列出的，先查找。"


class MergeForm(TransferForm, Confirmed):
    """Into another organisation, confirmed by the name of the one that ends."""

    field_order = ("to", "on", "confirm")

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401
        super().__init__(*args, **kwargs)
        self.fields["to"].label = "并入哪个组织"
        self.fields["on"].help_text = "前一天是被并组织的最后一天。"


class LeaveForm(Versioned, Confirmed):
    """The last day, why, and the name."""

    last = forms.DateField(label="最后一天", initial=today)
    why = forms.ChoiceField(label="原因", choices=[("", "请选择"), *REASONS.items()])
    field_order = ("last", "why", "confirm")


class NameForm(Versioned):
    """The right name."""

    name = forms.CharField(label="正确的姓名", max_length=60)


class AppointForm(Form):
    """A post for somebody who belongs there."""

    person = forms.TypedChoiceField(label="谁", coerce=int)
    post = forms.ChoiceField(label="职务", choices=[("", "请选择"), *POSTS.items()])
    on = forms.DateField(label="从哪天起", initial=today)

    def __init__(self, *args: Any, people: Choices, groups: Choices, **kwargs: Any) -> None:  # noqa: ANN401
        super().__init__(*args, **kwargs)
        self.fields["person"].choices = [("", "请选择"), *people]
        group = _group_field(groups)
        group.help_text = "只有党小组长才填。"
        self.add_fields({"group": group, **fields_for(SubjectClass.POST_HOLDER)})


class RelieveForm(Versioned):
    """The last day of a post."""

    last = forms.DateField(label="最后一天", initial=today)


class DaysForm(Versioned):
    """The right days of a stretch or a post."""

    first = forms.DateField(label="自", required=False, help_text="不知道就空着，算最早。")
    last = forms.DateField(label="至", required=False, help_text="还没有结束就空着。")


class PostForm(DaysForm):
    """The right days of a post, and what is known of it."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401
        super().__init__(*args, **kwargs)
        self.add_fields(fields_for(SubjectClass.POST_HOLDER))
