"""Whoever reads slowly holds up nobody."""

import os
from collections.abc import Iterator
from http.client import HTTPConnection, HTTPResponse
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from django.db import connection
from django.test import Client
from pytest_django import Settings

from tarepo.models import File, Record
from tests.files.material import PDF, attached
from tests.make import archive_now
from tests.site import Site

LARGE = PDF[:-7] + os.urandom(16_000_000) + PDF[-7:]


def test_a_slow_reader_holds_no_database_connection(committed_db):
    row = attached(PDF)
    slow = Client().get(row.get_absolute_url())
    assert connection.connection is None
    assert b"".join(slow) == PDF


@pytest.fixture
def large(settings: Settings, site: Site, site_db: None) -> Iterator[File]:
    """In the storage of the running site, as long as the test lasts."""
    settings.MEDIA_ROOT = Path(os.environ["TAREPO_VAR"]) / "files"
    row = attached(LARGE, "large.pdf")
    yield row
    archive_now(Record.objects.get(pk=row.record_id))


def ask(site: Site, address: str, **headers: str) -> HTTPResponse:
    parts = urlsplit(site.url)
    asking = HTTPConnection(parts.hostname or "", parts.port, timeout=60)
    asking.request("GET", address, headers={"Connection": "close", **headers})  # so that the answer owns the socket
    return asking.getresponse()


def test_as_many_slow_readers_as_threads_get_it_whole_and_the_portal_answers_others(site, large):
    slow = [ask(site, large.get_absolute_url()) for _reader in range(3)]
    begun = [response.read(1000) for response in slow]
    with ask(site, "/healthz") as other:
        assert other.status == 200
    assert [start + response.read() for start, response in zip(begun, slow, strict=True)] == [LARGE] * 3


def test_a_download_that_broke_goes_on_where_it_was(site, large):
    first = ask(site, large.get_absolute_url())
    tag, start = first.headers["ETag"], first.read(3_000_000)
    first.close()
    rest = ask(site, large.get_absolute_url(), **{"Range": "bytes=3000000-", "If-Range": tag})
    assert rest.status == 206
    assert start + rest.read() == LARGE
