"""What a reader's browser and the caches on the way may keep, and when it changes."""

import pytest
from django.conf import settings
from django.http import HttpResponse
from django.test import Client

from accounts.models import Consent
from tarepo.changes import change
from tarepo.content_write import write_content
from tarepo.enums import Kind
from tarepo.models import Detail, OldAddress, Record
from tarepo.publish import publish, refresh_forms
from tests import make
from tests.html import main, parse
from tests.pages import kinds
from tests.people import person

pytestmark = pytest.mark.django_db

LISTS = ["/", *(f"/{folder}/" for folder in kinds.FOLDERS.values())]
NEWEST = {"starts": "2031-05-01", "precision": "day"}  # stands first on the home page and in the list
OWN = {"X-Request-ID"}  # differs from answer to answer


def got(client: Client, address: str, **headers: str) -> HttpResponse:
    response = client.get(address, headers=headers)
    assert response.status_code in (200, 304)
    return response


def headers(response: HttpResponse) -> dict[str, str]:
    return {name: value for name, value in response.headers.items() if name not in OWN}


def one_of_each() -> list[str]:
    for kind in kinds.FOLDERS:
        kinds.bare(kind)
    return [kinds.path(kind, "bare") for kind in kinds.FOLDERS]


def test_a_visitor_gets_no_cookie_session_or_token(client: Client) -> None:
    for address in [*LISTS, *one_of_each()]:
        response = got(client, address)
        assert not response.cookies
        assert b"csrf" not in response.content.lower()


def test_every_page_may_be_kept_and_must_be_asked_for_again(client: Client) -> None:
    for address in [*LISTS, *one_of_each()]:
        response = got(client, address)
        assert response["Cache-Control"] == "public, no-cache"
        assert response["Vary"] == "Cookie, Accept-Encoding"
        assert response["Content-Language"] == "en"
        assert response["ETag"]


def test_a_page_that_the_browser_has_is_not_sent_again(client: Client) -> None:
    for address in [*LISTS, *one_of_each()]:
        first = got(client, address)
        again = got(client, address, if_none_match=first["ETag"])
        assert (again.status_code, again.content) == (304, b"")
        assert again["ETag"] == first["ETag"]
        for name in ("Cache-Control", "Vary"):
            assert again[name] == first[name]


def test_what_one_language_kept_is_not_taken_for_another(client: Client) -> None:
    make.activity(9001)
    tags = {
        got(client, f"{prefix}{address}")["ETag"]
        for prefix in ("", "/ar", "/zh-hans", "/fr", "/ru", "/es")
        for address in ("/", "/activities/", "/activities/TA-2023-9001/")
    }
    assert len(tags) == 18


def test_a_new_version_is_sent(client: Client) -> None:
    record = make.activity(9001, "One", **NEWEST)
    addresses = ("/", "/activities/", "/activities/TA-2023-9001/")
    before = {address: got(client, address)["ETag"] for address in addresses}
    make.rename(record, "Two")
    for address, tag in before.items():
        response = got(client, address, if_none_match=tag)
        assert response.status_code == 200
        assert "Two" in main(response.content).text


def test_a_new_name_of_a_record_is_seen_on_the_pages_that_name_it(client: Client) -> None:
    country = make.published(Kind.COUNTRY, "Old name", reference="XA")
    parties = [{"party": country.pk, "role": "beneficiary"}]
    make.activity(9001, involvements=parties, **NEWEST)
    addresses = ("/", "/activities/", "/activities/TA-2023-9001/", "/countries/", "/activities/?country=XA")
    before = {address: got(client, address)["ETag"] for address in addresses}
    make.rename(country, "New name")
    for address, tag in before.items():
        response = got(client, address, if_none_match=tag)
        assert response.status_code == 200, address
        assert "New name" in parse(response.content).text
        assert "Old name" not in parse(response.content).text


def test_a_new_name_of_a_country_is_seen_among_the_values_of_a_filter(client: Client) -> None:
    country = make.published(Kind.COUNTRY, "Sometime", reference="ZZ")
    make.activity(9001, involvements=[{"party": country.pk, "role": "beneficiary"}], **NEWEST)
    before = got(client, "/activities/")
    make.rename(country, "Henceforth")
    after = got(client, "/activities/", if_none_match=before["ETag"])
    values = parse(after.content).one("form", "search-form").text
    assert (after.status_code, "Sometime" in values, "Henceforth" in values) == (200, False, True)
    make.archive_now(country)
    gone = got(client, "/activities/", if_none_match=after["ETag"])
    assert (gone.status_code, "Henceforth" in gone.text) == (200, False)


def test_a_new_record_is_seen_on_the_pages_of_those_that_it_names(client: Client) -> None:
    unit = make.published(Kind.UNIT, reference="unit-a")
    tag = got(client, "/units/unit-a/")["ETag"]
    make.activity(9001, "Just published", unit=unit.pk)
    response = got(client, "/units/unit-a/", if_none_match=tag)
    assert "Just published" in main(response.content).text


def test_a_mended_name_of_a_person_is_seen(client: Client) -> None:
    from experts.models import Person

    make.person("P-9003", "Alan Speeker")
    make.activity(9001, texts=make.english("Meeting", summary="By {P-9003}"), **NEWEST)
    addresses = ("/", "/activities/", "/activities/TA-2023-9001/")
    before = {address: got(client, address)["ETag"] for address in addresses}
    Person.objects.filter(key="P-9003").update(name="Alan Speaker")
    for address, tag in before.items():
        assert "Alan Speaker" in main(got(client, address, if_none_match=tag).content).text


@pytest.fixture
def kept() -> Record:
    """An activity with a detail of each nature, each of one beneficiary."""
    country = make.published(Kind.COUNTRY, reference="XA")
    record = make.activity(9001, "Of one beneficiary", involvements=[{"party": country.pk, "role": "beneficiary"}])
    for nature in ("cost", "participants", "document", "evaluation"):
        Detail.objects.create(record_id=record.pk, party_id=country.pk, nature=nature, text=f"SECRET {nature}")
    with change(by=None, why="a test"):
        refresh_forms([record.pk])
    return record


ADDRESSES = (
    *("/", "/activities/", "/activities/TA-2023-9001/", "/countries/XA/", "/countries/", "/es/activities/"),
    *("/activities/TA-2023-9001/history/", "/activities/TA-2023-9001/history/1/", "/countries/XA/history/"),
)


def test_no_state_of_consent_moves_a_byte_or_header_of_a_public_answer(client: Client, kept: Record) -> None:
    before = {address: got(client, address) for address in ADDRESSES}
    for state in ("asked", "refused", "granted", "withdrawn", "granted"):
        Consent.objects.create(party_id=make.record_id("country/XA"), nature="cost", state=state)
        with change(by=None, why="a test"):
            refresh_forms([kept.pk])
        for address, first in before.items():
            now = got(client, address)
            assert now.content == first.content
            assert headers(now) == headers(first)


def test_a_detail_stands_in_no_public_byte(client: Client, kept: Record) -> None:
    Consent.objects.create(party_id=make.record_id("country/XA"), nature="cost", state="granted")
    with change(by=None, why="a test"):
        refresh_forms([kept.pk])
    for address in ADDRESSES:
        assert b"SECRET" not in got(client, address).content


def test_adding_a_detail_moves_nothing_that_is_public(client: Client) -> None:
    country = make.published(Kind.COUNTRY, reference="XA")
    record = make.activity(9001, involvements=[{"party": country.pk, "role": "beneficiary"}])
    before = {address: got(client, address) for address in ADDRESSES}
    Detail.objects.create(record_id=record.pk, party_id=country.pk, nature="cost", text="SECRET")
    with change(by=None, why="a test"):
        refresh_forms([record.pk])
    for address, first in before.items():
        now = got(client, address)
        assert (now.content, headers(now)) == (first.content, headers(first))


def test_an_edit_is_unseen_until_it_is_published(client: Client) -> None:
    record = make.activity(9001, "Published title")
    before = {address: got(client, address) for address in ADDRESSES[:3]}
    make.edit(record, texts=make.english("UNSEEN title", summary="UNSEEN summary"), venue="UNSEEN venue")
    for address, first in before.items():
        now = got(client, address)
        assert (now.content, headers(now)) == (first.content, headers(first))


def test_a_draft_is_neither_shown_nor_named(client: Client) -> None:
    project = make.draft(Kind.PROJECT, "UNSEEN project", reference="secret-project")
    make.activity(9001, project=project.pk, related=[project.pk])
    for address in ("/", "/activities/", "/activities/TA-2023-9001/", "/projects/"):
        content = got(client, address).content
        assert b"UNSEEN" not in content
        assert b"secret-project" not in content
    assert client.get("/projects/secret-project/").status_code == 404
    assert client.get("/projects/SECRET-PROJECT/").status_code == 404


def test_an_archived_record_is_gone_and_named_nowhere(client: Client) -> None:
    project = make.published(Kind.PROJECT, "Gone project", reference="gone")
    make.activity(9001, project=project.pk)
    OldAddress.objects.create(record_id=project.pk, path="projects/before/")
    make.archive_now(project)
    assert "Gone" not in main(got(client, "/activities/TA-2023-9001/").content).text
    assert "Gone" not in main(got(client, "/projects/").content).text
    for address in ("/projects/gone/", "/projects/GONE/", "/projects/before/", "/es/projects/gone/"):
        response = client.get(address)
        assert (response.status_code, response["Cache-Control"]) == (404, "no-store")
        assert b"Gone project" not in response.content


def test_an_old_address_leads_to_the_record_for_ever_in_every_language(client: Client) -> None:
    project = make.published(Kind.PROJECT, reference="new-code")
    OldAddress.objects.create(record_id=project.pk, path="projects/old-code/")
    for prefix in ("", "/es", "/zh-hans"):
        response = client.get(f"{prefix}/projects/old-code/")
        assert (response.status_code, response["Location"]) == (301, f"{prefix}/projects/new-code/")


@pytest.mark.parametrize("path", ["wipo/old/page/", "projects/a/b/", "ip-academy.html/", "colombia/"])
def test_an_old_address_of_any_form_leads_to_the_record_with_its_query(client: Client, path: str) -> None:
    project = make.published(Kind.PROJECT, reference="new-code")
    OldAddress.objects.create(record_id=project.pk, path=path)
    for asked in (f"/fr/{path}?year=2020&a=%C3%A9", f"/fr/{path.rstrip('/')}?year=2020&a=%C3%A9"):
        response = client.get(asked)
        assert (response.status_code, response["Location"]) == (301, "/fr/projects/new-code/?year=2020&a=%C3%A9")
    assert client.post(f"/{path}").status_code in (404, 405)


def test_an_unknown_address_costs_one_query_and_none_where_no_record_can_be(
    client: Client, django_assert_num_queries
) -> None:
    for address, queries in (("/nothing/here/", 1), ("/static/nothing.css", 0), (f"/{'a' * 300}/", 0)):
        with django_assert_num_queries(queries):
            assert client.get(address).status_code == 404


def test_other_capitals_lead_to_the_records_own_address(client: Client) -> None:
    make.activity(9001)
    make.published(Kind.COUNTRY, reference="XA")
    for asked, own in (
        ("/activities/ta-2023-9001/", "/activities/TA-2023-9001/"),
        ("/ar/countries/xa/", "/ar/countries/XA/"),
        ("/countries/xa/?a=b", "/countries/XA/?a=b"),
    ):
        response = client.get(asked)
        assert (response.status_code, response["Location"]) == (301, own)


def test_an_address_without_its_last_slash_leads_to_the_one_with_it(client: Client) -> None:
    response = client.get("/activities?year=2023")
    assert (response.status_code, response["Location"]) == (301, "/activities/?year=2023")


def test_a_page_names_itself_in_every_language(client: Client) -> None:
    make.activity(9001)
    tree = parse(got(client, "/fr/activities/TA-2023-9001/").content)
    links = {link.get("hreflang"): link.get("href") for link in tree.all("link") if link.get("rel") == "alternate"}
    assert links == {
        code: f"http://testserver{'' if code == 'en' else f'/{code}'}/activities/TA-2023-9001/"
        for code, _name in settings.LANGUAGES
    }
    (canonical,) = [link.get("href") for link in tree.all("link") if link.get("rel") == "canonical"]
    assert canonical == links["fr"]


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
def test_readers_pages_take_no_writes(client: Client, method: str) -> None:
    make.activity(9001)
    for address in ("/", "/activities/", "/activities/TA-2023-9001/", "/countries/"):
        response = getattr(client, method)(address)
        assert (response.status_code, response["Allow"]) == (405, "GET, HEAD")
        assert response.content


def test_a_head_has_the_headers_of_its_page(client: Client) -> None:
    make.activity(9001)
    for address in ("/", "/activities/", "/activities/TA-2023-9001/"):
        assert client.head(address)["ETag"] == got(client, address)["ETag"]


def test_a_page_kept_in_the_process_is_not_shown_once_anything_on_it_changed(client: Client) -> None:
    country = make.published(Kind.COUNTRY, "Name before")
    parties = [{"party": country.pk, "role": "beneficiary"}]
    address = f"/activities/{make.published(Kind.ACTIVITY, involvements=parties).reference}/"
    first, again = client.get(address).content, client.get(address).content
    with change(by=None, why="a test"):
        write_content(country, {"texts": make.english("Name after")})
        publish(country)
    renamed = client.get(address).content
    assert first == again
    assert (b"Name before" in first, b"Name before" in renamed, b"Name after" in renamed) == (True, False, True)


def test_each_reader_has_the_foot_of_their_own_page_whoever_asked_before() -> None:
    def foot(client: Client) -> list[str]:
        return [link.get("href") for link in parse(client.get("/units/").content).one("footer").all("a")]

    visitor, member, editor = Client(), Client(), Client()
    member.force_login(person("member"))
    editor.force_login(person("chief editor"))
    for _time in range(2):
        assert "/accounts/login/" in foot(visitor)
        assert ("/accounts/logout/" in foot(member), "/admin/" in foot(member)) == (True, False)
        assert ("/accounts/logout/" in foot(editor), "/admin/" in foot(editor)) == (True, True)


def test_what_is_kept_for_readers_of_one_tier_is_not_shown_to_others(client: Client, kept: Record) -> None:
    secretariat = Client()
    secretariat.force_login(person("chief editor"))
    address = kept.get_absolute_url()
    for _time in range(2):
        assert b"SECRET cost" in secretariat.get(address).content
        assert b"SECRET" not in client.get(address).content


def test_a_new_name_of_a_subject_is_seen_in_the_filter_and_in_the_chip(client: Client) -> None:
    subject = make.published(Kind.SUBJECT, "Sometime", reference="zz-subject")
    make.activity(9001, subjects=[subject.pk], **NEWEST)
    for address in ("/activities/", "/activities/?subject=zz-subject"):
        before = got(client, address)
        assert "Sometime" in before.text
        make.rename(subject, "Henceforth")
        after = got(client, address, if_none_match=before["ETag"])
        assert (after.status_code, "Sometime" in after.text, "Henceforth" in after.text) == (200, False, True)
        make.rename(subject, "Sometime")


def test_what_is_found_by_leaving_a_word_out_is_as_it_is_now(client: Client) -> None:
    def left_out(tag: str = "") -> str:
        response = got(client, "/activities/?q=zorbic+quuxly", if_none_match=tag)
        tags.append(response["ETag"])
        return parse(response.content).one("div", "nothing").one("ul").text

    tags: list[str] = []
    make.activity(9001, "Zorbic")
    assert left_out() == "Without “quuxly”: 1 activity"
    make.activity(9002, "Zorbic")
    assert left_out(tags[-1]) == "Without “quuxly”: 2 activities"


def test_a_mended_name_of_a_person_is_seen_in_the_search_of_everything(client: Client) -> None:
    from experts.models import Person

    make.person("P-9003", "Alan Speeker")
    lesson = {"kind": "lesson", "wording": {"en": "Zorbic lessons, said {P-9003}"}}
    make.activity(9001, "Meeting", lessons=[lesson], **NEWEST)
    before = got(client, "/search/?q=zorbic")
    assert "Alan Speeker" in before.text
    Person.objects.filter(key="P-9003").update(name="Alan Speaker")
    after = got(client, "/search/?q=zorbic", if_none_match=before["ETag"])
    assert (after.status_code, "Speeker" in after.text, "Alan Speaker" in after.text) == (200, False, True)
