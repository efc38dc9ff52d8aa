"""The one address of files: who gets one, and how it goes out."""

import gzip
from typing import Any
from urllib.parse import quote

import pytest
from django.core.files.storage import default_storage
from django.test import Client

from accounts.models import User
from tarepo.changes import change
from tarepo.enums import Kind
from tarepo.models import File, Record
from tarepo.publish import archive
from tarepo.tiers import MEMBERS, SECRETARIAT
from tests.files.material import PDF, attached, bytes_of, on_record, picture, shown, stored

pytestmark = pytest.mark.django_db


class Reader(Client):
    """Reads every answer to its end: response.body."""

    def request(self, **asked: Any) -> Any:
        response = super().request(**asked)
        response.body = response.getvalue()
        return response


@pytest.fixture
def client() -> Reader:
    return Reader()


def as_seen(client: Reader, address: str) -> tuple:
    """Everything that a reader could tell two answers apart by."""
    response = client.get(address)
    headers = {name: value for name, value in response.headers.items() if name != "X-Request-ID"}
    return response.status_code, headers, response.body


@pytest.fixture
def member() -> Reader:
    return signed_in("member@example.org")


@pytest.fixture
def editor() -> Reader:
    return signed_in("chief-editor@example.org")


def signed_in(email: str) -> Reader:
    client = Reader()
    client.force_login(User.objects.get(email=email))
    return client


def test_a_document_is_saved_not_opened_and_can_do_nothing(client):
    row = attached(PDF, "Report 2024.pdf")
    response = client.get(row.get_absolute_url())
    assert response.body == PDF
    assert response.headers["Content-Type"] == "application/pdf"
    assert response.headers["Content-Disposition"] == 'attachment; filename="Report 2024.pdf"'
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert response.headers["Content-Security-Policy"] == "sandbox; default-src 'none'"
    assert response.headers["ETag"] == f'"{row.sha256}"'
    assert response.headers["Content-Length"] == str(len(PDF))
    assert response.headers["Cache-Control"] == "public, max-age=3600"
    assert not response.cookies
    assert "Cookie" not in response.headers.get("Vary", "")


def test_a_picture_is_shown_re_encoded_in_the_width_asked_for(client):
    row = shown(picture(size=(1200, 800)), "Photo of the meeting.png")
    assert row.get_absolute_url() == f"/files/{row.pk}/Photo%20of%20the%20meeting.webp"
    for width in ("480", "960", "1200"):
        response = client.get(row.get_absolute_url(), {"w": width})
        assert response.body == bytes_of(row.variants[width][1])
        assert response.headers["Content-Type"] == "image/webp"
        assert response.headers["Content-Disposition"].startswith("inline")
    assert client.get(row.get_absolute_url()).headers["ETag"] == response.headers["ETag"], "the widest"


@pytest.mark.parametrize("width", ["0", "481", "-1", "x", "", "99999999999999999999", "\x00", "480.0"])
def test_a_width_that_there_is_not_is_no_page(client, width):
    row = shown(picture(size=(1200, 800)))
    assert client.get(row.get_absolute_url(), {"w": width}).status_code == 404


def test_the_original_of_a_picture_is_never_served(client, editor):
    row = shown(picture("PNG"), "a.png")
    for reader in (client, editor):
        assert reader.get(f"/files/{row.pk}/a.png").status_code == 404
        assert reader.get(row.get_absolute_url()).body != bytes_of(row.stored)


def test_a_picture_that_waits_is_no_page_not_even_for_the_secretariat(client, editor):
    row = stored(picture(), "a.jpg")
    assert client.get(row.get_absolute_url()).status_code == 404
    assert editor.get(row.get_absolute_url()).status_code == 404


@pytest.mark.parametrize("who", ["visitor", "visitor with a dead session", "member"])
def test_a_file_of_another_tier_answers_as_one_that_there_is_not(who):
    row = attached(PDF, tier=SECRETARIAT)
    client = signed_in("member@example.org") if who == "member" else Reader()
    if who == "visitor with a dead session":
        client.cookies["sessionid"] = "0123456789abcdef0123456789abcdef"
    address = row.get_absolute_url()
    hidden = as_seen(client, address)
    missing = as_seen(client, address.replace(str(row.pk), str(row.pk + 100_000)))
    assert hidden == missing
    assert hidden[0] == 404


def test_a_members_file_on_a_public_record_is_for_members(client, member, editor):
    row = attached(PDF, tier=MEMBERS)
    assert client.get(row.get_absolute_url()).status_code == 404
    for reader in (member, editor):
        response = reader.get(row.get_absolute_url())
        assert response.body == PDF
        assert response.headers["Cache-Control"] == "private, no-cache"


def test_a_partys_file_is_for_that_party_and_the_secretariat(member):
    peru = Record.objects.get(kind=Kind.COUNTRY, reference="PE")
    row = attached(PDF, tier=peru.pk)
    assert member.get(row.get_absolute_url()).status_code == 200
    assert signed_in("other-member@example.org").get(row.get_absolute_url()).status_code == 404
    assert signed_in("chief-editor@example.org").get(row.get_absolute_url()).status_code == 200


def test_a_file_of_a_draft_is_for_the_secretariat_only(client, member, editor):
    row = on_record(PDF, "a.pdf", part="editions", kind=Kind.DOCUMENT, public=False)
    assert client.get(row.get_absolute_url()).status_code == 404
    assert member.get(row.get_absolute_url()).status_code == 404
    response = editor.get(row.get_absolute_url())
    assert response.status_code == 200
    assert response.headers["Cache-Control"] == "private, no-cache"


def test_a_file_that_the_published_form_does_not_name_yet_is_not_public(client):
    first = attached(PDF)
    record = Record.objects.get(pk=first.record_id)
    second = stored(PDF + b"%%EOF", "new.pdf", record=record)
    assert client.get(first.get_absolute_url()).status_code == 200
    assert client.get(second.get_absolute_url()).status_code == 404


def test_a_file_of_an_archived_record_is_gone(client):
    row = attached(PDF)
    with change(by=None, why="a test"):
        archive(Record.objects.get(pk=row.record_id))
    assert client.get(row.get_absolute_url()).status_code == 404


@pytest.mark.parametrize(
    "address",
    [
        "/files/",
        "/files/1",
        "/files/1/",
        "/files/x/a.pdf",
        "/files/99999999999999999999999/a.pdf",
        "/files/-1/a.pdf",
        "/files/0/a/b.pdf",
        "/files/1/%00",
        "/files/1/%0a.pdf",
        "/files/1/%ff%fe",
        "/files/1/..%2f..%2fetc%2fpasswd",
    ],
)
def test_an_address_without_a_file_is_no_page(client, address):
    assert client.get(address).status_code == 404


def test_another_name_is_another_address(client):
    row = attached(PDF)
    assert client.get(f"/files/{row.pk}/setup.exe").status_code == 404


@pytest.mark.parametrize(
    "name", ["a\nSet-Cookie: x=1.pdf", 'a"; filename="b.exe', "gnp\u202efdp.exe", "تقرير.pdf", "a\x00b.pdf"]
)
def test_a_hostile_name_stays_one_header_and_one_name(client, name):
    row = attached(PDF, name)
    response = client.get(row.get_absolute_url())
    assert response.body == PDF
    told = response.headers["Content-Disposition"]
    assert told in (f'attachment; filename="{row.name}"', f"attachment; filename*=utf-8''{quote(row.name)}")
    assert not set(told) & set("\r\n\u202e")
    assert told.endswith((".pdf", '.pdf"'))
    assert not response.cookies


def test_a_name_that_was_never_cleaned_breaks_nothing(client):
    row = attached(PDF)
    File.objects.filter(pk=row.pk).update(name='x"\r\nSet-Cookie: a=b')
    row.refresh_from_db()
    assert client.get(row.get_absolute_url()).status_code == 404, "control characters are no address"


def test_an_unchanged_file_is_not_sent_again(client):
    for row in (attached(PDF), shown(picture())):
        etag = client.get(row.get_absolute_url()).headers["ETag"]
        response = client.get(row.get_absolute_url(), headers={"If-None-Match": etag})
        assert (response.status_code, response.body) == (304, b"")
        assert response.headers["ETag"] == etag
        assert response.headers["Cache-Control"] == "public, max-age=3600"


@pytest.mark.parametrize(
    ("asked", "status", "expected"),
    [
        ("bytes=0-9", 206, PDF[:10]),
        ("bytes=10-", 206, PDF[10:]),
        ("bytes=-5", 206, PDF[-5:]),
        ("bytes=-999999", 206, PDF),
        ("bytes=5-999999", 206, PDF[5:]),
        ("bytes=999999-", 416, b""),
        ("bytes=-0", 416, b""),
        ("bytes=9-5", 200, PDF),
        ("bytes=-", 200, PDF),
        ("bytes=0-1,3-4", 200, PDF),
        ("lines=1-2", 200, PDF),
        ("bytes=" + "9" * 30 + "-", 200, PDF),
    ],
)
def test_a_part_can_be_asked_for(client, asked, status, expected):
    row = attached(PDF)
    response = client.get(row.get_absolute_url(), headers={"Range": asked, "Accept-Encoding": "gzip"})
    assert (response.status_code, response.body) == (status, expected)
    if status == 206:
        start = PDF.index(expected)
        assert response.headers["Content-Range"] == f"bytes {start}-{start + len(expected) - 1}/{len(PDF)}"
        assert response.headers["Content-Length"] == str(len(expected))
    if status == 416:
        assert response.headers["Content-Range"] == f"bytes */{len(PDF)}"


def test_a_part_of_a_file_that_changed_meanwhile_is_the_whole(client):
    row = attached(PDF)
    response = client.get(row.get_absolute_url(), headers={"Range": "bytes=0-9", "If-Range": '"old"'})
    assert (response.status_code, response.body) == (200, PDF)


def test_text_is_compressed_and_what_is_compressed_already_is_not(client):
    table = b"name,number\n" + b"Peru,1\n" * 500
    response = client.get(attached(table, "a.csv").get_absolute_url(), headers={"Accept-Encoding": "gzip"})
    assert response.headers["Content-Type"] == "text/csv; charset=utf-8"
    assert gzip.decompress(response.body) == table
    response = client.get(attached(PDF).get_absolute_url(), headers={"Accept-Encoding": "gzip"})
    assert response.body == PDF
    assert response.headers["Content-Length"] == str(len(PDF))


def test_only_reading_is_allowed(client):
    row = attached(PDF)
    assert client.post(row.get_absolute_url()).status_code == 405
    assert client.head(row.get_absolute_url()).status_code == 200


def test_a_file_that_the_storage_lost_is_no_page_and_is_told_in_the_log(client, caplog):
    row = attached(PDF)
    default_storage.delete(str(row.stored))
    assert client.get(row.get_absolute_url()).status_code == 404
    assert "The storage lacks" in caplog.text


def test_a_visitor_costs_one_query(client, django_assert_num_queries):
    row, hidden = attached(PDF), attached(PDF, tier=MEMBERS)
    for address in (row.get_absolute_url(), hidden.get_absolute_url(), "/files/0/a.pdf"):
        with django_assert_num_queries(1):
            client.get(address)


def test_no_file_is_public_of_a_kind_that_the_view_does_not_look_for():
    """Every part that names a file is looked for by the view: a new one fails here."""
    from django.db.models import ManyToOneRel

    from tarepo.files_views import NAMING
    from tarepo.models import Part

    naming = {
        relation.field.model._meta.get_field("record").remote_field.related_name
        % {"class": relation.field.model._meta.model_name}
        for relation in File._meta.get_fields(include_hidden=True)
        if isinstance(relation, ManyToOneRel)
        and issubclass(relation.field.model, Part)
        and relation.field.name == "file"
    }
    assert naming == set(NAMING)
