"""What registrants were told last, and what stays of registrations that are deleted."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("webinars", "0003_represented")]

    operations = [
        migrations.AddField(
            model_name="registration",
            name="agreed_to",
            field=models.CharField(blank=True, max_length=20, verbose_name="agreed to"),
        ),
        migrations.AddField(model_name="room", name="told", field=models.CharField(blank=True, max_length=80)),
        migrations.AddField(model_name="room", name="totals", field=models.JSONField(default=dict)),
    ]
