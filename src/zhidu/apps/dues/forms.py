"""Forms: taking in a month, setting bases, handing up."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django import forms

from zhidu.apps.dues.actions.collect import METHODS
from zhidu.apps.dues.actions.enter_movement import KINDS
from zhidu.apps.dues.actions.set_bases import Said
from zhidu.apps.dues.rates import Rates
from zhidu.domain.dues import Month
from zhidu.foundation.clock import today
from zhidu.foundation.ui.forms import Form

if TYPE_CHECKING:
    from zhidu.apps.dues.models import Assessment
    from zhidu.apps.members.models import Membership

BREAK = "："


class CollectForm(Form):
    """Who of those that owe the month has paid; everybody is ticked, for on the day most have."""

    people = forms.MultipleChoiceField(label="交了的人", widget=forms.CheckboxSelectMultiple)
    on = forms.DateField(label="收缴日期", initial=today)
    method = forms.ChoiceField(label="怎样交的", choices=list(METHODS.items()))
    proxies = forms.CharField(
        label="有人代交的",
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=f"一行一人，写“党员{BREAK}代交的人”，如：张三{BREAK}女儿张小梅。",
    )

    def __init__(
        self,
        *args: Any,  # noqa: ANN401
        rows: Sequence[Assessment],
        by_slip: Collection[int] = (),
        **kwargs: Any,  # noqa: ANN401
    ) -> None:
        super().__init__(*args, **kwargs)
        self.rows = [one for one in rows if not one.paid]
        self.fields["people"].choices = [
            (
                str(one.person_id),
                f"{one.person.name}（{one.amount} 元{'，出了缴费单，等到帐' if one.pk in by_slip else ''}）",
            )
            for one in self.rows
        ]
        # whoever has a slip pays by transfer: ticked here as well, the sum that comes would be one too many
        self.fields["people"].initial = [str(one.person_id) for one in self.rows if one.pk not in by_slip]

    def clean_proxies(self) -> dict[int, str]:
        """Person → who paid for them; a name that is not on the list is told."""
        known = {one.person.name: one.person_id for one in self.rows}
        found: dict[int, str] = {}
        for line in self.cleaned_data["proxies"].splitlines():
            name, _, other = line.replace(":", BREAK).partition(BREAK)
            if not line.strip():
                continue
            if name.strip() not in known or not other.strip():
                raise forms.ValidationError(
                    f"“{line[:40]}”认不出；应写成“党员{BREAK}代交的人”，党员在上面的名单里。"
                )
            found[known[name.strip()]] = other.strip()
        return found


class BasesForm(Form):
    """One row a member: the kind of payer, and the base or the sum agreed. Rows left empty stay as they are."""

    since = forms.CharField(label="从哪月起", max_length=7, help_text="写成 2026-01；年初核定的写一月。")

    def __init__(self, *args: Any, people: Sequence[Membership], rates: Rates, **kwargs: Any) -> None:  # noqa: ANN401
        kwargs.setdefault("initial", {}).setdefault("since", str(Month.of(today())))
        super().__init__(*args, **kwargs)
        self._rates, self.people = rates, people
        items = {word: title for payer, _ in rates.payers for word, title in rates.items(payer)}
        more: dict[str, forms.Field] = {}
        if items:
            more["items"] = forms.MultipleChoiceField(
                label="基数里算进了哪些",
                choices=list(items.items()),
                widget=forms.CheckboxSelectMultiple,
                required=False,
                help_text="按比例交的才选；各人一样的一次选好，不一样的分几次存。",
            )
        for one in people:
            name = one.person.name
            more[f"payer{one.person_id}"] = forms.ChoiceField(
                label=f"{name}的类别", choices=[("", "不改"), *rates.payers], required=False
            )
            more[f"sum{one.person_id}"] = forms.DecimalField(
                label=f"{name}的基数或商定额", max_digits=10, decimal_places=2, min_value=0, required=False
            )
        self.add_fields(more)

    def lines(self) -> Iterator[tuple[Membership, Any, Any]]:
        """Member, kind and sum, for the table."""
        for one in self.people:
            yield one, self[f"payer{one.person_id}"], self[f"sum{one.person_id}"]

    def said(self) -> dict[int, Said]:
        """As the act takes it."""
        found = {}
        for one in self.people:
            payer = self.cleaned_data.get(f"payer{one.person_id}", "")
            number: Decimal | None = self.cleaned_data.get(f"sum{one.person_id}")
            if payer:
                share = self._rates.by_share(payer)
                found[one.person_id] = Said(payer, number if share else None, None if share else number)
        return found

    def clean(self) -> dict[str, Any]:
        """A sum without a kind of payer says nothing."""
        data = super().clean() or self.cleaned_data
        for one in self.people:
            pk = one.person_id
            if data.get(f"sum{pk}") is not None and not data.get(f"payer{pk}"):
                self.add_error(f"payer{pk}", f"写了{one.person.name}的数，还没有选类别。")
        return data


class PassForm(Form):
    """How much is handed up, and when."""

    amount = forms.DecimalField(label="金额", max_digits=14, decimal_places=2)
    on = forms.DateField(label="上缴日期", initial=today)
    words = forms.CharField(label="说明", max_length=120, required=False, help_text="如“10月份党费”。")


class MovementForm(Form):
    """Money passed down, interest, or something paid for."""

    kind = forms.ChoiceField(label="事由", choices=[(one.value, one.chinese) for one in KINDS])
    amount = forms.DecimalField(label="金额", max_digits=14, decimal_places=2)
    on = forms.DateField(label="日期", initial=today)
    purpose = forms.ChoiceField(label="用途", required=False, help_text="使用的才选。")
    words = forms.CharField(label="说明", max_length=120, required=False)

    def __init__(self, *args: Any, purposes: Sequence[tuple[str, str]], **kwargs: Any) -> None:  # noqa: ANN401
        super().__init__(*args, **kwargs)
        self.fields["purpose"].choices = [("", "不是使用"), *purposes]


class VoidForm(Form):
    """Why."""

    reason = forms.CharField(label="为什么作废", max_length=120)


class PublishForm(Form):
    """The sums come by themselves; more may be said."""

    words = forms.CharField(
        label="另外说明",
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="收了多少、上缴多少、用了多少由系统写好，不写到个人。",
    )


class ExtraForm(Form):
    """Who gave how much of their own will."""

    person = forms.TypedChoiceField(label="谁", coerce=int)
    amount = forms.DecimalField(label="金额", max_digits=14, decimal_places=2)
    on = forms.DateField(label="日期", initial=today)
    profile = forms.CharField(
        label="简要情况",
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="按规定要转交中央的大额党费才写；加密保存。",
    )

    def __init__(self, *args: Any, people: Sequence[tuple[int, str]], **kwargs: Any) -> None:  # noqa: ANN401
        super().__init__(*args, **kwargs)
        self.fields["person"].choices = people


class DayForm(Form):
    """On which day it went on."""

    on = forms.DateField(label="转交日期", initial=today)
    version = forms.IntegerField(widget=forms.HiddenInput)


class OrderForm(Form):
    """Which months are paid by transfer; all that are open are ticked."""

    months = forms.MultipleChoiceField(label="交哪几个月", widget=forms.CheckboxSelectMultiple)

    def __init__(self, *args: Any, rows: Sequence[Assessment], **kwargs: Any) -> None:  # noqa: ANN401
        super().__init__(*args, **kwargs)
        choices = [(one.month, f"{one.month_name}（{one.amount} 元）") for one in rows]
        self.fields["months"].choices = choices
        self.fields["months"].initial = [month for month, _ in choices]


class AccountForm(Form):
    """Where transfers go."""

    holder = forms.CharField(label="户名", max_length=60)
    number = forms.CharField(label="帐号", max_length=40)
    bank = forms.CharField(label="开户银行", max_length=60)


class StatementForm(Form):
    """A file as the bank lets one download it."""

    upload = forms.FileField(
        label="对账单",
        widget=forms.FileInput(attrs={"accept": ".xlsx,.xls,.csv"}),
        help_text="xlsx、xls 或 csv。",
    )


class LineForm(Form):
    """Whose the sum is, or why it is none."""

    order = forms.TypedChoiceField(label="哪张缴费单", coerce=int, empty_value=None, required=False)
    why = forms.CharField(label="不是党费的，写明为什么", max_length=120, required=False)
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, choices: Sequence[tuple[int, str]], **kwargs: Any) -> None:  # noqa: ANN401
        super().__init__(*args, **kwargs)
        self.fields["order"].choices = [("", "请选择"), *choices]


class ReceiveForm(Form):
    """When it came."""

    on = forms.DateField(label="收到日期", initial=today)
    version = forms.IntegerField(widget=forms.HiddenInput)


class ReliefForm(Form):
    """Why, for which months, and how much is still paid."""

    first = forms.CharField(label="自哪月", max_length=7, help_text="写成 2026-11。")
    last = forms.CharField(label="至哪月", max_length=7, help_text="不超过一年；困难还在的到期再报。")
    pays = forms.DecimalField(label="减到每月", max_digits=10, decimal_places=2, min_value=0)
    hardship = forms.CharField(label="困难的情况", max_length=300, widget=forms.Textarea(attrs={"rows": 3}))
    on = forms.DateField(label="支部研究的日期", initial=today)


class AnswerReliefForm(Form):
    """Yes or no, and in words."""

    agreed = forms.ChoiceField(
        label="答复", choices=[("yes", "批准"), ("no", "不批准")], widget=forms.RadioSelect
    )
    words = forms.CharField(label="说明", max_length=200, required=False, help_text="不批准的，写明为什么。")
    version = forms.IntegerField(widget=forms.HiddenInput)
