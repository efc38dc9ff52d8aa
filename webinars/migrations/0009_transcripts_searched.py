"""Webinars whose transcripts were published before are indexed anew, by their words too."""

from django.db import migrations

MARK = """
    INSERT INTO tarepo_searchdirty (record_id)
    SELECT DISTINCT record_id FROM tarepo_searchrow WHERE label ? 'slug'
"""


class Migration(migrations.Migration):
    dependencies = [("webinars", "0008_kept_reports"), ("tarepo", "0018_webinars")]

    operations = [migrations.RunSQL(MARK, migrations.RunSQL.noop)]
