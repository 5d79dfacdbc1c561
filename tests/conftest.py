"""Shared test set-up: the covers plugin and the three Hypothesis profiles."""

from __future__ import annotations

import os

from hypothesis import HealthCheck, settings

pytest_plugins = ["tests.covers_plugin", "tests.site", "tests.browser"]

# Deadlines measure the machine, not the rule: none in any profile.
settings.register_profile("default", deadline=None, max_examples=60)
# In continuous integration the same examples every time: a red run must be repeatable.
settings.register_profile("ci", deadline=None, max_examples=60, derandomize=True, print_blob=True)
settings.register_profile(
    "proof", deadline=None, max_examples=5000, suppress_health_check=[HealthCheck.too_slow]
)
# `--hypothesis-profile` on the command line is applied later and wins.
settings.load_profile("ci" if os.environ.get("CI") else "default")
