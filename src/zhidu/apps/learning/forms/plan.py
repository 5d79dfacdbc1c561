"""Forms of the plan: its words, one session, how hours are reckoned, the names of a circle."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms

from zhidu.apps.learning.actions.add_session import Planned
from zhidu.apps.learning.actions.set_conversion import Answer
from zhidu.apps.learning.kinds import CIRCLES, SESSIONS
from zhidu.foundation.clock import today
from zhidu.foundation.ui.forms import Form


class PlanForm(Form):
    """The themes, and what is asked of everybody."""

    themes = forms.CharField(label="全年的主题", max_length=1000, widget=forms.Textarea(attrs={"rows": 4}))
    requirement = forms.CharField(
        label="学习要求", max_length=1000, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )
    version = forms.IntegerField(widget=forms.HiddenInput)


class SessionForm(Form):
    """One session; topics and forms are those the clauses name."""

    kind = forms.ChoiceField(label="哪些人学", choices=list(SESSIONS.items()))
    on = forms.DateField(label="日期")
    begins = forms.TimeField(label="开始", required=False)
    ends = forms.TimeField(label="结束", required=False)
    title = forms.CharField(label="学什么", max_length=200, required=False)
    lecturer = forms.CharField(label="主讲人", max_length=60, required=False)
    venue = forms.CharField(label="地点", max_length=120, required=False)
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(
        self,
        *args: Any,  # noqa: ANN401
        new: bool,
        topics: dict[str, str],
        ways: dict[str, str],
        **kwargs: Any,  # noqa: ANN401
    ) -> None:
        super().__init__(*args, **kwargs)
        if new:
            del self.fields["version"]
        more: dict[str, forms.Field] = {}
        if topics:
            more["topics"] = forms.MultipleChoiceField(
                label="内容类别",
                choices=list(topics.items()),
                widget=forms.CheckboxSelectMultiple,
                required=False,
            )
        if ways:
            more["form"] = forms.ChoiceField(
                label="形式", choices=[("", "没有定"), *ways.items()], required=False
            )
        self.add_fields(more)

    @property
    def said(self) -> Planned:
        """As the acts take it."""
        data = {name: value for name, value in self.cleaned_data.items() if name != "version"}
        return Planned(**{**data, "topics": ";".join(data.get("topics", ()))})


class ConversionForm(Form):
    """The answers; nothing is proposed as the rule, for there is none."""

    since = forms.DateField(label="从哪天起", initial=lambda: date(today().year, 1, 1))
    hour = forms.DecimalField(label="一小时", max_digits=5, decimal_places=2)
    half_from = forms.DecimalField(label="满几小时算半天", max_digits=4, decimal_places=2)
    half = forms.DecimalField(label="半天", max_digits=5, decimal_places=2)
    day_from = forms.DecimalField(label="满几小时算一天", max_digits=4, decimal_places=2)
    day = forms.DecimalField(label="一天", max_digits=5, decimal_places=2)
    self_study = forms.BooleanField(label="自学也计入学时", required=False)
    confirm = forms.BooleanField(label="自学、读书、论文须经支部确认才算", required=False, initial=True)

    @property
    def answer(self) -> Answer:
        """As the act takes it."""
        data: dict[str, Any] = {name: value for name, value in self.cleaned_data.items() if name != "since"}
        return Answer(**data)


class LearnersForm(Form):
    """A circle, one name a line."""

    circle = forms.ChoiceField(label="哪一组", choices=list(CIRCLES.items()), widget=forms.HiddenInput)
    names = forms.CharField(
        label="姓名",
        required=False,
        max_length=20_000,
        widget=forms.Textarea(attrs={"rows": 10}),
        help_text="一行一人；部门写在逗号后面，如：李文，教务处。",
    )

    @property
    def lines(self) -> list[tuple[str, str]]:
        """Name and note of each line."""
        found = []
        for line in self.cleaned_data["names"].replace(",", "，").splitlines():
            name, _, note = line.partition("，")
            if line.strip():
                found.append((name.strip(), note.strip()))
        return found


class PresenceForm(Form):
    """Who of the circles was there."""

    learners = forms.MultipleChoiceField(
        label="到场的人", widget=forms.CheckboxSelectMultiple, required=False
    )

    def __init__(self, *args: Any, choices: list[tuple[str, str]], **kwargs: Any) -> None:  # noqa: ANN401
        super().__init__(*args, **kwargs)
        self.fields["learners"].choices = choices
