"""/accounts/awaiting/: all that waits for whoever is signed in, one of it, several at once."""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.models import Membership, Role
from tarepo.changes import change
from tarepo.models import ChangeSet
from tests.admin.office import filled, signed_in
from tests.awaiting import fake
from tests.awaiting.fake import DETAIL, ask
from tests.html import main
from tests.people import CAST, PASSWORD, person

pytestmark = pytest.mark.django_db
PAGE = "/accounts/awaiting/"


@pytest.fixture
def focal() -> Client:
    return signed_in("focal point of it")


def path(row: Membership) -> str:
    return f"{PAGE}fakes/{row.pk}/"


def state(row: Membership) -> tuple[str, str]:
    row.refresh_from_db()
    return row.state, row.answer


def told(response) -> str:
    return main(response.content).text


def titles(client: Client, address: str = PAGE) -> list[str]:
    return main(client.get(address).content).texts("h3")


def test_what_waits_is_shown_the_oldest_first_and_what_is_late_is_marked(focal: Client) -> None:
    ask("New", days=1)
    ask("Old", days=40)
    ask("Of another country", iso2="NZ")
    page = main(focal.get(PAGE).content)
    assert page.texts("h3") == ["Old asks", "New asks"]
    assert page.texts(class_="badge-postponed") == ["late"]
    assert page.texts("h2") == ["Fakes (2)"]
    assert "Of another country" not in page.text


def test_it_is_never_kept_and_in_no_index(focal: Client) -> None:
    response = focal.get(PAGE)
    assert "no-store" in response.headers["Cache-Control"]
    assert '<meta name="robots" content="noindex">' in response.text


@pytest.mark.parametrize("role", ["member", "member of the beneficiary", "expert", "moderator"])
def test_whoever_never_answers_is_told_what_the_page_is_for(role: str) -> None:
    ask("Secret Asker")
    response = signed_in(role).get(PAGE)
    assert response.status_code == 200
    assert "focal points and editors answer" in told(response)
    assert "Secret Asker" not in response.text


def test_where_nothing_waits_that_is_said(focal: Client) -> None:
    assert "Nothing waits for you." in told(focal.get(PAGE))


def test_a_visitor_is_asked_to_sign_in_and_what_they_typed_is_kept() -> None:
    row = ask()
    client = signed_in("focal point of it")
    sent = filled(client.get(path(row))) | {"choice": "decline", "reason": "Typed for an hour"}
    client.logout()
    assert client.get(PAGE).status_code == 302
    page = client.post(path(row), sent)
    assert page.status_code == 403
    page = client.post("/accounts/login/", filled(page) | {"login": CAST["focal point of it"], "password": PASSWORD})
    client.post(path(row), filled(page))
    assert state(row) == ("declined", "Typed for an hour")


def test_one_is_answered_in_one_change_that_tells_neither_item_nor_answer(focal: Client) -> None:
    row = ask("Ana")
    assert DETAIL in focal.get(path(row)).text
    response = focal.post(path(row), {"choice": "confirm"}, follow=True)
    assert state(row) == ("confirmed", "")
    assert main(response.content).texts(class_="notice-title") == ["Ana is confirmed."]
    made = ChangeSet.objects.latest("made_at")
    assert (made.by, made.why) == (person("focal point of it"), f"answered what waited: fakes {row.pk}")


def test_looking_never_writes(focal: Client) -> None:
    row = ask()
    before = ChangeSet.objects.count()
    for address in (PAGE, path(row), f"{path(row)}?choice=confirm", f"{PAGE}fakes/?item={row.pk}&choice=confirm"):
        assert focal.get(address).status_code == 200
        assert focal.head(address).status_code == 200
    assert (state(row), ChangeSet.objects.count()) == (("asked", ""), before)


@pytest.mark.parametrize(
    ("sent", "why"),
    [
        ({}, "Press one of the buttons."),
        ({"choice": "burn"}, "This is no answer here: choose one."),
        ({"choice": "decline", "reason": "  "}, "Say why: this answer needs a reason."),
        ({"choice": "decline", "reason": "x" * 2001}, "at most 2000 characters"),
        ({"choice": "decline", "reason": "a\x00b"}, "Null characters are not allowed."),
        ({"choice": "decline", "reason": "unthinkable"}, "That is no reason."),
    ],
)
def test_a_refused_answer_changes_nothing_and_keeps_what_was_typed(focal: Client, sent: dict, why: str) -> None:
    row = ask()
    before = ChangeSet.objects.count()
    response = focal.post(path(row), sent)
    assert response.status_code == 200
    assert why in told(response)
    assert filled(response).get("reason", "") == sent.get("reason", "").replace("\x00", "\x00")
    assert (state(row), ChangeSet.objects.count()) == (("asked", ""), before)


def test_a_second_click_and_a_colleague_meet_what_was_answered(focal: Client) -> None:
    row = ask()
    Role.objects.create(user=person("member"), name="focal_point", party=row.party)
    focal.post(path(row), {"choice": "confirm"})
    colleague = signed_in("member")
    again = colleague.post(path(row), {"choice": "decline", "reason": "No"})
    assert (again.status_code, "It was confirmed by Focal point of Peru." in told(again)) == (410, True)
    assert state(row) == ("confirmed", "")


def test_those_for_whom_it_waited_are_told_how_it_was_answered(focal: Client) -> None:
    row = ask()
    focal.post(path(row), {"choice": "confirm"})
    for response in (focal.get(path(row)), focal.post(path(row), {"choice": "decline", "reason": "No"})):
        assert response.status_code == 410
        assert "It was confirmed by Focal point of Peru." in told(response)
    for role in ("member", "chief editor"):
        assert signed_in(role).get(path(row)).status_code == 404


def test_of_two_who_answer_at_once_the_second_is_told_and_changes_nothing(focal: Client, monkeypatch) -> None:
    """The item still waited when the second looked."""
    row = ask()
    item = fake.item(row)
    focal.post(path(row), {"choice": "confirm"})
    monkeypatch.setitem(fake.SORT.__dict__, "one", lambda user, pk: item)
    before = ChangeSet.objects.count()
    response = focal.post(path(row), {"choice": "decline", "reason": "Not of ours"})
    assert (response.status_code, filled(response)["reason"]) == (200, "Not of ours")
    assert "Somebody was faster." in told(response)
    assert (state(row), ChangeSet.objects.count()) == (("confirmed", ""), before)


@pytest.mark.parametrize("role", ["member", "member of the beneficiary", "expert", "unit editor", "chief editor"])
def test_what_waits_for_another_is_not_there(role: str) -> None:
    row = ask()
    client = signed_in(role)
    assert client.get(path(row)).status_code == 404
    assert client.post(path(row), {"choice": "confirm"}).status_code == 404
    client.post(f"{PAGE}fakes/", {"item": row.pk, "choice": "confirm"})
    assert state(row) == ("asked", "")


@pytest.mark.parametrize("address", ["nothing/1/", "fakes/0/", f"fakes/{10**30}/", "nothing/", "fakes/x/"])
def test_an_absurd_address_is_not_there(focal: Client, address: str) -> None:
    assert focal.get(PAGE + address).status_code == 404


def test_a_focal_point_whose_term_ended_answers_no_more(focal: Client) -> None:
    row = ask()
    with change(by=None, why="a test"):
        Role.objects.filter(user=person("focal point of it")).update(ends=timezone.localdate() - dt.timedelta(days=1))
    assert focal.post(path(row), {"choice": "confirm"}).status_code == 404
    assert state(row) == ("asked", "")


class TestSeveral:
    SEVERAL = f"{PAGE}fakes/"

    def test_several_are_shown_once_more_and_answered_by_one_click(self, focal: Client) -> None:
        rows = [ask(f"Number {n}") for n in range(3)]
        query = "&".join(f"item={row.pk}" for row in rows[:2])
        page = focal.get(f"{self.SEVERAL}?{query}&choice=confirm")
        assert main(page.content).texts("h2") == ["Number 0 asks", "Number 1 asks"]
        response = focal.post(self.SEVERAL, filled(page) | {"choice": "confirm"}, follow=True)
        assert main(response.content).texts(class_="notice-title") == ["2 answered: Confirm."]
        assert [state(row)[0] for row in rows] == ["confirmed", "confirmed", "asked"]
        assert ChangeSet.objects.filter(why__startswith="answered what waited").count() == 2

    def test_one_reason_is_given_to_all_and_asked_for(self, focal: Client) -> None:
        rows = [ask() for n in range(2)]
        sent = {"item": [row.pk for row in rows], "choice": "decline"}
        response = focal.post(self.SEVERAL, sent)
        assert "Say why" in told(response)
        assert [state(row)[0] for row in rows] == ["asked", "asked"]
        focal.post(self.SEVERAL, sent | {"reason": "Not of ours"})
        assert [state(row) for row in rows] == [("declined", "Not of ours")] * 2

    def test_one_that_cannot_be_answered_keeps_no_other(self, focal: Client, monkeypatch) -> None:
        rows = [ask("Gone"), ask("Here")]
        monkeypatch.setitem(fake.SORT.__dict__, "waiting_for", lambda user: [fake.item(row) for row in rows])
        focal.post(path(rows[0]), {"choice": "confirm"})
        sent = {"item": [row.pk for row in rows], "choice": "decline", "reason": "No"}
        response = focal.post(self.SEVERAL, sent, follow=True)
        assert "“Gone asks”: Somebody was faster." in told(response)
        assert "1 answered: Decline." in told(response)
        assert [state(row)[0] for row in rows] == ["confirmed", "declined"]

    def test_what_is_gone_or_of_others_is_left_out_and_that_is_said(self, focal: Client) -> None:
        mine, others = ask(), ask("Not mine", iso2="NZ")
        page = focal.get(f"{self.SEVERAL}?item={mine.pk}&item={others.pk}&item=x&item={10**30}&choice=confirm")
        assert "1 of those that you chose is left out" in told(page)
        assert "Not mine" not in page.text

    @pytest.mark.parametrize("query", ["choice=confirm", "item=1&choice=burn", "item=-1&choice=confirm"])
    def test_nothing_chosen_is_said(self, focal: Client, query: str) -> None:
        ask()
        response = focal.get(f"{self.SEVERAL}?{query}", follow=True)
        assert "Nothing was done" in told(response)

    def test_an_answer_that_is_for_one_alone_is_not_given_to_several(self, focal: Client) -> None:
        rows = [ask() for n in range(2)]
        buttons = [node.text for node in main(focal.get(PAGE).content).all("button")]
        assert buttons == ["Confirm", "Decline"]
        focal.post(self.SEVERAL, {"item": [row.pk for row in rows], "choice": "transfer"})
        assert [state(row)[0] for row in rows] == ["asked", "asked"]

    def test_all_can_be_chosen_by_one_link(self, focal: Client) -> None:
        for n in range(60):
            ask(f"Number {n}")
        page = main(focal.get(PAGE).content)
        assert len(page.texts("h3")) == 50
        (link,) = [node.get("href") for node in page.all("a") if node.text == "Choose all"]
        chosen = main(focal.get(link).content).all("input", where=lambda node: "checked" in node.attributes)
        assert len(chosen) == 60
        assert len(titles(focal, self.SEVERAL)) == 60


@pytest.mark.parametrize("rows", [1, 3])
def test_the_page_asks_the_same_for_one_and_for_three(focal: Client, rows: int) -> None:
    """Session; user with roles; offices that the focal point answers for; the rows. Editors' sorts ask nothing."""
    for _n in range(rows):
        ask()
    with CaptureQueriesContext(connection) as queries:
        assert len(titles(focal)) == rows
    assert len(queries) == 4


def test_the_verb_of_a_sort_is_not_called_outside_a_change() -> None:
    row = ask()
    with pytest.raises(ValidationError):
        fake.answer(user=person("member"), pk=row.pk, choice="confirm", reason="")


class TestNotices:
    PAGE = "/accounts/notices/"

    def test_somebody_chooses_about_mail_and_their_language(self, focal: Client) -> None:
        sent = filled(focal.get(self.PAGE))
        assert sent["awaiting"] == "on"
        response = focal.post(self.PAGE, {"language": "es"}, follow=True)
        user = person("focal point of it")
        assert (user.notices.awaiting, user.language) == (False, "es")
        assert response.headers["Content-Language"] == "es"
        assert ChangeSet.objects.latest("made_at").by == user

    def test_a_language_that_is_none_is_refused(self, focal: Client) -> None:
        response = focal.post(self.PAGE, {"language": "tlh"})
        assert (response.status_code, person("focal point of it").language) == (200, "en")

    def test_both_pages_are_listed_with_ones_account(self, focal: Client) -> None:
        links = [node.get("href") for node in main(focal.get("/accounts/").content).all("a")]
        assert {PAGE, self.PAGE} <= set(links)
        links = [node.get("href") for node in main(signed_in("member").get("/accounts/").content).all("a")]
        assert PAGE not in links


def test_the_footer_leads_there() -> None:
    assert 'href="/accounts/awaiting/"' in signed_in("member").get("/").text
    assert 'href="/accounts/awaiting/"' not in Client().get("/").text
