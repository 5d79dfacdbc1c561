"""Jobs of the tests."""

from __future__ import annotations

from tests.foundation.jobs import counting  # noqa: F401 - defines them
