"""Two addresses for machines."""

import pytest
from django.db import OperationalError, connection
from django.db.migrations.recorder import MigrationRecorder
from django.test import Client

from tarepo.checks import database_is_usable
from tarepo.models import SearchIndex, SearchRow


def test_a_living_process_says_so_without_the_database(client: Client) -> None:
    response = client.get("/healthz")
    assert (response.status_code, response.json()["status"]) == (200, "ok")
    assert "no-store" in response.headers["Cache-Control"]


def test_a_process_that_can_serve_says_so(client: Client, db: None) -> None:
    response = client.get("/readyz")
    assert (response.status_code, response.json()["status"]) == (200, "ok")


def test_a_missing_migration_is_told(client: Client, db: None) -> None:
    MigrationRecorder(connection).record_unapplied("accounts", "0001_initial")
    response = client.get("/readyz")
    assert response.status_code == 503
    assert response.json() == {"status": "unavailable", "why": "1 migrations are not applied"}


def test_a_database_that_does_not_answer_is_told(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(self: MigrationRecorder) -> None:
        raise OperationalError

    monkeypatch.setattr(MigrationRecorder, "applied_migrations", fail)
    response = client.get("/readyz")
    assert response.status_code == 503
    assert response.json() == {"status": "unavailable", "why": "the database does not answer"}


def test_tables_just_migrated_of_which_nothing_is_indexed_are_told(client: Client, db: None) -> None:
    SearchIndex.objects.all().delete()
    response = client.get("/readyz")
    assert response.status_code == 503
    assert response.json() == {"status": "unavailable", "why": "no record is indexed yet: run prepare or tick"}
    SearchRow.objects.all().delete()
    assert client.get("/readyz").status_code == 200, "there is nothing to index"


def test_the_database_of_this_run_is_usable(db: None) -> None:
    assert database_is_usable(None, databases=["default"]) == []


@pytest.mark.parametrize(
    ("version", "encoding", "complaint"),
    [
        (140011, "UTF8", "The database server is PostgreSQL 14, but tarepo needs 15 or later."),
        (150001, "LATIN1", "The database is encoded in LATIN1, but tarepo needs UTF8"),
    ],
)
def test_an_old_server_and_another_encoding_are_refused(
    monkeypatch: pytest.MonkeyPatch, db: None, version: int, encoding: str, complaint: str
) -> None:
    class Cursor:
        def __enter__(self) -> "Cursor":
            return self

        def __exit__(self, *told: object) -> None: ...

        def execute(self, query: str) -> None: ...

        def fetchone(self) -> tuple[int, str]:
            return version, encoding

    monkeypatch.setattr(connection, "cursor", Cursor)
    assert [found.msg[: len(complaint)] for found in database_is_usable(None, databases=["default"])] == [complaint]
