"""/admin/late/: the Secretariat sees what nobody answers, and with whom it waits."""

import datetime as dt

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.awaiting import sorts as contract
from accounts.models import Notices, RestrictedRead, Role
from tarepo.models import ChangeSet, Outbox, Patch, Record
from tests import make
from tests.admin.office import messages, signed_in
from tests.awaiting.fake import DETAIL, ask
from tests.html import parse
from tests.people import person

pytestmark = pytest.mark.django_db
PAGE = "/admin/late/"


@pytest.fixture
def chief() -> Client:
    return signed_in("chief editor")


def tables(client: Client, query: str = "") -> tuple[list[list[str]], list[list[str]]]:
    """The parties, and each thing."""
    page = parse(client.get(PAGE + query).content)
    found = [[cells(row) for row in table.one("tbody").all("tr")] for table in page.all("table")]
    return (found[0], found[1]) if found else ([], [])


def cells(row) -> list[str]:
    return [node.text for node in row.all(where=lambda node: node.tag in ("th", "td"))]


def day(days: int) -> str:
    return (timezone.now() - dt.timedelta(days=days)).date().isoformat()


def test_what_is_late_is_listed_by_party_and_one_by_one(chief: Client) -> None:
    ask("Soon", days=29)
    ask("First", days=60)
    ask("Second", days=31)
    ask("Of nobody", days=45, iso2="NZ")
    parties, each = tables(chief)
    assert parties == [
        ["Peru (PE)", "Focal point of Peru", "Fakes: 2", day(60), "Remind"],
        ["New Zealand (NZ)", "no focal point", "Fakes: 1", day(45), "–"],
    ]
    assert [row[0] for row in each] == ["First asks", "Of nobody asks", "Second asks"]
    assert each[1][1:] == ["Fakes", "New Zealand (NZ)", "no focal point", day(45), "45"]
    assert DETAIL not in chief.get(PAGE).text


def test_it_is_narrowed_by_sort_and_party(chief: Client) -> None:
    ask("Peruvian", days=60)
    ask("Other", days=60, iso2="NZ")
    submitted(days=50)
    peru = make.record_id("country/PE")
    for query, shown in (
        ("", 3),
        ("?sort=fakes", 2),
        (f"?party={peru}", 1),
        ("?party=editors", 1),
        ("?sort=submissions", 1),
        (f"?sort=submissions&party={peru}", 0),
        ("?sort=nothing&party=x&page=x", 3),
        ("?page=2", 0),
        ("?page=99999999999999999999", 3),
    ):
        assert len(tables(chief, query)[1]) == shown, query
    assert tables(chief, "?party=editors")[0][0][:3] == ["Editors", "–", "Submissions and corrections: 1"]


def submitted(days: int) -> Patch:
    made = Patch.objects.create(
        kind="activity", values={"texts": {"en": {"title": "Seminar"}}}, party_id=make.record_id("country/PE"), why=""
    )
    Patch.objects.filter(pk=made.pk).update(made_at=timezone.now() - dt.timedelta(days=days))
    return made


def test_the_desk_counts_what_is_late_and_leads_there(chief: Client) -> None:
    def head() -> tuple[int, str]:
        heads = chief.get("/admin/").context["waiting"]
        (found,) = [one for one in heads if str(one.title) == "Late answers"]
        return found.count, found.url

    assert head() == (0, PAGE)
    assert "Nothing is late." in parse(chief.get(PAGE).content).text
    ask(days=60)
    ask(days=10)
    submitted(days=60)
    submitted(days=3)
    record = make.draft("activity", "In review")
    Record.objects.filter(pk=record.pk).update(state="in_review", changed_at=timezone.now() - dt.timedelta(days=90))
    make.edit(record, texts=make.english("In review"))
    assert head()[0] == len(tables(chief)[1]) >= 2


@pytest.mark.parametrize("role", ["unit editor", "chief editor", "coordinator", "administrator"])
def test_focal_points_are_reminded_once_a_week_at_most(role: str) -> None:
    client = signed_in(role)
    row = ask("Late", days=60)
    ask("In time", days=2)
    ask("Of another", days=60, iso2="NZ")
    user = person("focal point of it")
    Notices.objects.create(user=user, awaiting=False)
    response = client.post(f"{PAGE}?sort=fakes", {"party": row.party_id}, follow=True)
    assert messages(response) == ["1 focal point is reminded by mail."]
    assert response.redirect_chain == [(f"{PAGE}?sort=fakes", 302)]
    mail = Outbox.objects.get()
    assert (mail.to, mail.subject) == (user.email, "1 thing has waited for your answer for more than 30 days")
    assert ("Late asks" in mail.body, "In time" in mail.body, "Of another" in mail.body) == (True, False, False)
    assert "/accounts/answer/" in mail.body
    assert DETAIL not in mail.body
    made = ChangeSet.objects.latest("made_at")
    assert (made.by, made.why) == (person(role), "reminded focal points of what is late")
    assert "reminded on" in tables(client)[0][0][4] + tables(client)[0][1][4]
    response = client.post(PAGE, {"party": row.party_id}, follow=True)
    assert messages(response) == ["Nobody was reminded: they were, within the last week."]
    assert Outbox.objects.count() == 1
    Outbox.objects.update(made_at=timezone.now() - dt.timedelta(days=7, minutes=1), key="awaiting-late/old")
    client.post(PAGE, {"party": row.party_id})
    assert Outbox.objects.count() == 2


@pytest.mark.parametrize("sent", ["", "x", "0", "-1", "9" * 30, "\x00"])
def test_nonsense_reminds_nobody(chief: Client, sent: str) -> None:
    ask(days=60)
    response = chief.post(PAGE, {"party": sent}, follow=True)
    assert messages(response) == ["Nobody was reminded: nothing of this party is late any more."]
    assert Outbox.objects.count() == 0


def test_where_there_is_no_focal_point_that_is_said(chief: Client) -> None:
    row = ask(days=60, iso2="NZ")
    response = chief.post(PAGE, {"party": row.party_id}, follow=True)
    assert messages(response) == [
        "Nobody was reminded: this party has no focal point. An administrator can appoint one."
    ]


@pytest.mark.parametrize("role", ["member", "focal point of it", "expert", "moderator"])
def test_nobody_else_sees_or_reminds(role: str) -> None:
    row = ask("Ana", days=60)
    client = signed_in(role)
    for response in (client.get(PAGE), client.post(PAGE, {"party": row.party_id})):
        assert response.status_code == 403
        assert "Ana asks" not in response.text
    assert Outbox.objects.count() == 0


def test_the_list_asks_the_same_for_one_and_for_three(chief: Client) -> None:
    counted = []
    for number, iso2 in ((1, "PE"), (3, "NZ"), (5, "MX")):
        for _n in range(number):
            row = ask(days=60, iso2=iso2)
        Role.objects.create(user=row.user, name="focal_point", party=row.party)
        with CaptureQueriesContext(connection) as queries:
            chief.get(PAGE)
        counted.append(len(queries))
    assert len(set(counted)) == 1, counted


@pytest.mark.parametrize(
    ("role", "is_named"),
    [("chief editor", True), ("administrator", True), ("unit editor", False), ("coordinator", False)],
)
def test_who_asks_to_be_a_member_is_named_only_to_those_who_see_requests(
    role: str, is_named: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(contract, "SORTS", ("accounts.membership.awaiting",))
    contract.sorts.cache_clear()
    row = ask("Ana", days=60)
    page = signed_in(role).get(f"{PAGE}?sort=membership")
    assert ("Ana" in page.text, row.user.email in page.text) == (is_named, False)
    assert (f"Number {row.pk}" in page.text) is not is_named
    reads = [(read.by, read.what, read.ids) for read in RestrictedRead.objects.all()]
    assert reads == ([(person(role), "accounts", [row.user_id])] if is_named else [])
