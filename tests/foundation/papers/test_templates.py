"""Templates an administrator puts in: tried before they are used, kept in versions, and taken back."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any

import docx
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from pypdf import PdfReader

from tests.foundation.papers.making import VALUES, paper
from tests.foundation.services import account, acting_as, signed_in
from zhidu.foundation.access.verbs import Refused
from zhidu.foundation.acts import Wrong
from zhidu.foundation.papers import Paper, register
from zhidu.foundation.papers import templates_kept as kept
from zhidu.foundation.papers.actions import put_template, use_template
from zhidu.foundation.papers.registry import _PAPERS

pytestmark = pytest.mark.django_db
HEAD = '#import "/foundation/papers/typst/page.typ": *\n#show: official.with(title: data.title)\n'


@pytest.fixture
def registered() -> Iterator[Paper]:
    made = paper()
    register(made)
    yield made
    del _PAPERS[made.name]


@pytest.fixture
def root() -> Any:
    return account("root", admin_of="")


def put(root: Any, content: bytes | str, form: str = "pdf") -> Any:
    given = content.encode() if isinstance(content, str) else content
    return put_template(
        actor=acting_as(root), paper="test.minutes", form=form, content=given, note="本单位格式"
    )


def word(*lines: str) -> bytes:
    made = docx.Document()
    for line in lines:
        made.add_paragraph(line)
    stream = io.BytesIO()
    made.save(stream)
    return stream.getvalue()


def printed(root: Any, **query: str) -> Any:
    return signed_in(root).get(reverse("papers:print", args=["test.minutes", 1]), query)


def text(answer: Any) -> str:
    return str(PdfReader(io.BytesIO(answer.content)).pages[0].extract_text())


def test_a_template_that_was_put_in_is_used_and_taken_back_again(registered: Paper, root: Any) -> None:
    put(root, HEAD + "本单位格式：#data.title")
    assert "本单位格式" in text(printed(root))
    put(root, HEAD + "第二版：#data.title")
    assert "第二版" in text(printed(root))
    use_template(actor=acting_as(root), paper="test.minutes", form="pdf", version=1)
    assert "本单位格式" in text(printed(root))
    use_template(actor=acting_as(root), paper="test.minutes", form="pdf", version=0)
    assert "本单位格式" not in text(printed(root))
    assert [one.version for one in kept.versions("test.minutes", "pdf")] == [2, 1]
    assert put(root, HEAD + "第三版").version == 3


def test_the_same_with_a_word_template(registered: Paper, root: Any) -> None:
    put(
        root,
        word("本单位的记录", "{{ title }}", "{%p for fact in facts %}", "{{ fact[0] }}", "{%p endfor %}"),
        "docx",
    )
    answer = printed(root, **{"as": "docx"})
    lines = [one.text for one in docx.Document(io.BytesIO(answer.content)).paragraphs]
    assert lines == ["本单位的记录", VALUES["title"], "时间", "地点"]


@pytest.mark.parametrize(
    ("form", "content", "said"),
    [
        ("pdf", HEAD + "#data.titel", "第 3 行“#data.titel”：没有“titel”这个字段"),
        ("pdf", HEAD + "\n#let x = ", "第 4 行"),
        ("pdf", HEAD + "#titel", "没有“titel”这个名字"),
        ("pdf", '#import "@preview/cetz:0.3.0"', "第 1 行：不能用网上的软件包"),
        ("pdf", '#read("/../../etc/passwd")', "第 1 行"),
        ("pdf", b"\xff\xfe", "UTF-8"),
        ("docx", word("好", "{{ titel }}"), "第 2 行“{{ titel }}”：没有“titel”这个字段"),
        ("docx", word("好", "{{ title "), "第 2 行"),
        ("docx", b"no zip", "不是 docx 文件"),
    ],
    ids=range(9),
)
def test_a_template_that_is_not_right_says_line_and_field_and_is_not_used(
    registered: Paper, root: Any, form: str, content: str | bytes, said: str
) -> None:
    with pytest.raises(Wrong) as told:
        put(root, content, form)
    assert said in told.value.faults["upload"]
    assert kept.used("test.minutes", form) is None


@pytest.mark.parametrize("form", ["pdf", "docx"])
def test_what_is_downloaded_to_begin_with_can_be_put_in_again(
    registered: Paper, root: Any, form: str
) -> None:
    answer = signed_in(root).get(reverse("papers:template-file", args=["test.minutes", form, 0]))
    assert put(root, answer.content, form).used


def test_a_template_that_fails_on_one_paper_is_said_on_a_page(registered: Paper, root: Any) -> None:
    put(root, HEAD + '#if data.title.contains("竹园") { panic("坏了") } else { data.title }')
    answer = printed(root)
    assert answer.status_code == 503
    assert "换回自带的模板" in answer.content.decode()


def test_only_administrators_of_the_whole_site_replace_templates(registered: Paper, root: Any) -> None:
    part = account("part", admin_of="00000001")
    with pytest.raises(Refused):
        put_template(actor=acting_as(part), paper="test.minutes", form="pdf", content=b"", note="x")
    assert signed_in(part).get(reverse("papers:templates")).status_code == 403
    with pytest.raises(Wrong, match="没有这种文书"):
        put_template(actor=acting_as(root), paper="no", form="pdf", content=b"", note="x")


def test_the_pages_put_in_list_and_take_back(registered: Paper, root: Any) -> None:
    client = signed_in(root)
    assert "会议记录" in client.get(reverse("papers:templates")).content.decode()
    address = reverse("papers:template", args=["test.minutes", "pdf"])
    bad = client.post(
        address, {"upload": SimpleUploadedFile("a.typ", (HEAD + "#data.x").encode()), "note": "试"}
    )
    assert "没有“x”这个字段" in bad.content.decode()
    client.post(address, {"upload": SimpleUploadedFile("a.typ", (HEAD + "好").encode()), "note": "试一版"})
    assert "试一版" in client.get(address).content.decode()
    client.post(reverse("papers:template-use", args=["test.minutes", "pdf", 0]))
    assert kept.used("test.minutes", "pdf") is None
