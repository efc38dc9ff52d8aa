"""What is withheld stands in no answer, by its bytes or its headers; and no answer tells that something is withheld."""

from collections.abc import Callable

import pytest
from django.conf import settings
from django.test import Client

from accounts.consents.ask import ask as ask_of
from accounts.enums import ConsentState
from accounts.models import Consent, DetailRequest, Membership, Role, Subscription
from accounts.reads import DETAILS, note_read
from activities.models import PartyAnswer
from tarepo.changes import change
from tarepo.models import Detail, ErrorReport, Opinion, Outbox, Patch, Record
from tarepo.publish import refresh_forms
from tests import make
from tests.access.answered import Answer, ask, found_in
from tests.access.table import ROWS
from tests.access.test_addresses import filled_in, made, office_rows  # noqa: F401  # a fixture
from tests.access.withheld import GRANTED, OPEN_TO_MEMBERS, REFERENCE, Marks, activity, withhold
from tests.access.withheld_webinars import OF_ITS_UNIT
from tests.people import CAST, person

pytestmark = pytest.mark.django_db
DOWNLOADS = ("calendar.ics", "feed.atom", "export.csv", "export.xlsx", "export.json")
# Where what is withheld would stand, were it shown; the address of one of each sort stands in the table.
NEAR = [
    f"/activities/{REFERENCE}/",
    f"/activities/{REFERENCE}/history/",
    f"/activities/{REFERENCE}/history/1/",
    "/countries/PE/",
    "/countries/NZ/history/",
    "/south-south/?country=PE",
    "/search/?q=seminar",
    *(f"/activities/{page}?country=PE" for page in ("", "timeline/", "calendar/", *DOWNLOADS)),
]

WITHOUT_LANGUAGE = ("/admin/", "/accounts/", "/files/", "/healthz", "/readyz")


@pytest.fixture
def record(made: dict[str, object]) -> Record:  # noqa: F811
    """What everything withheld is about; published after one of everything else was made."""
    return activity()


@pytest.fixture
def addresses(record: Record, made: dict[str, object]) -> list[str]:  # noqa: F811
    """Every address of the portal, filled in, and some around the record."""
    return [*dict.fromkeys(filled_in(address, made) for address, _statuses in ROWS.values()), *NEAR]


@pytest.fixture
def office(made: dict[str, object]) -> list[str]:  # noqa: F811
    """The admin site's, of which readers see the refusals."""
    return [filled_in(address, made) for address, _statuses in office_rows().values()]


@pytest.fixture
def marks(record: Record) -> Marks:
    return withhold(record)


def reader(role: str) -> Client:
    client = Client()
    if user := person(role):
        client.force_login(user)
    return client


def leaks(role: str, addresses: list[str], marks: dict[str, str], *, least: int = 0) -> dict[str, set[str]]:
    """Address → what of the marks stands in its answer to that role; least: so many are answered with a page."""
    client = reader(role)
    answers = {address: ask(client, address) for address in addresses}
    assert sum(answer.status == 200 for answer in answers.values()) >= least
    found = {address: found_in(answer, marks) for address, answer in answers.items()}
    return {address: what for address, what in found.items() if what}


def closed_to(role: str, marks: Marks) -> Marks:
    opened = OPEN_TO_MEMBERS if role == "member" else set()
    return Marks({mark: what for mark, what in marks.items() if what not in opened})


@pytest.mark.parametrize("role", ["visitor", "member", "expert"])
def test_nothing_withheld_stands_in_any_answer(
    role: str, addresses: list[str], office: list[str], marks: Marks
) -> None:
    """The member is of another country, and sees what was opened to members; the expert speaks for nobody."""
    assert len(marks) > 100
    assert leaks(role, [*addresses, *office], closed_to(role, marks), least=70) == {}


def test_who_registered_attended_or_may_speak_is_told_to_no_editor_of_another_unit(
    addresses: list[str], office: list[str], marks: Marks
) -> None:
    """Nor the link by which they join; a chief editor is told."""
    of_its_unit = {mark: what for mark, what in marks.items() if what.startswith(OF_ITS_UNIT)}
    assert leaks("unit editor", [*addresses, *office], of_its_unit, least=70) == {}
    told = set().union(*leaks("chief editor", addresses, of_its_unit).values())
    assert f"{OF_ITS_UNIT}name: waiting" in told


def test_the_marks_are_found_where_they_may_be_seen(marks: Marks) -> None:
    """Else nothing would be told by finding none."""
    (seen,) = leaks("member of the beneficiary", [NEAR[0]], marks).values()
    assert seen == {what for what in marks.values() if what.startswith("a detail")}
    assert len(seen) == 9
    assert leaks("member", [NEAR[0]], marks)[NEAR[0]] - OPEN_TO_MEMBERS == set()
    assert GRANTED in leaks("member", [NEAR[0]], marks)[NEAR[0]]


@pytest.mark.parametrize(("role", "address"), [("visitor", "/search/?q={}"), ("member", "/activities/?q={}")])
def test_what_is_withheld_is_found_by_no_search(role: str, address: str, marks: Marks) -> None:
    """Each mark is answered as a word that stands nowhere and is as long, but for the word."""
    client, nowhere = reader(role), "zqx999vw"
    expected = masked(ask(client, address.format(nowhere)), nowhere)
    for mark, what in closed_to(role, marks).items():
        if len(mark) == len(nowhere):
            assert masked(ask(client, address.format(mark)), mark) == expected, what


def masked(answer: Answer, word: str) -> Answer:
    headers = {name: value.replace(word, "") for name, value in answer.headers.items() if name != "ETag"}
    return Answer(answer.status, headers, answer.body.replace(word.encode(), b""))


@pytest.mark.long
@pytest.mark.parametrize("code", [code for code, _name in settings.LANGUAGES if code != settings.LANGUAGE_CODE])
@pytest.mark.parametrize("role", ["visitor", "member"])
def test_nor_in_any_language(role: str, code: str, addresses: list[str], marks: Marks) -> None:
    below = [f"/{code}{address}" for address in addresses if not address.startswith(WITHOUT_LANGUAGE)]
    assert leaks(role, below, closed_to(role, marks), least=60) == {}


# What is done about one record and for one country, of which no visitor may notice anything.


def refreshed(record: Record) -> None:
    with change(by=None, why="a test"):
        refresh_forms([record.pk])


def answered(state: ConsentState) -> Callable[[Record], None]:
    def consent(record: Record) -> None:
        detail = Detail.objects.get(record=record)
        Consent.objects.create(party_id=detail.party_id, detail=detail, state=state, by=person("focal point of it"))
        refreshed(record)

    return consent


def add_detail(record: Record) -> None:
    Detail.objects.create(record=record, party_id=make.record_id("country/PE"), nature="cost", text="CHF 1")
    refreshed(record)


def ask_for_consent(record: Record) -> None:
    """With the mail to those who answer."""
    details = list(Detail.objects.filter(record=record).values_list("pk", flat=True))
    with change(by=person("chief editor"), why="a test"):
        assert ask_of(details=details, by=person("chief editor")) == len(details)
    assert Outbox.objects.filter(to=CAST["focal point of it"], key__startswith="consents-asked/").exists()


def read_detail(record: Record) -> None:
    note_read(by=person("member of the beneficiary"), what=DETAILS, record=record.pk, ids=[1])
    reader("member of the beneficiary").get(NEAR[0])


def ask_for_details(record: Record) -> None:
    DetailRequest.objects.create(record=record, by=person("member"), why="For our budget")


def ask_to_belong(record: Record) -> None:
    Membership.objects.create(user=person("expert"), category="delegation", party_id=make.record_id("country/PE"))


def confirm_member(record: Record) -> None:
    asked = Membership.objects.get(user=person("expert"))
    with change(by=person("focal point of it"), why="a test"):
        asked.role = Role.objects.create(user=asked.user, name="member", party_id=asked.party_id)
        asked.state = "confirmed"
        asked.save()


def appoint(record: Record) -> None:
    with change(by=person("administrator"), why="a test"):
        party = make.record_id("country/PE")
        Role.objects.create(user=person("moderator"), name="focal_point", party_id=party, letter="Note 12")


def dispute(record: Record) -> None:
    party = make.record_id("country/PE")
    given = {"record": record, "party_id": party, "cooperation": "south_south", "roles": "beneficiary"}
    PartyAnswer.objects.create(**given, state="disputed", by=person("focal point of it"), note="Not ours")


def propose(record: Record) -> None:
    patch = Patch.objects.create(
        record=record, kind=record.kind, base_version=1, values={"venue": "Lima"}, by=person("member"), why="As held"
    )
    Opinion.objects.create(patch=patch, party_id=make.record_id("country/PE"))


def report(record: Record) -> None:
    ErrorReport.objects.create(record=record, version=1, text="The venue is wrong", email="somebody@example.org")


def subscribe(record: Record) -> None:
    Subscription.objects.create(user=person("member"), query="country=PE")


def edit(record: Record) -> None:
    make.edit(record, texts=make.english("Another title"))


ACTS: dict[str, Callable[[Record], None]] = {
    "a detail is added": add_detail,
    "a consent is asked": ask_for_consent,
    "it is granted": answered(ConsentState.GRANTED),
    "it is withdrawn": answered(ConsentState.WITHDRAWN),
    "it is refused": answered(ConsentState.REFUSED),
    "details are read": read_detail,
    "details are asked for": ask_for_details,
    "a membership is asked": ask_to_belong,
    "it is confirmed": confirm_member,
    "a focal point is appointed": appoint,
    "a part is disputed": dispute,
    "a correction is proposed": propose,
    "an error is reported": report,
    "somebody subscribes": subscribe,
    "the record is edited, and not published": edit,
}


def changed(client: Client, before: dict[str, Answer], addresses: list[str]) -> list[str]:
    return [address for address in addresses if ask(client, address) != before[address]]


def test_every_answer_to_a_visitor_is_the_same_before_and_after(record: Record, addresses: list[str]) -> None:
    """After each act what lies near; after the consent, and after all of them, every address that there is."""
    client = reader("visitor")
    before = {address: ask(client, address) for address in addresses}
    for told, act in ACTS.items():
        act(record)
        assert changed(client, before, addresses if told == "it is granted" else NEAR) == [], told
    assert changed(client, before, addresses) == []


@pytest.mark.long
def test_every_answer_at_every_address_is_the_same_after_each_act(record: Record, addresses: list[str]) -> None:
    client = reader("visitor")
    before = {address: ask(client, address) for address in addresses}
    for told, act in ACTS.items():
        act(record)
        assert changed(client, before, addresses) == [], told


def test_nor_does_a_member_of_another_country_notice_what_is_not_opened(record: Record, addresses: list[str]) -> None:
    client = reader("member")
    before = {address: ask(client, address) for address in addresses}
    for told in ("a detail is added", "a consent is asked", "it is refused", "a part is disputed"):
        ACTS[told](record)
        assert changed(client, before, NEAR) == [], told
    assert changed(client, before, addresses) == []
