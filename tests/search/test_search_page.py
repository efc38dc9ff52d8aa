"""The page of a search: what it says, whatever the address asks."""

from urllib.parse import parse_qsl, quote, urlencode

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from activities.fields import FIELDS
from tarepo.enums import Kind
from tarepo.indexing import drain_all, make_totals
from tests.examples import examples
from tests.html import Node, parse
from tests.make import activity, english, published

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def clean(db: None) -> None:
    drain_all()


def get(query: str = "", language: str = "", **parameters: object) -> Node:
    address = query or (f"?{urlencode(parameters, doseq=True)}" if parameters else "")
    answer = Client().get(f"{language}/activities/{address}")
    assert answer.status_code == 200
    return parse(answer.content)


def told(page: Node) -> str:
    return page.by_id("search-told").text


def chips(page: Node) -> dict[str, str]:
    """Label → where it leads."""
    return {chip.one("bdi").text: chip.get("href") for chip in page.all("a", "chip")}


def titles(page: Node) -> list[str]:
    return page.texts("h3", "row-title")


def problems(page: Node) -> list[str]:
    return [item.text for notice in page.all("div", "notice-warning") for item in notice.all("li")]


def counts(page: Node, name: str) -> dict[str, int]:
    boxes = [label for label in page.all("label") if label.all("input", where=lambda box: box.get("name") == name)]
    return {label.one("input").get("value"): int(label.one("span").text.replace(",", "")) for label in boxes}


class TestAsking:
    def test_values_of_one_facet_widen_and_facets_narrow(self):
        activity(9001, status="planned", delivery_mode="virtual", title="Zorbic one")
        activity(9002, status="completed", delivery_mode="virtual", title="Zorbic two")
        activity(9003, status="completed", title="Zorbic three")
        assert told(get(q="zorbic", status=["planned", "completed"])) == "3 activities"
        page = get(q="zorbic", status=["planned", "completed"], mode="virtual")
        assert told(page) == "2 activities"
        assert counts(page, "status") == {"planned": 1, "completed": 1}
        assert counts(page, "mode") == {"virtual": 2, "not_stated": 1}
        assert [box.get("value") for box in page.all("input", where=lambda box: "checked" in box.attributes)] == [
            "completed",
            "planned",
            "virtual",
        ]

    def test_each_chip_leads_to_the_same_without_it(self):
        page = get(q='zorbic "mandrake root"', country=["pe", "MX"], year="2018", beneficiary="PE")
        found = chips(page)
        assert list(found) == ["“zorbic”", "“mandrake root”", "Peru", "Mexico", "Year: 2018", "Beneficiary: Peru"]
        assert "Peru" not in chips(get(found["Peru"].partition("/activities/")[2]))
        for label, url in found.items():
            rest = chips(get("?" + url.partition("?")[2]))
            assert list(rest) == [other for other in found if other != label]

    def test_the_legacy_address_stays(self):
        assert list(chips(get("?country=PE&year=2018"))) == ["Peru", "Year: 2018"]

    def test_what_is_not_understood_is_named_and_the_rest_is_kept(self):
        page = get("?country=QQ&country=PE&region=atlantis&year=20x8&status=&colour=red&order=sideways&more=nothing")
        assert list(chips(page)) == ["Peru"]
        assert problems(page) == [
            "“colour” is no filter of this list.",
            "“QQ” was not understood as “Country or area” and is left out.",
            "“atlantis” was not understood as “Region” and is left out.",
            "“20x8” was not understood as “Year” and is left out.",
            "“sideways” was not understood as “order” and is left out.",
            "“nothing” was not understood as “more” and is left out.",
        ]

    def test_what_is_read_twice_is_told_once(self):
        assert problems(get("?q=%00")) == ["“\ufffd” was not understood as “q” and is left out."]

    def test_a_language_that_there_is_not_is_named_and_another_spelling_is_the_same(self):
        assert problems(get("?language=zzzz")) == [
            "“zzzz” was not understood as “Language of the text” and is left out."
        ]
        assert list(chips(get("?language=EN&language=en"))) == ["Language of the text: English"]

    def test_a_party_in_a_role(self):
        activity(9001, "Zorbic", involvements=[{"party": "country/PE", "role": "provider"}])
        activity(9002, "Zorbic", involvements=[{"party": "country/PE", "role": "beneficiary"}])
        assert told(get(q="zorbic", provider="PE")) == "1 activity"
        assert told(get(q="zorbic", country="PE", role="provider")) == "1 activity"
        page = get(q="zorbic", country="PE")
        assert counts(page, "role") == {"beneficiary": 1, "provider": 1}

    def test_a_reference_is_taken_as_it_stands_before_its_letters_are_changed(self):
        published(Kind.ORGANISATION, "Printed Editions", reference="pe")
        published(Kind.COUNTRY, "Smallland", reference="small")
        for number, party in enumerate(("organisation/pe", "country/PE", "country/small")):
            activity(9001 + number, f"Zorbic {number}", involvements=[{"party": party, "role": "provider"}])
        for name, value, label, title in (
            ("provider", "pe", "Provider: Printed Editions", "Zorbic 0"),
            ("provider", "PE", "Provider: Peru", "Zorbic 1"),
            ("provider", "small", "Provider: Smallland", "Zorbic 2"),
            ("country", "small", "Smallland", "Zorbic 2"),
            ("country", "pe", "Peru", "Zorbic 1"),
        ):
            page = get(q="zorbic", **{name: value})
            assert (list(chips(page))[1:], titles(page)) == ([label], [title])


class TestOrder:
    def test_words_rank_and_a_date_orders_everything(self):
        activity(9001, "Zorbic", starts="2001-01-01", precision="day")
        activity(
            9002, "Other", starts="2002-01-01", precision="day", points=[{"kind": "topic", "wording": {"en": "zorbic"}}]
        )
        assert titles(get(q="zorbic")) == ["Zorbic", "Other"]
        assert titles(get(q="zorbic", order="date")) == ["Other", "Zorbic"]

    def test_pages_of_both_orders_hold_every_hit_once(self):
        for number in range(60):
            activity(9000 + number, f"Zorbic {number}", starts=f"2001-01-{number % 28 + 1:02}", precision="day")
        for order in ("", "date"):
            seen, address = [], "?" + urlencode({"q": "zorbic", "order": order})
            while address:
                page = get(address)
                assert told(page) == "60 activities"
                seen += titles(page)
                following = [link.get("href") for link in page.all("a") if link.get("rel") == "next"]
                address = "?" + following[0].partition("?")[2] if following else ""
            assert sorted(seen) == sorted(f"Zorbic {number}" for number in range(60))

    @pytest.mark.parametrize("order", ["", "date"])
    def test_the_next_page_is_of_the_same_search_however_long_it_is(self, order):
        for number in range(26):
            activity(9000 + number, "Zorbic")
        words = " ".join(["zorbic", *(f"-{'x' * 90}{number}" for number in range(25))])
        (link,) = [link for link in get(q=words, order=order, more="status").all("a") if link.get("rel") == "next"]
        asked = dict(parse_qsl(link.get("href").partition("?")[2]))
        asked.pop("before" if order else "best")
        assert asked == {"q": words, "more": "status"} | ({"order": order} if order else {})
        assert told(get("?" + link.get("href").partition("?")[2])) == "26 activities"

    def test_more_than_is_ranked_is_said(self, monkeypatch):
        monkeypatch.setattr("tarepo.indexing.hits.RANKED", 2)
        monkeypatch.setattr("tarepo.indexing.hits.NEWEST", 2)
        for number in range(3):
            activity(9000 + number, "Zorbic")
        page = get(q="zorbic")
        assert len(titles(page)) == 2
        assert page.one("p", "search-limit").text == (
            "So many match that only the newest 2 are put in order here. By date, all 3 are listed."
        )

    def test_what_was_looked_for_is_marked(self):
        activity(9001, texts={"en": {"title": "Zorbics & co", "status": "original", "summary": "One zorbic <b>."}})
        page = get(q="zorbic")
        assert page.texts("mark") == ["Zorbics", "zorbic"]
        assert titles(page) == ["Zorbics & co"]


class TestWhatIsFound:
    def test_the_reference_that_every_card_shows(self):
        activity(9001, "Zorbic")
        activity(9002, "Other")
        assert titles(get(q="TA-2023-9001")) == ["Zorbic"]

    def test_the_value_of_a_figure(self):
        figure = {"measure": {"en": "People"}, "value": "2466", "qualifier": "about"}
        activity(9001, "Zorbic", figures=[figure])
        activity(9002, "Zorbic 2")
        assert titles(get(q="zorbic 2466")) == ["Zorbic"]

    def test_other_names_of_a_term_but_no_short_one_that_texts_of_another_language_are_full_of(self):
        spanish = {"title": "Ayuda", "synonyms": "AZ\nZHs\nat", "status": "official"}
        published(Kind.SUBJECT, reference="zorbic-help", texts=english("Zorbic help") | {"es": spanish})
        activity(9001, "Look at it")
        activity(9002, "Some ayuda")
        activity(9003, "ZHs again")
        assert sorted(titles(get(q="zorbic help"))) == ["Some ayuda", "ZHs again"]
        assert sorted(titles(get(q="ZH"))) == ["Some ayuda", "ZHs again"]
        assert told(get(q='"zorbic help"')) == "0 activities"


def test_the_box_has_what_was_typed_and_the_title_what_was_understood():
    activity(9001, "Zorbic", status="planned")
    page = parse(Client().get("/activities/", {"q": "(((zorbic&&", "status": "planned"}).content)
    assert page.by_id("search-q").get("value") == "(((zorbic&&"
    assert page.one("title").text == "Activities: “zorbic”, Status: planned · tarepo"


class TestNothingFound:
    def test_it_says_what_to_drop_and_how_much_is_found_then(self):
        activity(9001, "Zorbic", status="planned")
        activity(9002, "Zorbic", status="planned", delivery_mode="virtual")
        page = get(q="zorbic", status="cancelled", mode="virtual")
        box = page.one("div", "nothing")
        assert [item.text for item in box.all("li")] == ["Without “Status: cancelled”: 1 activity"]
        assert told(get("?" + box.one("li").one("a").get("href").partition("?")[2])) == "1 activity"

    def test_a_misspelt_word_is_offered(self):
        activity(9001, "Zorbicular mandrakes")
        make_totals(anew=True)
        page = get(q="zorbicluar")
        assert page.one("div", "nothing").all("a")[0].text == "zorbicular"

    def test_a_whole_list_of_nothing_is_offered(self):
        assert [link.text for link in get(q="xqxqxq").one("div", "nothing").all("a")] == ["Show the whole list"]


def test_a_long_facet_shows_its_largest_values_and_leads_to_all(monkeypatch):
    monkeypatch.setattr("activities.facet_values.SHOWN", 2)
    for number, country in enumerate(("PE", "PE", "MX", "MX", "NP")):
        activity(9000 + number, "Zorbic", involvements=[{"party": f"country/{country}", "role": "venue"}])
    page = get(q="zorbic")
    assert counts(page, "country") == {"MX": 2, "PE": 2}
    (more,) = [link for link in page.all("a") if link.text.startswith("1 more") and "Country" in link.text]
    address, _mark, fragment = more.get("href").partition("?")[2].partition("#")
    page = get(f"?{address}")
    assert counts(page, "country") == {"MX": 2, "PE": 2, "NP": 1}
    opened = [fold.get("class") for fold in page.all("details") if "open" in fold.attributes]
    assert opened == ["facets", "facet"]  # where it is narrow, the fold around them too
    assert page.by_id(fragment).get("class") == "facet"


def test_all_values_of_a_facet_stand_in_the_order_of_their_names_after_the_chosen(monkeypatch):
    monkeypatch.setattr("activities.facet_values.SHOWN", 2)
    for number, country in enumerate(("PE", "PE", "PE", "MX", "MX", "NP", "AR")):
        activity(9000 + number, "Zorbic", involvements=[{"party": f"country/{country}", "role": "venue"}])
    assert list(counts(get(q="zorbic", country="NP"), "country")) == ["NP", "PE", "MX"]
    assert list(counts(get(q="zorbic", country="NP", more="country"), "country")) == ["NP", "AR", "MX", "PE"]


def test_it_is_said_whose_role_is_meant():
    activity(9001, "Zorbic", involvements=[{"party": "country/PE", "role": "venue"}])
    (note,) = [each.text for each in get(q="zorbic").all("p", "help") if "that you chose" in each.text]
    assert note.startswith("Of the countries and areas or the organisations")


def test_a_facet_of_too_many_values_says_how_many_it_leaves_out(monkeypatch):
    monkeypatch.setattr("activities.facet_values.SHOWN", 1)
    monkeypatch.setattr("activities.facet_values.MOST", 2)
    for number, country in enumerate(("PE", "PE", "MX", "MX", "NP", "BT")):
        activity(9000 + number, "Zorbic", involvements=[{"party": f"country/{country}", "role": "venue"}])
    page = get(q="zorbic", more="country")
    assert counts(page, "country") == {"MX": 2, "PE": 2}
    assert [line.text for line in page.all("p", "help") if "more" in line.text] == [
        "2 more, of fewer activities, are not shown: they are among the values once the search is narrower."
    ]


def test_no_unpublished_value_is_counted_among_those_left_out(monkeypatch):
    from tests.make import draft

    monkeypatch.setattr("activities.facet_values.SHOWN", 1)
    draft(Kind.SUBJECT, reference="secret-subject")
    open_ones = [published(Kind.SUBJECT, reference=f"subject-{letter}") for letter in "ab"]
    activity(9001, "Zorbic", subjects=[*(each.pk for each in open_ones), "subject/secret-subject"])
    activity(9002, "Zorbic", subjects=[open_ones[0].pk])
    (more,) = [link for link in get(q="zorbic").all("a") if "more" in link.text and "Subject" in link.text]
    assert more.text.split()[0] == "1"


def test_labels_are_in_the_readers_language():
    activity(9001, "Zorbic", involvements=[{"party": "country/PE", "role": "venue"}])
    page = get("?q=zorbic", "/ru")
    (label,) = [each for each in page.all("label") if each.all("input", where=lambda box: box.get("value") == "PE")]
    assert label.one("bdi").text == "Перу"


def test_an_unpublished_subject_is_no_value():
    from tests.make import draft

    draft(Kind.SUBJECT, reference="secret-subject")
    published(Kind.SUBJECT, reference="open-subject")
    activity(9001, "Zorbic", subjects=["subject/secret-subject", "subject/open-subject"])
    assert counts(get(q="zorbic"), "subject") == {"open-subject": 1}
    assert problems(get(subject="secret-subject")) == [
        "“secret-subject” was not understood as “Subject” and is left out."
    ]


NAMES = st.sampled_from(
    ["q", "order", "best", "more", "before", "after", "beneficiary", *(each.name for each in FIELDS)]
)
VALUES = st.one_of(
    st.text(max_size=30),
    st.sampled_from(["PE", "2018", "none", "\x00", "-", '"', "'; --", "a" * 300, "(((", "\\", "%%"]),
)


@examples(80)
@given(st.lists(st.tuples(NAMES, VALUES), max_size=6))
def test_any_address_is_a_page(asked):
    query = "&".join(f"{name}={quote(value.encode('utf-8', 'surrogatepass'))}" for name, value in asked)
    get(f"?{query}")


def test_ten_thousand_terms_are_a_page():
    assert problems(get(q=" ".join(f"word{number}" for number in range(10_000))))


def test_queries_do_not_grow_with_rows(django_assert_num_queries):
    """The version of the synonyms; a savepoint (2) with the planner's settings (2); hits; rank; rows; counts."""
    activity(9001, "Zorbic")
    get(q="zorbic")
    for number in (1, 3):
        for more in range(number):
            activity(9100 + 10 * number + more, "Zorbic")
        with django_assert_num_queries(9):
            get(q="zorbic")
