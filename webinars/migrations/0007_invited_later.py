"""Mails of invitations are written by a job; what became of them is known after the outbox has forgotten them.

What was sent before has its mail already: were it left open, everybody would be invited once more.
"""

from django.db import migrations, models

WRITTEN = (
    "UPDATE webinars_invited SET written_at = webinars_invitation.at FROM webinars_invitation"
    " WHERE webinars_invitation.id = webinars_invited.invitation_id"
)


class Migration(migrations.Migration):
    dependencies = [("webinars", "0006_work_lists")]
    operations = [
        migrations.AddField(model_name="invited", name="written_at", field=models.DateTimeField(null=True)),
        migrations.AddField(
            "invited", "told", models.CharField(blank=True, default="", max_length=300), preserve_default=False
        ),
        migrations.RunSQL(WRITTEN, migrations.RunSQL.noop),
        migrations.AddIndex(
            model_name="invited",
            index=models.Index(fields=["id"], condition=models.Q(written_at=None), name="invited_to_write"),
        ),
    ]
