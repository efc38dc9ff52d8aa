"""The history page of a record: what each change changed, and what was published."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tarepo.admin.history import MOST, changes_of
from tarepo.enums import Kind
from tarepo.models import Record
from tests import make
from tests.admin.office import add_row, filled, signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def chief() -> Client:
    return signed_in("chief editor")


def lines(record: Record, place: int = 0) -> list[tuple[str, str, str, str]]:
    difference = changes_of(record)[place].difference
    return sorted((line.where, line.name, line.old, line.new) for line in difference.lines)


def save(client: Client, record: Record, **values: str) -> None:
    page = f"/admin/activities/activity/{record.pk}/change/"
    assert client.post(page, filled(client.get(page)) | values | {"_save": "Save"}).status_code == 302


def test_an_edit_says_each_field_with_what_it_said_before(chief: Client) -> None:
    record = make.draft(Kind.ACTIVITY, "Old title", venue="Geneva")
    save(chief, record, **{"texts-0-title": "New title", "venue": "Lima", "status": "completed"})
    assert [line for line in lines(record) if line[1] != "Status"] == [
        ("", "Venue (town, building)", "Geneva", "Lima"),
        ("Text in “English”", "Title or name", "Old title", "New title"),
    ]
    page = chief.get(f"/admin/activities/activity/{record.pk}/history/").content.decode()
    assert "<del><bdi>Geneva</bdi></del>" in page
    assert "<ins><bdi>Lima</bdi></ins>" in page


def test_rows_and_links_are_named_and_not_numbered(chief: Client) -> None:
    peru = make.published(Kind.COUNTRY, "Quokkaland")
    subject = make.published(Kind.SUBJECT, "Quokkas")
    record = make.draft(Kind.ACTIVITY)
    page = f"/admin/activities/activity/{record.pk}/change/"
    sent = add_row(filled(chief.get(page)), "involvements", party=str(peru.pk), role="venue", order="")
    chief.post(page, sent | {"subjects": str(subject.pk), "_save": "Save"})
    assert ("Party", "Party", "", str_of(peru, "Quokkaland")) in lines(record)
    assert [line[3] for line in lines(record) if line[3].startswith("Quokkas")] == [str_of(subject, "Quokkas")]
    sent = filled(chief.get(page)) | {"involvements-0-DELETE": "on", "_save": "Save"}
    del sent["subjects"]
    chief.post(page, sent)
    assert ("Party", "Party", str_of(peru, "Quokkaland"), "") in lines(record)
    assert [line[2] for line in lines(record) if line[2].startswith("Quokkas")] == [str_of(subject, "Quokkas")]


def str_of(record: Record, title: str) -> str:
    return f"{title} ({record.reference})"


def test_publishing_is_told_apart_from_editing(chief: Client) -> None:
    record = make.draft(Kind.SERIES, "Quokkas")
    make.publish_now(record)
    make.edit(record, texts=make.english("Quokkas and marks"))
    make.archive_now(record)
    steps = [change.difference.steps for change in changes_of(record)]
    assert steps == [["Archived"], [], ["Published as version 1"], []]
    assert lines(record, 2) == []


def test_long_texts_are_shown_where_they_differ() -> None:
    record = make.draft(Kind.SERIES, texts=make.english("Quokkas", description="a " * 500 + "old"))
    make.edit(record, texts=make.english("Quokkas", description="a " * 500 + "new"))
    [(_where, _name, old, new)] = lines(record)
    assert (old[-4:], new[-4:]) == (" old", " new")
    assert len(old) < 300


def test_the_latest_fifty_changes_in_a_fixed_number_of_queries() -> None:
    record = make.draft(Kind.SERIES, "Quokka 0")
    counted = []
    for until in (3, MOST + 3):
        for n in range(until):
            make.edit(record, texts=make.english(f"Quokka {until} {n}"))
        with CaptureQueriesContext(connection) as queries:
            changes = changes_of(record)
        counted.append(len(queries))
    assert len(changes) == MOST
    assert lines(record, MOST - 1)[0][2:] == (f"Quokka {MOST + 3} 2", f"Quokka {MOST + 3} 3")
    assert counted[1] <= counted[0]
