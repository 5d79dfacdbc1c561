"""Forms about accounts. What is right and wrong is decided by the acts; here only what was typed is read."""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms

from zhidu.foundation.acts import Wrong


class _Form(forms.Form):
    """A plain form whose missing fields are named; ``ui`` has a richer one, but lies above."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401
        kwargs.setdefault("label_suffix", "")
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.error_messages["required"] = f"请填{field.label}。"
            if isinstance(field, forms.DateField):
                field.widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
                field.error_messages["invalid"] = f"{field.label}应是一个日期，如 2026-11-18。"

    def refuse(self, wrong: Wrong) -> None:
        """Put what an act refused beside the fields it names."""
        for name, sentence in wrong.faults.items():
            self.add_error(name if name in self.fields else None, sentence)


def _password(label: str, kind: str, **more: Any) -> forms.CharField:  # noqa: ANN401
    widget = forms.PasswordInput(attrs={"autocomplete": f"{kind}-password"})
    return forms.CharField(label=label, strip=False, max_length=200, widget=widget, **more)


class LoginForm(_Form):
    """Name and password."""

    username = forms.CharField(
        label="登录名", max_length=200, widget=forms.TextInput(attrs={"autocomplete": "username"})
    )
    password = _password("口令", "current")


class PasswordForm(_Form):
    """Changing the own password; *first* where somebody came in with a one-time one."""

    old = _password("原口令", "current", required=False)
    new = _password(
        "新口令", "new", help_text="不少于 10 个字符，不全是数字。几个不相干的词连起来，好记也难猜。"
    )
    again = _password("再输一遍新口令", "new")

    def __init__(self, *args: Any, first: bool = False, **kwargs: Any) -> None:  # noqa: ANN401
        super().__init__(*args, **kwargs)
        if first:
            del self.fields["old"]
        else:
            self.fields["old"].required = True


WHOLE_SITE = "*"
"""Stands for the empty path in a form, where empty means that nothing was chosen."""


def as_choice(path: str) -> str:
    """A path as a form holds it."""
    return path or WHOLE_SITE


def as_path(choice: str) -> str:
    """And back again."""
    return "" if choice == WHOLE_SITE else choice


class _Choosing(_Form):
    """A form with something to choose that the view has looked up."""

    choosing: ClassVar[str]

    def __init__(self, *args: Any, choices: list[tuple[str, str]], **kwargs: Any) -> None:  # noqa: ANN401
        super().__init__(*args, **kwargs)
        field = self.fields[self.choosing]
        field.choices = choices
        field.error_messages["invalid_choice"] = "请从列出的里面选；没有列出的，请换个名称再查找。"
        field.error_messages["required"] = f"请选{field.label}。"


class AccountForm(_Choosing):
    """A new account."""

    choosing = "path"
    username = forms.CharField(
        label="登录名", max_length=200, help_text="字母、数字、汉字或 . - _ @，如 wangjg。大小写不分。"
    )
    name = forms.CharField(label="姓名", max_length=60)
    email = forms.CharField(label="电子邮箱", required=False, max_length=254)
    path = forms.TypedChoiceField(
        label="由哪里管理",
        coerce=as_path,
        widget=forms.RadioSelect,
        help_text="这个组织和上级的管理员可以重发口令、停用。",
    )


class GrantForm(_Choosing):
    """Handing out a role."""

    choosing = "path"
    role = forms.ChoiceField(label="身份")
    path = forms.TypedChoiceField(
        label="范围", coerce=as_path, widget=forms.RadioSelect, help_text="含它下面的各组织。"
    )
    since = forms.DateField(label="自", required=False, help_text="不填就从今天起。")
    until = forms.DateField(label="至", required=False, help_text="不填就没有期限。")

    def __init__(self, *args: Any, roles: dict[str, str], **kwargs: Any) -> None:  # noqa: ANN401
        super().__init__(*args, **kwargs)
        self.fields["role"].choices = [("", "请选择"), *roles.items()]
        self.fields["role"].error_messages["required"] = "请选身份。"


class RevokeForm(_Form):
    """Until when a role still holds."""

    last = forms.DateField(label="最后一天", required=False, help_text="不填就立即收回。")


class LinkForm(_Choosing):
    """Whose account it is."""

    choosing = "person"
    person = forms.TypedChoiceField(label="是谁", coerce=int, required=True, widget=forms.RadioSelect)
