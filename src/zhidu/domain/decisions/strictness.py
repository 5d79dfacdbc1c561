"""When one requirement makes another superfluous (从严合并)."""

from __future__ import annotations

from zhidu.domain.decisions.requirement import Requirement
from zhidu.domain.decisions.shares import HALF, Base, Share, stricter


def implies(a: Requirement, b: Requirement) -> bool:
    """Whether every vote that passes under ``a`` alone also passes under ``b`` alone.

    Cautious: False means "not known to", never "surely not". When it is True, ``b`` may be left out beside
    ``a`` without changing any outcome.
    """
    return (
        _quorum_implied(a.quorum, b.quorum)
        and _passing_implied(a.passing, b.passing)
        # A deferral is more than a bar to passing: margins, next steps and addressee all have to agree.
        and (b.near_tie is None or a.near_tie == b.near_tie)
    )


def _quorum_implied(a: Share | None, b: Share | None) -> bool:
    # A majority never stands in for a quorum: written opinions raise the yes votes, not the number present.
    return b is None or (a is not None and stricter(a, b) is True)


def _passing_implied(a: Share | None, b: Share | None) -> bool:
    if b is not None:
        # Without a share of its own, a is kept by yes > no, which says nothing about any share.
        return a is not None and stricter(a, b) is True
    return a is None or _outvotes(a)


def _outvotes(share: Share) -> bool:
    """Whether reaching the share means more yes than no.

    More than half of the valid votes does, and so does more than half of any body that is never smaller.
    Those present can be fewer than the votes: with 3 present and 2 written opinions, 2 yes are more than half
    of those present and still lose to 3 no.
    """
    return share.of is not Base.PRESENT and (share.ratio > HALF or (share.ratio == HALF and share.strict))
