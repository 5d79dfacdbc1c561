"""Where the pages of the handbook lie, and how their Markdown becomes a page of the site."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe
from markdown_it import MarkdownIt
from markdown_it.token import Token

PAGES: Mapping[str, str] = {
    "secretary": "书记和委员",
    "group-leader": "党小组长",
    "member": "党员",
    "superior": "上级党务干部",
    "resident": "群众",
    "administrator": "系统管理员",
}
"""Page → who it is for, in the order in which they are offered."""
BY_ROLE: Mapping[str, str] = {
    "administrator": "administrator",
    "superior": "superior",
    "group_leader": "group-leader",
    "member": "member",
}
"""Role → its page; every other role is one of the branch committee."""
INDEX = "README"


@dataclass(frozen=True, slots=True)
class Page:
    """One page: its heading, and the rest as HTML."""

    title: str
    html: SafeString


def folder() -> Path:
    """The checkout's pages, or those that came with the package."""
    package = Path(__file__).resolve().parents[2]
    checkout = package.parents[1] / "docs" / "handbook"
    return checkout if (checkout / f"{INDEX}.md").is_file() else package / "_handbook"


def picture(name: str) -> Path | None:
    """The file of a picture, None where there is none of that name."""
    path = folder() / "pictures" / f"{name}.png"
    return path if path.is_file() else None


def page(name: str) -> Page:
    """A page as it stands now."""
    path = folder() / f"{name}.md"
    return _rendered(path, path.stat().st_mtime_ns)


@lru_cache(maxsize=32)
def _rendered(path: Path, _: int) -> Page:
    parser = MarkdownIt("commonmark", {"html": False}).enable("table")
    tokens = parser.parse(path.read_text(encoding="utf-8"))
    title = tokens[1].content
    body = tokens[3:]
    for token in body:
        _join(token.children or [])
        for part in token.children or ():
            _lead(part)
    html = parser.renderer.render(body, parser.options, {})
    return Page(title, mark_safe(html))  # noqa: S308 - our own text; HTML in it is not taken


def _join(parts: list[Token]) -> None:
    """Lines of one paragraph are joined without a blank, as Chinese is written."""
    for before, part, after in zip(parts, parts[1:], parts[2:], strict=False):
        wide = before.content[-1:] > "\x7f" and (after.type != "text" or after.content[:1] > "\x7f")
        if part.type == "softbreak" and wide:
            part.type, part.content = "text", ""


def _lead(part: Token) -> None:
    """Addresses of the files become addresses of the site; pictures load once they come near."""
    if part.type == "image":
        name = Path(str(part.attrs["src"])).stem
        part.attrs = {**part.attrs, "src": reverse("handbook:picture", args=[name]), "loading": "lazy"}
    elif part.type == "link_open":
        found = re.fullmatch(r"([\w-]+)\.md", str(part.attrs["href"]))
        if found:
            name = found[1]
            where = reverse("handbook:index") if name == INDEX else reverse("handbook:page", args=[name])
            part.attrs = {**part.attrs, "href": where}
