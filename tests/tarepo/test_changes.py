"""Every write is credited to a change, however it is made."""

import pytest
from django.db import connection

from accounts.models import User
from tarepo.changes import change, current_change
from tarepo.enums import Kind
from tarepo.models import ChangeSet, Figure, Record
from tests.make import draft, published

pytestmark = pytest.mark.django_db


def events(table: str, pk: int) -> list[tuple]:
    """(label, reason) of every recorded event of a row, oldest first."""
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT e.pgh_label, c.why FROM {table} e "  # noqa: S608
            "LEFT JOIN tarepo_changeset c ON c.id = e.pgh_context_id WHERE e.pgh_obj_id = %s ORDER BY e.pgh_id",
            [pk],
        )
        return cursor.fetchall()


def test_saving_bulk_updating_raw_sql_and_deleting_are_all_credited_to_their_change():
    record = draft(Kind.ACTIVITY, figures=[{"value": "6", "measure": {"en": "trainings"}}])
    figure = Figure.objects.get(record_id=record.pk)
    with change(by=None, why="by queryset"):
        Figure.objects.filter(pk=figure.pk).update(value=7)
    with change(by=None, why="in bulk"):
        figure.value = 8
        Figure.objects.bulk_update([figure], ["value"])
    with change(by=None, why="by raw SQL"), connection.cursor() as cursor:
        cursor.execute("UPDATE tarepo_figure SET value = 9 WHERE id = %s", [figure.pk])
    with change(by=None, why="deleted"):
        Figure.objects.filter(pk=figure.pk).delete()
    assert events("tarepo_figureevent", figure.pk) == [
        ("insert", "a test"),
        ("update", "by queryset"),
        ("update", "in bulk"),
        ("update", "by raw SQL"),
        ("delete", "deleted"),
    ]


def test_what_an_update_writes_into_history_is_planned_for_as_many_rows_as_there_are():
    """A plan kept from a session's first update, of one row, joins the rows before and after one by one."""
    record = draft(Kind.ACTIVITY)
    with change(by=None, why="many"):
        Figure.objects.bulk_create(Figure(record_id=record.pk, order=n, value=n) for n in range(300))
    rows = Figure.objects.filter(record_id=record.pk)
    with connection.cursor() as cursor:
        cursor.execute("SELECT prosrc FROM pg_proc WHERE prosrc LIKE '%INSERT INTO \"tarepo_figureevent\"%'")
        sources = [source for (source,) in cursor.fetchall()]
    of_updates = [source for source in sources if "old_values" in source and "new_values" in source]
    assert ["EXECUTE $event$" in source for source in of_updates] == [True]
    assert rows.update(series="x") == 300
    assert Figure.pgh_event_model.objects.filter(record_id=record.pk, series="x").count() == 300


def test_links_between_records_are_recorded_too():
    record, subject = draft(Kind.ACTIVITY), published(Kind.SUBJECT)
    with change(by=None, why="now about it"):
        record.subjects.add(subject.pk)
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT e.pgh_label, c.why FROM tarepo_subjectlinkevent e JOIN tarepo_changeset c"
            " ON c.id = e.pgh_context_id WHERE e.record_id = %s",
            [record.pk],
        )
        assert cursor.fetchall() == [("insert", "now about it")]


def test_a_write_after_the_change_ended_is_not_credited_to_it():
    record = draft(Kind.PROJECT)
    Record.objects.filter(pk=record.pk).update(checked_on="2024-05-01")
    assert events("tarepo_recordevent", record.pk)[-1] == ("update", None)


def test_a_change_says_who_made_it():
    user = User.objects.create_user("editor-of-a-change@example.org", "a password")
    with change(by=user, why="corrected the title") as made:
        assert current_change() == made
    assert list(ChangeSet.objects.filter(by=user).values_list("why", flat=True)) == ["corrected the title"]


def test_a_change_that_fails_leaves_neither_writes_nor_itself_behind():
    record = draft(Kind.PROJECT)
    with pytest.raises(ZeroDivisionError), change(by=None, why="half done"):  # noqa: PT012
        Record.objects.filter(pk=record.pk).update(checked_on="2024-05-01")
        raise ZeroDivisionError
    record.refresh_from_db()
    assert (record.checked_on, ChangeSet.objects.filter(why="half done").exists()) == (None, False)


def test_a_change_inside_a_change_is_refused():
    with pytest.raises(RuntimeError, match="open already"), change(by=None, why="outer"), change(by=None, why="inner"):
        pass


def test_a_verb_outside_of_a_change_is_refused():
    with pytest.raises(RuntimeError, match="inside"):
        current_change()
