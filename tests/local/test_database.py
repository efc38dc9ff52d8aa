"""The embedded server: started, joined, ended in every way, and found again with nothing lost."""

import os
import pwd
import signal
import stat
import sys
from pathlib import Path

import psycopg
import pytest

from tarepo.local import postgres
from tarepo.local.process import start
from tests.local.machine import (
    address,
    command,
    eventually,
    holding_database,
    nothing_left,
    processes,
    python_for,
    write,
    written,
)

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="the embedded server is for Linux")
as_root = pytest.mark.skipif(os.geteuid() != 0, reason="only root can become another user")


@pytest.fixture
def var(place: Path) -> Path:
    return place / "var"


def postmaster(var: Path) -> int:
    return int((var / "postgres" / f"data{postgres.MAJOR}" / "postmaster.pid").read_text().split()[0])


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGKILL])
def test_no_process_and_no_word_is_lost_however_its_owner_ends(var: Path, number: signal.Signals) -> None:
    with holding_database(var) as first:
        first.wait_to_say("ready")
        assert any("postgres" in told for told in processes(var).values())
        write(var, "before")
        first.send(number)
        nothing_left(var)
    with holding_database(var) as second:
        second.wait_to_say("ready")
        assert written(var) == ["before"]


def test_a_killed_server_recovers(var: Path) -> None:
    with holding_database(var) as first:
        first.wait_to_say("ready")
        write(var, "before")
        os.kill(postmaster(var), signal.SIGKILL)
        first.send(signal.SIGTERM)
        nothing_left(var)
    with holding_database(var) as second:
        second.wait_to_say("ready")
        assert written(var) == ["before"]


def test_a_second_command_joins_the_first_and_leaves_it_running(var: Path) -> None:
    with holding_database(var) as first:
        first.wait_to_say("ready")
        write(var, "before")
        with command(
            var, sys.executable, "-m", "tarepo.local.database", "--", "sh", "-c", "echo $DATABASE_URL"
        ) as second:
            assert second.process.wait(120) == 0
            assert second.says(address(var))
        assert written(var) == ["before"]


def test_two_folders_have_two_servers(place: Path) -> None:
    one, two = place / "one", place / "two"
    with holding_database(one) as first, holding_database(two) as second:
        first.wait_to_say("ready")
        second.wait_to_say("ready")
        write(one, "one")
        write(two, "two")
        assert (written(one), written(two)) == (["one"], ["two"])


def test_a_long_path_puts_the_socket_elsewhere_and_leaves_none_there(place: Path) -> None:
    var = place / ("long-" * 25) / "var"
    sockets = postgres.socket_folder(var / "postgres")
    assert not sockets.is_relative_to(place)
    with holding_database(var) as held:
        held.wait_to_say("ready")
        assert stat.S_IMODE(sockets.stat().st_mode) == 0o700
        write(var, "before")
        held.send(signal.SIGTERM)
    assert not sockets.exists()


def test_a_number_left_by_an_earlier_server_harms_no_other_process(var: Path) -> None:
    with holding_database(var) as first:
        first.wait_to_say("ready")
        pid_file = var / "postgres" / f"data{postgres.MAJOR}" / "postmaster.pid"
        lines = pid_file.read_text().splitlines()
        first.send(signal.SIGTERM)
    bystander = start(["sleep", "600"])
    try:
        pid_file.write_text("\n".join([str(bystander.pid), *lines[1:]]))
        with holding_database(var) as second:
            second.wait_to_say("ready")
        assert bystander.poll() is None
    finally:
        bystander.kill()
        bystander.wait()


def test_a_killed_creation_is_begun_anew(var: Path) -> None:
    (var / "postgres" / "new-half").mkdir(parents=True)
    with holding_database(var) as held:
        held.wait_to_say("ready")
    assert not (var / "postgres" / "new-half").exists()


def test_its_folders_are_closed_to_others_and_its_locale_is_its_own(var: Path) -> None:
    with holding_database(var) as held:
        held.wait_to_say("ready")
        data = var / "postgres" / f"data{postgres.MAJOR}"
        assert stat.S_IMODE(data.stat().st_mode) == 0o700
        assert stat.S_IMODE(postgres.socket_folder(var / "postgres").stat().st_mode) == 0o700
        with psycopg.connect(address(var)) as connection:
            query = "SELECT pg_encoding_to_char(encoding), datlocprovider::text, datlocale FROM pg_database"
            assert connection.execute(f"{query} WHERE datname = 'tarepo'").fetchone() == ("UTF8", "b", "C.UTF-8")
            assert connection.execute("SHOW listen_addresses").fetchone() == ("",)


@as_root
def test_the_server_of_root_runs_as_nobody(var: Path) -> None:
    with holding_database(var) as held:
        held.wait_to_say("ready")
        assert Path(f"/proc/{postmaster(var)}").stat().st_uid == pwd.getpwnam("nobody").pw_uid


@as_root
def test_an_ordinary_user_has_a_server_too(place: Path) -> None:
    somebody = pwd.getpwnam("daemon").pw_uid
    place.chmod(0o755)
    var = place / "var"
    var.mkdir()
    os.chown(var, somebody, -1)
    python = python_for(somebody)
    if python is None:
        pytest.skip("no Python here that another user may execute and that finds psycopg")
    with holding_database(var, user=somebody, python=python) as held:
        held.wait_to_say("ready")
        assert Path(f"/proc/{postmaster(var)}").stat().st_uid == somebody
        held.send(signal.SIGKILL)
        nothing_left(var)


def test_what_the_server_complains_of_is_told(var: Path) -> None:
    with holding_database(var) as first:
        first.wait_to_say("ready")
    (var / "postgres" / f"data{postgres.MAJOR}" / "PG_VERSION").write_text("9.1\n")
    with holding_database(var) as second:
        eventually(lambda: second.process.poll() is not None)
        assert second.process.returncode == 1
        assert second.says("the embedded database ended")
        assert second.says("incompatible")
