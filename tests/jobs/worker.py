"""The worker, until nothing waits any more."""

from unittest import mock

from django.db import connection
from django_tasks_db.management.commands import db_worker


def run_jobs() -> None:
    """As `manage.py db_worker --batch`, without taking over the process's signals.

    Within a test's own transaction it keeps the connection, which it would else take for one left behind.
    """
    worker = db_worker.Worker(
        queue_names=["*"],
        interval=0,
        batch=True,
        backend_name="default",
        startup_delay=False,
        max_tasks=None,
        worker_id="test",
        excluded_queue_names=[],
    )
    if not connection.in_atomic_block:
        worker.run()
        return
    with mock.patch.object(db_worker, "close_old_connections"):
        worker.run()
