"""Acts on templates of papers."""

from __future__ import annotations

from zhidu.foundation.papers.actions.put_template import put_template
from zhidu.foundation.papers.actions.use_template import use_template

__all__ = ["put_template", "use_template"]
