"""Names are cut into words once, for all records that name their record."""

import django.contrib.postgres.indexes
import django.contrib.postgres.search
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("tarepo", "0006_search_index"),
    ]

    operations = [
        migrations.RemoveIndex(model_name="searchindex", name="searchindex_asked"),
        migrations.AddIndex(
            model_name="searchindex",
            index=django.contrib.postgres.indexes.GinIndex(
                fields=["vector", "codes", "keys"], name="searchindex_asked"
            ),
        ),
        migrations.AddField(
            model_name="searchindex",
            name="names",
            field=django.contrib.postgres.search.SearchVectorField(null=True),
        ),
        migrations.AddIndex(
            model_name="searchindex",
            index=models.Index(
                condition=models.Q(("names__isnull", False)), fields=["record_id"], name="searchindex_named"
            ),
        ),
        migrations.RunSQL(
            "CREATE AGGREGATE tarepo_joined(tsvector) (sfunc = tsvector_concat, stype = tsvector, initcond = '');",
            "DROP AGGREGATE tarepo_joined(tsvector);",
        ),
        migrations.RunSQL(
            "ALTER TABLE tarepo_searchindex ALTER COLUMN names SET STORAGE EXTERNAL;", migrations.RunSQL.noop
        ),
        # What was indexed before is indexed again by whatever drains next, names before those that join them.
        migrations.RunSQL(
            "INSERT INTO tarepo_searchdirty (record_id) SELECT record_id FROM tarepo_searchrow "
            "WHERE tier = 0 ORDER BY kind = 'activity', record_id",
            migrations.RunSQL.noop,
        ),
    ]
