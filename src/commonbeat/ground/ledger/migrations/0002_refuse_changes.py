"""The database itself refuses to change or delete an entry; only the place in the tree is set, once.

SQLite forgets triggers when a migration rebuilds their table: one that does must create them again.
"""

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

COLUMNS = ["id", "verb", "subject", "agency", "actor_role", "actor_key", "at", "content", "salt"]
MESSAGE = "entries of the book are never changed or deleted"

SQLITE = [
    f"""
    CREATE TRIGGER ledger_entry_no_update BEFORE UPDATE ON ledger_entry
    WHEN NOT (OLD."index" IS NULL AND NEW."index" IS NOT NULL
        AND {" AND ".join(f"NEW.{name} IS OLD.{name}" for name in COLUMNS)})
    BEGIN SELECT RAISE(ABORT, '{MESSAGE}'); END
    """,
    f"""
    CREATE TRIGGER ledger_entry_no_delete BEFORE DELETE ON ledger_entry
    BEGIN SELECT RAISE(ABORT, '{MESSAGE}'); END
    """,
]

POSTGRESQL = [
    f"""
    CREATE FUNCTION ledger_entry_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN RAISE EXCEPTION '{MESSAGE}' USING ERRCODE = 'integrity_constraint_violation'; END $$
    """,
    f"""
    CREATE TRIGGER ledger_entry_no_update BEFORE UPDATE ON ledger_entry FOR EACH ROW
    WHEN (NOT (OLD."index" IS NULL AND NEW."index" IS NOT NULL
        AND {" AND ".join(f"NEW.{name} IS NOT DISTINCT FROM OLD.{name}" for name in COLUMNS)}))
    EXECUTE FUNCTION ledger_entry_refuse()
    """,
    """
    CREATE TRIGGER ledger_entry_no_delete BEFORE DELETE ON ledger_entry FOR EACH ROW
    EXECUTE FUNCTION ledger_entry_refuse()
    """,
]

UNDO_SQLITE = ["DROP TRIGGER ledger_entry_no_update", "DROP TRIGGER ledger_entry_no_delete"]
UNDO_POSTGRESQL = [
    "DROP TRIGGER ledger_entry_no_update ON ledger_entry",
    "DROP TRIGGER ledger_entry_no_delete ON ledger_entry",
    "DROP FUNCTION ledger_entry_refuse()",
]


def add(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    _run(schema_editor, {"sqlite": SQLITE, "postgresql": POSTGRESQL})


def remove(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    _run(schema_editor, {"sqlite": UNDO_SQLITE, "postgresql": UNDO_POSTGRESQL})


def _run(schema_editor: BaseDatabaseSchemaEditor, statements: dict[str, list[str]]) -> None:
    for statement in statements[schema_editor.connection.vendor]:
        schema_editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [("ledger", "0001_first")]

    operations = [migrations.RunPython(add, remove)]
