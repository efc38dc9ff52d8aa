"""The party of a role is counted among the stored totals too."""

from typing import Any

from django.db import migrations

from tarepo.indexing import totals, triggers


def count(_apps: Any, schema_editor: Any) -> None:
    with schema_editor.connection.cursor() as cursor:
        for statement in (*totals.EMPTY, totals.COUNT):
            cursor.execute(statement, {"pairs_from": totals.PAIRS_FROM})


class Migration(migrations.Migration):
    dependencies = [("tarepo", "0007_search_names")]

    operations = [
        migrations.RunSQL(triggers.DELTA, migrations.RunSQL.noop),
        migrations.RunPython(count, migrations.RunPython.noop),
    ]
