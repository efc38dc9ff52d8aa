"""Children that cannot outlive their parent, on Linux."""

import ctypes
import os
import signal
import subprocess
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import IO

PR_SET_PDEATHSIG = 1
_libc = ctypes.CDLL(None, use_errno=True)  # loaded before any fork: loading is not safe after


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
