"""Forms of this app; the questions of a book become its fields."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django import forms

from zhidu.apps.adoption.effects import Effect, effects
from zhidu.apps.adoption.settings import field_of, gathered, questions
from zhidu.domain.calendar import Unit
from zhidu.domain.rules.book import Rulebook
from zhidu.domain.rules.clause import Clause, Need
from zhidu.domain.rules.terms import Modality
from zhidu.foundation.ui.forms import Form
from zhidu.rulebooks.words import word

_MONTH_DAY = re.compile(r"(\d\d)-(\d\d)")
PERIODS = tuple(unit.value for unit in Unit)
_WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


def as_shown(token: str, book: Rulebook) -> str:
    """An answer as people write it: 7d is 7 天, 03-31 is 3月31日."""
    if found := _MONTH_DAY.fullmatch(token):
        return f"{int(found[1])}月{int(found[2])}日"
    return word(token, book)


class Questions(Form):
    """A form that asks what a book leaves open; what is left empty stays open."""

    def __init__(
        self,
        data: Mapping[str, Any] | None = None,
        *,
        book: Rulebook,
        answers: Mapping[str, Mapping[str, Any]] | None = None,
        initial: Mapping[str, Any] | None = None,
    ) -> None:
        self._asked = [(clause, need, field_of(clause.id, need.param)) for clause, need in questions(book)]
        self._book = book
        values = dict(initial or {})
        for clause, given in (answers or {}).items():
            for param, token in given.items():
                values[field_of(clause, param)] = str(token)
        super().__init__(data, initial=values)
        for _, need, name in self._asked:
            self.fields[name] = _field(need, book)
            if name in values and not isinstance(self.fields[name], forms.ChoiceField):
                self.initial[name] = as_shown(values[name], book)

    def answers(self) -> dict[str, dict[str, str]]:
        """Clause → parameter → answer, of a valid form."""
        return gathered({name: str(self.cleaned_data.get(name) or "") for _, _, name in self._asked})

    @property
    def plain_fields(self) -> list[forms.BoundField]:
        """What is asked besides the questions of the book."""
        asked = {name for _, _, name in self._asked}
        return [one for one in self.visible_fields() if one.name not in asked]

    @property
    def asked(self) -> int:
        """How many questions the book asks."""
        return len(self._asked)

    @property
    def unfold(self) -> bool:
        """Whether the questions are shown at once: there is an answer, or something wrong with one."""
        return bool(self.errors) or any(self[name].value() for _, _, name in self._asked)

    def groups(self) -> Iterator[Group]:
        """The questions clause by clause."""
        group: Group | None = None
        for clause, need, name in self._asked:
            if group is None or group.clause is not clause:
                if group is not None:
                    yield group
                group = Group(clause, [])
            group.fields.append((self[name], effects(need, clause, self._book)))
        if group is not None:
            yield group


@dataclass(frozen=True, slots=True)
class Group:
    """The questions of one clause."""

    clause: Clause
    fields: list[tuple[forms.BoundField, list[Effect]]]
    """Each question with what its answers would mean."""


def _field(need: Need, book: Rulebook) -> forms.Field:
    """The right control: a list where the book closes the answers or asks for a period, else a line of text."""
    if need.default:
        empty, hint = f"按书中默认：{as_shown(need.default, book)}", ""
    else:
        empty = "还没有明确"
        hint = f"建议{_spaced(as_shown(need.suggest, book))}。"
    choices = need.choices
    likely = need.suggest or need.default
    if not choices and likely in PERIODS:
        choices = PERIODS
    elif not choices and likely in _WEEKDAYS:
        choices = _WEEKDAYS
    label = need.ask
    if choices:
        offered = [("", empty), *((one, as_shown(one, book)) for one in choices)]
        return forms.ChoiceField(label=label, choices=offered, required=False, help_text=hint)
    if need.default:
        hint = f"不填就按书中默认：{as_shown(need.default, book)}。"
    return forms.CharField(label=label, max_length=60, required=False, help_text=f"{hint}{_how(likely)}")


def _how(likely: str) -> str:
    """How an answer is written, where that is not plain from the question."""
    if "/" in likely:
        return "写法：全部、1/2、80%。"
    return "写法：3月31日。" if _MONTH_DAY.fullmatch(likely) else ""


def _spaced(text: str) -> str:
    return f" {text}" if text[:1].isascii() else text


class AdoptForm(Questions):
    """Adopt a book from a day on."""

    first = forms.DateField(
        label="从哪天起执行",
        help_text="按周期数的条款，从一个月、一季度的第一天起最清楚。写过去的日子，那时没有做到的马上会显示出来。",
    )
    last = forms.DateField(label="到哪天为止", required=False, help_text="不填就一直执行。")


class AnswerForm(Questions):
    """Answer anew from a day on."""

    on = forms.DateField(
        label="从哪天起按新的回答",
        help_text="前一天为止仍按原来的回答。改到的条款宜从一个月、一季度的第一天起；没有改到的不受影响。",
    )
    version = forms.IntegerField(widget=forms.HiddenInput)


class EndForm(Form):
    """Stop running a book."""

    last = forms.DateField(
        label="最后执行的一天", help_text="从第二天起不再执行。一期没有满就停用的，那一期不再要求。"
    )
    version = forms.IntegerField(widget=forms.HiddenInput)


class UploadForm(Form):
    """Hand in a book."""

    text = forms.FileField(
        label="制度文件",
        help_text="一个 YAML 文件，或一部制度文件夹的 ZIP，不超过 2 MB。写法见随附的《制度文件怎样写，程序怎样判》。",
    )


class CompareForm(Form):
    """Which two books."""

    first = forms.ChoiceField(label="甲书")
    second = forms.ChoiceField(label="乙书")

    def __init__(self, data: Mapping[str, Any] | None, *, books: list[tuple[str, str]]) -> None:
        super().__init__(data)
        for name in ("first", "second"):
            self.fields[name].choices = [("", "请选"), *books]


class ClauseFilter(Form):
    """Which clauses of a book."""

    q = forms.CharField(label="找条款", max_length=40, required=False)
    modality = forms.ChoiceField(
        label="约束力",
        required=False,
        choices=[("", "全部"), *((one.value, one.chinese) for one in Modality)],
    )
    kind = forms.ChoiceField(label="种类", required=False)

    def __init__(self, data: Mapping[str, Any] | None, *, kinds: list[tuple[str, str]]) -> None:
        super().__init__(data)
        self.fields["kind"].choices = [("", "全部"), *kinds]
