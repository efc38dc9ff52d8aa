"""Work lists: a narrow row for each record, marks by triggers, how links answered."""

from django.db import migrations, models

from tarepo.work import triggers


class Migration(migrations.Migration):
    dependencies = [
        ("activities", "0002_links"),
        ("reference", "0002_history"),
        ("tarepo", "0011_moved"),
    ]

    operations = [
        migrations.CreateModel(
            name="WorkMark",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("record_id", models.BigIntegerField()),
            ],
        ),
        migrations.CreateModel(
            name="WorkRow",
            fields=[
                ("record_id", models.BigIntegerField(primary_key=True, serialize=False)),
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
                ("unit_id", models.BigIntegerField(null=True)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("draft", "draft"),
                            ("in_review", "in review"),
                            ("published", "published"),
                            ("archived", "archived"),
                        ],
                        max_length=10,
                    ),
                ),
                ("lacks", models.IntegerField()),
                ("languages", models.SmallIntegerField()),
                ("entered_on", models.DateField()),
                ("public_on", models.DateField(null=True)),
                ("review_on", models.DateField(null=True)),
                ("stale_on", models.DateField(null=True)),
                ("broken_on", models.DateField(null=True)),
            ],
            options={
                "indexes": [
                    models.Index(fields=["stale_on", "record_id"], include=["unit_id", "kind"], name="workrow_stale"),
                    models.Index(
                        condition=models.Q(lacks__gt=0), fields=["entered_on", "record_id"], name="workrow_incomplete"
                    ),
                    models.Index(
                        condition=models.Q(state="published"), fields=["public_on", "record_id"], name="workrow_public"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="WorkTotal",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("unit_id", models.BigIntegerField(null=True)),
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
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("draft", "draft"),
                            ("in_review", "in review"),
                            ("published", "published"),
                            ("archived", "archived"),
                        ],
                        max_length=10,
                    ),
                ),
                ("lacks", models.SmallIntegerField()),
                ("languages", models.SmallIntegerField()),
                ("broken_on", models.DateField(null=True)),
                ("number", models.IntegerField()),
            ],
        ),
        migrations.AddField("linkcheck", "broken_since", models.DateTimeField(null=True)),
        migrations.AddField("linkcheck", "failures", models.PositiveSmallIntegerField(default=0)),
        migrations.AddField("linkcheck", "gone", models.PositiveSmallIntegerField(default=0)),
        migrations.AddIndex(
            model_name="record",
            index=models.Index(fields=["-changed_at", "-id"], name="record_by_change"),
        ),
        migrations.AddIndex(
            model_name="record",
            index=models.Index(fields=["kind", "state", "unit"], name="record_counted"),
        ),
        migrations.RunSQL(triggers.CREATE, triggers.DROP),
        migrations.RunSQL(triggers.CREATE_TOTALS, triggers.DROP_TOTALS),
        migrations.RunSQL(triggers.MARK_ALL, migrations.RunSQL.noop),
    ]
