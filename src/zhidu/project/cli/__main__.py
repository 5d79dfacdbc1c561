"""``python -m zhidu.project.cli``: the same as ``zhidu``."""

from __future__ import annotations

import sys

from zhidu.project.cli import main

sys.exit(main())
