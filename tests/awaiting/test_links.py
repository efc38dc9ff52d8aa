"""Signed links: opening one does nothing, one click answers in the user's name, and nothing else holds it."""

import datetime as dt
import logging
from unittest import mock

import pytest
from django.core import signing
from django.core.cache import cache
from django.test import Client
from django.utils import timezone
from hypothesis import assume, example, given
from hypothesis import strategies as st

from accounts.awaiting.tokens import HOLDS, LinkEnded, NoLink, read_token, token_of
from accounts.erase import erase
from accounts.limits import RATES
from accounts.models import Membership, Role, User
from tarepo.changes import change
from tarepo.models import ChangeSet
from tests.admin.office import signed_in
from tests.awaiting import fake
from tests.awaiting.fake import DETAIL, ask
from tests.html import main
from tests.people import CAST, PASSWORD, person

pytestmark = pytest.mark.django_db
CONFIRM = {"choice": "confirm"}


@pytest.fixture
def row() -> Membership:
    return ask("Ana")


def link(row: Membership, role: str = "focal point of it") -> str:
    return f"/accounts/answer/{token_of(person(role), fake.item(row))}/"


def state(row: Membership) -> str:
    row.refresh_from_db()
    return row.state


def told(response) -> str:
    return main(response.content).text


def ended(address: str, row: Membership, *, status: int = 410) -> str:
    """Neither opening nor pressing does anything; what is said."""
    changes = ChangeSet.objects.count()
    before = state(row)
    for response in (Client().get(address), Client().post(address, CONFIRM)):
        assert response.status_code == status
        assert DETAIL not in response.text
        assert [node.get("href") for node in main(response.content).all("a")] == ["/accounts/awaiting/"]
    assert (state(row), ChangeSet.objects.count()) == (before, changes)
    return told(response)


def test_opening_it_shows_all_and_never_acts(row: Membership) -> None:
    changes = ChangeSet.objects.count()
    for method in ("get", "head", "get"):
        response = getattr(Client(), method)(link(row))
        assert response.status_code == 200
        assert response.cookies == {}
    page = main(response.content)
    assert DETAIL in page.text
    assert "You answer as Focal point of Peru." in page.text
    assert page.texts("button") == ["Confirm", "Decline", "Pass on"]
    assert (state(row), ChangeSet.objects.count()) == ("asked", changes)
    assert Client().put(link(row)).status_code == 405


def test_one_click_answers_in_the_users_name_and_makes_no_session(row: Membership) -> None:
    client = Client(enforce_csrf_checks=True)
    response = client.post(link(row), CONFIRM)
    assert response.status_code == 200
    assert "Ana is confirmed." in told(response)
    assert (state(row), row.answered_by) == ("confirmed", person("focal point of it"))
    made = ChangeSet.objects.latest("made_at")
    assert (made.by, made.why) == (row.answered_by, f"answered through a signed link: fakes {row.pk}")
    assert client.cookies == {}
    assert client.get("/accounts/awaiting/").status_code == 302


def test_a_reason_is_asked_for_and_what_was_typed_stays(row: Membership) -> None:
    assert "Say why" in told(Client().post(link(row), {"choice": "decline"}))
    response = Client().post(link(row), {"choice": "decline", "reason": "unthinkable"})
    assert "That is no reason." in told(response)
    assert main(response.content).texts("textarea") == ["unthinkable"]
    assert state(row) == "asked"


def test_it_goes_to_no_other_site_into_no_cache_no_index_and_no_log(row: Membership, caplog) -> None:
    with caplog.at_level(logging.INFO):
        answers = [Client().get(link(row)), Client().post(link(row), CONFIRM), Client().get(link(row))]
        answers.append(Client().get("/accounts/answer/nothing/"))
    for response in answers:
        assert response.headers["Referrer-Policy"] == "no-referrer"
        assert "noindex" in response.headers["X-Robots-Tag"]
        assert "no-store" in response.headers["Cache-Control"]
        assert '<meta name="robots" content="noindex">' in response.text
    token = link(row).split("/")[3]
    assert token not in caplog.text
    assert token not in answers[0].text.replace(f'action="{link(row)}"', "")
    assert "/accounts/answer/" in caplog.text


class TestEnded:
    def test_it_was_used(self, row: Membership) -> None:
        Client().post(link(row), CONFIRM)
        assert "It was confirmed by Focal point of Peru." in ended(link(row), row)

    def test_a_colleague_answered(self, row: Membership) -> None:
        Role.objects.create(user=person("member"), name="focal_point", party=row.party)
        theirs, ours = link(row, "member"), link(row)
        Client().post(theirs, CONFIRM)
        assert "It was confirmed by Member from New Zealand." in ended(ours, row)

    def test_it_is_too_old(self, row: Membership) -> None:
        with mock.patch("time.time", return_value=timezone.now().timestamp() - HOLDS.total_seconds() - 60):
            address = link(row)
        assert "Links hold 40 days" in ended(address, row)
        with mock.patch("time.time", return_value=timezone.now().timestamp() - HOLDS.total_seconds() + 60):
            address = link(row)
        assert Client().post(address, CONFIRM).status_code == 200

    @pytest.mark.parametrize(
        "fields",
        [{"is_active": False}, {"password": "!another"}, {"email": "elsewhere@example.org"}],
        ids=lambda fields: next(iter(fields)),
    )
    def test_the_account_is_no_longer_what_it_was(self, row: Membership, fields: dict) -> None:
        address = link(row)
        User.objects.filter(email=CAST["focal point of it"]).update(**fields)
        ended(address, row)

    def test_the_account_was_erased(self, row: Membership) -> None:
        address = link(row)
        with change(by=None, why="a test"):
            erase(user=person("focal point of it"))
        ended(address, row)

    def test_the_term_is_over(self, row: Membership) -> None:
        address = link(row)
        yesterday = timezone.localdate() - dt.timedelta(days=1)
        Role.objects.filter(user=person("focal point of it")).update(ends=yesterday)
        ended(address, row)
        row.state = "confirmed"
        row.save()
        assert "confirmed" not in ended(address, row), "nor how it was answered"

    def test_another_speaks_for_the_party_now(self, row: Membership) -> None:
        """The role stands, for another country: what was granted for the first is not told."""
        address = link(row)
        Role.objects.filter(user=person("focal point of it")).update(party=fake.ask(iso2="NZ").party)
        assert "This waits for you no longer." in ended(address, row)

    def test_the_thing_itself_is_gone(self, row: Membership) -> None:
        address = link(row)
        changes = ChangeSet.objects.count()
        row.delete()
        assert Client().post(address, CONFIRM).status_code == 410
        assert ChangeSet.objects.count() == changes


def test_no_altered_token_is_any_of_ours(row: Membership) -> None:
    token = token_of(person("focal point of it"), fake.item(row))
    whole = list(enumerate(token))

    @given(st.data())
    def altered(data: st.DataObject) -> None:
        place, old = data.draw(st.sampled_from(whole))
        new = data.draw(st.one_of(st.just(""), st.characters(codec="utf-8"), st.sampled_from(token), st.just(old * 2)))
        other = token[:place] + new + token[place + 1 :]
        assume(other != token)
        with pytest.raises(NoLink):
            read_token(other)

    altered()


@given(st.text(max_size=200))
@example("")
@example(":::")
@example("1.fakes.1.0000:1abcde:xyz")
@example("\x00")
def test_no_invented_token_is_any_of_ours(token: str) -> None:
    with pytest.raises(NoLink):
        read_token(token)


def test_a_token_of_another_purpose_is_none_of_ours(row: Membership) -> None:
    value = token_of(person("focal point of it"), fake.item(row)).rsplit(":", 2)[0]
    assert "not whole" in ended(f"/accounts/answer/{signing.TimestampSigner().sign(value)}/", row, status=404)


def test_a_token_of_another_item_or_user_cannot_be_put_together(row: Membership) -> None:
    other = ask("Other")
    first, second = (link(each).split("/")[3] for each in (row, other))
    forged = first.split(":")[0].replace(f".{row.pk}.", f".{other.pk}.") + ":" + ":".join(first.split(":")[1:])
    assert forged.split(":")[0].split(".")[2] == second.split(".")[2]
    ended(f"/accounts/answer/{forged}/", other, status=404)


def test_a_member_of_the_secretariat_signs_in_and_comes_to_the_same_thing(row: Membership) -> None:
    """No link acts for who has a role there, even as focal point of a country besides."""
    address = link(row)
    user = person("focal point of it")
    Role.objects.create(user=user, name="coordinator")
    assert Client().post(address, CONFIRM).status_code == 410, "the link is older than the role"
    address = link(row)
    for response in (Client().get(address), Client().post(address, CONFIRM)):
        assert (response.status_code, response.headers["Location"]) == (302, f"/accounts/awaiting/fakes/{row.pk}/")
    assert state(row) == "asked"
    client = Client()
    response = client.get(address, follow=True)
    sent = {"login": user.email, "password": PASSWORD, "next": response.context["next"]}
    response = client.post("/accounts/login/", sent, follow=True)
    assert response.redirect_chain[-1][0] == f"/accounts/awaiting/fakes/{row.pk}/"
    assert DETAIL in response.text


def test_whoever_is_signed_in_as_another_answers_as_who_was_asked(row: Membership) -> None:
    client = signed_in("member")
    assert "You answer as Focal point of Peru." in told(client.get(link(row)))
    client.post(link(row), CONFIRM)
    assert (state(row), row.answered_by) == ("confirmed", person("focal point of it"))


def test_it_speaks_the_language_of_who_was_asked(row: Membership) -> None:
    User.objects.filter(email=CAST["focal point of it"]).update(language="ar")
    response = Client().get(link(row))
    assert response.headers["Content-Language"] == "ar"
    assert '<html lang="ar" dir="rtl">' in response.text


def test_nobody_tries_links_out(row: Membership, monkeypatch) -> None:
    monkeypatch.setitem(RATES, "link", "2/m/ip")
    cache.clear()
    answers = [Client().post("/accounts/answer/nothing/").status_code for _n in range(3)]
    assert answers == [404, 404, 429]
    assert Client().post(link(row), CONFIRM).status_code == 429
    assert Client().get(link(row)).status_code == 200
    assert state(row) == "asked"
    cache.clear()


def test_a_link_is_one_query_where_it_has_ended_and_none_where_it_is_not_ours(
    row: Membership, django_assert_num_queries
) -> None:
    address = link(row)
    with django_assert_num_queries(0):
        Client().get("/accounts/answer/nothing/")
    User.objects.filter(email=CAST["focal point of it"]).update(password="!")
    with django_assert_num_queries(1):
        Client().get(address)
    with pytest.raises(LinkEnded):
        read_token(address.split("/")[3])
