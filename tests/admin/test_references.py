"""A new record left without a reference is given one: words of its title, or a number."""

import pytest
from django.test import Client

from tarepo.enums import Kind
from tarepo.models import OldAddress, Record
from tests import make
from tests.admin.office import add_row, errors, filled, signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def chief() -> Client:
    return signed_in("chief editor")


def given(client: Client, page: str, title: str, language: str = "en", **texts: str) -> str:
    address = f"/admin/{page}/add/"
    sent = filled(client.get(address)) | {"texts-0-title": title, "texts-0-language": language, "_save": "Save"}
    for code, other in texts.items():
        add_row(sent, "texts", language=code, status="official", title=other)
    response = client.post(address, sent)
    assert response.status_code == 302, errors(response)
    return Record.objects.latest("pk").reference


@pytest.mark.parametrize(
    "page",
    [
        *("reference/subject", "reference/activitytype", "reference/targetgroup", "reference/document"),
        *("reference/organisation", "reference/unit", "activities/series", "activities/project"),
    ],
)
def test_a_kind_with_readable_addresses_gets_the_words_of_the_title(chief: Client, page: str) -> None:
    assert given(chief, page, "Quokkas & marks: a café") == "quokkas-marks-a-cafe"


@pytest.mark.parametrize("page", ["activities/activity", "activities/agreement", "reference/session"])
def test_the_others_get_a_number(chief: Client, page: str) -> None:
    assert given(chief, page, "Quokkas and marks")[:3] in ("TA-", "AG-", "ME-")


def test_the_english_title_counts_else_the_first_in_latin_letters_else_a_number(chief: Client) -> None:
    assert given(chief, "activities/series", "Marcas", "es", en="Quokka marks") == "quokka-marks"
    assert given(chief, "activities/series", "Marcas de quokka", "es") == "marcas-de-quokka"
    assert given(chief, "activities/series", "سلسلة", "ar").startswith("SE-")


def test_no_two_records_get_the_same_and_an_old_address_stays(chief: Client) -> None:
    first = make.draft(Kind.SERIES, reference="quokka-marks")
    OldAddress.objects.create(record_id=first.pk, path="series/quokka-marks-2/")
    assert given(chief, "activities/series", "Quokka marks") == "quokka-marks-3"


def test_a_long_title_is_cut_between_words(chief: Client) -> None:
    reference = given(chief, "activities/series", "quokka " * 40)
    assert reference == "-".join(["quokka"] * 8)
    assert given(chief, "activities/series", "q" * 200) == "q" * 60


def test_a_reference_that_was_typed_stays(chief: Client) -> None:
    address = "/admin/activities/series/add/"
    sent = filled(chief.get(address)) | {"texts-0-title": "Quokka", "reference": "QM"}
    chief.post(address, sent)
    assert Record.objects.latest("pk").reference == "QM"
