"""The database itself refuses to change or delete a line of the log."""

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

SENTENCE = "The log only grows: no line is changed or deleted."

SQLITE = [
    f"CREATE TRIGGER log_no_update BEFORE UPDATE ON desk_entry BEGIN SELECT RAISE(ABORT, '{SENTENCE}'); END",
    f"CREATE TRIGGER log_no_delete BEFORE DELETE ON desk_entry BEGIN SELECT RAISE(ABORT, '{SENTENCE}'); END",
]
POSTGRESQL = [
    f"CREATE FUNCTION log_only_grows() RETURNS trigger LANGUAGE plpgsql AS "
    f"$$ BEGIN RAISE EXCEPTION '{SENTENCE}'; END $$",
    "CREATE TRIGGER log_no_change BEFORE UPDATE OR DELETE ON desk_entry "
    "FOR EACH ROW EXECUTE FUNCTION log_only_grows()",
    "CREATE TRIGGER log_no_truncate BEFORE TRUNCATE ON desk_entry "
    "FOR EACH STATEMENT EXECUTE FUNCTION log_only_grows()",
]
UNDO_SQLITE = ["DROP TRIGGER log_no_update", "DROP TRIGGER log_no_delete"]
UNDO_POSTGRESQL = [
    "DROP TRIGGER log_no_change ON desk_entry",
    "DROP TRIGGER log_no_truncate ON desk_entry",
    "DROP FUNCTION log_only_grows()",
]


def forward(apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    for statement in POSTGRESQL if editor.connection.vendor == "postgresql" else SQLITE:
        editor.execute(statement, params=None)


def back(apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    for statement in UNDO_POSTGRESQL if editor.connection.vendor == "postgresql" else UNDO_SQLITE:
        editor.execute(statement, params=None)


class Migration(migrations.Migration):
    dependencies = [("desk", "0001_initial")]
    operations = [migrations.RunPython(forward, back)]
