"""The addresses of records: one folder a kind (design: Addresses)."""

from django.urls import reverse

from tarepo.enums import Kind

# Kinds without an entry have no page of their own: their names stand in others' pages.
FOLDERS = {
    Kind.ACTIVITY: "activities",
    Kind.PROJECT: "projects",
    Kind.SERIES: "series",
    Kind.AGREEMENT: "agreements",
    Kind.COUNTRY: "countries",
    Kind.ORGANISATION: "organisations",
    Kind.UNIT: "units",
    Kind.SESSION: "sessions",
    Kind.DOCUMENT: "documents",
    Kind.SUBJECT: "subjects",
    Kind.RECOMMENDATION: "recommendations",
}


def record_path(kind: str, reference: str) -> str:
    """The record's address in the active language; empty for kinds without pages."""
    folder = FOLDERS.get(Kind(kind))
    return f"{_folder_root(folder)}{reference}/" if folder else ""


def _folder_root(folder: str) -> str:
    return f"{reverse('home')}{folder}/"
