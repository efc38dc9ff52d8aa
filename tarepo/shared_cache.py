"""What all processes count together, in one table. Django's own backend takes four statements for what is one here."""

import base64
import json
import pickle  # as Django's does: what the portal itself has written
import random
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.core.cache.backends.base import DEFAULT_TIMEOUT
from django.core.cache.backends.db import DatabaseCache
from django.db import connections, router
from django.db.backends.base.base import BaseDatabaseWrapper

SWEEP = 1 / 500  # of the writes take away what is over

# The times of a row that are later than %(since)s; what is no list of times, of an older release, has none.
LIVE = """jsonb_path_query_array(
    CASE WHEN left(kept.value, 1) = '[' THEN kept.value::jsonb ELSE '[]' END,
    '$[*] ? (@ > $since)', jsonb_build_object('since', {since}::float8)
)"""
# One more time for a key where so many are not there yet; each waits for the row of the one before, and for its leave.
ONE_MORE = """
    step_{step} AS (
        INSERT INTO {table} AS kept (cache_key, value, expires)
        SELECT {key}, jsonb_build_array({now}::float8)::text, to_timestamp({until}) FROM {before}
        ON CONFLICT (cache_key) DO UPDATE SET
            value = (jsonb_build_array({now}::float8) || {live})::text, expires = excluded.expires
        WHERE jsonb_array_length({live}) < {most}
        RETURNING 1
    )
"""
TAKE_BACK = """
    UPDATE {table} AS kept SET value = jsonb_path_query_array(
        kept.value::jsonb, '$[*] ? (@ != $at)', jsonb_build_object('at', %(at)s::float8)
    )::text
    FROM (
        SELECT cache_key FROM {table} WHERE cache_key = ANY(%(keys)s) AND left(value, 1) = '['
        ORDER BY array_position(%(keys)s::varchar[], cache_key) FOR UPDATE
    ) AS locked
    WHERE kept.cache_key = locked.cache_key
"""


@dataclass(frozen=True)
class Limit:
    """At most so many times of one key within so many seconds."""

    key: str
    most: int
    seconds: float


class SharedCache(DatabaseCache):
    """The table is small and unlogged: a write is one statement, and waits for no disk."""

    _table: str

    def get_many(self, keys: Iterable[str], version: int | None = None) -> dict[str, Any]:
        """Reads times, too, which the database itself counts: they stand as JSON."""
        names = {self.make_and_validate_key(key, version=version): key for key in keys}
        connection, table = self._writes_to()
        with connection.cursor() as cursor:
            cursor.execute(
                f"SELECT cache_key, value FROM {table}"  # noqa: S608  # the table's own name
                " WHERE cache_key = ANY(%s) AND expires > clock_timestamp()",
                [list(names)],
            )
            return {names[key]: _value(text) for key, text in cursor.fetchall()}

    def _base_set(self, mode: str, key: str, value: Any, timeout: Any = DEFAULT_TIMEOUT) -> bool:
        """`add` writes only where nothing is, or what is there is over; whether it wrote. `touch` is Django's."""
        if mode == "touch":
            return bool(super()._base_set(mode, key, value, timeout))  # type: ignore[misc]  # not in the stubs
        connection, table = self._writes_to()
        seconds = self.get_backend_timeout(timeout)
        only = f"WHERE {table}.expires <= clock_timestamp()" if mode == "add" else ""
        with connection.cursor() as cursor:
            if random.random() < SWEEP:  # noqa: S311  # no secret
                cursor.execute(f"DELETE FROM {table} WHERE expires <= clock_timestamp()")  # noqa: S608  # the table's own name
            cursor.execute(
                f"INSERT INTO {table} (cache_key, value, expires)"  # noqa: S608
                " VALUES (%s, %s, coalesce(to_timestamp(%s), '9999-12-31'))"
                " ON CONFLICT (cache_key) DO UPDATE SET value = excluded.value, expires = excluded.expires"
                f" {only} RETURNING 1",
                [key, _text(value, self.pickle_protocol), seconds],
            )
            return cursor.fetchone() is not None

    def count(self, limits: Sequence[Limit], now: float) -> bool:
        """One more at `now` (seconds since 1970) under each of the limits, by one statement; whether all allow it.

        In their order: what one refuses is counted under none after it, and stays counted under those before.
        """
        connection, table = self._writes_to()
        steps: list[str] = []
        values: dict[str, Any] = {"now": now}
        for step, limit in enumerate(limits, 1):
            key = self.make_and_validate_key(limit.key)
            values |= {f"key{step}": key, f"most{step}": limit.most, f"since{step}": now - limit.seconds}
            values[f"until{step}"] = now + limit.seconds
            steps.append(
                ONE_MORE.format(
                    step=step,
                    table=table,
                    key=f"%(key{step})s",
                    now="%(now)s",
                    until=f"%(until{step})s",
                    before=f"step_{step - 1}",
                    live=LIVE.format(since=f"%(since{step})s"),
                    most=f"%(most{step})s",
                )
            )
        with connection.cursor() as cursor:
            cursor.execute(
                f"WITH step_0 AS (SELECT 1), {','.join(steps)} SELECT 1 FROM step_{len(steps)}",  # noqa: S608
                values,
            )
            return cursor.fetchone() is not None

    def take_back(self, limits: Sequence[Limit], at: float) -> None:
        """What was counted at that time, taken away again by one statement; rows are locked in the order of `count`."""
        connection, table = self._writes_to()
        keys = [self.make_and_validate_key(limit.key) for limit in limits]
        with connection.cursor() as cursor:
            cursor.execute(TAKE_BACK.format(table=table), {"keys": keys, "at": at})

    def _writes_to(self) -> tuple[BaseDatabaseWrapper, str]:
        connection = connections[router.db_for_write(self.cache_model_class)]
        return connection, connection.ops.quote_name(self._table)


def _text(value: Any, protocol: int) -> str:
    """Lists of times as JSON, which the database counts; all else as Django writes it, which begins with no bracket."""
    if isinstance(value, list) and all(isinstance(time, float) for time in value):
        return json.dumps(value)
    return base64.b64encode(pickle.dumps(value, protocol)).decode("ascii")


def _value(text: str) -> Any:
    """What `_text` wrote; times that the database wrote may lack their fraction."""
    return json.loads(text) if text.startswith("[") else pickle.loads(base64.b64decode(text))  # noqa: S301
