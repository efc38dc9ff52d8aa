"""An export has just the activities that the page counts, and that a plain slow reading finds."""

import csv
import io
import os
from collections.abc import Iterator
from unittest import mock

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from activities.facet_values import Facets
from tarepo.indexing import counts, make_totals, totals
from tests import databases
from tests.conftest import WORKER, connected_to
from tests.examples import examples
from tests.people import person
from tests.search import cast
from tests.search.asking import found_at
from tests.search.cast import HIDDEN, WORDS, fits, publish_cast
from tests.search.test_views_counts import address

READERS = {"visitor": "visitor", "members": "member", "peru": "member of the beneficiary"}  # tier → who reads
FIELDS = {
    "country": ["PE", "MX", "NP"],
    "year": ["2016", "2019", "none"],
    "status": [*cast.STATUSES],
    "subject": [*cast.SUBJECTS],
    "role": [*cast.ROLES],
    "provider": ["PE", "cast-office-pe"],
}


@pytest.fixture(scope="module")
def mades(server_address: str, template: str, django_db_blocker) -> Iterator[list[cast.Made]]:
    """The cast, published once in a database of its own, with its counts kept ready: nothing in these tests writes."""
    name = f"test_{WORKER}_{os.getpid()}_exports"
    with (
        databases.copy(server_address, template, name) as here,
        django_db_blocker.unblock(),
        connected_to(here, django_db_blocker),
    ):
        made = publish_cast(5)
        with mock.patch.object(totals, "PAIRS_FROM", 1):
            make_totals(anew=True)
        yield made


@pytest.fixture(scope="module")
def readers(mades: list[cast.Made]) -> dict[str, Client]:
    """Tier → a browser of somebody who has it."""
    clients = {tier: Client() for tier in READERS}
    for tier, who in READERS.items():
        if user := person(who):
            clients[tier].force_login(user)
    return clients


QUERIES = st.fixed_dictionaries(
    {},
    optional={name: st.lists(st.sampled_from(of), min_size=1, max_size=2, unique=True) for name, of in FIELDS.items()},
)
SOUGHT = st.lists(st.sampled_from([*WORDS, *HIDDEN, "-zorbic", "-hushword"]), max_size=2, unique=True)


@pytest.mark.parametrize("few", [counts.FEW, 1], ids=["one by one", "by bitmaps"])
@examples(40)
@given(query=QUERIES, words=SOUGHT, tier=st.sampled_from([*READERS]))
def test_any_querys_export_has_as_many_rows_as_the_page_counts(
    mades: list[cast.Made], readers: dict[str, Client], few: int, query: dict, words: list[str], tier: str
) -> None:
    if "provider" in query:
        query["provider"] = query["provider"][:1]  # as the slow reading takes one
    asked = address(query, words)
    response = readers[tier].get(f"/activities/export.csv{asked}")
    rows = list(csv.reader(io.StringIO(b"".join(response.streaming_content).decode("utf-8-sig"))))[1:]
    expected = {f"TA-1999-{n:04}" for n, made in enumerate(mades) if fits(made, query, words, tier)}
    assert ({row[0] for row in rows}, len(rows)) == (expected, len(expected))
    with mock.patch.object(counts, "FEW", few):
        found = found_at(asked, cast.tiers()[tier])
        facets = {facet["name"]: facet["values"] for facet in Facets(found.counts).shown()}
    statuses = [value for value in facets.get("status", []) if value["chosen"] or "status" not in query]
    assert (found.total, sum(value["count"] for value in statuses)) == (len(rows), len(rows))
