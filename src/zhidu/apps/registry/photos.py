"""Photographs: taken apart and made anew, so that nothing but the picture stays, small, and encrypted on disk."""

from __future__ import annotations

import io
import warnings
from collections.abc import Iterable

from PIL import Image, ImageOps, UnidentifiedImageError

from zhidu.apps.registry.models import Photo
from zhidu.foundation.files import store
from zhidu.foundation.keys import Ring, personal

WIDTH, HEIGHT = 413, 579
"""Pixels of a photograph of two inches as it is printed on forms."""
SMALLEST = 120
QUALITY = 85
TAKEN = ("JPEG", "PNG", "WEBP")
MOST_PIXELS = 40_000_000
LARGEST = 8 * 1024 * 1024


class NotAPhoto(ValueError):
    """What was sent is no picture that is taken; says what would be."""


def made_small(content: bytes) -> bytes:
    """The picture upright, at most as large as on a form, as JPEG without anything that came with it.

    Raises :class:`NotAPhoto`, in Chinese.
    """
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(io.BytesIO(content), formats=TAKEN) as picture:
                _require_size(*picture.size)
                picture.load()
                upright = ImageOps.exif_transpose(picture)
                # transparent parts become white paper; profiles, places and thumbnails are left behind
                flat = Image.new("RGB", upright.size, "white")
                clear = upright.convert("RGBA")
                flat.paste(clear, mask=clear.getchannel("A"))
    except NotAPhoto:
        raise
    except (UnidentifiedImageError, Image.DecompressionBombWarning, Image.DecompressionBombError):
        raise NotAPhoto("这个文件不是可以用的照片；应是 jpg、png 或 webp 图片") from None
    except (OSError, ValueError, SyntaxError, EOFError):
        raise NotAPhoto("这张照片不完整或已损坏；请换一张") from None
    flat.thumbnail((WIDTH, HEIGHT), Image.Resampling.LANCZOS)
    kept = io.BytesIO()
    flat.save(kept, "JPEG", quality=QUALITY, optimize=True)
    return kept.getvalue()


def _require_size(width: int, height: int) -> None:
    if width * height > MOST_PIXELS:
        raise NotAPhoto("照片的尺寸太大；请缩小以后再传")
    if min(width, height) < SMALLEST:
        raise NotAPhoto(f"照片是 {width}×{height}；宽和高都应不小于 {SMALLEST} 像素")


def stored(picture: bytes, ring: Ring) -> str:
    """Put a picture on disk, encrypted; the name of its file."""
    return store.put([ring.seal(picture)], LARGEST).name


def opened(photo: Photo) -> bytes:
    """The picture. Raises FileNotFoundError where the file is gone."""
    with store.opened(photo.stored) as sealed:
        return personal().open_bytes(sealed.read())


def known(names: Iterable[str]) -> set[str]:
    """Of these files those that are photographs somebody still has."""
    return set(Photo.objects.filter(stored__in=list(names)).values_list("stored", flat=True))
