"""Links to the exports of a search, for its page."""

from tarepo.addresses import list_path
from tarepo.enums import Kind

FORMS = {"csv": "CSV", "xlsx": "Excel (XLSX)", "json": "JSON"}


def links(query: str) -> list[dict[str, str]]:
    """[{"name": "CSV", "url": "/activities/export.csv?country=PE"}, …]; query: Found.query."""
    return [{"name": name, "url": f"{list_path(Kind.ACTIVITY)}export.{form}{query}"} for form, name in FORMS.items()]
