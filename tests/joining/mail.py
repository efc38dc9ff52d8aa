"""What the portal has written to somebody."""

import re

from tarepo.models import Outbox


def last_to(email: str) -> Outbox:
    return Outbox.objects.filter(to=email).latest("pk")


def code_to(email: str) -> str:
    """The code of the newest mail to an address."""
    (code,) = re.findall(r"^ +(\d{4}-\d{4})$", last_to(email).body, re.MULTILINE)
    return code
