"""Something withheld in every place where the portal withholds something, each with a mark that stands nowhere else."""

from typing import Any

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from allauth.usersessions.models import UserSession
from django.core.files.base import ContentFile

from accounts.enums import ConsentState
from accounts.models import Consent, DetailRequest, Membership, RestrictedRead, Role, Subscription, User
from activities.models import PartyAnswer
from experts.models import Person
from tarepo.changes import change
from tarepo.enums import Kind, State
from tarepo.models import (
    ChangeSet,
    Detail,
    DetailNature,
    ErrorReport,
    File,
    FileState,
    Opinion,
    Outbox,
    Patch,
    Record,
    SavedList,
)
from tarepo.publish import refresh_forms
from tarepo.tiers import MEMBERS, SECRETARIAT
from tests import make
from tests.access.withheld_webinars import withhold_of_webinar
from tests.people import person

REFERENCE = "TA-2023-9777"
# What a member of another country may see; all else of it is withheld from them too.
GRANTED = "a detail that its beneficiary opened"
NAMES_OF_FOCAL_POINTS = {f"a focal point's {of}" for of in ("name", "institution", "scope")}
OPEN_TO_MEMBERS = {GRANTED, *NAMES_OF_FOCAL_POINTS}


class Marks(dict[str, str]):
    """Each mark → what it marks."""

    def __call__(self, what: str) -> str:
        mark = f"zqx{len(self):03d}vw"
        self[mark] = what
        return mark


def activity() -> Record:
    """In Peru, declared as South-South with Mexico's help: published, as every reader may see it."""
    peru, mexico = make.record_id("country/PE"), make.record_id("country/MX")
    involvements = [{"party": peru, "role": "beneficiary"}, {"party": mexico, "role": "provider"}]
    declared = {"cooperation": "south_south", "declared_by": peru, "involvements": involvements}
    return make.activity(9777, "Seminar on marks", **declared)


def withhold(record: Record) -> Marks:
    """All of it. Nothing of what is public says anything else afterwards."""
    marks = Marks()
    focal = _accounts(marks)
    _details(marks, record, focal)
    _answers(marks, record, focal)
    _of_editors(marks, record)
    withhold_of_webinar(marks, focal)
    with change(by=None, why=marks("the reason of a change"), requested_by=marks("on whose request it was made")):
        refresh_forms([record.pk])
    return marks


def _accounts(marks: Marks) -> User:
    """A focal point of Peru, a member and who asks to be one, with all that is held of them."""
    peru = make.record_id("country/PE")
    focal = User.objects.create(email=f"{marks('an address')}@example.org", name=marks("a focal point's name"))
    member = User.objects.create(email=f"{marks('an address')}@example.org", name=marks("a member's name"))
    with change(by=None, why="a test"):
        Role.objects.create(
            user=focal,
            name="focal_point",
            party_id=peru,
            letter=marks("a letter of appointment"),
            institution=marks("a focal point's institution"),
            scope=marks("a focal point's scope"),
        )
        role = Role.objects.create(user=member, name="member", party_id=peru)
    for user, state in ((focal, "asked"), (member, "confirmed")):
        Membership.objects.create(
            user=user,
            category="delegation",
            party_id=peru,
            state=state,
            role=role if state == "confirmed" else None,
            **{name: marks(f"a membership's {name}") for name in ("institution", "function", "note", "answer")},
        )
    EmailAddress.objects.create(user=focal, email=f"{marks('another address')}@example.org", verified=True)
    UserSession.objects.create(user=focal, ip="203.0.113.77", session_key="s1", user_agent=marks("a device"))
    marks["203.0.113.77"] = "the address of a network"
    Authenticator.objects.create(user=focal, type="totp", data={"secret": marks("a secret")})
    SocialAccount.objects.create(user=focal, provider="x", uid=marks("an account elsewhere"))
    Subscription.objects.create(user=focal, query=f"country={marks('a subscription')}")
    SavedList.objects.create(
        user=focal, name=marks("a saved list"), query=f"/admin/work/stale/?kind={marks('a query')}"
    )
    Outbox.objects.create(to=focal.email, subject=marks("a mail"), body=marks("its text"), key=marks("its key"))
    Person.objects.create(
        key="P-9001",
        name=marks("who is printed nowhere"),
        function=marks("a function"),
        affiliation=marks("an employer"),
    )
    return focal


def _details(marks: Marks, record: Record, focal: User) -> None:
    """Of every nature, Peru's and common to all beneficiaries; one of them is opened to members."""
    peru = make.record_id("country/PE")
    for nature in DetailNature.values:
        for party in (peru, None):
            text = marks(f"a detail: {nature}, {'Peru’s' if party else 'common to all'}")
            Detail.objects.create(record=record, party_id=party, nature=nature, text=text)
    opened = Detail.objects.create(record=record, party_id=peru, nature="cost", text=marks(GRANTED))
    refused = Detail.objects.filter(record=record, party_id=peru).first()
    for detail, state in ((opened, ConsentState.GRANTED), (refused, ConsentState.REFUSED)):
        Consent.objects.create(party_id=peru, detail=detail, state=state, by=focal, note=marks(f"why it was {state}"))
    Consent.objects.create(party_id=peru, nature="document", state="asked", note=marks("a note that asks"))
    DetailRequest.objects.create(
        record=record, by=focal, why=marks("why details are asked for"), answer=marks("an answer")
    )
    RestrictedRead.objects.create(by=focal, record=record, what=marks("a read"), ids=[1])


def _answers(marks: Marks, record: Record, focal: User) -> None:
    """What focal points and others sent in, and said of it."""
    peru = make.record_id("country/PE")
    given: dict[str, Any] = {"record": record, "party_id": peru, "cooperation": "south_south", "roles": "beneficiary"}
    PartyAnswer.objects.create(**given, state="disputed", by=focal, note=marks("why a part is disputed"))
    for state in ("open", "refused", "withdrawn"):
        patch = Patch.objects.create(
            record=record if state == "open" else None,
            kind=Kind.ACTIVITY,
            base_version=1 if state == "open" else 0,
            values={"texts": {"en": {"title": marks(f"what is proposed: {state}"), "status": "original"}}},
            why=marks(f"why it is proposed: {state}"),
            answer=marks(f"what was answered: {state}"),
            by=focal,
            party_id=peru,
            state=state,
        )
        Opinion.objects.create(
            patch=patch, party_id=peru, state="objects", by=focal, note=marks(f"an opinion: {state}")
        )
    ErrorReport.objects.create(
        record=record,
        version=1,
        text=marks("what is wrong"),
        email=f"{marks('who reports an error')}@example.org",
        answer=marks("what a reporter was answered"),
    )


def _of_editors(marks: Marks, record: Record) -> None:
    """Drafts, edits that are not published, notes, and files of other tiers."""
    draft = make.draft(Kind.ACTIVITY, marks("a draft's title"), reference=marks("a draft's reference"))
    Record.objects.filter(pk=draft.pk).update(state=State.IN_REVIEW, review_note=marks("a note for review"))
    make.draft(Kind.ORGANISATION, marks("the name of a draft"))
    title, summary = marks("a title that is not published"), marks("a summary that is not published")
    make.edit(record, texts=make.english(f"Seminar on {title}", summary=summary))
    Record.objects.filter(pk=record.pk).update(review_note=marks("a note on what is published"))
    for tier in (MEMBERS, SECRETARIAT, make.record_id("country/PE")):
        file = File(
            record=record,
            tier=tier,
            name=f"{marks('the name of a file')}.pdf",
            sha256=f"{abs(tier):064d}",
            media_type="application/pdf",
            size=3,
            state=FileState.READY,
        )
        file.stored.save("plan.pdf", ContentFile(marks("what a file says").encode()))
    ChangeSet.objects.create(by=person("chief editor"), why=marks("why something changed"))
