"""The number of queries of a page of the admin site does not grow with its rows."""

import pytest
from django.contrib.contenttypes.models import ContentType
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from pytest_django import DjangoAssertNumQueries

from activities.models import Activity
from experts.models import Person
from tarepo.enums import Kind
from tarepo.models import Record
from tests import make
from tests.admin.office import signed_in

pytestmark = pytest.mark.django_db

# Session; user with roles; the rows that have the words; their titles; the units for the filter.
LIST = 5
# The first and the last year for the filter.
YEARS = LIST + 1
# Two for the first and last date of the bar above the list, and the years between.
DATED = LIST + 2


def counted_queries() -> CaptureQueriesContext:
    return CaptureQueriesContext(connection)


@pytest.fixture
def chief() -> Client:
    return signed_in("chief editor")


@pytest.mark.parametrize("rows", [1, 3])
@pytest.mark.parametrize(
    ("kind", "page", "queries"),
    [
        (Kind.SERIES, "activities/series", LIST),
        (Kind.ACTIVITY, "activities/activity", YEARS),
        (Kind.DOCUMENT, "reference/document", DATED),
        (Kind.ORGANISATION, "reference/organisation", LIST),
        (Kind.SUBJECT, "reference/subject", LIST),
    ],
)
def test_a_list_asks_the_same_for_one_row_and_for_three(
    chief: Client, django_assert_num_queries: DjangoAssertNumQueries, kind: Kind, page: str, queries: int, rows: int
) -> None:
    unit = make.draft(Kind.UNIT, "Unit of the list")
    found = [make.draft(kind, f"Zanzibar {n}", unit=unit.pk) for n in range(rows)]
    with django_assert_num_queries(queries):
        response = chief.get(f"/admin/{page}/?q=zanzibar")
    shown = response.content.decode()
    assert [shown.count(f">{record.reference}<") for record in found] == [1] * rows


@pytest.fixture(autouse=True)
def _content_types_are_known() -> None:
    """Django asks for each model's once in the life of a process."""
    for model in (Activity, Person):
        ContentType.objects.get_for_model(model)


def full(rows: int) -> Record:
    """An activity with so many rows of each part, each leading elsewhere."""
    others = [make.published(Kind.COUNTRY, f"Land {rows} {n}") for n in range(rows)]
    papers = [make.published(Kind.DOCUMENT, f"Paper {rows} {n}") for n in range(rows)]
    subjects = [make.published(Kind.SUBJECT, f"Subject {rows} {n}") for n in range(rows)]
    people = [make.person(f"P-{rows}{n}000", f"Person {n}") for n in range(rows)]
    wording = {"en": "text"}
    parts = {
        "involvements": [{"party": one.pk, "role": "venue", "document": papers[0].pk} for one in others],
        "citations": [{"document": one.pk, "role": "report"} for one in papers],
        "lessons": [{"kind": "lesson", "wording": wording, "subject": one.pk} for one in subjects],
        "points": [{"kind": "topic", "wording": wording, "document": one.pk} for one in papers],
        "figures": [{"value": "3", "measure": wording, "document": one.pk} for one in papers],
        "undertakings": [{"wording": wording, "by_party": one.pk} for one in others],
        "sources": [{"document": one.pk, "posted_by": key} for one, key in zip(papers, people, strict=True)],
        "photos": [{"credit": f"credit {n}"} for n in range(rows)],
        "identifiers": [{"system": "s", "value": f"{rows}-{n}"} for n in range(rows)],
    }
    return make.draft(Kind.ACTIVITY, subjects=[one.pk for one in subjects], **parts)


def test_a_form_asks_the_same_for_one_row_of_each_part_and_for_three(chief: Client) -> None:
    counted = []
    for rows in (1, 3):
        record = full(rows)
        with counted_queries() as queries:
            response = chief.get(f"/admin/activities/activity/{record.pk}/change/")
        counted.append(len(queries))
        shown = response.content.decode()
        assert f"Land {rows} {rows - 1} (" in shown
        assert f"Paper {rows} {rows - 1} (" in shown
    assert counted[0] == counted[1]


def test_who_only_looks_costs_no_more_for_more_rows() -> None:
    client = signed_in("coordinator")
    counted = []
    for rows in (1, 3):
        record = full(rows)
        with counted_queries() as queries:
            response = client.get(f"/admin/activities/activity/{record.pk}/change/")
        counted.append(len(queries))
        assert f"Land {rows} {rows - 1} (" in response.content.decode()
    assert counted[0] == counted[1]


def test_a_lookup_asks_the_same_for_one_result_and_for_three(chief: Client) -> None:
    counted = []
    for rows in (1, 3):
        for n in range(rows):
            make.draft(Kind.PROJECT, f"Quokka {rows} {n}")
        with counted_queries() as queries:
            chief.get(
                f"/admin/autocomplete/?app_label=activities&model_name=activity&field_name=project&term=quokka+{rows}"
            )
        counted.append(len(queries))
    assert counted[0] == counted[1]


@pytest.mark.parametrize(
    "order", ["", "?o=1", "?o=2", "?o=-6", "?o=8.1", "?o=99", "?p=99", "?year=2020", "?year=x", "?all="]
)
def test_a_list_in_any_order_shows_names(chief: Client, order: str) -> None:
    """By names too, where those are not so many that the order would be worked out for each record."""
    make.draft(Kind.ACTIVITY, "Zanzibar", starts="2020-02-03", precision="day")
    for page in ("activities/activity", "activities/project", "reference/subject", "reference/organisation"):
        response = chief.get(f"/admin/{page}/{order}", follow=True)
        assert response.status_code == 200
        rows = response.context["cl"].result_list
        assert all(row.title_shown for row in rows)
        assert len(rows) == len({row.pk for row in rows})


def test_persons_and_accounts_too() -> None:
    for role, page in (("chief editor", "experts/person"), ("administrator", "accounts/user")):
        client = signed_in(role)
        with counted_queries() as queries:
            response = client.get(f"/admin/{page}/")
        assert response.status_code == 200
        assert len(queries) <= 9
    assert Person.objects.count() > 3
    assert Activity.objects.count() > 3
