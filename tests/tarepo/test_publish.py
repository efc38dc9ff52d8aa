"""Publishing: what editors wrote becomes what readers see, and nothing else does."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.models import Consent
from tarepo.changes import change
from tarepo.content_write import write_content
from tarepo.enums import Kind, State
from tarepo.models import Detail, Record, SearchRow, Snapshot
from tarepo.publish import NotPublishable, archive, publish, refresh_forms
from tarepo.tiers import MEMBERS, PUBLIC, SECRETARIAT
from tests.make import draft, english, published

pytestmark = pytest.mark.django_db


def public_title(record: Record) -> str:
    return SearchRow.objects.get(record_id=record.pk, tier=PUBLIC).label["names"]["en"]


def forms(record: Record) -> dict[int, list[str]]:
    """Tier → the texts of the details that its form shows."""
    rows = SearchRow.objects.filter(record_id=record.pk).select_related("snapshot")
    texts = dict(Detail.objects.values_list("pk", "text"))
    return {row.tier: [texts[detail["id"]] for detail in row.snapshot.body.get("details", [])] for row in rows}


def test_an_edit_stays_unseen_until_it_is_published():
    record = published(Kind.PROJECT, "As it was")
    with change(by=None, why="a test"):
        write_content(record, {"texts": english("As it will be")})
    before = public_title(record)
    with change(by=None, why="a test"):
        publish(record)
    assert (before, public_title(record)) == ("As it was", "As it will be")


def test_each_publication_of_a_change_is_a_numbered_version_and_the_old_ones_stay():
    record = published(Kind.PROJECT, "One")
    with change(by=None, why="a test"):
        write_content(record, {"texts": english("Two")})
        publish(record)
    rows = Snapshot.objects.filter(record_id=record.pk).order_by("number")
    assert [(row.number, row.body["content"]["texts"]["en"]["title"]) for row in rows] == [(1, "One"), (2, "Two")]


def test_publishing_what_is_public_already_changes_nothing():
    record = published(Kind.PROJECT)
    with change(by=None, why="a test"):
        assert publish(record) is False
    assert Snapshot.objects.filter(record_id=record.pk).count() == 1


def test_what_is_missing_is_said_in_words_and_nothing_is_published():
    record = draft(Kind.ACTIVITY, texts={"en": {"status": "machine", "title": "No original"}})
    with pytest.raises(NotPublishable) as refused, change(by=None, why="a test"):
        publish(record)
    assert refused.value.found == {
        record.reference: [
            "Exactly one of its texts must be marked as the original.",
            "It needs a source: where is this published?",
        ]
    }
    assert not SearchRow.objects.filter(record_id=record.pk).exists()


def test_a_text_whose_status_nobody_stated_may_stand_alone():
    record = published(Kind.RECOMMENDATION, texts={"es": {"status": "not_stated", "title": "Punto 1"}})
    assert SearchRow.objects.get(record_id=record.pk).label == {"lead": "es", "names": {"es": "Punto 1"}}


def test_archiving_takes_a_record_from_readers_and_publishing_brings_it_back_with_its_version():
    record = published(Kind.PROJECT)
    with change(by=None, why="a test"):
        assert (archive(record), archive(record)) == (True, False)
    gone = SearchRow.objects.filter(record_id=record.pk).exists()
    with change(by=None, why="a test"):
        publish(record)
    record = Record.objects.get(pk=record.pk)
    assert (gone, record.state, record.version) == (False, State.PUBLISHED, 1)
    assert SearchRow.objects.get(record_id=record.pk).snapshot.number == 1


def test_a_detail_is_in_the_forms_of_its_beneficiary_and_the_secretariat_until_consent_opens_it():
    peru, chile = published(Kind.COUNTRY), published(Kind.COUNTRY)
    parties = [{"party": party.pk, "role": "beneficiary"} for party in (peru, chile)]
    record = published(Kind.ACTIVITY, involvements=parties)
    Detail.objects.create(record=Record.objects.get(pk=record.pk), party_id=peru.pk, nature="cost", text="CHF 1 000")
    with change(by=None, why="a test"):
        refresh_forms([record.pk])
    closed = forms(record)
    Consent.objects.create(party_id=peru.pk, nature="cost", state="granted")
    with change(by=None, why="a test"):
        refresh_forms([record.pk])
    assert closed == {PUBLIC: [], peru.pk: ["CHF 1 000"], SECRETARIAT: ["CHF 1 000"]}
    assert forms(record) == {PUBLIC: [], MEMBERS: ["CHF 1 000"], SECRETARIAT: ["CHF 1 000"]}


def test_no_snapshot_holds_the_text_of_a_detail():
    record = published(Kind.ACTIVITY)
    Detail.objects.create(record_id=record.pk, nature="participants", text="Ana Quispe")
    with change(by=None, why="a test"):
        refresh_forms([record.pk])
    bodies = Snapshot.objects.filter(record_id=record.pk).values_list("tier", "body")
    assert {tier: "Ana Quispe" in str(body) for tier, body in bodies} == {PUBLIC: False, SECRETARIAT: False}


def test_forms_are_refreshed_under_the_lock_of_publishing():
    record = published(Kind.PROJECT)
    with change(by=None, why="a test"), CaptureQueriesContext(connection) as asked:
        refresh_forms([record.pk])
    assert "FOR UPDATE" in asked[0]["sql"]


def test_what_is_common_to_several_beneficiaries_needs_all_of_them():
    peru, chile = published(Kind.COUNTRY), published(Kind.COUNTRY)
    parties = [{"party": party.pk, "role": "beneficiary"} for party in (peru, chile)]
    record = published(Kind.ACTIVITY, involvements=parties)
    Detail.objects.create(record=Record.objects.get(pk=record.pk), nature="evaluation", text="Went well")
    for party, opened in ((peru, False), (chile, True)):
        Consent.objects.create(party_id=party.pk, nature="evaluation", state="granted")
        with change(by=None, why="a test"):
            refresh_forms([record.pk])
        assert (MEMBERS in forms(record)) is opened


def test_a_consent_moves_nothing_of_the_public_form():
    peru = published(Kind.COUNTRY)
    record = published(Kind.ACTIVITY, involvements=[{"party": peru.pk, "role": "beneficiary"}])

    def public() -> tuple:
        row = SearchRow.objects.get(record_id=record.pk, tier=PUBLIC)
        return row.snapshot_id, row.snapshot.body, row.codes, row.card, Record.objects.get(pk=record.pk).published_at

    before = public()
    Detail.objects.create(record=Record.objects.get(pk=record.pk), party_id=peru.pk, nature="cost", text="CHF 1 000")
    for state in ("asked", "refused", "granted", "withdrawn"):
        Consent.objects.create(party_id=peru.pk, nature="cost", state=state)
        with change(by=None, why="a test"):
            refresh_forms([record.pk])
        assert public() == before
