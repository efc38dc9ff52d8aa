from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("tarepo", "0012_work_lists")]

    operations = [
        migrations.AlterField(
            model_name="patch",
            name="state",
            field=models.CharField(
                choices=[
                    ("open", "open"),
                    ("applied", "applied"),
                    ("refused", "refused"),
                    ("withdrawn", "withdrawn"),
                ],
                default="open",
                max_length=9,
            ),
        ),
        migrations.AddIndex(
            model_name="patch",
            index=models.Index(fields=["state", "id"], name="patch_by_state"),
        ),
    ]
