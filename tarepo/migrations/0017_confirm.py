"""Whether a declared cooperation is confirmed is indexed: whatever drains next writes the rows of what is declared anew."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("tarepo", "0016_changed")]

    operations = [
        migrations.RunSQL(
            "INSERT INTO tarepo_searchdirty (record_id) SELECT record_id FROM tarepo_searchrow "
            "WHERE tier = 0 AND kind = 'activity' AND card->>'cooperation' IS NOT NULL ORDER BY record_id",
            migrations.RunSQL.noop,
        ),
    ]
