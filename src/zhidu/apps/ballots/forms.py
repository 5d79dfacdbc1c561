"""Forms: preparing, the roll, casting, counting."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django import forms

from zhidu.apps.ballots.actions.sheets import QUESTION, Filled
from zhidu.apps.ballots.drafting import LONGEST_TEXT, LONGEST_TITLE, MOST_SEATS, POSTS, Draft
from zhidu.apps.ballots.electorate import Exceptions, Name
from zhidu.apps.ballots.requirements import GROUNDS, Asked
from zhidu.apps.ballots.states import FORUMS, Choice, Method, Role, Standing
from zhidu.domain.decisions.papers import Marks
from zhidu.domain.rules.vocabulary.words import MATTERS
from zhidu.foundation.ui.forms import Form

Choices = list[tuple[str, str]]
NOBODY = ("", "不选")
MOST = 100_000


def _number(label: str, **more: Any) -> forms.IntegerField:  # noqa: ANN401
    return forms.IntegerField(label=label, min_value=0, max_value=MOST, **more)


class NewForm(Form):
    """What is put to the vote."""

    matter = forms.ChoiceField(label="事项", choices=[("", "请选择"), *MATTERS.items()])
    title = forms.CharField(
        label="表决什么",
        max_length=LONGEST_TITLE,
        help_text="写成能回答同意不同意的一句话，选票上就是这一句。",
    )
    text = forms.CharField(
        label="说明", required=False, max_length=LONGEST_TEXT, widget=forms.Textarea(attrs={"rows": 4})
    )
    meeting = forms.ChoiceField(label="在哪次会上", required=False)
    forum = forms.ChoiceField(
        label="由谁表决", required=False, choices=list(FORUMS.items()), help_text="选了会的，以那次会为准。"
    )
    method = forms.ChoiceField(
        label="怎样表决", choices=[(one.value, one.chinese) for one in Method], widget=forms.RadioSelect
    )
    person = forms.ChoiceField(
        label="对谁表决", required=False, help_text="接收、转正、处分、除名等，一次只表决一个人。"
    )
    seats = _number("应选几名", required=False, help_text=f"只有选举才填，1 至 {MOST_SEATS} 名。")
    candidates = forms.MultipleChoiceField(
        label="候选人", required=False, widget=forms.CheckboxSelectMultiple, help_text="只有选举才选。"
    )
    post = forms.ChoiceField(
        label="选什么职务",
        required=False,
        choices=[("", "代表或其他"), *POSTS.items()],
        help_text="委员差额选举，书记、副书记等额选举。",
    )
    years = _number("任期", required=False, help_text="换届才填；当选任职以后，新一届任期从那天起。")
    scrutineer = forms.ChoiceField(label="监票人", required=False)
    counter = forms.ChoiceField(label="计票人", required=False)
    second = forms.ChoiceField(label="第二计票人", required=False, help_text="纸票才要两位计票人。")
    codes = forms.BooleanField(
        label="凭码查票",
        required=False,
        help_text="交票时给本人一个码，结束后可以在公布的票里找到自己那一张。码也可能被别人逼着交出来，不是非要不可就不要打开。",
    )

    def __init__(
        self,
        *args: Any,  # noqa: ANN401
        meetings: Choices,
        voters: Choices,
        people: Choices,
        **kwargs: Any,  # noqa: ANN401
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["meeting"].choices = [("", "不在会上，单独表决"), *meetings]
        self.fields["person"].choices = [("", "不是对人的"), *people]
        self.fields["candidates"].choices = voters
        for role in Role:
            self.fields[role.value].choices = [NOBODY, *voters]

    def draft(self, organization: int) -> Draft:
        """As the act takes it."""
        data = self.cleaned_data
        return Draft(
            organization=organization,
            matter=data["matter"],
            method=Method(data["method"]),
            title=data["title"],
            text=data["text"],
            forum=data["forum"],
            meeting=_one(data["meeting"]),
            person=_one(data["person"]),
            seats=data["seats"] or None,
            candidates=[int(one) for one in data["candidates"]],
            tellers={role: int(data[role.value]) for role in Role if data[role.value]},
            codes=data["codes"],
            post=data["post"] if data["seats"] else "",
            years=data["years"] or None,
            point=self.initial.get("point"),
            before=self.initial.get("before"),
            gate=self.initial.get("gate"),
        )


def _one(text: str) -> int | None:
    return int(text) if text else None


class SlateForm(Form):
    """Who stands at one stage; of the first also for how many seats and years."""

    seats = _number("应选几名")
    years = _number("任期", required=False, help_text="换届才填；补选的任期到本届届满为止。")
    people = forms.MultipleChoiceField(label="人选", widget=forms.CheckboxSelectMultiple)
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, people: Choices, first: bool, **kwargs: Any) -> None:  # noqa: ANN401
        super().__init__(*args, **kwargs)
        self.fields["people"].choices = people
        if not first:
            self.fields.pop("seats")
            self.fields.pop("years")


class OpenForm(Form):
    """The roll: everybody stands as proposed unless somebody says otherwise."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    done = forms.MultipleChoiceField(
        label="表决前已经办了", required=False, widget=forms.CheckboxSelectMultiple
    )
    emergency = forms.BooleanField(
        label="紧急情况", required=False, help_text="票数接近时不暂缓，按多数意见执行。"
    )
    emergency_why = forms.CharField(
        label="为什么紧急", required=False, max_length=200, help_text="选了“紧急情况”才写。"
    )

    def __init__(self, *args: Any, asked: Asked, roll: Sequence[Name], **kwargs: Any) -> None:  # noqa: ANN401
        super().__init__(*args, **kwargs)
        self.fields["done"].choices = asked.before
        if not asked.before:
            self.fields.pop("done")
        if asked.near_tie is None:
            self.fields.pop("emergency")
            self.fields.pop("emergency_why")
        grounds = dict.fromkeys((*(title for _, title in asked.grounds), *GROUNDS))
        self._grounds = {f"x{place}": ground for place, ground in enumerate(grounds)}
        standings = [
            ("present", "到会"),
            ("away", "没有到会"),
            *([("written", "没有到会，交了书面意见")] if asked.written else []),
            *((f"x{place}", f"不计入：{ground}") for place, ground in enumerate(grounds)),
            ("again", "原不计入，来了"),
        ]
        self.roll = list(roll)
        self.add_fields(
            {
                f"s{one.person}": forms.ChoiceField(
                    label=one.name, choices=standings, initial=self._initial(one)
                )
                for one in roll
            }
        )

    def _initial(self, one: Name) -> str:
        if one.standing == Standing.EXCLUDED:
            found = [key for key, ground in self._grounds.items() if ground == one.reason]
            return found[0] if found else "x0"
        return one.standing

    @property
    def lines(self) -> Iterable[Any]:
        """The fields of the roll, in its order."""
        return [self[f"s{one.person}"] for one in self.roll]

    def said(self) -> Exceptions:
        """As the act takes it."""
        stands = {one.person: self.cleaned_data[f"s{one.person}"] for one in self.roll}
        again = {pk for pk, how in stands.items() if how == "again"}
        excluded = {pk: self._grounds[how] for pk, how in stands.items() if how in self._grounds}
        return Exceptions(
            away=frozenset(pk for pk, how in stands.items() if how == "away"),
            written=frozenset(pk for pk, how in stands.items() if how == "written"),
            present=frozenset(pk for pk, how in stands.items() if how == "present") | again,
            excluded={**excluded, **dict.fromkeys(again, next(iter(self._grounds.values())))},
        )


class VersionForm(Form):
    """Something that is done to a vote as it was seen."""

    version = forms.IntegerField(widget=forms.HiddenInput)


class AnnulForm(VersionForm):
    """Why a vote is annulled."""

    reason = forms.CharField(label="理由", max_length=300, widget=forms.Textarea(attrs={"rows": 3}))


class OfficeForm(VersionForm):
    """From when those elected hold the post."""

    on = forms.DateField(label="任职日期", help_text="选举那天以后；要上级批准的，从批准那天起。")


class FindForm(Form):
    """Part of the name of an organisation."""

    q = forms.CharField(label="党组织名称里有", required=False, max_length=40)


class ExtendForm(Form):
    """Until when a committee stays, and why."""

    until = forms.DateField(label="延长到哪天")
    on = forms.DateField(label="批准日期")
    reason = forms.CharField(
        label="为什么延长", max_length=300, widget=forms.Textarea(attrs={"rows": 3}), help_text="写进记录。"
    )


_DISSENT = "有人反对的，写明谁、什么意见；本人不愿具名的写意见即可。"


class CountForm(VersionForm):
    """Hands that were counted, opinions handed in before, and the codes of the keys, as the vote needs them."""

    def __init__(
        self,
        *args: Any,  # noqa: ANN401
        hands: bool,
        written: int,
        tellers: Sequence[Any],
        papers: int,
        dissent: bool,
        **kwargs: Any,  # noqa: ANN401
    ) -> None:
        super().__init__(*args, **kwargs)
        more: dict[str, forms.Field] = {}
        for teller in tellers:
            more[f"code{teller.pk}"] = forms.CharField(
                label=f"{teller.role_name} {teller.person.name} 的钥匙码",
                max_length=40,
                widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
            )
        if hands:
            more |= {
                "yes": _number("赞成"),
                "no": _number("反对", initial=0),
                "abstain": _number("弃权", initial=0),
            }
        if written:
            more |= _three("written", "书面意见")
        if papers:
            more |= _three("papers", "纸票")
            more["void"] = _number("纸票无效", initial=0)
        if dissent:
            more["dissent"] = forms.CharField(
                label="不同意见",
                required=False,
                max_length=2000,
                widget=forms.Textarea(attrs={"rows": 3}),
                help_text=_DISSENT,
            )
        self.add_fields(more)

    def marks(self, prefix: str = "") -> Marks:
        """Three numbers as one; noughts where the form does not ask."""
        data = self.cleaned_data
        return Marks(*(data.get(f"{prefix}{name}") or 0 for name in ("yes", "no", "abstain")))

    def codes(self) -> dict[int, str]:
        """Teller → code."""
        return {int(key[4:]): text for key, text in self.cleaned_data.items() if key.startswith("code")}


def _three(prefix: str, title: str) -> dict[str, forms.Field]:
    names = {"yes": "赞成", "no": "反对", "abstain": "弃权"}
    return {f"{prefix}_{name}": _number(f"{title}：{word}", initial=0) for name, word in names.items()}


class SheetForm(VersionForm):
    """The tally sheet."""

    issued = _number("发出")
    returned = _number("收回")
    valid = _number("有效票")
    void = _number("无效票")

    def __init__(
        self,
        *args: Any,  # noqa: ANN401
        candidates: Sequence[tuple[int, str]],
        voters: Choices,
        seats: int,
        **kwargs: Any,  # noqa: ANN401
    ) -> None:
        super().__init__(*args, **kwargs)
        self.rows = candidates or [(0, "这件事")]
        self._seats = seats
        more: dict[str, forms.Field] = {}
        for pk, name in self.rows:
            for key, word in (("y", "赞成"), ("n", "反对"), ("a", "弃权")):
                more[f"{key}{pk}"] = _number(f"{name}：{word}")
        for place in range(1, seats + 1):
            more[f"other{place}"] = forms.ChoiceField(
                label=f"另选 {place}", required=False, choices=[NOBODY, *voters]
            )
            more[f"votes{place}"] = _number("得票", required=False)
        self.add_fields(more)

    @property
    def table(self) -> list[tuple[str, list[Any]]]:
        """Name and its three fields."""
        return [(name, [self[f"{key}{pk}"] for key in "yna"]) for pk, name in self.rows]

    @property
    def extra(self) -> list[tuple[Any, Any]]:
        """Lines for names that were written in."""
        return [(self[f"other{place}"], self[f"votes{place}"]) for place in range(1, self._seats + 1)]

    def filled(self) -> Filled:
        """As the act takes it."""
        data = self.cleaned_data
        lines = {
            str(pk) if pk else QUESTION: Marks(data[f"y{pk}"], data[f"n{pk}"], data[f"a{pk}"])
            for pk, _ in self.rows
        }
        others = {
            data[f"other{place}"]: data[f"votes{place}"] or 0
            for place in range(1, self._seats + 1)
            if data[f"other{place}"]
        }
        return Filled(data["issued"], data["returned"], data["valid"], data["void"], lines, others)


CHOICES = [(one.value, one.chinese) for one in Choice]


class VoteForm(Form):
    """The paper: one question, or a line for each candidate. Nothing is chosen beforehand."""

    def __init__(
        self,
        *args: Any,  # noqa: ANN401
        candidates: Sequence[tuple[int, str]],
        others: Choices,
        seats: int,
        **kwargs: Any,  # noqa: ANN401
    ) -> None:
        super().__init__(*args, **kwargs)
        self._candidates, self._seats = candidates, seats if others else 0
        more: dict[str, forms.Field] = {}
        if not candidates:
            more["choice"] = forms.ChoiceField(
                label="您的意见",
                choices=CHOICES,
                widget=forms.RadioSelect,
                error_messages={"required": "还没有选；请选一项再交。"},
            )
        for pk, name in candidates:
            more[f"c{pk}"] = forms.ChoiceField(
                label=name,
                choices=CHOICES,
                widget=forms.RadioSelect,
                error_messages={"required": f"{name}还没有选。"},
            )
        for place in range(1, self._seats + 1):
            more[f"o{place}"] = forms.ChoiceField(
                label=f"另选他人 {place}", required=False, choices=[NOBODY, *others]
            )
        self.add_fields(more)

    @property
    def names(self) -> list[Any]:
        return [self[f"c{pk}"] for pk, _ in self._candidates]

    @property
    def written_in(self) -> list[Any]:
        return [self[f"o{place}"] for place in range(1, self._seats + 1)]

    @property
    def marks(self) -> str:
        data = self.cleaned_data
        return "".join(data[f"c{pk}"] for pk, _ in self._candidates) or data["choice"]

    @property
    def others(self) -> list[int]:
        return [int(one) for place in range(1, self._seats + 1) if (one := self.cleaned_data[f"o{place}"])]
