"""Records to read, made once a module in a database of its own: nothing in these tests writes."""

import os
from collections.abc import Iterator

import pytest

from tests import databases
from tests.conftest import WORKER, connected_to
from tests.pages import kinds


@pytest.fixture(scope="module")
def records(server_address: str, template: str, django_db_blocker) -> Iterator[None]:
    """A full, a little and a bare record of every kind, beside the seed records."""
    name = f"test_{WORKER}_{os.getpid()}_pages"
    with (
        databases.copy(server_address, template, name) as address,
        django_db_blocker.unblock(),
        connected_to(address, django_db_blocker),
    ):
        kinds.neighbours()
        for kind in kinds.FOLDERS:
            kinds.full(kind)
            kinds.little(kind)
            kinds.bare(kind)
        yield
