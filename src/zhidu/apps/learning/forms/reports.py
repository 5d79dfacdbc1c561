"""Forms of what somebody did alone, of the branch's answer, and of spot checks."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from django import forms

from zhidu.apps.learning.actions.report import Told
from zhidu.apps.learning.kinds import BOOK, NOTE, PAPER, SELF_STUDY
from zhidu.apps.learning.reports import RESULTS
from zhidu.foundation.clock import today
from zhidu.foundation.ui.forms import Form

HOURS = [(text, f"{text} 小时") for text in ("0.5", "1", "1.5", "2", "2.5", "3", "4", "5", "6")]
TITLES = {SELF_STUDY: "学了什么", BOOK: "书名", PAPER: "论文题目"}


class ReportForm(Form):
    """One report; which fields there are depends on its kind."""

    def __init__(
        self,
        *args: Any,  # noqa: ANN401
        kind: str,
        topics: dict[str, str],
        sessions: Iterable[Any],
        **kwargs: Any,  # noqa: ANN401
    ) -> None:
        super().__init__(*args, **kwargs)
        self.kind = kind
        more: dict[str, forms.Field] = {}
        if kind == NOTE:
            choices = [
                (str(one.pk), f"{one.on.month}月{one.on.day}日 {one.title or one.kind_name}")
                for one in sessions
            ]
            more["session"] = forms.ChoiceField(label="哪次学习", choices=choices)
            more["then"] = forms.BooleanField(label="是当场记在本子上的", required=False, initial=True)
        else:
            more["title"] = forms.CharField(label=TITLES[kind], max_length=200)
            more["on"] = forms.DateField(
                label={SELF_STUDY: "哪天", BOOK: "读完的日期", PAPER: "写成的日期"}[kind], initial=today
            )
        if kind == SELF_STUDY:
            more["begins"] = forms.TimeField(label="从几点")
            more["hours"] = forms.ChoiceField(label="学了多久", choices=HOURS, initial="1")
        if kind == BOOK:
            more["author"] = forms.CharField(label="作者", max_length=80, required=False)
        if topics:
            more["topics"] = forms.MultipleChoiceField(
                label="哪一类",
                choices=list(topics.items()),
                widget=forms.CheckboxSelectMultiple,
                required=False,
            )
        more["words"] = forms.CharField(
            label="记了什么" if kind == NOTE else "几句话",
            max_length=1000,
            required=False,
            widget=forms.Textarea(attrs={"rows": 3}),
        )
        if kind == PAPER:
            more["upload"] = forms.FileField(label="论文文件", required=False)
        self.add_fields(more)
        self._days = {str(one.pk): one.on for one in sessions}

    @property
    def said(self) -> Told:
        """As the act takes it."""
        data = self.cleaned_data
        session = data.get("session")
        on = data.get("on") or (self._days[session] if data.get("then") and session else today())
        return Told(
            kind=self.kind,
            on=on,
            title=data.get("title", ""),
            begins=data.get("begins"),
            hours=Decimal(data["hours"]) if data.get("hours") else None,
            author=data.get("author", ""),
            topics=";".join(data.get("topics", ())),
            words=data.get("words", ""),
            session=int(session) if session else None,
        )


class AnswerForm(Form):
    """It counts, or goes back."""

    accepted = forms.ChoiceField(
        label="怎样", choices=[("yes", "确认，算数"), ("no", "退回")], widget=forms.RadioSelect
    )
    words = forms.CharField(
        label="想说的话", max_length=200, required=False, help_text="退回的，写明为什么。"
    )
    version = forms.IntegerField(widget=forms.HiddenInput)


class NotebooksForm(Form):
    """Whose notes were seen."""

    people = forms.MultipleChoiceField(
        label="记了笔记的人", widget=forms.CheckboxSelectMultiple, required=False
    )

    def __init__(self, *args: Any, choices: list[tuple[str, str]], **kwargs: Any) -> None:  # noqa: ANN401
        super().__init__(*args, **kwargs)
        self.fields["people"].choices = choices


class DrawForm(Form):
    """How many are drawn, and what is looked at."""

    number = forms.IntegerField(label="抽几人", min_value=1, max_value=1000)
    what = forms.CharField(label="查什么", max_length=120, initial="学习笔记")
    again = forms.BooleanField(label="今年抽过的也在内", required=False, initial=True)


class ResultsForm(Form):
    """One line a person who was drawn."""

    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, lots: Iterable[Any], **kwargs: Any) -> None:  # noqa: ANN401
        super().__init__(*args, **kwargs)
        self.lots = list(lots)
        more: dict[str, forms.Field] = {}
        for one in self.lots:
            more[f"result{one.person_id}"] = forms.ChoiceField(
                label=f"{one.person.name}的笔记", choices=list(RESULTS.items()), widget=forms.RadioSelect
            )
            more[f"remark{one.person_id}"] = forms.CharField(
                label=f"对{one.person.name}的说明", max_length=120, required=False
            )
        self.add_fields(more)

    def lines(self) -> Iterable[tuple[Any, Any]]:
        """Result and remark of each, for the page."""
        return [(self[f"result{one.person_id}"], self[f"remark{one.person_id}"]) for one in self.lots]

    @property
    def results(self) -> dict[int, tuple[str, str]]:
        """As the act takes it."""
        data = self.cleaned_data
        return {
            one.person_id: (data[f"result{one.person_id}"], data[f"remark{one.person_id}"])
            for one in self.lots
        }


class DropForm(Form):
    """Why a draw is given up."""

    reason = forms.CharField(label="为什么不查了", max_length=200)
    version = forms.IntegerField(widget=forms.HiddenInput)
