"""What the pages of the other views say, and what they make of their addresses."""

import pytest

from activities import cartogram, south_south
from tarepo.enums import Kind
from tests.html import main
from tests.make import activity, archive_now, published, record_id
from tests.search.asking import found_at, total_at

pytestmark = pytest.mark.django_db


def test_what_goes_on_counts_until_this_year_and_stands_apart(client):
    activity(1, starts="2019-05-01", precision="since")
    activity(2, precision="continuing")
    activity(3, starts="2019-01-01", ends="2019-12-31", precision="year")
    page = main(client.get("/activities/timeline/?q=Title").content)
    rows = {row.one("th").text: row.texts("td") for row in page.all("tr")[1:]}
    assert rows["2019"] == ["2", "1"]
    assert rows["2024"] == ["1", "1"]
    assert rows["not stated"] == ["1", "1"]
    assert page.by_id("counted").texts("li")[1:] == [
        "1 activity goes on since a stated year: it counts in every year from its beginning to this one, "
        "and stands apart in the bars.",
        "1 activity goes on and does not say since when: it stands in “not stated” only.",
        "Of 1 activity no year is stated: it is in no year’s bar.",
    ]


def test_what_goes_on_without_a_beginning_is_in_no_year(client):
    activity(1, precision="continuing")
    text = main(client.get("/activities/timeline/?q=Title").content).by_id("counted").text
    assert "since a stated year" not in text
    assert "1 activity goes on and does not say since when" in text


def test_what_has_no_year_has_a_number_and_no_bar(client):
    activity(1, "Zorbic", starts="2019-01-01", ends="2019-12-31", precision="year")
    for number in range(2, 9):
        activity(number, "Zorbic")
    (year, undated) = main(client.get("/activities/timeline/?q=zorbic").content).all("tr")[1:]
    assert (undated.texts("td"), len(undated.all("rect"))) == (["7"], 0)
    assert (year.texts("td"), len(year.all("rect"))) == (["1"], 1)


@pytest.mark.parametrize("path", ["activities/timeline", "activities/cartogram", "activities/calendar", "south-south"])
def test_where_nothing_is_found_every_view_says_what_to_drop(client, path):
    activity(9001, "Zorbic", status="planned")
    page = main(client.get(f"/{path}/?q=zorbic&status=cancelled").content)
    assert page.one("div", "nothing").texts("li") == ["Without “Status: cancelled”: 1 activity"]
    assert page.all("table") == []


def test_long_gaps_share_a_line(client):
    activity(1, starts="1950-01-01", ends="1950-12-31", precision="year")
    activity(2, starts="2000-01-01", ends="2000-12-31", precision="year")
    activity(3, starts="2002-01-01", ends="2002-12-31", precision="year")
    page = main(client.get("/activities/timeline/?q=Title").content)
    assert [row.one("th").text for row in page.all("tr")[1:]] == ["2002", "2001", "2000", "1951–1999", "1950"]


def test_a_group_does_not_count_for_its_members(client):
    group = published(Kind.ORGANISATION, "Some states", form="group", groupmembers=[{"member": "country/PE"}])
    activity(1, "Zzgrouped", involvements=[{"party": f"organisation/{group.reference}", "role": "beneficiary"}])
    found = found_at("?q=Zzgrouped")
    assert cartogram.cartogram(found, any_role=False).counts == {}
    assert cartogram.cartogram(found, any_role=True).placeless == 1
    assert "does not count for its members" in main(client.get("/activities/cartogram/?q=Zzgrouped").content).text


def test_the_shades_cover_every_number_once():
    for most in [*range(1, 40), *range(40, 100_000, 997)]:
        ends = cartogram.bounds(most)
        assert ends == sorted(set(ends))
        assert (ends[0] >= 1, ends[-1], len(ends)) == (True, most, min(most, cartogram.STEPS))
        assert [cartogram.step_of(end, ends) for end in ends] == [*range(1, len(ends) + 1)]
        assert cartogram.shade(len(ends), ends) == cartogram.STEPS
    assert (cartogram.bounds(0), cartogram.step_of(0, [])) == ([], 0)


def test_only_declared_records_are_shown_until_the_reader_switches(client):
    both = [{"party": "country/PE", "role": "provider"}, {"party": "country/MX", "role": "beneficiary"}]
    page = main(client.get("/south-south/").content)
    assert "No activity found is declared South-South or triangular." in page.text
    assert [link.get("href") for link in page.one("p", "empty").all("a")] == ["/south-south/?all=1"]
    activity(1, involvements=both)
    activity(2, involvements=both, cooperation="south_south", declared_by="country/PE")
    pair = (record_id("country/PE"), record_id("country/MX"))
    assert south_south.flows(found_at("?q=Title").index, every=True).pairs == {pair: 2}
    page = main(client.get("/south-south/").content)
    link = page.one("table", "matrix").one("td").one("a")
    assert (link.text, total_at(link.get("href"))) == ("1", 1)
    assert "classes no country or area" in page.text


def test_a_country_that_was_withdrawn_has_no_tile(client):
    country = published(Kind.COUNTRY, "Zedland", reference="ZZ", iso2="ZZ")
    assert "Zedland" in main(client.get("/activities/cartogram/").content).text
    archive_now(country)
    assert "Zedland" not in main(client.get("/activities/cartogram/").content).text


@pytest.mark.parametrize(("month", "links"), [("1800-01", ["1800-02"]), ("2199-12", ["2199-11"])])
def test_the_first_and_the_last_month_lead_only_to_months_that_can_be_asked_for(client, month, links):
    page = main(client.get(f"/activities/calendar/?month={month}").content)
    assert page.all("div", "notice-warning") == []
    pager = page.by_id("month").one("nav", "pager")
    assert [link.get("href").rpartition("=")[2] for link in pager.all("a")] == links


class TestWhatIsAsked:
    @pytest.mark.parametrize(
        ("path", "name", "value"),
        [
            ("/activities/cartogram/", "by", "moon"),
            ("/activities/calendar/", "month", "2026-13"),
            ("/activities/timeline/", "country", "XX"),
            ("/south-south/", "all", "2"),
            ("/south-south/", "page", "99"),
        ],
    )
    def test_what_is_not_understood_is_named_and_the_rest_kept(self, client, path, name, value):
        page = main(client.get(f"{path}?{name}={value}&status=completed&nonsense=1").content)
        notice = page.one("div", "notice-warning").text
        assert f"“{value}” was not understood" in notice
        assert "“nonsense” is no filter" in notice
        assert any("completed" in chip.text for chip in page.all("a", "chip"))

    def test_own_parameters_are_kept_by_the_form(self, client):
        page = main(client.get("/activities/cartogram/?by=any&status=completed").content)
        kept = {node.get("name"): node.get("value") for node in page.all("input") if node.get("type") == "hidden"}
        assert kept == {"by": "any", "status": "completed"}


@pytest.mark.parametrize(
    ("path", "queries"),
    [
        # each: a savepoint in which all is read, and its end
        ("/activities/timeline/", 5),  # counts of all facets; what goes on, in all and by year
        ("/activities/cartogram/", 5),  # counts of all facets; of beneficiaries; the newest name of a country
        ("/activities/calendar/", 11),  # rows and undated ones, each with names; months; counts; with and without dates
        ("/south-south/?all=1", 7),  # pairs; with both; declared; facilitators; names
    ],
)
def test_queries_do_not_grow_with_the_rows(client, django_assert_max_num_queries, path, queries):
    both = [{"party": "country/PE", "role": "provider"}, {"party": "country/MX", "role": "beneficiary"}]
    client.get(path)
    for number in range(1, 5):
        activity(number, starts="2026-11-03", precision="day", status="planned", involvements=both)
        with django_assert_max_num_queries(queries):
            assert client.get(path).status_code == 200


def test_the_tiles_are_called_what_they_count_by(client):
    page = main(client.get("/activities/cartogram/").content)
    assert page.one("h1").text == "By country or area"
    links = page.one("nav", "views").all("a")
    assert [link.text for link in links if link.get("aria-current") == "page"] == ["By country or area"]


def test_the_files_are_one_link_away_from_every_view(client):
    def led_to(path):
        links = main(client.get(path).content).one("nav", "views").all("a")
        return [link.get("href") for link in links if link.text == "Download"]

    activity(1, "Quibble")
    assert led_to("/activities/?q=quibble") == ["#downloads"]
    assert led_to("/activities/timeline/?q=quibble") == ["/activities/?q=quibble#downloads"]
    assert led_to("/activities/?q=xqxqxq") == []
    files = main(client.get("/activities/?q=quibble").content).by_id("downloads").all("a")
    assert files[0].get("href") == "/activities/export.csv?q=quibble"
