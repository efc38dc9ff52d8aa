"""Two at once, and pages that cost the same however many rows they have."""

from collections.abc import Callable

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tarepo.content import read_content
from tests import make
from tests.admin.office import filled, signed_in
from webinars.contacts.desk import ContactForm
from webinars.models import Candidate, Contact, ContactGroup, Invitation, Invited

pytestmark = pytest.mark.django_db


@pytest.fixture
def group() -> ContactGroup:
    return ContactGroup.objects.create(audience="offices", name="Offices")


@pytest.fixture
def record() -> make.Record:
    return make.webinar("On quibbled marks", at="2027-03-04T12:00+00:00")


def complaints(answer: object) -> list[str]:
    return [one["sentence"] for one in answer.context["complaints"]]  # type: ignore[attr-defined]


def test_a_group_made_twice_at_once_is_told(group: ContactGroup, monkeypatch: pytest.MonkeyPatch) -> None:
    """As the second of two sees it: nothing was there when the form looked."""
    monkeypatch.setattr(ContactGroup, "validate_unique", lambda *_a, **_k: None)
    answer = signed_in("chief editor").post("/admin/contacts/", {"audience": "offices", "name": "Offices"})
    assert answer.status_code == 200
    assert complaints(answer) == ["Somebody made a group of this name a moment ago."]


def test_a_contact_entered_twice_at_once_is_told(group: ContactGroup, monkeypatch: pytest.MonkeyPatch) -> None:
    Contact.objects.create(group=group, name="A", email="a@example.org")
    monkeypatch.setattr(ContactForm, "clean_email", lambda form: form.cleaned_data["email"])
    form = {"name": "Mine", "email": "a@example.org", "language": "en"}
    answer = signed_in("chief editor").post(f"/admin/contacts/{group.pk}/", form)
    assert answer.status_code == 200
    assert complaints(answer) == ["The group has this address already: somebody entered it a moment ago."]
    assert "Mine" in answer.content.decode()


@pytest.mark.parametrize("checked", ["2999-01-01", "yesterday"])
def test_a_contact_was_checked_on_no_day_to_come(group: ContactGroup, checked: str) -> None:
    form = {"name": "A", "email": "a@example.org", "language": "en", "checked_on": checked}
    answer = signed_in("chief editor").post(f"/admin/contacts/{group.pk}/", form)
    assert len(complaints(answer)) == 1
    assert not group.contacts.exists()


def test_a_person_who_was_removed_meanwhile_is_told(record: make.Record) -> None:
    chief, where = signed_in("chief editor"), f"/admin/webinars/{record.pk}/speakers/"
    answer = chief.post(where, filled(chief.get(where)) | {"name": "Ada", "person": "999999"})
    assert answer.status_code == 200
    assert len(complaints(answer)) == 1
    assert not Candidate.objects.exists()


def test_two_sendings_to_one_audience_on_one_day_are_told(record: make.Record, group: ContactGroup) -> None:
    Contact.objects.create(group=group, name="A", email="a@example.org")
    chief, where = signed_in("chief editor"), f"/admin/webinars/{record.pk}/invitations/"
    told = []
    for again in ({}, {"again": "on"}):
        form = filled(chief.get(where)) | {"groups": [str(group.pk)]} | again
        looked = chief.post(where, form | {"preview": "1"})
        answer = chief.post(where, filled(looked) | {"send": "1"}, follow=True)
        told.append([str(message) for message in answer.context["messages"]])
    assert told[0] == ["1 mail is on its way. The promotion log tells of it."]
    assert "one entry stands for both" in told[1][0]
    assert Invitation.objects.count() == 2
    assert len(read_content("activity", record.pk)["promotions"]) == 1


def test_an_entry_that_the_log_has_is_told_and_a_note_tells_it_apart(record: make.Record) -> None:
    chief, where = signed_in("chief editor"), f"/admin/webinars/{record.pk}/promotion/"
    form = {"channel": "newsletter", "on": "2027-02-01"}
    answers = [chief.post(where, form | more, follow=True) for more in ({}, {}, {"note__fr": "Le second"})]
    told = [str(message) for answer in answers for message in answer.context["messages"]]
    saved = "Saved; it is public with the next publishing."
    assert told == [saved, "The log has this very entry already. A note tells two of one day apart.", saved]
    assert read_content("activity", record.pk)["promotions"] == [
        {"channel": "newsletter", "on": "2027-02-01"},
        {"channel": "newsletter", "on": "2027-02-01", "note": {"fr": "Le second"}},
    ]


def test_a_note_is_edited_in_the_languages_of_the_record(record: make.Record) -> None:
    english = {"channel": "newsletter", "note": {"en": "Issue 7", "ar": "العدد 7"}}
    make.edit(record, promotions=[english])
    chief, where = signed_in("chief editor"), f"/admin/webinars/{record.pk}/promotion/"
    key = chief.get(where).context["rows"][0]["key"]
    form = filled(chief.get(f"{where}?edit={key}"))
    assert (form["note__en"], form["note__ar"]) == ("Issue 7", "العدد 7")
    chief.post(where, form | {"note__es": "Número 7", "note__ar": ""})
    assert read_content("activity", record.pk)["promotions"] == [
        {"channel": "newsletter", "note": {"en": "Issue 7", "es": "Número 7"}}
    ]
    refused = chief.post(where, {"channel": "newsletter", "note__en": "x" * 501})
    assert complaints(refused) == ["At most 500 characters in each language."]


def test_who_speaks_already_counts_besides_and_nobody_twice(record: make.Record) -> None:
    from experts.models import Person

    make.person("P-9001", "Ada")
    kenya = make.record_id("country/KE")
    make.edit(record, speakers=[{"person": "P-9001", "role": "speaker", "affiliation_country": kenya}])
    ada = Person.objects.get(key="P-9001")
    found = Candidate.objects.create(record_id=record.pk, name="Ada", person=ada, affiliation_country_id=kenya)
    chief, where = signed_in("chief editor"), f"/admin/webinars/{record.pk}/speakers/?with={found.pk}"

    def africa() -> tuple[list[int], int]:
        table = chief.get(where).context["tables"][0]
        row = next(row for row in table.rows if row["label"] == "Africa")
        return row["counts"], row["what_if"]

    assert africa() == ([1, 0, 0, 1], 1)
    Candidate.objects.update(state="accepted")
    assert africa() == ([0, 0, 1, 0], 1)


def _contact(record: make.Record, group: ContactGroup, n: int) -> None:
    Contact.objects.create(group=group, name=f"{n}", email=f"{n}@example.org", bounces=n)


def _group(record: make.Record, group: ContactGroup, n: int) -> None:
    _contact(record, ContactGroup.objects.create(audience="ngos", name=f"{n}"), n)


def _invited(record: make.Record, group: ContactGroup, n: int) -> None:
    contact = Contact.objects.create(group=group, name=f"{n}", email=f"{n}@example.org")
    sending = Invitation.objects.create(record_id=record.pk, group=group, audience="offices", subject="x", key=f"{n}")
    Invited.objects.create(invitation=sending, contact=contact, outbox_key=f"invitation/{n}")


def _entry(record: make.Record, group: ContactGroup, n: int) -> None:
    rows = read_content("activity", record.pk).get("promotions", [])
    make.edit(record, promotions=[*rows, {"channel": "newsletter", "on": f"2027-02-0{n}", "note": {"en": f"{n}"}}])


@pytest.mark.parametrize(
    ("address", "add"),
    [
        ("/admin/contacts/", _group),
        ("/admin/contacts/{group}/", _contact),
        ("/admin/webinars/{record}/invitations/", _invited),
        ("/admin/webinars/{record}/promotion/", _entry),
    ],
)
def test_a_page_costs_the_same_at_one_row_and_at_three(
    record: make.Record, group: ContactGroup, address: str, add: Callable[[make.Record, ContactGroup, int], None]
) -> None:
    chief, where = signed_in("chief editor"), address.format(record=record.pk, group=group.pk)
    counts = []
    for n in (1, 2, 3):
        add(record, group, n)
        with CaptureQueriesContext(connection) as ran:
            assert chief.get(where).status_code == 200
        counts.append(len(ran))
    assert len(set(counts)) == 1, counts
