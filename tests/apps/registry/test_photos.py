"""Photographs: only pictures, small, with nothing but the picture in them, and unreadable on the disk."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from tests.apps.builders import a_client
from tests.apps.registry.conftest import Files
from tests.apps.registry.part import a_picture
from zhidu.apps.registry import photos
from zhidu.apps.registry.actions import put_photo
from zhidu.apps.registry.models import Photo
from zhidu.foundation.acts import Wrong
from zhidu.foundation.files import queries as attachments
from zhidu.foundation.files import store

pytestmark = pytest.mark.django_db
PLACE = b"30.2741N"


def from_a_telephone() -> SimpleUploadedFile:
    """Larger than any form needs, lying on its side, with the place in it."""
    content = io.BytesIO()
    exif = Image.Exif()
    exif[0x0112], exif[0x010E] = 6, PLACE.decode()
    Image.new("RGB", (1600, 1200), "gray").save(content, "JPEG", exif=exif, comment=PLACE)
    assert PLACE in content.getvalue()
    return SimpleUploadedFile("a.jpg", content.getvalue())


def files_on_disk() -> set[Path]:
    return {one for one in store.root().rglob("*") if one.is_file()}


def test_a_photograph_is_small_and_upright_and_says_nothing_but_the_picture(files: Files) -> None:
    before = files_on_disk()
    made = put_photo(actor=files.secretary, person=files.people[1], upload=from_a_telephone())
    assert made is not None
    content = photos.opened(made)
    with Image.open(io.BytesIO(content)) as picture:
        assert picture.format == "JPEG"
        assert picture.height <= photos.HEIGHT
        assert picture.height > picture.width, "横着拍的已经转正"
        assert not picture.getexif()
        assert "comment" not in picture.info
    assert PLACE not in content
    (kept,) = files_on_disk() - before
    sealed = kept.read_bytes()
    assert sealed.startswith(b"k1:")
    assert b"JFIF" not in sealed


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"<svg xmlns='http://www.w3.org/2000/svg'></svg>", "不是可以用的照片"),
        (b"GIF89a" + bytes(100), "不是可以用的照片"),
        (a_picture().read()[:300], "不完整或已损坏"),
        (a_picture(50, 50).read(), "应不小于 120 像素"),
    ],
    ids=["svg", "gif", "half", "tiny"],
)
def test_what_is_no_photograph_is_refused_in_words(files: Files, content: bytes, said: str) -> None:
    upload = SimpleUploadedFile("a.png", content)
    with pytest.raises(Wrong, match=said):
        put_photo(actor=files.secretary, person=files.people[1], upload=upload)
    assert not Photo.objects.exists()


def test_only_those_who_may_see_the_file_see_the_photograph(files: Files) -> None:
    person = files.people[1]
    put_photo(actor=files.secretary, person=person, upload=a_picture())
    shown = a_client(files.secretary).get(f"/registry/{person}/photo/")
    assert shown["Content-Type"] == "image/jpeg"
    assert shown["Cache-Control"] == "private, no-store"
    assert a_client(files.member).get(f"/registry/{person}/photo/").status_code == 403


def test_another_photograph_takes_the_place_of_the_first_and_its_file_goes(
    files: Files,
    django_capture_on_commit_callbacks,
) -> None:
    person, before = files.people[1], files_on_disk()
    put_photo(actor=files.secretary, person=person, upload=a_picture())
    (first,) = files_on_disk() - before
    with django_capture_on_commit_callbacks(execute=True):
        put_photo(actor=files.secretary, person=person, upload=a_picture(200, 300))
    assert first not in files_on_disk()
    assert len(files_on_disk() - before) == 1
    with django_capture_on_commit_callbacks(execute=True):
        put_photo(actor=files.secretary, person=person, upload=None)
    assert files_on_disk() == before


def test_the_daily_sweep_leaves_photographs_alone(files: Files, monkeypatch: pytest.MonkeyPatch) -> None:
    put_photo(actor=files.secretary, person=files.people[1], upload=a_picture())
    there = store.file_of(Photo.objects.get().stored)
    monkeypatch.setattr("time.time", lambda: there.stat().st_mtime + store.ABANDONED * 2)
    attachments.sweep()
    assert there.exists()
