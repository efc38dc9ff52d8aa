"""What is withheld of a webinar: the link to join, all persons and addresses, what is not released."""

import datetime as dt
from collections.abc import Callable

from django.utils import timezone

from accounts.models import User
from experts.models import Person
from tarepo.changes import change
from tarepo.models import Record
from tests import make
from tests.files.material import stored
from webinars.models import (
    AttendanceFile,
    Attendee,
    Candidate,
    CommitteeReport,
    Contact,
    ContactGroup,
    Feedback,
    Invitation,
    Invited,
    Material,
    Registration,
    Rewording,
    Room,
)
from webinars.reporting.composing import compose
from webinars.reporting.finish import finish, reopen

Mark = Callable[[str], str]
# What no editor of another unit is told either; contacts, invitations and feedback (without names) are for all staff.
OF_ITS_UNIT = "of its unit alone: "


def withhold_of_webinar(mark: Mark, user: User) -> Record:
    """Of the webinar made last; it is published anew with all of it."""
    record = Record.objects.filter(webinars__isnull=False).order_by("pk").last()
    assert record is not None
    _taking_part(mark, record, user)
    _running(mark, record, user)
    _attendance(mark, record)
    _not_released(mark, record)
    make.publish_now(record)
    return record


def _taking_part(mark: Mark, record: Record, user: User) -> None:
    link = f"https://meet.example.org/{mark(f'{OF_ITS_UNIT}link to join')}"
    Room.objects.create(record_id=record.pk, join_link=link, note=mark(f"{OF_ITS_UNIT}note on joining"))
    for place, state in enumerate(("confirmed", "waiting", "asked", "cancelled"), start=1):
        registration = Registration.objects.create(
            record_id=record.pk,
            user=user if state == "confirmed" else None,
            email=f"{mark(f'{OF_ITS_UNIT}address: {state}')}@example.org",
            name=mark(f"{OF_ITS_UNIT}name: {state}"),
            organisation=mark(f"{OF_ITS_UNIT}organisation: {state}"),
            needs=mark(f"{OF_ITS_UNIT}needs: {state}"),
            answer=mark(f"{OF_ITS_UNIT}answer: {state}"),
            kind="state",
            country_id=make.record_id("country/PE"),
            state=state,
            place=place,
        )
        Feedback.objects.create(
            record_id=record.pk,
            registration=registration,
            useful=1,
            text=mark(f"feedback of who was {state}"),
            topic=mark(f"a wish of who was {state}"),
        )


def _running(mark: Mark, record: Record, user: User) -> None:
    columns = ("name", "function", "affiliation", "note")
    told = {name: mark(f"{OF_ITS_UNIT}a candidate's {name}") for name in columns}
    email = f"{mark(f'{OF_ITS_UNIT}address of a candidate')}@example.org"
    Candidate.objects.create(record_id=record.pk, email=email, **told)
    person = Person.objects.create(key="P-9002", name=mark("the name of a candidate that is a person"))
    Candidate.objects.create(record_id=record.pk, person=person, name=person.name, state="declined")
    group = ContactGroup.objects.create(audience="missions", name=mark("a group of contacts"))
    contact = Contact.objects.create(
        group=group,
        name=mark("whose address a contact is"),
        email=f"{mark('a contact’s address')}@example.org",
        source_told=mark("where a contact was found"),
        bounce_told=mark("what came back from a contact"),
    )
    sent = Invitation.objects.create(
        record_id=record.pk,
        group=group,
        audience="missions",
        subject=mark("the subject of an invitation"),
        body=mark("the text of an invitation"),
        key=mark("the key of an invitation"),
        by=user,
    )
    Invited.objects.create(
        invitation=sent, contact=contact, outbox_key="invitation/1", told=mark("what a server said of an invitation")
    )


def _attendance(mark: Mark, record: Record) -> None:
    file = AttendanceFile.objects.create(
        record_id=record.pk,
        name=f"{mark('the name of a file of attendance')}.csv",
        data=mark("what a file of attendance says").encode(),
        sha256="1" * 64,
        state="previewed",
    )
    email = f"{mark(f'{OF_ITS_UNIT}address of an attendee')}@example.org"
    Attendee.objects.create(
        file=file, name=mark(f"{OF_ITS_UNIT}an attendee's name"), email=email, joined_at=timezone.now()
    )


def _not_released(mark: Mark, record: Record) -> None:
    link = f"https://example.org/{mark('the link of a material that is not released')}"
    title = {"en": mark("the title of a material that is not released")}
    said = mark("what was said, by a transcript that is not released").encode()
    transcript = stored(said, f"{mark('the name of a transcript that is not released')}.txt", record=record)
    with change(by=None, why="a test"):
        Material.objects.create(record_id=record.pk, kind="transcript", language="en", file=transcript, order=98)
        Material.objects.create(record_id=record.pk, kind="slides", language="fr", link=link, title=title, order=99)
        draft = CommitteeReport.objects.create(
            starts="2020-01-01",
            ends="2020-12-31",
            symbol=mark("the symbol of a draft report"),
        )
        text = mark("a paragraph of a draft report")
        Rewording.objects.create(report=draft, key="introduction", text=text, based_on="0")
        once = CommitteeReport.objects.create(starts=dt.date(2020, 1, 1), ends=dt.date(2020, 12, 31))
        finish(report=once, seen=compose(once).digest)
        reopen(report=once)
        CommitteeReport.objects.filter(pk=once.pk).update(symbol=mark("the symbol of a next version"))
        text = mark("a paragraph of a next version")
        Rewording.objects.create(report=once, key="decision", text=text, based_on="0")
