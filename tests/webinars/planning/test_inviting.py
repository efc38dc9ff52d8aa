"""Contacts and invitations: one mail an address, sent once, and known to the promotion log."""

import pytest
from django.http import HttpResponse
from django.utils.translation import override

from tarepo.content import read_content
from tarepo.models import Outbox
from tests import make
from tests.admin.office import filled, signed_in
from webinars.contacts.lines import MOST_LINES, decoded, read_lines
from webinars.inviting.write import write_invitations
from webinars.models import Contact, ContactGroup, Invitation, Webinar

pytestmark = pytest.mark.django_db


@pytest.fixture
def groups() -> list[ContactGroup]:
    made = [ContactGroup.objects.create(audience=word, name=word) for word in ("offices", "missions")]
    for group, own in zip(made, ("a@example.org", "b@example.org"), strict=True):
        for email in (own, "shared@example.org"):
            Contact.objects.create(group=group, name=email, email=email)
    return made


@pytest.fixture
def record() -> make.Record:
    return make.webinar("On quibbled marks", slug="on-marks", at="2027-03-04T12:00+00:00")


def page_of(record: make.Record) -> str:
    return f"/admin/webinars/{record.pk}/invitations/"


def sent(record: make.Record, groups: list[ContactGroup], **changed: str) -> dict:
    """What the button sends of the page on which the mails were looked at."""
    return filled(looked_at(record, groups, **changed)) | {"send": "1"}


def looked_at(record: make.Record, groups: list[ContactGroup], **changed: str) -> HttpResponse:
    chief = signed_in("chief editor")
    form = filled(chief.get(page_of(record))) | {"groups": [str(group.pk) for group in groups]} | changed
    return chief.post(page_of(record), form | {"preview": "1"})


def invited() -> list[str]:
    """To whom the job wrote a mail."""
    write_invitations()
    return sorted(Outbox.objects.filter(key__startswith="invitation/").values_list("to", flat=True))


def test_an_address_in_two_groups_gets_one_mail_and_a_double_click_none(
    record: make.Record, groups: list[ContactGroup]
) -> None:
    form = sent(record, groups)
    for _again in range(2):
        assert signed_in("chief editor").post(page_of(record), form).status_code == 302
        assert not Outbox.objects.exists(), "the job writes the mails"
    assert invited() == ["a@example.org", "b@example.org", "shared@example.org"]
    assert Invitation.objects.count() == 2
    logged = read_content("activity", record.pk)["promotions"]
    assert [(row["channel"], row["audience"]) for row in logged] == [
        ("invitation", "missions"),
        ("invitation", "offices"),
    ]


def test_the_text_has_title_time_in_both_zones_and_the_whole_address(record: make.Record) -> None:
    form = filled(signed_in("chief editor").get(page_of(record)))
    assert "On quibbled marks" in form["subject"]
    assert "4 March 2027, 13:00–14:30 (Geneva); 12:00–13:30 UTC" in form["body"]
    assert "{link}" in form["body"]
    assert form["body"].count("\r\n\r\n") > 1


def test_the_mandate_is_named_by_its_symbol() -> None:
    found = Webinar.objects.get(slug="virtual-technical-assistance-2024").record
    form = filled(signed_in("chief editor").get(page_of(found)))
    assert "Mandate: Revised Document on Future Webinars (CDIP/30/8 Rev.)" in form["body"]


def test_who_was_invited_before_is_left_out_unless_asked_for(record: make.Record, groups: list[ContactGroup]) -> None:
    chief = signed_in("chief editor")
    chief.post(page_of(record), sent(record, groups[:1]))
    chief.post(page_of(record), sent(record, groups))
    assert invited() == ["a@example.org", "b@example.org", "shared@example.org"]


@pytest.mark.parametrize("role", ["coordinator", "unit editor", "administrator"])
def test_who_may_not_change_the_record_sends_nothing(
    record: make.Record, groups: list[ContactGroup], role: str
) -> None:
    assert signed_in(role).post(page_of(record), sent(record, groups)).status_code == 403
    assert invited() == []


def test_a_list_is_looked_at_then_taken_and_safe_to_send_again(groups: list[ContactGroup]) -> None:
    where, chief = f"/admin/contacts/{groups[0].pk}/", signed_in("chief editor")
    lines = "Office; Info@Office.example; fr; by telephone; 2026-01-31\nbad; no address\nOffice; info@office.example"
    looked = chief.post(where, {"lines": lines, "preview": "1"})
    assert [number for number, _told in looked.context["read"].problems] == [2, 3]
    assert groups[0].contacts.count() == 2
    for _again in range(2):
        chief.post(where, {"lines": lines, "take": "1"})
    found = groups[0].contacts.get(email="info@office.example")
    assert (found.language, found.source_told, str(found.checked_on)) == ("fr", "by telephone", "2026-01-31")


def test_a_list_past_the_limit_is_refused_with_a_sentence(groups: list[ContactGroup]) -> None:
    where = f"/admin/contacts/{groups[0].pk}/"
    answer = signed_in("chief editor").post(where, {"lines": "x; x@example.org\n" * 5000, "preview": "1"})
    assert answer.status_code == 200
    assert str(MOST_LINES) in answer.context["complaints"][0]["sentence"]


@pytest.mark.parametrize("role", ["coordinator", "administrator"])
def test_coordinators_and_administrators_look_at_contacts_alone(groups: list[ContactGroup], role: str) -> None:
    where, client = f"/admin/contacts/{groups[0].pk}/", signed_in(role)
    assert client.get(where).status_code == 200
    assert client.post(where, {"name": "x", "email": "x@example.org"}).status_code == 403


def test_a_contact_is_entered_checked_and_removed(groups: list[ContactGroup]) -> None:
    where, chief = f"/admin/contacts/{groups[0].pk}/", signed_in("unit editor")
    form = {"name": "New", "email": "new@example.org", "language": "en", "is_used": "on", "party_name": "Peru"}
    assert chief.post(where, form).status_code == 302
    made = groups[0].contacts.get(email="new@example.org")
    assert made.party_id == make.record_id("country/PE")
    chief.post(where, {"contact": made.pk, "checked": "1"})
    made.refresh_from_db()
    assert made.checked_on is not None
    for _again in range(2):
        assert chief.post(where, {"contact": made.pk, "remove": "1"}).status_code == 302
    assert not groups[0].contacts.filter(pk=made.pk).exists()


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_files_of_spreadsheets_are_read_in_their_encodings(encoding: str) -> None:
    read = read_lines(decoded("name,e-mail\nÉtat,a@example.org\n".encode(encoding)))
    assert [(each.name, each.email) for each in read.contacts] == [("État", "a@example.org")]


def test_a_language_that_there_is_not_is_told_by_its_line() -> None:
    with override("ar"):
        found = read_lines("Office; x@example.org; xx\nOffice of Papua; p@example.org; tpi")
    assert [(number, "xx" in told) for number, told in found.problems] == [(1, True)]
    assert [contact.language for contact in found.contacts] == ["tpi"]


def test_an_address_alone_is_enough() -> None:
    read = read_lines("a@example.org\n; b@example.org")
    assert [(each.name, each.email) for each in read.contacts] == [
        (one, one) for one in ("a@example.org", "b@example.org")
    ]
    assert read.problems == []
