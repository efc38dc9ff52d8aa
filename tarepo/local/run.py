"""`make run`: the whole portal on this machine, until Ctrl-C, SIGTERM or the death of its parent.

The order matters: the port is taken first, as a port in use should be told at once; then the
database, the tables and records, the web server, the worker. All are children of this process
that the kernel ends when it dies, however it dies.
"""

import argparse
import contextlib
import json
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import IO

from tarepo.local import config, process, serve
from tarepo.local.database import database
from tarepo.local.postgres import DatabaseFailed, tell

MANAGE = [sys.executable, str(config.ROOT / "manage.py")]
TICK_EVERY = 60
LARGEST_LOG = 10_000_000


class Failed(Exception):
    """The portal cannot run; the message is for a person."""


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--port", type=int, default=8000)
    parser.add_argument("--with-parent", action="store_true", help="end when the parent does")
    asked = parser.parse_args()
    process.stop_on(*process.SIGNALS)
    try:
        if asked.with_parent:
            process.die_with_parent(signal.SIGTERM, os.getppid())
        serve_until_stopped(asked.port)
    except process.Stopped:
        tell("Stopped.")
        return 0
    except (Failed, DatabaseFailed, serve.PortInUse) as error:
        tell(str(error))
    return 1


def serve_until_stopped(port: int) -> None:
    if not 0 <= port <= 65535:
        raise Failed(f"PORT must be from 1 to 65535, not {port}.")
    sockets = serve.listen(port)
    url = f"http://localhost:{sockets[0].getsockname()[1]}"
    var = config.var_folder()
    var.mkdir(parents=True, exist_ok=True)
    embedded = not os.environ.get("DATABASE_URL")
    tell("Starting the database..." if embedded else "Using the database of DATABASE_URL.")
    with database(var) as address:
        os.environ["DATABASE_URL"] = address
        os.environ.setdefault("TAREPO_URL", url)
        os.environ["TAREPO_RELEASE"] = config.release()
        accounts = prepare_once(var) if embedded else prepare(var)
        tell("Starting the web server and the worker...")
        with children(var, sockets) as running:
            wait_for(url, running)
            tell(f"{accounts}\nReady: {url}\nLogs are in {var / 'log'}. Ctrl-C stops it.")
            watch(running, var)


def prepare_once(var: Path) -> str:
    """Skipped where this release has prepared the embedded database before.

    The note lies beside the database's files, so that who deletes them deletes it too.
    """
    note = var / "postgres" / "prepared.json"
    release = os.environ["TAREPO_RELEASE"]
    with contextlib.suppress(OSError, ValueError, KeyError):
        earlier = json.loads(note.read_text())
        if earlier["release"] == release and (var / "static").exists():
            return str(earlier["accounts"])
    accounts = prepare(var)
    note.touch(mode=0o600)
    note.write_text(json.dumps({"release": release, "accounts": accounts}))
    return accounts


def prepare(var: Path) -> str:
    """Tables, records, people, static files. Returns what is to be told of the accounts."""
    accounts = var / "accounts.txt"
    accounts.touch(mode=0o600)
    try:
        manage("prepare", f"--accounts={accounts}")
        manage("load_details")
        tell("Static files...")
        manage("collectstatic", "--no-input", "--verbosity=0")
        return accounts.read_text()
    finally:
        accounts.unlink()


def manage(*words: str) -> None:
    if process.wait(process.start([*MANAGE, *words], cwd=config.ROOT)) != 0:
        raise Failed(f"manage.py {words[0]} failed, as told above.")


@contextlib.contextmanager
def children(var: Path, sockets: Sequence[socket.socket]) -> Iterator[dict[str, subprocess.Popen[bytes]]]:
    """The web server and the worker. All are asked to end at once, then waited for."""
    running: dict[str, subprocess.Popen[bytes]] = {}
    commands: dict[str, tuple[Sequence[str | Path], Sequence[int]]] = {
        "web": (serve.command(sockets), [each.fileno() for each in sockets]),
        "worker": ([*MANAGE, "db_worker", "--queue-name=*", "--no-startup-delay"], []),
    }
    try:
        for name, (command, keep) in commands.items():
            with log(var, name) as output:
                running[name] = process.start(command, cwd=config.ROOT, output=output, keep=keep)
        for each in sockets:
            each.close()
        yield running
    finally:
        for child in running.values():
            child.terminate()
        for child in running.values():
            process.stop(child, within=15)


def log(var: Path, name: str) -> IO[bytes]:
    """Appended to; what has grown large is put aside first."""
    folder = var / "log"
    folder.mkdir(exist_ok=True)
    path = folder / f"{name}.log"
    if path.exists() and path.stat().st_size > LARGEST_LOG:
        path.replace(path.with_suffix(".log.1"))
    return path.open("ab")


def wait_for(url: str, running: dict[str, subprocess.Popen[bytes]]) -> None:
    """Until the portal says that it can serve."""
    while True:
        complain_of_dead(running)
        try:
            urllib.request.urlopen(f"{url}/readyz", timeout=2).close()
        except urllib.error.HTTPError as error:
            why = f"its own check answered {error.code}; see {config.var_folder() / 'log'}"
            raise Failed(f"The portal cannot serve: {why}") from error
        except OSError:
            process.pause(0.05)
        else:
            return


def watch(running: dict[str, subprocess.Popen[bytes]], var: Path) -> None:
    """Until a child ends of itself, which is not in order; each minute, what is due is done."""
    due = time.monotonic()
    while True:
        complain_of_dead(running)
        tick = running.get("tick")
        if tick is not None and tick.poll() is not None:
            del running["tick"]
        elif tick is None and time.monotonic() >= due:
            due = time.monotonic() + TICK_EVERY
            with log(var, "tick") as output:
                running["tick"] = process.start([*MANAGE, "tick"], cwd=config.ROOT, output=output)
        process.pause(0.2)


def complain_of_dead(running: dict[str, subprocess.Popen[bytes]]) -> None:
    for name, child in running.items():
        if name != "tick" and child.poll() is not None:
            raise Failed(f"The {name} ended of itself ({child.returncode}); see its log.")


if __name__ == "__main__":
    sys.exit(main())
