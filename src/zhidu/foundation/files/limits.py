"""How large an upload may be, enforced while it arrives: what is too large fills neither memory nor disk.

:class:`Limited` stands first among ``FILE_UPLOAD_HANDLERS``. Once a file has passed the limit the rest of it is
read from the network and thrown away, so the form can still answer in words, and what was kept so far is deleted.
"""

from __future__ import annotations

from io import BytesIO
from typing import Any

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import FileUploadHandler

from zhidu.foundation.files.models import in_words

DEFAULT = 20 * 1024 * 1024
AT_ONCE = 5
"""One form may carry so many times the limit in all its files together."""


def limit() -> int:
    """The largest file in bytes (setting ``ZHIDU_UPLOAD_LIMIT``)."""
    return int(getattr(settings, "ZHIDU_UPLOAD_LIMIT", DEFAULT))


class TooLargeFile(UploadedFile):
    """What stands in the form for a file that was too large: its name and no contents."""


class Limited(FileUploadHandler):
    """Stop keeping a file once it is too large."""

    def __init__(self, request: Any = None) -> None:  # noqa: ANN401 - the signature is Django's
        super().__init__(request)
        self._file = self._all = 0

    def new_file(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401
        super().new_file(*args, **kwargs)
        self._file = 0

    @property
    def _over(self) -> bool:
        return self._file > limit() or self._all > limit() * AT_ONCE

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes | None:  # noqa: ARG002
        self._file += len(raw_data)
        self._all += len(raw_data)
        return None if self._over else raw_data

    def file_complete(self, file_size: int) -> UploadedFile | None:  # noqa: ARG002
        if not self._over:
            return None  # the next handler has it
        for other in self.request.upload_handlers:
            if other is not self:
                other.upload_interrupted()  # what it has kept so far goes at once, not some time later
        return TooLargeFile(BytesIO(), self.file_name, self.content_type, self._file, self.charset)


def too_large(name: str, size: int) -> str:
    """What to say of it."""
    if size <= limit():
        return f"这一次传的文件加起来太大；一次不超过 {in_words(limit() * AT_ONCE)}，请分几次传。"
    return f"“{name}”有 {in_words(size)}，超过 {in_words(limit())}；请压缩图片或拆成几个文件再传。"
