"""Forms of the pack; ``given()`` is what the act takes."""

from __future__ import annotations

from typing import Any

from django import forms

from zhidu.apps.procedures.pack.parts import SOURCES, Part
from zhidu.apps.procedures.pack.reading import Pack
from zhidu.foundation.clock import today
from zhidu.foundation.ui.forms import Form

CHOOSE = ("", "请选择")


class _Given(Form):
    def given(self) -> dict[str, Any]:
        """What the act takes."""
        return dict(self.cleaned_data)


class PartForm(_Given):
    """One part: the day, and a few words where they are asked for."""

    words = forms.CharField(widget=forms.Textarea(attrs={"rows": 3}))
    on = forms.DateField(label="哪天")

    def __init__(self, *args: Any, part: Part, **kwargs: Any) -> None:  # noqa: ANN401
        kwargs["initial"] = {"on": today()}
        super().__init__(*args, **kwargs)
        self.part = part
        self.fields["words"].label = part.asks
        if not part.asks:
            self.fields.pop("words")
        self.fields["on"].widget.attrs["max"] = today().isoformat()

    def given(self) -> dict[str, Any]:
        return {"part": self.part.key, **self.cleaned_data}


class OpinionForm(_Given):
    """Of whom, and what."""

    source = forms.ChoiceField(label="谁的意见", choices=list(SOURCES.items()), widget=forms.RadioSelect)
    words = forms.CharField(label="意见", widget=forms.Textarea(attrs={"rows": 4}))


class TalkForm(_Given):
    """Who talked with whom."""

    person = forms.TypedChoiceField(label="谁", coerce=int)
    others = forms.TypedMultipleChoiceField(label="和谁谈的", coerce=int, widget=forms.CheckboxSelectMultiple)
    words = forms.CharField(label="谈了什么", required=False, widget=forms.Textarea(attrs={"rows": 3}))
    on = forms.DateField(label="哪天")

    def __init__(self, *args: Any, pack: Pack, **kwargs: Any) -> None:  # noqa: ANN401
        kwargs["initial"] = {"on": today(), **kwargs.get("initial", {})}
        super().__init__(*args, **kwargs)
        people = {one.person: one.name for one in [*pack.committee, *pack.people]}
        self.fields["person"].choices = [CHOOSE, *people.items()]
        self.fields["others"].choices = list(people.items())


class ProblemForm(_Given):
    """The problem, the measure, who carries it out, by when."""

    problem = forms.CharField(label="问题", max_length=200)
    measure = forms.CharField(label="整改措施", max_length=200)
    person = forms.TypedChoiceField(label="谁办", coerce=int)
    due = forms.DateField(label="最迟哪天")

    def __init__(self, *args: Any, pack: Pack, **kwargs: Any) -> None:  # noqa: ANN401
        super().__init__(*args, **kwargs)
        people = {one.person: one.name for one in [*pack.committee, *pack.people]}
        self.fields["person"].choices = [CHOOSE, *people.items()]
        self.fields["due"].widget.attrs["min"] = today().isoformat()


class AnalysisForm(_Given):
    """What somebody wrote of themselves, typed or as a file."""

    person = forms.TypedChoiceField(label="谁的", coerce=int, required=False, empty_value=None)
    words = forms.CharField(
        label="材料", required=False, max_length=20_000, widget=forms.Textarea(attrs={"rows": 12})
    )
    upload = forms.FileField(label="或者上传文件", required=False)

    def __init__(
        self,
        *args: Any,  # noqa: ANN401
        pack: Pack,
        keeps: bool,
        own: int | None,
        **kwargs: Any,  # noqa: ANN401
    ) -> None:
        super().__init__(*args, **kwargs)
        lacking = [one for one in pack.people if one.person not in pack.analyses]
        self.fields["person"].choices = [("", "请选择"), *((one.person, one.name) for one in lacking)]
        self.fields["person"].initial = own if own in {one.person for one in lacking} else None
        if not keeps:
            self.fields.pop("person")
