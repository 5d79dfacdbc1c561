"""Importing books: nothing is stored unless it loads and its cases hold, and what is stored never changes."""

from __future__ import annotations

import io
import re
import stat
import zipfile
from pathlib import Path

import pytest

from tests.apps.adoption.trees import FEEDBACK, a_book, holding, meetings, text
from tests.site import outside_acts
from zhidu.apps.adoption import drafts, queries, texts, uploads
from zhidu.apps.adoption.actions import Known, import_book
from zhidu.apps.adoption.drafts import draft, shipped_draft
from zhidu.foundation.access.rules import SYSTEM, VISITOR
from zhidu.foundation.access.verbs import Refused
from zhidu.foundation.journal import queries as journal
from zhidu.rulebooks.library import book_ids, find_book
from zhidu.rulebooks.load import load
from zhidu.rulebooks.source import BookError

SRC = Path(queries.__file__).parent
GOOD = """- clause: feedback.handled
  title: 第三天还没有过期
  settings: {within: 3d}
  subjects: [{subject: 一支部, type: branch}]
  facts: [{id: f, measure: feedback_received, on: 2026-10-01}]
  as_of: 2026-10-04
  expect: [{period: "event:f", verdict: at_risk}]
"""


def zipped(files: dict[str, str | bytes], folder: str = "") -> io.BytesIO:
    found = io.BytesIO()
    with zipfile.ZipFile(found, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(folder + name, content)
    found.seek(0)
    return found


def refusal(name: str, content: io.BytesIO) -> str:
    with pytest.raises(BookError) as refused:
        uploads.opened(name, content)
    return str(refused.value)


# ---------------------------------------------------------------- what is stored


@pytest.mark.django_db
def test_every_shipped_book_comes_in_and_loads_as_from_its_folder() -> None:
    for name in book_ids():
        book = import_book(actor=SYSTEM, draft=shipped_draft(name))
        there = load(find_book(name))
        here = queries.rulebook(book)
        assert (here.id, here.clauses, here.digest) == (there.id, there.clauses, there.digest)
        assert book.counts["clauses"] == len(there.clauses)


@pytest.mark.django_db
def test_the_same_text_again_writes_nothing_and_is_told() -> None:
    book = a_book("a", meetings())
    with pytest.raises(Known) as told:
        a_book("a", meetings())
    assert told.value.book == book
    assert "已经载入过" in str(told.value)
    assert queries.books().count() == 1
    assert journal.about(f"book-{book.pk}").count() == 1


@pytest.mark.django_db
def test_another_text_of_the_same_book_is_a_version_beside_the_old() -> None:
    old, new = a_book("a", meetings()), a_book("a", meetings(2), version="2")
    assert [one.pk for one in queries.versions("a")] == [new.pk, old.pk]
    assert old.digest != new.digest


@pytest.mark.django_db
def test_only_administrators_and_superiors_bring_books_in() -> None:
    ready = draft(text("a", meetings()))
    for actor in (VISITOR, holding("secretary", "00000001"), holding("member", "00000001")):
        with pytest.raises(Refused):
            import_book(actor=actor, draft=ready)
    assert import_book(actor=holding("superior", "00000001"), draft=ready).pk


@pytest.mark.django_db
def test_a_stored_text_is_never_changed() -> None:
    book = a_book("a", meetings())
    book.title = "别的书名"
    with pytest.raises(TypeError, match="不改"), outside_acts():
        book.save()
    changing = re.compile(
        r"Book\.objects[^\n]*\.(?:update|bulk_update|update_or_create|delete)\(|book\.save\("
    )
    found = [file.name for file in SRC.rglob("*.py") if changing.search(file.read_text(encoding="utf-8"))]
    assert found == []


@pytest.mark.django_db
def test_a_shelf_that_was_tampered_with_is_not_believed() -> None:
    book = a_book("a", meetings())
    folder = texts.shelf() / book.digest
    (folder / "clauses/all.yaml").write_text(meetings(9), encoding="utf-8")
    texts._SOURCES.clear()
    texts._built.cache_clear()
    assert queries.rulebook(book).clauses[0].params.at_least == 1  # type: ignore[union-attr]
    assert texts.digest_of(texts.read_folder(folder)) == book.digest


@pytest.mark.django_db
def test_a_shelf_that_is_gone_is_made_again() -> None:
    import shutil  # noqa: PLC0415

    book = a_book("a", meetings())
    shutil.rmtree(texts.shelf() / book.digest)
    texts._SOURCES.clear()
    texts._built.cache_clear()
    assert queries.rulebook(queries.book(book.pk)).id == "a"


# ---------------------------------------------------------------- what is refused


def test_every_fault_of_a_book_is_told_with_file_and_line_and_nothing_of_the_machine() -> None:
    bad = text("a", meetings(per="monthly"), meetings(per="fortnight", family="b.count"))
    with pytest.raises(BookError) as refused:
        draft(bad)
    said = [str(one) for one in refused.value.problems]
    assert [one.partition(" ")[0] for one in said] == ["clauses/all.yaml:10:", "clauses/all.yaml:20:"]
    assert "monthly" in said[0]
    assert not any(str(texts.shelf()) in one or ".draft-" in one for one in said)


def test_a_doubled_id_names_the_other_place_without_the_machine() -> None:
    with pytest.raises(BookError) as refused:
        draft(text("a", meetings(), meetings()))
    said = str(refused.value)
    assert "clauses/all.yaml:1 已经用过" in said
    assert "draft" not in said


def test_a_single_file_goes_by_the_name_its_author_gave_it() -> None:
    files, main = uploads.opened(
        "支部制度.yaml", io.BytesIO("id: a\ntitle: 甲\nlevel: 地方\nversion: '1'\n".encode())
    )
    with pytest.raises(BookError) as refused:
        draft(files, main=main)
    assert str(refused.value).startswith("支部制度.yaml:3")


@pytest.mark.django_db
def test_a_case_that_does_not_hold_keeps_the_book_out() -> None:
    assert draft(text("a", FEEDBACK, cases=GOOD)).counts["cases"] == 1
    with pytest.raises(BookError, match="期望"):
        draft(text("a", FEEDBACK, cases=GOOD.replace("at_risk", "breached")))


def test_cases_may_not_run_for_ever(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(drafts, "SECONDS", -1)
    with pytest.raises(BookError, match="请减少案例"):
        draft(text("a", FEEDBACK, cases=GOOD))
    monkeypatch.setattr(drafts, "MAX_CASES", 0)
    with pytest.raises(BookError, match="上限 0 个"):
        draft(text("a", FEEDBACK, cases=GOOD))


def test_a_zip_of_the_folder_or_of_its_content_comes_in() -> None:
    files = text("a", meetings(), cases="")
    for folder in ("", "我的制度/"):
        found, _ = uploads.opened("a.zip", zipped({**files}, folder))
        assert found == files


def test_what_file_managers_add_is_left_out() -> None:
    files = text("a", meetings())
    junk = {"__MACOSX/._rulebook.yaml": b"\x00", ".DS_Store": b"\x00", "Thumbs.db": b"\x00"}
    assert uploads.opened("a.zip", zipped({**files, **junk}))[0] == files


def test_a_zip_made_on_windows_keeps_its_chinese_names() -> None:
    raw = zipped({"rulebook.yaml": "id: a", "clauses/abcdef.yaml": "[]"}).getvalue()
    files, _ = uploads.opened("a.zip", io.BytesIO(raw.replace(b"abcdef", "第一篇".encode("gbk"))))
    assert list(files) == ["rulebook.yaml", "clauses/第一篇.yaml"]


@pytest.mark.parametrize(
    "name", ["../evil.yaml", "/etc/evil.yaml", "clauses/../../evil.yaml", "..\\evil.yaml", "C:\\evil.yaml"]
)
def test_a_name_that_leads_out_of_the_folder_is_refused(name: str) -> None:
    assert "指到文件夹外面" in refusal("a.zip", zipped({**text("a", meetings()), name: "x: 1"}))


def test_a_link_is_refused() -> None:
    found = io.BytesIO()
    with zipfile.ZipFile(found, "w") as archive:
        info = zipfile.ZipInfo("rulebook.yaml")
        info.external_attr = (stat.S_IFLNK | 0o777) << 16
        archive.writestr(info, "/etc/passwd")
    found.seek(0)
    assert "是链接" in refusal("a.zip", found)


def test_a_bomb_is_refused_by_what_comes_out_of_it() -> None:
    bomb = zipped({**text("a", meetings()), "clauses/bomb.yaml": b"0" * 7_000_000})
    assert len(bomb.getvalue()) < 20_000
    assert "解开以后超过" in refusal("a.zip", bomb)


def test_a_bomb_that_lies_about_its_size_is_refused_too() -> None:
    raw = bytearray(zipped({**text("a", meetings()), "clauses/bomb.yaml": b"0" * 7_000_000}).getvalue())
    for mark, at in ((b"PK\x01\x02", 24), (b"PK\x03\x04", 22)):
        place = raw.rfind(mark)
        raw[place + at : place + at + 4] = (10).to_bytes(4, "little")
    assert refusal("a.zip", io.BytesIO(bytes(raw)))


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("a.exe", b"MZ...", "不是 YAML 文件，也不是 ZIP"),
        ("a.yaml", b"", "文件是空的"),
        ("a.yaml", b"\xff\xfe\x00", "不是 UTF-8"),
        ("a.yaml", b"id: a\x00", "空字节"),
        ("a.yaml", b"x" * (uploads.MAX_UPLOAD + 1), "超过 2 MB"),
        ("a.zip", b"PK\x03\x04 broken", "打不开"),
    ],
    ids=["program", "empty", "utf-16", "nul", "large", "broken"],
)
def test_what_is_no_book_is_refused(name: str, content: bytes, says: str) -> None:
    assert says in refusal(name, io.BytesIO(content))


def test_too_many_files_or_files_no_book_has_are_refused() -> None:
    many: dict[str, str | bytes] = {f"clauses/{number}.yaml": "[]" for number in range(401)}
    assert "上限 400 个" in refusal("a.zip", zipped(many))
    assert "制度不用的文件" in refusal("a.zip", zipped({**text("a", meetings()), "run.sh": "rm"}))
    assert "没有 rulebook.yaml" in refusal("a.zip", zipped({"clauses/a.yaml": "[]"}))
