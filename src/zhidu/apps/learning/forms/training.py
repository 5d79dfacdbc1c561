"""Forms of training classes, the question bank and exams."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from django import forms

from zhidu.apps.learning.actions.questions import Asked
from zhidu.apps.learning.actions.trainings import Course
from zhidu.apps.learning.examining import Answered
from zhidu.apps.learning.training import LEVELS
from zhidu.domain.learning.exam import LETTERS, Kind, Part
from zhidu.foundation.clock import now, today
from zhidu.foundation.ui.forms import Form

KINDS = [(one.value, one.chinese) for one in Kind]


class TrainingForm(Form):
    """A class as it is opened."""

    title = forms.CharField(label="名称", max_length=200)
    first = forms.DateField(label="自哪天", initial=today)
    last = forms.DateField(label="到哪天", initial=today)
    hours = forms.DecimalField(label="学完计几学时", max_digits=5, decimal_places=2)
    venue = forms.CharField(label="地点", max_length=120, required=False)

    def __init__(
        self,
        *args: Any,  # noqa: ANN401
        ways: dict[str, str],
        topics: dict[str, str],
        elections: list[tuple[str, str]],
        **kwargs: Any,  # noqa: ANN401
    ) -> None:
        super().__init__(*args, **kwargs)
        more: dict[str, forms.Field] = {}
        for name, label, choices in (("forms", "形式", ways), ("topics", "内容", topics)):
            if choices:
                more[name] = forms.MultipleChoiceField(
                    label=label,
                    choices=list(choices.items()),
                    widget=forms.CheckboxSelectMultiple,
                    required=False,
                )
        if elections:
            more["after"] = forms.ChoiceField(
                label="是哪次换届以后的培训", choices=[("", "不是换届的培训"), *elections], required=False
            )
        self.add_fields(more)

    @property
    def course(self) -> Course:
        """As the act takes it."""
        data = self.cleaned_data
        return Course(
            **{name: data[name] for name in ("title", "first", "last", "hours", "venue")},
            forms=";".join(data.get("forms", ())),
            topics=";".join(data.get("topics", ())),
            after=int(data["after"]) if data.get("after") else None,
        )


class RosterForm(Form):
    """Who is on the roster: everybody is ticked who was found, and whoever is on it already."""

    people = forms.MultipleChoiceField(label="学员", widget=forms.CheckboxSelectMultiple, required=False)
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, choices: list[tuple[str, str]], **kwargs: Any) -> None:  # noqa: ANN401
        super().__init__(*args, **kwargs)
        self.fields["people"].choices = choices


class FinishForm(Form):
    """Who finished, with the number of the certificate."""

    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, trainees: Iterable[Any], **kwargs: Any) -> None:  # noqa: ANN401
        super().__init__(*args, **kwargs)
        self.trainees = list(trainees)
        more: dict[str, forms.Field] = {}
        for one in self.trainees:
            name = one.person.name
            more[f"done{one.person_id}"] = forms.BooleanField(
                label=f"{name}结业", required=False, initial=True
            )
            more[f"number{one.person_id}"] = forms.CharField(
                label=f"{name}的证书号", max_length=40, required=False
            )
        self.add_fields(more)

    def lines(self) -> list[tuple[Any, Any, Any]]:
        """Trainee, tick and number, for the page."""
        return [(one, self[f"done{one.person_id}"], self[f"number{one.person_id}"]) for one in self.trainees]

    @property
    def certificates(self) -> dict[int, str]:
        """As the act takes it."""
        data = self.cleaned_data
        return {
            one.person_id: data[f"number{one.person_id}"]
            for one in self.trainees
            if data[f"done{one.person_id}"]
        }


class QuestionForm(Form):
    """One question; options one a line."""

    kind = forms.ChoiceField(label="题型", choices=KINDS)
    text = forms.CharField(label="题目", max_length=500, widget=forms.Textarea(attrs={"rows": 2}))
    options = forms.CharField(
        label="选项",
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="单选、多选写，一行一个，从 A 起。",
    )
    answer = forms.CharField(
        label="答案", max_length=500, required=False, help_text="如 B、ACD、对；简答写要点，供判题参考。"
    )
    topic = forms.CharField(label="类别", max_length=40, required=False)
    level = forms.TypedChoiceField(label="难度", choices=list(LEVELS.items()), coerce=int, initial=2)

    @property
    def asked(self) -> Asked:
        """As the act takes it."""
        data = self.cleaned_data
        options = tuple(line.strip() for line in data["options"].splitlines() if line.strip())
        answer = data["answer"].strip()
        if data["kind"] in {Kind.SINGLE, Kind.MULTIPLE}:
            answer = answer.upper()
        return Asked(
            kind=data["kind"],
            text=data["text"].strip(),
            options=options,
            answer=answer,
            topic=data["topic"].strip(),
            level=data["level"],
        )


class ImportForm(Form):
    """A table of questions."""

    upload = forms.FileField(label="题目的表格（xlsx）")


class ExamForm(Form):
    """When, how a paper is made up, and from when on it is passed."""

    title = forms.CharField(label="名称", max_length=120)
    opens = forms.DateTimeField(label="开始", initial=lambda: now().replace(second=0, microsecond=0))
    closes = forms.DateTimeField(
        label="截止", initial=lambda: now().replace(second=0, microsecond=0) + timedelta(days=7)
    )
    passed_from = forms.IntegerField(label="答对百分之几算合格", min_value=1, max_value=100)
    topic = forms.ChoiceField(label="只从哪一类里抽", required=False)
    level = forms.ChoiceField(label="难度", choices=[("", "都可以"), *LEVELS.items()], required=False)

    def __init__(
        self,
        *args: Any,  # noqa: ANN401
        topics: Iterable[str],
        trainings: list[tuple[str, str]],
        stock: dict[str, int],
        **kwargs: Any,  # noqa: ANN401
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["topic"].choices = [("", "都可以"), *((one, one) for one in topics)]
        more: dict[str, forms.Field] = {}
        for kind in Kind:
            more[f"n_{kind.value}"] = forms.IntegerField(
                label=f"{kind.chinese}题",
                min_value=0,
                max_value=200,
                initial=0,
                required=False,
                help_text=f"题库里有 {stock.get(kind.value, 0)} 道。",
            )
        if trainings:
            more["training"] = forms.ChoiceField(
                label="给谁考", choices=[("", "本组织全体党员"), *trainings], required=False
            )
        self.add_fields(more)

    def numbers(self) -> list[Any]:
        """The fields of the make-up, for the page."""
        return [self[f"n_{kind.value}"] for kind in Kind]

    @property
    def parts(self) -> list[Part]:
        """As the act takes it."""
        data = self.cleaned_data
        level = int(data["level"] or 0)
        return [
            Part(kind, number, data["topic"], level)
            for kind in Kind
            if (number := data.get(f"n_{kind.value}") or 0)
        ]


class PaperForm(Form):
    """Somebody's paper; nothing has to be answered to be kept."""

    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, rows: Iterable[Answered], **kwargs: Any) -> None:  # noqa: ANN401
        super().__init__(*args, **kwargs)
        more: dict[str, forms.Field] = {}
        self._kinds: dict[int, str] = {}
        for number, row in enumerate(rows, start=1):
            one = row.question
            label = f"{number}.（{one.get_kind_display()}）{one.text}"
            letters = [
                (letter, f"{letter}. {text}") for letter, text in zip(LETTERS, one.options, strict=False)
            ]
            field: forms.Field
            if one.kind == Kind.SHORT:
                field = forms.CharField(
                    label=label, max_length=2000, required=False, widget=forms.Textarea(attrs={"rows": 4})
                )
                field.initial = row.given
            elif one.kind == Kind.MULTIPLE:
                field = forms.MultipleChoiceField(
                    label=label, choices=letters, widget=forms.CheckboxSelectMultiple, required=False
                )
                field.initial = list(row.given)
            else:
                choices = letters if one.kind == Kind.SINGLE else [("对", "对"), ("错", "错")]
                field = forms.ChoiceField(
                    label=label, choices=choices, widget=forms.RadioSelect, required=False
                )
                field.initial = row.given
            more[f"q{one.pk}"] = field
            self._kinds[one.pk] = one.kind
        self.add_fields(more)

    def questions(self) -> list[Any]:
        """The fields in the order of the paper."""
        return [self[f"q{pk}"] for pk in self._kinds]

    @property
    def answers(self) -> dict[int, str]:
        """As the act takes it."""
        data = self.cleaned_data
        return {
            pk: "".join(sorted(data[f"q{pk}"])) if kind == Kind.MULTIPLE else data[f"q{pk}"]
            for pk, kind in self._kinds.items()
        }
