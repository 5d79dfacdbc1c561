"""A fair draw (抽签) that anybody can repeat afterwards from the seed and the list of names.

Each name gets the SHA-256 of ``seed:name``; the smallest values are drawn. Without the seed nobody can know who it
will be, with it everybody can check; each group of the size asked for is equally likely over the seeds.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection


def lot(seed: str, name: str) -> str:
    """The lot of one name under a seed: 64 hexadecimal digits."""
    return hashlib.sha256(f"{seed}:{name}".encode()).hexdigest()


def order(seed: str, names: Collection[str]) -> list[str]:
    """All *names*, the first drawn first. Raises ValueError for no seed, and where a name stands twice."""
    if not seed:
        raise ValueError("没有抽签的种子；应先取一个随机数")
    if len(set(names)) != len(names):
        raise ValueError("名单里有重复；一人应只有一支签")
    return sorted(names, key=lambda name: (lot(seed, name), name))


def draw(seed: str, names: Collection[str], number: int) -> list[str]:
    """*number* of the names. Raises ValueError where that is none, or more than there are names."""
    if not 1 <= number <= len(names):
        raise ValueError(f"要抽 {number} 人，名单有 {len(names)} 人；应抽 1 至 {len(names)} 人")
    return order(seed, names)[:number]
