"""A database for as long as a command runs: `DATABASE_URL`, else the embedded server.

    python -m tarepo.local.database [--name NAME] [--] command ...

A second command on the same `var/` joins the server that the first has started.
"""

import argparse
import contextlib
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import psycopg
from psycopg import sql

from tarepo.local import config, process
from tarepo.local.postgres import DatabaseFailed, Say, Server, binaries, lock, tell


@contextlib.contextmanager
def running(var: Path, *, say: Say = tell, extra: dict[str, str] | None = None) -> Iterator[str]:
    """The address of the server's own database `postgres`, while the block runs."""
    folder = var / "postgres"
    folder.mkdir(parents=True, exist_ok=True)
    owner = lock(folder / "owner.lock")
    if owner is None:
        yield joined(var, folder)
        return
    server = Server(folder, say=say, extra=extra)
    try:
        server.start()
        write_address(var, server.address("tarepo"))
        yield server.address()
    finally:
        config.address_file(var).unlink(missing_ok=True)
        server.stop()
        os.close(owner)


def joined(var: Path, folder: Path) -> str:
    """The address of a server that another process has started, or is starting."""
    server = Server(folder, say=tell)
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        if config.address_file(var).exists():
            return server.address()
        process.pause(0.05)
    raise DatabaseFailed(f"another process has had {folder} for a minute without a database")


def write_address(var: Path, address: str) -> None:
    fresh = config.address_file(var).with_suffix(".new")
    fresh.write_text(address)
    fresh.replace(config.address_file(var))


def ensure(server: str, name: str) -> str:
    """The address of the database `name` on a server, created if it is not there."""
    create = sql.SQL("CREATE DATABASE {} TEMPLATE template0").format(sql.Identifier(name))
    with psycopg.connect(server, autocommit=True) as connection:
        query = "SELECT 1 FROM pg_database WHERE datname = %s"
        if connection.execute(query, [name]).fetchone() is None:
            with contextlib.suppress(psycopg.errors.DuplicateDatabase, psycopg.errors.UniqueViolation):
                connection.execute(create)
    return named(server, name)


def named(address: str, name: str) -> str:
    """The address of another database on the same server."""
    before, mark, query = address.partition("?")
    return f"{before.rpartition('/')[0]}/{name}{mark}{query}"


@contextlib.contextmanager
def database(var: Path, name: str = "tarepo", *, say: Say = tell) -> Iterator[str]:
    """The address of the database to work with, while the block runs."""
    if given := os.environ.get("DATABASE_URL"):
        yield given
        return
    with running(var, say=say) as server:
        yield ensure(server, name)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--name", default="tarepo", help="the database, made if it is not there")
    parser.add_argument("command", nargs="+")
    asked = parser.parse_args()
    process.stop_on(*process.SIGNALS)
    try:
        with database(config.var_folder(), asked.name) as address:
            # psql and pg_dump of the server's own version are at hand too.
            path = f"{binaries()}{os.pathsep}{os.environ.get('PATH', os.defpath)}"
            environment = {**os.environ, "DATABASE_URL": address, "PATH": path}
            return in_terminal(asked.command, environment)
    except DatabaseFailed as error:
        tell(str(error))
        return 1
    except process.Stopped:
        return 130


def in_terminal(command: list[str], environment: dict[str, str]) -> int:
    """A child that has the terminal, as psql and a shell want it, and ends when this process does.

    Ctrl-C reaches it too, and is its own affair: psql ends a query by it, not itself.
    """
    parent = os.getpid()
    signal.signal(signal.SIGINT, lambda number, frame: None)
    child = subprocess.Popen(
        command,
        env=environment,
        preexec_fn=lambda: process.die_with_parent(signal.SIGTERM, parent),
    )
    return process.wait(child)


if __name__ == "__main__":
    sys.exit(main())
