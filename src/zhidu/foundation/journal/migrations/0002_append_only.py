"""Triggers: entries of the journal can be added and nothing else, whoever asks the database."""

from __future__ import annotations

from django.db import migrations

MESSAGE = "日志只能追加，不能改动"
SQLITE = [
    f"CREATE TRIGGER journal_entry_no_{verb.lower()} BEFORE {verb} ON journal_entry "
    f"BEGIN SELECT RAISE(ABORT, '{MESSAGE}'); END"
    for verb in ("UPDATE", "DELETE")
]
POSTGRESQL = [
    f"CREATE FUNCTION journal_refuse() RETURNS trigger LANGUAGE plpgsql AS "
    f"$$ BEGIN RAISE EXCEPTION '{MESSAGE}'; END $$",
    "CREATE TRIGGER journal_entry_no_change BEFORE UPDATE OR DELETE ON journal_entry "
    "FOR EACH ROW EXECUTE FUNCTION journal_refuse()",
    "CREATE TRIGGER journal_entry_no_truncate BEFORE TRUNCATE ON journal_entry "
    "FOR EACH STATEMENT EXECUTE FUNCTION journal_refuse()",
]
UNDO = {
    "sqlite": [f"DROP TRIGGER journal_entry_no_{verb}" for verb in ("update", "delete")],
    "postgresql": [
        "DROP TRIGGER journal_entry_no_change ON journal_entry",
        "DROP TRIGGER journal_entry_no_truncate ON journal_entry",
        "DROP FUNCTION journal_refuse()",
    ],
}


def _run(statements):
    def run(apps, schema_editor):
        for statement in statements[schema_editor.connection.vendor]:
            schema_editor.execute(statement)

    return run


class Migration(migrations.Migration):
    dependencies = [("journal", "0001_initial")]
    operations = [migrations.RunPython(_run({"sqlite": SQLITE, "postgresql": POSTGRESQL}), _run(UNDO))]
