"""A consent that begins or ends on a day opens or closes on that day, with nobody there."""

import datetime as dt
from unittest import mock

import pytest
from django.utils import timezone

from accounts.models import Consent
from accounts.refresh import refresh_consents
from tarepo.enums import Kind
from tarepo.models import Detail, Involvement, Record, SearchRow, Snapshot
from tarepo.tiers import MEMBERS, PUBLIC
from tests.make import published

pytestmark = pytest.mark.django_db
TODAY = dt.date(2031, 5, 10)


@pytest.fixture(params=["of the party", "common to all"])
def record(request: pytest.FixtureRequest) -> Record:
    """An activity with a detail, whose beneficiary consents from the 10th to the 20th of a month to come."""
    party = published(Kind.ORGANISATION)
    made = published(Kind.ACTIVITY, involvements=[{"party": party.pk, "role": "beneficiary"}])
    owner = party.pk if request.param == "of the party" else None
    Detail.objects.create(record_id=made.pk, party_id=owner, nature="cost", text="CHF 1000")
    Consent.objects.create(
        party_id=party.pk, nature="cost", state="granted", starts=TODAY, ends=TODAY + dt.timedelta(days=10)
    )
    return made


def open_on(record: Record, day: dt.date) -> bool:
    """Whether members see more than the public after the jobs of that day."""
    with mock.patch.object(timezone, "localdate", side_effect=lambda *given: day if not given else given[0].date()):
        refresh_consents()
    return SearchRow.objects.filter(record_id=record.pk, tier=MEMBERS).exists()


def test_it_is_open_from_its_first_day_to_its_last(record):
    before = Snapshot.objects.get(record_id=record.pk, tier=PUBLIC)
    days = {after: open_on(record, TODAY + dt.timedelta(days=after)) for after in (-1, 0, 1, 10, 11, 12)}
    assert days == {-1: False, 0: True, 1: True, 10: True, 11: False, 12: False}
    after = Snapshot.objects.get(record_id=record.pk, tier=PUBLIC)
    assert (after.pk, after.body, after.made_at) == (before.pk, before.body, before.made_at)


def test_a_day_that_the_ticker_was_away_is_made_up_for(record):
    assert open_on(record, TODAY + dt.timedelta(days=3))
    assert not open_on(record, TODAY + dt.timedelta(days=14))


def test_however_long_the_ticker_was_away_it_closes_what_has_ended(record):
    assert open_on(record, TODAY)
    assert not open_on(record, TODAY + dt.timedelta(days=4000))


def test_a_form_that_is_right_is_not_written_again(record):
    assert open_on(record, TODAY)
    with mock.patch("accounts.refresh.refresh_forms") as written:
        open_on(record, TODAY + dt.timedelta(days=1))
    assert not written.called


def test_a_beneficiary_that_only_the_published_form_still_names_closes_its_details(record):
    assert open_on(record, TODAY)
    Involvement.objects.filter(record_id=record.pk).delete()
    assert not open_on(record, TODAY + dt.timedelta(days=11))


def test_without_a_consent_that_moved_nothing_is_done(django_assert_num_queries):
    with django_assert_num_queries(1):
        assert refresh_consents() == 0
