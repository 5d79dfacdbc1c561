"""Writing to the journal as acts do, and setting a folder for its seals."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from django.db import transaction

from tests.site import outside_acts
from zhidu.foundation.journal.models import Entry
from zhidu.foundation.journal.write import write


@pytest.fixture(autouse=True)
def _own_seals(settings: Any, tmp_path: Any) -> None:
    settings.VAR = tmp_path


@pytest.fixture(autouse=True)
def _the_journal_is_written_directly() -> Iterator[None]:
    """These tests are about what acts stand on, so they do without acts."""
    with outside_acts():
        yield


def put(place: int | None = 1, number: int = 0, **more: Any) -> Entry:
    """One entry of the chain of *place*."""
    given: dict[str, Any] = {
        "changes": {"name": (f"旧{number}", f"新{number}")},
        "details": {"count": number},
    } | more
    with transaction.atomic():
        return write(
            act="test.put", actor=5, obj=f"x-{number}", place=place, happened_on=date(2026, 3, 1), **given
        )


@pytest.fixture
def writing() -> Any:
    return put
