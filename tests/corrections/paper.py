"""Correcting as a browser does it: choose, fill in, send."""

from typing import Any

from django.http import HttpResponse
from django.test import Client

from tarepo.corrections.pieces import Pieces
from tarepo.models import Patch
from tests.admin.office import Sent, filled, signed_in

WHY = "It says so in the programme"
MEXICO = "/activities/TA-2023-0001/"


def pieces(page: HttpResponse) -> Pieces:
    return page.context["pieces"]


def form(client: Client, path: str, *fields: str, language: str = "en") -> tuple[str, Sent]:
    """The address of the form for these fields, and what it would send as it stands."""
    query = "&".join(f"field={field}" for field in fields)
    address = f"{path}correct/?{query}&language={language}"
    page = client.get(address)
    assert page.status_code == 200
    assert "entry" in page.context, page.context["problems"]
    return address, filled(page)


def propose(
    path: str, *fields: str, role: str = "member of the beneficiary", language: str = "en", **typed: Any
) -> Patch:
    """A correction that is taken; **typed: names with "__" for "-"."""
    client = signed_in(role)
    address, sent = form(client, path, *fields, language=language)
    response = client.post(address, sent | {"why": WHY} | named(typed))
    assert response.status_code == 302, complaints(response)
    return Patch.objects.latest("pk")


def named(typed: dict[str, Any]) -> dict[str, Any]:
    return {name.replace("__", "-"): value for name, value in typed.items()}


def complaints(response: HttpResponse) -> list[str]:
    return [one["sentence"] for one in response.context["entry"].complaints]
