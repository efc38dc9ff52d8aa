from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("webinars", "0009_transcripts_searched")]
    operations = [migrations.AddField(model_name="attendee", name="erased_as", field=models.UUIDField(null=True))]
