"""The history that readers see: public versions, what changed, and each version as it was."""

import pytest
from django.conf import settings
from django.http import HttpResponse
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from accounts.erase import erase
from experts.models import Person
from tarepo.changes import change
from tarepo.content_write import write_content
from tarepo.enums import Kind
from tarepo.models import Detail, Record
from tarepo.publish import publish, refresh_forms
from tarepo.versions import PAGE
from tests import make
from tests.html import Node, facts, main, parse
from tests.pages import kinds
from tests.people import person

pytestmark = pytest.mark.django_db
ADDRESS = "/activities/TA-2023-9001/"
HISTORY = f"{ADDRESS}history/"


def again(record: Record, **content: object) -> None:
    make.edit(record, **content)
    make.publish_now(record)


def shown(client: Client, address: str) -> Node:
    response = client.get(address)
    assert response.status_code == 200
    return main(response.content)


def told(client: Client, address: str = HISTORY) -> list[list[str]]:
    """For each version its number and lines; what stands instead of lines as the one line."""
    entries = []
    for entry in shown(client, address).one("ol", "items").all("li", where=lambda node: bool(node.all("h2"))):
        lines = entry.one("ul", "changes").texts("li") if entry.all("ul", "changes") else entry.texts("p")[1:]
        entries.append([entry.one("h2").text, *lines])
    return entries


def headers(response: HttpResponse) -> dict[str, str]:
    return {name: value for name, value in response.headers.items() if name != "X-Request-ID"}


def test_versions_stand_newest_first_with_what_changed_since_the_one_before(client: Client) -> None:
    record = make.activity(9001, "Seminar", venue="Lima")
    again(record, texts=make.english("Course", summary="Three days"))
    again(record, venue="", starts="2023-05-09", precision="day", status="completed")
    assert told(client) == [
        [
            "Version 3",
            "From: then: 9 May 2023",
            "Precision: before: not stated then: day",
            "Status: before: status not stated then: completed",
            "Venue (town, building): before: Lima (taken away)",
        ],
        [
            "Version 2",
            "Text in “English” – Title or name: before: Seminar then: Course",
            "Text in “English” – Summary: then: Three days",
        ],
        ["Version 1", "The first version."],
    ]


def test_the_page_and_its_history_lead_to_each_other(client: Client) -> None:
    make.activity(9001, "Seminar")
    line = shown(client, ADDRESS).by_id("source").all("a", where=lambda link: link.text == "All versions")
    assert [link.get("href") for link in line] == [HISTORY]
    crumbs = parse(client.get(HISTORY).content).one("nav", "crumbs")
    assert [link.get("href") for link in crumbs.all("a")] == ["/", "/activities/", ADDRESS]


def test_what_is_not_public_any_more_is_named_nowhere(client: Client) -> None:
    hidden = make.published(Kind.PROJECT, "SECRET project", reference="secret-project")
    known = make.published(Kind.PROJECT, "Known project")
    draft = make.draft(Kind.SUBJECT, "SECRET subject", reference="secret-subject")
    record = make.activity(9001, project=hidden.pk)
    again(record, project=known.pk, subjects=[draft.pk])
    make.archive_now(hidden)
    make.rename(known, "Known by a new name")
    assert told(client)[0] == [
        "Version 2",
        "Project: before: something that is not public any more then: Known by a new name",
        "Subjects: then: something that is not public any more",
    ]
    for address in (HISTORY, f"{HISTORY}1/", f"{HISTORY}2/"):
        page = client.get(address).content
        assert (b"SECRET" in page, b"secret-" in page) == (False, False)


def test_persons_are_named_as_they_are_printed_and_not_at_all_once_they_are_erased(client: Client) -> None:
    key = make.person("P-9001", "Ada Poster", "Editor")
    other = make.person("P-9002", "Grace Head")
    source = make.SOURCE | {"posted_by": key}
    record = make.activity(9001, sources=[source], texts=make.english("Talk", summary="By {P-9001}"))
    again(record, sources=[source | {"posted_by": other}], texts=make.english("Talk", summary="By {P-9002}"))
    summary = "Text in “English” – Summary: before: By Ada Poster, Editor then: By Grace Head"
    assert told(client)[0] == ["Version 2", summary, "Source 1 – Posted by: before: Ada Poster then: Grace Head"]
    with change(by=None, why="asked for it"):
        erase(person=Person.objects.get(key=key))
    for address in (HISTORY, f"{HISTORY}1/", f"{HISTORY}2/"):
        assert b"Ada" not in client.get(address).content
    assert told(client)[0][2] == "Source 1 – Posted by: before: … then: Grace Head"


def test_neither_who_published_nor_why_is_told(client: Client) -> None:
    record = make.activity(9001)
    editor = person("chief editor")
    with change(by=editor, why="SECRET reason"):
        write_content(record, {"venue": "Lima"})
        publish(record)
    for role in ("visitor", "member", "chief editor"):
        reader = Client()
        if user := person(role):
            reader.force_login(user)
        for address in (HISTORY, f"{HISTORY}2/"):
            page = reader.get(address).text
            assert "SECRET" not in page
            assert str(editor) not in main(page).text


def test_what_no_page_prints_is_in_no_history(client: Client) -> None:
    record = make.activity(9001)
    source = make.SOURCE | {"printed": "SECRET misprint"}
    again(record, sources=[source], identifiers=[{"system": "SECRET system", "value": "1"}])
    assert told(client)[0] == ["Version 2", "Nothing that is shown to readers changed."]
    assert b"SECRET" not in client.get(f"{HISTORY}2/").content


def test_many_changes_are_cut_in_the_list_and_whole_on_the_versions_own_page(client: Client) -> None:
    record = make.activity(9001)
    points = [{"kind": "topic", "wording": {"en": f"Topic {number}"}} for number in range(8)]
    again(record, points=points)
    assert len(told(client)[0]) == 1 + 10
    more = shown(client, HISTORY).all("a", where=lambda link: link.text == "and 6 more")
    assert [link.get("href") for link in more] == [f"{HISTORY}2/"]
    assert len(shown(client, f"{HISTORY}2/").one("ul", "changes").all("li")) == 16


def test_a_version_is_read_as_it_was_and_says_which_one_it_is(client: Client) -> None:
    record = make.activity(9001, "Seminar", venue="Lima")
    again(record, texts=make.english("Course"), venue="Cusco")
    response = client.get(f"/es{HISTORY}1/")
    tree = parse(response.content)
    page = tree.one("main")
    assert (page.one("h1").text, facts(page)["Place"]) == ("Seminar", "Lima")
    notice = page.all("div", "notice")[0]
    day = notice.text.partition(" of ")[2].partition(";")[0]
    assert notice.one("p", "notice-title").text == f"This is version 1 of {day}; the current version is 2."
    assert notice.one("a").get("href") == f"/es{ADDRESS}"
    links = {link.get("rel"): link.get("href") for link in tree.all("link")}
    assert links["canonical"] == f"http://testserver/es{ADDRESS}"
    assert [meta.get("content") for meta in tree.all("meta") if meta.get("name") == "robots"] == ["noindex"]
    assert f"version 1 of {day}. http://testserver/es{HISTORY}1/" in page.by_id("source").text
    assert "the current one" in shown(client, f"{HISTORY}2/").one("p", "notice-title").text


@pytest.mark.parametrize("number", ["2", "0", "999999999", "9999999999", "9" * 1500, "x", "-1"])
def test_a_version_that_there_is_not_is_not_there(client: Client, number: str) -> None:
    make.activity(9001)
    response = client.get(f"{HISTORY}{number}/")
    assert (response.status_code, response["Cache-Control"]) == (404, "no-store")
    assert parse(response.content).one("h1").text


def test_an_archived_records_history_is_gone_with_its_page(client: Client) -> None:
    record = make.activity(9001, "SECRET title")
    make.archive_now(record)
    for address in (HISTORY, f"{HISTORY}1/", f"/ar{HISTORY}"):
        response = client.get(address)
        assert (response.status_code, b"SECRET" in response.content) == (404, False)


def test_other_capitals_lead_to_the_history_of_the_record(client: Client) -> None:
    make.activity(9001)
    for below in ("history/", "history/1/"):
        response = client.get(f"/fr/activities/ta-2023-9001/{below}")
        assert (response.status_code, response["Location"]) == (301, f"/fr{ADDRESS}{below}")


def test_a_long_history_is_read_page_by_page(client: Client) -> None:
    record = make.activity(9001, "Title 1")
    for number in range(2, PAGE + 4):
        make.rename(record, f"Title {number}")
    newest = PAGE + 3
    first, second = told(client), told(client, f"{HISTORY}?before=4")
    assert [entry[0] for entry in first] == [f"Version {number}" for number in range(newest, 3, -1)]
    assert first[-1][1].endswith("Title or name: before: Title 3 then: Title 4")
    assert [entry[0] for entry in second] == ["Version 3", "Version 2", "Version 1"]
    links = [
        {link.get("rel"): link.get("href") for link in shown(client, address).one("nav", "pager").all("a")}
        for address in (HISTORY, f"{HISTORY}?before=4")
    ]
    assert links == [{"next": f"{HISTORY}?before=4"}, {"prev": HISTORY}]
    assert shown(client, f"{HISTORY}?before=1").one("p", "empty").text == "There are no older versions. All versions"


@pytest.mark.parametrize("value", ["x", "0", "-3", "٣", "9" * 40, "2.5"])
def test_a_place_that_makes_no_sense_is_told_and_left_out(client: Client, value: str) -> None:
    make.activity(9001)
    page = shown(client, f"{HISTORY}?before={value}&colour=blue")
    assert page.one("div", "notice").texts("li") == [
        "“colour” is no filter of this list.",
        f"“{value}” was not understood as “before” and is left out.",
    ]
    assert [node.text for node in page.all("h2")] == ["Version 1"]


# The row with the right to it · the versions · the names of all records in them · persons, if there are any.
QUERIES = 4


@pytest.mark.parametrize("versions", [1, 3])
def test_it_asks_the_same_for_one_version_and_for_three(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries, versions: int
) -> None:
    kinds.neighbours()
    record = kinds.full(Kind.ACTIVITY)
    for number in range(1, versions):
        land = make.published(Kind.COUNTRY, f"Land {number}")
        again(record, venue=f"Venue {number}", involvements=[{"party": land.pk, "role": "venue"}])
    for address in (HISTORY, f"{HISTORY}{versions}/"):
        with django_assert_num_queries(QUERIES):
            assert client.get(address).status_code == 200


def test_it_is_not_sent_again_until_something_on_it_changed(client: Client) -> None:
    project = make.published(Kind.PROJECT, "Name before")
    record = make.activity(9001)
    again(record, project=project.pk)
    for address in (HISTORY, f"{HISTORY}2/"):
        first = client.get(address)
        assert first["Cache-Control"] == "public, no-cache"
        assert client.get(address, headers={"if-none-match": first["ETag"]}).status_code == 304
        make.rename(project, f"Name after {address}")
        now = client.get(address, headers={"if-none-match": first["ETag"]})
        assert (now.status_code, f"Name after {address}" in now.text) == (200, True)
    tag = client.get(f"{HISTORY}1/")["ETag"]
    again(record, venue="Lima")  # the old version says which one is current
    assert client.get(f"{HISTORY}1/", headers={"if-none-match": tag}).status_code == 200


def test_no_consent_and_no_detail_is_in_any_history_for_whoever_reads(client: Client) -> None:
    from accounts.models import Consent

    peru = make.record_id("country/PE")
    record = make.activity(9001, involvements=[{"party": peru, "role": "beneficiary"}])
    again(record, venue="Lima")
    pages = (HISTORY, f"{HISTORY}1/", f"{HISTORY}2/")
    before = {page: client.get(page) for page in pages}
    detail = Detail.objects.create(record_id=record.pk, party_id=peru, nature="cost", text="SECRET cost")
    for state in ("asked", "granted", "withdrawn"):
        Consent.objects.create(party_id=peru, detail=detail, state=state)
        with change(by=None, why="a test"):
            refresh_forms([record.pk])
        for page, first in before.items():
            now = client.get(page)
            assert (now.content, headers(now)) == (first.content, headers(first))
    for role in ("member", "member of the beneficiary", "chief editor"):
        reader = Client()
        reader.force_login(person(role))
        for page in pages:
            assert "SECRET" not in reader.get(page).text
            assert main(reader.get(page).content).text == main(before[page].content).text


def test_every_kind_has_a_history_in_every_language(client: Client) -> None:
    kinds.neighbours()
    for kind in kinds.FOLDERS:
        record = kinds.full(kind)
        make.edit(record, texts=kinds.full_texts() | {"fr": make.text("Nouveau", status="machine")})
        make.publish_now(record)
        for code, _name in settings.LANGUAGES:
            prefix = "" if code == "en" else f"/{code}"
            for page in ("history/", "history/1/", "history/2/"):
                address = f"{prefix}{kinds.path(kind)}{page}"
                response = client.get(address)
                assert (address, response.status_code) == (address, 200)
                text = main(response.content).text
                assert ("None" in text, "{" in text) == (False, False), address
