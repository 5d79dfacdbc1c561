"""Papers to edit (docx): the same layout and the same values as the pdf, filled into a template with marks."""

from __future__ import annotations
