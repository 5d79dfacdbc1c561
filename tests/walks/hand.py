"""A hand that counts: what somebody presses and types to get a piece of work done."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any


@dataclass
class Hand:
    """Drives one page; every press is counted, and every field that something is typed into."""

    page: Any
    presses: int = 0
    fields: int = 0
    signs: int = 0
    """Characters typed, for whoever wonders how long the fields were."""
    told: list[tuple[str, int, int]] = field(default_factory=list)
    """Piece of work → presses and fields it took."""

    def press(self, what: Any) -> None:
        """A link, a button, a box to tick; one of several of the same name is the first that can be seen."""
        what.locator("visible=true").first.click()
        self.presses += 1

    def link(self, name: str) -> None:
        self.press(self.page.get_by_role("link", name=name))

    def button(self, name: str) -> None:
        self.press(self.page.get_by_role("button", name=name, exact=True))

    def type(self, label: str, text: str) -> None:
        """Put *text* into the field called *label*, unless it stands there already."""
        box = self._field(label)
        if box.input_value() != text:
            box.fill(text)
            self.fields += 1
            self.signs += len(text)

    def choose(self, label: str, *, index: int) -> None:
        """Pick from a list: opening it and taking one."""
        self._field(label).select_option(index=index)
        self.presses += 2

    def _field(self, label: str) -> Any:
        """By the beginning of its label; behind it may stand that it need not be filled in."""
        return self.page.get_by_label(re.compile(f"^{label}")).first

    def did(self, work: str) -> None:
        """What was counted since the last time belongs to *work*."""
        presses = self.presses - sum(row[1] for row in self.told)
        fields = self.fields - sum(row[2] for row in self.told)
        self.told.append((work, presses, fields))
