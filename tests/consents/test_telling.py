"""Who answers is mailed as soon as they are asked, and once a day at most."""

import datetime as dt
import re
from unittest import mock

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.awaiting.ask import waiting_for
from accounts.consents.tell import tell_gathered
from accounts.models import Notices, Role, User
from tarepo.models import Detail, Outbox
from tarepo.outbox import post
from tests import make
from tests.admin.office import signed_in
from tests.consents import cast
from tests.consents.cast import answered, ask_about, who_reads
from tests.people import CAST, person

pytestmark = pytest.mark.django_db
LINK = re.compile(r"http://localhost:8000(/accounts/answer/\S+/)")
FOCAL = CAST["focal point of it"]
BEGINNING = dt.datetime(2026, 12, 1, 12, tzinfo=dt.UTC)


def after(hours: float) -> mock._patch:
    return mock.patch("django.utils.timezone.now", return_value=BEGINNING + dt.timedelta(hours=hours))


def mails() -> list[Outbox]:
    return list(Outbox.objects.order_by("pk"))


def details(number: int, *parties: int, record: int = 9001) -> list[Detail]:
    parties = parties or (cast.peru(),)
    made = cast.activity(*parties, number=record)
    return [cast.detail(made, party, f"{cast.SECRET} {n}") for n in range(number) for party in parties]


def test_one_mail_for_all_that_an_editor_asks_at_once_and_its_links_answer() -> None:
    one, *_others = details(3)
    page = f"/admin/activities/activity/{one.record_id}/details/"
    assert signed_in("chief editor").post(page, {"ask_all": "1"}).status_code == 302
    (mail,) = mails()
    assert (mail.to, mail.subject) == (FOCAL, "The Secretariat asks for your consent to show 3 details")
    assert "Consents: Seminar on patents (TA-2023-9001): cost" in mail.body
    assert cast.SECRET not in mail.body + mail.subject
    links = LINK.findall(mail.body)
    assert len(links) == 3
    assert cast.states() == ["asked"] * 3
    assert cast.SECRET in Client().get(links[0]).text
    assert cast.states() == ["asked"] * 3
    for link in links:
        assert "Granted" in Client().post(link, {"choice": "grant"}).text
    assert cast.states(state="granted") == ["granted"] * 3
    assert who_reads() == cast.ALL_MEMBERS


def test_what_is_asked_within_a_day_is_gathered_into_the_next() -> None:
    first, second, third, answered_since = (details(1, record=9001 + n)[0] for n in range(4))
    with after(0):
        ask_about(first)
    for hours, one in ((1, second), (20, third), (21, answered_since)):
        with after(hours):
            ask_about(one)
            assert tell_gathered() == 0
    answered(answered_since, state=cast.REFUSE)
    with after(24):
        assert [tell_gathered(), tell_gathered()] == [1, 0]
    _first, gathered = mails()
    assert gathered.subject.endswith("2 details")
    assert re.findall(r"TA-2023-\d+", gathered.body) == ["TA-2023-9002", "TA-2023-9003"]
    with after(100):
        assert tell_gathered() == 0


def test_after_a_day_it_is_at_once_again() -> None:
    first, second = details(1)[0], details(1, record=9002)[0]
    with after(0):
        ask_about(first)
    with after(25):
        ask_about(second)
    assert [mail.subject.endswith("1 detail") for mail in mails()] == [True, True]


def test_what_waits_longer_than_a_day_goes_with_what_is_asked_then() -> None:
    """Where no ticker ran meanwhile: nothing that was gathered is left out."""
    asked = [details(1, record=9001 + n)[0] for n in range(3)]
    for hours, one in zip((0, 1, 30), asked, strict=True):
        with after(hours):
            ask_about(one)
    assert re.findall(r"TA-2023-\d+", mails()[1].body) == ["TA-2023-9002", "TA-2023-9003"]
    with after(60):
        assert tell_gathered() == 0


def test_what_was_gathered_and_answered_by_a_colleague_is_not_mailed() -> None:
    first, second = details(1)[0], details(1, record=9002)[0]
    with after(0):
        ask_about(first)
    with after(1):
        ask_about(second)
    answered(second)
    with after(25):
        assert tell_gathered() == 0
    assert Notices.objects.get().consents_since is None


def test_asking_again_about_the_same_mails_nobody() -> None:
    one = details(1)[0]
    with after(0):
        ask_about(one)
    with after(48):
        assert (ask_about(one), tell_gathered()) == (0, 0)
    assert len(mails()) == 1


def test_deputies_and_focal_points_each_get_their_own_in_their_language_and_members_none() -> None:
    deputy = cast.focal_point(cast.peru(), "deputy@example.org", deputy_of=person("focal point of it").current_roles[0])
    User.objects.filter(pk=deputy.pk).update(language="fr")
    cast.focal_point(cast.mexico(), "mexico@example.org")
    with after(0):
        ask_about(*details(2))
    assert {mail.to: mail.language for mail in mails()} == {FOCAL: "en", "deputy@example.org": "fr"}
    links = [set(LINK.findall(mail.body)) for mail in mails()]
    assert [len(found) for found in links] == [2, 2]
    assert links[0] & links[1] == set()


def test_an_office_s_are_its_own_and_without_one_those_of_its_country() -> None:
    office = make.published("organisation", form="office", country=cast.peru()).pk
    with after(0):
        ask_about(*details(1, office))
    cast.focal_point(office, "office@example.org")
    with after(48):
        ask_about(*details(1, office, record=9002))
    assert [mail.to for mail in mails()] == [FOCAL, "office@example.org"]


@pytest.mark.parametrize("how", ["inactive", "term ended", "term to come"])
def test_nobody_is_mailed_who_may_not_answer(how: str) -> None:
    user, today = person("focal point of it"), timezone.localdate()
    if how == "inactive":
        User.objects.filter(pk=user.pk).update(is_active=False)
    elif how == "term ended":
        Role.objects.filter(user=user).update(ends=today - dt.timedelta(days=1))
    else:
        Role.objects.filter(user=user).update(starts=today + dt.timedelta(days=1))
    assert ask_about(*details(1)) == 1
    assert mails() == []


def test_it_tells_of_what_waits_as_the_page_does_and_of_nobody_else_s() -> None:
    cast.focal_point(cast.mexico(), "mexico@example.org")
    ask_about(*details(2, cast.peru(), cast.mexico()))
    for mail in mails():
        user = User.objects.with_roles(User.objects.get(email=mail.to).pk)
        waits = sorted(item.title for found in waiting_for(user) for item in found.items)
        told = sorted(re.findall(r"- Consents: (.*) – since", mail.body))
        assert (told, len(LINK.findall(mail.body))) == (waits, 2)


def test_a_mail_that_cannot_be_written_leaves_nobody_asked() -> None:
    one = details(1)[0]
    with mock.patch("accounts.consents.tell.post", side_effect=OSError("no space")), pytest.raises(OSError):
        ask_about(one)
    assert (cast.states(), mails()) == ([], [])
    assert (ask_about(one), len(mails())) == (1, 1)


def test_the_number_of_queries_does_not_grow_with_the_focal_points() -> None:
    """But for what each mail itself takes."""

    def asked(number: int) -> int:
        for n in range(number):
            cast.focal_point(cast.peru(), f"many-{number}-{n}@example.org")
        Notices.objects.all().delete()
        one = details(1, record=9000 + number)[0]
        with (
            CaptureQueriesContext(connection) as queries,
            mock.patch("accounts.consents.tell.post", wraps=post) as sent,
        ):
            ask_about(one)
        assert sent.call_count > number
        posting = sum("outbox" in q["sql"] or "SAVEPOINT" in q["sql"] or "dbtaskresult" in q["sql"] for q in queries)
        return len(queries) - posting

    assert asked(1) == asked(3)
