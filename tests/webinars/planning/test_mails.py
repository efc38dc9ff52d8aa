"""The mails of an invitation: looked at as they will be read, written by a job, each once; and what becomes of them."""

import datetime as dt

import pytest
from django.http import HttpResponse
from django.test import Client
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from tarepo import tasks
from tarepo.changes import change
from tarepo.content import read_content
from tarepo.models import MailState, Outbox
from tarepo.publish import archive
from tarepo.tick import queue_invitations
from tarepo.tidy import tidy
from tests import make
from tests.admin.office import filled, messages, signed_in
from tests.html import main
from tests.jobs.worker import run_jobs
from webinars.inviting import write
from webinars.inviting.bounces import note_returned
from webinars.models import Contact, ContactGroup, Invited

pytestmark = pytest.mark.django_db


@pytest.fixture
def chief() -> Client:
    return signed_in("chief editor")


@pytest.fixture
def record() -> make.Record:
    return make.webinar("On quibbled marks", slug="on-marks", at="2027-03-04T12:00+00:00")


def group_of(*contacts: tuple[str, str]) -> ContactGroup:
    """Of names and languages; each address is the name at example.org."""
    names = ", ".join(name for name, _language in contacts)
    group = ContactGroup.objects.create(audience="offices", name=f"Offices: {names}")
    for name, language in contacts:
        Contact.objects.create(group=group, name=name, email=f"{name.lower()}@example.org", language=language)
    return group


def page_of(record: make.Record) -> str:
    return f"/admin/webinars/{record.pk}/invitations/"


def look(chief: Client, record: make.Record, group: ContactGroup, **changed: str) -> HttpResponse:
    form = filled(chief.get(page_of(record))) | {"groups": [str(group.pk)], "preview": "1"}
    return chief.post(page_of(record), form | changed)


def send(chief: Client, record: make.Record, group: ContactGroup, **changed: str) -> HttpResponse:
    return chief.post(page_of(record), filled(look(chief, record, group, **changed)) | {"send": "1"}, follow=True)


def text_of(answer: HttpResponse) -> str:
    return " ".join(main(answer.content).text.split())


def complaints(answer: HttpResponse) -> list[tuple[str, str]]:
    return [(one["where"], one["sentence"]) for one in answer.context["complaints"]]


def delivered(chief: Client, record: make.Record) -> dict[str, str]:
    """What the page says became of the mail of each contact."""
    sent = chief.get(page_of(record)).context["sent"]
    return {one["row"].contact.name: f"{one['delivery'].label}: {one['told']}".strip(": ") for one in sent}


def failed(name: str, error: str) -> None:
    Outbox.objects.filter(to=f"{name.lower()}@example.org").update(state=MailState.FAILED, last_error=error)


def test_each_mail_is_looked_at_as_it_will_be_read_in_each_language(chief: Client, record: make.Record) -> None:
    group = group_of(("Ana", "es"), ("Bo", "en"), ("Cy", "es"), ("Di", "zh"), ("Eva", "pt"))
    answer = look(chief, record, group, subject="To {name}", body="Dear {name},\n\n{link} {{as it is}}")
    found = [(each.language, each.many, *each.mail) for each in answer.context["samples"]]
    page = "http://localhost:8000{}/webinars/on-marks/"
    assert found == [
        ("中文", 1, "di@example.org", "To Di", f"Dear Di,\n\n{page.format('/zh-hans')} {{as it is}}"),
        ("English", 1, "bo@example.org", "To Bo", f"Dear Bo,\n\n{page.format('')} {{as it is}}"),
        ("Español", 2, "ana@example.org", "To Ana", f"Dear Ana,\n\n{page.format('/es')} {{as it is}}"),
        ("pt", 1, "eva@example.org", "To Eva", f"Dear Eva,\n\n{page.format('')} {{as it is}}"),
    ]
    assert "Dear Ana," in text_of(answer)
    assert not Invited.objects.exists()
    chief.post(page_of(record), filled(answer) | {"send": "1"})
    run_jobs()
    mails = {row.to: (row.to, row.subject, row.body) for row in Outbox.objects.all()}
    assert [mails[to] for _language, _many, to, *_text in found] == [tuple(each[2:]) for each in found]
    assert len(mails) == 5


@pytest.mark.parametrize(
    ("field", "text", "told"),
    [
        ("body", "Dear {nmae},", "Line 1: “{nmae}” is no placeholder. There are: {name}, {link}."),
        ("body", "One\nDear {name", "Line 2: a “{” stands alone. Remove it, or write it twice to have it in the mail."),
        ("body", "name}", "Line 1: a “}” stands alone. Remove it, or write it twice to have it in the mail."),
        ("subject", "{}", "Line 1: “{}” is no placeholder. There are: {name}, {link}."),
        ("subject", "{0.x!r:>9}", "Line 1: “{0.x!r:>9}” is no placeholder. There are: {name}, {link}."),
    ],
)
def test_a_wrong_brace_is_told_at_its_field_and_nothing_is_sent(
    chief: Client, record: make.Record, field: str, text: str, told: str
) -> None:
    group = group_of(("Bo", "en"))
    form = filled(look(chief, record, group)) | {field: text, "send": "1"}
    answer = chief.post(page_of(record), form)
    assert complaints(answer) == [({"body": "Text", "subject": "Subject"}[field], told)]
    assert filled(answer)[field] == text.replace("\n", "\r\n")
    assert not Invited.objects.exists()


def test_a_title_with_braces_is_proposed_as_it_is_read(chief: Client) -> None:
    record = make.webinar("On {sets} and " + "{}" * 95, slug="on-sets", at="2027-03-04T12:00+00:00")
    answer = look(chief, record, group_of(("Bo", "en")))
    assert complaints(answer) == []
    [sample] = answer.context["samples"]
    assert sample.mail.subject.startswith("Invitation: On {sets} and {}{}")
    assert "On {sets} and {}{}" in sample.mail.body


def test_a_text_without_the_address_is_warned_of_and_can_be_sent(chief: Client, record: make.Record) -> None:
    group, warning = group_of(("Bo", "en")), "The text does not lead to the page of the webinar."
    assert warning not in text_of(look(chief, record, group))
    assert warning not in text_of(look(chief, record, group, body="See https://example.org/webinars/on-marks/"))
    looked = look(chief, record, group, body="Do come.")
    assert warning in text_of(looked)
    chief.post(page_of(record), filled(looked) | {"send": "1"})
    assert Invited.objects.count() == 1


@pytest.mark.parametrize("changed", [{"body": "Other {link}"}, {"again": "on"}, {"looked_at": ""}])
def test_what_was_changed_since_it_was_looked_at_is_looked_at_again(
    chief: Client, record: make.Record, changed: dict[str, str]
) -> None:
    form = filled(look(chief, record, group_of(("Bo", "en")))) | {"send": "1"}
    answer = chief.post(page_of(record), form | changed)
    assert complaints(answer) == [
        ("", "You changed it since you looked at it: look at the mails below, then send."),
    ]
    assert not Invited.objects.exists()
    assert chief.post(page_of(record), filled(answer) | {"send": "1"}).status_code == 302
    assert Invited.objects.count() == 1


def test_the_request_writes_down_who_gets_it_and_the_job_the_mails(chief: Client, record: make.Record) -> None:
    group = group_of(("Ana", "es"), ("Bo", "en"))
    assert messages(send(chief, record, group)) == ["2 mails are on their way. The promotion log tells of it."]
    assert (Invited.objects.filter(written_at=None).count(), Outbox.objects.count()) == (2, 0)
    assert delivered(chief, record) == {"Ana": "on its way", "Bo": "on its way"}
    assert "on its way: 2" in text_of(chief.get(page_of(record)))
    write.write_invitations()
    assert "on its way: 2" in text_of(chief.get(page_of(record)))
    run_jobs()
    assert delivered(chief, record) == {"Ana": "sent", "Bo": "sent"}
    assert "sent: 2" in text_of(chief.get(page_of(record)))


def test_a_job_that_dies_half_way_is_followed_up_and_nobody_gets_two(
    chief: Client, record: make.Record, monkeypatch: pytest.MonkeyPatch
) -> None:
    send(chief, record, group_of(*((f"N{n}", "en") for n in range(5))))
    monkeypatch.setattr(write, "BATCH", 2)
    real, calls = write.post, []

    def dies(**mail: str) -> bool:
        calls.append(mail["to"])
        if len(calls) == 4:
            raise MemoryError
        return real(**mail)

    monkeypatch.setattr(write, "post", dies)
    with pytest.raises(MemoryError):
        write.write_invitations()
    assert Outbox.objects.count() == 2, "those of the batch that was done"
    monkeypatch.setattr(write, "post", real)
    assert [write.write_invitations(), write.write_invitations()] == [3, 0]
    assert sorted(Outbox.objects.values_list("to", flat=True)) == [f"n{n}@example.org" for n in range(5)]


def test_mails_are_written_once_though_the_outbox_forgot_them(chief: Client, record: make.Record) -> None:
    send(chief, record, group_of(("Bo", "en")))
    run_jobs()
    Outbox.objects.update(made_at=timezone.now() - dt.timedelta(days=31))
    tidy()
    assert (write.write_invitations(), Outbox.objects.count()) == (0, 0)
    assert delivered(chief, record) == {"Bo": "sent"}


def test_a_job_that_was_lost_is_queued_again_by_the_ticker(chief: Client, record: make.Record) -> None:
    send(chief, record, group_of(("Bo", "en")))
    lost = DBTaskResult.objects.filter(task_path=tasks.write_invitations.module_path)
    assert (lost.count(), queue_invitations()) == (1, False)
    lost.delete()
    assert [queue_invitations(), queue_invitations()] == [True, False]
    run_jobs()
    assert (Outbox.objects.count(), queue_invitations()) == (1, False)


def test_a_contact_that_is_removed_before_the_job_gets_none(chief: Client, record: make.Record) -> None:
    send(chief, record, group_of(("Ana", "en"), ("Bo", "en")))
    Contact.objects.filter(name="Ana").delete()
    assert "not sent: the contact was removed: 1" in text_of(chief.get(page_of(record)))
    run_jobs()
    assert list(Outbox.objects.values_list("to", flat=True)) == ["bo@example.org"]
    assert "not sent: the contact was removed: 1" in text_of(chief.get(page_of(record)))


def test_nobody_is_invited_to_what_is_not_public_any_more_and_the_mails_of_others_go_out(
    chief: Client, record: make.Record
) -> None:
    other = make.webinar("On quilts", slug="on-quilts", at="2027-05-04T12:00+00:00")
    send(chief, record, group_of(("Ana", "en")))
    send(chief, other, group_of(("Bo", "en")))
    with change(by=None, why="withdrawn"):
        archive(record)
    assert write.write_invitations() == 1
    assert list(Outbox.objects.values_list("to", flat=True)) == ["bo@example.org"]
    assert "waits: the webinar is not public: 1" in text_of(chief.get(page_of(record)))
    assert not write.are_due()
    make.publish_now(record)
    assert write.write_invitations() == 1


def test_a_record_that_is_no_webinar_any_more_holds_up_no_others(chief: Client, record: make.Record) -> None:
    other = make.webinar("On quilts", slug="on-quilts", at="2027-05-04T12:00+00:00")
    send(chief, record, group_of(("Ana", "en")))
    send(chief, other, group_of(("Bo", "en")))
    make.edit(record, webinars=[])
    assert write.write_invitations() == 1
    assert list(Outbox.objects.values_list("to", flat=True)) == ["bo@example.org"]


def test_a_removed_contacts_address_goes_with_the_words_of_the_server(chief: Client, record: make.Record) -> None:
    group = group_of(("Ana", "en"))
    send(chief, record, group)
    write.write_invitations()
    failed("Ana", PERMANENT.replace("no such user", "<ana@example.org> unknown"))
    note_returned()
    assert "<ana@example.org> unknown" in Invited.objects.get().told
    ana = Contact.objects.get(name="Ana")
    response = chief.post(f"/admin/contacts/{group.pk}/", {"contact": ana.pk, "remove": "1"})
    assert response.status_code == 302
    assert list(Invited.objects.values_list("contact", "told")) == [(None, "")]


PERMANENT = "SMTPRecipientsRefused: {'ana@example.org': (550, b'5.1.1 no such user')}"
FOR_NOW = "SMTPRecipientsRefused: {'bo@example.org': (451, b'4.7.1 greylisted,\\ntry later')}"
OF_DATA = "SMTPDataError: (554, b'refused')"
OURS = "ConnectionRefusedError: [Errno 111] Connection refused"


def test_only_a_refusal_for_ever_is_a_bounce_and_counts_once(chief: Client, record: make.Record) -> None:
    send(chief, record, group_of(("Ana", "en"), ("Bo", "en"), ("Cy", "en"), ("Di", "en")))
    write.write_invitations()
    for name, error in (("Ana", PERMANENT), ("Bo", FOR_NOW), ("Cy", OF_DATA), ("Di", OURS)):
        failed(name, error)
    assert [note_returned(), note_returned()] == [4, 0]
    held = Contact.objects.filter(bounces__gt=0).values_list("name", "bounces", "bounce_told")
    assert sorted(held) == [("Ana", 1, "550 5.1.1 no such user"), ("Cy", 1, "554 refused")]
    told = {
        "Ana": "came back: 550 5.1.1 no such user",
        "Bo": "not delivered: 451 4.7.1 greylisted, try later",
        "Cy": "came back: 554 refused",
        "Di": f"not delivered: {OURS}",
    }
    assert delivered(chief, record) == told
    Outbox.objects.all().delete()
    assert delivered(chief, record) == told


def test_two_bounces_leave_a_contact_out_and_a_refusal_for_now_does_not(chief: Client, record: make.Record) -> None:
    group = group_of(("Ana", "en"), ("Bo", "en"))
    for _round in range(2):
        send(chief, record, group, again="on")
        write.write_invitations()
        failed("Ana", PERMANENT)
        failed("Bo", FOR_NOW)
        note_returned()
    answer = look(chief, record, group, again="on")
    assert [contact.name for contact in answer.context["preview"].contacts] == ["Bo"]
    assert answer.context["preview"].bounced == 1


def test_while_a_server_refuses_for_now_the_mail_is_on_its_way_with_its_words(
    chief: Client, record: make.Record
) -> None:
    send(chief, record, group_of(("Bo", "en")))
    write.write_invitations()
    Outbox.objects.update(last_error=FOR_NOW, tries=1)
    assert note_returned() == 0
    assert delivered(chief, record) == {"Bo": "on its way: 451 4.7.1 greylisted, try later"}


def test_a_mail_that_an_editor_found_returned_counts_once_with_their_words(chief: Client, record: make.Record) -> None:
    send(chief, record, group_of(("Bo", "en")))
    run_jobs()
    found = Invited.objects.get()
    for _again in range(2):
        chief.post(page_of(record), {"bounced": str(found.pk), "told": "Moved away"})
    assert Contact.objects.values_list("bounces", "bounce_told").get() == (1, "Moved away")
    assert delivered(chief, record) == {"Bo": "came back: Moved away"}


def test_the_promotion_log_is_written_with_the_request(chief: Client, record: make.Record) -> None:
    send(chief, record, group_of(("Bo", "en")))
    assert [row["audience"] for row in read_content("activity", record.pk)["promotions"]] == ["offices"]
