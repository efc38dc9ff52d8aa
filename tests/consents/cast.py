"""Details to consent to, and what people do with them."""

import datetime as dt
from typing import Any

from django.http import HttpResponse
from django.test import Client

from accounts.consent import digest_of
from accounts.consents.answer import Outcome, Shown, Terms, answer, answer_for_kinds, withdraw
from accounts.consents.ask import ask
from accounts.enums import ConsentState, RoleName
from accounts.models import Consent, Role, User
from tarepo.changes import change
from tarepo.models import Detail, Record
from tarepo.publish import refresh_forms
from tests import make
from tests.admin.office import signed_in
from tests.html import Node, main
from tests.people import person

PAGE = "/accounts/consents/"
ACTIVITY = "/activities/TA-2023-9001/"
SECRET = "CHF 12,345 for the hall"
GRANT, REFUSE, WITHDRAW = ConsentState.GRANTED, ConsentState.REFUSED, ConsentState.WITHDRAWN


def peru() -> int:
    return make.record_id("country/PE")


def mexico() -> int:
    return make.record_id("country/MX")


def activity(*parties: int, number: int = 9001, title: str = "Seminar on patents", **content: Any) -> Record:
    """Public, with these beneficiaries."""
    rows = [{"party": party, "role": "beneficiary"} for party in parties]
    return make.activity(number, title, involvements=rows, **content)


def detail(record: Record, party: int | None, text: str = SECRET, nature: str = "cost") -> Detail:
    made = Detail.objects.create(record_id=record.pk, party_id=party, nature=nature, text=text)
    refresh(record)
    return made


def refresh(record: Record) -> None:
    with change(by=None, why="a test"):
        refresh_forms([record.pk])


def peru_detail(text: str = SECRET) -> Detail:
    return detail(activity(peru()), peru(), text)


def ask_about(*details: Detail) -> int:
    with change(by=person("chief editor"), why="a test"):
        return ask(details=[one.pk for one in details], by=person("chief editor"))


def shown(one: Detail, party: int) -> Shown:
    """As a page shows it now."""
    newest = Consent.objects.filter(detail=one, party=party).order_by("-pk").values_list("pk", flat=True).first()
    text = Detail.objects.values_list("text", flat=True).get(pk=one.pk)
    return Shown(one.pk, digest_of(text), newest or 0)


def answered(
    *details: Detail,
    state: ConsentState = GRANT,
    party: int = 0,
    by: User | None = None,
    seen: dict[int, Shown] | None = None,
    **terms: Any,
) -> Outcome:
    party = party or peru()
    seen = seen or {one.pk: shown(one, party) for one in details}
    user = by or person("focal point of it")
    with change(by=user, why="a test"):
        return answer(party=party, shown=list(seen.values()), terms=Terms(state, **terms), by=user)


def withdrawn(*details: Detail, party: int = 0) -> Outcome:
    with change(by=person("focal point of it"), why="a test"):
        return withdraw(
            party=party or peru(),
            shown=[shown(one, party or peru()) for one in details],
            by=person("focal point of it"),
        )


def of_kind(nature: str = "cost", state: ConsentState = GRANT, party: int = 0, **terms: Any) -> Outcome:
    with change(by=person("focal point of it"), why="a test"):
        picked = [(party or peru(), nature, None)]
        return answer_for_kinds(picked, terms=Terms(state, **terms), by=person("focal point of it"))[0]


def focal_point(party: int, email: str, **fields: Any) -> User:
    user = User.objects.create_user(email, name=email.partition("@")[0])
    Role.objects.create(user=user, name=RoleName.FOCAL_POINT, party_id=party, **fields)
    return user


def client_of(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def reads(role: str, address: str = ACTIVITY) -> str:
    client = signed_in(role) if role != "visitor" else Client()
    return client.get(address).text


def who_reads(text: str = SECRET) -> set[str]:
    roles = ("visitor", "member", "member of the beneficiary", "focal point of it", "unit editor", "chief editor")
    return {role for role in roles if text in reads(role)}


OWN = {"member of the beneficiary", "focal point of it", "unit editor", "chief editor"}
ALL_MEMBERS = OWN | {"member"}


def boxes(response: HttpResponse, name: str = "take") -> list[str]:
    return [box.get("value") for box in main(response.content).all("input", where=lambda node: _is_box(node, name))]


def _is_box(node: Node, name: str) -> bool:
    return (node.get("type"), node.get("name")) == ("checkbox", name)


def hidden(response: HttpResponse) -> list[str]:
    return [box.get("value") for box in main(response.content).all("input") if box.get("name") == "shown"]


def send(client: Client, button: str = "grant", page: HttpResponse | None = None, **more: Any) -> HttpResponse:
    """As a browser sends the page's first form: what it shows, and what was ticked."""
    page = page or client.get(PAGE)
    return client.post(PAGE, {"shown": hidden(page), "length": "always", "note": "", button: "1", **more})


def notices(client: Client) -> list[str]:
    return [one.text for one in main(client.get(PAGE).content).all("div", "notice")]


def states(**which: Any) -> list[str]:
    return list(Consent.objects.filter(**which).order_by("pk").values_list("state", flat=True))


TOMORROW = dt.timedelta(days=1)
