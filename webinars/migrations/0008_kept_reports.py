"""What is kept of a finished report says what it is on: the row may say something else while the next version is made."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("webinars", "0007_invited_later")]

    operations = [
        migrations.RunSQL(
            "UPDATE webinars_committeereport SET body = body || jsonb_build_object('subject', subject, 'starts', starts,"
            " 'ends', ends, 'symbol', symbol, 'session', session_id, 'dated', dated, 'finished_at', changed_at)"
            " WHERE state = 'finished'",
            migrations.RunSQL.noop,
        ),
    ]
