import uuid

import django.contrib.postgres.fields
import django.contrib.postgres.indexes
import django.core.validators
import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

import tarepo.fields


class Migration(migrations.Migration):
    dependencies = [
        ("experts", "0001_initial"),
        ("pghistory", "0007_auto_20250421_0444"),
        ("reference", "0001_initial"),
        ("tarepo", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name="record",
            name="recommendations",
            field=models.ManyToManyField(
                blank=True,
                related_name="records_serving",
                to="reference.recommendation",
                verbose_name="recommendations served",
            ),
        ),
        migrations.AddField(
            model_name="record",
            name="related",
            field=models.ManyToManyField(
                blank=True, related_name="related_from", to="tarepo.record", verbose_name="related records"
            ),
        ),
        migrations.AddField(
            model_name="record",
            name="subjects",
            field=models.ManyToManyField(
                blank=True, related_name="records_about", to="reference.subject", verbose_name="subjects"
            ),
        ),
        migrations.AddField(
            model_name="record",
            name="unit",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="records",
                to="reference.unit",
                verbose_name="responsible unit",
            ),
        ),
        migrations.CreateModel(
            name="ChangeSet",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("why", models.TextField(verbose_name="reason")),
                ("made_at", models.DateTimeField(auto_now_add=True, verbose_name="at")),
                (
                    "by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="by",
                    ),
                ),
            ],
            options={
                "verbose_name": "change",
                "verbose_name_plural": "changes",
            },
        ),
        migrations.CreateModel(
            name="Citation",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("order", models.PositiveSmallIntegerField(default=0, verbose_name="order")),
                (
                    "role",
                    models.CharField(
                        choices=[
                            ("mandate", "Mandate"),
                            ("report", "Report"),
                            ("programme", "Programme"),
                            ("presentation", "Presentation"),
                            ("recording", "Recording"),
                            ("web_page", "Web page"),
                            ("other", "Other document"),
                        ],
                        max_length=12,
                        verbose_name="role",
                    ),
                ),
                ("paragraph", models.CharField(blank=True, max_length=80, verbose_name="paragraph")),
                ("note", tarepo.fields.WordingField(blank=True, default=dict, verbose_name="note")),
                (
                    "document",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="citations_of",
                        to="reference.document",
                        verbose_name="document",
                    ),
                ),
                (
                    "record",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="%(class)ss", to="tarepo.record"
                    ),
                ),
            ],
            options={
                "verbose_name": "document",
                "verbose_name_plural": "documents",
                "ordering": ["order", "id"],
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="CitationEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("order", models.PositiveSmallIntegerField(default=0, verbose_name="order")),
                (
                    "role",
                    models.CharField(
                        choices=[
                            ("mandate", "Mandate"),
                            ("report", "Report"),
                            ("programme", "Programme"),
                            ("presentation", "Presentation"),
                            ("recording", "Recording"),
                            ("web_page", "Web page"),
                            ("other", "Other document"),
                        ],
                        max_length=12,
                        verbose_name="role",
                    ),
                ),
                ("paragraph", models.CharField(blank=True, max_length=80, verbose_name="paragraph")),
                ("note", tarepo.fields.WordingField(blank=True, default=dict, verbose_name="note")),
                (
                    "document",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="reference.document",
                        verbose_name="document",
                    ),
                ),
                (
                    "pgh_context",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="pghistory.context",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="tarepo.citation",
                    ),
                ),
                (
                    "record",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="tarepo.record",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Detail",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "nature",
                    models.CharField(
                        choices=[
                            ("cost", "cost"),
                            ("participants", "names of participants"),
                            ("document", "internal document"),
                            ("evaluation", "unpublished evaluation text"),
                        ],
                        max_length=12,
                        verbose_name="nature",
                    ),
                ),
                ("text", models.TextField(verbose_name="text")),
                (
                    "party",
                    models.ForeignKey(
                        blank=True,
                        help_text="Empty: common to all beneficiaries, and opened only by all of them.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="details_of",
                        to="reference.party",
                        verbose_name="beneficiary",
                    ),
                ),
                (
                    "record",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="details", to="tarepo.record"
                    ),
                ),
            ],
            options={
                "verbose_name": "detail",
                "verbose_name_plural": "details (withheld without consent)",
            },
        ),
        migrations.CreateModel(
            name="Figure",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("starts", models.DateField(blank=True, null=True, verbose_name="from")),
                ("ends", models.DateField(blank=True, null=True, verbose_name="to")),
                (
                    "precision",
                    models.CharField(
                        choices=[
                            ("day", "day"),
                            ("month", "month"),
                            ("year", "year"),
                            ("since", "since"),
                            ("continuing", "continuing"),
                            ("not_stated", "not stated"),
                        ],
                        default="not_stated",
                        max_length=10,
                        verbose_name="precision",
                    ),
                ),
                ("period_printed", models.CharField(blank=True, max_length=200, verbose_name="period as printed")),
                ("order", models.PositiveSmallIntegerField(default=0, verbose_name="order")),
                ("paragraph", models.CharField(blank=True, max_length=80, verbose_name="paragraph")),
                (
                    "printed",
                    models.TextField(
                        blank=True, help_text="The printed form, where it was mended.", verbose_name="as printed"
                    ),
                ),
                ("measure", tarepo.fields.WordingField(blank=True, default=dict, verbose_name="what is counted")),
                (
                    "series",
                    models.SlugField(
                        blank=True,
                        help_text="Targets and achieved values of one measure share a series.",
                        max_length=60,
                        verbose_name="series",
                    ),
                ),
                (
                    "nature",
                    models.CharField(
                        choices=[("achieved", "achieved"), ("target", "target")],
                        default="achieved",
                        max_length=8,
                        verbose_name="nature",
                    ),
                ),
                (
                    "qualifier",
                    models.CharField(
                        choices=[
                            ("exactly", "exactly"),
                            ("about", "about"),
                            ("at_least", "at least"),
                            ("at_most", "at most"),
                            ("more_than", "more than"),
                            ("less_than", "less than"),
                        ],
                        default="exactly",
                        max_length=9,
                        verbose_name="qualifier",
                    ),
                ),
                ("value", models.DecimalField(decimal_places=4, max_digits=18, verbose_name="value")),
                ("unit_of_measure", tarepo.fields.WordingField(blank=True, default=dict, verbose_name="unit")),
                (
                    "rule",
                    tarepo.fields.WordingField(
                        blank=True,
                        default=dict,
                        help_text="What was counted and what was not; shown as a footnote.",
                        verbose_name="counting rule",
                    ),
                ),
                (
                    "base",
                    tarepo.fields.WordingField(
                        blank=True,
                        default=dict,
                        help_text="Of what a percentage is taken, as a line of its own below the measure: “of all deliverables”.",
                        verbose_name="base",
                    ),
                ),
                (
                    "document",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="reference.document",
                        verbose_name="document",
                    ),
                ),
                (
                    "record",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="%(class)ss", to="tarepo.record"
                    ),
                ),
            ],
            options={
                "verbose_name": "figure",
                "verbose_name_plural": "figures",
                "ordering": ["order", "id"],
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="FigureEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("starts", models.DateField(blank=True, null=True, verbose_name="from")),
                ("ends", models.DateField(blank=True, null=True, verbose_name="to")),
                (
                    "precision",
                    models.CharField(
                        choices=[
                            ("day", "day"),
                            ("month", "month"),
                            ("year", "year"),
                            ("since", "since"),
                            ("continuing", "continuing"),
                            ("not_stated", "not stated"),
                        ],
                        default="not_stated",
                        max_length=10,
                        verbose_name="precision",
                    ),
                ),
                ("period_printed", models.CharField(blank=True, max_length=200, verbose_name="period as printed")),
                ("order", models.PositiveSmallIntegerField(default=0, verbose_name="order")),
                ("paragraph", models.CharField(blank=True, max_length=80, verbose_name="paragraph")),
                (
                    "printed",
                    models.TextField(
                        blank=True, help_text="The printed form, where it was mended.", verbose_name="as printed"
                    ),
                ),
                ("measure", tarepo.fields.WordingField(blank=True, default=dict, verbose_name="what is counted")),
                (
                    "series",
                    models.SlugField(
                        blank=True,
                        db_index=False,
                        help_text="Targets and achieved values of one measure share a series.",
                        max_length=60,
                        verbose_name="series",
                    ),
                ),
                (
                    "nature",
                    models.CharField(
                        choices=[("achieved", "achieved"), ("target", "target")],
                        default="achieved",
                        max_length=8,
                        verbose_name="nature",
                    ),
                ),
                (
                    "qualifier",
                    models.CharField(
                        choices=[
                            ("exactly", "exactly"),
                            ("about", "about"),
                            ("at_least", "at least"),
                            ("at_most", "at most"),
                            ("more_than", "more than"),
                            ("less_than", "less than"),
                        ],
                        default="exactly",
                        max_length=9,
                        verbose_name="qualifier",
                    ),
                ),
                ("value", models.DecimalField(decimal_places=4, max_digits=18, verbose_name="value")),
                ("unit_of_measure", tarepo.fields.WordingField(blank=True, default=dict, verbose_name="unit")),
                (
                    "rule",
                    tarepo.fields.WordingField(
                        blank=True,
                        default=dict,
                        help_text="What was counted and what was not; shown as a footnote.",
                        verbose_name="counting rule",
                    ),
                ),
                (
                    "base",
                    tarepo.fields.WordingField(
                        blank=True,
                        default=dict,
                        help_text="Of what a percentage is taken, as a line of its own below the measure: “of all deliverables”.",
                        verbose_name="base",
                    ),
                ),
                (
                    "document",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="reference.document",
                        verbose_name="document",
                    ),
                ),
                (
                    "pgh_context",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="pghistory.context",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="tarepo.figure",
                    ),
                ),
                (
                    "record",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="tarepo.record",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="File",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("tier", models.BigIntegerField(default=0)),
                ("language", models.CharField(blank=True, max_length=12, verbose_name="language")),
                ("name", models.CharField(max_length=200, verbose_name="name")),
                ("sha256", models.CharField(db_index=True, max_length=64)),
                ("media_type", models.CharField(max_length=100, verbose_name="type")),
                ("size", models.PositiveBigIntegerField(verbose_name="size in bytes")),
                ("width", models.PositiveIntegerField(null=True)),
                ("height", models.PositiveIntegerField(null=True)),
                ("stored", models.FileField(upload_to="files/%Y/%m/", verbose_name="file")),
                (
                    "variants",
                    models.JSONField(
                        default=dict, help_text="For pictures: width in pixels → [height, stored name, size in bytes]."
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[("waiting", "being checked"), ("ready", "ready"), ("refused", "refused")],
                        default="waiting",
                        max_length=8,
                    ),
                ),
                ("refused_because", models.CharField(blank=True, max_length=200)),
                ("made_at", models.DateTimeField(auto_now_add=True)),
                (
                    "by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="by",
                    ),
                ),
                (
                    "record",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="files",
                        to="tarepo.record",
                    ),
                ),
            ],
            options={
                "verbose_name": "file",
                "verbose_name_plural": "files",
            },
        ),
        migrations.CreateModel(
            name="Identifier",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("system", models.CharField(max_length=80, verbose_name="system")),
                ("value", models.CharField(max_length=200, verbose_name="identifier")),
                (
                    "record",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="identifiers", to="tarepo.record"
                    ),
                ),
            ],
            options={
                "verbose_name": "identifier in another system",
                "verbose_name_plural": "identifiers in other systems",
            },
        ),
        migrations.CreateModel(
            name="IdentifierEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("system", models.CharField(max_length=80, verbose_name="system")),
                ("value", models.CharField(max_length=200, verbose_name="identifier")),
                (
                    "pgh_context",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="pghistory.context",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="tarepo.identifier",
                    ),
                ),
                (
                    "record",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="tarepo.record",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Involvement",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("order", models.PositiveSmallIntegerField(default=0, verbose_name="order")),
                ("paragraph", models.CharField(blank=True, max_length=80, verbose_name="paragraph")),
                (
                    "printed",
                    models.TextField(
                        blank=True, help_text="The printed form, where it was mended.", verbose_name="as printed"
                    ),
                ),
                (
                    "role",
                    models.CharField(
                        choices=[
                            ("beneficiary", "Beneficiary"),
                            ("provider", "Provider"),
                            ("facilitator", "Facilitator"),
                            ("venue", "Venue"),
                            ("signatory", "Signatory"),
                            ("funding", "Funding partner"),
                            ("accountable", "Accountable partner"),
                            ("extending", "Extending partner"),
                            ("implementing", "Implementing partner"),
                        ],
                        max_length=12,
                        verbose_name="role",
                    ),
                ),
                ("inferred", models.BooleanField(default=False, verbose_name="inferred, not stated")),
                ("note", tarepo.fields.WordingField(blank=True, default=dict, verbose_name="note")),
                (
                    "document",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="reference.document",
                        verbose_name="document",
                    ),
                ),
                (
                    "party",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="involvements_in",
                        to="reference.party",
                        verbose_name="party",
                    ),
                ),
                (
                    "record",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="%(class)ss", to="tarepo.record"
                    ),
                ),
            ],
            options={
                "verbose_name": "party",
                "verbose_name_plural": "parties and partners",
                "ordering": ["order", "id"],
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="InvolvementEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("order", models.PositiveSmallIntegerField(default=0, verbose_name="order")),
                ("paragraph", models.CharField(blank=True, max_length=80, verbose_name="paragraph")),
                (
                    "printed",
                    models.TextField(
                        blank=True, help_text="The printed form, where it was mended.", verbose_name="as printed"
                    ),
                ),
                (
                    "role",
                    models.CharField(
                        choices=[
                            ("beneficiary", "Beneficiary"),
                            ("provider", "Provider"),
                            ("facilitator", "Facilitator"),
                            ("venue", "Venue"),
                            ("signatory", "Signatory"),
                            ("funding", "Funding partner"),
                            ("accountable", "Accountable partner"),
                            ("extending", "Extending partner"),
                            ("implementing", "Implementing partner"),
                        ],
                        max_length=12,
                        verbose_name="role",
                    ),
                ),
                ("inferred", models.BooleanField(default=False, verbose_name="inferred, not stated")),
                ("note", tarepo.fields.WordingField(blank=True, default=dict, verbose_name="note")),
                (
                    "document",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="reference.document",
                        verbose_name="document",
                    ),
                ),
                (
                    "party",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="reference.party",
                        verbose_name="party",
                    ),
                ),
                (
                    "pgh_context",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="pghistory.context",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="tarepo.involvement",
                    ),
                ),
                (
                    "record",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="tarepo.record",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Lesson",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("order", models.PositiveSmallIntegerField(default=0, verbose_name="order")),
                ("paragraph", models.CharField(blank=True, max_length=80, verbose_name="paragraph")),
                (
                    "printed",
                    models.TextField(
                        blank=True, help_text="The printed form, where it was mended.", verbose_name="as printed"
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("success", "Factor of success"),
                            ("challenge", "Challenge"),
                            ("finding", "Finding"),
                            ("lesson", "Lesson"),
                        ],
                        max_length=10,
                        verbose_name="kind",
                    ),
                ),
                ("wording", tarepo.fields.WordingField(blank=True, default=dict, verbose_name="text")),
                (
                    "delivery_mode",
                    models.CharField(
                        choices=[
                            ("in_person", "In person"),
                            ("virtual", "Virtual"),
                            ("hybrid", "Hybrid"),
                            ("not_stated", "Not stated"),
                        ],
                        default="not_stated",
                        max_length=10,
                        verbose_name="delivery mode",
                    ),
                ),
                (
                    "document",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="reference.document",
                        verbose_name="document",
                    ),
                ),
                (
                    "record",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="%(class)ss", to="tarepo.record"
                    ),
                ),
                (
                    "subject",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="lessons_about",
                        to="reference.subject",
                        verbose_name="subject",
                    ),
                ),
                (
                    "told_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="lessons_told",
                        to="reference.party",
                        verbose_name="told by",
                    ),
                ),
            ],
            options={
                "verbose_name": "lesson",
                "verbose_name_plural": "lessons",
                "ordering": ["order", "id"],
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="LessonEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("order", models.PositiveSmallIntegerField(default=0, verbose_name="order")),
                ("paragraph", models.CharField(blank=True, max_length=80, verbose_name="paragraph")),
                (
                    "printed",
                    models.TextField(
                        blank=True, help_text="The printed form, where it was mended.", verbose_name="as printed"
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("success", "Factor of success"),
                            ("challenge", "Challenge"),
                            ("finding", "Finding"),
                            ("lesson", "Lesson"),
                        ],
                        max_length=10,
                        verbose_name="kind",
                    ),
                ),
                ("wording", tarepo.fields.WordingField(blank=True, default=dict, verbose_name="text")),
                (
                    "delivery_mode",
                    models.CharField(
                        choices=[
                            ("in_person", "In person"),
                            ("virtual", "Virtual"),
                            ("hybrid", "Hybrid"),
                            ("not_stated", "Not stated"),
                        ],
                        default="not_stated",
                        max_length=10,
                        verbose_name="delivery mode",
                    ),
                ),
                (
                    "document",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="reference.document",
                        verbose_name="document",
                    ),
                ),
                (
                    "pgh_context",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="pghistory.context",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="tarepo.lesson",
                    ),
                ),
                (
                    "record",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="tarepo.record",
                    ),
                ),
                (
                    "subject",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="reference.subject",
                        verbose_name="subject",
                    ),
                ),
                (
                    "told_by",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="reference.party",
                        verbose_name="told by",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="OldAddress",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("path", models.CharField(max_length=200, unique=True, verbose_name="path")),
                (
                    "record",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="old_addresses", to="tarepo.record"
                    ),
                ),
            ],
            options={
                "verbose_name": "old address",
                "verbose_name_plural": "old addresses",
            },
        ),
        migrations.CreateModel(
            name="OldAddressEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("path", models.CharField(max_length=200, verbose_name="path")),
                (
                    "pgh_context",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="pghistory.context",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="tarepo.oldaddress",
                    ),
                ),
                (
                    "record",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="tarepo.record",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Outbox",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("to", models.EmailField(max_length=254, verbose_name="to")),
                ("subject", models.CharField(max_length=200, verbose_name="subject")),
                ("body", models.TextField(verbose_name="text")),
                ("language", models.CharField(blank=True, max_length=12, verbose_name="language")),
                (
                    "key",
                    models.CharField(
                        help_text="What it is about: sent once a key.", max_length=200, unique=True, verbose_name="key"
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("waiting", "waiting"),
                            ("sending", "being sent"),
                            ("sent", "sent"),
                            ("failed", "failed"),
                        ],
                        default="waiting",
                        max_length=7,
                        verbose_name="state",
                    ),
                ),
                ("tries", models.PositiveSmallIntegerField(default=0, verbose_name="tries")),
                ("next_try_at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="next try")),
                ("claimed_at", models.DateTimeField(null=True)),
                ("sent_at", models.DateTimeField(null=True, verbose_name="sent")),
                ("last_error", models.CharField(blank=True, max_length=300, verbose_name="last error")),
                ("made_at", models.DateTimeField(auto_now_add=True, verbose_name="written")),
            ],
            options={
                "verbose_name": "mail",
                "verbose_name_plural": "outbox",
                "indexes": [
                    models.Index(condition=models.Q(("state", "waiting")), fields=["next_try_at"], name="outbox_due"),
                    models.Index(
                        condition=models.Q(("state", "sending")), fields=["claimed_at"], name="outbox_sending"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Patch",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
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
                ("base_version", models.PositiveIntegerField(default=0)),
                ("values", models.JSONField(help_text="Field of the record's content → value, as in its snapshot.")),
                ("why", models.TextField(verbose_name="reason")),
                (
                    "state",
                    models.CharField(
                        choices=[("open", "open"), ("applied", "applied"), ("refused", "refused")],
                        default="open",
                        max_length=8,
                    ),
                ),
                ("answer", models.TextField(blank=True, verbose_name="answer")),
                ("made_at", models.DateTimeField(auto_now_add=True)),
                ("settled_at", models.DateTimeField(null=True)),
                (
                    "by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="patches",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "record",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="patches",
                        to="tarepo.record",
                    ),
                ),
            ],
            options={
                "verbose_name": "proposed change",
                "verbose_name_plural": "proposed changes",
            },
        ),
        migrations.CreateModel(
            name="Photo",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("order", models.PositiveSmallIntegerField(default=0, verbose_name="order")),
                ("caption", tarepo.fields.WordingField(blank=True, default=dict, verbose_name="caption")),
                (
                    "alt",
                    tarepo.fields.WordingField(
                        blank=True, default=dict, verbose_name="description for those who do not see it"
                    ),
                ),
                ("credit", models.CharField(blank=True, max_length=200, verbose_name="credit")),
                ("printed", models.TextField(blank=True, verbose_name="as printed")),
                (
                    "file",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="tarepo.file",
                        verbose_name="picture",
                    ),
                ),
                (
                    "record",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="%(class)ss", to="tarepo.record"
                    ),
                ),
            ],
            options={
                "verbose_name": "photo",
                "verbose_name_plural": "photos",
                "ordering": ["order", "id"],
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="PhotoEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("order", models.PositiveSmallIntegerField(default=0, verbose_name="order")),
                ("caption", tarepo.fields.WordingField(blank=True, default=dict, verbose_name="caption")),
                (
                    "alt",
                    tarepo.fields.WordingField(
                        blank=True, default=dict, verbose_name="description for those who do not see it"
                    ),
                ),
                ("credit", models.CharField(blank=True, max_length=200, verbose_name="credit")),
                ("printed", models.TextField(blank=True, verbose_name="as printed")),
                (
                    "file",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="tarepo.file",
                        verbose_name="picture",
                    ),
                ),
                (
                    "pgh_context",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="pghistory.context",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="tarepo.photo",
                    ),
                ),
                (
                    "record",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="tarepo.record",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Place",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("order", models.PositiveSmallIntegerField(default=0, verbose_name="order")),
                ("name", tarepo.fields.WordingField(blank=True, default=dict, verbose_name="name")),
                (
                    "country",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="places_in",
                        to="reference.country",
                        verbose_name="country or area",
                    ),
                ),
                (
                    "record",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="%(class)ss", to="tarepo.record"
                    ),
                ),
            ],
            options={
                "verbose_name": "place",
                "verbose_name_plural": "places",
                "ordering": ["order", "id"],
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="PlaceEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("order", models.PositiveSmallIntegerField(default=0, verbose_name="order")),
                ("name", tarepo.fields.WordingField(blank=True, default=dict, verbose_name="name")),
                (
                    "country",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="reference.country",
                        verbose_name="country or area",
                    ),
                ),
                (
                    "pgh_context",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="pghistory.context",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="tarepo.place",
                    ),
                ),
                (
                    "record",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="tarepo.record",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Point",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("order", models.PositiveSmallIntegerField(default=0, verbose_name="order")),
                ("paragraph", models.CharField(blank=True, max_length=80, verbose_name="paragraph")),
                (
                    "printed",
                    models.TextField(
                        blank=True, help_text="The printed form, where it was mended.", verbose_name="as printed"
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("topic", "Topic"),
                            ("material", "Material"),
                            ("need", "Need voiced"),
                            ("outcome", "Outcome"),
                            ("method", "Method used"),
                            ("task", "Task"),
                        ],
                        max_length=8,
                        verbose_name="kind",
                    ),
                ),
                ("wording", tarepo.fields.WordingField(blank=True, default=dict, verbose_name="text")),
                ("link", tarepo.fields.LinkField(blank=True, max_length=500, verbose_name="link")),
                (
                    "language",
                    models.CharField(
                        blank=True,
                        max_length=12,
                        validators=[tarepo.fields.validate_language_code],
                        verbose_name="language of the material",
                    ),
                ),
                (
                    "document",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="reference.document",
                        verbose_name="document",
                    ),
                ),
                (
                    "record",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="%(class)ss", to="tarepo.record"
                    ),
                ),
            ],
            options={
                "verbose_name": "topic, material or other point",
                "verbose_name_plural": "topics, materials, needs voiced and other points",
                "ordering": ["order", "id"],
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="PointEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("order", models.PositiveSmallIntegerField(default=0, verbose_name="order")),
                ("paragraph", models.CharField(blank=True, max_length=80, verbose_name="paragraph")),
                (
                    "printed",
                    models.TextField(
                        blank=True, help_text="The printed form, where it was mended.", verbose_name="as printed"
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("topic", "Topic"),
                            ("material", "Material"),
                            ("need", "Need voiced"),
                            ("outcome", "Outcome"),
                            ("method", "Method used"),
                            ("task", "Task"),
                        ],
                        max_length=8,
                        verbose_name="kind",
                    ),
                ),
                ("wording", tarepo.fields.WordingField(blank=True, default=dict, verbose_name="text")),
                ("link", tarepo.fields.LinkField(blank=True, max_length=500, verbose_name="link")),
                (
                    "language",
                    models.CharField(
                        blank=True,
                        max_length=12,
                        validators=[tarepo.fields.validate_language_code],
                        verbose_name="language of the material",
                    ),
                ),
                (
                    "document",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="reference.document",
                        verbose_name="document",
                    ),
                ),
                (
                    "pgh_context",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="pghistory.context",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="tarepo.point",
                    ),
                ),
                (
                    "record",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="tarepo.record",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="RecordEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
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
                        editable=False,
                        max_length=20,
                    ),
                ),
                (
                    "reference",
                    models.CharField(
                        blank=True,
                        help_text="Short and permanent: it is the record's address. Left empty, one is given.",
                        max_length=64,
                        validators=[
                            django.core.validators.RegexValidator(
                                "^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$",
                                "A reference is made of letters, digits, dots and hyphens.",
                            )
                        ],
                        verbose_name="reference",
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
                        default="draft",
                        editable=False,
                        max_length=10,
                        verbose_name="state",
                    ),
                ),
                ("checked_on", models.DateField(blank=True, null=True, verbose_name="last checked")),
                ("version", models.PositiveIntegerField(default=0, editable=False, verbose_name="published version")),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="created")),
                (
                    "changed_at",
                    models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name="changed"),
                ),
                ("published_at", models.DateTimeField(editable=False, null=True, verbose_name="published")),
                (
                    "pgh_context",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="pghistory.context",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="tarepo.record",
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="reference.unit",
                        verbose_name="responsible unit",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Snapshot",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("tier", models.BigIntegerField(default=0)),
                ("number", models.PositiveIntegerField()),
                ("body", models.JSONField()),
                ("made_at", models.DateTimeField()),
                ("change_id", models.UUIDField(null=True)),
                (
                    "record",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="snapshots", to="tarepo.record"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="SearchRow",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("tier", models.BigIntegerField(default=0)),
                (
                    "overridden_by",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.BigIntegerField(), default=list, size=None
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
                ("reference", models.CharField(max_length=64)),
                ("label", models.JSONField()),
                ("card", models.JSONField()),
                (
                    "codes",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.IntegerField(), default=list, size=None
                    ),
                ),
                ("sort_date", models.DateField()),
                ("sort_keys", models.JSONField()),
                (
                    "record",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="search_rows", to="tarepo.record"
                    ),
                ),
                (
                    "snapshot",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="tarepo.snapshot"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Source",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("order", models.PositiveSmallIntegerField(default=0, verbose_name="order")),
                ("paragraph", models.CharField(blank=True, max_length=80, verbose_name="paragraph")),
                (
                    "printed",
                    models.TextField(
                        blank=True, help_text="The printed form, where it was mended.", verbose_name="as printed"
                    ),
                ),
                ("link", tarepo.fields.LinkField(blank=True, max_length=500, verbose_name="link")),
                ("posted_on", models.DateField(blank=True, null=True, verbose_name="posted on")),
                (
                    "posted_printed",
                    models.CharField(blank=True, max_length=120, verbose_name="posting date as printed"),
                ),
                ("note", tarepo.fields.WordingField(blank=True, default=dict, verbose_name="note")),
                (
                    "document",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="reference.document",
                        verbose_name="document",
                    ),
                ),
                (
                    "posted_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="experts.person",
                        verbose_name="posted by",
                    ),
                ),
                (
                    "record",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="%(class)ss", to="tarepo.record"
                    ),
                ),
            ],
            options={
                "verbose_name": "source",
                "verbose_name_plural": "sources",
                "ordering": ["order", "id"],
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="SourceEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("order", models.PositiveSmallIntegerField(default=0, verbose_name="order")),
                ("paragraph", models.CharField(blank=True, max_length=80, verbose_name="paragraph")),
                (
                    "printed",
                    models.TextField(
                        blank=True, help_text="The printed form, where it was mended.", verbose_name="as printed"
                    ),
                ),
                ("link", tarepo.fields.LinkField(blank=True, max_length=500, verbose_name="link")),
                ("posted_on", models.DateField(blank=True, null=True, verbose_name="posted on")),
                (
                    "posted_printed",
                    models.CharField(blank=True, max_length=120, verbose_name="posting date as printed"),
                ),
                ("note", tarepo.fields.WordingField(blank=True, default=dict, verbose_name="note")),
                (
                    "document",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="reference.document",
                        verbose_name="document",
                    ),
                ),
                (
                    "pgh_context",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="pghistory.context",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="tarepo.source",
                    ),
                ),
                (
                    "posted_by",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="experts.person",
                        verbose_name="posted by",
                    ),
                ),
                (
                    "record",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="tarepo.record",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Text",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "language",
                    models.CharField(
                        max_length=12, validators=[tarepo.fields.validate_language_code], verbose_name="language"
                    ),
                ),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("original", "original"),
                            ("official", "official translation"),
                            ("reviewed", "reviewed translation"),
                            ("unofficial", "unofficial translation"),
                            ("machine", "machine translation"),
                            ("not_stated", "status not stated"),
                        ],
                        default="original",
                        max_length=12,
                        verbose_name="status",
                    ),
                ),
                ("title", models.TextField(verbose_name="title or name")),
                ("other_title", models.TextField(blank=True, verbose_name="other title or name")),
                ("short_title", models.CharField(blank=True, max_length=80, verbose_name="short name or acronym")),
                ("synonyms", models.TextField(blank=True, verbose_name="synonyms, one a line")),
                ("summary", models.TextField(blank=True, verbose_name="summary")),
                ("objective", models.TextField(blank=True, verbose_name="objective")),
                ("description", models.TextField(blank=True, verbose_name="description")),
                ("need", models.TextField(blank=True, verbose_name="how the need was established")),
                ("outcomes", models.TextField(blank=True, verbose_name="outcomes")),
                ("made_from", models.PositiveIntegerField(blank=True, null=True, verbose_name="made from version")),
                (
                    "record",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="texts", to="tarepo.record"
                    ),
                ),
            ],
            options={
                "verbose_name": "text",
                "verbose_name_plural": "texts by language",
            },
        ),
        migrations.CreateModel(
            name="TextEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                (
                    "language",
                    models.CharField(
                        max_length=12, validators=[tarepo.fields.validate_language_code], verbose_name="language"
                    ),
                ),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("original", "original"),
                            ("official", "official translation"),
                            ("reviewed", "reviewed translation"),
                            ("unofficial", "unofficial translation"),
                            ("machine", "machine translation"),
                            ("not_stated", "status not stated"),
                        ],
                        default="original",
                        max_length=12,
                        verbose_name="status",
                    ),
                ),
                ("title", models.TextField(verbose_name="title or name")),
                ("other_title", models.TextField(blank=True, verbose_name="other title or name")),
                ("short_title", models.CharField(blank=True, max_length=80, verbose_name="short name or acronym")),
                ("synonyms", models.TextField(blank=True, verbose_name="synonyms, one a line")),
                ("summary", models.TextField(blank=True, verbose_name="summary")),
                ("objective", models.TextField(blank=True, verbose_name="objective")),
                ("description", models.TextField(blank=True, verbose_name="description")),
                ("need", models.TextField(blank=True, verbose_name="how the need was established")),
                ("outcomes", models.TextField(blank=True, verbose_name="outcomes")),
                ("made_from", models.PositiveIntegerField(blank=True, null=True, verbose_name="made from version")),
                (
                    "pgh_context",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="pghistory.context",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="tarepo.text",
                    ),
                ),
                (
                    "record",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="tarepo.record",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Undertaking",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("order", models.PositiveSmallIntegerField(default=0, verbose_name="order")),
                ("paragraph", models.CharField(blank=True, max_length=80, verbose_name="paragraph")),
                (
                    "printed",
                    models.TextField(
                        blank=True, help_text="The printed form, where it was mended.", verbose_name="as printed"
                    ),
                ),
                ("wording", tarepo.fields.WordingField(blank=True, default=dict, verbose_name="text")),
                ("due", models.DateField(blank=True, null=True, verbose_name="due")),
                ("due_printed", models.CharField(blank=True, max_length=120, verbose_name="due as printed")),
                ("done", models.BooleanField(blank=True, null=True, verbose_name="done")),
                ("done_on", models.DateField(blank=True, null=True, verbose_name="done on")),
                (
                    "by_party",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="undertakings_of",
                        to="reference.party",
                        verbose_name="promised by",
                    ),
                ),
                (
                    "document",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="reference.document",
                        verbose_name="document",
                    ),
                ),
                (
                    "record",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="%(class)ss", to="tarepo.record"
                    ),
                ),
            ],
            options={
                "verbose_name": "undertaking",
                "verbose_name_plural": "undertakings",
                "ordering": ["order", "id"],
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="UndertakingEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("order", models.PositiveSmallIntegerField(default=0, verbose_name="order")),
                ("paragraph", models.CharField(blank=True, max_length=80, verbose_name="paragraph")),
                (
                    "printed",
                    models.TextField(
                        blank=True, help_text="The printed form, where it was mended.", verbose_name="as printed"
                    ),
                ),
                ("wording", tarepo.fields.WordingField(blank=True, default=dict, verbose_name="text")),
                ("due", models.DateField(blank=True, null=True, verbose_name="due")),
                ("due_printed", models.CharField(blank=True, max_length=120, verbose_name="due as printed")),
                ("done", models.BooleanField(blank=True, null=True, verbose_name="done")),
                ("done_on", models.DateField(blank=True, null=True, verbose_name="done on")),
                (
                    "by_party",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="reference.party",
                        verbose_name="promised by",
                    ),
                ),
                (
                    "document",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="reference.document",
                        verbose_name="document",
                    ),
                ),
                (
                    "pgh_context",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="pghistory.context",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="tarepo.undertaking",
                    ),
                ),
                (
                    "record",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="tarepo.record",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.AddConstraint(
            model_name="citation",
            constraint=models.UniqueConstraint(fields=("record", "document", "role"), name="citation_once_a_role"),
        ),
        migrations.AddConstraint(
            model_name="figure",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("starts__isnull", True), ("ends__isnull", True), ("ends__gte", models.F("starts")), _connector="OR"
                ),
                name="figure_ends_after_start",
            ),
        ),
        migrations.AddConstraint(
            model_name="figure",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("ends__isnull", True), ("precision", "not_stated"), ("starts__isnull", True)),
                    ("precision", "continuing"),
                    models.Q(("precision__in", ["day", "month", "year", "since"]), ("starts__isnull", False)),
                    _connector="OR",
                ),
                name="figure_precision_fits_dates",
            ),
        ),
        migrations.AddIndex(
            model_name="file",
            index=models.Index(condition=models.Q(("state", "waiting")), fields=["made_at"], name="file_waiting"),
        ),
        migrations.AddConstraint(
            model_name="file",
            constraint=models.UniqueConstraint(
                condition=models.Q(("record__isnull", False)),
                fields=("record", "tier", "sha256"),
                name="file_once_a_record",
            ),
        ),
        migrations.AddConstraint(
            model_name="identifier",
            constraint=models.UniqueConstraint(fields=("system", "value"), name="identifier_once"),
        ),
        migrations.AddConstraint(
            model_name="involvement",
            constraint=models.UniqueConstraint(fields=("record", "party", "role"), name="involvement_once_a_role"),
        ),
        migrations.AddConstraint(
            model_name="snapshot",
            constraint=models.UniqueConstraint(fields=("record", "tier", "number"), name="snapshot_number"),
        ),
        migrations.AddIndex(
            model_name="searchrow",
            index=models.Index(fields=["kind", "reference"], name="searchrow_address"),
        ),
        migrations.AddIndex(
            model_name="searchrow",
            index=models.Index(fields=["kind", "-sort_date", "-record"], name="searchrow_by_date"),
        ),
        migrations.AddIndex(
            model_name="searchrow",
            index=models.Index(fields=["kind", "-snapshot"], name="searchrow_newest"),
        ),
        migrations.AddIndex(
            model_name="searchrow",
            index=django.contrib.postgres.indexes.GinIndex(fields=["codes"], name="searchrow_codes"),
        ),
        migrations.AddConstraint(
            model_name="searchrow",
            constraint=models.UniqueConstraint(fields=("record", "tier"), name="searchrow_tier"),
        ),
        migrations.AddConstraint(
            model_name="text",
            constraint=models.UniqueConstraint(fields=("record", "language"), name="text_once_a_language"),
        ),
        migrations.AddConstraint(
            model_name="text",
            constraint=models.UniqueConstraint(
                condition=models.Q(("status", "original")), fields=("record",), name="text_one_original"
            ),
        ),
    ]
