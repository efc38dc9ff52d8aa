"""Submitting and answering as a browser does it."""

from typing import Any

from django.http import HttpResponse
from django.test import Client

from tarepo.models import Patch, Record
from tests.admin.office import Sent, filled, signed_in
from tests.html import main

NEW = "/submissions/new/activity/"
AGREEMENT = "/submissions/new/agreement/"
FIGURES = "/submissions/new/figures/?record="


def submit(address: str = NEW, *, role: str = "focal point of it", **typed: str) -> Patch:
    """Fill in the form, send it; the submission that it made."""
    client = signed_in(role)
    response = client.post(address, filled(client.get(address)) | typed)
    assert response.status_code == 302, complaints(response)
    return Patch.objects.latest("pk")


def complaints(response: HttpResponse) -> list[str]:
    return [one["sentence"] for one in response.context["entry"].complaints]


def desk(patch: Patch) -> str:
    return f"/admin/proposals/{patch.pk}/"


def answer(patch: Patch, does: str, *, role: str = "chief editor", **typed: Any) -> HttpResponse:
    """What an editor sends from the page as it stands; take=[…]: the boxes that are left chosen."""
    client = signed_in(role)
    return client.post(desk(patch), filled(client.get(desk(patch))) | {does: "1"} | typed)


def resend(client: Client, address: str, **typed: str) -> tuple[Sent, HttpResponse]:
    sent = filled(client.get(address)) | typed
    return sent, client.post(address, sent)


def told(response: HttpResponse) -> str:
    return main(response.content).text


def record_of(patch: Patch) -> Record:
    patch.refresh_from_db()
    return Record.objects.get(pk=patch.record_id)
