"""Undoing a change: what comes back, what is spared and named, and what readers see after it."""

from collections.abc import Callable

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import given
from hypothesis import strategies as st

from activities.models import Activity
from tarepo.changes import change
from tarepo.content import read_content
from tarepo.content_write import write_content
from tarepo.enums import Kind, State
from tarepo.models import ChangeSet, Detail, DetailNature, Record, SearchRow, Snapshot, Text
from tarepo.publish import archive, publish
from tarepo.undo import Undone, undo
from tests import make
from tests.examples import examples

pytestmark = pytest.mark.django_db


def done(work: Callable[[], object], why: str = "a slip") -> ChangeSet:
    with change(by=None, why=why) as made:
        work()
    return made


def undone(made: ChangeSet) -> Undone:
    with change(by=None, why="undo"):
        return undo(made)


def said(record: Record) -> dict:
    return read_content(record.kind, record.pk)


def title(record: Record) -> str:
    """What readers see."""
    return SearchRow.objects.get(record_id=record.pk, tier=0).label["names"]["en"]


def state(record: Record) -> tuple[str, int]:
    return Record.objects.values_list("state", "version").get(pk=record.pk)


def sentences(result: Undone) -> list[str]:
    return [str(spared) for spared in result.spared]


def test_texts_columns_parts_and_links_come_back() -> None:
    peru, subjects = make.published(Kind.COUNTRY), [make.published(Kind.SUBJECT) for _ in range(2)]
    record = make.draft(
        Kind.ACTIVITY,
        venue="Geneva",
        subjects=[subjects[0].pk],
        involvements=[{"party": peru.pk, "role": "venue"}],
        points=[{"kind": "topic", "wording": {"en": "One"}}, {"kind": "topic", "wording": {"en": "Two"}}],
    )
    before = said(record)
    other = make.published(Kind.ORGANISATION)
    made = done(
        lambda: write_content(
            record,
            {
                "venue": "Lima",
                "subjects": [subjects[1].pk],
                "involvements": [{"party": other.pk, "role": "provider"}, {"party": peru.pk, "role": "beneficiary"}],
                "points": [],
                "texts": {"es": make.text("Otro"), "en": make.text("Another", status="official")},
            },
        )
    )
    result = undone(made)
    assert said(record) == before
    assert (result.back, result.spared) == ([record.pk], [])
    assert ChangeSet.objects.get(undoes=made) == result.by


def test_bulk_update_and_raw_sql_inside_a_change() -> None:
    records = [make.draft(Kind.ACTIVITY, venue="Geneva") for _ in range(3)]

    def work() -> None:
        rows = list(Activity.objects.filter(pk__in=[record.pk for record in records]))
        for row in rows:
            row.venue = "Lima"
        Activity.objects.bulk_update(rows, ["venue"])
        with connection.cursor() as cursor:
            cursor.execute("UPDATE tarepo_text SET title = 'X' WHERE record_id = %s", [records[0].pk])
            cursor.execute("DELETE FROM tarepo_text WHERE record_id = %s", [records[1].pk])

    before = [said(record) for record in records]
    assert undone(done(work)).back == [record.pk for record in records]
    assert [said(record) for record in records] == before


def test_what_was_edited_since_is_spared_and_named_and_all_else_comes_back() -> None:
    record = make.draft(Kind.ACTIVITY, "Old", reference="TA-2023-9001", venue="Geneva")
    other = make.draft(Kind.ACTIVITY, "Other", reference="TA-2023-9002", venue="Geneva")

    def work() -> None:
        Activity.objects.filter(pk__in=[record.pk, other.pk]).update(venue="Lima")
        Text.objects.filter(record_id=record.pk).update(title="New")

    made = done(work)
    make.edit(record, venue="Cusco")
    result = undone(made)
    assert [said(each)["venue"] for each in (record, other)] == ["Cusco", "Geneva"]
    assert said(record)["texts"]["en"]["title"] == "Old"
    assert sentences(result) == ["Old (TA-2023-9001): Activity: edited since (venue (town, building))"]


def test_another_column_that_was_edited_since_stays_edited() -> None:
    record = make.draft(Kind.ACTIVITY, venue="Geneva")
    made = done(lambda: Activity.objects.filter(pk=record.pk).update(venue="Lima"))
    make.edit(record, starts="2023-05-09", precision="day")
    assert undone(made).spared == []
    assert (said(record)["venue"], said(record)["starts"]) == ("Geneva", "2023-05-09")


def test_a_published_edit_is_public_as_before_under_a_number_of_its_own() -> None:
    record = make.activity(9001, "Old")
    made = done(lambda: (write_content(record, {"texts": make.english("New")}), publish(record)))
    assert (title(record), state(record)) == ("New", (State.PUBLISHED, 2))
    result = undone(made)
    assert (title(record), state(record)) == ("Old", (State.PUBLISHED, 3))
    assert Snapshot.objects.filter(record_id=record.pk, tier=0).count() == 3
    assert result.shown == [record.pk]


def test_a_draft_that_was_published_by_the_change_stays_a_draft() -> None:
    """Somebody wrote it before; only publishing is undone."""
    record = make.activity(9001, "Old")
    make.edit(record, texts=make.english("New"))
    undone(done(lambda: publish(record)))
    assert (title(record), said(record)["texts"]["en"]["title"]) == ("Old", "New")


def test_what_was_published_since_stays_public() -> None:
    record = make.activity(9001, "Old")
    made = done(lambda: (write_content(record, {"texts": make.english("New")}), publish(record)))
    make.edit(record, venue="Lima")
    make.publish_now(record)
    result = undone(made)
    assert (title(record), state(record)) == ("New", (State.PUBLISHED, 3))
    assert said(record)["texts"]["en"]["title"] == "Old"
    assert [spared.why for spared in result.spared] == ["what readers see stays, as it was published or archived since"]


def test_a_new_draft_is_deleted_and_comes_back_with_its_number_when_that_is_undone() -> None:
    with change(by=None, why="import") as made:
        record = Activity(kind=Kind.ACTIVITY, reference="TA-2023-9001")
        record.save()
        write_content(record, {"texts": make.english("New"), "sources": [make.SOURCE]})
    before = said(record)
    first = undone(made)
    assert (first.gone, Record.objects.filter(pk=record.pk).exists()) == ([record.pk], False)
    assert first.by is not None
    second = undone(first.by)
    assert (second.back, said(record)) == ([record.pk], before)
    assert second.by is not None
    assert undone(second.by).gone == [record.pk]


def test_a_new_draft_that_somebody_wrote_on_stays() -> None:
    with change(by=None, why="import") as made:
        record = Activity(kind=Kind.ACTIVITY, reference="TA-2023-9001")
        record.save()
        write_content(record, {"texts": make.english("New")})
    make.edit(record, points=[{"kind": "topic", "wording": {"en": "One"}}])
    result = undone(made)
    assert sentences(result) == [
        "New (TA-2023-9001): this change made it, and it was edited since, so it stays",
    ]
    assert (result.records, ChangeSet.objects.filter(undoes=made).exists()) == ([], False)


def test_a_new_draft_with_a_detail_stays_since_details_have_no_history() -> None:
    with change(by=None, why="import") as made:
        record = Activity(kind=Kind.ACTIVITY, reference="TA-2023-9001")
        record.save()
        write_content(record, {"texts": make.english("New")})
    Detail.objects.create(record=record, nature=DetailNature.COST, text="withheld")
    assert [spared.why for spared in undone(made).spared] == [
        "something that it needs is gone, or something that came since needs it"
    ]
    assert Detail.objects.filter(record_id=record.pk).count() == 1


def test_a_new_record_that_readers_saw_is_archived_and_is_public_again_when_that_is_undone() -> None:
    with change(by=None, why="import") as made:
        record = Activity(kind=Kind.ACTIVITY, reference="TA-2023-9001")
        record.save()
        write_content(record, {"texts": make.english("New"), "sources": [make.SOURCE]})
        publish(record)
    first = undone(made)
    assert (first.archived, state(record)) == ([record.pk], (State.ARCHIVED, 1))
    assert not SearchRow.objects.filter(record_id=record.pk).exists()
    assert first.by is not None
    assert undone(first.by).shown == [record.pk]
    assert (title(record), state(record)) == ("New", (State.PUBLISHED, 1))


def test_what_was_archived_is_public_again_under_the_same_number() -> None:
    record = make.activity(9001, "Old")
    undone(done(lambda: archive(record)))
    assert (title(record), state(record)) == ("Old", (State.PUBLISHED, 1))


def test_a_reference_that_another_has_taken_is_named() -> None:
    record = make.draft(Kind.SERIES, "Old", reference="first")
    other = make.draft(Kind.SERIES, "Other", reference="other")

    def work() -> None:
        Record.objects.filter(pk=record.pk).update(reference="second")
        Text.objects.filter(record_id=other.pk).update(title="Changed")

    made = done(work)
    make.draft(Kind.SERIES, "Thief", reference="first")
    result = undone(made)
    assert sentences(result) == [
        "Old (second): something else has taken what only one may have, such as its reference or a language"
    ]
    assert (result.back, said(other)["texts"]["en"]["title"]) == ([other.pk], "Other")


def test_the_second_time_it_says_who_did_it() -> None:
    record = make.draft(Kind.ACTIVITY, venue="Geneva")
    made = done(lambda: Activity.objects.filter(pk=record.pk).update(venue="Lima"))
    first, second = undone(made), undone(made)
    assert (second.was_undone, second.by, second.records) == (True, first.by, [])


def test_a_fixed_number_of_queries_whatever_the_rows() -> None:
    counted = []
    for rows in (2, 200):
        with change(by=None, why="import") as made:
            for n in range(rows):
                record = Activity(kind=Kind.ACTIVITY, reference=f"TA-{2100 + rows}-{n:04}")
                record.save()
                Text.objects.create(record=record, language="en", title=f"Title {n}")
        with CaptureQueriesContext(connection) as queries:
            result = undone(made)
        assert len(result.gone) == rows
        counted.append(len(queries))
    assert counted[0] == counted[1]


EDITS = st.lists(
    st.tuples(st.sampled_from(["venue", "title", "es", "points", "subjects", "delete", "raw"]), st.integers(0, 3)),
    min_size=1,
    max_size=8,
)


def edit(record: Record, subjects: list[int], what: str, n: int) -> None:
    if what == "venue":
        write_content(record, {"venue": f"Town {n}" if n else None})
    elif what == "title":
        texts = said(record).get("texts", {})
        status = "official" if "es" in texts else "original"
        write_content(record, {"texts": {**texts, "en": make.text(f"Title {n}", status=status)}})
    elif what == "es":
        write_content(record, {"texts": {"es": make.text(f"Título {n}"), "en": make.text("T", status="official")}})
    elif what == "points":
        write_content(record, {"points": [{"kind": "topic", "wording": {"en": f"{n} {m}"}} for m in range(n)]})
    elif what == "subjects":
        write_content(record, {"subjects": subjects[:n]})
    elif what == "delete":
        Text.objects.filter(record_id=record.pk, language="en").delete()
    else:
        with connection.cursor() as cursor:
            cursor.execute("UPDATE tarepo_point SET kind = 'finding' WHERE record_id = %s", [record.pk])


@examples(25)
@given(EDITS)
def test_any_edits_in_one_change_are_undone_to_the_last_word(db: None, edits: list[tuple[str, int]]) -> None:
    subjects = list(Record.objects.filter(kind=Kind.SUBJECT).order_by("pk").values_list("pk", flat=True)[:3])
    record = make.draft(
        Kind.ACTIVITY, venue="Geneva", subjects=subjects[:1], points=[{"kind": "topic", "wording": {"en": "One"}}]
    )
    before = said(record)
    made = done(lambda: [edit(record, subjects, what, n) for what, n in edits])
    result = undone(made)
    assert (said(record), result.spared) == (before, [])
