"""Which subject of the tables became what on the site."""

from __future__ import annotations


class Book:
    """Names in the tables ↔ codes of the site."""

    def __init__(self) -> None:
        self._codes: dict[str, str] = {}

    def enter(self, name: str, code: str) -> None:
        self._codes[name] = code

    def code(self, name: str) -> str:
        """The site's code of a subject; a name that is none of the table's stays what it is."""
        return self._codes.get(name, name)

    def number(self, name: str) -> int:
        """The row id behind the code. Raises LookupError for a name that was not taken over."""
        if name not in self._codes:
            raise LookupError(f"“{name}”没有登记")
        return int(self._codes[name].rpartition("-")[2])

    def items(self) -> dict[str, str]:
        return dict(self._codes)
