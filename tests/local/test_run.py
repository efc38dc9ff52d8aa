"""`make run`, as a person types it: the whole portal, ended in every way and started again."""

import os
import shutil
import signal
import socket
import sys
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import AbstractContextManager
from pathlib import Path

import pytest

from tests.local.machine import Command, command, eventually, nothing_left, processes, write, written

pytestmark = [
    pytest.mark.long,
    pytest.mark.xdist_group("run"),
    pytest.mark.skipif(shutil.which("make") is None, reason="there is no make here"),
]


@pytest.fixture(scope="module")
def prepared(lasting_place: Path) -> Path:
    """A folder in which the portal has run once."""
    var = lasting_place / "var"
    with make_run(var) as first:
        first.wait_to_say("Ready:")
        assert first.says("Tables...")
        write(var, "before")
        first.send(signal.SIGTERM)
    nothing_left(var)
    return var


@pytest.fixture
def portal(prepared: Path) -> Iterator[Command]:
    with make_run(prepared) as started:
        started.wait_to_say("Ready:")
        yield started
    nothing_left(prepared)


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        return int(taken.getsockname()[1])


def make_run(var: Path, port: int | None = None) -> AbstractContextManager[Command]:
    return command(var, "make", "run", f"PORT={port or free_port()}")


def url(portal: Command) -> str:
    return portal.output.read_text().partition("Ready: ")[2].split()[0]


def answer(address: str) -> int:
    try:
        with urllib.request.urlopen(address, timeout=30) as response:
            return int(response.status)
    except urllib.error.HTTPError as error:
        return error.code


def pid_of(var: Path, part: str) -> int:
    """The oldest process of the portal whose command has this part."""
    return min(pid for pid, told in processes(var).items() if part in told)


def test_it_serves_and_names_its_address(portal: Command, prepared: Path) -> None:
    assert answer(f"{url(portal)}/readyz") == 200
    assert answer(url(portal).replace("localhost", "127.0.0.1") + "/healthz") == 200
    assert any("db_worker" in told for told in processes(prepared).values())


def test_a_second_start_prepares_nothing_and_keeps_what_was_entered(portal: Command, prepared: Path) -> None:
    assert not portal.says("Tables...")
    assert written(prepared) == ["before"]


def test_a_port_in_use_is_told_in_a_sentence(portal: Command, prepared: Path) -> None:
    port = int(url(portal).rpartition(":")[2])
    with make_run(prepared.parent / "other", port) as second:
        assert second.process.wait(120) != 0
        assert second.says(f"Port {port} of this machine is in use.")
        assert not second.says("Traceback")


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP, signal.SIGKILL])
@pytest.mark.parametrize("part", ["make run", "tarepo.local.run", "gunicorn", "bin/postgres"])
def test_no_process_and_no_word_is_lost_however_it_ends(
    prepared: Path, place: Path, part: str, number: signal.Signals
) -> None:
    with make_run(prepared) as started:
        started.wait_to_say("Ready:")
        if part == "make run" and number in {signal.SIGINT, signal.SIGHUP}:
            os.killpg(started.process.pid, number)  # as a terminal does; make passes neither on
        else:
            os.kill(pid_of(prepared, part), number)
        if (part, number) == ("gunicorn", signal.SIGHUP):
            # It reads its code anew and goes on, as gunicorn's own documentation says.
            eventually(lambda: answer(f"{url(started)}/readyz") == 200)
            return
        if (part, number) == ("bin/postgres", signal.SIGHUP):
            return  # it reads its settings anew and goes on
        if (part, number) == ("bin/postgres", signal.SIGTERM):
            return  # it waits for the sessions of the others, and they go on
        eventually(lambda: started.process.poll() is not None)
        nothing_left(prepared)
    with make_run(prepared) as again:
        again.wait_to_say("Ready:")
        assert written(prepared) == ["before"]
        assert answer(f"{url(again)}/readyz") == 200


def test_two_folders_run_side_by_side(portal: Command, prepared: Path, place: Path) -> None:
    other = place / "var"
    shutil.copytree(prepared / "static", other / "static")
    with make_run(other) as second:
        second.wait_to_say("Ready:")
        assert url(second) != url(portal)
        assert answer(f"{url(second)}/readyz") == answer(f"{url(portal)}/readyz") == 200
        second.send(signal.SIGTERM)
        nothing_left(other)
    assert answer(f"{url(portal)}/readyz") == 200


def test_a_database_of_the_users_own_is_used(portal: Command, prepared: Path, place: Path) -> None:
    """The portal on another database of the same server: no server of its own is started."""
    from tarepo.local.database import ensure
    from tests.local.machine import address

    var = place / "var"
    own = ensure(address(prepared).replace("/tarepo?", "/postgres?"), "own")
    words = ["make", "run", f"PORT={free_port()}", f"DATABASE_URL={own}"]
    with command(var, *words) as second:
        second.wait_to_say("Ready:")
        assert second.says("Using the database of DATABASE_URL.")
        assert not (var / "postgres").exists()
        second.send(signal.SIGTERM)


def test_a_port_that_is_none_is_refused(place: Path) -> None:
    words = [sys.executable, "-m", "tarepo.local.run", "--port", "70000"]
    with command(place / "var", *words) as started:
        assert started.process.wait(120) == 1
        assert started.says("PORT must be from 1 to 65535")
