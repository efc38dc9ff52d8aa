from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("accounts", "0005_own")]

    operations = [migrations.RemoveIndex(model_name="subscription", name="subscription_due")]
