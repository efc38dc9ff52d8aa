"""The details that consent, or the reader's own party, opens. They are no part of a snapshot, which only names them."""

from django.utils.translation import gettext as _

from tarepo.models import Detail, SearchRow
from tarepo.reading.page import Reading, Section
from tarepo.tiers import PUBLIC


def details_in(row: SearchRow) -> list[Detail]:
    """The details that the reader's form of the record names; one query, and none for the public form."""
    ids = [entry["id"] for entry in row.snapshot.body.get("details", [])] if row.tier != PUBLIC else []
    return list(Detail.objects.filter(pk__in=ids, record_id=row.record_id).order_by("pk")) if ids else []


def detail_sections(reading: Reading, details: list[Detail]) -> list[Section]:
    if not details:
        return []
    shown = [
        {
            "nature": detail.get_nature_display(),
            "party": reading.names.get(detail.party_id)
            or ("" if detail.party_id else _("common to all beneficiaries")),
            "text": detail.text,
        }
        for detail in details
    ]
    return [Section("details", _("Details for Member States"), "details", {"details": shown}, len(shown))]
