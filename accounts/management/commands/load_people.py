"""Add sample people, one for each role, and print how they sign in. For one's own machine only."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from accounts.sample import PASSWORD, SECRET, load_people


class Command(BaseCommand):
    help = __doc__

    def handle(self, *args: Any, **options: Any) -> None:
        if settings.PRODUCTION:
            raise CommandError("Sample people have a password that everybody knows: they are not for production.")
        present = load_people()
        rows = [("role", "e-mail", "password")]
        rows += [(person.name, person.email, PASSWORD) for person in present.people]
        wide, wider = (max(len(row[column]) for row in rows) for column in (0, 1))
        for name, email, password in rows:
            self.stdout.write(f"{name:<{wide}}  {email:<{wider}}  {password}")
        self.stdout.write(
            "Editors, the coordinator and the administrator sign in in two steps; the second page shows the code."
            f" For an authenticator app: {SECRET}"
        )
        for person in present.left_out:
            self.stdout.write(f"{person.name} is left out: there is no {person.party or person.unit or person.asks}.")
