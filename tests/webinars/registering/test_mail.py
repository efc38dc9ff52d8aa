"""Mail of taking part, through a real mail server: registering, the waiting list, the reminder."""

import datetime as dt
import re

import pytest
from django.core.cache import cache
from django.test import Client

from tarepo.tiers import PUBLIC
from tests import make
from tests.jobs.conftest import Postbox, postbox  # noqa: F401 (a fixture)
from tests.jobs.worker import run_jobs
from webinars.access import get_webinar_for
from webinars.models import Room
from webinars.registering.remind import tell_registrants
from webinars.registering.terms import terms_of

pytestmark = pytest.mark.django_db
BEGINS = dt.datetime(2031, 3, 4, 12, tzinfo=dt.UTC)
LINK = re.compile(r"http://localhost:8000(/webinars/registration/\S+/)")
JOIN = "https://example.org/join-secret-7391"


def test_who_registers_waits_and_is_given_a_seat_is_mailed_each_time_and_reminded(
    postbox: Postbox,  # noqa: F811
) -> None:
    cache.clear()
    make.webinar("On quibbled marks", slug="quibbled", at=BEGINS.isoformat(), row={"register_by": "here", "seats": 1})
    terms, client = terms_of(get_webinar_for({PUBLIC}, "quibbled")), Client()
    Room.objects.update_or_create(record_id=terms.record_id, defaults={"join_link": JOIN})
    for name in ("ada", "ben"):
        typed = {"name": name, "email": f"{name}@example.org", "country": str(make.record_id("country/PE"))}
        assert client.post("/webinars/quibbled/register/", typed | {"kind": "state", "agreed": "on"}).status_code == 302
    run_jobs()
    first = {mail["To"]: mail for mail in postbox.mails}
    assert {to: mail["Subject"] for to, mail in first.items()} == {
        "ada@example.org": "You are registered: On quibbled marks",
        "ben@example.org": "You are on the waiting list: On quibbled marks",
    }
    (way,) = LINK.findall(first["ada@example.org"].get_content())
    client.post(way)
    run_jobs()
    assert [(mail["To"], mail["Subject"]) for mail in postbox.mails[2:]] == [
        ("ada@example.org", "Your registration is cancelled: On quibbled marks"),
        ("ben@example.org", "You are registered: On quibbled marks"),
    ]
    (way,) = LINK.findall(postbox.mails[-1].get_content())
    assert JOIN in client.get(way).content.decode()
    tell_registrants(BEGINS - dt.timedelta(minutes=50))
    run_jobs()
    assert [mail["To"] for mail in postbox.mails[4:]] == ["ben@example.org"]
    assert postbox.mails[4]["Subject"] == "Soon: On quibbled marks"
    assert not [mail for mail in postbox.mails if JOIN in mail.get_content()]
