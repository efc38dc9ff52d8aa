"""Texts, names and figures of records as their pages and lists show them."""

import pytest
from django.test import Client

from tarepo.enums import Kind
from tests import make
from tests.html import facts, main
from tests.pages import kinds

pytestmark = pytest.mark.django_db


def shown(client: Client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200
    return response.content.decode()


def test_two_achieved_values_of_a_series_both_stand_beside_the_target(client: Client) -> None:
    rows = [
        {"series": "centres", "value": "22", "starts": "2018-01-01", "precision": "year"},
        {"series": "centres", "value": "30", "starts": "2019-01-01", "precision": "year"},
        {"series": "centres", "value": "42", "nature": "target", "starts": "2019-01-01", "precision": "year"},
    ]
    make.activity(9001, figures=[row | {"unit_of_measure": {"en": "centres"}} for row in rows])
    page = main(shown(client, "/activities/TA-2023-9001/"))
    table = page.by_id("targets").one("tbody").text
    assert "22 2018" in table
    assert "30 2019" in table


def test_persons_stand_in_texts_as_the_source_prints_them_wherever_a_text_is_shown(client: Client) -> None:
    make.person("P-9003", "Alan Speaker", "Judge", "Court of Appeal")
    make.person("P-9004", "No Function")
    unit = make.published(Kind.UNIT, "Unit", reference="unit-a")
    subject = make.published(Kind.SUBJECT, "Subject", reference="subject-a")
    text = make.text("Meeting of {P-9003}", summary="By {P-9004}.", description="{P-9999} spoke.")
    lesson = {"kind": "finding", "wording": {"en": "{P-9004} found it"}, "subject": subject.pk}
    make.activity(9001, texts={"en": text}, unit=unit.pk, lessons=[lesson])
    title = "Meeting of Alan Speaker, Judge, Court of Appeal"
    page = main(shown(client, "/activities/TA-2023-9001/"))
    assert (page.one("h1").text, page.one("p", "lead").text) == (title, "By No Function.")
    assert page.by_id("description").one("p").text == "… spoke."
    for address in ("/", "/activities/", "/units/unit-a/", "/subjects/subject-a/", "/activities/TA-2023-9001/"):
        text = shown(client, address)
        assert "{P-" not in text, address
        assert title in main(text).text, address
    assert "No Function found it" in main(shown(client, "/subjects/subject-a/")).text


def test_a_list_shows_the_summary_of_a_record_in_its_language(client: Client) -> None:
    texts = {"en": make.text("Title", status="reviewed"), "es": make.text("Título", summary="Resumen")}
    make.activity(9001, texts=texts)
    (row,) = [
        item
        for item in main(shown(client, "/activities/")).one("ul", "rows").children
        if not isinstance(item, str) and "TA-2023-9001" in item.text
    ]
    summary = row.one("p", "summary")
    assert (summary.text, summary.get("lang"), summary.get("dir")) == ("Resumen", "es", "ltr")


def test_an_activity_open_to_all_says_so(client: Client) -> None:
    make.activity(9001, open_to_all=True)
    told = facts(main(shown(client, "/activities/TA-2023-9001/")))
    assert told["Open to"] == "all; it has no beneficiary"


def test_a_period_known_only_as_printed_stands_as_printed(client: Client) -> None:
    make.published(Kind.AGREEMENT, reference="agreement-a", period_printed="during 2017-2018")
    page = main(shown(client, "/agreements/agreement-a/"))
    assert facts(page)["Period"] == "during 2017-2018"


def test_the_days_of_a_precision_are_never_shown_more_exactly_than_they_are_known(client: Client) -> None:
    wanted = {
        "month": "March 2021",
        "year": "2021",
        "since": "since 1 March 2021",
        "continuing": "continuing since 1 March 2021",
    }
    for place, (precision, shown_as) in enumerate(wanted.items()):
        more = {"ends": "2021-03-31"} if precision in ("month", "year") else {}
        make.activity(9001 + place, starts="2021-03-01", precision=precision, **more)
        told = facts(main(shown(client, f"/activities/TA-2023-{9001 + place}/")))
        assert told["Held"] == shown_as
    make.activity(9009)
    assert facts(main(shown(client, "/activities/TA-2023-9009/")))["Held"] == "not stated"


@pytest.mark.parametrize("kind", list(kinds.FOLDERS))
def test_user_text_is_escaped_wherever_it_stands(client: Client, kind: Kind) -> None:
    nasty = "<script>alert(1)</script>\"'&amp;{{ 7 }}"
    fields = ("title", "other_title", "short_title", "synonyms", "summary", "objective", "description", "outcomes")
    make.published(kind, reference="nasty", texts={"en": {"status": "original"} | dict.fromkeys(fields, nasty)})
    for address in (f"/{kinds.FOLDERS[kind]}/nasty/", f"/{kinds.FOLDERS[kind]}/"):
        text = shown(client, address)
        assert "<script" not in text
        assert nasty in main(text).text, address


def test_a_text_lacking_in_the_readers_language_comes_from_the_original(client: Client) -> None:
    texts = {
        "en": make.text("English title", status="reviewed"),
        "ar": make.text("عنوان", description="وصف"),
    }
    make.activity(9001, texts=texts)
    page = main(shown(client, "/activities/TA-2023-9001/"))
    assert page.one("h1").text == "English title"
    told = page.by_id("description").one("div", "text")
    assert (told.text, told.get("lang"), told.get("dir")) == ("وصف", "ar", "rtl")
    row = main(shown(client, "/fr/activities/")).all("a", where=lambda link: "TA-2023-9001" in link.get("href"))
    assert [(link.text, link.get("lang"), link.get("dir")) for link in row] == [("عنوان", "ar", "rtl")]
