"""Where mails lead."""

from django.conf import settings
from django.urls import reverse


def at_portal(name: str, **parts: object) -> str:
    """The whole address of a page, by its name."""
    return f"{settings.SITE_URL}{reverse(name, kwargs=parts)}"
