"""The search over everything: each kind with its count, lessons by themselves, nothing that is withheld."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tarepo import site_search
from tarepo.enums import Kind
from tarepo.search.query import parse
from tarepo.site_search import KINDS, everything
from tests.html import Node, main
from tests.html import parse as tree
from tests.make import activity, archive_now, draft, english, published, text
from tests.pages.kinds import FOLDERS
from tests.search import cast
from tests.search.asking import VISITOR, total_at
from tests.search.cast import publish_cast

pytestmark = pytest.mark.django_db


def page(client, query: str = "", language: str = "") -> Node:
    return main(client.get(f"{language}/search/{query}").content)


def groups(node: Node) -> dict[str, str]:
    """Section → its count."""
    return {part.get("id"): part.one("h2").text.rpartition("(")[2][:-1] for part in node.all("section", "section")}


def test_every_kind_is_found_with_its_count_and_a_draft_is_not(client):
    for kind in KINDS:
        published(kind, "Quibble one")
        published(kind, "Quibble two")
        draft(kind, "Quibble three")
    assert groups(page(client, "?q=quibble")) == {str(kind): "2" for kind in KINDS}
    assert everything(parse("quibble"), VISITOR).counts == dict.fromkeys(KINDS, 2)


@pytest.mark.parametrize("kind", KINDS)
def test_the_best_few_lead_to_all_of_the_kind(client, kind):
    for number in range(7):
        published(kind, f"Quibble {number}")
    section = page(client, "?q=quibble").by_id(kind)
    assert len(section.one("ul", "rows").all("li")) >= site_search.FEW
    (more,) = [link for link in section.all("a") if link.text.endswith(": see all 7")]
    address = more.get("href")
    if kind == Kind.ACTIVITY:
        assert address == "/activities/?q=quibble"
        assert total_at(address) == 7
    else:
        assert address == f"/search/?q=quibble&kind={kind}"
        assert len(main(client.get(address).content).one("ul", "rows").all("h3")) == 7


def test_the_title_counts_more_than_the_text(client):
    published(Kind.PROJECT, texts=english("Something else", description="A quibble, once."))
    published(Kind.PROJECT, "Quibble")
    titles = page(client, "?q=quibble").one("ul", "rows").texts("h3")
    assert titles == ["Quibble", "Something else"]


def test_a_document_is_found_by_its_symbol(client):
    published(Kind.DOCUMENT, "Quibble", symbol="ZQ/31/INF/5")
    published(Kind.DOCUMENT, "Another", symbol="ZQ/31/INF/50")
    assert page(client, "?q=ZQ/31/INF/5").by_id("document").texts("h3") == ["Quibble"]


@pytest.mark.parametrize("words", ["Quillota", '"in the spring"', "LEGACY-77"])
def test_an_activity_is_found_by_venue_printed_period_and_identifiers(client, words):
    numbers = [{"system": "legacy", "value": "LEGACY-77"}]
    activity(1, "Quibble", venue="Quillota Hall", period_printed="in the spring", identifiers=numbers)
    activity(2, "Another", venue="Elsewhere")
    assert page(client, f"?q={words}").by_id("activity").texts("h3") == ["Quibble"]


def test_what_was_looked_for_is_marked_and_text_is_no_markup(client):
    activity(1, texts=english("A <b>quibble</b> here", summary="Before & after a Quibble."))
    marks = page(client, "?q=quibble").one("ul", "rows").texts("mark")
    assert marks == ["quibble", "Quibble"]
    assert not page(client, "?q=quibble").all("b", where=lambda node: node.text == "quibble")


class TestLessons:
    def test_a_lesson_is_found_by_itself_and_leads_to_where_it_stands(self, client):
        said = [{"kind": "challenge", "wording": {"en": "The quibble is slow."}}]
        activity(1, lessons=[*said, {"kind": "success", "wording": {"en": "All else went well."}}])
        activity(2, "Quibble without lesson")
        section = page(client, "?q=quibble").by_id("lessons")
        assert [item.all("p")[1].text for item in section.one("ul", "items").all("li")] == ["The quibble is slow."]
        address = section.one("ul", "items").all("a")[0].get("href")
        assert address == "/activities/TA-2023-1/#lessons"
        assert "The quibble is slow." in main(client.get(address).content).by_id("lessons").text

    def test_a_lesson_in_another_language_is_found_and_says_so(self, client):
        texts = {"es": text("Una actividad")}
        activity(1, texts=texts, lessons=[{"kind": "finding", "wording": {"es": "Hubo capacitaciones."}}])
        section = page(client, "?q=capacitación").by_id("lessons")
        assert section.one("mark").text == "capacitaciones"
        assert section.all("p", where=lambda node: node.get("lang") == "es")

    def test_only_so_many_records_are_read_and_that_is_said(self, client, monkeypatch):
        monkeypatch.setattr(site_search, "MOST_RECORDS", 1)
        for number in (1, 2):
            activity(number, lessons=[{"kind": "finding", "wording": {"en": "A quibble."}}])
        assert "In the newest records alone there are 1" in page(client, "?q=quibble").by_id("lessons").text


def test_what_is_withheld_is_neither_found_nor_counted(client):
    mades = publish_cast(5)
    for word in cast.HIDDEN:
        assert "Nothing matches." in page(client, f"?q={word}").text
        assert everything(parse(word), cast.tiers()["visitor"]).counts == {}
    seen = everything(parse("hushword"), cast.tiers()["peru"]).counts
    assert seen == {Kind.ACTIVITY: sum("hushword" in made.hidden for made in mades)}
    record = published(Kind.PROJECT, "Quibble")
    archive_now(record)
    assert "Nothing matches." in page(client, "?q=quibble").text


class TestWhatIsAsked:
    def test_without_words_the_ways_in_are_shown(self, client):
        links = [link.get("href") for link in page(client, language="/es").by_id("ways").all("a")]
        assert links == [f"/es/{FOLDERS[kind]}/" for kind in KINDS]

    @pytest.mark.parametrize("asked", ["?q=quibble&kind=moon", "?q=quibble&kind=activity&page=0", "?q=quibble&x=1"])
    def test_what_is_not_understood_is_named_and_the_rest_kept(self, client, asked):
        activity(1, "Quibble")
        node = page(client, asked)
        assert node.all("div", "notice-warning")
        assert node.by_id("activity").texts("h3") == ["Quibble"]

    def test_a_page_past_the_end_is_named_and_the_first_shown(self, client):
        activity(1, "Quibble")
        for query, counted in (("quibble", {"activity": "1"}), ("xqxqxq", {})):
            node = page(client, f"?q={query}&kind=activity&page=2")
            said = "“2” was not understood as “page” and is left out."
            assert [item.text for item in node.one("div", "notice-warning").all("li")] == [said]
            assert groups(node) == counted
        assert page(client, "?q=quibble&kind=activity&page=2").by_id("activity").texts("h3") == ["Quibble"]

    @pytest.mark.parametrize("words", ["%22never closed", "-", "a%00b", "%5B(*", "' OR 1=1 --", "x " * 999, "-x"])
    def test_any_words_get_a_page(self, client, words):
        assert client.get(f"/search/?q={words}").status_code == 200

    def test_pages_of_one_kind_are_turned(self, client, monkeypatch):
        for number in range(27):
            published(Kind.SESSION, f"Quibble {number:02}")
        first = page(client, "?q=quibble&kind=session")
        (link,) = [link for link in first.all("a") if link.get("rel") == "next"]
        second = main(client.get(link.get("href")).content)
        titles = first.one("ul", "rows").texts("h3") + second.one("ul", "rows").texts("h3")
        assert sorted(titles) == [f"Quibble {number:02}" for number in range(27)]


@pytest.mark.parametrize("path", ["/activities/", "/countries/PE/", "/fr/subjects/", "/south-south/", "/nowhere/"])
def test_the_box_is_on_every_page(client, path):
    form = tree(client.get(path).content).one("header", "masthead").one("form")
    root = "/fr/" if path.startswith("/fr/") else "/"
    assert (form.get("method"), form.get("action"), form.get("role")) == ("get", f"{root}search/", "search")
    assert form.one("input").get("name") == "q"


@pytest.mark.parametrize("path", ["/", "/search/"])
def test_a_page_with_its_own_box_has_no_second_one(client, path):
    forms = tree(client.get(path).content).all("form")
    assert [form.get("action") for form in forms] == ["/search/"]


def test_queries_do_not_grow_with_what_is_found(client):
    counts = []
    for number in range(1, 4):
        activity(number, "Quibble", lessons=[{"kind": "finding", "wording": {"en": "A quibble."}}])
        published(Kind.PROJECT, f"Quibble {number}")
        client.get("/search/?q=quibble")
        with CaptureQueriesContext(connection) as queries:
            client.get("/search/?q=quibble")
        counts.append(len(queries))
    # begin; no walking; vocabulary; counts; best; rows; those with lessons; lessons; commit; names for both
    assert counts == [counts[0]] * 3
    assert counts[0] <= 13


def test_the_tag_of_an_answer_does_not_depend_on_how_the_database_goes_about_it(client):
    """Its plan changes with what was written meanwhile, of which a visitor must learn nothing."""
    tags = set()
    for way in ("on", "off"):
        with connection.cursor() as cursor:
            cursor.execute(f"SET LOCAL enable_hashagg = {way}")
        tags.add(client.get("/search/?q=patent")["ETag"])
    assert len(tags) == 1
