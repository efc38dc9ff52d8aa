"""What several answers at once write is locked at once, lowest number first, so that no two wait for each other."""

import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts.enums import RoleName
from accounts.models import Role
from tarepo.models import Detail
from tests.admin.office import signed_in
from tests.consents import cast
from tests.consents.cast import PAGE, ask_about, boxes, send
from tests.html import main

pytestmark = pytest.mark.django_db


def locked(queries: CaptureQueriesContext) -> list[set[int]]:
    """The records that each statement locks for writing, in its order."""
    sent = [query["sql"] for query in queries if 'ORDER BY "tarepo_record"."id" ASC FOR UPDATE' in str(query["sql"])]
    return [set(map(int, re.findall(r"\d+", sql.partition(" IN (")[2].partition(")")[0]))) for sql in sent]


@pytest.fixture
def both() -> Client:
    """A focal point of two countries."""
    user = cast.focal_point(cast.mexico(), "both@example.org")
    Role.objects.create(user=user, name=RoleName.FOCAL_POINT, party_id=cast.peru())
    return cast.client_of(user)


def crossed() -> list[Detail]:
    """The country with the higher number is concerned by the record with the lower one."""
    low, high = sorted([cast.peru(), cast.mexico()])
    return [cast.detail(cast.activity(party, number=9000 + n), party) for n, party in enumerate([high, low])]


def all_at_once(queries: CaptureQueriesContext, made: list[Detail]) -> bool:
    first, *later = locked(queries)
    assert all(some <= first for some in later)
    return first >= {cast.peru(), cast.mexico(), *(one.record_id for one in made)}


def test_details_of_two_countries(both):
    made = crossed()
    ask_about(*made)
    page = both.get(PAGE)
    with CaptureQueriesContext(connection) as queries:
        send(both, page=page, all="1")
    assert all_at_once(queries, made)
    assert sorted(cast.states()) == ["asked", "asked", "granted", "granted"]


def test_kinds_of_two_countries(both):
    made = crossed()
    natures = [value for value in boxes(both.get(PAGE), "nature") if ".cost." in value]
    with CaptureQueriesContext(connection) as queries:
        both.post(PAGE, {"nature": natures, "kind-length": "always", "grant-kind": "1"})
    assert all_at_once(queries, made)
    assert set(cast.states()) == {"granted"}  # theirs, and those of their offices


def test_answers_that_came_by_letter():
    common = cast.detail(cast.activity(cast.peru(), cast.mexico()), None)
    desk = signed_in("chief editor")
    address = f"/admin/activities/activity/{common.record_id}/details/"
    page = desk.get(address)
    taken = [box.get("value") for box in main(page.content).all("input") if box.get("name") == "take"]
    assert len(taken) == 2
    with CaptureQueriesContext(connection) as queries:
        desk.post(address, {"take": taken, "length": "always", "note": "Letter 7", "grant": "1"})
    assert all_at_once(queries, [common])
    assert cast.states() == ["granted", "granted"]
