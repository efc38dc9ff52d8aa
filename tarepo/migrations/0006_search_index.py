"""The index that searches ask, its triggers, and counts kept ready."""

import django.contrib.postgres.fields
import django.contrib.postgres.indexes
import django.contrib.postgres.search
import django.db.models.deletion
from django.db import migrations, models

import tarepo.models.indexing
from tarepo.indexing import triggers


class Migration(migrations.Migration):
    dependencies = [
        ("tarepo", "0005_search_text"),
    ]

    operations = [
        migrations.CreateModel(
            name="SearchBitmap",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "code", "block", blank=True, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("code", models.IntegerField()),
                ("block", models.IntegerField()),
                ("bits", tarepo.models.indexing.Bits()),
            ],
        ),
        migrations.CreateModel(
            name="SearchChanged",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("codes", django.contrib.postgres.fields.ArrayField(base_field=models.IntegerField(), size=None)),
                ("spread", models.BooleanField(default=False)),
            ],
        ),
        migrations.CreateModel(
            name="SearchDelta",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("sign", models.SmallIntegerField()),
                ("record_id", models.BigIntegerField()),
                ("codes", django.contrib.postgres.fields.ArrayField(base_field=models.IntegerField(), size=None)),
            ],
        ),
        migrations.CreateModel(
            name="SearchDirty",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("record_id", models.BigIntegerField()),
            ],
        ),
        migrations.CreateModel(
            name="SearchIndex",
            fields=[
                (
                    "row",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="index",
                        serialize=False,
                        to="tarepo.searchrow",
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("activity", "Activity"),
                            ("project", "Project"),
                            ("series", "Series"),
                            ("agreement", "Agreement"),
                            ("country", "Country or area"),
                            ("organisation", "Organisation"),
                            ("unit", "Unit"),
                            ("session", "Session"),
                            ("document", "Document"),
                            ("subject", "Subject"),
                            ("recommendation", "Recommendation"),
                            ("type", "Activity type"),
                            ("target-group", "Target group"),
                            ("goal", "Sustainable Development Goal"),
                        ],
                        max_length=20,
                    ),
                ),
                ("record_id", models.BigIntegerField()),
                ("tier", models.BigIntegerField(default=0)),
                (
                    "overridden_by",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.BigIntegerField(), default=list, size=None
                    ),
                ),
                ("sort_date", models.DateField()),
                (
                    "codes",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.IntegerField(), default=list, size=None
                    ),
                ),
                (
                    "keys",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.IntegerField(), default=list, size=None
                    ),
                ),
                ("vector", django.contrib.postgres.search.SearchVectorField(null=True)),
                ("names", django.contrib.postgres.search.SearchVectorField(null=True)),
            ],
        ),
        migrations.CreateModel(
            name="SearchPair",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "code", "other", blank=True, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("code", models.IntegerField()),
                ("other", models.IntegerField()),
                ("count", models.IntegerField()),
            ],
        ),
        migrations.CreateModel(
            name="SearchTotal",
            fields=[
                ("code", models.IntegerField(primary_key=True, serialize=False)),
                ("count", models.IntegerField()),
                ("has_pairs", models.BooleanField(default=False)),
            ],
        ),
        migrations.AddIndex(
            model_name="searchindex",
            index=django.contrib.postgres.indexes.GinIndex(
                fields=["vector", "codes", "keys"], name="searchindex_asked"
            ),
        ),
        migrations.AddIndex(
            model_name="searchindex",
            index=models.Index(fields=["kind", "-sort_date", "-record_id"], name="searchindex_by_date"),
        ),
        migrations.AddIndex(
            model_name="searchindex",
            index=models.Index(condition=models.Q(("tier", 0), _negated=True), fields=["tier"], name="searchindex_own"),
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
        migrations.RunSQL(triggers.STORAGE, migrations.RunSQL.noop),
        migrations.RunSQL(triggers.CREATE, triggers.DROP),
        # What was published before is indexed by whatever drains next, names before those that join them.
        migrations.RunSQL(
            "INSERT INTO tarepo_searchdirty (record_id) SELECT record_id FROM tarepo_searchrow "
            "WHERE tier = 0 ORDER BY kind = 'activity', record_id",
            migrations.RunSQL.noop,
        ),
    ]
