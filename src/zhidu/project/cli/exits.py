"""Exit statuses of the commands."""

from __future__ import annotations

DONE = 0
FAILED = 1
"""The files are sound but the answer is no: a worked case does not hold."""
REFUSED = 2
"""Bad input; nothing was done and nothing was written."""
CRASHED = 70
"""A fault of the program itself (sysexits EX_SOFTWARE)."""
