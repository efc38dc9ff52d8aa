"""A person of whom the portal holds something in every table that can hold something."""

from django.core.files.base import ContentFile

from accounts.models import Consent, DetailRequest, Membership, Notices, RestrictedRead, Role, Subscription, User
from accounts.own.held import Held, every_table
from activities.models import PartyAnswer
from tarepo.changes import change
from tarepo.models import ErrorReport, File, FileState, Opinion, Outbox, Patch, SavedList
from tests import make
from tests.people import PASSWORD, person
from webinars.models import (
    AttendanceFile,
    Attendee,
    Candidate,
    Contact,
    ContactGroup,
    Feedback,
    Invitation,
    Invited,
    Registration,
)

NAME, ADDRESS = "Zebedee Quillfeather", "zebedee.quillfeather@example.org"
OTHER_ADDRESS, REPORTED_FROM = "zq@elsewhere.example", ADDRESS.upper()
# What says who somebody is, or was said by them of themselves: of all of it nothing is left.
TELLING = {
    *("quillfeather", "zq@elsewhere", "203.0.113.77", "zqx-device", "zqx-secret", "zqx-uid", "zqx-extra"),
    *("zqx-institution", "zqx-office", "zqx-function", "zqx-note", "zqx-answer", "zqx-why", "zqx-reply"),
    *("zqx-organisation", "zqx-needs", "zqx-decline", "zqx-registered", "zqx-speaks", "zqx-thought"),
    *("zqx-list", "zqx-query", "zqx-subscription", "zqx-subject", "zqx-body"),
}
# What was said for a country or of a record: it stays.
STAYING = {"zqx-consent", "zqx-part", "zqx-opinion", "zqx-proposal", "zqx-wrong", "zqx-feedback", "zqx-invites"}


def somebody() -> User:
    """Made by what others did and by what they did themselves."""
    user = User.objects.create_user(ADDRESS, PASSWORD, name=NAME)
    peru, record = make.record_id("country/PE"), make.activity(9001)
    _signing_in(user)
    with change(by=user, why=f"on behalf of {NAME}", requested_by=f"zebedee   QUILLFEATHER <{ADDRESS}>"):
        role = Role.objects.create(user=user, name="focal_point", party_id=peru, institution="zqx-institution")
        file = File(record=record, name="plan.pdf", sha256="7" * 64, media_type="a/b", size=3, state=FileState.READY)
        file.by = user
        file.stored.save("plan.pdf", ContentFile(b"pdf"))
    own = {"institution": "zqx-office", "function": "zqx-function", "note": "zqx-note", "answer": "zqx-answer"}
    Membership.objects.create(
        user=user, category="delegation", party_id=peru, role=role, state="confirmed", answered_by=user, **own
    )
    Membership.objects.create(
        user=person("expert"), category="civil", state="ended", ended_by=user, note=f"{NAME} knows me"
    )
    _asked(user, record.pk, peru)
    _said(user, record.pk, peru)
    _attended(user, record.pk)
    _took_part(user, record.pk)
    missing = [(held.table, held.user) for held in every_table() if not _rows(held, user)]
    assert missing == []
    return user


def _attended(user: User, record: int) -> None:
    file = AttendanceFile.objects.create(record_id=record, name="participants.csv", sha256="8" * 64, by=user)
    for address in (ADDRESS, OTHER_ADDRESS):
        Attendee.objects.create(file=file, name=NAME, email=address)
    text = f"Name,Email,Duration\n{NAME},{OTHER_ADDRESS},60\n".encode("utf-16")
    AttendanceFile.objects.create(record_id=record, name="more.csv", sha256="9" * 64, data=text)


def _took_part(user: User, record: int) -> None:
    own = {"name": NAME, "organisation": "zqx-organisation", "needs": "zqx-needs", "answer": "zqx-decline"}
    for place, (by, email) in enumerate(((user, "zqx-registered@example.org"), (None, REPORTED_FROM)), 1):
        row = Registration.objects.create(
            record_id=record, user=by, email=email, place=place, kind="state", state="declined", answered_by=user, **own
        )
    Feedback.objects.create(record_id=record, registration=row, useful=4, text=f"zqx-feedback, {ADDRESS} ({NAME})")
    Candidate.objects.create(record_id=record, name=NAME, email=ADDRESS, function="zqx-speaks", note="zqx-thought")
    Candidate.objects.create(record_id=record, name="Ada Other", note=f"{NAME} ({ADDRESS}) knows", by=user)
    sent = Invitation.objects.create(
        record_id=record, audience="ministries", subject="zqx-invites", body=f"Ask {NAME}, {ADDRESS}", key="k", by=user
    )
    told = f"{NAME} left, {ADDRESS} is closed"
    group = ContactGroup.objects.create(audience="ministries", name="Ministries")
    office = Contact.objects.create(group=group, name="Ministry", email="ministry@example.org", bounce_told=told)
    Invited.objects.create(invitation=sent, contact=office, outbox_key="invitation/k", told=told)


def _rows(held: Held, user: User) -> bool:
    return held.model._default_manager.filter(**{held.user: user}).exists()


def _signing_in(user: User) -> None:
    from allauth.account.models import EmailAddress
    from allauth.mfa.models import Authenticator
    from allauth.socialaccount.models import SocialAccount
    from allauth.usersessions.models import UserSession

    EmailAddress.objects.update_or_create(user=user, email=ADDRESS, defaults={"verified": True, "primary": True})
    EmailAddress.objects.create(user=user, email=OTHER_ADDRESS, verified=True)
    UserSession.objects.create(user=user, ip="203.0.113.77", session_key="zqx", user_agent="zqx-device")
    Authenticator.objects.create(user=user, type="totp", data={"secret": "zqx-secret"})
    SocialAccount.objects.create(user=user, provider="x", uid="zqx-uid", extra_data={"name": "zqx-extra"})
    Notices.objects.create(user=user)
    Subscription.objects.create(user=user, query="q=zqx-subscription")
    SavedList.objects.create(user=user, name="zqx-list", query="/admin/work/stale/?kind=zqx-query")
    SavedList.objects.create(
        user=person("administrator"), name="One", query="/admin/accounts/user/?q=Zebedee+Quillfeather"
    )
    for number, to in enumerate((ADDRESS, OTHER_ADDRESS)):
        Outbox.objects.create(to=to, subject="zqx-subject", body="zqx-body", key=f"mail/{number}")
    asks = f"{NAME} ({ADDRESS}) asks to be confirmed"
    Outbox.objects.create(to="focal-point@example.org", subject=asks, body=f"{asks}.", key="mail/other")


def _asked(user: User, record: int, peru: int) -> None:
    DetailRequest.objects.create(record_id=record, by=user, party_id=peru, why="zqx-why", answer="zqx-reply")
    DetailRequest.objects.create(
        record_id=record, by=person("member"), answered_by=user, state="answered", answer=f"{ADDRESS} knows"
    )
    for by, email in ((user, ADDRESS), (None, REPORTED_FROM)):
        text = f"zqx-wrong. {NAME}"
        ErrorReport.objects.create(record_id=record, version=1, text=text, email=email, by=by, answered_by=user)
    RestrictedRead.objects.create(by=user, record_id=record, what="details", ids=[1])


def _said(user: User, record: int, peru: int) -> None:
    Consent.objects.create(party_id=peru, nature="cost", state="refused", by=user, note=f"zqx-consent, {NAME}")
    given = {"record_id": record, "party_id": peru, "cooperation": "south_south", "roles": "beneficiary"}
    PartyAnswer.objects.create(**given, state="disputed", by=user, note="zqx-part")
    patch = Patch.objects.create(
        record_id=record, kind="activity", values={"venue": "zqx-proposal"}, by=user, party_id=peru, answered_by=user
    )
    Opinion.objects.create(patch=patch, party_id=peru, state="agrees", by=user, note="zqx-opinion")
