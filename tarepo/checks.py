"""What the database must be. `migrate`, and so every start, asks first."""

from collections.abc import Sequence
from typing import Any

from django.core.checks import CheckMessage, Error
from django.db import connections

OLDEST = 15


def database_is_usable(app_configs: Any, databases: Sequence[str] | None = None, **kwargs: Any) -> list[CheckMessage]:
    return [complaint for alias in databases or () for complaint in complaints(alias)]


def complaints(alias: str) -> list[CheckMessage]:
    with connections[alias].cursor() as cursor:
        cursor.execute("SELECT current_setting('server_version_num')::int, current_setting('server_encoding')")
        version, encoding = cursor.fetchone()
    found: list[CheckMessage] = []
    if version // 10000 < OLDEST:
        found.append(
            Error(
                f"The database server is PostgreSQL {version // 10000}, but tarepo needs {OLDEST} or later.",
                id="tarepo.E001",
            )
        )
    if encoding != "UTF8":
        found.append(
            Error(
                f"The database is encoded in {encoding}, but tarepo needs UTF8: create it with"
                " CREATE DATABASE ... ENCODING 'UTF8' TEMPLATE template0.",
                id="tarepo.E002",
            )
        )
    return found
