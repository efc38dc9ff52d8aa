"""Make synthetic activities, for measuring and for trying things out: nothing of them is true."""

import re
from argparse import ArgumentParser, ArgumentTypeError
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import IntegrityError
from django.utils import timezone

from activities.generate.load import RefusedToMix, make
from activities.generate.remove import remove
from activities.generate.vocabulary import NothingToSpeakOf

FIRST = 2005


def years(text: str) -> tuple[int, int]:
    found = re.fullmatch(r"(\d{4})-(\d{4})", text)
    if not found or not 1900 <= int(found[1]) <= int(found[2]) <= 2200:
        raise ArgumentTypeError("it looks like 2005-2027")
    return int(found[1]), int(found[2])


def positive(text: str) -> int:
    if not text.isdecimal() or int(text) < 1:
        raise ArgumentTypeError("it is a number from 1 on")
    return int(text)


class Command(BaseCommand):
    help = __doc__

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("count", nargs="?", type=positive, help="how many")
        parser.add_argument("--seed", type=int, default=1, help="the same seed makes the same activities")
        default = (FIRST, timezone.localdate().year + 1)
        parser.add_argument("--years", type=years, default=default, help="when they begin: 2005-2027")
        parser.add_argument("--jobs", type=positive, default=1, help="how many processes")
        parser.add_argument("--among-real-records", action="store_true", help="although real ones are published here")
        parser.add_argument("--delete", action="store_true", help="take away every synthetic record")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["delete"] == (options["count"] is not None):
            raise CommandError("Say how many activities to make, or --delete.")
        if options["delete"]:
            self.remove()
        else:
            self.make(options)

    def make(self, options: dict[str, Any]) -> None:
        wanted = {name: options[name] for name in ("seed", "years", "jobs")}
        try:
            made = make(options["count"], among_real=options["among_real_records"], say=self.stdout.write, **wanted)
        except (RefusedToMix, NothingToSpeakOf) as error:
            raise CommandError(str(error)) from error
        self.stdout.write(
            f"{made.activities} activities in {made.seconds:.0f} s: {made.a_second:.0f} a second, "
            f"{made.peak_megabytes} MB at most"
        )

    def remove(self) -> None:
        if settings.PRODUCTION:
            raise CommandError("There are no synthetic records in production.")
        try:
            self.stdout.write(f"{remove()} synthetic records taken away")
        except IntegrityError as error:
            raise CommandError(f"A real record names a synthetic one: {str(error).splitlines()[0]}") from error
