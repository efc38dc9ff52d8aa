from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("accounts", "0006_unused_index")]

    operations = [
        migrations.AddField("notices", "consents_sent_at", models.DateTimeField(null=True)),
        migrations.AddField("notices", "consents_since", models.DateTimeField(null=True)),
        migrations.AddIndex(
            "notices",
            models.Index(
                condition=models.Q(consents_since__isnull=False),
                fields=["consents_sent_at"],
                name="notices_consents_gathered",
            ),
        ),
    ]
