"""Any vote of any size under any requirements, for Hypothesis to draw from."""

from __future__ import annotations

from hypothesis import strategies as st

from tests.domain.decisions.oracle import SHARES_OF
from zhidu.domain.decisions import Base, Count, NearTie, Requirement

small_or_large = st.integers(1, 80) | st.integers(61, 10**9)


@st.composite
def counts(draw: st.DrawFn) -> Count:
    """A count whose numbers can all be right."""
    electors = draw(small_or_large)
    present = draw(st.integers(0, electors))
    excluded = draw(st.integers(0, min(3, present, electors - 1)))
    written = draw(st.integers(0, electors - present))
    left = present + written
    yes = draw(st.integers(0, left))
    # Most votes worth looking at are close: the no votes are drawn near the yes votes as often as anywhere.
    no = draw(
        st.integers(0, left - yes) | st.integers(min(max(0, yes - 3), left - yes), min(yes + 3, left - yes))
    )
    abstain = draw(st.integers(0, left - yes - no))
    void = draw(st.integers(0, left - yes - no - abstain))
    return Count(
        entitled=electors - excluded,
        present=present,
        yes=yes,
        no=no,
        abstain=abstain,
        written=written,
        void=void,
        excluded_present=excluded,
        everyone=draw(st.none() | st.integers(electors, electors + 50)),
        emergency=draw(st.booleans()),
    )


shares = st.sampled_from([share for base in Base for share in SHARES_OF[base]])
quorums = st.sampled_from([share for base in (Base.ENTITLED, Base.ALL) for share in SHARES_OF[base]])
near_ties = st.builds(NearTie, margin=st.integers(0, 4), emergency_exempt=st.booleans())


def requirements(ties: st.SearchStrategy[NearTie | None]) -> st.SearchStrategy[list[Requirement]]:
    one = st.builds(
        Requirement,
        source=st.sampled_from(["《甲制度》第 1 条", "《乙制度》第 2 条", "《丙制度》第 3 条"]),
        quorum=st.none() | quorums,
        passing=st.none() | shares,
        near_tie=ties,
    )
    return st.lists(one, max_size=4)


any_requirements = requirements(st.none() | near_ties)
