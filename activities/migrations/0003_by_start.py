from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("activities", "0002_links")]

    operations = [
        migrations.AddIndex("activity", models.Index(fields=["starts"], name="activity_by_start")),
    ]
