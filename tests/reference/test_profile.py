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


def roles(page: Node) -> dict[str, int]:
    """What each count says, and how many its list has."""
    lines = page.by_id("by-activity").all("ul", "inline-names")
    links = [link for line in lines for link in line.all("a") if "role=" in link.get("href")]
    return {link.text: total_at(link.get("href")) for link in links}


def way_to_all(page: Node) -> tuple[str, int]:
    link = page.by_id("by-activity").all("a")[-1]
    return link.text, total_at(link.get("href"))


def test_a_country_is_counted_by_role_with_its_offices_as_the_lists_are(client, land):
    published(Kind.ORGANISATION, "Alpha office", reference="office", form="office", country="country/XA")
    office = {"party": "organisation/office", "role": "provider"}
    activity(1, **land)
    activity(2, involvements=[*land["involvements"], office])
    activity(3, involvements=[office, {"party": "country/XA", "role": "provider"}])
    activity(4, involvements=[office])
    page = main(client.get("/countries/XA/").content)
    assert roles(page) == {"Beneficiary: 2": 2, "Provider: 3": 3}
    assert "What its offices do is counted with it." in page.by_id("by-activity").text
    assert way_to_all(page) == ("All activities of Alphaland", 4)
    page = main(client.get("/organisations/office/").content)
    assert roles(page) == {"Provider: 3": 3}
    assert "offices do" not in page.by_id("by-activity").text
    assert way_to_all(page) == ("All activities of Alpha office", 3)


@pytest.mark.parametrize("party", ["countries/XA", "organisations/office"])
def test_as_many_activities_are_told_as_the_way_to_all_leads_to(client, land, party):
    published(Kind.ORGANISATION, "Alpha office", reference="office", form="office")
    kind = "country" if party.startswith("countries") else "organisation"
    name = f"{kind}/{party.partition('/')[2]}"
    for number in range(1, 23):
        activity(number, involvements=[{"party": name, "role": "beneficiary"}])
    lesson = {"kind": "lesson", "wording": {"en": "It told this of what others did."}, "told_by": name}
    activity(23, lessons=[lesson])
    page = main(client.get(f"/{party}/").content)
    section = page.by_id("by-activity")
    assert (section.one("h2").text, "The newest 20 of 22." in section.text) == ("Activities (22)", True)
    assert way_to_all(page)[1] == 22
    assert page.by_id("lessons").texts("p", "text") == ["It told this of what others did."]


def test_a_list_that_is_cut_is_counted_by_role_as_a_whole(client, land):
    for number in range(1, 23):
        activity(number, **land)
    archive_now(activity(23, **land))
    assert roles(main(client.get("/countries/XA/").content)) == {"Beneficiary: 22": 22}


def test_the_one_activity_of_a_party_says_its_role_itself(client, land):
    activity(1, **land)
    assert roles(main(client.get("/countries/XA/").content)) == {}


def test_a_country_without_activities_has_no_profile(client, land):
    page = main(client.get("/countries/XA/").content)
    assert not page.all("table", "bars")


def test_the_page_is_sent_anew_when_a_count_changes(client, land):
    activity(1, subjects=["subject/wide"], **land)
    before = client.get("/countries/XA/")["ETag"]
    assert client.get("/countries/XA/", headers={"if-none-match": before}).status_code == 304
    activity(2, subjects=["subject/wide"], **land)
    assert client.get("/countries/XA/", headers={"if-none-match": before}).status_code == 200
