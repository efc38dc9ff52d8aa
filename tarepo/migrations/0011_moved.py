"""What merges moved in tables that no trigger watches."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("tarepo", "0010_history")]

    operations = [
        migrations.CreateModel(
            name="Moved",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("table", models.CharField(max_length=60)),
                ("row", models.BigIntegerField()),
                ("column", models.CharField(max_length=60)),
                ("before", models.BigIntegerField(null=True)),
                ("after", models.BigIntegerField(null=True)),
                (
                    "change",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="moved", to="tarepo.changeset"
                    ),
                ),
            ],
        ),
    ]
