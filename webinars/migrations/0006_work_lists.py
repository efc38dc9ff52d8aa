"""Links of webinars are tried as those of other records, and a broken one is told on the desk."""

from django.db import migrations

from tarepo.work import triggers


class Migration(migrations.Migration):
    dependencies = [("webinars", "0005_plan"), ("tarepo", "0018_webinars")]

    operations = [migrations.RunSQL(triggers.create(triggers.OF_WEBINARS), triggers.drop(triggers.OF_WEBINARS))]
