"""What a slow reader of a file holds while it is sent: a place among few, and no database connection."""

import gc
import socket
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from threading import BoundedSemaphore
from urllib.parse import urlsplit

import pytest
from django.db import connection
from django.test import Client, RequestFactory

from activities.exports import views
from tarepo import sending
from tarepo.sending import PLACES
from tests.html import parse
from tests.make import activity, archive_now, english
from tests.site import Site, serving

TAKING = ("export.csv", "export.xlsx", "export.json", "calendar.ics")
FILES = (*TAKING, "feed.atom")  # a feed has fifty entries


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


@pytest.mark.parametrize("file", TAKING)
def test_who_comes_when_all_places_are_taken_is_asked_to_come_again(
    sent_slowly: Iterator[bytes], client: Client, file: str
) -> None:
    response = client.get(f"/es/activities/{file}?country=PE")
    assert (response.status_code, response["Retry-After"], response["Cache-Control"]) == (503, "60", "no-store")
    link = parse(response.content).one("main").one("a")
    assert link.get("href") == "/es/activities/?country=PE"


@pytest.mark.parametrize("file", TAKING)
def test_a_place_is_taken_until_the_file_is_sent(db: None, one_place: None, client: Client, file: str) -> None:
    content = client.get(f"/activities/{file}").streaming_content
    next(content)
    assert client.get("/activities/export.csv").status_code == 503
    b"".join(content)
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


@pytest.mark.parametrize("file", TAKING)
def test_what_needs_no_file_needs_no_place(sent_slowly: Iterator[bytes], client: Client, file: str) -> None:
    headers = client.head(f"/activities/{file}")
    assert headers.status_code == 200
    again = client.get(f"/activities/{file}", headers={"if-none-match": headers["ETag"]})
    assert again.status_code == 304


@pytest.mark.parametrize("broken", ["write_lines", "write_xlsx"])
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


@pytest.fixture
def impatient(site: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Site]:
    """The portal with two places, that waits two seconds for who takes nothing."""
    monkeypatch.setenv("TAREPO_STALLED", "2")
    with serving(site.database, tmp_path / "log") as served:
        yield served


@pytest.fixture
def large(site_db: None) -> Iterator[str]:
    """The address of an export that no buffer of the system holds."""
    texts = english("Long", description="words " * 500_000)
    made = [activity(97000 + n, texts=texts, starts="1803-01-01", precision="day") for n in range(5)]
    yield "/activities/export.json?year=1803"
    for record in made:
        archive_now(record)


def test_readers_who_stand_still_hold_no_place_for_ever(impatient: Site, large: str) -> None:
    still = [_asking(impatient, large) for _place in range(PLACES)]
    begun = [each.recv(1000)[:15] for each in still]
    assert begun == [b"HTTP/1.1 200 OK"] * PLACES
    statuses = []
    while len(statuses) < 60 and statuses[-1:] != [200]:
        time.sleep(1)
        statuses.append(_status(impatient))
    assert (statuses[0], statuses[-1]) == (503, 200)
    for each in still:
        each.close()


def _asking(site: Site, address: str) -> socket.socket:
    asking = socket.create_connection(("127.0.0.1", urlsplit(site.url).port or 0), timeout=60)
    asking.sendall(f"GET {address} HTTP/1.1\r\nHost: localhost\r\n\r\n".encode())
    return asking


def _status(site: Site) -> int:
    try:
        with urllib.request.urlopen(f"{site.url}/activities/export.csv?year=1801", timeout=60) as response:
            return response.status
    except urllib.error.HTTPError as refused:
        with refused:
            return refused.code
