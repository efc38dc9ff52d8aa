"""The server of a test run, its databases, the running site and the browser.

`db` (pytest-django's) is a copy of a database with the seed records and the sample people, and is
rolled back after each test. `committed_db` is a copy for one test alone, for what needs real
transactions. `site` is the portal itself on a copy of its own, for `page` and other clients.
"""

import contextlib
import gc
import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from pytest_django import DjangoDbBlocker

from tarepo.readers import database as database_settings
from tests import databases
from tests.browsers import HELP, browser, chromium, new_page, page  # noqa: F401
from tests.site import Site, collect_static, serving

# Playwright runs a loop of its own in the thread of a test, where Django then sees async code.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
WORKER = os.environ.get("PYTEST_XDIST_WORKER", "main")
_run = contextlib.ExitStack()


def pytest_configure(config: pytest.Config) -> None:
    """The first process starts the server; the workers that it starts inherit its address."""
    if not hasattr(config, "workerinput"):
        folder, address = _run.enter_context(databases.server())
        os.environ["TAREPO_VAR"] = str(folder)
        os.environ["DATABASE_URL"] = address
        os.environ["TAREPO_TEST_TEMPLATE"] = databases.template_name()
        read_again(folder)


def pytest_collection_finish() -> None:
    """What is loaded by now stays: Python need not look through it again and again for what may go.

    A quarter of the time of a page with many forms went there.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 20)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    if chromium() is None:
        terminalreporter.section("BROWSER TESTS WERE SKIPPED", red=True)
        terminalreporter.line(HELP)


def pytest_unconfigure(config: pytest.Config) -> None:
    _run.close()


def read_again(folder: Path) -> None:
    """Django's settings were read before this file was."""
    from django.conf import settings

    settings.STATIC_ROOT = folder / "static"
    settings.MEDIA_ROOT = folder / "files"


@pytest.fixture(autouse=True)
def in_english() -> Iterator[None]:
    """A request leaves its language to its thread, here that of the next test."""
    from django.utils import translation

    yield
    translation.activate("en")


@pytest.fixture(scope="session")
def server_address() -> str:
    return os.environ["DATABASE_URL"]


@pytest.fixture(scope="session")
def template(server_address: str) -> str:
    """The name of the database with the seed records and sample people."""
    return databases.template(server_address, Path(os.environ["TAREPO_VAR"]))


@pytest.fixture(scope="session")
def django_db_setup(server_address: str, template: str, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    with databases.copy(server_address, template, f"test_{WORKER}_{os.getpid()}") as address:
        with connected_to(address, django_db_blocker):
            yield
        with django_db_blocker.unblock():
            close()


@pytest.fixture
def committed_db(server_address: str, template: str, django_db_blocker: DjangoDbBlocker) -> Iterator[str]:
    """The address of a database for this test alone: transactions really commit."""
    name = f"test_{WORKER}_{os.getpid()}_own"
    with (
        databases.copy(server_address, template, name) as address,
        django_db_blocker.unblock(),
        connected_to(address, django_db_blocker),
    ):
        yield address


@pytest.fixture(scope="session", autouse=True)
def static_files() -> Iterator[None]:
    """Pages name static files by their hashes, in tests as in production.

    Each new client of Django's makes the middleware anew; without this it would read all files each time, for 35 ms.
    """
    from whitenoise.middleware import WhiteNoiseMiddleware

    collect_static()
    known: dict[tuple[str, str], dict] = {}
    read = WhiteNoiseMiddleware.update_files_dictionary

    def read_once(self: WhiteNoiseMiddleware, root: str, prefix: str) -> None:
        if (root, prefix) not in known:
            read(self, root, prefix)
            known[root, prefix] = dict(self.files)
        self.files.update(known[root, prefix])

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(WhiteNoiseMiddleware, "update_files_dictionary", read_once)
        yield


@pytest.fixture(scope="session")
def site(server_address: str, template: str, static_files: None) -> Iterator[Site]:
    name = f"test_{WORKER}_{os.getpid()}_site"
    log = Path(os.environ["TAREPO_VAR"]) / f"site-{WORKER}.log"
    with databases.copy(server_address, template, name) as address, serving(address, log) as served:
        yield served


@pytest.fixture
def site_db(site: Site, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """Django's models read and write the running site's database; what they write stays. No mail waits at first."""
    from django_tasks_db.models import DBTaskResult

    from tarepo.models import Outbox

    with django_db_blocker.unblock(), connected_to(site.database, django_db_blocker):
        # A test's worker would else send the mails of those before it.
        DBTaskResult.objects.all().delete()
        Outbox.objects.all().delete()
        yield


@contextlib.contextmanager
def connected_to(address: str, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """Django's connection goes to another database for a while."""
    from django.db import connection

    before = {**connection.settings_dict}
    with django_db_blocker.unblock():
        close()
    changes = database_settings(address)
    changes["OPTIONS"] = {**before["OPTIONS"], **changes["OPTIONS"]}
    connection.settings_dict.update(changes)
    try:
        yield
    finally:
        with django_db_blocker.unblock():
            close()
        connection.settings_dict.update(before)


def close() -> None:
    from django.db import connection

    connection.close()
    connection.close_pool()  # type: ignore[attr-defined]
