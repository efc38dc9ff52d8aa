"""What somebody else does in the midst of a test."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

from django.db import connection


def meanwhile(does: Callable[[], object]) -> None:
    """By somebody else, over a connection of their own, committed, who must not have to wait for us."""

    def run() -> None:
        with connection.cursor() as cursor:
            cursor.execute("SET lock_timeout = '10s'")
        try:
            does()
        finally:
            connection.close()

    with ThreadPoolExecutor(1) as pool:
        pool.submit(run).result()
