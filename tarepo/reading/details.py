"""The details that consent, or the reader's own party, opens. They are no part of a snapshot, which only names them."""

from collections.abc import Collection

from django.utils.translation import gettext as _

from tarepo.models import Detail, SearchRow
from tarepo.reading.page import Reading, Section
from tarepo.tiers import MEMBERS, PUBLIC


def details_in(row: SearchRow) -> list[Detail]:
    """The details that the reader's form of the record names; one query, and none for the public form."""
    ids = [entry["id"] for entry in row.snapshot.body.get("details", [])] if row.tier != PUBLIC else []
    return list(Detail.objects.filter(pk__in=ids, record_id=row.record_id).order_by("pk")) if ids else []


def opened_in(row: SearchRow, details: list[Detail]) -> frozenset[int]:
    """Which of them every Member State sees: those of the form that members have. One query, none without details."""
    if not details:
        return frozenset()
    rows = SearchRow.objects.filter(record_id=row.record_id, tier=MEMBERS).values_list("snapshot__body", flat=True)
    return frozenset(entry["id"] for body in rows for entry in body.get("details", []))


def detail_sections(reading: Reading, details: list[Detail], opened: Collection[int] = frozenset()) -> list[Section]:
    if not details:
        return []
    shown = [
        {
            "nature": detail.get_nature_display(),
            "party": reading.names.get(detail.party_id)
            or ("" if detail.party_id else _("common to all beneficiaries")),
            "text": detail.text,
            "seen_by": _("All Member States see this.")
            if detail.pk in opened
            else _("Only those concerned and the Secretariat see this: consent is not given."),
        }
        for detail in details
    ]
    return [Section("details", _("Details for Member States"), "details", {"details": shown}, len(shown))]
