"""What can go wrong when a paper is set."""

from __future__ import annotations


class CannotSet(Exception):
    """A template and its values do not fit: a fault of the program, or of a template that was put in its place."""


class BadTemplate(Exception):
    """A docx template and the values do not fit; says which field, and in which line of the document."""
