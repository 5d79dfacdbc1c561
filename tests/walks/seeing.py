"""What is wrong with a page as a browser shows it: axe for WCAG 2.2 AA, and the rules of the house.

A page is opened once and looked at in four ways: 1440 and 360 wide, standard and 大字版.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

WIDE, NARROW = 1440, 360
WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
LANDMARKS = [
    "region",
    "landmark-one-main",
    "landmark-unique",
    "landmark-no-duplicate-main",
    "landmark-main-is-top-level",
    "skip-link",
    "heading-order",
]
"""Good practice beyond WCAG that people who listen to a page depend on."""
BY_LAYOUT = ["target-size", "scrollable-region-focusable"]
"""Rules whose answer can change with the size of type alone."""


@dataclass(frozen=True)
class Look:
    """One way to look at a page; *all* where every rule is asked, not only those that depend on the layout."""

    width: int
    large: bool
    all: bool

    @property
    def word(self) -> str:
        return f"{self.width} {'大字版' if self.large else '标准字'}"


LOOKS = (
    Look(WIDE, large=False, all=True),
    Look(WIDE, large=True, all=False),
    Look(NARROW, large=False, all=False),
    Look(NARROW, large=True, all=True),
)
ENDS = tuple(one for one in LOOKS if one.all)
"""The widest with the smallest type, and the narrowest with the largest: what fits both mostly fits between."""

OPEN = """() => {
  for (const one of document.querySelectorAll('details:not(.menu)')) one.open = true;
}"""
AXE = """async ({tags, rules}) => {
  const asked = rules
    ? {runOnly: {type: 'rule', values: rules}}
    : {runOnly: {type: 'tag', values: tags}};
  asked.resultTypes = ['violations'];
  asked.preload = false;
  if (!rules) asked.rules = {'target-size': {enabled: true}};
  const found = await axe.run(document, asked);
  return found.violations.flatMap(one => one.nodes.slice(0, 3).map(node =>
    `${one.id}: ${node.target.join(' ')} — ${node.any.concat(node.all, node.none).map(c => c.message).join('; ')}`));
}"""
HOUSE = """narrow => {
  const said = [];
  const shown = one => {
    const box = one.getBoundingClientRect();
    return box.width > 1 && box.height > 1 && getComputedStyle(one).visibility !== 'hidden';
  };
  const name = one => `${one.tagName.toLowerCase()}.${one.className} ${one.textContent.trim().slice(0, 16)}`;
  const heads = [...document.querySelectorAll('h1')];
  if (heads.length !== 1) said.push(`h1 有 ${heads.length} 个`);
  else if (!heads[0].textContent.trim()) said.push('h1 是空的');
  if (!document.title.replace('· 制度', '').trim()) said.push('没有题目');
  if (document.title.includes('<')) said.push('题目里有标记');
  for (const one of document.querySelectorAll('nav, aside, section[role=region], form[role=search]'))
    if (!one.getAttribute('aria-label') && !one.getAttribute('aria-labelledby')) said.push(`没有名字：${name(one)}`);
  const root = document.documentElement;
  if (root.scrollWidth > root.clientWidth) {
    const wide = [...document.querySelectorAll('main *')].filter(one =>
      shown(one) && one.getBoundingClientRect().right > root.clientWidth + 1 &&
      !one.closest('.table-box, .tabs, .stepper'));
    said.push(`横着滚动 ${root.scrollWidth}：${wide.slice(0, 3).map(name).join(' | ')}`);
  }
  const first = document.querySelector('a[href], button, input:not([type=hidden]), select, textarea, summary');
  if (!first || !first.matches('.skip')) said.push(`先到的不是“跳到正文”：${first && name(first)}`);
  for (const one of document.querySelectorAll('[tabindex]'))
    if (one.tabIndex > 0) said.push(`自定了先后：${name(one)}`);
  const acts = 'button, .button, details.menu > summary, .bottombar a, select, ' +
    'input:not([type=hidden]):not([type=checkbox]):not([type=radio])';
  for (const one of document.querySelectorAll(acts)) {
    if (!shown(one)) continue;
    const height = one.getBoundingClientRect().height;
    const least = one.matches('.button-member') ? 52 : narrow ? 44 : 36;
    if (height < least - 0.5) said.push(`太矮 ${height}：${name(one)}`);
  }
  const small = [...document.querySelectorAll('body *')].filter(one =>
    [...one.childNodes].some(n => n.nodeType === 3 && n.data.trim()) && shown(one) &&
    parseFloat(getComputedStyle(one).fontSize) < 14 && !one.closest('.bubble, svg'));
  if (small.length) said.push(`字小于 14：${small.slice(0, 3).map(name).join(' | ')}`);
  return said;
}"""


@cache
def axe() -> str:
    """axe-core as it comes with its Python package."""
    return (files("axe_playwright_python") / "axe.min.js").read_text(encoding="utf-8")


def faults(page: Any, looks: tuple[Look, ...] = LOOKS) -> Iterator[str]:
    """Everything wrong with the page that is open, one line each."""
    # evaluated by the debugger, so the content security policy of the site stays in force
    page.evaluate(axe())
    page.evaluate(OPEN)
    for look in looks:
        page.set_viewport_size({"width": look.width, "height": 800})
        page.evaluate("on => document.documentElement.classList.toggle('large', on)", look.large)
        asked: dict[str, Any] = (
            {"tags": WCAG, "rules": None} if look.all else {"tags": [], "rules": BY_LAYOUT}
        )
        said = [*page.evaluate(HOUSE, look.width == NARROW), *page.evaluate(AXE, asked)]
        if look.all:
            said += page.evaluate(AXE, {"tags": [], "rules": LANDMARKS})
        yield from (f"{look.word}：{one}" for one in said)
