"""Children that cannot outlive their parent, on Linux."""

import ctypes
import os
import signal
import subprocess
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import IO

PR_SET_PDEATHSIG = 1
SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
_libc = ctypes.CDLL(None, use_errno=True)  # loaded before any fork: loading is not safe after


class Stopped(BaseException):
    """Somebody asked this process to end. Not an Exception: nothing on the way may swallow it."""


_asked: list[int] = []


def stop_on(*signals: signal.Signals) -> None:
    """From now on these signals make the next `pause` raise `Stopped`.

    A handler that raised itself could do so anywhere, even where Python swallows what is raised.
    """
    for each in signals:
        signal.signal(each, lambda number, frame: _asked.append(number))


def pause(seconds: float) -> None:
    """Between two looks at whether something is so yet; the only place where a signal has effect."""
    if not _asked:
        time.sleep(seconds)
    if _asked:
        raise Stopped


def wait(child: subprocess.Popen[bytes]) -> int:
    """What a child ends with; it is asked to end when we are."""
    try:
        while child.poll() is None:
            pause(0.02)
        return child.returncode
    finally:
        stop(child, within=10)


def die_with_parent(with_signal: signal.Signals, parent: int) -> None:
    """Have the kernel send this process a signal when its parent dies, however it dies.

    A change of user clears the request, so ask after it. The parent may have died before the
    kernel was asked: then go at once.
    """
    if _libc.prctl(PR_SET_PDEATHSIG, int(with_signal)) != 0:
        raise OSError(ctypes.get_errno(), "the kernel does not tell a child of its parent's death")
    if os.getppid() != parent:
        os.kill(os.getpid(), with_signal)


def start(
    command: Sequence[str | Path],
    *,
    parent_death: signal.Signals = signal.SIGTERM,
    user: tuple[int, int] | None = None,
    env: Mapping[str, str] | None = None,
    cwd: Path | None = None,
    output: IO[bytes] | None = None,
    keep: Sequence[int] = (),
) -> subprocess.Popen[bytes]:
    """Start a child in its own session: Ctrl-C reaches the parent alone, which stops it.

    `user` is the (uid, gid) to become; `keep` are file descriptors that the child keeps open.
    """
    parent = os.getpid()

    def prepare() -> None:
        if user is not None:
            os.setgroups([])
            os.setgid(user[1])
            os.setuid(user[0])
        die_with_parent(parent_death, parent)

    before: Callable[[], None] = prepare
    return subprocess.Popen(
        [str(word) for word in command],
        preexec_fn=before,
        start_new_session=True,
        env=None if env is None else dict(env),
        cwd=cwd,
        stdin=subprocess.DEVNULL,
        stdout=output,
        stderr=subprocess.STDOUT if output is not None else None,
        pass_fds=tuple(keep),
    )


def stop(child: subprocess.Popen[bytes], *, within: float) -> None:
    """Ask it to end, and after some seconds make it."""
    if child.poll() is not None:
        return
    child.terminate()
    try:
        child.wait(within)
    except subprocess.TimeoutExpired:
        child.kill()  # its own children have asked the kernel to end with it
        child.wait()
