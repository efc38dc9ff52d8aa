"""Installs the functions of text search as tarepo/search/ has them when this runs."""

import django.db.models.functions.text
from django.db import migrations, models

from tarepo.search import sql, sql_vectors

FUNCTIONS = (*sql.FUNCTIONS, *sql_vectors.FUNCTIONS)


class Migration(migrations.Migration):
    dependencies = [("tarepo", "0004_reference_any_case")]

    operations = [
        migrations.RunSQL(FUNCTIONS, migrations.RunSQL.noop),
        migrations.CreateModel(
            name="SearchWord",
            fields=[
                ("word", models.CharField(max_length=64, primary_key=True, serialize=False)),
                ("documents", models.PositiveIntegerField()),
            ],
            options={
                "indexes": [
                    models.Index(
                        django.db.models.functions.text.Left("word", 1),
                        django.db.models.functions.text.Length("word"),
                        models.OrderBy(models.F("documents"), descending=True),
                        name="searchword_like",
                    )
                ],
            },
        ),
    ]
