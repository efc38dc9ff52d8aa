"""The addresses of a record: its page, its history and versions, what is said to be wrong; alike for every kind."""

from collections.abc import Mapping

from django.urls import URLPattern, path

from tarepo.addresses import FOLDERS
from tarepo.corrections.reporting import report
from tarepo.corrections.views import correct
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
            path(f"{address}correct/", correct, more, name=f"{page.kind}-correct"),
            path(f"{address}report/", report, more, name=f"{page.kind}-report"),
        ]
    return made


def page_of(kind: str) -> KindPage | None:
    """What a kind adds to its pages; None for kinds without pages."""
    from activities.urls import PAGES as OF_ACTIVITIES
    from reference.urls import PAGES as OF_REFERENCE

    return (OF_ACTIVITIES | OF_REFERENCE).get(FOLDERS.get(kind, ""))
