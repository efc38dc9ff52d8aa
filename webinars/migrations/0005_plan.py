"""When a mail of an invitation came back: counted once, and known after the outbox has forgotten it."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("webinars", "0004_register")]
    operations = [
        migrations.AddField(model_name="invited", name="bounced_at", field=models.DateTimeField(null=True)),
    ]
