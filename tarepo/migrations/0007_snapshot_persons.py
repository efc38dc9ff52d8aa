"""Whom anything names, asked for each person: the tags of exports and feeds hang on no other."""

import django.contrib.postgres.indexes
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("tarepo", "0006_search_index"),
    ]

    operations = [
        migrations.AddIndex(
            model_name="snapshot",
            index=django.contrib.postgres.indexes.GinIndex(
                models.F("body__persons"), fastupdate=False, name="snapshot_persons"
            ),
        ),
    ]
