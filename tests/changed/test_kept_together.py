"""What was counted is kept as long as no step is added: in transactions that really commit."""

from collections.abc import Iterator
from unittest import mock

import psycopg
import pytest
from django.test import Client

from tarepo.changed import find
from tarepo.changes import change
from tarepo.locks import INDEXING
from tarepo.publish import archive
from tests import make
from tests.html import main

ALL = "/changes/?kind=activity"


@pytest.fixture(autouse=True)
def nothing_kept() -> Iterator[None]:
    find._kept.clear()
    yield
    find._kept.clear()


def counted(client: Client) -> int:
    return int(main(client.get(ALL).content).one("p", "result-count").text.split()[0])


def test_it_is_counted_once_until_something_changes(committed_db: str, client: Client) -> None:
    with mock.patch.object(find, "_count", wraps=find._count) as asked:
        first = [counted(client), counted(client)]
        make.activity(9001)
        second = [counted(client), counted(client)]
    assert (first, second) == ([first[0]] * 2, [first[0] + 1] * 2)
    assert asked.call_count == 2


def test_what_was_counted_while_somebody_notes_steps_is_not_kept(committed_db: str, client: Client) -> None:
    """A step of theirs may be older than one that is seen already."""
    with psycopg.connect(committed_db) as other:
        other.execute("SELECT pg_advisory_xact_lock_shared(%s, 0)", [INDEXING])
        counted(client)
        assert not find._kept
        other.rollback()
    counted(client)
    assert find._kept


def test_who_notes_a_step_is_seen_to(committed_db: str) -> None:
    record = make.activity(9001)
    with change(by=None, why="a test"):
        archive(record)
        with psycopg.connect(committed_db) as other:
            row = other.execute("SELECT pg_try_advisory_lock(%s, 0)", [INDEXING]).fetchone()
        assert row == (False,)
