"""Write a rulebook back as YAML that reads to the same book: for editing, and as proof that nothing is lost."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import date
from typing import Any

from ruamel.yaml import YAML

from zhidu.domain.procedures import Procedure
from zhidu.domain.rules.book import Rulebook
from zhidu.domain.rules.clause import Effective
from zhidu.rulebooks.clauses import write_clause
from zhidu.rulebooks.codecs import Plain, write_fields
from zhidu.rulebooks.parts import FORM, PROCEDURE_FIELDS, READING
from zhidu.rulebooks.schema import EFFECTIVE


def dump(book: Rulebook) -> str:
    """The whole book as one YAML file; every scalar is text, as the loader reads it."""
    return as_yaml(as_plain(book))


def as_yaml(data: Plain) -> str:
    """Plain data as YAML text, keys in the order given."""
    stream = io.StringIO()
    writer = YAML(typ="safe", pure=True)
    writer.default_flow_style = False
    writer.allow_unicode = True
    writer.width = 4096
    writer.sort_base_mapping_type_on_output = False  # type: ignore[assignment]
    writer.dump(data, stream)
    return stream.getvalue()


def as_plain(book: Rulebook) -> dict[str, Plain]:
    """The book as str, list and dict, with the keys of ``rulebook.yaml`` and its sections."""
    parts: dict[str, Plain] = {
        "id": book.id,
        "title": book.title,
        "level": book.level,
        "version": book.version,
    }
    effective = _effective(book.first, book.last)
    parts |= {"effective": effective} if effective else {}
    parts |= {name: value for name in ("origin", "summary") if (value := getattr(book, name))}
    parts |= {"words": dict(book.words)} if book.words else {}
    parts |= {"readings": [READING.write(one) for one in book.readings]} if book.readings else {}
    parts["clauses"] = [write_clause(one) for one in book.clauses]
    parts["procedures"] = [_procedure(one) for one in book.procedures.values()]
    parts["forms"] = [FORM.write(one) for one in book.forms.values()]
    return parts


def _procedure(procedure: Procedure) -> dict[str, Plain]:
    members = [one for one in PROCEDURE_FIELDS if one.key != "effective"]
    written = write_fields(procedure, members)
    effective = _effective(procedure.first, procedure.last, procedure.replaces)
    return {**written, "effective": effective} if effective else written


def _effective(first: date, last: date, replaces: str = "") -> Any:
    return EFFECTIVE.write(Effective(first=first, last=last, replaces=replaces))


def without_places(book: Rulebook) -> Rulebook:
    """The book without the lines and the digest of the file it came from: what two files must agree on."""
    clauses = tuple(replace(one, line=0) for one in book.clauses)
    return replace(book, clauses=clauses, digest="")
