"""A file that is too large fills neither memory nor disk, and the form still answers in words."""

from __future__ import annotations

import io
import tracemalloc
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.handlers.wsgi import WSGIRequest
from django.test import RequestFactory
from django.urls import reverse

from tests.foundation.services import account, signed_in
from zhidu.foundation.files.limits import TooLargeFile
from zhidu.foundation.files.models import Attachment

pytestmark = pytest.mark.django_db
MB = 1024 * 1024
BOUNDARY = "edge"


class Endless(io.RawIOBase):
    """A form with one file of *size* bytes, made while it is read."""

    def __init__(self, size: int) -> None:
        self.head = (
            f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="upload"; filename="大.pdf"\r\n'
            "Content-Type: application/pdf\r\n\r\n%PDF-1.7\n"
        ).encode()
        self.tail = f"\r\n--{BOUNDARY}--\r\n".encode()
        self.length = len(self.head) + size + len(self.tail)
        self._at = 0

    def readable(self) -> bool:
        return True

    def read(self, size: int = -1) -> bytes:
        end = self.length if size < 0 else min(self.length, self._at + size)
        made = bytearray()
        while self._at < end:
            if self._at < len(self.head):
                part = self.head[self._at : end]
            elif self._at < self.length - len(self.tail):
                part = b"x" * (min(end, self.length - len(self.tail)) - self._at)
            else:
                start = self._at - (self.length - len(self.tail))
                part = self.tail[start : start + end - self._at]
            made += part
            self._at += len(part)
        return bytes(made)


def test_a_file_ten_times_too_large_takes_little_memory_and_disk(settings, tmp_path, monkeypatch) -> None:
    settings.ZHIDU_UPLOAD_LIMIT = 4 * MB
    settings.FILE_UPLOAD_TEMP_DIR = str(tmp_path)
    largest = 0

    class Watched(Endless):
        def read(self, size: int = -1) -> bytes:
            nonlocal largest
            largest = max(largest, sum(one.stat().st_size for one in Path(tmp_path).iterdir()))
            return super().read(size)

    body = Watched(40 * MB)
    form = f"multipart/form-data; boundary={BOUNDARY}"
    empty = RequestFactory().post("/").environ
    request = WSGIRequest(
        {**empty, "CONTENT_TYPE": form, "CONTENT_LENGTH": str(body.length), "wsgi.input": body}
    )
    tracemalloc.start()
    upload = request.FILES["upload"]
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert isinstance(upload, TooLargeFile)
    assert upload.size > 40 * MB
    assert peak < 4 * MB
    assert largest <= 4 * MB
    upload = None
    request.close()
    assert list(tmp_path.iterdir()) == [], "收到一半的也不留"


def test_the_form_says_how_large_a_file_may_be(settings, keepers) -> None:
    settings.ZHIDU_UPLOAD_LIMIT = MB
    user = account("wang")
    keepers.add(user.pk)
    large = SimpleUploadedFile("大.pdf", b"%PDF-1.7\n" + b"x" * (3 * MB))
    answer = signed_in(user).post(reverse("files:attach", args=["thing-7"]), {"upload": large})
    assert answer.status_code == 422
    assert "有 3 MB，超过 1 MB" in answer.content.decode()
    assert not Attachment.objects.exists()


def test_many_files_in_one_form_are_limited_together(settings) -> None:
    settings.ZHIDU_UPLOAD_LIMIT = 1000
    parts = "".join(
        f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="f{n}"; filename="{n}.txt"\r\n\r\n{"x" * 900}\r\n'
        for n in range(7)
    )
    request = RequestFactory().post(
        "/",
        data=f"{parts}--{BOUNDARY}--\r\n".encode(),
        content_type=f"multipart/form-data; boundary={BOUNDARY}",
    )
    kinds = [isinstance(request.FILES[f"f{n}"], TooLargeFile) for n in range(7)]
    assert kinds == [False] * 5 + [True] * 2
