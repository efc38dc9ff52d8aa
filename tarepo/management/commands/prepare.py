"""Make a database ready to be served: tables, the source documents' records and, but in production, sample people."""

import io
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.checks import Tags
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandParser


class Command(BaseCommand):
    help = __doc__
    requires_system_checks = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--accounts", type=Path, help="a file for what is told of the accounts")

    def handle(self, *args: Any, accounts: Path | None = None, **options: Any) -> None:
        self.check(tags=[Tags.database], databases=["default"])
        self.stdout.write("Tables...")
        call_command("migrate", interactive=False, verbosity=0, stdout=self.stdout)
        self.stdout.write("Records of the source documents...")
        call_command("load_records", stdout=self.stdout)
        if settings.PRODUCTION:
            return
        self.stdout.write("Sample accounts...")
        told = io.StringIO()
        call_command("load_people", stdout=told)
        if accounts is not None:
            accounts.write_text(told.getvalue())
