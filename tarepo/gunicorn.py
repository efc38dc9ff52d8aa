"""gunicorn's settings: threads, as its sync workers cut slow downloads."""

import ctypes
import os
import signal
from typing import Any

from gunicorn.http import message

worker_class = "gthread"
workers = int(os.environ.get("TAREPO_WORKERS", "2"))
threads = int(os.environ.get("TAREPO_THREADS", "4"))
timeout = 60
graceful_timeout = 10
keepalive = 5
worker_tmp_dir = "/dev/shm" if os.path.isdir("/dev/shm") else None  # noqa: PTH112, S108
control_socket_disable = True
accesslog = None  # tarepo.middleware logs each request, with its id
loglevel = "warning"

# An absurd address gets the portal's own page, up to a size that costs nothing to read; gunicorn's
# own ceiling is 8190 bytes, and its "unlimited" would let one line fill the memory.
message.MAX_REQUEST_LINE = 256 * 1024
limit_request_line = message.MAX_REQUEST_LINE

_libc = ctypes.CDLL(None)


def post_fork(arbiter: Any, worker: Any) -> None:
    """A worker goes when its master does, even when that was killed."""
    _libc.prctl(1, int(signal.SIGTERM))  # PR_SET_PDEATHSIG
    if os.getppid() != arbiter.pid:
        os.kill(os.getpid(), signal.SIGTERM)
