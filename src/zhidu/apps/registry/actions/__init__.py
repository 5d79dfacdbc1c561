"""One act a file: every write of this app."""

from __future__ import annotations

from zhidu.apps.registry.actions.set_profile import Kept, set_profile
from zhidu.apps.registry.actions.set_profiles import set_profiles

__all__ = ["Kept", "set_profile", "set_profiles"]
