"""The migrations say what the models say."""

import io

from django.core.management import call_command


def test_no_migration_is_missing(db: None) -> None:
    told = io.StringIO()
    try:
        call_command("makemigrations", check_changes=True, dry_run=True, stdout=told)
    except SystemExit:
        raise AssertionError(told.getvalue()) from None
