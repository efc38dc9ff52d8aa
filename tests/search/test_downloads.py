"""What a slow reader of a file holds while it is sent: a place among few, and no database connection."""

import gc
from collections.abc import Iterator
from pathlib import Path
from threading import BoundedSemaphore

import pytest
from django.db import connection
from django.test import Client, RequestFactory

from activities.exports import sending, views
from tests.html import parse

FILES = ("export.csv", "export.xlsx", "export.json", "calendar.ics", "feed.atom")


@pytest.fixture
def one_place(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sending, "_places", BoundedSemaphore(1))


def test_no_file_holds_a_database_connection_while_it_is_sent(committed_db: str, client: Client) -> None:
    held = {}
    for file in FILES:
        response = client.get(f"/activities/{file}")
        held[file] = connection.connection is not None
        _end(response)
    assert held == dict.fromkeys(FILES, False)


def _end(response: object) -> None:
    b"".join(getattr(response, "streaming_content", ()))


@pytest.fixture
def sent_slowly(db: None, one_place: None, client: Client) -> Iterator[Iterator[bytes]]:
    """An export of which a first piece is sent."""
    content = client.get("/activities/export.csv").streaming_content
    next(content)
    yield content
    b"".join(content)


@pytest.mark.parametrize("form", ["csv", "xlsx", "json"])
def test_who_comes_when_all_places_are_taken_is_asked_to_come_again(
    sent_slowly: Iterator[bytes], client: Client, form: str
) -> None:
    response = client.get(f"/es/activities/export.{form}?country=PE")
    assert (response.status_code, response["Retry-After"], response["Cache-Control"]) == (503, "60", "no-store")
    link = parse(response.content).one("main").one("a")
    assert link.get("href") == "/es/activities/?country=PE"


def test_a_place_is_free_once_the_file_is_sent(sent_slowly: Iterator[bytes], client: Client) -> None:
    b"".join(sent_slowly)
    response = client.get("/activities/export.csv")
    assert response.status_code == 200
    _end(response)


def test_a_file_that_nobody_sends_gives_its_place_back(db: None, one_place: None) -> None:
    request = RequestFactory().get("/activities/export.csv")
    forgotten = views.export(request, "csv")
    assert forgotten.status_code == 200
    del forgotten
    gc.collect()
    response = views.export(request, "csv")
    assert response.status_code == 200
    response.close()


def test_what_needs_no_file_needs_no_place(sent_slowly: Iterator[bytes], client: Client) -> None:
    headers = client.head("/activities/export.csv")
    assert headers.status_code == 200
    again = client.get("/activities/export.csv", headers={"if-none-match": headers["ETag"]})
    assert again.status_code == 304


@pytest.mark.parametrize("broken", ["write_csv", "write_xlsx"])
def test_a_file_that_could_not_be_made_gives_its_place_back(
    db: None, one_place: None, client: Client, monkeypatch: pytest.MonkeyPatch, broken: str
) -> None:
    client.raise_request_exception = False
    with monkeypatch.context() as meanwhile:
        meanwhile.delattr(views, broken)
        assert client.get("/activities/export.xlsx").status_code == 500
    response = client.get("/activities/export.xlsx")
    assert response.status_code == 200
    _end(response)


def test_a_workbook_is_made_when_its_transaction_is_over(
    committed_db: str, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    held = []
    make = views.write_xlsx

    def watched(*given: object) -> None:
        held.append(connection.connection is not None)
        make(*given)  # type: ignore[arg-type]

    monkeypatch.setattr(views, "write_xlsx", watched)
    _end(client.get("/activities/export.xlsx"))
    assert held == [False]


def test_no_file_has_a_name_that_could_be_left_behind(
    db: None, client: Client, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    left = {}
    for file in FILES:
        response = client.get(f"/activities/{file}")
        left[file] = [path.name for path in tmp_path.iterdir()]
        _end(response)
    assert left == {file: [] for file in FILES}
