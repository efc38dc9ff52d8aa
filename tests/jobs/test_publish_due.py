"""What editors set for a day is published as that day begins; what lacks something then waits in review."""

import datetime as dt
from unittest import mock

import pytest
from django.utils import timezone

from tarepo import tasks
from tarepo.changes import change
from tarepo.enums import Kind, State
from tarepo.models import ChangeSet, Outbox, Record
from tarepo.publish import archive
from tarepo.publish_due import publish_due
from tarepo.tick import tick
from tarepo.undo import undo
from tests import make
from tests.people import person

pytestmark = pytest.mark.django_db


def due(record: Record, *, days: int = 0, role: str = "unit editor", **values: object) -> Record:
    """Set by that person for a day that has come by now."""
    day = timezone.localdate() + dt.timedelta(days=days)
    with change(by=person(role), why="for that day"):
        Record.objects.filter(pk=record.pk).update(publish_on=day, **values)
    with change(by=person("chief editor"), why="something else"):
        Record.objects.filter(pk=record.pk).update(checked_on=day)
    return record


def said(record: Record) -> tuple[str, int, dt.date | None, str]:
    return Record.objects.values_list("state", "version", "publish_on", "review_note").get(pk=record.pk)


def test_it_is_published_on_its_day_in_a_change_of_who_set_the_day() -> None:
    record = due(make.draft(Kind.ACTIVITY, sources=[make.SOURCE]), review_note="Please look")
    later = due(make.draft(Kind.ACTIVITY, sources=[make.SOURCE]), days=1)
    assert publish_due() == 1
    assert said(record) == (State.PUBLISHED, 1, None, "")
    assert said(later)[:2] == (State.DRAFT, 0)
    made = ChangeSet.objects.latest("made_at")
    assert (made.by, made.why) == (person("unit editor"), "published on the day that was set for it")
    assert publish_due() == 0
    assert ChangeSet.objects.latest("made_at") == made


def test_an_edit_of_what_is_public_is_published_on_its_day() -> None:
    record = make.activity(title="One")
    make.edit(record, texts=make.english("Two"))
    due(record)
    assert publish_due() == 1
    assert said(record) == (State.PUBLISHED, 2, None, "")


def test_what_lacks_something_waits_in_review_and_who_set_the_day_is_told() -> None:
    record = due(make.draft(Kind.ACTIVITY), review_note="Please look")
    assert publish_due() == 0
    today = timezone.localdate().isoformat()
    note = f"It was to be published on {today}, and was not: It needs a source: where is this published?\n\nPlease look"
    assert said(record) == (State.IN_REVIEW, 0, None, note)
    mail = Outbox.objects.get()
    assert (mail.to, mail.subject) == (person("unit editor").email, f"{record.reference} was not published")
    assert mail.body.endswith("\n\n- It needs a source: where is this published?\n")
    assert publish_due() == 0
    assert Outbox.objects.count() == 1


def test_what_is_public_stays_public_when_its_edit_lacks_something() -> None:
    record = make.activity()
    make.edit(record, sources=[])
    due(record)
    assert publish_due() == 0
    assert said(record)[:3] == (State.PUBLISHED, 1, None)
    assert Outbox.objects.count() == 1


def test_what_was_archived_meanwhile_is_not_published() -> None:
    record = due(make.activity(), state=State.ARCHIVED)
    assert publish_due() == 0
    assert said(record) == (State.ARCHIVED, 1, None, "")


def test_who_has_left_is_not_written_to_and_their_record_is_published_all_the_same() -> None:
    good, bad = due(make.draft(Kind.ACTIVITY, sources=[make.SOURCE])), due(make.draft(Kind.ACTIVITY))
    user = person("unit editor")
    user.is_active = False
    user.save()
    assert publish_due() == 1
    assert (said(good)[0], said(bad)[0], Outbox.objects.count()) == (State.PUBLISHED, State.IN_REVIEW, 0)


def test_undoing_it_does_not_bring_the_day_back_so_it_stays_undone() -> None:
    record = due(make.draft(Kind.ACTIVITY, sources=[make.SOURCE]))
    publish_due()
    made = ChangeSet.objects.latest("made_at")
    with change(by=person("chief editor"), why="too early"):
        undo(made)
    assert said(record)[:3] == (State.DRAFT, 1, None)
    assert publish_due() == 0
    assert said(record)[0] == State.DRAFT


def test_a_day_to_come_comes_back_with_an_undo() -> None:
    record = due(make.draft(Kind.ACTIVITY, sources=[make.SOURCE]), days=3)
    with change(by=person("chief editor"), why="by a slip") as made:
        archive(record)
    with change(by=person("chief editor"), why="undo"):
        undo(made)
    assert said(record)[0::2] == (State.DRAFT, timezone.localdate() + dt.timedelta(days=3))


def test_one_that_fails_keeps_no_other_and_its_day_stands() -> None:
    bad, good = (due(make.draft(Kind.SERIES)) for _ in range(2))
    from tarepo.publish import publish

    def fails(record: Record) -> bool:
        if record.pk == bad.pk:
            raise ValueError("no space left")
        return publish(record)

    with mock.patch("tarepo.publish_due.publish", fails):
        assert publish_due() == 1
    assert said(bad)[:3] == (State.DRAFT, 0, timezone.localdate())
    assert said(good)[0] == State.PUBLISHED
    assert publish_due() == 1


def test_the_ticker_queues_it_as_a_day_begins() -> None:
    from django_tasks_db.models import DBTaskResult

    tick()
    assert DBTaskResult.objects.filter(task_path=tasks.publish_due.module_path).count() == 1
