"""A webinar's page: when in whose time, in which languages, how to register, who speaks, what was said."""

import json
from typing import Any

import pytest
from django.test import Client

from experts.models import Person
from tests import make
from tests.html import Node, facts, main, pairs, parse, section_ids

pytestmark = pytest.mark.django_db
ADDRESS = "/webinars/on-quibbled-marks/"
ROW: dict[str, Any] = {
    "interpretation": "en,fr,es",
    "webcast": "https://example.org/live",
    "criteria": "geography,gender",
    "time_printed": "12.00 p.m. to 1.45 p.m., Central European Time (CET)",
    "time_note": {"en": "Geneva was on summer time that day."},
}
PAST, COMING = "2024-04-11T10:00+00:00", "2027-03-04T12:00+00:00"


def webinar(at: str = COMING, *, row: Any = None, **content: Any) -> make.Record:
    return make.webinar("On quibbled marks", slug="on-quibbled-marks", at=at, row=ROW | (row or {}), **content)


def page(client: Client, query: str = "", address: str = ADDRESS) -> Node:
    response = client.get(address + query)
    assert response.status_code == 200
    return main(response.content)


def times(node: Node) -> dict[str, str]:
    shown = pairs(node.by_id("time").one("dl", "times"))
    shown.pop("Your device")
    return shown


def speaker(key: str, **more: Any) -> dict[str, Any]:
    return {"person": key, "role": "speaker", **more}


def test_its_time_is_told_in_its_own_zone_and_in_universal_time(client: Client) -> None:
    webinar()
    shown = facts(page(client))
    assert (shown["Date"], shown["Time"]) == ("4 March 2027", "13:00–14:30 (Geneva) 12:00–13:30 UTC")


def test_whom_speakers_were_selected_to_represent_is_told(client: Client) -> None:
    webinar(row={"represented": "government,igo"})
    told = facts(page(client))["Speakers were selected to represent"]
    assert told == "Governmental organisation, Intergovernmental organisation"


def test_a_printed_time_that_conflicts_stands_beside_the_resolved_one_with_a_note(client: Client) -> None:
    webinar(PAST, minutes=105, status="completed")
    node = page(client)
    assert facts(node)["Time"] == "12:00–13:45 (Geneva) 10:00–11:45 UTC"
    told = node.by_id("time").texts("p", "meta")
    assert told == [
        "As printed: 12.00 p.m. to 1.45 p.m., Central European Time (CET)",
        "Geneva was on summer time that day.",
    ]


@pytest.mark.parametrize(
    ("zone", "place", "time"),
    [
        ("Africa/Johannesburg", "Johannesburg", "4 March 2027, 14:00–15:30 UTC+2"),
        ("Asia/Kathmandu", "Kathmandu", "4 March 2027, 17:45–19:15 UTC+5:45"),
        ("Pacific/Apia", "Apia", "5 March 2027, 01:00–02:30 UTC+13"),
        ("Pacific/Honolulu", "Honolulu", "4 March 2027, 02:00–03:30 UTC−10"),
        ("Asia/Tokyo", "Tokyo", "4 March 2027, 21:00–22:30 UTC+9"),
    ],
)
def test_a_reader_sees_it_by_their_own_clock(client: Client, zone: str, place: str, time: str) -> None:
    webinar()
    assert times(page(client, f"?zone={zone}")) == {
        "Geneva": "4 March 2027, 13:00–14:30 UTC+1",
        "UTC": "4 March 2027, 12:00–13:30",
        place: time,
    }


def test_midnight_between_beginning_and_end_is_told(client: Client) -> None:
    webinar("2027-03-04T12:00+00:00")
    assert times(page(client, "?zone=Pacific/Auckland"))["Auckland"] == "5 March 2027, 01:00–02:30 UTC+13"
    assert times(page(client, "?zone=Asia/Vladivostok"))["Vladivostok"] == "4 March 2027, 22:00–23:30 UTC+10"
    assert times(page(client, "?zone=Pacific/Noumea"))["Noumea"] == "4 March 2027, 23:00 – 5 March 2027, 00:30 UTC+11"


@pytest.mark.parametrize("zone", ["Middle-earth/Bree", "..%2F..%2Fetc%2Fpasswd", "%00", "UTC%0AX"])
def test_a_zone_that_does_not_exist_is_said_and_changes_nothing(client: Client, zone: str) -> None:
    webinar()
    node = page(client, f"?zone={zone}")
    assert list(times(node)) == ["Geneva", "UTC"]
    assert node.by_id("time").one("p", "notice-title").text


def test_it_says_in_which_languages_and_how_speakers_were_chosen(client: Client) -> None:
    webinar()
    shown = facts(page(client))
    assert shown["Interpretation"] == "English Français Español"
    assert shown["Selection of speakers took into account"] == "geographical balance, balance in gender"
    assert shown["Live webcast, open to all"] == "https://example.org/live"
    assert shown["Format"] == "Online"
    assert shown["Open to"] == "all; it has no beneficiary"


def links(node: Node, label: str) -> list[str]:
    (fact,) = [entry for entry in node.all("dl", "facts")[0].all("div") if entry.one("dt").text == label]
    return [link.get("href") for link in fact.all("a")]


def test_registration_here_leads_to_its_page_and_says_until_when(client: Client) -> None:
    webinar(row={"register_by": "approved", "seats": 100, "register_until": "2027-03-03T22:00+00:00"})
    node = page(client)
    assert links(node, "Registration") == [f"{ADDRESS}register/"]
    assert facts(node)["Registration"] == (
        "Register here each registration is approved, until 3 March 2027, 23:00 (Geneva), 100 seats"
    )
    assert node.by_id("time").one("a", "button").get("href") == f"{ADDRESS}register/"
    assert links(page(client, address=f"/fr{ADDRESS}"), "Registration") == [f"/fr{ADDRESS}register/"]


def test_registration_elsewhere_leads_there(client: Client) -> None:
    webinar(row={"register_by": "elsewhere", "register_at": "https://example.org/register"})
    assert links(page(client), "Registration") == ["https://example.org/register"]


@pytest.mark.parametrize(
    ("at", "more", "status"),
    [
        (PAST, {}, "planned"),
        (COMING, {"register_until": "2026-01-01T00:00+00:00"}, "planned"),
        (COMING, {}, "cancelled"),
        (COMING, {}, "postponed"),
    ],
)
def test_nobody_registers_for_what_is_over_closed_or_called_off(
    client: Client, at: str, more: dict, status: str
) -> None:
    webinar(at, row={"register_by": "here", "seats": 40} | more, status=status)
    node = page(client)
    told = "The webinar is cancelled." if status == "cancelled" else "Registration is closed. 40 seats"
    assert facts(node)["Registration"] == told
    assert f"{ADDRESS}register/" not in {link.get("href") for link in node.all("a")}


def test_a_topic_without_a_time_says_what_was_agreed_by_whom_and_that_no_date_is_set(client: Client) -> None:
    committee = make.published("organisation", "The Committee")
    session = make.published("session", "Thirty-first session", committee=committee.pk)
    document = make.published("document", "Topics agreed", symbol="CDIP/31/INF/5", session=session.pk)
    make.webinar(
        "On quibbled marks",
        slug="on-quibbled-marks",
        texts=make.english("On quibbled marks", objective="To learn of them."),
        citations=[{"document": document.pk, "role": "mandate", "paragraph": "paragraph 3"}],
    )
    node = page(client)
    shown = facts(node)
    assert shown["Date"] == "Topic agreed; no date is set yet."
    assert shown["Mandate"] == "Topics agreed, paragraph 3 (Thirty-first session)"
    assert "Time" not in shown
    assert "Registration" not in shown
    assert section_ids(node) == ["objective", "documents", "languages", "source"]
    assert b"ld+json" not in client.get(ADDRESS).content


def test_speakers_stand_in_their_order_after_the_moderator_with_both_countries_told_apart(client: Client) -> None:
    first, second, third = (make.person(f"P-900{n}", f"Speaker {n}", f"Judge {n}", f"Court {n}") for n in (1, 2, 3))
    Person.objects.filter(key=first).update(honorific="Dr.")
    mauritius, south_africa = make.record_id("country/MU"), make.record_id("country/ZA")
    webinar(
        speakers=[
            speaker(
                first,
                affiliation_country=mauritius,
                experience_country=south_africa,
                experience_inferred=True,
                perspective="academia",
                title={"en": "Marks"},
                summary={"fr": "Ce qu’elle a dit."},
            ),
            speaker(second, affiliation_country=mauritius, experience_country=mauritius),
            {"person": third, "role": "moderator"},
        ],
        materials=[
            {
                "kind": "slides",
                "language": "fr",
                "link": "https://example.org/slides",
                "released": True,
                "person": first,
            }
        ],
    )
    entries = page(client).by_id("speakers").one("ol", "speakers").all("li", where=lambda node: bool(node.all("h3")))
    assert [entry.one("h3").text for entry in entries] == [
        "Speaker 3 Moderator",
        "Dr. Speaker 1 Speaker",
        "Speaker 2 Speaker",
    ]
    told = entries[1].text
    assert "Affiliation: Mauritius" in told
    assert "Experience of: South Africa (inferred, not stated)" in told
    assert "Affiliation and experience: Mauritius" in entries[2].text
    (summary,) = entries[1].all("div", "text")
    assert (summary.get("lang"), summary.get("dir"), summary.text) == ("fr", "ltr", "Ce qu’elle a dit.")
    assert [link.get("href") for link in entries[1].all("a") if link.text == "Slides (Français)"] == [
        "https://example.org/slides"
    ]


def test_a_person_who_was_deleted_is_named_nowhere(client: Client) -> None:
    key = make.person("P-9001", "Ada Speaker", "Judge")
    webinar(speakers=[speaker(key)], slots=[{"at": "13:00", "kind": "presentation", "person": key}])
    Person.objects.filter(key=key).update(name="", function="", affiliation="", honorific="")
    response = client.get(ADDRESS)
    assert main(response.content).by_id("speakers").one("h3").text == "… Speaker"
    assert b"Ada" not in response.content
    assert "performer" not in event(client)


def test_the_programme_has_local_times_minutes_and_who_speaks(client: Client) -> None:
    key = make.person("P-9001", "Ada Speaker")
    webinar(
        slots=[
            {"at": "13:00", "kind": "opening"},
            {"at": "13:10", "minutes": 20, "kind": "presentation", "title": {"en": "Marks"}, "person": key},
        ]
    )
    programme = page(client).by_id("programme")
    assert programme.texts("p", "meta")[0] == "Times of Geneva"
    assert programme.texts("time") == ["13:00", "13:10"]
    assert programme.texts("li") == ["13:00 Opening", "13:10 Marks Presentation Ada Speaker 20 minutes"]


@pytest.mark.parametrize(
    ("row", "told"),
    [
        ({"questions": "short"}, "There was a short session of questions and answers."),
        ({"questions": "none"}, "There were no questions and answers."),
        ({"questions": "held", "questions_told": {"en": "About fees."}}, "About fees."),
    ],
)
def test_questions_and_answers_are_told_or_that_there_were_some(client: Client, row: dict, told: str) -> None:
    webinar(row=row)
    assert page(client).by_id("questions").one("div", "text").text == told


def test_concluding_remarks_figures_and_promotion_stand_after(client: Client) -> None:
    webinar(
        row={"remarks": True, "remarks_told": {"en": "Go on."}},
        figures=[
            {
                "value": "645",
                "qualifier": "exactly",
                "measure": {"en": "Participants"},
                "rule": {"en": "Webcast viewers not counted"},
            }
        ],
        promotions=[
            {"channel": "newsletter", "on": "2027-02-01", "link": "https://example.org/news"},
            {"channel": "invitation", "audience": "missions", "note": {"en": "Sent twice."}},
        ],
    )
    node = page(client)
    assert section_ids(node)[:4] == ["time", "remarks", "figures", "promotion"]
    assert "How it is counted: Webcast viewers not counted" in node.by_id("figures").text
    assert node.by_id("promotion").texts("li") == [
        "Newsletter · 1 February 2027",
        "Invitation by e-mail, Permanent Missions · Sent twice.",
    ]


def test_a_source_of_several_entries_in_a_row_stands_once(client: Client) -> None:
    first, second = make.published("document", "Report"), make.published("document", "Page")
    told = [(first.pk, "7"), (first.pk, "paragraph 7"), (second.pk, ""), (first.pk, "7")]
    webinar(promotions=[{"channel": "newsletter", "document": pk, "paragraph": place} for pk, place in told])
    part = page(client).by_id("promotion")
    assert part.texts("li") == ["Newsletter"] * 4
    assert part.texts("p") == ["Source: Report, paragraph 7", "Source: Page", "Source: Report, paragraph 7"]


@pytest.mark.parametrize(
    ("place", "told"),
    [
        ("1", "paragraph 1"),
        ("13(b)", "paragraph 13(b)"),
        ("3–5", "paragraphs 3–5"),
        ("3 and 5", "paragraphs 3 and 5"),
        ("paragraph 4", "paragraph 4"),
        ("slide 3", "slide 3"),
        ("Annex I", "Annex I"),
    ],
)
def test_a_number_alone_is_told_as_that_of_a_paragraph(client: Client, place: str, told: str) -> None:
    document = make.published("document", "Topics agreed", symbol="CDIP/31/INF/5")
    webinar(citations=[{"document": document.pk, "role": "mandate", "paragraph": place}])
    node = page(client)
    assert facts(node)["Mandate"] == f"Topics agreed, {told}"
    assert told in node.by_id("documents").texts("bdi")


@pytest.mark.parametrize(
    ("at", "more", "word"),
    [
        ("2031-03-04T12:00+00:00", {}, "To be held"),
        ("2019-03-04T12:00+00:00", {}, "Held"),
        ("2031-03-04T12:00+00:00", {"status": "postponed"}, "Date"),
        ("2019-03-04T12:00+00:00", {"status": "cancelled"}, "Date"),
        ("", {"starts": "2031-03-04", "ends": "2031-03-04", "precision": "day"}, "To be held"),
        ("", {"starts": "2019-03-04", "ends": "2019-03-04", "precision": "day", "status": "completed"}, "Held"),
    ],
)
def test_its_days_are_called_by_what_they_are(client: Client, at: str, more: dict, word: str) -> None:
    make.webinar("One", slug="one", at=at, **more)
    words = main(client.get("/webinars/one/").content).by_id("source").texts("dt")
    assert [each for each in words if each in ("Held", "To be held", "Date")] == [word]


def event(client: Client) -> dict[str, Any]:
    (script,) = parse(client.get(ADDRESS).content).all("script", where=lambda node: "ld+json" in node.get("type"))
    return json.loads("".join(str(child) for child in script.children))


def test_machines_read_it_as_an_event(client: Client) -> None:
    key = make.person("P-9001", "Ada Speaker", "Judge", "Court")
    webinar(
        texts=make.english("Marks </script><script>alert(1)</script> & more", summary="What it is."),
        speakers=[speaker(key)],
        materials=[{"kind": "recording", "link": "https://example.org/video", "released": True}],
    )
    assert event(client) == {
        "@context": "https://schema.org",
        "@type": "EducationEvent",
        "name": "Marks </script><script>alert(1)</script> & more",
        "description": "What it is.",
        "url": f"http://testserver{ADDRESS}",
        "identifier": make.Record.objects.latest("pk").reference,
        "startDate": "2027-03-04T13:00+01:00",
        "endDate": "2027-03-04T14:30+01:00",
        "eventStatus": "https://schema.org/EventScheduled",
        "eventAttendanceMode": "https://schema.org/OnlineEventAttendanceMode",
        "location": [{"@type": "VirtualLocation", "url": "https://example.org/live"}],
        "inLanguage": ["en", "fr", "es"],
        "performer": [
            {
                "@type": "Person",
                "name": "Ada Speaker",
                "jobTitle": "Judge",
                "affiliation": {"@type": "Organization", "name": "Court"},
            }
        ],
        "recordedIn": [
            {
                "@type": "VideoObject",
                "name": "Marks </script><script>alert(1)</script> & more",
                "url": "https://example.org/video",
            }
        ],
    }


def test_machines_are_told_that_it_is_cancelled(client: Client) -> None:
    webinar(status="cancelled")
    assert event(client)["eventStatus"] == "https://schema.org/EventCancelled"


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_costs_the_same_however_many_speak(client: Client, django_assert_num_queries, count: int) -> None:
    """1 the row · 2 the sessions of its mandates · 3 what names it · 4 names of records · 5 of persons."""
    session = make.published("session", "Thirty-first session")
    documents = [make.published("document", f"Topics {n}", session=session.pk) for n in range(count)]
    peru = make.record_id("country/PE")
    speakers = [speaker(make.person(f"P-900{n}", f"Speaker {n}"), affiliation_country=peru) for n in range(count)]
    webinar(speakers=speakers, citations=[{"document": each.pk, "role": "mandate"} for each in documents])
    with django_assert_num_queries(5):
        client.get(ADDRESS)


def test_a_browser_that_has_it_is_told_so_and_asks_again_when_a_name_is_mended(client: Client) -> None:
    key = make.person("P-9001", "Ada Speaker")
    session = make.published("session", "Thirty-first session")
    document = make.published("document", "Topics agreed", session=session.pk)
    webinar(speakers=[speaker(key)], citations=[{"document": document.pk, "role": "mandate"}])
    tag = client.get(ADDRESS).headers["ETag"]
    assert client.get(ADDRESS, headers={"If-None-Match": tag}).status_code == 304
    Person.objects.filter(key=key).update(honorific="Dr.")
    second = client.get(ADDRESS, headers={"If-None-Match": tag})
    assert second.status_code == 200
    make.rename(session, "Session thirty-one")
    assert client.get(ADDRESS, headers={"If-None-Match": second.headers["ETag"]}).status_code == 200


def test_in_arabic_the_page_runs_the_other_way_and_texts_keep_their_own(client: Client) -> None:
    webinar()
    response = client.get(f"/ar{ADDRESS}")
    assert parse(response.content).one("html").get("dir") == "rtl"
    assert main(response.content).one("h1").get("dir") == "ltr"


def test_an_old_version_is_read_as_the_page_was_and_offers_no_registration(client: Client) -> None:
    record = webinar(row={"register_by": "here"})
    make.edit(record, webinars=[{"slug": "on-quibbled-marks", "time_zone": "Africa/Nairobi"}])
    make.publish_now(record)
    path = f"/activities/{record.reference}/history/1/"
    node = page(client, address=path)
    assert facts(node)["Time"] == "13:00–14:30 (Geneva) 12:00–13:30 UTC"
    assert facts(node)["Registration"] == "here, open to all"
    assert not [link for link in node.all("a") if "register" in link.get("href")]
    assert "4 March 2027, 12:00 UTC" in page(client, address=f"/activities/{record.reference}/history/2/").text


def test_changes_name_its_fields_and_tell_times_and_languages(client: Client) -> None:
    record = webinar()
    make.edit(
        record,
        webinars=[
            {"slug": "on-quibbled-marks", "time_zone": "Europe/Zurich", "starts_at": COMING, "interpretation": "ar"}
        ],
    )
    make.publish_now(record)
    told = page(client, address=f"/activities/{record.reference}/history/").text
    assert "Interpretation" in told
    assert "English, Français, Español" in told
    assert "العربية" in told
    assert "4 March 2027, 13:30 UTC" in told


@pytest.mark.parametrize("status", ["cancelled", "postponed"])
def test_of_what_is_called_off_nobody_is_told_to_come_without_registering(client: Client, status: str) -> None:
    webinar(COMING, status=status)
    assert "Registration" not in facts(page(client))
