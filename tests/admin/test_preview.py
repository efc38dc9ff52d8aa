"""A record's page before it is published: what readers will see, seen only by who may see its form."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tarepo.enums import Kind
from tarepo.models import Record
from tests import make
from tests.admin.office import signed_in
from tests.admin.test_entering import address
from tests.html import facts, main, parse

pytestmark = pytest.mark.django_db


@pytest.fixture
def chief() -> Client:
    return signed_in("chief editor")


def body_of(page: bytes) -> list[str]:
    """The text of each section of a record's page, after its heading and summary."""
    return [part.text for part in main(page).all("section", "section")]


@pytest.mark.parametrize("kind", Kind)
def test_every_kind_has_one_however_little_it_says(chief: Client, kind: Kind) -> None:
    record = make.draft(kind, "Quokka of a kind")
    response = chief.get(address(record, "preview"))
    assert response.status_code == 200
    page = parse(response.content)
    assert page.one("main").one("h1").text == "Quokka of a kind"
    assert page.one("main").texts("p", "notice-title") == ["Preview: not public"]
    assert [meta.get("content") for meta in page.all("meta") if meta.get("name") == "robots"] == ["noindex"]
    assert response["X-Robots-Tag"] == "noindex"


@pytest.mark.parametrize("kind", [Kind.ACTIVITY, Kind.COUNTRY, Kind.ORGANISATION, Kind.DOCUMENT, Kind.RECOMMENDATION])
def test_it_shows_what_the_public_page_shows(chief: Client, kind: Kind) -> None:
    """Of the source documents' records, which are published as they stand."""
    for record in Record.objects.filter(kind=kind, version__gt=0).order_by("pk")[:5]:
        found = getattr(record, {"country": "as_party", "organisation": "as_party"}.get(kind, f"as_{kind}"))
        public = chief.get(record.get_absolute_url())
        preview = chief.get(address(found, "preview"))
        assert body_of(preview.content)[:-2] == body_of(public.content)[:-2]
        assert facts(main(preview.content)) == facts(main(public.content))


def test_an_edit_is_seen_there_and_nowhere_else(chief: Client) -> None:
    record = make.activity(title="As published", venue="Lima")
    make.edit(record, texts=make.english("As edited"), venue="Geneva")
    page = main(chief.get(address(record, "preview")).content)
    assert (page.one("h1").text, facts(page)["Place"]) == ("As edited", "Geneva")
    assert "version 2 of" in page.by_id("source").text
    assert f"http://testserver{record.get_absolute_url()}" in page.by_id("source").text
    public = main(chief.get(record.get_absolute_url()).content)
    assert (public.one("h1").text, facts(public)["Place"]) == ("As published", "Lima")


def test_what_is_not_public_is_named_there_and_marked(chief: Client) -> None:
    project = make.draft(Kind.PROJECT, "Project of quokkas")
    record = make.activity(project=project.pk)
    assert "Project" not in facts(main(chief.get(record.get_absolute_url()).content))
    assert facts(main(chief.get(address(record, "preview")).content))["Project"] == "Project of quokkas (not public)"


def test_it_is_shown_in_each_of_the_six_languages(chief: Client) -> None:
    texts = {"en": make.text("Seminar"), "zh": make.text("研讨会", status="official")}
    record = make.draft(Kind.ACTIVITY, texts=texts | {"ar": make.text("ندوة", status="official")})
    shown = {}
    for code in ("ar", "zh-hans", "en", "fr", "ru", "es"):
        response = chief.get(address(record, "preview") + f"?language={code}")
        page = parse(response.content)
        assert (page.one("html").get("lang"), response["Content-Language"]) == (code, code)
        shown[code] = page.one("main").one("h1").text
    assert shown == {
        "ar": "ندوة",
        "zh-hans": "研讨会",
        **dict.fromkeys(("en", "fr", "ru", "es"), "Seminar"),
    }
    assert chief.get(address(record, "preview") + "?language=xx").status_code == 200
    links = main(response.content).one("ul", "versions").all("a")
    assert sorted(link.get("href") for link in links) == ["?language=ar", "?language=zh-hans"]


def test_details_do_not_stand_in_it(chief: Client) -> None:
    record = make.draft(Kind.ACTIVITY)
    record.details.create(nature="cost", text="12 000 francs")
    assert "francs" not in chief.get(address(record, "preview")).content.decode()


def test_it_is_for_who_may_see_the_form(chief: Client) -> None:
    record = make.draft(Kind.ACTIVITY, "Quokka")
    for role, status in (("coordinator", 200), ("member", 403), ("focal point of it", 403)):
        response = signed_in(role).get(address(record, "preview"))
        assert (response.status_code, "Quokka" in response.content.decode()) == (status, status == 200)
    assert Client().get(address(record, "preview")).status_code == 302
    assert chief.post(address(record, "preview")).status_code == 405
    assert chief.get("/admin/activities/activity/99999999/preview/").status_code == 404


def test_its_queries_do_not_grow_with_what_it_names(chief: Client) -> None:
    counted = []
    for rows in (1, 3):
        subjects = [make.draft(Kind.SUBJECT, f"Quokka {rows} {n}").pk for n in range(rows)]
        others = [make.published(Kind.SUBJECT, f"Wombat {rows} {n}").pk for n in range(rows)]
        record = make.draft(Kind.ACTIVITY, subjects=subjects + others)
        with CaptureQueriesContext(connection) as queries:
            page = chief.get(address(record, "preview")).content.decode()
        counted.append(len(queries))
        assert page.count("(not public)") == rows
    assert counted[0] == counted[1]
