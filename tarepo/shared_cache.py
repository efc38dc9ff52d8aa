"""What all processes count together, in one table. Django's own backend takes four statements for what is one here."""

import base64
import pickle  # as Django's does: what the portal itself has written
import random
from typing import Any

from django.core.cache.backends.base import DEFAULT_TIMEOUT
from django.core.cache.backends.db import DatabaseCache
from django.db import connections, router

SWEEP = 1 / 500  # of the writes take away what is over


class SharedCache(DatabaseCache):
    """The table is small and unlogged: a write is one statement, and waits for no disk."""

    _table: str

    def _base_set(self, mode: str, key: str, value: Any, timeout: Any = DEFAULT_TIMEOUT) -> bool:
        """`add` writes only where nothing is, or what is there is over; whether it wrote. `touch` is Django's."""
        if mode == "touch":
            return bool(super()._base_set(mode, key, value, timeout))  # type: ignore[misc]  # not in the stubs
        seconds = self.get_backend_timeout(timeout)
        connection = connections[router.db_for_write(self.cache_model_class)]
        table = connection.ops.quote_name(self._table)
        only = f"WHERE {table}.expires <= clock_timestamp()" if mode == "add" else ""
        with connection.cursor() as cursor:
            if random.random() < SWEEP:  # noqa: S311  # no secret
                cursor.execute(f"DELETE FROM {table} WHERE expires <= clock_timestamp()")  # noqa: S608  # the table's own name
            cursor.execute(
                f"INSERT INTO {table} (cache_key, value, expires)"  # noqa: S608
                " VALUES (%s, %s, coalesce(to_timestamp(%s), '9999-12-31'))"
                " ON CONFLICT (cache_key) DO UPDATE SET value = excluded.value, expires = excluded.expires"
                f" {only} RETURNING 1",
                [key, base64.b64encode(pickle.dumps(value, self.pickle_protocol)).decode("ascii"), seconds],
            )
            return cursor.fetchone() is not None
