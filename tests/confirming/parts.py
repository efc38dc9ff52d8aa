"""A declared activity, its parties, and how a focal point answers."""

from collections.abc import Callable
from typing import Any

from django.http import HttpResponse
from django.test import Client

from accounts.enums import RoleName
from accounts.models import Role, User
from tarepo.models import Record
from tests import make
from tests.html import parse

LIST = "/accounts/confirmations/"
OF_PERU = "focal point of it"


def peru() -> int:
    return make.record_id("country/PE")


def mexico() -> int:
    return make.record_id("country/MX")


def chile() -> int:
    return make.record_id("country/CL")


def declared(number: int = 9301, title: str = "", **content: Any) -> Record:
    """Declared by Mexico; Peru is the beneficiary, Chile facilitates, and it was held in Bolivia."""
    roles = [("MX", "provider"), ("PE", "beneficiary"), ("CL", "facilitator"), ("BO", "venue")]
    said = {
        "cooperation": "triangular",
        "declared_by": "country/MX",
        "involvements": [{"party": f"country/{code}", "role": role} for code, role in roles],
    }
    return make.activity(number, title or f"Exchange {number}", **said | content)


def focal_point(iso2: str, email: str = "") -> Client:
    """A browser in which a focal point of that country is signed in."""
    user = User.objects.create_user(email or f"{iso2.lower()}@example.org", None)
    Role.objects.create(user=user, name=RoleName.FOCAL_POINT, party_id=make.record_id(f"country/{iso2}"))
    client = Client()
    client.force_login(user)
    return client


def page_of(record: Record, party: Callable[[], int] = peru) -> str:
    return f"{LIST}{record.pk}/{party()}/"


def boxes(response: HttpResponse) -> list[str]:
    """What the list's boxes would send."""
    return [
        box.get("value") for box in parse(response.content).all("input", where=lambda box: box.get("name") == "part")
    ]


def answer(client: Client, page: str, given: str, note: str = "") -> HttpResponse:
    """By the page of one part, as it was shown."""
    shown = parse(client.get(page).content)
    seen = shown.all("input", where=lambda box: box.get("name") == "seen")[0].get("value")
    return client.post(page, {"answer": given, "seen": seen, "note": note})


def words(response: HttpResponse) -> str:
    return parse(response.content).one("main").text


def public(record: Record) -> str:
    """What a visitor is told beside the declaration."""
    facts = parse(Client().get(record.get_absolute_url()).content).one("main").all("div")
    (told,) = [fact for fact in facts if fact.children and fact.all("dt") and fact.all("dt")[0].text == "Declared as"]
    return told.one("dd").text
