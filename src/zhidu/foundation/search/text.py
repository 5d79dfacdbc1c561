"""Text as it is looked for: folded, cut into words, and the words into pairs of neighbours.

Chinese is written without spaces, so a word of a query may begin anywhere. Pairs of neighbours find a name of
two characters by one look-up, which trigrams cannot; the last character stands alone, so that a query of one
character is a query for the beginning of a pair. Every piece is written in hexadecimal after the letter of its
kind: no database then has an opinion on what a letter is, and rare characters in names are found like any other.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

LONGEST = 60
"""Characters of a query that are looked at."""
MOST_WORDS = 6
_WORD = re.compile(r"[^\W_]+")


def folded(text: str) -> str:
    """Full-width and half-width, upper and lower case alike."""
    return unicodedata.normalize("NFKC", text).casefold()


def words(text: str) -> list[str]:
    """The words of a text: what stands between spaces and signs."""
    return _WORD.findall(folded(text))


def pieces(word: str) -> list[str]:
    """Every pair of neighbours of a word, and its last character."""
    return [word[at : at + 2] for at in range(len(word))]


def written(letter: str, piece: str) -> str:
    """A piece as the index holds it."""
    return letter + "".join(f"{ord(character):04x}" for character in piece)


class Spelt(str):
    """A text of letters that is looked for from its beginning, and kept whole: pairs of letters say too little."""

    __slots__ = ()


def is_spelt(word: str) -> bool:
    """Whether a word of a query is letters of the alphabet alone."""
    return word.isascii() and word.isalpha()


def document(letter: str, texts: Iterable[str]) -> str:
    """Everything of some texts that can be looked for, in one line; '' where there is nothing."""
    found: set[str] = set()
    for text in texts:
        if isinstance(text, Spelt):
            found.add(text)
            continue
        for word in words(text):
            found.update(pieces(word))
            if is_spelt(word):
                found.add(word)
    return " ".join(sorted(written(letter, piece) for piece in found))


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is looked for: all of these words."""

    words: tuple[str, ...]

    @classmethod
    def of(cls, typed: str) -> Wanted:
        """From what was typed; the rest of a very long query is left aside."""
        return cls(tuple(dict.fromkeys(words(typed[:LONGEST])))[:MOST_WORDS])

    def __bool__(self) -> bool:
        return bool(self.words)

    def inside(self, *texts: str) -> bool:
        """Whether every word stands in one of *texts*."""
        whole = [folded(text) for text in texts]
        return all(any(word in text for text in whole) for word in self.words)

    def mentioned(self, texts: Sequence[str]) -> str:
        """The first of *texts* in which one of the words stands; '' where none does."""
        return next((text for text in texts if any(word in folded(text) for word in self.words)), "")


def marked(text: str, wanted: Sequence[str]) -> list[tuple[str, bool]]:
    """*text* in parts, each with whether it was looked for: the parts together are the text again."""
    # one character may fold into several (㎡ → m2), so every folded character remembers where it came from
    origin = [place for place, character in enumerate(text) for _ in folded(character)]
    plain = "".join(folded(character) for character in text)
    hit = [False] * len(text)
    for word in wanted:
        at = plain.find(word)
        while word and at >= 0:
            for place in origin[at : at + len(word)]:
                hit[place] = True
            at = plain.find(word, at + 1)
    parts: list[tuple[str, bool]] = []
    for character, found in zip(text, hit, strict=True):
        if parts and parts[-1][1] == found:
            parts[-1] = parts[-1][0] + character, found
        else:
            parts.append((character, found))
    return parts
