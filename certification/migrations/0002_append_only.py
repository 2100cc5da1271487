"""The heads of the chains, and triggers that refuse to change or delete what is written once."""

from django.db import migrations

HEADS = ("history", "log")
TABLES = (
    "certification_event",
    "certification_logleaf",
    "certification_lognode",
    "certification_logcheckpoint",
    "certification_picturecontent",
    "certification_templateversion",
)

POSTGRESQL = """
CREATE FUNCTION certification_written_once() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '% is written once', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
END $$
"""
POSTGRESQL_TRIGGER = """
CREATE TRIGGER {table}_written_once BEFORE UPDATE OR DELETE OR TRUNCATE ON {table}
FOR EACH STATEMENT EXECUTE FUNCTION certification_written_once()
"""
SQLITE_TRIGGER = """
CREATE TRIGGER {table}_no_{action} BEFORE {action} ON {table}
BEGIN SELECT RAISE(ABORT, '{table} is written once'); END
"""


def make_heads(apps, schema_editor):
    heads = apps.get_model("certification", "ChainHead").objects
    for name in HEADS:
        heads.create(name=name)


def forget_heads(apps, schema_editor):
    apps.get_model("certification", "ChainHead").objects.all().delete()


def make_triggers(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(POSTGRESQL, params=None)
        for table in TABLES:
            schema_editor.execute(POSTGRESQL_TRIGGER.format(table=table))
        return
    for table in TABLES:
        for action in ("update", "delete"):
            schema_editor.execute(SQLITE_TRIGGER.format(table=table, action=action))


def drop_triggers(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        for table in TABLES:
            schema_editor.execute(f"DROP TRIGGER {table}_written_once ON {table}")
        schema_editor.execute("DROP FUNCTION certification_written_once()")
        return
    for table in TABLES:
        for action in ("update", "delete"):
            schema_editor.execute(f"DROP TRIGGER {table}_no_{action}")


class Migration(migrations.Migration):
    dependencies = [("certification", "0001_initial")]

    operations = [
        migrations.RunPython(make_heads, forget_heads),
        migrations.RunPython(make_triggers, drop_triggers),
    ]
