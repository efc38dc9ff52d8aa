"""Writing many new rows of one table by COPY, the shortest way in. Triggers see them as any others."""

from collections.abc import Sequence
from typing import Any

from django.db import connection, models
from psycopg import sql

Rows = Sequence[models.Model]


def copy_rows(model: type[models.Model], rows: Rows, *, keyed: bool = False) -> None:
    """Insert into the model's own table only; of a kind's, the shared row is there.

    Keys that are not given are told to the rows if they are wanted keyed.
    """
    if not rows:
        return
    if keyed:
        give_keys(model, rows)
    columns = [column for column in model._meta.local_concrete_fields if not _given_by_database(column, rows)]
    names = sql.SQL(", ").join([sql.Identifier(str(column.column)) for column in columns])
    command = sql.SQL("COPY {} ({}) FROM STDIN").format(sql.Identifier(model._meta.db_table), names)
    with connection.cursor() as cursor, connection.wrap_database_errors, cursor.copy(command) as copy:
        for row in rows:
            copy.write_row([_value(row, column) for column in columns])


def give_keys(model: type[models.Model], rows: Rows) -> None:
    """The next keys of the table, to rows that have none."""
    key = model._meta.pk
    query = "SELECT nextval(pg_get_serial_sequence(%s, %s)) FROM generate_series(1, %s)"
    with connection.cursor() as cursor:
        cursor.execute(query, [f'"{model._meta.db_table}"', key.column, len(rows)])
        for row, (given,) in zip(rows, cursor.fetchall(), strict=True):
            row.pk = given


def _given_by_database(column: Any, rows: Rows) -> bool:
    return column.primary_key and all(row.pk is None for row in rows)


def _value(row: models.Model, column: Any) -> Any:
    return column.get_db_prep_save(column.pre_save(row, add=True), connection)
