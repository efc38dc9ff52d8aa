"""Add sample details, and ask their beneficiary for consent. For one's own machine only."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from accounts.sample_details import load_details


class Command(BaseCommand):
    help = __doc__

    def handle(self, *args: Any, **options: Any) -> None:
        if settings.PRODUCTION:
            self.stdout.write("Sample details are made up: they are not for production, and none was added.")
            return
        self.stdout.write(f"{load_details()} sample details")
