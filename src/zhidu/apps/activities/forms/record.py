"""The form of a record: drawn from the kind, the place, the people of the day and the clauses in force."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from functools import cached_property
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.urls import reverse

from zhidu.apps.activities.agenda import Item
from zhidu.apps.activities.attendance import Attendance, Name
from zhidu.apps.activities.consents import COLUMNS as CONSENTED
from zhidu.apps.activities.consents import LONGEST_REASON as LONGEST_MOVE
from zhidu.apps.activities.entries import Entry
from zhidu.apps.activities.forms import fields
from zhidu.apps.activities.kinds import ENLARGED
from zhidu.apps.activities.lead import LONGEST_REASON
from zhidu.apps.activities.offers import of_clauses
from zhidu.apps.activities.periods import PERIODS
from zhidu.apps.activities.ports import Offer
from zhidu.apps.activities.setting import Setting
from zhidu.apps.activities.states import Standing
from zhidu.foundation.files.forms import Uploads
from zhidu.foundation.ui.forms import Form

BY_NAME, BY_NUMBER, NOT_KEPT = "names", "numbers", "none"
STANDINGS = (("", "到会"), (Standing.LEAVE.value, "请假"), (Standing.ABSENT.value, "缺席"))
LEFT_OUT = (Standing.EXCLUDED.value, Standing.EXCLUDED.chinese)
BREAK = "——"
"""Between a point of the agenda and what came of it."""
LED = ("chair", "recorder", "lecturer")
"""Columns that name somebody of the meeting."""


class RecordForm(Form):
    """What was held or done (``planning`` False) or is to be (True)."""

    on = forms.DateField(label="日期")
    begins = forms.TimeField(label="开始", required=False)
    ends = forms.TimeField(label="结束", required=False)
    title = forms.CharField(label="主题", max_length=200, required=False)
    venue = forms.CharField(label="地点", max_length=120, required=False)
    who = forms.MultipleChoiceField(label="哪些人", widget=forms.CheckboxSelectMultiple)
    post = forms.ChoiceField(label="任职")
    matter = forms.ChoiceField(label="事项")
    quantity = forms.DecimalField(label="数量", min_value=0, max_digits=14, decimal_places=4, initial=1)
    keeping = forms.ChoiceField(label="到会情况", widget=forms.RadioSelect)
    entitled = forms.IntegerField(label="应到人数", min_value=0, max_value=99999, required=False)
    present = forms.IntegerField(label="实到人数", min_value=0, max_value=99999, required=False)
    observing = forms.MultipleChoiceField(
        label="列席的人", widget=forms.CheckboxSelectMultiple, required=False
    )
    agenda = forms.CharField(
        label="议题",
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=f"每行一项；有结果的写在“{BREAK}”后面，如：讨论发展对象{BREAK}同意上报。",
    )
    left = forms.MultipleChoiceField(
        label="以前的会留下的，勾上就列入", widget=forms.CheckboxSelectMultiple, required=False
    )
    points = forms.MultipleChoiceField(
        label="按制度可以议的，勾上就列入", widget=forms.CheckboxSelectMultiple, required=False
    )
    materials = Uploads(label="会议材料", required=False)
    notes = forms.CharField(label="记录正文", required=False, widget=forms.Textarea(attrs={"rows": 6}))
    for_period = forms.CharField(
        label="为哪一期补办",
        max_length=20,
        required=False,
        help_text="过期补办才填，如 2026-09、2026-Q3 或 2026。",
    )
    unsure = forms.BooleanField(label="记录不全，只能算“也许有”", required=False)
    late_reason = forms.CharField(label="通知为什么晚", max_length=LONGEST_REASON, required=False)
    move_reason = forms.CharField(label="为什么改在这天", max_length=LONGEST_MOVE, required=False)
    notify = forms.BooleanField(label="通知应到会的人（有帐号的）", required=False, initial=True)

    def __init__(
        self,
        setting: Setting,
        *args: Any,  # noqa: ANN401
        planning: bool = False,
        correcting: bool = False,
        left: Sequence[Offer] = (),
        **kwargs: Any,  # noqa: ANN401
    ) -> None:
        super().__init__(*args, **kwargs)
        self.setting, self.planning, self.correcting = setting, planning, correcting
        self.left = left
        kind = setting.kind
        dropped = set() if kind.gathering else {"begins", "ends", "venue", "observing", "agenda"}
        dropped |= {"keeping", "entitled", "present"} if planning or not kind.gathering else set()
        dropped |= {"unsure"} if planning else set()
        dropped |= set() if planning and kind.gathering else {"notify", "late_reason", "move_reason"}
        dropped |= {"quantity"} if not kind.counted else set()
        dropped |= set() if planning and kind.gathering else {"left", "points", "materials"}
        dropped |= {"materials"} if correcting else set()
        for name in dropped:
            self.fields.pop(name, None)
        self._offer()
        if "late_reason" in self.fields:
            self._say_when_changed()
        self._about()
        if kind.gathering:
            self.fields["observing"].choices = setting.others
            if planning:
                self.fields["observing"].label = "请谁列席"
                if not correcting:
                    self.fields["observing"].initial = setting.asked_to_come
        if not planning:
            self._attendance()
        elif "agenda" in self.fields:
            self.fields["agenda"].help_text = "每行一项；上面勾的不用再写。" if self.offers else "每行一项。"
        if "quantity" in self.fields:
            self.fields["quantity"].label = kind.measure.chinese
        for column in setting.columns:
            skipped = kind.gathering and column.name in {"entitled", "present"}
            after = planning and column.name == "recorded"
            # what an arrangement is about is its agenda, ticked or typed
            ticked = planning and not correcting and column.name == "topics" and "points" in self.fields
            ticked |= planning and not correcting and column.name in CONSENTED
            if not skipped and not after and not ticked:
                fields.add(self, column, setting)
        if not kind.gathering and kind.measure.app != "activities":
            self.fields.pop("title", None)

    def _offer(self) -> None:
        """Points to tick: what earlier meetings left, and what the clauses name."""
        for name, offers in (("left", self.left), ("points", self.offers)):
            if name not in self.fields:
                continue
            if not offers:
                self.fields.pop(name)
                continue
            marked = [(one.title, f"{one.title}（{one.mark}）" if one.mark else one.title) for one in offers]
            self.fields[name].choices = marked
            self.fields[name].help_text = "；".join(dict.fromkeys(one.why for one in offers)) + "。"

    @cached_property
    def offers(self) -> list[Offer]:
        """What the clauses name for such a meeting."""
        return of_clauses(self.setting) if self.setting.kind.gathering else []

    def _say_when_changed(self) -> None:
        """Another day is looked at as soon as it is typed: whether the notice would still be in time."""
        asked = urlencode({"kind": self.setting.kind.name, "node": self.setting.place.node.id})
        self.fields["on"].widget.attrs.update(
            {
                "hx-get": f"{reverse('activities:lead')}?{asked}",
                "hx-trigger": "change",
                "hx-target": "#lead",
                "hx-swap": "outerHTML",
                # named one by one: what else was typed has no place in an address
                "hx-include": "closest form",
                "hx-params": "on,late_reason,move_reason",
            }
        )

    def _about(self) -> None:
        """Whom the record is about: asked only where the kind leaves a choice, and never changed afterwards."""
        kind, setting = self.setting.kind, self.setting
        wanted = {
            "who": kind.about_people and not kind.about_posts,
            "post": kind.about_posts,
            "matter": kind.about_matters,
        }
        for name, asked in wanted.items():
            if not asked or self.correcting:
                self.fields.pop(name)
        optional = kind.about_places or sum(wanted.values()) > 1
        if "who" in self.fields:
            self.fields["who"].choices = setting.people
            self.fields["who"].required = not optional
            if optional:
                self.fields["who"].help_text = f"记在{setting.place.node.name}名下、不针对个人的，不选。"
        if "post" in self.fields:
            self.fields["post"].choices = [("", "请选择"), *setting.posts]
        if "matter" in self.fields:
            self.fields["matter"].choices = [("", "请选择"), *setting.matters]
            self.fields["matter"].required = not optional

    def _attendance(self) -> None:
        if not self.setting.kind.gathering:
            return
        people = self.setting.entitled
        ways = [(BY_NUMBER, "只知道人数"), (NOT_KEPT, "没有记")]
        if people:
            ways.insert(0, (BY_NAME, "按名册，没有到的点出来"))
        self.fields["keeping"].choices = ways
        self.fields["keeping"].initial = ways[0][0]
        for one in people:
            # left out of 应到 is decided elsewhere; a correction keeps it where it stands
            kept = self.initial.get(f"s_{one.person}") == Standing.EXCLUDED
            self.fields[f"s_{one.person}"] = forms.ChoiceField(
                choices=(*STANDINGS, LEFT_OUT) if kept else STANDINGS,
                required=False,
                label=f"{one.name}的到会情况",
                widget=forms.RadioSelect,
            )
            self.fields[f"g_{one.person}"] = forms.CharField(
                max_length=40,
                required=False,
                label=f"{one.name}没有到的事由",
                widget=forms.TextInput(attrs={"placeholder": "事由"}),
            )

    # ------------------------------------------------------------ what the template lays out

    @property
    def roll(self) -> list[tuple[str, Any, Any]]:
        """Name, choice and ground for each of those entitled."""
        return [
            (one.name, self[f"s_{one.person}"], self[f"g_{one.person}"])
            for one in self.setting.entitled
            if f"s_{one.person}" in self.fields
        ]

    @property
    def roll_open(self) -> bool:
        """Whether the list stands open: somebody was not there, or something is wrong with it."""
        return bool(self.errors.get("names")) or any(status.value() for _, status, _ in self.roll)

    @property
    def numbers_open(self) -> bool:
        """Whether the other ways to keep attendance stand open: one is taken, or something is wrong there."""
        wrong = self["entitled"].errors or self["present"].errors or self["keeping"].errors
        return bool(wrong) or not self.setting.entitled or self["keeping"].value() != BY_NAME

    @property
    def extra_open(self) -> bool:
        """Whether the last part stands open: something stands in it, or is wrong there."""
        folded = "agenda" if self.setting.kind.one_theme else "title"
        names = [folded, "notes", "observing", "unsure"]
        if self.is_bound or self.correcting:
            names.append("for_period")  # else an address fills it in, and the page says so at the top
        told = [self[name] for name in names if name in self.fields] + self.more_columns
        return any(one.errors or one.value() for one in told)

    @property
    def sits_in_first(self) -> bool:
        """Whether who sits in is asked before the rest: at enlarged meetings, and lectures for more than members."""
        asked = self.setting.kind.name in ENLARGED or bool(self.setting.asked_to_come)
        return self.planning and asked

    @property
    def period_words(self) -> str:
        """The period this makes up for, as people say it; '' where it is for none."""
        key = self["for_period"].value() or ""
        try:
            return PERIODS.parse(key).chinese() if key else ""
        except ValueError:
            return key

    @property
    def because(self) -> list[str]:
        """Clauses that look at the columns of this form."""
        found = [reason for column in self.setting.columns for reason in column.because]
        return list(dict.fromkeys(found))[:12]

    @property
    def who_led(self) -> list[Any]:
        """Who chaired, took the minutes, lectured."""
        return [field for name, field in self._columns() if name in LED]

    @property
    def asked_columns(self) -> list[Any]:
        """Columns that a clause in force looks at; the minutes of any meeting may hold the others."""
        asked = {column.name for column in self.setting.columns if column.because}
        return [field for name, field in self._columns() if name in asked and name not in LED]

    @property
    def more_columns(self) -> list[Any]:
        shown = {field.name for field in [*self.who_led, *self.asked_columns]}
        return [field for _, field in self._columns() if field.name not in shown]

    def _columns(self) -> list[tuple[str, Any]]:
        return [
            (name.removeprefix(fields.PREFIX).removesuffix(fields.OTHER), self[name])
            for name in self.fields
            if name.startswith(fields.PREFIX)
        ]

    # ------------------------------------------------------------ what the acts take

    def entries(self) -> list[Entry]:
        """One entry, or one for each person ticked."""
        data, setting = self.cleaned_data, self.setting
        cells = fields.cells(self, setting)
        if data.get("keeping") == BY_NUMBER:
            for name in ("entitled", "present"):
                if data.get(name) is not None:
                    cells[name] = str(data[name])
        one = {
            "kind": setting.kind.name,
            "node": setting.place.node.id,
            "on": data["on"],
            "quantity": data.get("quantity") or Decimal(1) if setting.kind.counted else Decimal(1),
            "begins": data.get("begins"),
            "ends": data.get("ends"),
            "title": data.get("title", ""),
            "venue": data.get("venue", ""),
            "notes": data.get("notes", ""),
            "for_period": data.get("for_period", ""),
            "sure": not data.get("unsure"),
            "planned": self.planning,
            "columns": cells,
        }
        if data.get("post"):
            return [Entry(**one, post=int(data["post"]))]
        if data.get("matter"):
            return [Entry(**one, matter=int(data["matter"]))]
        chosen = [_person(code) for code in data.get("who") or ()]
        return [Entry(**one, person=pk, prospect=prospect) for pk, prospect in chosen] or [Entry(**one)]

    def attendance(self) -> Attendance | None:
        """The exceptions, where a list of names is kept; of an arrangement those asked to sit in."""
        data = self.cleaned_data
        if self.planning:
            asked = [_person(code) for code in data.get("observing") or ()]
            apart = [Name(pk, Standing.OBSERVER.value, prospect=prospect) for pk, prospect in asked]
            return Attendance(tuple(apart)) if self.setting.kind.gathering else None
        if data.get("keeping") != BY_NAME:
            return None
        apart = [
            Name(one.person, data[f"s_{one.person}"], data.get(f"g_{one.person}", "").strip())
            for one in self.setting.entitled
            if data.get(f"s_{one.person}")
        ]
        for code in data.get("observing") or ():
            pk, prospect = _person(code)
            apart.append(Name(pk, Standing.OBSERVER.value, prospect=prospect))
        return Attendance(tuple(apart))

    def items(self) -> list[Item]:
        """The agenda, a line a point, and what was ticked; each with the word of the rules it comes under."""
        topics = {one.title: one.topic for one in (*self.offers, *self.left)}
        found: dict[str, Item] = {}
        ticked = [*(self.cleaned_data.get("left") or ()), *(self.cleaned_data.get("points") or ())]
        for line in [*self.cleaned_data.get("agenda", "").splitlines(), *ticked]:
            words, _, outcome = line.partition(BREAK)
            title = words.strip()
            if title and title not in found:
                found[title] = Item(title=title, topic=topics.get(title, ""), outcome=outcome.strip())
        return list(found.values())


def _person(code: str) -> tuple[int, bool]:
    prefix, _, number = code.partition("-")
    return int(number), prefix == "prospect"


class CorrectForm(RecordForm):
    """The same with why it is changed, and which version was in sight."""

    reason = forms.CharField(label="为什么更正", max_length=300)
    version = forms.IntegerField(widget=forms.HiddenInput)


class HoldForm(RecordForm):
    """Writing down that what was arranged was held."""

    version = forms.IntegerField(widget=forms.HiddenInput)
