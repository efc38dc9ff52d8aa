"""Addresses, citations, languages and lessons as readers of every script find them."""

import pytest
from django.test import Client

from tarepo.enums import Kind
from tests import make
from tests.html import Node, main

pytestmark = pytest.mark.django_db


def page(client: Client, address: str) -> Node:
    response = client.get(address)
    assert response.status_code == 200
    return main(response.content)


def test_the_values_of_a_citation_are_kept_apart_and_the_reference_whole(client: Client) -> None:
    make.activity(9001, "A <title>")
    source = page(client, "/ar/activities/TA-2023-9001/").by_id("source")
    assert "A <title>" in source.texts("bdi")
    whole = [node for node in source.all("bdi", "reference") if node.text == "TA-2023-9001"]
    assert [node.get("dir") for node in whole] == ["ltr", "ltr"]  # in the citation and in the address
    assert "http://testserver/ar/activities/TA-2023-9001/" in source.text


def test_lessons_points_and_promises_take_the_side_of_their_language(client: Client) -> None:
    told = {"wording": {"en": "In English"}}
    make.activity(9001, lessons=[told | {"kind": "lesson"}], points=[told | {"kind": "topic"}], undertakings=[told])
    shown = page(client, "/ar/activities/TA-2023-9001/")
    lesson, promise = shown.by_id("lessons").one("p", "text"), shown.by_id("undertakings").one("p", "text")
    point = shown.by_id("topics").one("li")
    assert {(node.text, node.get("lang"), node.get("dir")) for node in (lesson, promise, point)} == {
        ("In English", "en", "ltr")
    }


@pytest.mark.parametrize(("prefix", "wanted", "shown"), [("/fr", "français", "anglais"), ("/es", "español", "inglés")])
def test_the_languages_are_named_in_the_readers(client: Client, prefix: str, wanted: str, shown: str) -> None:
    make.activity(9001)
    notice = page(client, f"{prefix}/activities/TA-2023-9001/").one("div", "notice").text
    assert wanted in notice
    assert shown in notice


def test_lessons_of_one_record_stand_under_its_title_once(client: Client) -> None:
    land = make.published(Kind.COUNTRY, "Land", reference="XA")
    lessons = [{"kind": "lesson", "wording": {"en": f"Lesson {n}"}, "told_by": land.pk} for n in range(3)]
    make.activity(9001, "Told here", lessons=lessons)
    make.activity(9002, "Told there", lessons=lessons[:1])
    part = page(client, "/countries/XA/").by_id("lessons")
    assert sorted(part.texts("h3")) == ["Told here", "Told there"]
    assert part.text.count("Told here") == 1
    assert len(part.all("p", "kind")) == 4


def test_what_an_office_signed_stands_on_its_countrys_page_and_on_its_own(client: Client) -> None:
    land = make.published(Kind.COUNTRY, "Land", reference="XA")
    office = make.published(Kind.ORGANISATION, "Office", reference="office-a", form="office", country=land.pk)
    signed = [{"party": office.pk, "role": "signatory"}]
    make.published(Kind.AGREEMENT, "Signed by the office", reference="agreement-a", involvements=signed)
    for address in ("/countries/XA/", "/organisations/office-a/"):
        assert page(client, address).by_id("by-agreement").one("h3").text == "Signed by the office", address


def test_the_agreement_that_perus_office_signed_stands_on_perus_page(client: Client) -> None:
    titles = page(client, "/countries/PE/").by_id("by-agreement").texts("h3")
    assert titles
    assert "INDECOPI" in page(client, "/countries/PE/").text
