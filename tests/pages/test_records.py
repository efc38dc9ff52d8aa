"""The page of a record of every kind: with everything that it may say, with little, and with nothing."""

import pytest
from django.test import Client

from activities.models import WEBINAR
from tarepo.content import read_content
from tarepo.enums import Kind
from tarepo.kinds import schema_of
from tests import make
from tests.html import facts, main, pairs, parse, section_ids
from tests.pages import kinds
from tests.pages.said import never_given, said

pytestmark = pytest.mark.usefixtures("records")

KINDS = list(kinds.FOLDERS)
GROUP = ("groupmembers.member", "groupmembers.since", "groupmembers.until")
# Only a party confirms (tests/confirming): no content that is written has it.
CONFIRMED = tuple(f"confirmations.{name}" for name in ("confirmed_on", "cooperation", "party", "roles"))
# What only webinars say is asked for in tests/webinars.
WEBINARS = [
    *WEBINAR,
    *(f"{part}.{name}" for part in WEBINAR for name in schema_of(Kind.ACTIVITY).parts[part].fields),
]
# What the full records leave out: it cannot be said together with the rest, or needs a stored file.
LEFT_OUT = {
    Kind.ACTIVITY: ["photos.file", "confirmations", *CONFIRMED, *WEBINARS],
    Kind.PROJECT: ["photos.file"],
    Kind.COUNTRY: ["body", "country", "part_of", "groupmembers", *GROUP],
    Kind.ORGANISATION: ["iso2", "iso3", "m49", "m49_region", "m49_subregion", "own_region", "un_member"],
    Kind.DOCUMENT: ["editions.file"],
    Kind.SUBJECT: ["level"],
}


def full_id(kind: str) -> int:
    return make.record_id(f"{kind}/{kinds.reference(kind)}")


def shown(client: Client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200
    return response.content.decode()


@pytest.mark.parametrize("kind", KINDS)
def test_a_full_record_says_all_that_its_kind_may_say(kind: Kind) -> None:
    assert never_given(kind, read_content(kind, full_id(kind))) == sorted(LEFT_OUT.get(kind, []))


@pytest.mark.parametrize("kind", KINDS)
def test_a_page_shows_everything_that_its_record_says(client: Client, kind: Kind) -> None:
    page = main(shown(client, kinds.path(kind)))
    links = {link.get("href") for link in page.all("a")}
    wanted = list(said(kind, read_content(kind, full_id(kind))))
    missing = [(where, text) for where, text in wanted if text not in page.text and text not in links]
    assert missing == []


@pytest.mark.parametrize("kind", KINDS)
def test_a_page_in_a_language_that_the_record_has_shows_no_other(client: Client, kind: Kind) -> None:
    page = main(shown(client, f"/ar{kinds.path(kind)}"))
    assert page.one("h1").text == "title in ar"
    assert (page.one("h1").get("lang"), page.one("h1").get("dir")) == ("ar", "rtl")
    assert "description in ar" in page.text
    assert "description in en" not in page.text
    assert "description in es" not in page.text


@pytest.mark.parametrize("kind", KINDS)
def test_a_record_with_little_shows_what_there_is_and_says_in_which_language(client: Client, kind: Kind) -> None:
    tree = parse(shown(client, kinds.path(kind, "little")))
    page = tree.one("main")
    assert tree.one("title").text == "Título · tarepo"
    assert (page.one("h1").text, page.one("h1").get("lang"), page.one("h1").get("dir")) == ("Título", "es", "ltr")
    assert page.one("p", "lead").text == "Resumen"
    assert page.one("p", "lead").get("lang") == "es"
    assert page.one("div", "notice").text == "There is no text in English; what follows is in Spanish."
    assert page.by_id("languages").one("li").text == "Español original · shown here"


@pytest.mark.parametrize("kind", KINDS)
def test_a_record_with_nothing_but_a_title_has_a_page_without_holes(client: Client, kind: Kind) -> None:
    page = main(shown(client, kinds.path(kind, "bare")))
    assert page.one("h1").text == "Nothing but a title"
    assert page.one("p", "empty").text == "Nothing more is recorded yet."
    assert section_ids(page) == ["languages", "source"]
    empty = [node.tag for node in page.all() if node.tag in ("h2", "dt", "dd", "li", "p", "ul", "dl") and not node.text]
    assert empty == []
    assert "None" not in page.text
    assert "{" not in page.text


def test_the_facts_of_an_activity(client: Client) -> None:
    page = main(shown(client, kinds.path(Kind.ACTIVITY)))
    assert facts(page) == {
        "Held": "9–12 May 2023 as printed: printed period",
        "Type": "Type for tests",
        "Delivery": "Hybrid",
        "Place": "Venue Hall",
        "Beneficiary": "Alphaland",
        "Provider": "Office of Alphaland (inferred, not stated; Note of the provider (en))",
        "Facilitator": "Betaland",
        "Venue": "Betaland",
        "Signatory": "Alphaland",
        "Funding partner": "Fund of Funds",
        "Accountable partner": "Office of Alphaland",
        "Extending partner": "Fund of Funds",
        "Implementing partner": "Office of Alphaland",
        "Declared as": "triangular cooperation as reported by Alphaland",
        "Need established by": "assessment",
        "Target groups": "Target group for tests",
        "Project": "Project for tests",
        "Series": "Series for tests (number 17)",
        "Agreements": "Agreement for tests",
        "Goals served": "Goal for tests",
        "Subjects": "Subject for tests",
        "Recommendations served": "Recommendation for tests",
        "Responsible unit": "Unit for tests",
        "Related": "Related activity",
    }


def test_the_sections_of_an_activity_in_the_order_of_thought(client: Client) -> None:
    page = main(shown(client, kinds.path(Kind.ACTIVITY)))
    order = [  # what came of it first
        *("figures", "targets", "objective", "description", "outcomes", "results", "needs", "lessons", "undertakings"),
        *("need", "tasks", "topics", "methods", "materials"),
        *("photos", "documents", "languages", "source"),
    ]
    assert section_ids(page) == order
    assert [link.get("href") for link in page.one("nav", "contents").all("a")] == [f"#{name}" for name in order[:-2]]


def test_a_figure_keeps_qualifier_unit_rule_base_period_and_source(client: Client) -> None:
    page = main(shown(client, kinds.path(Kind.ACTIVITY)))
    assert page.by_id("figures").one("ul").all("li")[0].text == (
        "about 1,234.5 centres (en) What is counted (en) of all planned (en) "
        "9–12 May 2023 (as printed: printed period) "
        "How it is counted: Viewers not counted (en) Source: Cited document, cited paragraph"
    )
    assert page.by_id("figures").one("ul").all("li")[1].text == "target · at least 4,200 What is counted (en) 2019"
    (row,) = page.by_id("targets").one("tbody").all("tr")
    assert row.one("th").text.startswith("What is counted (en) of all planned (en) centres (en)")
    assert "of all planned (en)" in page.by_id("figures").texts("span", "meta")  # of what it is a share: its own line
    assert [cell.text for cell in row.all("td")] == [
        "at least 4,200 2019",
        "about 1,234.5 9–12 May 2023 (as printed: printed period)",
        "Cited document, cited paragraph",
    ]


def test_a_page_says_where_it_comes_from_and_how_to_cite_it(client: Client) -> None:
    page = main(shown(client, kinds.path(Kind.ACTIVITY)))
    told = pairs(page.by_id("source").one("dl"))
    version = told.pop("Version").removesuffix(" · All versions")
    assert told.pop("To cite this page") == (
        f"“title in en”. tarepo, TA-2023-9001, version {version.replace(', ', ' of ')}. "
        "http://testserver/activities/TA-2023-9001/"
    )
    assert told == {
        "Source": "Cited document, source paragraph https://example.org/posted Note of the source (en)",
        "Posted": "8 February 2024, by Ada Poster As printed: Thu, 08/02/2024",
        "Held": "9–12 May 2023",
        "Reported by": "Alphaland",
        "Last checked": "15 January 2024",
    }
    assert "Further details are given to Member States on request." in page.by_id("source").text


@pytest.mark.parametrize("kind", KINDS)
def test_only_activities_speak_of_further_details(client: Client, kind: Kind) -> None:
    page = shown(client, kinds.path(kind, "bare"))
    assert ("Further details are given" in page) == (kind == Kind.ACTIVITY)


def test_language_versions_stand_in_the_official_order_with_their_status(client: Client) -> None:
    versions = main(shown(client, f"/es{kinds.path(Kind.ACTIVITY)}")).by_id("languages").all("li")
    assert [version.text for version in versions] == [
        "العربية machine translation",
        "English reviewed translation",
        "Español original · shown here",
    ]
    assert [link.get("href") for version in versions for link in version.all("a")] == [
        "/ar/activities/TA-2023-9001/",
        "/activities/TA-2023-9001/",
    ]
