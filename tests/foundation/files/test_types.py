"""What a file is told from its contents, and the end of its name must agree."""

from __future__ import annotations

import io

import pytest

from tests.foundation.files.conftest import SAMPLES, TYPES, packed
from zhidu.foundation.files.names import clean
from zhidu.foundation.files.types import KINDS, NotTaken, kind_of


def shortly(value: object) -> str:
    return str(value)[:24]


@pytest.mark.parametrize("name", SAMPLES)
def test_every_type_that_is_named_is_taken(name: str) -> None:
    end = name.rpartition(".")[2].lower()
    assert end in kind_of(name, io.BytesIO(SAMPLES[name])).ends


def test_there_is_a_sample_of_every_type() -> None:
    assert {kind_of(name, io.BytesIO(content)).name for name, content in SAMPLES.items()} == set(KINDS)


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("程序.exe", b"MZ\x90\x00"),
        ("页面.html", b"<html><script>1</script></html>"),
        ("图.svg", b"<svg onload='1'/>"),
        ("宏.docm", packed(TYPES, "word/document.xml")),
        ("没有扩展名", b"%PDF-1.7"),
        ("双重.pdf.exe", b"%PDF-1.7"),
        ("脚本.js", b"1"),
        ("压缩.zip", packed("a.txt")),
    ],
    ids=shortly,
)
def test_other_types_are_refused_and_told_which_are_taken(name: str, content: bytes) -> None:
    with pytest.raises(NotTaken, match="可以传：PDF"):
        kind_of(name, io.BytesIO(content))


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("会议记录.docx", b"MZ\x90\x00" + b"\0" * 400),
        ("会议记录.docx", SAMPLES["名册.xlsx"]),
        ("名册.xlsx", SAMPLES["记录.docx"]),
        ("照片.png", SAMPLES["照片.jpg"]),
        ("照片.jpg", SAMPLES["照片.png"]),
        ("照片.png", b"<html></html>"),
        ("记录.pdf", b"<html><script>1</script></html>"),
        ("记录.pdf", SAMPLES["记录.docx"]),
        ("文件.ofd", packed("a.txt")),
        ("记录.docx", packed("word/document.xml")),
        ("记录.docx", b"PK\x03\x04" + b"\0" * 100),
    ],
    ids=shortly,
)
def test_a_name_that_promises_something_else_is_refused(name: str, content: bytes) -> None:
    with pytest.raises(NotTaken, match=r"与文件名不符|请用办公软件另存为"):
        kind_of(name, io.BytesIO(content))


def test_a_document_with_macros_is_refused_whatever_it_is_called() -> None:
    with pytest.raises(NotTaken, match="宏"):
        kind_of("记录.docx", io.BytesIO(packed(TYPES, "word/document.xml", "word/vbaProject.bin")))


@pytest.mark.parametrize(
    "content", ["中文".encode("gb18030"), b"a\x00b", b"\x1b[31m", "半个字".encode()[:-1]], ids=shortly
)
def test_text_that_is_not_utf8_says_how_to_save_it(content: bytes) -> None:
    with pytest.raises(NotTaken, match="另存为 UTF-8"):
        kind_of("名单.csv", io.BytesIO(content))


def test_a_character_cut_by_the_reading_window_is_still_text() -> None:
    assert kind_of("名单.csv", io.BytesIO(b"a" + ("字" * 70_000).encode())).name == "csv"


def test_an_empty_file_is_refused() -> None:
    with pytest.raises(NotTaken, match="是空的"):
        kind_of("记录.pdf", io.BytesIO())


@pytest.mark.parametrize("end", ["doc", "xls", "wps"])
def test_old_formats_are_told_what_to_save_as(end: str) -> None:
    with pytest.raises(NotTaken, match="请另存为"):
        kind_of(f"旧.{end}", io.BytesIO(b"\xd0\xcf\x11\xe0"))


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("../../党员名册.xlsx", "党员名册.xlsx"),
        ("C:\\Users\\王\\照片.png", "照片.png"),
        ("a\x00b\r\nc.pdf", "abc.pdf"),
        ("记录\u202efdp.docx", "记录fdp.docx"),
        ("  会议  记录 .pdf ", "会议 记录.pdf"),
        ('a"b*c?.pdf', "a_b_c_.pdf"),
        (".pdf", "附件.pdf"),
        ("", "附件"),
        ("CON.txt", "_CON.txt"),
        ("x" * 300 + ".pdf", "x" * 116 + ".pdf"),
    ],
)
def test_names_are_made_safe_and_stay_readable(given: str, kept: str) -> None:
    assert clean(given) == kept
