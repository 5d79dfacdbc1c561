"""Forms of the library, the lecturers, the courses and the room."""

from __future__ import annotations

from typing import Any

from django import forms

from zhidu.apps.learning.actions.add_material import Piece
from zhidu.apps.learning.actions.add_resource import Thing
from zhidu.apps.learning.library import COURSE, LECTURER, MATERIALS
from zhidu.foundation.clock import today
from zhidu.foundation.ui.forms import Form


class MaterialForm(Form):
    """One piece."""

    kind = forms.ChoiceField(label="哪一种", choices=list(MATERIALS.items()))
    title = forms.CharField(label="名称", max_length=200)
    on = forms.DateField(label="日期", initial=today)
    source = forms.CharField(label="出处", max_length=200, required=False)
    text = forms.CharField(
        label="摘要或正文", max_length=20_000, required=False, widget=forms.Textarea(attrs={"rows": 5})
    )
    link = forms.CharField(label="网址", max_length=500, required=False)
    upload = forms.FileField(label="文件", required=False)

    def __init__(
        self,
        *args: Any,  # noqa: ANN401
        topics: dict[str, str],
        sessions: list[tuple[str, str]],
        **kwargs: Any,  # noqa: ANN401
    ) -> None:
        super().__init__(*args, **kwargs)
        more: dict[str, forms.Field] = {}
        if topics:
            more["topics"] = forms.MultipleChoiceField(
                label="内容类别",
                choices=list(topics.items()),
                widget=forms.CheckboxSelectMultiple,
                required=False,
            )
        if sessions:
            more["session"] = forms.ChoiceField(
                label="用在哪次学习", choices=[("", "不专为哪一次"), *sessions], required=False
            )
        self.add_fields(more)

    @property
    def piece(self) -> Piece:
        """As the act takes it."""
        data = self.cleaned_data
        return Piece(
            **{name: data[name] for name in ("kind", "title", "on", "source", "text", "link")},
            topics=";".join(data.get("topics", ())),
            session=int(data["session"]) if data.get("session") else None,
        )


class ShelfForm(Form):
    """Looking for material."""

    q = forms.CharField(label="找什么", max_length=60, required=False)
    topic = forms.ChoiceField(label="内容类别", required=False)

    def __init__(self, *args: Any, topics: dict[str, str], **kwargs: Any) -> None:  # noqa: ANN401
        super().__init__(*args, **kwargs)
        self.fields["topic"].choices = [("", "全部"), *topics.items()]


class ResourceForm(Form):
    """One lecturer, course or room."""

    name = forms.CharField(label="名称", max_length=120)
    first = forms.DateField(label="自哪天", initial=today)
    words = forms.CharField(label="说明", max_length=300, required=False)

    def __init__(self, *args: Any, kind: str, categories: dict[str, str], **kwargs: Any) -> None:  # noqa: ANN401
        super().__init__(*args, **kwargs)
        self.kind = kind
        self.fields["name"].label = {LECTURER: "姓名", COURSE: "课程名称"}.get(kind, "地点")
        more: dict[str, forms.Field] = {}
        if categories:
            more["category"] = forms.ChoiceField(
                label="类别", choices=[("", "没有定"), *categories.items()], required=False
            )
        if kind == COURSE:
            more["lecturer"] = forms.CharField(label="主讲人", max_length=60, required=False)
        self.add_fields(more)

    @property
    def thing(self) -> Thing:
        """As the act takes it."""
        data = self.cleaned_data
        return Thing(
            kind=self.kind,
            name=data["name"],
            first=data["first"],
            words=data["words"],
            category=data.get("category", ""),
            lecturer=data.get("lecturer", ""),
        )
