"""The addresses of a record: its page, its history, each of its versions; the same for every kind."""

from collections.abc import Mapping

from django.urls import URLPattern, path

from tarepo.addresses import FOLDERS
from tarepo.record_history import history, version
from tarepo.record_view import KindPage, record


def record_urls(pages: Mapping[str, KindPage]) -> list[URLPattern]:
    """folder → what the kind adds to its pages."""
    made = []
    for folder, page in pages.items():
        address, more = f"{folder}/<str:reference>/", {"page": page}
        made += [
            path(address, record, more, name=str(page.kind)),
            path(f"{address}history/", history, more, name=f"{page.kind}-history"),
            path(f"{address}history/<int:number>/", version, more, name=f"{page.kind}-version"),
        ]
    return made


def page_of(kind: str) -> KindPage | None:
    """What a kind adds to its pages; None for kinds without pages."""
    from activities.urls import PAGES as OF_ACTIVITIES
    from reference.urls import PAGES as OF_REFERENCE

    return (OF_ACTIVITIES | OF_REFERENCE).get(FOLDERS.get(kind, ""))
