"""The versions of a record in the desk: listed, compared, looked at as readers saw them."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tarepo.changes import change
from tarepo.content_write import write_content
from tarepo.enums import Kind
from tarepo.kinds import MODELS
from tarepo.models import Record
from tarepo.publish import publish
from tarepo.versions import PAGE
from tests import make
from tests.admin.office import signed_in
from tests.html import Node, facts, parse
from tests.people import person

pytestmark = pytest.mark.django_db


@pytest.fixture
def chief() -> Client:
    return signed_in("chief editor")


@pytest.fixture
def record() -> Record:
    """An activity of two versions, edited since."""
    made = make.activity(9001, "Seminar", venue="Lima")
    with change(by=person("unit editor"), why="moved to Cusco"):
        write_content(made, {"venue": "Cusco", "texts": make.english("Course")})
        publish(made)
    make.edit(made, venue="Puno")
    return made


def page_of(record: Record, below: str = "") -> str:
    return f"/admin/activities/activity/{record.pk}/versions/{below}"


def shown(client: Client, address: str) -> Node:
    response = client.get(address)
    assert response.status_code == 200
    return parse(response.content)


def cells(tree: Node) -> list[list[str]]:
    rows = tree.one("tbody").all("tr")
    return [[node.text for node in row.all(where=lambda node: node.tag in ("th", "td"))] for row in rows]


def test_versions_are_listed_with_who_why_and_how_much_changed(chief: Client, record: Record) -> None:
    now, second, first = cells(shown(chief, page_of(record)))
    assert (now[0], now[2:]) == ("now, unpublished", ["–", "–", "1 field differs"])
    assert (second[0], second[2:]) == (
        "version 2",
        [str(person("unit editor")), "moved to Cusco", "2 fields differ"],
    )
    assert (first[0], first[2:]) == ("version 1", ["the portal itself", make.WHY, "the first"])


def test_what_says_the_same_as_the_newest_version_is_no_row_of_its_own(chief: Client, record: Record) -> None:
    make.publish_now(record)
    assert [row[0] for row in cells(shown(chief, page_of(record)))] == ["version 3", "version 2", "version 1"]


def test_the_form_leads_to_the_versions_once_there_are_any(chief: Client, record: Record) -> None:
    for made, wanted in ((record, [page_of(record)]), (make.draft(Kind.ACTIVITY), [])):
        tools = shown(chief, f"/admin/activities/activity/{made.pk}/change/").all("ul", "object-tools")
        links = [link.get("href") for tool in tools for link in tool.all("a") if link.text == "Versions"]
        assert links == wanted


@pytest.mark.parametrize(
    ("asked", "title", "lines"),
    [
        ("?old=1&new=2", "From version 1 to version 2", ["Title or name", "Venue"]),
        ("?old=2&new=now", "From version 2 to now, unpublished", ["Venue"]),
        ("?old=now&new=1", "From now, unpublished to version 1", ["Title or name", "Venue"]),
        ("?old=1", "From version 1 to now, unpublished", ["Title or name", "Venue"]),
        ("?old=2&new=2", "From version 2 to version 2", []),
    ],
)
def test_any_two_are_compared(chief: Client, record: Record, asked: str, title: str, lines: list[str]) -> None:
    tree = shown(chief, page_of(record, asked))
    assert tree.by_id("compared").text == title
    found = [line.one("b").text for node in tree.all("ul", "difference") for line in node.all("li")]
    assert [name.partition(" (")[0] for name in found] == lines


def test_a_comparison_says_all_of_a_long_text_and_names_what_is_named(chief: Client) -> None:
    subject = make.draft(Kind.SUBJECT, "A draft that editors know")
    key = make.person("P-9001", "Ada Poster")
    record = make.activity(9001, texts=make.english("Title", description="a " * 400 + "old"))
    make.edit(
        record,
        subjects=[subject.pk],
        sources=[make.SOURCE | {"posted_by": key}],
        texts=make.english("Title", description="a " * 400 + "new {P-9001}"),
    )
    told = shown(chief, page_of(record, "?old=1&new=now")).one("ul", "difference").texts("ins")
    assert told == ["a " * 400 + "new Ada Poster", f"A draft that editors know ({subject.reference})", "Ada Poster"]


@pytest.mark.parametrize(
    ("asked", "problem"),
    [
        ("?old=9&new=now", "There is no version 9 of this record."),
        ("?old=x", "“x” was not understood as “old” and is left out."),
        ("?new=%D9%A3", "“٣” was not understood as “new” and is left out."),
        ("?before=0", "“0” was not understood as “before” and is left out."),
        (f"?old={'9' * 30}", f"“{'9' * 30}” was not understood as “old” and is left out."),
    ],
)
def test_what_makes_no_sense_is_told(chief: Client, record: Record, asked: str, problem: str) -> None:
    tree = shown(chief, page_of(record, asked))
    assert tree.one("ul", "problems").texts("li") == [problem]
    assert len(cells(tree)) == 3


def test_a_version_is_shown_as_readers_saw_it_and_is_kept_from_search_machines(chief: Client, record: Record) -> None:
    tree = shown(chief, page_of(record, "1/"))
    page = tree.one("main")
    assert (page.one("h1").text, facts(page)["Place"]) == ("Seminar", "Lima")
    assert "as readers saw it. The newest version is 2." in page.one("p", "notice-title").text
    assert [meta.get("content") for meta in tree.all("meta") if meta.get("name") == "robots"] == ["noindex"]
    assert [link for link in tree.all("link") if link.get("rel") == "canonical"] == []
    assert page.by_id("restore-title").text == "Restore it"


def test_every_kind_has_versions_to_look_at(chief: Client) -> None:
    for kind in MODELS:
        record = make.published(kind, f"Title of a {kind}")
        model = type(record)._meta
        if kind in ("country", "organisation"):
            address = f"/admin/reference/{kind}/{record.pk}/versions/"
        else:
            name = {"subject": "subject", "type": "activitytype", "target-group": "targetgroup", "goal": "goal"}
            address = f"/admin/{model.app_label}/{name.get(kind, model.model_name)}/{record.pk}/versions/"
        assert [row[0] for row in cells(shown(chief, address))] == ["version 1"]
        assert shown(chief, f"{address}1/").one("h1").text == f"Title of a {kind}"


def test_a_record_that_was_never_published_says_so(chief: Client) -> None:
    draft = make.draft(Kind.ACTIVITY)
    assert "It was never published" in shown(chief, page_of(draft)).by_id("content").text
    assert chief.get(page_of(draft, "1/")).status_code == 404
    assert chief.get("/admin/activities/activity/999999999/versions/").status_code == 404


def test_an_archived_record_keeps_its_versions_in_the_desk(chief: Client, record: Record) -> None:
    make.archive_now(record)
    assert len(cells(shown(chief, page_of(record)))) == 3
    assert shown(chief, page_of(record, "2/")).one("h1").text == "Course"


def test_many_versions_are_read_page_by_page_with_the_same_queries(chief: Client) -> None:
    record = make.activity(9001, "Title 1")
    counted = []
    for until in (3, PAGE + 3):
        for number in range(record_version(record) + 1, until + 1):
            make.rename(record, f"Title {number}")
        with CaptureQueriesContext(connection) as queries:
            page = cells(shown(chief, page_of(record)))
        counted.append(len(queries))
    assert len(page) == PAGE
    assert counted[0] == counted[1]
    older = shown(chief, page_of(record, "?before=4"))
    assert [row[0] for row in cells(older)] == ["version 3", "version 2", "version 1"]
    assert older.one("nav", "paginator").one("a").get("href") == page_of(record)


def record_version(record: Record) -> int:
    return Record.objects.values_list("version", flat=True).get(pk=record.pk)
