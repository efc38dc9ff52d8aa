"""Whoever has an account already has an address that an administrator answered for."""

from django.db import migrations

ADDRESSES = """
    INSERT INTO account_emailaddress (user_id, email, verified, "primary")
    SELECT id, email, true, true FROM accounts_user
    WHERE email NOT LIKE 'erased-%@erased.invalid'
        AND NOT EXISTS (SELECT 1 FROM account_emailaddress known WHERE known.user_id = accounts_user.id)
"""


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0003_people"),
        ("account", "0009_emailaddress_unique_primary_email"),
        # Each request asks whether who reads has a second step.
        ("mfa", "0003_authenticator_type_uniq"),
    ]
    operations = [migrations.RunSQL(ADDRESSES, migrations.RunSQL.noop)]
