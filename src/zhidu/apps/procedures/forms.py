"""Forms of cases: opening one, taking a step, putting it to its gate, answering a request."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms

from zhidu.apps.activities.states import Circle
from zhidu.apps.procedures.engine import Live
from zhidu.apps.procedures.papers_in import Paper, own_papers
from zhidu.apps.procedures.states import Answer
from zhidu.domain.procedures import OTHERWISE, Step
from zhidu.foundation.clock import today
from zhidu.foundation.ui.forms import Form

PAPER, RECORD, PLACE, FIELD = "paper_", "record_", "place_", "field_"


class OpenForm(Form):
    """A new case of a procedure that was chosen."""

    title = forms.CharField(
        label="叫什么", max_length=200, required=False, help_text="不填就用程序的名字和是哪一位。"
    )
    first = forms.DateField(label="哪天立项")
    person = forms.ChoiceField(label="是哪一位", required=False)
    about = forms.ChoiceField(label="针对哪个组织", required=False)
    meeting = forms.ChoiceField(label="哪次会", required=False)
    circle = forms.ChoiceField(label="谁能看", required=False)

    def __init__(
        self,
        *args: Any,  # noqa: ANN401
        people: list[tuple[str, str]],
        places: list[tuple[str, str]],
        meetings: list[tuple[str, str]],
        circles: list[Circle],
        about: str,
        private: bool,
        **kwargs: Any,  # noqa: ANN401
    ) -> None:
        super().__init__(*args, **kwargs)
        for name, choices in (("person", people), ("about", places), ("meeting", meetings)):
            self.fields[name].choices = [("", "请选择"), *choices]
        if about:
            wanted = {"person": "person", "organization": "about", "meeting": "meeting"}[about]
            self.fields[wanted].required = wanted == "person"
            for name in {"person", "about", "meeting"} - {wanted}:
                self.fields.pop(name)
        elif not places:
            self.fields.pop("about")
        if "meeting" in self.fields and not meetings:
            self.fields.pop("meeting")
        self.fields["circle"].choices = [(one.value, one.chinese) for one in circles]
        if private:
            self.fields.pop("title")
        if len(circles) == 1:
            self.fields.pop("circle")

    def given(self) -> dict[str, Any]:
        """What the act takes."""
        data = self.cleaned_data
        found: dict[str, Any] = {"first": data["first"], "title": data.get("title", "")}
        for name in ("person", "about", "meeting"):
            found[name] = int(data[name]) if data.get(name) else None
        found["circle"] = data.get("circle", "")
        return found


class PapersForm(Form):
    """The papers a step asks for, each handed in one of three ways."""

    def papers(self, going: Live, step: Step, records: list[tuple[str, str]], tokens: Sequence[str]) -> None:
        """Add the fields of those of *tokens* that nobody has handed in yet."""
        self.step, self.going = step, going
        ready = {one.token for one in going.ready(step.id)}
        self.lacking = [token for token in tokens if token not in ready]
        more: dict[str, forms.Field] = {}
        for token in self.lacking:
            more[PAPER + token] = forms.FileField(label="上传文件", required=False)
            more[RECORD + token] = forms.ChoiceField(
                label="或者用已有的记录", required=False, choices=[("", "不用"), *records]
            )
            more[PLACE + token] = forms.CharField(
                label="或者写纸质的存在哪里", required=False, max_length=200
            )
        self.add_fields(more)

    def clean(self) -> dict[str, Any]:
        """One way for each paper: not none, not two."""
        data = super().clean() or {}
        for token in self.lacking:
            ways = [data.get(prefix + token) for prefix in (PAPER, RECORD, PLACE)]
            if sum(bool(one) for one in ways) == 1 or PAPER + token in self.errors:
                continue
            none = f"{self.going.said(token)}还没有：上传文件、选已有的记录，或写纸质的存在哪里，选一样。"
            two = "只选一样：上传文件、用已有的记录，或写纸质的存在哪里。"
            self.add_error(PAPER + token, two if any(ways) else none)
        return data

    @property
    def sheets(self) -> list[tuple[str, Any, Any, Any]]:
        """Papers still to be handed in, each with the three ways."""
        return [
            (self.going.said(token), self[PAPER + token], self[RECORD + token], self[PLACE + token])
            for token in self.lacking
        ]

    def handed_in(self) -> list[Paper]:
        """What the acts take."""
        data = self.cleaned_data
        return [
            Paper(
                token,
                data.get(PAPER + token) or None,
                int(data[RECORD + token]) if data.get(RECORD + token) else None,
                data.get(PLACE + token, ""),
            )
            for token in self.lacking
        ]


class StepForm(PapersForm):
    """Taking one step: what the procedure asks for, and nothing else."""

    on = forms.DateField(label="哪天办的")
    result = forms.ChoiceField(label="结果", widget=forms.RadioSelect)
    words = forms.CharField(
        label="情况",
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="怎样办的、谁参加、有什么意见；没有要说的不写。",
    )
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(
        self,
        *args: Any,  # noqa: ANN401
        going: Live,
        step: Step,
        records: list[tuple[str, str]],
        **kwargs: Any,  # noqa: ANN401
    ) -> None:
        super().__init__(*args, **kwargs)
        branches = going.branches(step)
        if branches:
            self.fields["result"].choices = [
                *((one, going.said(one)) for one in branches),
                (OTHERWISE, "没有上面的情况"),
            ]
        else:
            self.fields.pop("result")
        self.add_fields(
            {FIELD + name: forms.CharField(label=going.said(name), max_length=500) for name in step.fields}
        )
        self.papers(going, step, records, step.evidence)

    @property
    def asked(self) -> list[Any]:
        """Boxes of the procedure."""
        return [self[FIELD + name] for name in self.step.fields]

    def given(self) -> dict[str, Any]:
        """What the act takes."""
        data = self.cleaned_data
        return {
            "on": data["on"],
            "words": data["words"],
            "version": data["version"],
            "result": data.get("result", ""),
            "fields": {name: data[FIELD + name] for name in self.step.fields},
            "papers": self.handed_in(),
        }


class AskForm(PapersForm):
    """Putting a step to its gate, with the papers whoever decides has to read."""

    on = forms.DateField(label="哪天")
    words = forms.CharField(label="说明", required=False, widget=forms.Textarea(attrs={"rows": 4}))
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(
        self,
        *args: Any,  # noqa: ANN401
        going: Live,
        step: Step,
        records: list[tuple[str, str]],
        **kwargs: Any,  # noqa: ANN401
    ) -> None:
        super().__init__(*args, **kwargs)
        self.papers(going, step, records, own_papers(going, step))

    def given(self) -> dict[str, Any]:
        """What the act takes."""
        data = self.cleaned_data
        return {
            "on": data["on"],
            "words": data["words"],
            "version": data["version"],
            "papers": self.handed_in(),
        }


class DecideForm(Form):
    """What a level says to a request."""

    answer = forms.ChoiceField(
        label="批复",
        widget=forms.RadioSelect,
        choices=[("agreed", "同意"), ("returned", "退回补正"), ("refused", "不同意")],
    )
    words = forms.CharField(
        label="意见",
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="退回的写明补什么；不同意的写明为什么。",
    )
    on = forms.DateField(label="批复日期")
    further = forms.BooleanField(label="同意，并请再上一级批", required=False)
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, last: bool, top: bool, ruling: bool, **kwargs: Any) -> None:  # noqa: ANN401
        super().__init__(*args, **kwargs)
        if not last or top:
            self.fields.pop("further")
        if ruling:
            self.fields["answer"].label, self.fields["words"].help_text = "裁决", "写明裁决什么、为什么。"
            self.fields["answer"].choices = [
                (one.value, one.ruled) for one in (Answer.AGREED, Answer.REFUSED, Answer.RETURNED)
            ]


def day_of(form: Form, name: str = "on") -> None:
    """No later than today, in the browser too."""
    form.fields[name].widget.attrs["max"] = today().isoformat()


class CloseForm(Form):
    """The last day of a case."""

    on = forms.DateField(label="哪天办结")
    version = forms.IntegerField(widget=forms.HiddenInput)


class WithdrawForm(Form):
    """Ending a case that will not go on."""

    on = forms.DateField(label="哪天撤回")
    reason = forms.CharField(label="为什么撤回", max_length=300, widget=forms.Textarea(attrs={"rows": 3}))
    version = forms.IntegerField(widget=forms.HiddenInput)


class TakeBackForm(Form):
    """What was wrong with the latest move."""

    reason = forms.CharField(label="哪里记错了", max_length=300, widget=forms.Textarea(attrs={"rows": 3}))
    version = forms.IntegerField(widget=forms.HiddenInput)


class PlanForm(Form):
    """A step and its day; or every step as early as it may be."""

    step = forms.ChoiceField(label="哪一步", required=False)
    on = forms.DateField(label="哪天", required=False, help_text="不填，就从计划里去掉。")
    everything = forms.BooleanField(label="各步都排在最早可办的日子", required=False)
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, steps: list[tuple[str, str]], **kwargs: Any) -> None:  # noqa: ANN401
        super().__init__(*args, **kwargs)
        self.fields["step"].choices = [("", "请选择"), *steps]

    def clean(self) -> dict[str, Any]:
        """Either one step or all."""
        data = super().clean() or {}
        if not data.get("everything") and not data.get("step"):
            self.add_error("step", "请选哪一步，或者选各步都排在最早的日子。")
        return data


class DelegateForm(Form):
    """Who acts, until when, and why."""

    receiver = forms.ChoiceField(label="委托给谁")
    until = forms.DateField(label="到哪天")
    reason = forms.CharField(label="为什么", max_length=200)
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, people: list[tuple[str, str]], **kwargs: Any) -> None:  # noqa: ANN401
        super().__init__(*args, **kwargs)
        self.fields["receiver"].choices = [("", "请选择"), *people]


class ObjectForm(Form):
    """An objection."""

    on = forms.DateField(label="哪天提出")
    who = forms.CharField(label="谁提出的", max_length=80, required=False)
    words = forms.CharField(label="内容", widget=forms.Textarea(attrs={"rows": 4}))
    version = forms.IntegerField(widget=forms.HiddenInput)


class SettleObjectionForm(Form):
    """What was found of an objection."""

    upheld = forms.ChoiceField(
        label="核实结论", widget=forms.RadioSelect, choices=[("no", "不成立"), ("yes", "成立")]
    )
    finding = forms.CharField(
        label="核实情况", widget=forms.Textarea(attrs={"rows": 4}), help_text="怎样核实的，依据是什么。"
    )
    version = forms.IntegerField(widget=forms.HiddenInput)


class SettleForm(Form):
    """How a publication ended."""

    on = forms.DateField(label="哪天")
    words = forms.CharField(label="说明", required=False, widget=forms.Textarea(attrs={"rows": 3}))
    version = forms.IntegerField(widget=forms.HiddenInput)
