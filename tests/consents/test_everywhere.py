"""Details appear and disappear everywhere at once; for visitors nothing moves, whatever is asked or answered."""

import datetime as dt
import re
from concurrent.futures import ThreadPoolExecutor
from io import BytesIO
from threading import Event
from unittest import mock
from zipfile import ZipFile

import pytest
from django.db import connection, transaction
from django.http import HttpResponse
from django.test import Client
from django.utils import timezone

from accounts.consents.tell import tell_gathered
from accounts.models import Consent, DetailRequest
from tarepo.changes import change
from tarepo.models import ChangeSet, Detail, Outbox, Snapshot
from tarepo.tiers import PUBLIC
from tests import make
from tests.admin.office import signed_in
from tests.consents import cast
from tests.consents.cast import ALL_MEMBERS, OWN, SECRET, answered, ask_about, who_reads, withdrawn
from tests.people import CAST, person

PUBLIC_ANSWERS = (
    *("/", "/activities/", "/activities/TA-2023-9001/", "/es/activities/TA-2023-9001/", "/countries/PE/"),
    *("/activities/TA-2023-9001/history/", "/activities/TA-2023-9001/history/1/", "/activities/?country=PE"),
    *("/search/?q=seminar", f"/search/?q={SECRET.split()[1]}", "/activities/?q=12,345", "/activities/timeline/"),
    *("/activities/cartogram/", "/activities/calendar/", "/activities/calendar.ics", "/activities/feed.atom"),
    *("/activities/export.csv", "/activities/export.json", "/activities/export.xlsx", "/south-south/"),
    *("/activities/TA-2023-9001/details/", "/accounts/consents/"),  # to which a visitor is asked to sign in
)
CLOCK = {"X-Request-ID", "Expires"}  # differ from answer to answer: Expires is now, where a page is never kept
Seen = tuple[int, dict[str, str], bytes]


def got(client: Client, address: str) -> Seen:
    response = client.get(address)
    headers = {name: value for name, value in response.headers.items() if name not in CLOCK}
    content = body(response)
    if address.endswith(".xlsx"):
        del headers["Content-Length"]
        content = sheets(content)
    return response.status_code, headers, content


def sheets(content: bytes) -> bytes:
    """A workbook without the moment at which it was made, which it holds compressed."""
    with ZipFile(BytesIO(content)) as book:
        return b"".join(book.read(name) for name in sorted(book.namelist()) if not name.startswith("docProps"))


def body(response: HttpResponse) -> bytes:
    return b"".join(response.streaming_content) if response.streaming else response.content


def of_visitor() -> dict[str, Seen]:
    return {address: got(Client(), address) for address in PUBLIC_ANSWERS}


@pytest.mark.django_db
def test_no_act_about_consent_moves_a_byte_or_header_of_what_visitors_get():
    record = cast.activity(cast.peru(), cast.mexico(), starts="2023-05-09", precision="day")
    own, common = cast.detail(record, cast.peru()), cast.detail(record, None, f"{SECRET} of all")
    before, snapshot = of_visitor(), Snapshot.objects.get(record=record, tier=PUBLIC)
    assert before["/activities/TA-2023-9001/"][0] == 200
    acts = {
        "asked": lambda: ask_about(own, common),
        "granted": lambda: answered(own),
        "withdrawn": lambda: withdrawn(own),
        "refused": lambda: answered(own, state=cast.REFUSE),
        "granted by one": lambda: answered(common),
        "granted by all": lambda: answered(common, party=cast.mexico()),
        "a kind granted": cast.of_kind,
        "a kind withdrawn": lambda: cast.of_kind(state=cast.WITHDRAW),
        "asked by a member": lambda: signed_in("member").post("/activities/TA-2023-9001/details/", asked_by()),
        "answered": lambda: signed_in("chief editor").post(
            f"/admin/detail-requests/{DetailRequest.objects.get().pk}/", {"answer": "See the page.", "give": "1"}
        ),
    }
    for name, act in acts.items():
        act()
        now = of_visitor()
        assert [address for address in before if now[address] != before[address]] == [], name
    assert Consent.objects.count() == 10
    after = Snapshot.objects.get(record=record, tier=PUBLIC)
    assert (after.pk, after.body, after.made_at) == (snapshot.pk, snapshot.body, snapshot.made_at)
    assert [address for address, seen in before.items() if SECRET.encode() in seen[2]] == []


def asked_by() -> dict[str, str]:
    return {"party": str(make.record_id("country/NZ")), "why": "To plan a seminar"}


@pytest.mark.django_db
def test_after_each_act_each_reader_sees_what_is_theirs():
    one = cast.peru_detail()
    seen = [who_reads()]
    for act in (ask_about, answered, withdrawn, lambda one: answered(one, state=cast.REFUSE), answered):
        act(one)
        seen.append(who_reads())
    assert seen == [OWN, OWN, ALL_MEMBERS, OWN, OWN, ALL_MEMBERS]


@pytest.mark.django_db
def test_members_find_and_count_by_a_detail_while_it_is_open_to_them_and_visitors_never_do():
    one = cast.peru_detail("Zyzzyvology of the hall")
    found = []
    for act in (lambda one: None, answered, withdrawn):
        act(one)
        found.append([role for role in ("visitor", "member", "member of the beneficiary") if finds(role)])
    assert found == [["member of the beneficiary"], ["member", "member of the beneficiary"], found[0]]


def finds(role: str) -> bool:
    """In the list, in the search of everything and in the export alike; the detail itself stands in none of them."""
    client = signed_in(role) if role != "visitor" else Client()
    addresses = ("/activities/?q=zyzzyvology", "/search/?q=zyzzyvology", "/activities/export.csv?q=zyzzyvology")
    answers = [got(client, address)[2].decode() for address in addresses]
    assert not any("Zyzzyvology of" in answer for answer in answers)
    told = {"TA-2023-9001" in answer for answer in answers}
    assert len(told) == 1, answers
    return told.pop()


@pytest.mark.django_db
@pytest.mark.parametrize("role", CAST)
def test_only_those_concerned_and_the_secretariat_learn_of_a_consent(role: str):
    """By the pages that tell of it; its very words stand in no other."""
    one = cast.peru_detail()
    answered(one, note="Quetzal reason")
    client = signed_in(role) if role != "visitor" else Client()
    told = set()
    for address in ("/accounts/consents/", f"/admin/activities/activity/{one.record_id}/details/", "/admin/changes/"):
        if "Quetzal reason" in client.get(address).text:
            told.add(address)
    expected = {
        "member of the beneficiary": {"/accounts/consents/"},
        "focal point of it": {"/accounts/consents/"},
    }
    staff = {"unit editor", "chief editor", "coordinator", "administrator"}
    desk = {f"/admin/activities/activity/{one.record_id}/details/"}
    assert told == (desk if role in staff else expected.get(role, set()))


def test_an_export_that_runs_while_a_consent_is_withdrawn_shows_one_state_and_no_detail(committed_db: str):
    """It holds no detail at all; and it is read in one state of the data, so that nothing of it can move."""
    one = cast.peru_detail()
    answered(one)
    member = signed_in("member")
    whole = got(member, "/activities/export.json")[2]
    response = member.get("/activities/export.json")
    parts = iter(response.streaming_content) if response.streaming else iter([response.content])
    first = next(parts)

    def act() -> None:
        try:
            withdrawn(one)
        finally:
            connection.close()

    with ThreadPoolExecutor(1) as pool:
        pool.submit(act).result()
    assert b"".join([first, *parts]) == whole
    assert SECRET.encode() not in whole
    assert who_reads() == OWN


def test_of_two_who_answer_at_once_the_second_is_told_what_the_first_did(committed_db: str):
    one = cast.peru_detail()
    ask_about(one)
    seen = {one.pk: cast.shown(one, cast.peru())}
    colleague, wrote, release = cast.focal_point(cast.peru(), "first@example.org"), Event(), Event()
    from accounts.consents.answer import Terms, answer

    def first() -> None:
        try:
            with change(by=colleague, why="a test"):
                answer(party=cast.peru(), shown=list(seen.values()), terms=Terms(cast.REFUSE), by=colleague)
                wrote.set()
                release.wait(10)
        finally:
            connection.close()

    def second() -> str:
        try:
            return answered(one, seen=seen).refused[one.pk]
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        jobs = [pool.submit(first)]
        assert wrote.wait(10)
        late = pool.submit(second)
        waits_for_a_lock()
        release.set()
        jobs[0].result()
        assert late.result().startswith("A focal point answered it already")
    assert cast.states() == ["asked", "refused"]


def waits_for_a_lock() -> None:
    """Until somebody waits for what somebody else holds."""
    with connection.cursor() as cursor:
        for _try in range(10_000):
            cursor.execute("SELECT count(*) FROM pg_locks WHERE NOT granted")
            if cursor.fetchone()[0]:
                return
    raise AssertionError("nobody waits")


def test_two_clicks_at_once_leave_one_answer(committed_db: str):
    from tests.admin.test_at_once import at_once

    one = cast.peru_detail()
    ask_about(one)
    client = signed_in("focal point of it")
    page = client.get(cast.PAGE)
    answers = at_once(*(lambda: cast.send(client, page=page, all="1") for _click in range(2)))
    assert [response.status_code for response in answers] == [302, 302]
    assert cast.states() == ["asked", "granted"]


def test_two_editors_who_ask_at_once_ask_once(committed_db: str):
    from tests.admin.test_at_once import at_once

    one = cast.peru_detail()
    address = f"/admin/activities/activity/{one.record_id}/details/"
    at_once(*(lambda: signed_in("chief editor").post(address, {"ask_all": "1"}) for _editor in range(2)))
    assert cast.states() == ["asked"]


def test_what_two_editors_ask_at_once_is_in_one_mail_or_in_the_next(committed_db: str):
    from tests.admin.test_at_once import at_once

    made = [cast.detail(cast.activity(cast.peru(), number=9001 + n), cast.peru()) for n in range(2)]
    pages = [f"/admin/activities/activity/{one.record_id}/details/" for one in made]
    at_once(*(lambda page=page: signed_in("chief editor").post(page, {"ask_all": "1"}) for page in pages))
    assert [mail.subject[-8:] for mail in Outbox.objects.all()] == ["1 detail"]
    later = timezone.now() + dt.timedelta(hours=25)
    with mock.patch("django.utils.timezone.now", return_value=later):
        assert tell_gathered() == 1
    told = re.findall(r"TA-2023-\d+", "".join(mail.body for mail in Outbox.objects.all()))
    assert sorted(told) == ["TA-2023-9001", "TA-2023-9002"]


@pytest.mark.django_db
def test_a_change_says_nothing_of_what_was_answered():
    """Its reason is read by all staff; what was answered stands in the rows that it wrote, for the desk alone."""
    one = cast.peru_detail()
    client = signed_in("focal point of it")
    ask_about(one)
    cast.send(client, "refuse", all="1")
    assert ChangeSet.objects.filter(by=person("focal point of it")).latest("made_at").why == "answered about details"


@pytest.mark.django_db
def test_a_record_that_is_merged_keeps_what_was_answered_about_its_details():
    from tarepo.merge import merge, prepare

    kept = cast.activity(cast.peru(), number=9001)
    other = cast.activity(cast.peru(), number=9002)
    one = cast.detail(other, cast.peru())
    ask_about(one)
    with change(by=None, why="a test"), transaction.atomic():
        assert merge(kept=kept.pk, other=other.pk, picked={}, seen=prepare(kept.pk, other.pk, {}).seen)
    assert Detail.objects.get(pk=one.pk).record_id == kept.pk
    assert answered(one).done == [one.pk]
    assert who_reads() == ALL_MEMBERS


@pytest.mark.django_db
def test_an_organisation_that_was_asked_is_not_merged_away():
    from tarepo.merge import CannotMerge, prepare

    kept, other = make.published("organisation"), make.published("organisation")
    one = cast.detail(cast.activity(other.pk), other.pk)
    ask_about(one)
    with pytest.raises(CannotMerge, match="Withheld details depend on whose"):
        prepare(kept.pk, other.pk, {})
