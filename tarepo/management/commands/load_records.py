"""Load the reference data and the source documents' records. What is in the database already is never touched."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from tarepo.load import load
from tarepo.seeds import LoadError, default_paths


class Command(BaseCommand):
    help = __doc__

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("paths", nargs="*", type=Path, help="files to load; without any, the project's own")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            loaded = load(options["paths"] or default_paths())
        except LoadError as error:
            raise CommandError(str(error)) from error
        self.stdout.write(
            f"{loaded.records} records loaded, {loaded.new_records} new; "
            f"{loaded.persons} persons, {loaded.new_persons} new"
        )
