"""What people enter about findings."""

from __future__ import annotations

from typing import Any

from django import forms

from zhidu.domain.rules.clause import Clause
from zhidu.domain.rules.terms import Verdict
from zhidu.domain.rules.vocabulary import WORDS
from zhidu.foundation.ui.forms import Form


class Filter(Form):
    """Which findings of an organisation to show."""

    verdict = forms.ChoiceField(
        label="判定",
        required=False,
        choices=[
            ("", "要看的（不含达标、不适用）"),
            *((one.value, one.chinese) for one in sorted(Verdict, key=lambda v: -v.severity)),
        ],
    )
    month = forms.RegexField(label="月份", regex=r"^\d{4}-(0[1-9]|1[0-2])$", required=False)
    q = forms.CharField(label="条款或对象", required=False, max_length=160)


class ReasonForm(Form):
    """Why something was not done, or is to be done otherwise."""

    ground = forms.ChoiceField(label="属于哪一种理由", required=False)
    reason = forms.CharField(
        label="理由",
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="写事实：什么事、哪几天、谁知道。",
    )

    def __init__(self, *args: Any, clause: Clause | None, **kwargs: Any) -> None:  # noqa: ANN401
        super().__init__(*args, **kwargs)
        grounds = sorted(clause.excuse.grounds) if clause and clause.excuse else []
        if grounds:
            names = {one: WORDS.get(one, one) for one in grounds}
            self.fields["ground"].choices = [("", "请选择"), *names.items()]
            self.fields["ground"].required = True
        else:
            del self.fields["ground"]


class AnswerForm(Form):
    """Agreeing or not, in whose name."""

    approver = forms.CharField(required=False, max_length=40)
    version = forms.IntegerField()
