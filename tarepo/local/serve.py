"""gunicorn, as `make run` and the tests start it."""

import socket
import sys
from collections.abc import Sequence
from pathlib import Path

from tarepo.local import config


class PortInUse(Exception):
    """Somebody else listens there; the message says what to do."""


def listen(port: int) -> list[socket.socket]:
    """Sockets bound to a port of this machine, held from now on; port 0 takes a free one.

    Both 127.0.0.1 and, where there is such an address, ::1, as a browser may mean either by
    "localhost". They are bound before anything else is set up, so that a port in use is told
    at once and cannot be taken by another meanwhile.
    """
    families = [(socket.AF_INET, "127.0.0.1"), (socket.AF_INET6, "::1")]
    bound: list[socket.socket] = []
    for family, host in families:
        try:
            bound.append(bind(family, host, port or (bound[0].getsockname()[1] if bound else 0)))
        except PortInUse:
            for earlier in bound:
                earlier.close()
            raise
        except OSError:
            if not bound:
                raise
    return bound


def bind(family: int, host: str, port: int) -> socket.socket:
    fresh = socket.socket(family, socket.SOCK_STREAM)
    fresh.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    if family == socket.AF_INET6:
        fresh.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, 1)
    try:
        fresh.bind((host, port))
        fresh.listen(512)
    except OSError as error:
        fresh.close()
        if error.errno == 98:  # EADDRINUSE
            raise PortInUse(
                f"Port {port} of this machine is in use. Stop what listens there, "
                f"or choose another: make run PORT={port + 1}"
            ) from error
        raise
    return fresh


def command(sockets: Sequence[socket.socket]) -> list[str | Path]:
    """To be started with the sockets' descriptors kept open."""
    binds = [f"--bind=fd://{each.fileno()}" for each in sockets]
    conf = config.ROOT / "tarepo" / "gunicorn.py"
    return [sys.executable, "-m", "gunicorn", f"--config={conf}", *binds, "tarepo.wsgi"]
