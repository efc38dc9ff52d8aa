"""What the pages below a record's own share: its name, the way back, and the page for a record that has gone."""

from dataclasses import dataclass
from http import HTTPStatus

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tarepo.addresses import record_path
from tarepo.enums import Kind
from tarepo.models import Snapshot
from tarepo.reading.names import load_names, shown_reference
from tarepo.reading.page import crumbs
from tarepo.reading.sections import naming_title
from tarepo.tiers import PUBLIC

TOO_OFTEN = gettext_lazy("You sent a lot in a short time. Nothing was sent now, and nothing is lost: wait a while.")


@dataclass
class Place:
    """A published record, below which a page stands."""

    kind: str
    reference: str
    snapshot: Snapshot

    def path(self, below: str = "") -> str:
        return record_path(self.kind, self.reference) + below

    def context(self, title: str) -> dict:
        name = load_names([self.snapshot.record_id]).get(self.snapshot.record_id) or {
            "name": self.reference,
            "url": self.path(),
            "lang": "",
            "dir": "",
        }
        return {
            "page_title": f"{title}: {name['name']}",
            "title": title,
            "record": name,
            "reference": shown_reference(self.reference),
            "crumbs": [*crumbs(self.kind, naming_title(Kind(self.kind))), name],
        }


def once_public(kind: str, reference: str) -> tuple[str, Snapshot] | None:
    """The last public version of a record that readers do not find any more, with its reference."""
    rows = Snapshot.objects.filter(record__kind=kind, record__reference__iexact=reference, tier=PUBLIC)
    row = rows.order_by("-number").select_related("record").first()
    return (row.record.reference, row) if row else None


def gone(request: HttpRequest, reference: str, snapshot: Snapshot, typed: list[tuple[str, str]]) -> HttpResponse:
    """For whoever wrote about a record that was taken from readers meanwhile: what they wrote, to be copied."""
    title = _("This record is not public any more")
    context = {"page_title": title, "title": title, "reference": shown_reference(reference), "typed": typed}
    return render(request, "corrections/gone.html", context, status=HTTPStatus.GONE)
