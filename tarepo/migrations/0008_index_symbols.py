"""Symbols, venues, printed periods and identifiers are indexed: whatever drains next writes all rows anew."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("tarepo", "0007_snapshot_persons")]

    operations = [
        migrations.RunSQL(
            "INSERT INTO tarepo_searchdirty (record_id) SELECT record_id FROM tarepo_searchrow "
            "WHERE tier = 0 ORDER BY kind = 'activity', record_id",
            migrations.RunSQL.noop,
        ),
    ]
