"""Samples for the gallery page; every name in them is made up."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from django import forms
from django.core.paginator import Paginator

from zhidu.foundation.ui.forms import Form
from zhidu.foundation.ui.gallery_pictures import pictures

PARTS = ("controls", "pictures", "panels", "forms", "tables", "states")


class Sample(Form):
    """Every widget, some of them refused."""

    held_on = forms.DateField(label="开会日期", help_text="按开会那天算，不按录入那天算。")
    begins = forms.TimeField(label="几点开始")
    present = forms.IntegerField(label="实到人数", min_value=0)
    place = forms.CharField(label="地点", max_length=80)
    kind = forms.ChoiceField(
        label="会议种类", choices=[("", "请选"), ("committee", "支委会"), ("group", "党小组会")]
    )
    way = forms.ChoiceField(
        label="表决方式", choices=[("hands", "举手"), ("secret", "无记名投票")], widget=forms.RadioSelect
    )
    people = forms.MultipleChoiceField(
        label="列席",
        choices=[("1", "韩立"), ("2", "刘春梅")],
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    told = forms.BooleanField(label="会前已发通知", required=False)
    words = forms.CharField(label="会议内容", widget=forms.Textarea, required=False)
    paper = forms.FileField(label="签到表", required=False, help_text="照片或 pdf，不超过 10 兆。")

    def clean_present(self) -> int:
        found: int = self.cleaned_data["present"]
        if found > 28:
            raise forms.ValidationError("实到不能多于应到会 28 人。若有列席，请填在“列席”。")
        return found


class Fresh(Form):
    """A form nobody has sent yet."""

    site = forms.CharField(label="阵地", max_length=80)
    open_on = forms.DateField(label="启用日期", required=False)


def _form() -> Sample:
    return Sample(
        {
            "held_on": "2026-11-25",
            "begins": "19:00",
            "present": "31",
            "place": "",
            "kind": "committee",
            "way": "hands",
            "told": "on",
        }
    )


def _dues() -> list[dict[str, Any]]:
    rows = [
        ("钱大勇", "按月领薪", "6240", "93.60", None, "pending", "未交"),
        ("王秀兰", "退休", "3860", "19.30", None, "pending", "未交"),
        ("周建国", "按月领薪", "5000", "50.00", date(2026, 11, 3), "met", "已交"),
        ("林晓梅", "按月领薪", "3000.01", "30.00", date(2026, 11, 4), "met", "已交"),
    ]
    names = ("name", "kind", "base", "due", "on", "verdict", "word")
    return [
        {**dict(zip(names, row, strict=True)), "base": Decimal(row[2]), "due": Decimal(row[3])}
        for row in rows
    ]


def samples() -> dict[str, Any]:
    """Context of ``ui/gallery.html``."""
    return {
        **pictures(),
        "parts": [f"ui/gallery/{name}.html" for name in PARTS],
        "form": _form(),
        "fresh": Fresh(),
        "dues": _dues(),
        "page": Paginator(range(33), 20).page(1),
        "chips": [{"title": "11月", "url": "?"}, {"title": "没交的在前", "url": "?"}],
        "tabs": [
            {"title": "全部", "url": "?", "count": 8, "current": True},
            {"title": "本周", "url": "?", "count": 4},
            {"title": "我负责的", "url": "?"},
        ],
        "families": [
            {"title": "三会一课", "url": "?", "count": 14, "current": True},
            {"title": "组织生活会", "url": "?", "count": 1},
            {"title": "评议考核", "url": "?"},
        ],
        "crumbs": [("制度", "#"), ("党支部综合制度", "#"), ("支部委员会制度", "")],
    }
