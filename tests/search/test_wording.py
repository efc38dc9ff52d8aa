"""What pages say around a search: on the screen and on paper."""

import pytest

from tests.html import main, parse
from tests.make import activity

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("path", ["/activities/", "/activities/timeline/", "/south-south/", "/search/", "/countries/"])
def test_what_was_not_understood_is_told_wherever_it_was_written(client, path):
    page = main(client.get(f"{path}?nonsense=1").content)
    assert page.one("p", "notice-title").text == "Not all of it was understood"


def test_what_to_leave_out_says_what_is_found_without_it(client):
    activity(1, "Zorbic one", status="planned")
    activity(2, "Zorbic two", status="completed")
    page = main(client.get("/activities/?q=zorbic&status=postponed").content)
    assert page.one("div", "nothing").texts("li") == ["Without “Status: postponed”: 2 activities"]
    page = main(client.get("/activities/?q=zorbic+xqxqxq&status=planned").content)
    assert page.one("div", "nothing").texts("li") == ["Without “xqxqxq”: 1 activity"]
    assert [link.text for link in page.one("div", "nothing").one("li").all("a")] == ["“xqxqxq”"]


def test_a_box_for_words_searches_and_facets_are_applied(client):
    assert main(client.get("/activities/timeline/").content).texts("button") == ["Search"]
    assert main(client.get("/activities/").content).texts("button") == ["Search", "Apply"]


def test_the_facet_of_partners_says_all_that_it_lists(client):
    facets = main(client.get("/activities/").content).one("div", "facets-body").texts("legend")
    assert "Organisation, office or group" in facets


def test_a_print_says_where_it_is_from_and_what_part_of_the_list_it_is(client):
    for number in range(1, 28):
        activity(number, "Zorbic", starts="2020-01-01", precision="day")
    page = parse(client.get("/activities/?q=zorbic&order=date").content)
    pager = page.one("nav", "pager")
    assert pager.texts("span", "on-paper") == ["On this page: the first 25 of them"]
    assert page.one("footer").texts("p", "on-paper") == ["http://testserver/activities/?q=zorbic&order=date"]
    page = parse(client.get(pager.all("a")[-1].get("href")).content)
    assert page.one("nav", "pager").texts("span", "on-paper") == ["On this page: 2 of them"]


def test_a_page_without_an_address_of_its_own_prints_none(client):
    assert parse(client.get("/accounts/login/").content).one("footer").all("p", "on-paper") == []
    long = "a" * 1100
    assert parse(client.get(f"/activities/?q={long}").content).one("footer").all("p", "on-paper") == []
