import django.core.validators
import django.utils.timezone
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Record",
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
            ],
            options={
                "verbose_name": "record",
                "verbose_name_plural": "records",
                "constraints": [models.UniqueConstraint(fields=("kind", "reference"), name="record_address")],
            },
        ),
    ]
