"""Every property runs twice: a few examples with the other tests, many more under ``make proof``."""

from __future__ import annotations

import pytest


@pytest.fixture(
    autouse=True, scope="module", params=["usual", pytest.param("proof", marks=pytest.mark.proof)]
)
def effort(request: pytest.FixtureRequest) -> str:
    """Which of the two runs this is; the number of examples comes from the Hypothesis profile."""
    return str(request.param)
