"""Starts the project's commands as a person would, and looks at what is left of them."""

import contextlib
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psycopg

from tarepo.local import config

HOLD = "trap 'exit 0' TERM INT; echo ready; while :; do sleep 0.1; done"


def eventually(condition: Callable[[], object], *, within: float = 300) -> None:
    deadline = time.monotonic() + within
    while not condition():
        assert time.monotonic() < deadline, f"not so after {within} seconds"
        time.sleep(0.05)


def environment(var: Path) -> dict[str, str]:
    """A person's: nothing of this test run's own database."""
    kept = {key: value for key, value in os.environ.items() if not key.startswith(("TAREPO_", "DATABASE_", "PYTEST_"))}
    return {**kept, "TAREPO_VAR": str(var), "PYTHONPATH": str(Path(psycopg.__file__).parent.parent)}


def become(user: int | None) -> dict[str, Any]:
    """Of this user, and of no group of ours."""
    return {} if user is None else {"user": user, "group": user, "extra_groups": []}


@dataclass
class Command:
    process: subprocess.Popen[bytes]
    output: Path

    def says(self, text: str) -> bool:
        return text in self.output.read_text(errors="replace")

    def wait_to_say(self, text: str) -> None:
        eventually(lambda: self.says(text) or self.process.poll() is not None)
        assert self.says(text), self.output.read_text(errors="replace")

    def send(self, number: signal.Signals) -> int:
        """Sends a signal, Ctrl-C as a terminal does, and returns what the command ended with."""
        if number == signal.SIGINT:
            os.killpg(self.process.pid, number)
        else:
            self.process.send_signal(number)
        return self.process.wait(120)


@contextlib.contextmanager
def command(var: Path, *words: str | Path, user: int | None = None) -> Iterator[Command]:
    var.mkdir(parents=True, exist_ok=True)
    output = var / f"output-{time.monotonic_ns()}"
    with output.open("wb") as opened:
        started = subprocess.Popen(
            [str(word) for word in words],
            env=environment(var),
            cwd=config.ROOT,
            stdin=subprocess.DEVNULL,
            stdout=opened,
            stderr=subprocess.STDOUT,
            start_new_session=True,
            # A run of tests in the background has been told to ignore Ctrl-C, and would pass it on.
            preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
            **become(user),
        )
    try:
        yield Command(started, output)
    finally:
        if started.poll() is None:
            started.terminate()
            started.wait(120)


def python_for(user: int | None) -> str | None:
    """A Python that this user may execute: root's own may lie in a closed folder."""
    for each in (sys.executable, "/usr/bin/python3"):
        with contextlib.suppress(OSError, subprocess.CalledProcessError):
            asked = [each, "-c", "import psycopg"]
            subprocess.run(asked, env=environment(Path()), capture_output=True, check=True, **become(user))
            return each
    return None


def holding_database(
    var: Path, *, user: int | None = None, python: str = sys.executable
) -> contextlib.AbstractContextManager[Command]:
    words = [python, "-m", "tarepo.local.database", "--", "sh", "-c", HOLD]
    return command(var, *words, user=user)


def address(var: Path) -> str:
    return (var / "database-url").read_text()


def processes(var: Path) -> dict[int, str]:
    """Every living process that was started for this folder, with its command."""
    found = {}
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            with contextlib.suppress(OSError):
                variables = (entry / "environ").read_bytes().split(b"\0")
                inside = (entry / "cwd").readlink().is_relative_to(var)
                if inside or f"TAREPO_VAR={var}".encode() in variables:
                    found[int(entry.name)] = (entry / "cmdline").read_bytes().replace(b"\0", b" ").decode()
    return found


def nothing_left(var: Path) -> None:
    eventually(lambda: not processes(var))


def write(var: Path, text: str) -> None:
    with psycopg.connect(address(var)) as connection:
        connection.execute("CREATE TABLE IF NOT EXISTS kept (text text)")
        connection.execute("INSERT INTO kept VALUES (%s)", [text])


def written(var: Path) -> list[str]:
    with psycopg.connect(address(var)) as connection:
        return [text for (text,) in connection.execute("SELECT text FROM kept ORDER BY text")]
