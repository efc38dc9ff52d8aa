"""The portal itself, served by gunicorn as in production, on a database of its own."""

import contextlib
import os
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import psycopg

from tarepo.local import config, serve
from tarepo.local.postgres import lock
from tarepo.local.process import start, stop
from tests import databases

# The admin's own files come with the packages.
STATIC = ("static/**/*", "tarepo/stylesheet.py", "requirements.txt")


@dataclass(frozen=True)
class Site:
    url: str
    database: str
    log: Path

    def forget_counts(self) -> None:
        """What rate limits have counted, and which codes were used: all tests come from one address, at once."""
        with psycopg.connect(self.database, autocommit=True) as connection:
            connection.execute("TRUNCATE tarepo_cache")


def collect_static() -> None:
    """Once for each state of the static files: another worker, or another run, finds it done."""
    folder = Path(os.environ["TAREPO_VAR"])
    held = lock(folder / "static.lock", wait=120)
    if held is None:
        raise TimeoutError("another worker has been collecting static files for two minutes")
    try:
        done = folder / f"static-{databases.digest_of(*STATIC)}"
        if not done.exists():
            words = [sys.executable, str(config.ROOT / "manage.py"), "collectstatic"]
            subprocess.run([*words, "--no-input", "--clear", "-v0"], check=True)
            for earlier in folder.glob("static-*"):
                earlier.unlink()
            done.touch()
    finally:
        os.close(held)


@contextlib.contextmanager
def serving(database: str, log: Path, **settings: str) -> Iterator[Site]:
    """The site on a free port, answering, until the block ends; with settings of the environment."""
    sockets = serve.listen(0)
    environment = {**os.environ, "DATABASE_URL": database, "TAREPO_WORKERS": "1", **settings}
    with log.open("wb") as output:
        child = start(
            serve.command(sockets),
            env=environment,
            cwd=config.ROOT,
            output=output,
            keep=[each.fileno() for each in sockets],
        )
    url = f"http://localhost:{sockets[0].getsockname()[1]}"
    for each in sockets:
        each.close()
    try:
        # The sockets listen already: the first request waits until gunicorn takes it.
        urllib.request.urlopen(f"{url}/healthz", timeout=60).close()
        yield Site(url=url, database=database, log=log)
    finally:
        stop(child, within=20)
