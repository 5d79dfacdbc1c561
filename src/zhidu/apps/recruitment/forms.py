"""Forms of this app."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms

from zhidu.apps.procedures.choosing import Offered
from zhidu.apps.procedures.forms import PapersForm
from zhidu.apps.recruitment.asking import MANY, NUMBER, ONE, OPINIONS, PEOPLE, Question
from zhidu.apps.recruitment.states import EDUCATION, GOALS, NOTES, SEXES, STRATA, SURVEY, TRAITS
from zhidu.foundation.ui.forms import Form

ASKED = "asked_"


def _choices(words: Any, empty: str = "没有写") -> list[tuple[str, str]]:  # noqa: ANN401 - a mapping
    return [("", empty), *words.items()]


class AboutForm(Form):
    """What is known of somebody."""

    born = forms.DateField(label="出生日期", required=False)
    sex = forms.ChoiceField(label="性别", required=False, choices=_choices(SEXES))
    education = forms.ChoiceField(label="文化程度", required=False, choices=_choices(EDUCATION))
    stratum = forms.ChoiceField(label="职业", required=False, choices=_choices(STRATA))
    traits = forms.MultipleChoiceField(
        label="特长", required=False, choices=list(TRAITS.items()), widget=forms.CheckboxSelectMultiple
    )
    floating = forms.BooleanField(
        label="是流动人员", required=False, help_text="公示要在流出地、流入地同时进行。"
    )
    leaves_on = forms.DateField(
        label="将离开本单位的日期", required=False, help_text="毕业、调动等；没有的不填。"
    )

    ABOUT = ("born", "sex", "education", "stratum", "traits", "floating", "leaves_on")

    def about(self) -> dict[str, Any]:
        """What the acts take."""
        return {name: self.cleaned_data[name] for name in self.ABOUT}


class BeginForm(AboutForm):
    """Taking in an application on paper."""

    procedure = forms.ChoiceField(label="按哪个程序")
    name = forms.CharField(label="姓名", max_length=60, required=False)
    person = forms.ChoiceField(
        label="或者名册里的", required=False, help_text="名册上已经有的申请人、积极分子。"
    )
    first = forms.DateField(label="递交申请书的日期")
    letter = forms.CharField(label="申请书的内容", required=False, widget=forms.Textarea)
    where = forms.CharField(label="原件放在哪里", required=False, max_length=200)

    def __init__(
        self,
        *args: Any,  # noqa: ANN401
        courses: Sequence[Offered],
        people: Sequence[tuple[str, str]],
        **kwargs: Any,  # noqa: ANN401
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["procedure"].choices = [(one.key, one.procedure.title) for one in courses]
        self.fields["person"].choices = [("", "新来的，姓名写在上面"), *people]
        if not people:
            self.fields.pop("person")

    def clean(self) -> dict[str, Any]:
        """One person: named, or chosen."""
        data = super().clean() or {}
        if bool(data.get("name", "").strip()) == bool(data.get("person")) and "name" not in self.errors:
            self.add_error("name", "请填姓名，或者从名册里选一位，填一样。")
        return data

    def given(self) -> dict[str, Any]:
        data = self.cleaned_data
        return {
            "procedure": data["procedure"],
            "first": data["first"],
            "name": data.get("name", ""),
            "person": int(data["person"]) if data.get("person") else None,
            "letter": data["letter"],
            "where": data["where"],
            "about": self.about(),
        }


class ApplyForm(Form):
    """One's own application."""

    organization = forms.IntegerField(
        label="向哪个党组织申请", widget=forms.HiddenInput, error_messages={"required": "请先选党组织。"}
    )
    name = forms.CharField(label="姓名", max_length=60)
    born = forms.DateField(label="出生日期")
    letter = forms.CharField(
        label="入党申请书",
        max_length=20_000,
        widget=forms.Textarea,
        help_text="写为什么要入党、对党的认识、本人的经历和表现。交了以后，党组织按期派人同您谈话。",
    )


class TakeInForm(AboutForm):
    """Taking in what was handed in on the site."""

    procedure = forms.ChoiceField(label="按哪个程序")

    def __init__(self, *args: Any, courses: Sequence[Offered], **kwargs: Any) -> None:  # noqa: ANN401
        super().__init__(*args, **kwargs)
        self.fields["procedure"].choices = [(one.key, one.procedure.title) for one in courses]
        self.fields.pop("born")

    def about(self) -> dict[str, Any]:
        return {name: self.cleaned_data.get(name) for name in self.ABOUT}


class StepForm(PapersForm):
    """A step with what the clauses want written down, and its papers."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    on = forms.DateField(label="哪天办的")
    words = forms.CharField(label="内容", required=False, widget=forms.Textarea, max_length=2000)

    def __init__(
        self,
        *args: Any,  # noqa: ANN401
        going: Any,  # noqa: ANN401 - a live case
        step: Any,  # noqa: ANN401 - a step of it
        questions: Sequence[Question],
        people: Sequence[tuple[int, str]],
        records: list[tuple[str, str]],
        **kwargs: Any,  # noqa: ANN401
    ) -> None:
        super().__init__(*args, **kwargs)
        self.questions = questions
        self.add_fields({ASKED + one.name: _field(one, people) for one in questions})
        self.fields["words"].required = bool(OPINIONS & {*step.facts})
        self.papers(going, step, records, step.evidence)

    @property
    def asked(self) -> list[Any]:
        return [self[ASKED + one.name] for one in self.questions]

    def given(self) -> dict[str, Any]:
        data = self.cleaned_data
        said = {}
        for one in self.questions:
            answer = data.get(ASKED + one.name)
            said[one.name] = (
                ";".join(answer) if isinstance(answer, list) else ("" if answer is None else f"{answer}")
            )
        return {
            "version": data["version"],
            "on": data["on"],
            "words": data["words"],
            "said": said,
            "papers": self.handed_in(),
        }


def _field(one: Question, people: Sequence[tuple[int, str]]) -> forms.Field:
    if one.sort == PEOPLE:
        return forms.MultipleChoiceField(
            label=one.label,
            choices=[(str(pk), name) for pk, name in people],
            widget=forms.CheckboxSelectMultiple,
            help_text=_heads(one),
        )
    if one.sort == MANY:
        return forms.MultipleChoiceField(
            label=one.label,
            choices=list(one.choices.items()),
            widget=forms.CheckboxSelectMultiple,
            help_text="有的都勾上。",
        )
    if one.sort == ONE:
        return forms.ChoiceField(label=one.label, choices=[("", "请选"), *one.choices.items()])
    if one.sort == NUMBER:
        return forms.DecimalField(label=one.label, required=one.required, min_value=0, max_digits=6)
    return forms.CharField(label=one.label, required=one.required, max_length=200)


def _heads(one: Question) -> str:
    if one.least is not None and one.least == one.most:
        return f"{one.least} 名正式党员。"
    if one.least is not None and one.most is not None:
        return f"{one.least} 至 {one.most} 名正式党员。"
    return "正式党员。"


class NoteForm(Form):
    """What is noted between the steps."""

    on = forms.DateField(label="日期")
    words = forms.CharField(label="内容", widget=forms.Textarea, max_length=2000)
    asked = forms.IntegerField(label="调查了几人", required=False, min_value=0)
    good = forms.IntegerField(label="认为好的", required=False, min_value=0)
    fair = forms.IntegerField(label="认为一般的", required=False, min_value=0)
    against = forms.IntegerField(label="不赞成的", required=False, min_value=0)

    def __init__(self, *args: Any, kind: str, **kwargs: Any) -> None:  # noqa: ANN401
        super().__init__(*args, **kwargs)
        self.kind = kind
        self.fields["words"].label = NOTES[kind]
        if kind != SURVEY:
            for name in ("asked", "good", "fair", "against"):
                self.fields.pop(name)

    def given(self) -> dict[str, Any]:
        data = self.cleaned_data
        said = {
            name: str(data[name])
            for name in ("asked", "good", "fair", "against")
            if data.get(name) is not None
        }
        return {"kind": self.kind, "on": data["on"], "words": data["words"], "said": said}


class ReplaceForm(Form):
    """Another mentor or sponsor."""

    person = forms.ChoiceField(label="换成")
    on = forms.DateField(label="从哪天起")
    reason = forms.CharField(label="为什么换", max_length=200)

    def __init__(self, *args: Any, people: Sequence[tuple[int, str]], **kwargs: Any) -> None:  # noqa: ANN401
        super().__init__(*args, **kwargs)
        self.fields["person"].choices = [("", "请选"), *((str(pk), name) for pk, name in people)]


class StopForm(Form):
    """Nobody goes on with it."""

    on = forms.DateField(label="哪天")
    reason = forms.CharField(label="为什么", max_length=300, widget=forms.Textarea)


class ReturnForm(Form):
    """An application goes back."""

    reason = forms.CharField(label="为什么退回", max_length=300, widget=forms.Textarea)


class OutcomeForm(Form):
    """Longer probation, or none."""

    kind = forms.ChoiceField(
        label="怎样处理", choices=[("extend", "延长预备期"), ("cancel", "取消预备党员资格")]
    )
    months = forms.IntegerField(label="延长几个月", required=False, min_value=1, max_value=60)
    met_on = forms.DateField(label="党员大会通过的日期")
    words = forms.CharField(label="理由", max_length=500, widget=forms.Textarea)


class AnswerForm(Form):
    """The superiors' answer."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    agreed = forms.ChoiceField(label="批复", choices=[("yes", "同意"), ("no", "不同意")])
    on = forms.DateField(label="批复日期")
    words = forms.CharField(label="意见", required=False, max_length=500, widget=forms.Textarea)

    def given(self) -> dict[str, Any]:
        data = self.cleaned_data
        return {
            "version": data["version"],
            "agreed": data["agreed"] == "yes",
            "on": data["on"],
            "words": data["words"],
        }


class PlanForm(Form):
    """What an organisation means to do in a year."""

    year = forms.IntegerField(label="年度", min_value=2000, max_value=2100)
    number = forms.IntegerField(label="拟发展几人", min_value=0, help_text="没有成熟的写 0，不凑数。")
    lead = forms.ChoiceField(label="责任人")
    words = forms.CharField(label="说明", required=False, widget=forms.Textarea, max_length=2000)

    def __init__(
        self,
        *args: Any,  # noqa: ANN401
        people: Sequence[tuple[int, str]],
        questions: Sequence[Question],
        **kwargs: Any,  # noqa: ANN401
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["lead"].choices = [("", "请选"), *((str(pk), name) for pk, name in people)]
        self.questions = [one for one in questions if one.name not in {"structure", "targets"}]
        more: dict[str, forms.Field] = {
            f"goal_{name}": forms.IntegerField(
                label=f"{goal.title}占百分之几", required=False, min_value=0, max_value=100
            )
            for name, goal in GOALS.items()
        }
        more |= {ASKED + one.name: _field(one, ()) for one in self.questions}
        self.add_fields(more)

    @property
    def goals(self) -> list[Any]:
        return [self[f"goal_{name}"] for name in GOALS]

    @property
    def asked(self) -> list[Any]:
        return [self[ASKED + one.name] for one in self.questions]

    def given(self) -> dict[str, Any]:
        data = self.cleaned_data
        said = {}
        for one in self.questions:
            answer = data.get(ASKED + one.name)
            said[one.name] = ";".join(answer) if isinstance(answer, list) else (answer or "")
        return {
            "year": data["year"],
            "number": data["number"],
            "lead": int(data["lead"]),
            "words": data["words"],
            "goals": {name: data.get(f"goal_{name}") or 0 for name in GOALS},
            "said": said,
        }


class AdjustForm(Form):
    """The committee looks at the plan again."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    on = forms.DateField(label="研究日期")
    number = forms.IntegerField(label="调整为几人", min_value=0, help_text="不调整的，照原来的填。")
    words = forms.CharField(label="研究的情况", max_length=300, widget=forms.Textarea)


class AllotForm(Form):
    """How many one below may admit."""

    number = forms.IntegerField(label="几人", min_value=0)
    on = forms.DateField(label="下达日期")


class NormsForm(Form):
    """From what on to be told."""

    batch = forms.IntegerField(label="同一次大会接收几人以上提示", min_value=2, max_value=100)
    year_end_share = forms.IntegerField(label="12 月占全年百分之几以上提示", min_value=1, max_value=100)
    young = forms.IntegerField(label="几岁以下算年轻", min_value=19, max_value=60)
    educated = forms.ChoiceField(label="什么文化程度以上算较高", choices=list(EDUCATION.items()))


class ChoiceForm(Form):
    """Which text."""

    procedure = forms.ChoiceField(label="按哪个程序办下去")
    reason = forms.CharField(label="理由", max_length=300, widget=forms.Textarea)

    def __init__(self, *args: Any, texts: Sequence[tuple[str, str]], **kwargs: Any) -> None:  # noqa: ANN401
        super().__init__(*args, **kwargs)
        self.fields["procedure"].choices = list(texts)


class MoveForm(Form):
    """Going over."""

    version = forms.IntegerField(widget=forms.HiddenInput)
