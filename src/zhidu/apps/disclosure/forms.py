"""Forms of notices, of the public page, and of the look-up."""

from __future__ import annotations

from typing import Any

from django import forms

from zhidu.apps.disclosure.entries import LONGEST_TEXT, LONGEST_TITLE, Entry
from zhidu.apps.disclosure.models import Notice, PublicPage
from zhidu.apps.disclosure.states import Audience, Category, Channel
from zhidu.foundation.ui.forms import Form


def _words(words: Any) -> list[tuple[str, str]]:  # noqa: ANN401 - one of the closed lists
    return [(one.value, one.chinese) for one in words]


class NoticeForm(Form):
    """What is disclosed, to whom, from when until when."""

    title = forms.CharField(label="标题", max_length=LONGEST_TITLE)
    category = forms.ChoiceField(label="类别", choices=_words(Category))
    audience = forms.ChoiceField(
        label="向谁公开", choices=_words(Audience), widget=forms.RadioSelect, initial=Audience.PUBLIC.value
    )
    text = forms.CharField(
        label="内容",
        required=False,
        max_length=LONGEST_TEXT,
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text="向群众公开的，不写身份证号等个人信息。",
    )
    via = forms.MultipleChoiceField(
        label="通过什么", choices=_words(Channel), widget=forms.CheckboxSelectMultiple
    )
    first = forms.DateField(label="公开日期")
    last = forms.DateField(
        label="公开到", required=False, help_text="空着是长期；到了这一天的第二天，群众就看不到了。"
    )
    about = forms.ChoiceField(
        label="说的是哪条记录",
        required=False,
        help_text="选了的，制度要求公开这件事的那一条，由此就算办了，不用另填。",
    )
    matter = forms.ChoiceField(label="公示的是哪件事项", required=False)

    def __init__(
        self,
        *args: Any,  # noqa: ANN401
        about: list[tuple[str, str]],
        matters: list[tuple[str, str]],
        **kwargs: Any,  # noqa: ANN401
    ) -> None:
        super().__init__(*args, **kwargs)
        for name, found in (("about", about), ("matter", matters)):
            if found:
                self.fields[name].choices = [("", "不对应哪一条"), *found]
            else:
                self.fields.pop(name)

    def entry(self) -> Entry:
        """What was filled in, as the acts take it."""
        data = self.cleaned_data
        return Entry(
            category=data["category"],
            title=data["title"],
            text=data["text"],
            audience=data["audience"],
            via=tuple(data["via"]),
            first=data["first"],
            last=data["last"],
            about=int(data["about"]) if data.get("about") else None,
            matter=int(data["matter"]) if data.get("matter") else None,
        )


class CorrectForm(NoticeForm):
    """The same with why it is changed, and which version was in sight."""

    reason = forms.CharField(label="为什么更正", max_length=300)
    version = forms.IntegerField(widget=forms.HiddenInput)


class WithdrawForm(Form):
    """Why it is taken down."""

    reason = forms.CharField(label="为什么撤回", max_length=300)
    version = forms.IntegerField(widget=forms.HiddenInput)


class PageForm(Form):
    """How residents reach an organisation."""

    open = forms.BooleanField(label="对外开放这个公开页", required=False)
    title = forms.CharField(label="页面名称", max_length=40, required=False)
    phone = forms.CharField(label="热线电话", max_length=40, required=False)
    phone_hours = forms.CharField(label="接电话的时间", max_length=60, required=False)
    place = forms.CharField(label="地点", max_length=120, required=False)
    hours = forms.CharField(label="开放时间", max_length=120, required=False)
    card = forms.CharField(label="评议卡怎样填", max_length=200, required=False)
    box = forms.CharField(label="意见箱在哪里", max_length=200, required=False)
    booking = forms.CharField(label="怎样预约", max_length=200, required=False)
    version = forms.IntegerField(widget=forms.HiddenInput, initial=0)


class FindForm(Form):
    """The code on the slip of paper."""

    code = forms.CharField(label="查询码（纸条或短信上的 8 位）", max_length=20)

    def clean_code(self) -> str:
        """The code as it is kept: without blanks, in capitals."""
        return "".join(str(self.cleaned_data["code"]).split()).replace("-", "").upper()


def initial(notice: Notice) -> dict[str, Any]:
    """A notice as the form that corrects it begins."""
    return {
        "title": notice.title,
        "category": notice.category,
        "audience": notice.audience,
        "text": notice.text,
        "via": notice.via.split(";"),
        "first": notice.first,
        "last": notice.last,
        "about": notice.about_id,
        "matter": notice.matter_id,
        "version": notice.version,
    }


def page_initial(page: PublicPage | None, name: str) -> dict[str, Any]:
    """The public page as its form begins; a new one with the name alone."""
    if page is None:
        return {"open": True, "title": name, "version": 0}
    names = ("open", "title", "phone", "phone_hours", "place", "hours", "card", "box", "booking", "version")
    return {one: getattr(page, one) for one in names}
