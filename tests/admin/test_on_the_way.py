"""What is chosen in a form is found in any language and spelling, and what is not there yet is added on the way."""

import json
import re
from urllib.parse import quote

import pytest
from django.test import Client

from accounts.models import Role
from reference.models import Organisation
from tarepo.enums import Kind, State
from tests import make
from tests.admin.office import errors, filled, signed_in
from tests.people import person

pytestmark = pytest.mark.django_db

ADD = "/admin/reference/organisation/add/?_to_field=record&_popup=1"
LOOKUPS = {
    "party of a row": "app_label=tarepo&model_name=involvement&field_name=party",
    "country of a place": "app_label=tarepo&model_name=place&field_name=country",
    "country of an organisation": "app_label=reference&model_name=organisation&field_name=country",
    "member of a group": "app_label=reference&model_name=groupmember&field_name=member",
    "who declared it": "app_label=activities&model_name=activity&field_name=declared_by",
}


@pytest.fixture
def chief() -> Client:
    return signed_in("chief editor")


def found(client: Client, lookup: str, typed: str) -> list[str]:
    results = client.get(f"/admin/autocomplete/?{lookup}&term={quote(typed)}").json()["results"]
    return [entry["text"] for entry in results]


@pytest.mark.parametrize("lookup", LOOKUPS.values(), ids=LOOKUPS)
@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        *(("Peru", "Peru (PE)"), ("Perú", "Peru (PE)"), ("PEROU", "Peru (PE)"), ("pérou", "Peru (PE)")),
        *(("秘鲁", "Peru (PE)"), ("Перу", "Peru (PE)"), ("перу", "Peru (PE)"), ("بيرو", "Peru (PE)")),
        *(("مصر", "Egypt (EG)"), ("مِصْر", "Egypt (EG)"), ("Egipto", "Egypt (EG)"), ("cote d'iv", "Côte d’Ivoire (CI)")),
    ],
)
def test_a_country_is_found_by_its_name_in_six_languages_with_accents_or_without(
    chief: Client, lookup: str, typed: str, shown: str
) -> None:
    assert found(chief, lookup, typed)[0] == shown


def test_what_is_typed_with_accents_finds_what_has_none(chief: Client) -> None:
    record = make.draft(Kind.ORGANISATION, "Universidad Bolivar")
    ligature = make.draft(Kind.ORGANISATION, "Œuvre du straße")
    assert found(chief, LOOKUPS["party of a row"], "bolívar univer") == [f"Universidad Bolivar ({record.reference})"]
    assert found(chief, LOOKUPS["party of a row"], "oeuvre strasse") == [f"Œuvre du straße ({ligature.reference})"]
    assert found(chief, LOOKUPS["party of a row"], "x" * 5000) == []


def test_beside_a_choice_of_parties_stands_the_way_to_add_an_organisation(chief: Client) -> None:
    page = chief.get("/admin/activities/activity/add/").content.decode()
    links = re.findall(r'id="add_id_([^"]+)"[^>]*href="([^"]+)"|href="([^"]+)"[^>]*id="add_id_([^"]+)"', page)
    led = {name or other: (way or second).replace("&amp;", "&") for name, way, second, other in links}
    for field in ("declared_by", "involvements-__prefix__-party", "lessons-__prefix__-told_by"):
        assert led[field] == ADD


def test_a_name_and_a_country_are_enough_on_the_way(chief: Client) -> None:
    sent = filled(chief.get(ADD))
    assert sent["form"] == "organisation"
    assert {name for name in sent if name.startswith("texts-0-")} == {
        *("texts-0-language", "texts-0-status", "texts-0-title", "texts-0-short_title", "texts-0-id"),
        "texts-0-record",
        "texts-0-sent_was",
    }
    country = make.record_id("country/PE")
    response = chief.post(ADD, sent | {"texts-0-title": "Quokka Institute", "country": str(country)})
    made = Organisation.objects.latest("pk")
    told = json.loads(response.context["popup_response_data"])
    assert told == {"value": str(made.pk), "obj": "Quokka Institute (quokka-institute)"}
    assert (made.state, made.country_id, made.form) == (State.DRAFT, country, "organisation")


def test_what_is_added_on_the_way_can_be_published_there(chief: Client) -> None:
    sent = filled(chief.get(ADD)) | {"texts-0-title": "Quokka Institute", "_publish": "1"}
    assert "popup_response_data" in chief.post(ADD, sent).context
    assert Organisation.objects.latest("pk").state == State.PUBLISHED


def test_without_a_name_nothing_is_made_on_the_way(chief: Client) -> None:
    count = Organisation.objects.count()
    response = chief.post(ADD, filled(chief.get(ADD)))
    assert errors(response) == ["Give it a title: a text without one is not saved."]
    assert Organisation.objects.count() == count


def test_a_unit_editors_organisation_is_of_their_unit() -> None:
    client = signed_in("unit editor")
    unit = Role.objects.get(user=person("unit editor"), name="unit_editor").unit_id
    client.post(ADD, filled(client.get(ADD)) | {"texts-0-title": "Quokka Institute"})
    assert Organisation.objects.latest("pk").unit_id == unit
