import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("reference", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Person",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("key", models.CharField(blank=True, max_length=20, unique=True, verbose_name="key")),
                ("name", models.CharField(max_length=200, verbose_name="name as printed")),
                ("function", models.CharField(blank=True, max_length=300, verbose_name="function as printed")),
                ("affiliation", models.CharField(blank=True, max_length=300, verbose_name="organisation as printed")),
                ("paragraph", models.CharField(blank=True, max_length=80, verbose_name="paragraph")),
                (
                    "document",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="reference.document",
                        verbose_name="printed in",
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="persons",
                        to="reference.party",
                        verbose_name="organisation",
                    ),
                ),
            ],
            options={
                "verbose_name": "person",
                "verbose_name_plural": "persons",
            },
        ),
    ]
