"""Forms about attachments."""

from __future__ import annotations

from django import forms

from zhidu.foundation.files import limits, types
from zhidu.foundation.files.models import in_words
from zhidu.foundation.ui.forms import Form


class Upload(forms.FileField):
    """One file; whether it is taken is for the act to say, which looks at the contents."""

    widget = forms.FileInput(attrs={"accept": types.ACCEPT})

    def clean(self, data: object, initial: object = None) -> object:
        """A file that was too large arrives without contents: that is no empty file."""
        return data if isinstance(data, limits.TooLargeFile) else super().clean(data, initial)


class SeveralFiles(forms.FileInput):
    """A field that takes several files at once."""

    allow_multiple_selected = True


class Uploads(Upload):
    """Several files; none is an empty list."""

    widget = SeveralFiles(attrs={"accept": types.ACCEPT})

    def clean(self, data: object, initial: object = None) -> object:
        """Each file as :class:`Upload` takes one."""
        several = data if isinstance(data, list | tuple) else [data] if data else []
        return [super(Uploads, self).clean(one, initial) for one in several]


class AttachForm(Form):
    """Choose a file."""

    upload = Upload(label="文件", error_messages={"empty": "这个文件是空的；请换一个有内容的文件。"})

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.fields["upload"].help_text = f"可以传：{types.TAKEN}；不超过 {in_words(limits.limit())}。"


class VoidForm(Form):
    """Why an attachment is voided."""

    reason = forms.CharField(label="为什么作废", max_length=200)
