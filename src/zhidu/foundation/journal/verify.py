"""Whether the journal is whole: every chain is walked from its beginning and compared with its seals."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby
from operator import attrgetter

from zhidu.foundation.journal.models import Entry, Head
from zhidu.foundation.journal.seals import Damaged, sealed
from zhidu.foundation.journal.write import digest_of
from zhidu.foundation.keys import keyring


@dataclass(frozen=True, slots=True)
class Fault:
    """Something wrong with a chain: where, and what. Without a chain it concerns the whole journal."""

    stream: str
    number: int
    message: str

    def __str__(self) -> str:
        return f"链 {self.stream} 第 {self.number} 条：{self.message}" if self.stream else self.message


STEP = 2000
"""Entries between two words about how far it is."""


def verify(tell: Callable[[int], object] = lambda _number: None) -> Iterator[Fault]:
    """What was changed, removed, put in between, or cut off; nothing where the journal is whole.

    *tell* hears every :data:`STEP` entries how many more have been looked at, and may raise to stop it.
    """
    heads = {head.stream: head for head in Head.objects.all()}
    if wrong_key():
        yield Fault(
            "", 0, "没有一条能用现在的密钥核对：密钥不是写日志时的那一把，请从备份恢复 keys.json 再核对"
        )
        return
    try:
        seals = sealed()
    except Damaged as damage:
        seals = {}
        yield Fault("", 0, str(damage))
    left = set(heads) | set(seals)
    # one walk over everything: with a chain an organisation a query each would be thousands
    entries = _told(Entry.objects.order_by("stream", "number").iterator(chunk_size=STEP), tell)
    for stream, chain in groupby(entries, key=attrgetter("stream")):
        left.discard(stream)
        yield from _verify(stream, chain, heads.get(stream), seals.get(stream, {}))
    for stream in sorted(left):
        yield from _verify(stream, (), heads.get(stream), seals.get(stream, {}))


def _told(entries: Iterable[Entry], tell: Callable[[int], object]) -> Iterator[Entry]:
    number = 0
    for number, entry in enumerate(entries, start=1):
        yield entry
        if number % STEP == 0:
            tell(STEP)
    tell(number % STEP)


def wrong_key() -> bool:
    """Whether nothing at all agrees with the key: no first entry of a chain and no last one."""
    firsts = list(Entry.objects.filter(number=1).order_by("id")[:50])
    lasts = list(Entry.objects.order_by("-id")[:50])
    known = firsts + lasts
    return bool(known) and not any(digest_of(entry) == entry.digest for entry in known)


def _verify(
    stream: str, entries: Iterable[Entry], head: Head | None, seals: Mapping[int, str]
) -> Iterator[Fault]:
    number, digest, row = 0, keyring().digest(stream), 0
    for entry in entries:
        if entry.number != number + 1:
            yield Fault(stream, number + 1, _missing(number + 1, entry.number - 1))
        elif entry.before != digest:
            yield Fault(stream, entry.number, "与上一条接不上，应记着上一条的校验值")
        if digest_of(entry) != entry.digest:
            yield Fault(stream, entry.number, "内容与写入时的校验值不符，被改动过")
        elif seals.get(entry.number, entry.digest) != entry.digest:
            yield Fault(stream, entry.number, "与封存的不是同一条，封存以后被换过")
        if entry.pk < row:
            yield Fault(stream, entry.number, "行号小于上一条，应大于；次序被改动过")
        number, digest, row = entry.number, entry.digest, entry.pk
    if head is None:
        yield Fault(stream, number, "没有链尾的登记，应有一行")
    elif (head.number, head.digest) != (number, digest):
        yield Fault(stream, number + 1, f"登记的链尾是第 {head.number} 条，实际到第 {number} 条为止")
    if (last := max(seals, default=0)) > number:
        yield Fault(stream, number + 1, f"封存时已有 {last} 条，{_missing(number + 1, last)}")


def _missing(first: int, last: int) -> str:
    if last < first:
        return f"编号从第 {last + 1} 条起不对，应从第 {first} 条起"
    return f"缺第 {first} 条" if first == last else f"缺第 {first} 至 {last} 条"
