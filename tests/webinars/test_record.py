"""A webinar is an activity with more fields: one record, one address, one hit; what is unreleased is in no version."""

import pytest
from django.test import Client

from tarepo.changes import change
from tarepo.content import read_content
from tarepo.models import Snapshot
from tarepo.publish import NotPublishable
from tarepo.restore import restore
from tests import make

pytestmark = pytest.mark.django_db
SLIDES = {"kind": "slides", "language": "en", "link": "https://example.org/slides-released", "released": True}
WITHHELD = {"kind": "slides", "language": "fr", "link": "https://example.org/slides-withheld"}


@pytest.fixture
def record() -> make.Record:
    return make.webinar("On quibbled marks", slug="on-collective-marks", at="2027-03-04T12:00+00:00")


def test_its_page_is_at_its_own_address(client: Client, record: make.Record) -> None:
    response = client.get("/webinars/on-collective-marks/")
    assert response.status_code == 200
    assert b"On quibbled marks" in response.content


def test_the_activitys_address_leads_there_with_the_query_for_ever(client: Client, record: make.Record) -> None:
    response = client.get(f"/es/activities/{record.reference}/?a=1")
    assert (response.status_code, response.headers["Location"]) == (301, "/es/webinars/on-collective-marks/?a=1")


def test_search_finds_it_once_at_its_address(client: Client, record: make.Record) -> None:
    content = client.get("/search/?q=quibbled").content
    assert content.count(b'href="/webinars/on-collective-marks/"') == 1
    assert f'href="/activities/{record.reference}/"'.encode() not in content


def test_what_is_no_webinar_stays_where_it_is(client: Client) -> None:
    other = make.activity()
    assert client.get(f"/activities/{other.reference}/").status_code == 200
    assert client.get(f"/webinars/{other.reference}/").status_code == 404


def test_a_draft_has_no_address_yet(client: Client) -> None:
    make.draft("activity", webinars=[{"slug": "not-yet", "time_zone": "Europe/Zurich"}])
    assert client.get("/webinars/not-yet/").status_code == 404


def test_an_address_is_given_where_none_is_written() -> None:
    record = make.draft("activity", webinars=[{"time_zone": "Europe/Zurich"}])
    assert read_content("activity", record.pk)["webinars"][0]["slug"] == record.reference.lower()


def test_what_is_not_released_is_in_no_version(record: make.Record) -> None:
    make.edit(record, materials=[SLIDES, WITHHELD])
    make.publish_now(record)
    shown = (
        Snapshot.objects.filter(record=record).order_by("-number").values_list("body__content__materials", flat=True)
    )
    assert [row["link"] for row in shown[0]] == [SLIDES["link"]]


def test_restoring_a_version_keeps_what_was_never_released(record: make.Record) -> None:
    make.edit(record, materials=[SLIDES, WITHHELD])
    first = Snapshot.objects.get(record=record)
    with change(by=None, why=make.WHY):
        restore(record=record, snapshot=first)
    assert [row["link"] for row in read_content("activity", record.pk)["materials"]] == [WITHHELD["link"]]


def test_an_address_that_is_public_stays(client: Client, record: make.Record) -> None:
    row = read_content("activity", record.pk)["webinars"][0]
    make.edit(record, webinars=[row | {"slug": "another-address"}])
    with pytest.raises(NotPublishable, match="write “on-collective-marks” again"):
        make.publish_now(record)
    assert client.get("/webinars/on-collective-marks/").status_code == 200


def test_nor_can_another_take_it(record: make.Record) -> None:
    row = read_content("activity", record.pk)["webinars"][0]
    make.edit(record, webinars=[row | {"slug": "another-address"}])
    with pytest.raises(NotPublishable, match="is the address of another webinar"):
        make.webinar("Another", slug="on-collective-marks")


def test_a_topic_without_a_day_is_no_entry_of_a_calendar(client: Client) -> None:
    make.webinar("A topic", slug="a-topic")
    assert client.get("/webinars/a-topic/calendar.ics").status_code == 404
