"""The settings of the site with the bare pages beside it."""

from __future__ import annotations

from zhidu.project.settings import *  # noqa: F403

ROOT_URLCONF = "bench.urls"
