"""Settings for properties whose examples each evaluate whole worlds."""

from __future__ import annotations

from hypothesis import HealthCheck, settings

_MOST = 500

# The profile is loaded before the tests are imported, so this caps the proof run and leaves the others alone.
# Clauses drawn field by field are filtered for sense, and worlds are large: both are meant.
law = settings(
    max_examples=min(settings().max_examples, _MOST),
    suppress_health_check=[
        HealthCheck.too_slow,
        HealthCheck.filter_too_much,
        HealthCheck.large_base_example,
        HealthCheck.data_too_large,
    ],
)
# For a property that is tried kind by kind.
each_kind = settings(law, max_examples=law.max_examples // 2)
