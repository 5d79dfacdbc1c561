"""What the handbook tells each kind of people to do in their first ten minutes, done word for word.

The very county of ``make demo`` is served by the very command people start, once for all pages.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.screens.county import build, served
from tests.screens.guide import pages
from tests.screens.handbook import walk


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with served(build(tmp_path_factory.mktemp("county"))) as address:
        yield address


@pytest.mark.parametrize("path", pages(), ids=lambda one: one.stem)
def test_everything_is_where_the_handbook_says_and_does_what_it_says(
    browser: Any, site: str, path: Path
) -> None:
    walk(browser, site, path)
