"""The one way to write: every write runs inside a change, which says who and why."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import TYPE_CHECKING
from uuid import UUID, uuid4

from django.db import connection, transaction

from tarepo.models import ChangeSet

if TYPE_CHECKING:
    from accounts.models import User

_open: ContextVar[ChangeSet | None] = ContextVar("open_change", default=None)


@contextmanager
def change(*, by: "User | None", why: str, key: UUID | None = None, requested_by: str = "") -> Iterator[ChangeSet]:
    """One transaction and one change set; triggers credit to it whatever is written inside, by bulk or raw SQL too.

    by is None for a command that nobody signed in for. A key that a form was given lets it be sent once only:
    the second change with that key raises IntegrityError. requested_by: who asked for it, in words. The verbs inside
    join it with current_change(); opening a second one inside, or opening it inside another transaction, raises
    RuntimeError.
    """
    if _open.get():
        raise RuntimeError("A change is open already: verbs join it, only the outermost caller opens it.")
    with transaction.atomic(durable=True):
        change_set = ChangeSet.objects.create(
            pk=key or uuid4(), by=by if by and by.pk else None, why=why, requested_by=requested_by
        )
        _set_context(str(change_set.pk), json.dumps({"user": change_set.by_id}))
        token = _open.set(change_set)
        try:
            yield change_set
        finally:
            _open.reset(token)
        # Within a test's own transaction the setting would outlive the change; elsewhere the commit ends it.
        _set_context("", "")


def current_change() -> ChangeSet:
    """The open change set; RuntimeError where a verb is called outside of one."""
    change_set = _open.get()
    if change_set is None:
        raise RuntimeError("This writes, so it must run inside `with change(by=…, why=…)`.")
    return change_set


def _set_context(change_id: str, metadata: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT set_config('pghistory.context_id', %s, true), set_config('pghistory.context_metadata', %s, true)",
            [change_id, metadata],
        )
