"""The index over the pieces: FTS5 with triggers on SQLite, GIN on PostgreSQL. Measured in docs/adr/0014."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import migrations

SQLITE = (
    # the tokenizer "ascii" cuts at spaces and nowhere else; without positions the index is a third of the size
    "CREATE VIRTUAL TABLE search_text USING fts5("
    "text, content='search_document', content_rowid='id', detail=none, tokenize='ascii')",
    "CREATE TRIGGER search_document_added AFTER INSERT ON search_document BEGIN "
    "INSERT INTO search_text (rowid, text) VALUES (new.id, new.text); END",
    "CREATE TRIGGER search_document_removed AFTER DELETE ON search_document BEGIN "
    "INSERT INTO search_text (search_text, rowid, text) VALUES ('delete', old.id, old.text); END",
    "CREATE TRIGGER search_document_changed AFTER UPDATE ON search_document BEGIN "
    "INSERT INTO search_text (search_text, rowid, text) VALUES ('delete', old.id, old.text); "
    "INSERT INTO search_text (rowid, text) VALUES (new.id, new.text); END",
)
POSTGRESQL = (
    "CREATE INDEX search_text ON search_document USING gin (array_to_tsvector(string_to_array(text, ' ')))",
)
SQLITE_BACK = (
    "DROP TRIGGER search_document_added",
    "DROP TRIGGER search_document_removed",
    "DROP TRIGGER search_document_changed",
    "DROP TABLE search_text",
)


def forward(_: Any, editor: Any) -> None:
    """Make it."""
    for one in POSTGRESQL if editor.connection.vendor == "postgresql" else SQLITE:
        editor.execute(one)


def backward(_: Any, editor: Any) -> None:
    """Take it away."""
    for one in ("DROP INDEX search_text",) if editor.connection.vendor == "postgresql" else SQLITE_BACK:
        editor.execute(one)


class Migration(migrations.Migration):
    dependencies: ClassVar = [("search", "0001_initial")]
    operations: ClassVar = [migrations.RunPython(forward, backward)]
