"""The databases of a test run: one server, one template made once, a copy for each who asks.

The server of `var/test` keeps from run to run the bare tables, as long as no migration changes,
and the template, which has the seed records and the sample people too, as long as no code or data
does. A run that starts while another holds that server gets one of its own, in a temporary folder.
"""

import contextlib
import hashlib
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import psycopg
from psycopg import sql

from tarepo.local import config
from tarepo.local.database import named, running
from tarepo.local.postgres import lock, tell

# Nothing here outlives the run but the template, which is made whole or not at all.
QUICK = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}
CODE = ("accounts", "activities", "experts", "reference", "tarepo", "webinars")


@contextlib.contextmanager
def server() -> Iterator[tuple[Path, str]]:
    """The folder for what tests make, and the address of a server, while the run lasts."""
    if given := os.environ.get("DATABASE_URL"):
        with tempfile.TemporaryDirectory(prefix="tarepo-test-") as folder:
            yield Path(folder), given
        return
    kept = config.ROOT / "var" / "test"
    kept.mkdir(parents=True, exist_ok=True)
    mine = lock(kept / "run.lock")
    sweep()
    folder = kept if mine is not None else Path(tempfile.mkdtemp(prefix="tarepo-test-"))
    try:
        with running(folder, say=tell, extra=QUICK) as address:
            drop_all(address, but=(tables_name(), template_name()))
            yield folder, address
    finally:
        if mine is None:
            shutil.rmtree(folder)
        else:
            os.close(mine)


def sweep() -> None:
    """Folders of runs that were killed: the lock of a living server is held."""
    for held in Path(tempfile.gettempdir()).glob("tarepo-test-*/postgres/owner.lock"):
        with contextlib.suppress(OSError):
            free = lock(held)
            if free is not None:
                shutil.rmtree(held.parent.parent)
                os.close(free)


def digest_of(*patterns: str) -> str:
    """Changes with any of the project's files that match."""
    told = hashlib.sha256()
    for pattern in patterns:
        for path in sorted(config.ROOT.glob(pattern)):
            if path.is_file() and "__pycache__" not in path.parts:
                told.update(f"{path}\0".encode() + path.read_bytes())
    return told.hexdigest()[:16]


def tables_name() -> str:
    """Migrations install the functions of text search and the triggers as the code has them."""
    patterns = (f"{app}/{folder}/*.py" for app in CODE for folder in ("migrations", "search"))
    return f"template_tables_{digest_of(*patterns, 'tarepo/indexing/triggers.py', 'tarepo/work/triggers.py')}"


def template_name() -> str:
    return f"template_{digest_of(*(f'{app}/**/*' for app in CODE))}"


def template(address: str, folder: Path) -> str:
    """The name of the template database, made by the first worker to ask."""
    name = os.environ.get("TAREPO_TEST_TEMPLATE") or template_name()
    held = lock(folder / "template.lock", wait=600)
    if held is None:
        raise TimeoutError("another worker has been making the template database for 10 minutes")
    try:
        make(address, tables_name(), "template0", "migrate", "--no-input")
        make(address, name, tables_name(), "prepare")
    finally:
        os.close(held)
    return name


def make(address: str, name: str, source: str, *command: str) -> None:
    """A database made whole or not at all, by a command of manage.py on a copy of another."""
    if exists(address, name):
        return
    making = f"{name}_making"
    drop(address, making)
    run(address, sql.SQL("CREATE DATABASE {} TEMPLATE {}"), making, source)
    environment = {**os.environ, "DATABASE_URL": named(address, making)}
    words = [sys.executable, str(config.ROOT / "manage.py"), *command]
    done = subprocess.run(words, env=environment, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        raise RuntimeError(f"the test database could not be made:\n{done.stdout}{done.stderr}")
    run(address, sql.SQL("ALTER DATABASE {} RENAME TO {}"), making, name)


@contextlib.contextmanager
def copy(address: str, source: str, name: str) -> Iterator[str]:
    """The address of a copy of a database, dropped at the end."""
    drop(address, name)
    run(address, sql.SQL("CREATE DATABASE {} TEMPLATE {}"), name, source)
    try:
        yield named(address, name)
    finally:
        drop(address, name)


def exists(address: str, name: str) -> bool:
    with psycopg.connect(address) as connection:
        found = connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name])
        return found.fetchone() is not None


def drop(address: str, name: str) -> None:
    run(address, sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)"), name)


def drop_all(address: str, *, but: tuple[str, ...]) -> None:
    """What killed runs and earlier code left."""
    with psycopg.connect(address) as connection:
        query = "SELECT datname FROM pg_database WHERE datname ~ '^(template_|test_)'"
        names = [name for (name,) in connection.execute(query)]
    for name in names:
        if name not in but:
            drop(address, name)


def run(address: str, query: sql.SQL, *names: str) -> None:
    with psycopg.connect(address, autocommit=True) as connection:
        connection.execute(query.format(*map(sql.Identifier, names)))
