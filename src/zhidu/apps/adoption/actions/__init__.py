"""Acts of this app."""

from __future__ import annotations

from zhidu.apps.adoption.actions.adopt import adopt
from zhidu.apps.adoption.actions.answer import answer
from zhidu.apps.adoption.actions.end_adoption import end_adoption
from zhidu.apps.adoption.actions.import_book import Known, import_book

__all__ = ["Known", "adopt", "answer", "end_adoption", "import_book"]
