"""gunicorn's settings: threads, as its sync workers cut slow downloads."""

import ctypes
import gc
import os
import signal
import socket
from typing import Any

from gunicorn.http import message

worker_class = "gthread"
workers = int(os.environ.get("TAREPO_WORKERS", "2"))
threads = int(os.environ.get("TAREPO_THREADS", "4"))
timeout = 60
graceful_timeout = 10
keepalive = 5
# A reader who takes nothing for so many seconds is cut off: else one that stands still keeps a thread for ever, and
# with it the place of a file that is sent (tarepo/sending.py). The kernel counts, and a slow line, on which
# anything moves, is not cut.
STALLED = int(os.environ.get("TAREPO_STALLED", "60"))
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
    """A worker goes when its master does, even when that was killed. Connections have what their listener was told."""
    for listener in worker.sockets:
        if listener.sock.family != socket.AF_UNIX:
            listener.sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_USER_TIMEOUT, STALLED * 1000)
    _libc.prctl(1, int(signal.SIGTERM))  # PR_SET_PDEATHSIG
    if os.getppid() != arbiter.pid:
        os.kill(os.getpid(), signal.SIGTERM)


def post_worker_init(worker: Any) -> None:
    """Python's collector leaves alone what is loaded by now, and looks less often at what requests make.

    By its own figures it stops all threads of a worker for a look at every 700 new objects, and of a page makes tens
    of thousands (docs/decisions/21-requests.md).
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 20, 20)
