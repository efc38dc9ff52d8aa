"""What the portal holds on a person: their copy has it all, and nothing of anybody else."""

import io
import json
import time
import zipfile
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from django.apps import apps
from django.test import Client

from accounts.models import Consent, DetailRequest, Membership, Role, User
from accounts.own.copy import copy_of
from accounts.own.held import HELD, UNUSED, Held, When, every_table
from tarepo.changes import change
from tarepo.models import Outbox, Patch
from tests import make
from tests.html import main
from tests.people import person

pytestmark = pytest.mark.django_db
FOCAL_POINT = "focal point of it"


def signed_in(role: str, *, lately: bool = True) -> Client:
    """lately: they gave their password a moment ago."""
    client, user = Client(), person(role)
    client.force_login(user)
    if lately:
        session = client.session
        session["account_authentication_methods"] = [
            {"method": "password", "at": time.time(), "reauthenticated": True, "email": user.email}
        ]
        session["account_authentication_methods_user"] = str(user.pk)
        session.save()
    return client


def taken(client: Client) -> dict[str, Any]:
    answer = client.post("/accounts/data/")
    assert answer.headers["Content-Type"] == "application/zip"
    with zipfile.ZipFile(io.BytesIO(answer.content)) as archive:
        assert archive.namelist() == ["your-data.json", "your-data.html"]
        return json.loads(archive.read("your-data.json"))


def test_every_table_that_names_a_user_is_told_of() -> None:
    named = {
        (model._meta.label, field.name)
        for model in apps.get_models(include_auto_created=True)
        for field in model._meta.concrete_fields
        if field.remote_field and field.remote_field.model is User
    }
    assert {(held.table, held.user) for held in every_table()} == named - UNUSED


def test_every_column_told_of_is_one() -> None:
    for held in every_table():
        names = {field.name for field in held.model._meta.concrete_fields}
        assert {*held.columns, *held.confidential, *held.emptied} - names == set(), held.table
        assert (held.when == When.EMPTIED) == bool(held.emptied), held.table


def test_the_copy_has_what_one_wrote_asked_and_answered() -> None:
    user = person(FOCAL_POINT)
    peru = make.record_id("country/PE")
    record = make.activity(9001)
    Membership.objects.create(user=user, category="delegation", party_id=peru, institution="Indecopi", note="As agreed")
    Patch.objects.create(kind="activity", by=user, party_id=peru, why="It was held", values={"venue": "Lima"})
    DetailRequest.objects.create(record=record, by=user, party_id=peru, why="For our budget")
    Consent.objects.create(party_id=peru, nature="cost", state="refused", by=user, note="Not yet")
    EmailAddress.objects.create(user=user, email="also@example.org", verified=True)
    EmailAddress.objects.create(user=user, email="anybodys@example.org", verified=False)
    for to in (user.email, "also@example.org", "anybodys@example.org"):
        Outbox.objects.create(to=to, subject="To you", body="Dear all", key=to)
    copy = taken(signed_in(FOCAL_POINT))
    assert copy["Your account"]["User"][0]["E-mail address"] == user.email
    (membership,) = [row for row in copy["For whom you speak"]["Memberships"] if row.get("Institution, as written")]
    assert membership["Institution, as written"] == "Indecopi"
    assert membership["Country, area or organisation"] == "country/PE"
    assert [row["Values"] for row in copy["What you sent in"]["Submissions and corrections"]] == [{"venue": "Lima"}]
    assert [row["Record"] for row in copy["What you sent in"]["Requests for details"]] == ["activity/TA-2023-9001"]
    assert [row["Note"] for row in copy["What you answered for others"]["Consents"]] == ["Not yet"]
    assert [row["To"] for row in copy["Mail"]["Mails"]] == [user.email, "also@example.org"]


def test_nothing_of_anybody_else_is_in_it() -> None:
    user, other = person(FOCAL_POINT), person("member")
    User.objects.filter(pk=other.pk).update(name="Zebedee Quillfeather", email="zebedee@example.org")
    peru = make.record_id("country/PE")
    Membership.objects.create(
        user=other, category="delegation", party_id=peru, institution="Quillworks", answered_by=user, state="declined"
    )
    Patch.objects.create(
        kind="activity", by=other, answered_by=user, values={}, why="Quill wrote it", answer="No, Quill"
    )
    Patch.objects.create(kind="activity", by=user, answered_by=other, values={}, why="Mine", answer="Yes")
    Consent.objects.create(party_id=peru, nature="cost", state="refused", by=other, note="says Zebedee")
    Outbox.objects.create(to="zebedee@example.org", subject="To you", body="Dear Zebedee", key="1")
    asks = "Zebedee Quillfeather (zebedee@example.org) asks to be confirmed"
    Outbox.objects.create(to=user.email, subject=asks, body=asks, key="2")
    text = json.dumps(taken(signed_in(FOCAL_POINT))).lower()
    assert "quill" not in text
    assert "zebedee" not in text


def test_what_was_said_in_confidence_is_named_and_left_out(monkeypatch: pytest.MonkeyPatch) -> None:
    user = person(FOCAL_POINT)
    DetailRequest.objects.create(
        record=make.activity(9001), by=user, why="For us", answer="A reference of Quillfeather"
    )
    held = Held("accounts.DetailRequest", "by", "References", ("why",), confidential=("answer",))
    monkeypatch.setitem(HELD, "In confidence", (held,))
    rows = copy_of(user)["In confidence"]["References"]
    assert rows == [{"What it is needed for": "For us", "Answer": "given in confidence: it exists, and is left out"}]


def test_secrets_are_not_in_it() -> None:
    user = person("chief editor")
    apps.get_model("mfa.Authenticator").objects.create(user=user, type="webauthn", data={"secret": "QUILLSECRET"})
    text = json.dumps(taken(signed_in("chief editor")))
    assert "QUILLSECRET" not in text
    assert user.password not in text


def test_whoever_has_not_given_the_password_lately_is_asked_for_it() -> None:
    assert signed_in("member", lately=False).post("/accounts/data/").status_code == 302
    assert signed_in("member", lately=False).post("/accounts/erase/").status_code == 302
    assert not person("member").is_erased


def test_the_page_tells_what_for_and_how_much() -> None:
    page = main(signed_in("member").get("/accounts/data/").content)
    assert page.texts("h2")[:2] == ["Your account", "Signing in"]
    assert "So that editors can take it over and answer you." in page.text


def erased_by(client: Client, typed: str) -> Any:
    return client.post("/accounts/erase/", {"email": typed})


def test_whoever_types_another_address_stays() -> None:
    answer = erased_by(signed_in("member"), "somebody@example.org")
    assert "This is not the address of your account. Nothing was erased." in answer.text
    assert not person("member").is_erased


def test_an_account_is_erased_signed_out_and_its_address_can_sign_up_anew() -> None:
    user, client = person(FOCAL_POINT), signed_in(FOCAL_POINT)
    other = signed_in(FOCAL_POINT)
    answer = erased_by(client, user.email.upper())
    assert main(answer.content).one("h1").text == "Your account is erased"
    assert {each.get("/accounts/").status_code for each in (client, other)} == {302}
    user = User.objects.get(pk=user.pk)
    assert (str(user), user.is_active) == ("somebody who has left", False)
    assert list(Role.objects.current().filter(user=user)) == []
    assert not User.objects.filter(email="focal-point@example.org").exists()
    again = erased_by(client, "focal-point@example.org")  # a second click, or a window that stayed open
    assert again.status_code == 403
    assert "If you erased your account a moment ago, it is done" in main(again.content).text


def test_what_was_written_for_a_country_stays_its_own() -> None:
    user, peru = person(FOCAL_POINT), make.record_id("country/PE")
    Consent.objects.create(party_id=peru, nature="cost", state="granted", by=user)
    patch = Patch.objects.create(kind="activity", by=user, party_id=peru, why="It was held", values={"venue": "Lima"})
    erased_by(signed_in(FOCAL_POINT), user.email)
    patch.refresh_from_db()
    assert (patch.party_id, patch.why, patch.values) == (peru, "It was held", {"venue": "Lima"})
    assert Consent.objects.get(by=user).state == "granted"


def test_the_last_administrator_cannot_go() -> None:
    user = person("administrator")
    answer = erased_by(signed_in("administrator"), user.email)
    assert "Nobody else is an administrator." in answer.text
    assert not person("administrator").is_erased
    with change(by=None, why="a test"):
        Role.objects.create(user=person("chief editor"), name="administrator")
    assert erased_by(signed_in("administrator"), user.email).status_code == 200
    assert User.objects.get(pk=user.pk).is_erased


def test_an_administrator_erases_on_request_and_a_second_time_is_told() -> None:
    user, client = person("member"), signed_in("administrator")
    address = f"/admin/accounts/user/{user.pk}/erase/"
    assert signed_in("chief editor").post(address, {"email": user.email}).status_code == 403
    assert "This is not the address" in client.post(address, {"email": "other@example.org"}).text
    with change(by=None, why="Member from Peru and Member from New Zealand wrote"):
        pass
    assert "in 1 text that others wrote" in " ".join(client.get(address).text.split())
    answer = client.post(address, {"email": user.email, "sent_why": "asked by letter"}, follow=True)
    assert "Erased: nothing here names this person any more." in answer.text
    assert "This account was erased already." in client.get(address, follow=True).text
