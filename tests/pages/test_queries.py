"""The number of queries of every page: a literal, the same at one row and at three."""

import pytest
from django.test import Client

from tarepo.enums import Kind
from tests import make
from tests.pages import kinds

pytestmark = pytest.mark.django_db

# The home page: 1 how many activities there are, and the years of what is planned · 2 all lists, lessons among them ·
# 3 how many records there are of other kinds · 4 the names that all of these need
HOME = 4
# The list of activities: 1 where its rows stand in the index · 2 the page's rows · 3 names of their countries and types
# · 4 the counts of all facets · 5 the names of the facets' values; and 6, 7 the beginning and end of the transaction
# that shows all of them one state of the data
ACTIVITIES = 7
# With a country and a year: 1 the country that is meant · 2 how many there are at most, 3 so few are counted one by
# one · 4 where its rows stand · 5 the page's rows · 6 their names · without the country 7 are its counts kept ready,
# 8 how many there are, 9 counted · 10 are the roles of the country kept ready, 11 counted · without the year 12 to 14
# as 7 to 9 · 15 the names of the facets' values · 16 of what is asked for · 17, 18 the transaction
FILTERED = 18
# A list of one kind: 1 the page's rows · 2 the names that the rows need (none: no query)
ROWS, ROWS_WITH_NAMES = 1, 2
# A record's page: 1 the row with its snapshot · 2 all that names it · 3 the names of all records on the page
RECORD = 3
# A page with lessons from everywhere asks for them too
RECORD_WITH_LESSONS = 4
# A country's profile: 1 are its counts kept ready · 2 else counted · 3 the years of what goes on
PROFILE = 3
# A party's activities by role: 1 the stored counts of all roles
ROLES = 1
# Persons who stand in what is shown: 1 more
PERSONS = 1

LISTS = {
    Kind.PROJECT: ROWS_WITH_NAMES,  # their beneficiaries
    Kind.SERIES: ROWS,  # a series names no party
    Kind.AGREEMENT: ROWS_WITH_NAMES,  # their signatories
    Kind.COUNTRY: ROWS + 1,  # nothing but their own names, and the groups that they belong to
    Kind.ORGANISATION: ROWS_WITH_NAMES,  # the country where each belongs
    Kind.UNIT: ROWS,
    Kind.SESSION: ROWS_WITH_NAMES,  # the committee
    Kind.DOCUMENT: ROWS_WITH_NAMES,  # the session
    Kind.SUBJECT: ROWS,  # nothing but their own names, the broader ones as headings
    Kind.RECOMMENDATION: ROWS + 1,  # and how the text of each begins
}
MANY = 3


@pytest.fixture(autouse=True)
def only_our_own(db: None) -> None:
    """The seed records would be rows too: readers see none of them here."""
    from tarepo.models import SearchRow

    SearchRow.objects.all().delete()
    kinds.neighbours()


def row(kind: Kind, number: int) -> None:
    content = kinds.shared(kind) | kinds.own(kind)
    del content["identifiers"]
    if kind == Kind.SUBJECT:
        del content["citations"]
    if kind == Kind.COUNTRY:
        content |= {"iso2": "", "iso3": ""}
    make.published(kind, reference=f"row-{number}", **content)


def counted(client: Client, django_assert_num_queries, address: str, wanted: int) -> None:
    with django_assert_num_queries(wanted):
        response = client.get(address)
    assert response.status_code == 200


@pytest.mark.parametrize("kind", LISTS)
def test_a_list(client: Client, django_assert_num_queries, kind: Kind) -> None:
    address = f"/{kinds.FOLDERS[kind]}/"
    row(kind, 1)
    counted(client, django_assert_num_queries, address, LISTS[kind])
    for number in range(2, MANY + 1):
        row(kind, number)
    counted(client, django_assert_num_queries, address, LISTS[kind])


def test_the_home_page(client: Client, django_assert_num_queries) -> None:
    for number in range(1, MANY + 1):
        row(Kind.ACTIVITY, number)
        make.edit(planned := make.draft(Kind.ACTIVITY, sources=[make.SOURCE], status="planned"), types=["type/type-a"])
        make.publish_now(planned)
        if number in (1, MANY):
            counted(client, django_assert_num_queries, "/", HOME)


def test_the_list_of_activities(client: Client, django_assert_num_queries) -> None:
    for number in range(1, MANY + 1):
        row(Kind.ACTIVITY, number)
        if number in (1, MANY):
            counted(client, django_assert_num_queries, "/activities/", ACTIVITIES)
            counted(client, django_assert_num_queries, "/activities/?country=XA&year=2023", FILTERED)


@pytest.mark.parametrize("kind", list(kinds.FOLDERS))
def test_a_record_however_many_others_name_it(client: Client, django_assert_num_queries, kind: Kind) -> None:
    record = kinds.full(kind)
    lessons = kind in (Kind.COUNTRY, Kind.ORGANISATION, Kind.SUBJECT)
    wanted = (RECORD_WITH_LESSONS if lessons else RECORD) + PERSONS  # whoever posted the source
    wanted += PROFILE if kind == Kind.COUNTRY else 0
    wanted += ROLES if kind in (Kind.COUNTRY, Kind.ORGANISATION) else 0
    for number in range(1, MANY + 1):
        make.activity(9200 + number, related=[record.pk])
        if number in (1, MANY):
            counted(client, django_assert_num_queries, kinds.path(kind), wanted)


def test_a_record_that_names_nobody_asks_for_no_person(client: Client, django_assert_num_queries) -> None:
    kinds.bare(Kind.PROJECT)
    counted(client, django_assert_num_queries, kinds.path(Kind.PROJECT, "bare"), RECORD - 1)  # and for no name
    counted(client, django_assert_num_queries, "/projects/project-a/", RECORD - 1)


def test_an_answer_of_304_asks_no_more_than_the_page(client: Client, django_assert_max_num_queries) -> None:
    kinds.full(Kind.ACTIVITY)
    tag = client.get(kinds.path(Kind.ACTIVITY))["ETag"]
    with django_assert_max_num_queries(RECORD + PERSONS):
        assert client.get(kinds.path(Kind.ACTIVITY), headers={"if-none-match": tag}).status_code == 304
