"""Fields for the columns that clauses look at: one for each shape, and back to the text of the cell."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms

from zhidu.apps.activities.columns import Column
from zhidu.apps.activities.entries import LONGEST
from zhidu.apps.activities.roles import OUTSIDERS, Proposal
from zhidu.apps.activities.setting import Setting
from zhidu.domain.rules.facts import words
from zhidu.domain.rules.vocabulary import WORDS
from zhidu.foundation.access.roles import ROLES

PREFIX, OTHER = "c_", "_more"
UNKNOWN = ("", "没有记")
YES_NO = (UNKNOWN, ("true", "是"), ("false", "否"))
POST_WORDS = frozenset(ROLES) | {"leader", "chair", *OUTSIDERS}
SEVERAL = "几项用顿号隔开。"


def is_person(column: Column, setting: Setting) -> bool:
    """Whether a duty is somebody's at a meeting, rather than a word such as 本人 or 代办人."""
    return column.shape == "role" and setting.kind.gathering and set(column.choices) <= POST_WORDS


def add(form: forms.Form, column: Column, setting: Setting) -> None:
    """Put the field or fields of a column on the form."""
    name = PREFIX + column.name
    hint = "；".join(column.because[:2])
    if is_person(column, setting):
        form.fields[name] = _who(column, setting, hint)
        return
    match column.shape:
        case "yes_no":
            field: forms.Field = forms.ChoiceField(choices=YES_NO, widget=forms.RadioSelect)
        case "number":
            field = forms.DecimalField(min_value=0, max_digits=14, decimal_places=4)
        case "date":
            field = forms.DateField()
        case "person":
            field = forms.MultipleChoiceField(choices=setting.register, widget=forms.CheckboxSelectMultiple)
        case _ if column.choices and column.single:
            field = forms.ChoiceField(choices=[UNKNOWN, *column.choices.items()], widget=forms.RadioSelect)
        case _ if column.choices:
            field = forms.MultipleChoiceField(
                choices=list(column.choices.items()), widget=forms.CheckboxSelectMultiple
            )
        case _:
            field = forms.CharField(max_length=LONGEST)
            hint = hint or (SEVERAL if column.shape == "open" else "")
    field.required, field.label, field.help_text = False, column.label, hint
    form.fields[name] = field
    if column.choices and not column.closed and column.shape in {"words", "role"}:
        form.fields[name + OTHER] = forms.CharField(
            required=False,
            max_length=LONGEST,
            label=f"{column.label}（上面没有的）",
            help_text=SEVERAL,
        )


def _who(column: Column, setting: Setting, hint: str) -> forms.Field:
    proposal = setting.proposals.get(column.name)
    people = {one.person: one for one in [*setting.holders, *setting.entitled]}
    choices = [
        (f"person-{one.person}", one.name + (f"（{_posts(one.posts)}）" if one.posts else ""))
        for one in people.values()
    ]
    outside = [(word, WORDS.get(word, word)) for word in OUTSIDERS]
    field = forms.ChoiceField(
        choices=[UNKNOWN, ("本组织的人", choices), ("其他", outside)], required=False, label=column.label
    )
    field.help_text = hint
    field.initial = _offered(proposal)
    return field


def _offered(proposal: Proposal | None) -> str:
    return f"person-{proposal.first.person}" if proposal and proposal.first else ""


def _posts(posts: tuple[str, ...]) -> str:
    return "、".join(WORDS.get(one, one) for one in posts)


def cells(form: forms.Form, setting: Setting) -> dict[str, str]:
    """The columns as text, from a form that is valid."""
    people = {f"person-{one.person}": one for one in [*setting.entitled, *setting.holders]}
    found: dict[str, str] = {}
    for column in setting.columns:
        value = form.cleaned_data.get(PREFIX + column.name)
        if is_person(column, setting):
            if value in people:
                found[column.name] = ";".join(people[value].posts) or "member"
                found[f"{column.name}_id"] = value
            else:
                found[column.name] = value or ""
            continue
        if column.shape == "open":
            parts = _tokens(value or "", setting)
        else:
            parts = [str(one) for one in value] if isinstance(value, list) else [_text(value)]
        parts += _tokens(form.cleaned_data.get(PREFIX + column.name + OTHER) or "", setting)
        found[column.name] = ";".join(one for one in parts if one)
    return {name: text for name, text in found.items() if text}


def initial(setting: Setting, columns: dict[str, str]) -> dict[str, Any]:
    """What stands in the columns, for a form that corrects it."""
    found: dict[str, Any] = {}
    for column in setting.columns:
        text = columns.get(column.name, "")
        name = PREFIX + column.name
        if is_person(column, setting):
            found[name] = columns.get(f"{column.name}_id") or text
        elif column.shape == "person":
            found[name] = sorted(words(text))
        elif column.choices and column.shape in {"words", "role"}:
            here = sorted(words(text))
            known = [one for one in here if one in column.choices]
            found[name] = (known[0] if known else "") if column.single else known
            found[name + OTHER] = _phrase((one for one in here if one not in column.choices), setting)
        elif column.shape == "open":
            found[name] = _phrase(sorted(words(text)), setting)
        else:
            found[name] = text
    return found


def _tokens(text: str, setting: Setting) -> list[str]:
    """Words as the rules know them, from words as people write them."""
    return sorted({setting.words.token(one) for one in words(text)})


def _phrase(tokens: Iterable[str], setting: Setting) -> str:
    return "、".join(setting.words.word(one) for one in tokens)


def _text(value: Any) -> str:  # noqa: ANN401 - whatever the field gives
    if value is None:
        return ""
    return f"{value.normalize():f}" if hasattr(value, "normalize") else str(value)
