"""A country's page: its activities by subject and by year."""

import pytest

from tarepo.enums import Kind
from tests.html import Node, main
from tests.make import activity, archive_now, published
from tests.search.asking import total_at

pytestmark = pytest.mark.django_db


def rows(page: Node, anchor: str) -> dict[str, str]:
    return {row.one("th").text: row.all("td")[0].text for row in page.by_id(anchor).all("tr")[1:]}


@pytest.fixture
def land() -> dict:
    published(Kind.COUNTRY, "Alphaland", reference="XA", iso2="XA")
    published(Kind.SUBJECT, "Wide", reference="wide")
    published(Kind.SUBJECT, "Narrow", reference="narrow", parent="subject/wide")
    return {"involvements": [{"party": "country/XA", "role": "beneficiary"}]}


def test_subjects_and_years_are_counted_and_open_their_lists(client, land):
    activity(1, subjects=["subject/narrow"], starts="2021-11-01", ends="2022-02-01", precision="day", **land)
    activity(2, subjects=["subject/wide"], starts="2022-01-01", ends="2022-12-31", precision="year", **land)
    activity(3, **land)
    archive_now(activity(4, subjects=["subject/narrow"], **land))
    page = main(client.get("/countries/XA/").content)
    assert rows(page, "subjects-of-activities") == {"Wide": "2", "Narrow": "1"}
    assert rows(page, "years-of-activities") == {"2022": "2", "2021": "1", "not stated": "1"}
    links = [
        link for anchor in ("subjects-of-activities", "years-of-activities") for link in page.by_id(anchor).all("a")
    ]
    assert [total_at(link.get("href")) for link in links] == [2, 1, 2, 1, 1]


def test_a_country_without_activities_has_no_profile(client, land):
    page = main(client.get("/countries/XA/").content)
    assert not page.all("table", "bars")


def test_the_page_is_sent_anew_when_a_count_changes(client, land):
    activity(1, subjects=["subject/wide"], **land)
    before = client.get("/countries/XA/")["ETag"]
    assert client.get("/countries/XA/", headers={"if-none-match": before}).status_code == 304
    activity(2, subjects=["subject/wide"], **land)
    assert client.get("/countries/XA/", headers={"if-none-match": before}).status_code == 200
