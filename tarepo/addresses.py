"""The addresses of records: one folder a kind (design: Addresses)."""

from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.urls import get_script_prefix
from django.utils.translation import get_language

from tarepo.enums import Kind

# Kinds without an entry have no page of their own: their names stand in others' pages.
FOLDERS: dict[str, str] = {
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


def absolute(path: str) -> str:
    """The whole address of a path, for mails: outside of a request nothing else says where the portal is."""
    return settings.SITE_URL + path


def language_root(code: str | None = None) -> str:
    """The home page's path in an interface language, else in the active one."""
    code = code or get_language() or settings.LANGUAGE_CODE
    return get_script_prefix() + ("" if code == settings.LANGUAGE_CODE else f"{code}/")


def list_path(kind: str) -> str:
    """The address of the list of a kind, in the active language."""
    return f"{language_root()}{FOLDERS[kind]}/"


def record_path(kind: str, reference: str) -> str:
    """The record's address in the active language; empty for kinds without pages."""
    folder = FOLDERS.get(kind)
    return f"{language_root()}{folder}/{reference}/" if folder else ""


def label_path(kind: str, reference: str, label: Mapping[str, Any] | None) -> str:
    """The address of the record's page, by the label of its search row: a webinar has one of its own."""
    return f"{language_root()}webinars/{label['slug']}/" if label and "slug" in label else record_path(kind, reference)


def history_path(kind: str, reference: str, number: int | None = None) -> str:
    """The address of the record's history, or of one of its versions; empty for kinds without pages."""
    path = record_path(kind, reference)
    return f"{path}history/{f'{number}/' if number else ''}" if path else ""
