"""/changes/: each record once, with what differs, and nothing of what is not public."""

import datetime as dt

import pytest
from django.conf import settings
from django.http import HttpResponse
from django.test import Client
from django.utils import timezone

from accounts.enums import ConsentState
from accounts.models import Consent
from tarepo.changed import page as changes_page
from tarepo.changes import change
from tarepo.enums import Kind
from tarepo.models import Detail, PublicChange, Record
from tarepo.publish import refresh_forms
from tests import make
from tests.html import Node, main, parse
from tests.people import CAST, person

pytestmark = pytest.mark.django_db
ADDRESSES = ("/changes/", "/changes/feed.atom", "/changes/export.csv")


@pytest.fixture(autouse=True)
def long_ago() -> None:
    """What was loaded was loaded a year ago."""
    PublicChange.objects.update(at=timezone.now() - dt.timedelta(days=365))


def shown(client: Client, address: str = "/changes/") -> Node:
    response = client.get(address)
    assert response.status_code == 200
    return main(response.content)


def told(client: Client, query: str = "") -> list[list[str]]:
    """Of each row what became of it, its title, what it is, and its lines."""
    found = []
    for row in rows(shown(client, f"/changes/{query}")):
        meta = row.one("div", "meta").texts("span")
        lines = row.one("ul", "changes").texts("li") if row.all("ul", "changes") else []
        found.append([row.one("span", "act").text, row.one("h3").text, *meta, *lines])
    return found


def rows(node: Node) -> list[Node]:
    return [each for part in node.all("ul", "rows") for each in part.all("li", where=lambda row: bool(row.all("h3")))]


def counted(client: Client, query: str = "") -> str:
    return shown(client, f"/changes/{query}").one("p", "result-count").text


def age(record: Record, days: int) -> None:
    """All its steps so far are so many days old."""
    record.public_changes.update(at=timezone.now() - dt.timedelta(days=days))


def again(record: Record, **content: object) -> None:
    make.edit(record, **content)
    make.publish_now(record)


def test_new_changed_and_withdrawn_records_stand_with_their_differences(client: Client) -> None:
    changed = make.activity(9001, "Seminar", status="planned")
    gone = make.activity(9002, "SECRET title")
    for record in (changed, gone):
        age(record, 40)
    again(changed, status="under_way")
    again(changed, status="completed", venue="Lima")
    make.archive_now(gone)
    make.activity(9003, "Course")
    assert told(client) == [
        ["New", "Course", "Activity", "TA-2023-9003"],
        ["Withdrawn", "Activity TA-2023-9002", "Not public any more."],
        [
            *("Changed", "Seminar", "Activity", "TA-2023-9001"),
            *("Status: before: planned then: completed", "Venue (town, building): then: Lima"),
        ],
    ]
    assert counted(client) == "1 new record · 1 changed · 1 withdrawn"
    assert counted(client, "?act=changed") == "1 changed"
    assert [row[1] for row in told(client, "?act=withdrawn&act=new")] == ["Course", "Activity TA-2023-9002"]


def test_what_is_withdrawn_says_neither_its_title_nor_its_slug_nor_what_it_said(client: Client) -> None:
    record = make.published(Kind.ORGANISATION, "ZEBRA office", reference="zebra-office")
    age(record, 40)
    again(record, texts=make.english("ZEBRA again", summary="ZEBRA words"))
    make.archive_now(record)
    for address in ADDRESSES:
        answer = client.get(address)
        content = b"".join(answer.streaming_content) if answer.streaming else answer.content
        assert b"zebra" not in content.lower()
    assert told(client) == [["Withdrawn", "Organisation", "Not public any more."]]


def test_a_span_that_ends_before_it_was_withdrawn_does_not_tell_of_it_either(client: Client) -> None:
    record = make.activity(9001, "SECRET title", status="planned")
    age(record, 10)
    again(record, status="completed")
    record.public_changes.filter(act="changed").update(at=timezone.now() - dt.timedelta(days=5))
    make.archive_now(record)
    first, last = (timezone.localdate() - dt.timedelta(days=days) for days in (7, 2))
    assert told(client, f"?since={first}&until={last}") == [
        ["Changed", "Activity TA-2023-9001", "Not public any more."]
    ]


def test_what_is_new_and_was_corrected_since_is_new_once_as_it_is_now(client: Client) -> None:
    record = make.activity(9001, "Zebra seminar", status="planned")
    age(record, 3)
    again(record, texts=make.english("Course"), status="completed")
    again(record, texts=make.english("Course on patents"), status="completed")
    since = timezone.localdate() - dt.timedelta(days=10)
    assert told(client, f"?since={since}") == [["New", "Course on patents", "Activity", "TA-2023-9001"]]
    assert counted(client, f"?since={since}") == "1 new record · 0 changed · 0 withdrawn"
    assert [words for words in everywhere(client, since) if b"Zebra" in words] == []
    assert [words.count(b"TA-2023-9001") > 0 for words in everywhere(client, since)] == [True] * len(ADDRESSES)


def test_what_was_new_and_is_withdrawn_again_is_told_to_nobody_who_could_not_see_it_before(client: Client) -> None:
    """Whoever looks from a day on at which it was public already is told that it went."""
    record = make.activity(9001, "Zebra seminar", status="planned")
    age(record, 3)
    again(record, status="completed")
    make.archive_now(record)
    before, after = (timezone.localdate() - dt.timedelta(days=days) for days in (10, 2))
    assert told(client, f"?since={before}") == []
    assert counted(client, f"?since={before}") == "0 new records · 0 changed · 0 withdrawn"
    assert [words for words in everywhere(client, before) if b"TA-2023-9001" in words or b"Zebra" in words] == []
    assert told(client, f"?since={after}") == [["Withdrawn", "Activity TA-2023-9001", "Not public any more."]]
    assert [words for words in everywhere(client, after) if b"Zebra" in words] == []


def test_what_came_went_and_came_back_corrected_is_new_as_it_is_now(client: Client) -> None:
    record = make.activity(9001, "Zebra seminar", status="planned")
    age(record, 3)
    make.archive_now(record)
    again(record, texts=make.english("Course"), status="completed")
    since = timezone.localdate() - dt.timedelta(days=10)
    assert told(client, f"?since={since}") == [["New", "Course", "Activity", "TA-2023-9001"]]
    assert counted(client, f"?since={since}") == "1 new record · 0 changed · 0 withdrawn"


def everywhere(client: Client, since: dt.date) -> list[bytes]:
    """The page, the feed and the table from that day on."""
    answers = [client.get(f"{address}?since={since}") for address in ADDRESSES]
    return [b"".join(one.streaming_content) if one.streaming else one.content for one in answers]


def test_what_was_merged_away_leads_to_what_it_is_part_of_now(client: Client) -> None:
    kept, other = make.published(Kind.PROJECT, "Kept"), make.published(Kind.PROJECT, "Other")
    age(other, 40)
    make.archive_now(other)
    Record.objects.filter(pk=other.pk).update(merged_into=kept)
    row = next(row for row in rows(shown(client)) if "Withdrawn" in row.text)
    assert "Now part of: Kept" in row.text
    assert "Other" not in row.text


def test_a_country_finds_what_named_it_before_and_does_no_more(client: Client) -> None:
    peru, chile = make.record_id("country/PE"), make.record_id("country/CL")
    record = make.activity(9001, "Seminar", involvements=[{"party": peru, "role": "beneficiary"}])
    make.activity(9002, "Elsewhere", involvements=[{"party": chile, "role": "beneficiary"}])
    age(record, 40)
    again(record, involvements=[{"party": chile, "role": "beneficiary"}])
    assert [row[1] for row in told(client, "?country=PE")] == ["Seminar"]
    assert [row[1] for row in told(client, "?country=pe&country=CL")] == ["Seminar", "Elsewhere"]
    assert counted(client, "?country=PE") == "0 new records · 1 changed · 0 withdrawn"


def test_since_a_session_is_what_came_after_its_last_day(client: Client) -> None:
    last = timezone.localdate() - dt.timedelta(days=3)
    first = last - dt.timedelta(days=4)
    make.published(
        Kind.SESSION, "Session", reference="TEST-1", starts=first.isoformat(), ends=last.isoformat(), precision="day"
    )
    during, after = make.activity(9001, "During"), make.activity(9002, "After")
    age(during, 3)
    age(after, 2)
    assert [row[1] for row in told(client, "?session=TEST-1&kind=activity")] == ["After"]
    assert [row[1] for row in told(client, f"?since={last}&kind=activity")] == ["After", "During"]


def test_a_session_without_dates_is_told_to_have_none(client: Client) -> None:
    make.published(Kind.SESSION, "Session", reference="TEST-1")
    page = shown(client, "/changes/?session=TEST-1")
    assert "It is not stated when the session “TEST-1” was held: give a day instead." in page.text


def test_by_country_each_record_stands_once_under_the_one_asked_for(client: Client) -> None:
    peru, chile = make.record_id("country/PE"), make.record_id("country/CL")
    both = [{"party": peru, "role": "beneficiary"}, {"party": chile, "role": "provider"}]
    make.activity(9001, "Both", involvements=both)
    make.activity(9002, "Nowhere")

    def headings(query: str) -> list[str]:
        return shown(client, f"/changes/{query}").texts("h2")

    assert headings("?by=country") == ["Chile", "No country or area"]
    assert headings("?by=country&country=PE") == ["Peru"]
    assert headings("?by=subject") == ["No subject"]


def test_persons_are_named_as_printed_and_erased_ones_by_nothing(client: Client) -> None:
    key = make.person("P-9001", "Ada Poster")
    record = make.activity(9001, "Talk by {P-9001}")
    age(record, 40)
    again(record, texts=make.english("Talk by {P-9001}", summary="With {P-9002}"))
    assert [row[1:] for row in told(client)] == [
        ["Talk by Ada Poster", "Activity", "TA-2023-9001", "Text in “English” – Summary: then: With …"]
    ]
    assert key


@pytest.mark.parametrize("how_many", [1, 3])
def test_the_page_asks_as_often_however_many_there_are(
    client: Client, django_assert_num_queries, how_many: int
) -> None:
    peru = make.record_id("country/PE")
    for number in range(how_many):
        record = make.activity(9001 + number, involvements=[{"party": peru, "role": "beneficiary"}])
        age(record, 40)
        again(record, venue="Lima")
    with django_assert_num_queries(9):  # two of them begin and end one state
        client.get("/changes/?country=PE")


def test_pages_go_on_where_the_one_before_ended(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(changes_page, "SIZE", 2)
    for number in range(5):
        make.activity(9001 + number, f"Seminar {number}")
    walked, address = [], "/changes/?kind=activity"
    while address:
        page = shown(client, address)
        walked.append([row.one("h3").text for row in rows(page)])
        links = page.all("a", where=lambda link: link.get("rel") == "next")
        address = links[0].get("href") if links else ""
    assert walked == [["Seminar 4", "Seminar 3"], ["Seminar 2", "Seminar 1"], ["Seminar 0"]]
    back = page.all("a", where=lambda link: link.get("rel") == "prev")[0].get("href")
    assert [row.one("h3").text for row in rows(shown(client, back))] == walked[1]


def headers(response: HttpResponse) -> dict[str, str]:
    return {name: value for name, value in response.headers.items() if name != "X-Request-ID"}


def answers(client: Client) -> list[tuple]:
    found = []
    for address in ADDRESSES:
        answer = client.get(address)
        content = b"".join(answer.streaming_content) if answer.streaming else answer.content
        found.append((content, headers(answer)))
    return found


def test_drafts_edits_details_and_consents_show_nowhere_not_even_in_a_tag(client: Client) -> None:
    peru = make.record_id("country/PE")
    record = make.activity(9001, "Seminar", involvements=[{"party": peru, "role": "beneficiary"}])
    before = answers(client)
    make.draft(Kind.ACTIVITY, "SECRET draft")
    make.edit(record, venue="SECRET venue")
    detail = Detail.objects.create(record_id=record.pk, party_id=peru, nature="cost", text="SECRET cost")
    for state in ConsentState.values:
        Consent.objects.create(party_id=peru, detail=detail, state=state)
        with change(by=None, why="a test"):
            refresh_forms([record.pk])
        assert answers(client) == before


@pytest.mark.parametrize("role", CAST)
def test_everybody_reads_the_same(client: Client, role: str) -> None:
    peru = make.record_id("country/PE")
    record = make.activity(9001, "Seminar", involvements=[{"party": peru, "role": "beneficiary"}])
    age(record, 40)
    again(record, venue="Lima")
    Detail.objects.create(record_id=record.pk, party_id=peru, nature="cost", text="SECRET cost")
    with change(by=None, why="a test"):
        refresh_forms([record.pk])
    seen = shown(client).text
    if user := person(role):
        client.force_login(user)
    assert shown(client).text == seen


def test_what_the_browser_has_is_not_sent_again_and_a_change_is(client: Client) -> None:
    make.activity(9001)
    for address in ADDRESSES:
        tag = client.get(address).headers["ETag"]
        assert client.get(address, headers={"If-None-Match": tag}).status_code == 304
    make.activity(9002)
    for address in ADDRESSES:
        assert client.get(address, headers={"If-None-Match": tag}).status_code == 200


@pytest.mark.parametrize("language", dict(settings.LANGUAGES))
def test_it_is_there_in_every_language_in_the_readers_words(client: Client, language: str) -> None:
    own = "zh" if language == "zh-hans" else language
    texts = {**make.english("Seminar"), **({own: make.text("TITLE", status="official")} if own != "en" else {})}
    make.activity(9001, texts=texts)
    prefix = "" if language == "en" else f"/{language}"
    page = client.get(f"{prefix}/changes/")
    assert parse(page.content).one("html").get("lang") == language
    titles = [link for link in main(page.content).all("a") if link.get("href") == f"{prefix}/activities/TA-2023-9001/"]
    assert [link.text for link in titles] == ["Seminar" if language == "en" else "TITLE"]


def test_pages_lead_there(client: Client) -> None:
    def links(address: str) -> list[str]:
        return [link.get("href") for link in parse(client.get(address).content).all("a")]

    assert links("/").count("/changes/") == 2  # beside what is new, and in the foot
    assert "/changes/?country=PE" in links("/countries/PE/")
    make.published(Kind.SESSION, "S", reference="TEST-1", starts="2024-05-06", precision="day")
    assert "/changes/?session=TEST-1" in links("/sessions/TEST-1/")
    make.published(Kind.SESSION, "S", reference="TEST-2")
    assert "/changes/?session=TEST-2" not in links("/sessions/TEST-2/")
