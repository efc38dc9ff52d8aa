from django.db import migrations

# As Django's createcachetable makes it, but unlogged: nothing in it outlives an hour.
CREATE = """
    CREATE UNLOGGED TABLE tarepo_cache (
        cache_key varchar(255) PRIMARY KEY, value text NOT NULL, expires timestamptz NOT NULL
    );
    CREATE INDEX tarepo_cache_expires ON tarepo_cache (expires);
"""


class Migration(migrations.Migration):
    dependencies = [("tarepo", "0013_proposals")]

    operations = [migrations.RunSQL(CREATE, "DROP TABLE tarepo_cache")]
