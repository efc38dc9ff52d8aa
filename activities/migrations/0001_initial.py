import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("pghistory", "0007_auto_20250421_0444"),
        ("reference", "0001_initial"),
        ("tarepo", "0002_parts"),
    ]

    operations = [
        migrations.CreateModel(
            name="Series",
            fields=[
                (
                    "record",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        parent_link=True,
                        primary_key=True,
                        related_name="as_series",
                        serialize=False,
                        to="tarepo.record",
                    ),
                ),
            ],
            options={
                "verbose_name": "series",
                "verbose_name_plural": "series",
            },
            bases=("tarepo.record",),
        ),
        migrations.CreateModel(
            name="Agreement",
            fields=[
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
                (
                    "record",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        parent_link=True,
                        primary_key=True,
                        related_name="as_agreement",
                        serialize=False,
                        to="tarepo.record",
                    ),
                ),
            ],
            options={
                "verbose_name": "agreement",
                "verbose_name_plural": "agreements",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("starts__isnull", True),
                            ("ends__isnull", True),
                            ("ends__gte", models.F("starts")),
                            _connector="OR",
                        ),
                        name="agreement_ends_after_start",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("ends__isnull", True), ("precision", "not_stated"), ("starts__isnull", True)),
                            ("precision", "continuing"),
                            models.Q(("precision__in", ["day", "month", "year", "since"]), ("starts__isnull", False)),
                            _connector="OR",
                        ),
                        name="agreement_precision_fits_dates",
                    ),
                ],
            },
            bases=("tarepo.record", models.Model),
        ),
        migrations.CreateModel(
            name="AgreementEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
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
                (
                    "record",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        parent_link=True,
                        related_name="+",
                        related_query_name="+",
                        serialize=False,
                        to="tarepo.record",
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
                        to="activities.agreement",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Phase",
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
                (
                    "phase",
                    models.CharField(
                        choices=[
                            ("being_developed", "being developed"),
                            ("ongoing", "ongoing"),
                            ("phasing_out", "phasing out"),
                            ("phased_out", "phased out"),
                            ("mainstreamed", "mainstreamed"),
                        ],
                        max_length=15,
                        verbose_name="phase",
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
                "verbose_name": "phase",
                "verbose_name_plural": "phases",
                "ordering": ["order", "id"],
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="PhaseEvent",
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
                (
                    "phase",
                    models.CharField(
                        choices=[
                            ("being_developed", "being developed"),
                            ("ongoing", "ongoing"),
                            ("phasing_out", "phasing out"),
                            ("phased_out", "phased out"),
                            ("mainstreamed", "mainstreamed"),
                        ],
                        max_length=15,
                        verbose_name="phase",
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
                        to="activities.phase",
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
            name="Project",
            fields=[
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
                (
                    "record",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        parent_link=True,
                        primary_key=True,
                        related_name="as_project",
                        serialize=False,
                        to="tarepo.record",
                    ),
                ),
            ],
            options={
                "verbose_name": "project",
                "verbose_name_plural": "projects",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("starts__isnull", True),
                            ("ends__isnull", True),
                            ("ends__gte", models.F("starts")),
                            _connector="OR",
                        ),
                        name="project_ends_after_start",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("ends__isnull", True), ("precision", "not_stated"), ("starts__isnull", True)),
                            ("precision", "continuing"),
                            models.Q(("precision__in", ["day", "month", "year", "since"]), ("starts__isnull", False)),
                            _connector="OR",
                        ),
                        name="project_precision_fits_dates",
                    ),
                ],
            },
            bases=("tarepo.record", models.Model),
        ),
        migrations.CreateModel(
            name="Activity",
            fields=[
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
                (
                    "record",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        parent_link=True,
                        primary_key=True,
                        related_name="as_activity",
                        serialize=False,
                        to="tarepo.record",
                    ),
                ),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("planned", "planned"),
                            ("under_way", "under way"),
                            ("completed", "completed"),
                            ("postponed", "postponed"),
                            ("cancelled", "cancelled"),
                            ("not_stated", "status not stated"),
                        ],
                        default="not_stated",
                        max_length=10,
                        verbose_name="status",
                    ),
                ),
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
                    "need_basis",
                    models.CharField(
                        choices=[("request", "request"), ("assessment", "assessment"), ("not_stated", "not stated")],
                        default="not_stated",
                        max_length=10,
                        verbose_name="need established by",
                    ),
                ),
                ("venue", models.CharField(blank=True, max_length=200, verbose_name="venue (town, building)")),
                (
                    "open_to_all",
                    models.BooleanField(
                        default=False, help_text="An event open to all has no beneficiary.", verbose_name="open to all"
                    ),
                ),
                (
                    "cooperation",
                    models.CharField(
                        blank=True,
                        choices=[("south_south", "South-South cooperation"), ("triangular", "triangular cooperation")],
                        max_length=11,
                        verbose_name="declared as",
                    ),
                ),
                (
                    "number_in_series",
                    models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="number in the series"),
                ),
                (
                    "declared_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="reference.party",
                        verbose_name="declared by",
                    ),
                ),
                (
                    "goals",
                    models.ManyToManyField(
                        blank=True,
                        related_name="activities_towards",
                        to="reference.goal",
                        verbose_name="Sustainable Development Goals",
                    ),
                ),
                (
                    "target_groups",
                    models.ManyToManyField(
                        blank=True,
                        related_name="activities_for",
                        to="reference.targetgroup",
                        verbose_name="target groups",
                    ),
                ),
                (
                    "types",
                    models.ManyToManyField(
                        blank=True, related_name="activities_of_type", to="reference.activitytype", verbose_name="types"
                    ),
                ),
                (
                    "agreements",
                    models.ManyToManyField(
                        blank=True,
                        related_name="activities_under",
                        to="activities.agreement",
                        verbose_name="agreements",
                    ),
                ),
                (
                    "project",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="activities_in",
                        to="activities.project",
                        verbose_name="project",
                    ),
                ),
                (
                    "series",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="activities_in",
                        to="activities.series",
                        verbose_name="series",
                    ),
                ),
            ],
            options={
                "verbose_name": "activity",
                "verbose_name_plural": "activities",
            },
            bases=("tarepo.record", models.Model),
        ),
        migrations.CreateModel(
            name="ProjectEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
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
                (
                    "record",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        parent_link=True,
                        related_name="+",
                        related_query_name="+",
                        serialize=False,
                        to="tarepo.record",
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
                        to="activities.project",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="ActivityEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
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
                (
                    "record",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        parent_link=True,
                        related_name="+",
                        related_query_name="+",
                        serialize=False,
                        to="tarepo.record",
                    ),
                ),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("planned", "planned"),
                            ("under_way", "under way"),
                            ("completed", "completed"),
                            ("postponed", "postponed"),
                            ("cancelled", "cancelled"),
                            ("not_stated", "status not stated"),
                        ],
                        default="not_stated",
                        max_length=10,
                        verbose_name="status",
                    ),
                ),
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
                    "need_basis",
                    models.CharField(
                        choices=[("request", "request"), ("assessment", "assessment"), ("not_stated", "not stated")],
                        default="not_stated",
                        max_length=10,
                        verbose_name="need established by",
                    ),
                ),
                ("venue", models.CharField(blank=True, max_length=200, verbose_name="venue (town, building)")),
                (
                    "open_to_all",
                    models.BooleanField(
                        default=False, help_text="An event open to all has no beneficiary.", verbose_name="open to all"
                    ),
                ),
                (
                    "cooperation",
                    models.CharField(
                        blank=True,
                        choices=[("south_south", "South-South cooperation"), ("triangular", "triangular cooperation")],
                        max_length=11,
                        verbose_name="declared as",
                    ),
                ),
                (
                    "number_in_series",
                    models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="number in the series"),
                ),
                (
                    "declared_by",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="reference.party",
                        verbose_name="declared by",
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
                        to="activities.activity",
                    ),
                ),
                (
                    "project",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="activities.project",
                        verbose_name="project",
                    ),
                ),
                (
                    "series",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="activities.series",
                        verbose_name="series",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="SeriesEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                (
                    "record",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        parent_link=True,
                        related_name="+",
                        related_query_name="+",
                        serialize=False,
                        to="tarepo.record",
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
                        to="activities.series",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.AddConstraint(
            model_name="phase",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("starts__isnull", True), ("ends__isnull", True), ("ends__gte", models.F("starts")), _connector="OR"
                ),
                name="phase_ends_after_start",
            ),
        ),
        migrations.AddConstraint(
            model_name="phase",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("ends__isnull", True), ("precision", "not_stated"), ("starts__isnull", True)),
                    ("precision", "continuing"),
                    models.Q(("precision__in", ["day", "month", "year", "since"]), ("starts__isnull", False)),
                    _connector="OR",
                ),
                name="phase_precision_fits_dates",
            ),
        ),
        migrations.AddConstraint(
            model_name="activity",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("starts__isnull", True), ("ends__isnull", True), ("ends__gte", models.F("starts")), _connector="OR"
                ),
                name="activity_ends_after_start",
            ),
        ),
        migrations.AddConstraint(
            model_name="activity",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("ends__isnull", True), ("precision", "not_stated"), ("starts__isnull", True)),
                    ("precision", "continuing"),
                    models.Q(("precision__in", ["day", "month", "year", "since"]), ("starts__isnull", False)),
                    _connector="OR",
                ),
                name="activity_precision_fits_dates",
            ),
        ),
        migrations.AddConstraint(
            model_name="activity",
            constraint=models.CheckConstraint(
                condition=models.Q(("cooperation", ""), ("declared_by__isnull", False), _connector="OR"),
                name="activity_cooperation_declared_by",
            ),
        ),
    ]
