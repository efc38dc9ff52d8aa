"""The monthly mail: once a month, to whoever has something to answer, with links and without what is confidential."""

import datetime as dt
import re
from unittest import mock

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.awaiting.ask import waiting_by_user, waiting_for
from accounts.awaiting.mail import MOST_ITEMS, ROUND, know_roles, mail_awaiting, plain
from accounts.models import Notices, Role, User
from tarepo.models import Outbox, Record
from tarepo.outbox import post
from tarepo.tick import tick
from tests import make
from tests.awaiting.fake import DETAIL, ask
from tests.jobs.conftest import Postbox
from tests.jobs.worker import run_jobs
from tests.people import CAST, person
from tests.project.settings import PRODUCTION, python
from tests.submissions.paper import submit

pytestmark = pytest.mark.django_db
LINK = re.compile(r"http://localhost:8000(/accounts/answer/\S+/)")


def on(year: int, month: int, day: int):
    """As if it were noon of that day."""
    return mock.patch("django.utils.timezone.now", return_value=dt.datetime(year, month, day, 12, tzinfo=dt.UTC))


def mails() -> dict[str, Outbox]:
    return {row.to: row for row in Outbox.objects.order_by("pk")}


def test_the_mail_arrives_and_its_link_answers(postbox: Postbox) -> None:
    ask("Ana", days=3)
    tick()
    run_jobs()
    run_jobs()
    (mail,) = postbox.mails
    assert (mail["To"], mail["Subject"]) == (CAST["focal point of it"], "1 thing waits for your answer")
    body = mail.get_content()
    assert "- Fakes: Ana asks – since" in body
    assert "http://localhost:8000/accounts/notices/" in body
    (address,) = LINK.findall(body)
    response = Client().post(address, {"choice": "confirm"})
    assert "Ana is confirmed." in response.text


def test_it_goes_out_once_a_month_however_often_the_job_runs() -> None:
    ask(days=200)
    with on(2026, 12, 1):
        assert [mail_awaiting(), mail_awaiting()] == [1, 0]
    with on(2026, 12, 31):
        assert mail_awaiting() == 0
    with on(2027, 1, 3):  # nobody was there on the first two days
        assert [mail_awaiting(), mail_awaiting()] == [1, 0]
    keys = list(Outbox.objects.order_by("pk").values_list("key", flat=True))
    user = person("focal point of it").pk
    assert keys == [f"awaiting/{user}/2026-12", f"awaiting/{user}/2027-01"]


def test_whoever_has_nothing_gets_none_and_is_told_with_the_next() -> None:
    with on(2026, 12, 1):
        assert mail_awaiting() == 0
    ask()
    with on(2026, 12, 2):
        assert mail_awaiting() == 0
    with on(2027, 1, 1):
        assert mail_awaiting() == 1


def test_a_new_focal_point_is_told_on_the_next_day() -> None:
    row = ask()
    with on(2026, 12, 1):
        mail_awaiting()
    Role.objects.create(user=person("member"), name="focal_point", party=row.party)
    with on(2026, 12, 2):
        assert mail_awaiting() == 1
    assert list(mails()) == [CAST["focal point of it"], CAST["member"]]


@pytest.mark.parametrize("how", ["off", "inactive", "term ended", "term to come"])
def test_it_goes_to_nobody_who_does_not_want_it_or_may_not_answer(how: str) -> None:
    ask("Secret")
    user, today = person("focal point of it"), timezone.localdate()
    if how == "off":
        Notices.objects.create(user=user, awaiting=False)
    elif how == "inactive":
        User.objects.filter(pk=user.pk).update(is_active=False)
    elif how == "term ended":
        Role.objects.filter(user=user).update(ends=today - dt.timedelta(days=1))
    else:
        Role.objects.filter(user=user).update(starts=today + dt.timedelta(days=1))
    assert mail_awaiting() == 0
    assert mails() == {}


def test_what_is_late_comes_first_and_what_does_not_fit_is_counted() -> None:
    for n in range(MOST_ITEMS + 4):
        ask(f"New {n}", days=1)
    ask("Late", days=50)
    mail_awaiting()
    (mail,) = mails().values()
    lines = [line for line in mail.body.splitlines() if line.startswith("- ")]
    assert lines[0].startswith("- Fakes: Late asks – late, since ")
    assert len(lines) == MOST_ITEMS == len(LINK.findall(mail.body))
    assert "… and 5 more: http://localhost:8000/accounts/awaiting/" in mail.body
    assert mail.subject == f"{MOST_ITEMS + 5} things wait for your answer"


def test_what_is_confidential_stays_behind_the_link() -> None:
    ask()
    mail_awaiting()
    (mail,) = mails().values()
    assert DETAIL not in mail.body + mail.subject


def test_nothing_that_somebody_wrote_becomes_a_link_or_a_line_of_its_own() -> None:
    ask("Ana\r\n- Fakes: all is well\n  https://evil.example.org/\u202e" + "x" * 100)
    mail_awaiting()
    (mail,) = mails().values()
    assert len([line for line in mail.body.splitlines() if line.startswith("- ")]) == 1
    assert "https://evil" not in mail.body
    assert plain("a\tb\x00c") == "a b c"


def test_it_is_in_the_language_of_who_gets_it() -> None:
    ask()
    User.objects.filter(email=CAST["focal point of it"]).update(language="fr")
    mail_awaiting()
    (mail,) = mails().values()
    assert mail.language == "fr"
    assert re.search(
        r"\d+ (janvier|février|mars|avril|mai|juin|juillet|août|septembre|octobre|novembre|décembre)", mail.body
    )


def test_editors_are_asked_to_sign_in_and_get_no_link_that_acts() -> None:
    patch = submit(title="Seminar")
    make_in_review()
    assert mail_awaiting() == 1
    mail = mails()[CAST["chief editor"]]
    assert "Submissions and corrections: Seminar – since" in mail.body
    assert f"http://localhost:8000/accounts/awaiting/submissions/{patch.pk}/" in mail.body
    assert "Records in review: In review – since" in mail.body
    assert LINK.findall(mail.body) == []
    assert "ask you to sign in" in mail.body


def make_in_review() -> Record:
    record = make.draft("activity", "In review")
    Record.objects.filter(pk=record.pk).update(state="in_review")
    return record


def test_a_mail_that_cannot_be_written_leaves_nobody_marked() -> None:
    ask()
    with mock.patch("accounts.awaiting.mail.post", side_effect=OSError("no space")), pytest.raises(OSError):
        mail_awaiting()
    assert (mails(), Notices.objects.filter(awaiting_sent_on__isnull=False).count()) == ({}, 0)
    assert mail_awaiting() == 1


def test_it_is_told_of_each_only_what_is_shown_to_each() -> None:
    """However a sort is asked: once for everybody, or by who looks at the page."""
    for iso2 in ("PE", "NZ", "MX"):
        ask(f"Of {iso2}", iso2=iso2)
    submit(title="Seminar")
    make_in_review()
    users = list(User.objects.all())
    know_roles(users)
    found = waiting_by_user(users)
    for user in users:
        shown = sorted((item.sort, item.pk) for waiting in waiting_for(user) for item in waiting.items)
        assert sorted((item.sort, item.pk) for item in found.get(user.pk, [])) == shown, user.email
    assert {user.email for user in users if user.pk in found} == {CAST["focal point of it"], CAST["chief editor"]}


def test_the_number_of_queries_does_not_grow_with_the_focal_points() -> None:
    """But for what each mail itself takes: its row, and whether the job that sends it waits."""
    party = ask().party

    def asked(number: int) -> int:
        for n in range(number):
            user = User.objects.create(email=f"many-{number}-{n}@example.org", password="!")
            Role.objects.create(user=user, name="focal_point", party=party)
        ask()
        Notices.objects.all().delete()
        Outbox.objects.all().delete()
        with (
            CaptureQueriesContext(connection) as queries,
            mock.patch("accounts.awaiting.mail.post", wraps=post) as sent,
        ):
            mail_awaiting()
        assert number < sent.call_count < ROUND
        posting = sum("outbox" in q["sql"] or "SAVEPOINT" in q["sql"] or "dbtaskresult" in q["sql"] for q in queries)
        return len(queries) - posting

    assert asked(1) == asked(3)


@pytest.mark.parametrize(
    ("said", "leads"),
    [
        ({}, "https://portal.example.org/accounts/awaiting/"),
        ({"TAREPO_URL": "https://tarepo.example.org/"}, "https://tarepo.example.org/accounts/awaiting/"),
    ],
)
def test_in_production_mails_lead_to_the_portal(said: dict, leads: str) -> None:
    words = (
        "import django; django.setup(); from accounts.awaiting.tokens import absolute;"
        " print(absolute('/accounts/awaiting/'))"
    )
    done = python("-c", words, DJANGO_SETTINGS_MODULE="tarepo.settings", **PRODUCTION, **said)
    assert done.stdout.strip() == leads, done.stderr
