"""Forms of importing: handing a file in, the sheet and its head, and what each column is."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from django import forms

from zhidu.apps.registry.import_models import ImportBatch
from zhidu.apps.registry.importing.columns import columns, type_titles
from zhidu.foundation.clock import today
from zhidu.foundation.files import limits
from zhidu.foundation.files.forms import Upload
from zhidu.foundation.files.models import in_words
from zhidu.foundation.ui.forms import Form

ACCEPT = ".xlsx,.xls,.csv"
LETTERS = 26


class UploadForm(Form):
    """Which organisation, and the file."""

    organization = forms.TypedChoiceField(label="导入到哪个组织（含下级）", coerce=int)
    upload = Upload(
        label="名册文件",
        widget=forms.FileInput(attrs={"accept": ACCEPT}),
        error_messages={"empty": "这个文件是空的；请换一个有内容的文件。"},
    )

    def __init__(self, *args: Any, organizations: Iterable[tuple[str, str]], **kwargs: Any) -> None:  # noqa: ANN401
        super().__init__(*args, **kwargs)
        self.fields["organization"].choices = list(organizations)
        self.fields[
            "upload"
        ].help_text = (
            f"Excel（xlsx、xls）或 csv，不超过 {in_words(limits.limit())}。表头在哪一行、列怎样排都可以。"
        )


class SheetForm(Form):
    """Which sheet of the file, and which line of it is the head."""

    sheet = forms.TypedChoiceField(label="哪一张表", coerce=int)
    head = forms.IntegerField(
        label="表头最后一行是第几行", min_value=0, max_value=500, help_text="没有表头写 0。"
    )

    def __init__(self, *args: Any, batch: ImportBatch, **kwargs: Any) -> None:  # noqa: ANN401
        super().__init__(*args, **kwargs)
        self.fields["sheet"].choices = [
            (str(at), f"{one['name']}（{one['rows']} 行{'' if one['shown'] else '，隐藏的'}）")
            for at, one in enumerate(batch.sheets)
        ]
        self.initial.setdefault("sheet", batch.sheet)
        self.initial.setdefault("head", batch.sheets[batch.sheet]["first"])


class ColumnsForm(Form):
    """What each column is; and what holds where the sheet says nothing."""

    def __init__(
        self,
        *args: Any,  # noqa: ANN401
        batch: ImportBatch,
        samples: Sequence[Sequence[str]],
        **kwargs: Any,  # noqa: ANN401
    ) -> None:
        super().__init__(*args, **kwargs)
        sheet = batch.sheets[batch.sheet]
        choices = [("", "不导入"), *((key, one.title) for key, one in columns().items())]
        self.shown: list[int] = []
        for at, label in enumerate(sheet["labels"]):
            seen = list(dict.fromkeys(row[at] for row in samples if at < len(row) and row[at]))[:3]
            if not label and not seen:
                continue
            self.shown.append(at)
            field = forms.ChoiceField(label=label or f"第 {letter(at)} 列", choices=choices, required=False)
            self.add_fields({f"c{at}": field})
            field.seen, field.letter = seen, letter(at)
            field.hidden_column = at in sheet["hidden"]
            self.initial.setdefault(f"c{at}", batch.columns[at] if at < len(batch.columns) else "")
        self.width = len(sheet["labels"])
        kept = batch.defaults
        self.add_fields(
            {
                "type": forms.ChoiceField(
                    label="没有写类别的，按",
                    required=False,
                    choices=[("", "列为问题，逐行改"), *type_titles().items()],
                    initial=kept.get("type", ""),
                ),
                "since": forms.DateField(
                    label="没有写到本组织日期的，按",
                    required=False,
                    initial=kept.get("since") or today(),
                    help_text="组织关系从哪天起在这里；活动、党费从这一天算起。",
                ),
            }
        )

    def columns(self) -> Iterator[Any]:
        """The fields of the columns that hold anything."""
        return (self[f"c{at}"] for at in self.shown)

    def fields_chosen(self) -> list[str]:
        """Column by column what it is."""
        return [str(self.cleaned_data.get(f"c{at}", "")) for at in range(self.width)]


def letter(at: int) -> str:
    """The name Excel gives a column: A … Z, AA …."""
    first, last = divmod(at, LETTERS)
    return (chr(ord("A") + first - 1) if first else "") + chr(ord("A") + last)
