"""Templates an administrator put in place of those of the program: which is used, and whether one is right."""

from __future__ import annotations

import re
import zipfile
from io import BytesIO

from zhidu.foundation.papers.faults import BadTemplate, CannotSet
from zhidu.foundation.papers.models import Template
from zhidu.foundation.papers.registry import Paper
from zhidu.foundation.papers.samples import samples

PRINT, EDIT = "pdf", "docx"
FORMS = {PRINT: "打印（typst）", EDIT: "改（docx）"}
LARGEST, UNPACKED = 4 * 1024 * 1024, 64 * 1024 * 1024
COMMON = "/foundation/papers/typst/page.typ"
_AT = re.compile(r":(\d+):(\d+)\s")
_FIELD = re.compile(r'does not contain key "([^"]+)"|no field `?"?([^`"]+)')
_UNKNOWN = re.compile(r"unknown variable: (\S+)")


class NotRight(Exception):
    """A template that can not be used; says the line and the field."""


def used(paper: str, form: str) -> bytes | None:
    """The template that takes the place of the program's, None where that one is used; one query."""
    found = (
        Template.objects.filter(paper=paper, form=form, used=True).values_list("content", flat=True).first()
    )
    return bytes(found) if found is not None else None


def versions(paper: str, form: str) -> list[Template]:
    """What was put in its place so far, the latest first; without the contents."""
    rows = Template.objects.filter(paper=paper, form=form).defer("content").select_related("put_by")
    return list(rows)


def kind_of(paper: Paper) -> str:
    """Official or document; '' for a template of an app's own, which is not replaced."""
    return paper.word


def starter(paper: Paper, form: str) -> bytes:
    """The program's own template, as a file to begin with."""
    if form == EDIT:
        from zhidu.foundation.papers.word.starters import starter as of_word  # noqa: PLC0415 - slow to load

        return of_word(paper.word)
    text = paper.file.read_text(encoding="utf-8")
    return text.replace('#import "page.typ"', f'#import "{COMMON}"').encode()


def check(paper: Paper, form: str, content: bytes) -> None:
    """Set two papers by it, one with everything and one with nothing. Raises :class:`NotRight`."""
    if len(content) > LARGEST:
        raise NotRight("文件太大；模板应不超过 4 MB")
    (_check_docx if form == EDIT else _check_typst)(paper, content)


def _check_docx(paper: Paper, content: bytes) -> None:
    from zhidu.foundation.papers.word.fill import filled  # noqa: PLC0415 - slow to load

    try:
        with zipfile.ZipFile(BytesIO(content)) as packed:
            if sum(one.file_size for one in packed.infolist()) > UNPACKED:
                raise NotRight("文件展开以后太大，不能当模板用")
            if "word/document.xml" not in packed.namelist():
                raise NotRight("这不是 docx 文件；请用办公软件另存为 docx")
    except zipfile.BadZipFile as error:
        raise NotRight("这不是 docx 文件；请用办公软件另存为 docx") from error
    whole, bare = samples(kind_of(paper))
    try:
        filled(content, whole, strict=True)
        filled(content, bare)
    except BadTemplate as error:
        raise NotRight(str(error)) from error


def _check_typst(paper: Paper, content: bytes) -> None:
    from zhidu.foundation.papers.render import compiled  # noqa: PLC0415 - it asks here what is used

    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError as error:
        raise NotRight("这不是 UTF-8 编码的文本；请另存为 UTF-8") from error
    for number, line in enumerate(text.splitlines(), start=1):
        if "@preview" in line or "@local" in line:
            raise NotRight(f"第 {number} 行：不能用网上的软件包；只用这里自带的")
    for values in samples(kind_of(paper)):
        try:
            compiled(content, paper.title, values, blank=True)
        except CannotSet as error:
            raise NotRight(_said(error.__cause__, text)) from error


def _said(error: BaseException | None, text: str) -> str:
    """Line, field and fault, out of what typst says."""
    message = str(getattr(error, "message", error))
    place = _AT.search(str(getattr(error, "diagnostic", "")))
    field = _FIELD.search(message)
    what = f"没有“{next(filter(None, field.groups()))}”这个字段" if field else message
    if unknown := _UNKNOWN.search(message):
        what = f"没有“{unknown.group(1)}”这个名字"
    if place is None:
        return what
    lines = text.splitlines()
    number = int(place.group(1))
    near = lines[number - 1].strip()[:60] if number <= len(lines) else ""
    return f"第 {number} 行“{near}”：{what}"
