"""随附的制度在哪里；按编号或路径找一部制度。"""

from __future__ import annotations

from pathlib import Path

import pytest

from zhidu.rulebooks.library import ENVIRONMENT, book_ids, find_book, library
from zhidu.rulebooks.source import BookError


def test_the_shipped_books_are_found_by_id():
    assert "national" in book_ids()
    assert find_book("school-branch") == library() / "school-branch"
    assert (find_book("school-branch") / "rulebook.yaml").is_file()


def test_a_folder_or_a_file_is_found_by_path(tmp_path: Path):
    (tmp_path / "rulebook.yaml").write_text("id: own\n", encoding="utf-8")
    assert find_book(str(tmp_path)) == tmp_path
    assert find_book(str(tmp_path / "rulebook.yaml")) == tmp_path / "rulebook.yaml"


def test_an_unknown_name_is_answered_with_the_nearest_and_all_there_are():
    with pytest.raises(BookError, match=r"是否想写“school-branch”.*national"):
        find_book("shcool-branch")


def test_a_folder_that_is_no_book_is_refused(tmp_path: Path):
    with pytest.raises(BookError, match=r"里没有 rulebook\.yaml"):
        find_book(str(tmp_path))


def test_the_environment_may_name_another_library(tmp_path: Path, monkeypatch):
    (tmp_path / "ours").mkdir()
    (tmp_path / "ours" / "rulebook.yaml").write_text("id: ours\n", encoding="utf-8")
    monkeypatch.setenv(ENVIRONMENT, str(tmp_path))
    assert book_ids() == ("ours",)
    monkeypatch.setenv(ENVIRONMENT, str(tmp_path / "nothing"))
    with pytest.raises(BookError, match="不是文件夹"):
        library()


@pytest.mark.parametrize("name", ["a" * 5_000, "a\0b", ""], ids=["太长", "空字节", "空"])
def test_what_can_be_no_file_name_is_refused_in_one_line(name):
    with pytest.raises(BookError, match=r"随附的制度有：.*national") as refused:
        find_book(name)
    assert len(str(refused.value)) < 600
