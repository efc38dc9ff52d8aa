import django.db.models.deletion
from django.db import migrations, models

import tarepo.fields


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("tarepo", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Document",
            fields=[
                (
                    "record",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        parent_link=True,
                        primary_key=True,
                        related_name="as_document",
                        serialize=False,
                        to="tarepo.record",
                    ),
                ),
                ("symbol", models.CharField(blank=True, max_length=80, verbose_name="symbol")),
                ("issued_on", models.DateField(blank=True, null=True, verbose_name="date")),
                ("issued_printed", models.CharField(blank=True, max_length=120, verbose_name="date as printed")),
            ],
            options={
                "verbose_name": "document",
                "verbose_name_plural": "documents",
            },
            bases=("tarepo.record",),
        ),
        migrations.CreateModel(
            name="Party",
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
                        related_name="as_party",
                        serialize=False,
                        to="tarepo.record",
                    ),
                ),
                (
                    "form",
                    models.CharField(
                        choices=[
                            ("country", "country or area"),
                            ("office", "office"),
                            ("organisation", "organisation"),
                            ("group", "group of countries or areas"),
                        ],
                        max_length=12,
                        verbose_name="form",
                    ),
                ),
                (
                    "body",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("ip_office", "intellectual property office"),
                            ("intergovernmental", "intergovernmental organisation"),
                            ("regional", "regional organisation"),
                            ("government", "government body"),
                            ("court", "court"),
                            ("committee", "committee"),
                            ("non_governmental", "non-governmental organisation"),
                            ("academic", "academic institution"),
                            ("private", "private sector"),
                            ("network", "network"),
                            ("school", "school"),
                            ("service", "service"),
                            ("not_stated", "not stated"),
                        ],
                        max_length=17,
                        verbose_name="sort of organisation",
                    ),
                ),
                ("website", tarepo.fields.LinkField(blank=True, max_length=500, verbose_name="website")),
                ("iso2", models.CharField(blank=True, max_length=2, verbose_name="ISO 3166-1 alpha-2")),
                ("iso3", models.CharField(blank=True, max_length=3, verbose_name="ISO 3166-1 alpha-3")),
                ("m49", models.CharField(blank=True, max_length=3, verbose_name="M49 code")),
                ("m49_region", models.CharField(blank=True, max_length=40, verbose_name="M49 region")),
                ("m49_subregion", models.CharField(blank=True, max_length=40, verbose_name="M49 subregion")),
                (
                    "own_region",
                    models.CharField(blank=True, max_length=60, verbose_name="the organisation's own region"),
                ),
                ("un_member", models.BooleanField(blank=True, null=True, verbose_name="member of the United Nations")),
            ],
            options={
                "verbose_name": "party",
                "verbose_name_plural": "parties",
            },
            bases=("tarepo.record", models.Model),
        ),
        migrations.CreateModel(
            name="Session",
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
                        related_name="as_session",
                        serialize=False,
                        to="tarepo.record",
                    ),
                ),
                ("number", models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="number")),
                ("meeting_id", models.CharField(blank=True, max_length=40, verbose_name="meeting id")),
                ("link", tarepo.fields.LinkField(blank=True, max_length=500, verbose_name="link")),
            ],
            options={
                "verbose_name": "session",
                "verbose_name_plural": "sessions",
            },
            bases=("tarepo.record", models.Model),
        ),
        migrations.CreateModel(
            name="Unit",
            fields=[
                (
                    "record",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        parent_link=True,
                        primary_key=True,
                        related_name="as_unit",
                        serialize=False,
                        to="tarepo.record",
                    ),
                ),
                ("sector", models.CharField(blank=True, max_length=200, verbose_name="sector")),
                (
                    "contact",
                    models.CharField(
                        blank=True,
                        help_text="An address of the unit, not of a person.",
                        max_length=200,
                        verbose_name="functional contact",
                    ),
                ),
                ("contact_link", tarepo.fields.LinkField(blank=True, max_length=500, verbose_name="contact page")),
            ],
            options={
                "verbose_name": "unit",
                "verbose_name_plural": "units",
            },
            bases=("tarepo.record",),
        ),
        migrations.CreateModel(
            name="Country",
            fields=[],
            options={
                "verbose_name": "country or area",
                "verbose_name_plural": "countries and areas",
                "proxy": True,
                "indexes": [],
                "constraints": [],
            },
            bases=("reference.party",),
        ),
        migrations.CreateModel(
            name="Organisation",
            fields=[],
            options={
                "verbose_name": "organisation",
                "verbose_name_plural": "organisations, offices and groups",
                "proxy": True,
                "indexes": [],
                "constraints": [],
            },
            bases=("reference.party",),
        ),
        migrations.CreateModel(
            name="Programme",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("order", models.PositiveSmallIntegerField(default=0, verbose_name="order")),
                ("number", models.CharField(max_length=20, verbose_name="number")),
                ("title", models.CharField(blank=True, max_length=300, verbose_name="title")),
                (
                    "biennium",
                    models.CharField(
                        blank=True, help_text="Empty: not stated.", max_length=20, verbose_name="biennium"
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
                "verbose_name": "programme",
                "verbose_name_plural": "programmes",
                "ordering": ["order", "id"],
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Recommendation",
            fields=[
                ("paragraph", models.CharField(blank=True, max_length=80, verbose_name="paragraph")),
                (
                    "printed",
                    models.TextField(
                        blank=True, help_text="The printed form, where it was mended.", verbose_name="as printed"
                    ),
                ),
                (
                    "record",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        parent_link=True,
                        primary_key=True,
                        related_name="as_recommendation",
                        serialize=False,
                        to="tarepo.record",
                    ),
                ),
                ("number", models.CharField(max_length=20, verbose_name="number or letter as printed")),
                ("position", models.PositiveSmallIntegerField(default=0, verbose_name="position")),
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
                    "parent",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="items",
                        to="reference.recommendation",
                        verbose_name="part of",
                    ),
                ),
                (
                    "session",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="recommendations_made",
                        to="reference.session",
                        verbose_name="session",
                    ),
                ),
            ],
            options={
                "verbose_name": "recommendation",
                "verbose_name_plural": "recommendations",
            },
            bases=("tarepo.record", models.Model),
        ),
        migrations.AddField(
            model_name="document",
            name="session",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="documents",
                to="reference.session",
                verbose_name="session",
            ),
        ),
        migrations.CreateModel(
            name="Term",
            fields=[
                (
                    "record",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        parent_link=True,
                        primary_key=True,
                        related_name="as_term",
                        serialize=False,
                        to="tarepo.record",
                    ),
                ),
                (
                    "level",
                    models.CharField(
                        blank=True,
                        choices=[("policy", "policy"), ("institution", "institution"), ("individual", "individual")],
                        help_text="For activity types only.",
                        max_length=11,
                        verbose_name="level",
                    ),
                ),
                ("position", models.PositiveSmallIntegerField(default=0, verbose_name="position")),
                (
                    "parent",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="narrower",
                        to="reference.term",
                        verbose_name="broader term",
                    ),
                ),
            ],
            options={
                "verbose_name": "term",
                "verbose_name_plural": "terms",
            },
            bases=("tarepo.record",),
        ),
        migrations.CreateModel(
            name="ActivityType",
            fields=[],
            options={
                "verbose_name": "activity type",
                "verbose_name_plural": "activity types",
                "proxy": True,
                "indexes": [],
                "constraints": [],
            },
            bases=("reference.term",),
        ),
        migrations.CreateModel(
            name="Goal",
            fields=[],
            options={
                "verbose_name": "Sustainable Development Goal",
                "verbose_name_plural": "Sustainable Development Goals",
                "proxy": True,
                "indexes": [],
                "constraints": [],
            },
            bases=("reference.term",),
        ),
        migrations.CreateModel(
            name="Subject",
            fields=[],
            options={
                "verbose_name": "subject",
                "verbose_name_plural": "subjects",
                "proxy": True,
                "indexes": [],
                "constraints": [],
            },
            bases=("reference.term",),
        ),
        migrations.CreateModel(
            name="TargetGroup",
            fields=[],
            options={
                "verbose_name": "target group",
                "verbose_name_plural": "target groups",
                "proxy": True,
                "indexes": [],
                "constraints": [],
            },
            bases=("reference.term",),
        ),
        migrations.CreateModel(
            name="GroupMember",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("order", models.PositiveSmallIntegerField(default=0, verbose_name="order")),
                ("since", models.DateField(blank=True, null=True, verbose_name="since")),
                (
                    "until",
                    models.DateField(
                        blank=True,
                        help_text="The first day on which it no longer holds.",
                        null=True,
                        verbose_name="until",
                    ),
                ),
                (
                    "record",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="%(class)ss", to="tarepo.record"
                    ),
                ),
                (
                    "member",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="groups_of",
                        to="reference.party",
                        verbose_name="member",
                    ),
                ),
            ],
            options={
                "verbose_name": "member of the group",
                "verbose_name_plural": "members of the group",
                "ordering": ["order", "id"],
                "abstract": False,
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("since__isnull", True),
                            ("until__isnull", True),
                            ("until__gt", models.F("since")),
                            _connector="OR",
                        ),
                        name="groupmember_until_after_since",
                    )
                ],
            },
        ),
        migrations.AddField(
            model_name="party",
            name="country",
            field=models.ForeignKey(
                blank=True,
                help_text="Of an office or organisation: where it belongs. Empty for those of several countries.",
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="organisations",
                to="reference.country",
                verbose_name="country or area",
            ),
        ),
        migrations.AddField(
            model_name="session",
            name="committee",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="sessions",
                to="reference.organisation",
                verbose_name="committee",
            ),
        ),
        migrations.AddField(
            model_name="party",
            name="part_of",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="parts",
                to="reference.organisation",
                verbose_name="part of",
            ),
        ),
        migrations.AddField(
            model_name="document",
            name="publisher",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="published_documents",
                to="reference.organisation",
                verbose_name="publisher",
            ),
        ),
        migrations.AddConstraint(
            model_name="session",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("starts__isnull", True), ("ends__isnull", True), ("ends__gte", models.F("starts")), _connector="OR"
                ),
                name="session_ends_after_start",
            ),
        ),
        migrations.AddConstraint(
            model_name="session",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("ends__isnull", True), ("precision", "not_stated"), ("starts__isnull", True)),
                    ("precision", "continuing"),
                    models.Q(("precision__in", ["day", "month", "year", "since"]), ("starts__isnull", False)),
                    _connector="OR",
                ),
                name="session_precision_fits_dates",
            ),
        ),
        migrations.AddConstraint(
            model_name="party",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("starts__isnull", True), ("ends__isnull", True), ("ends__gte", models.F("starts")), _connector="OR"
                ),
                name="party_ends_after_start",
            ),
        ),
        migrations.AddConstraint(
            model_name="party",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("ends__isnull", True), ("precision", "not_stated"), ("starts__isnull", True)),
                    ("precision", "continuing"),
                    models.Q(("precision__in", ["day", "month", "year", "since"]), ("starts__isnull", False)),
                    _connector="OR",
                ),
                name="party_precision_fits_dates",
            ),
        ),
        migrations.AddConstraint(
            model_name="party",
            constraint=models.UniqueConstraint(
                condition=models.Q(("iso2", ""), _negated=True), fields=("iso2",), name="party_iso2"
            ),
        ),
        migrations.AddConstraint(
            model_name="party",
            constraint=models.CheckConstraint(
                condition=models.Q(("form", "country"), ("iso2", ""), _connector="OR"), name="party_iso2_of_countries"
            ),
        ),
    ]
