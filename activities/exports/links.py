"""Links to the exports of a search, for its page."""

from tarepo.addresses import list_path
from tarepo.enums import Kind

FORMS = ("csv", "xlsx", "json")


def links(query: str) -> list[dict[str, str]]:
    """[{"name": "CSV", "url": "/activities/export.csv?country=PE"}, …]; query: Found.query."""
    return [{"name": form.upper(), "url": f"{list_path(Kind.ACTIVITY)}export.{form}{query}"} for form in FORMS]
