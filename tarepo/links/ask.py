"""Asking one address whether it is there, and nobody whom an editor's link must not reach.

An address comes from a record, so it may name anything. Only http and https are spoken; a host's addresses are looked
up once, all must be public, and the connection goes to one that was looked at, so that no second answer of the name
server can lead elsewhere. The same again for each redirect. Neither cookies nor passwords are sent.
"""

import http.client
import ipaddress
import socket
import ssl
from contextlib import closing, suppress
from threading import Timer
from urllib.parse import SplitResult, quote, urljoin, urlsplit

from django.conf import settings

TIMEOUT, DEADLINE = 10, 20  # seconds without a sign, and for a request in all
MOST_REDIRECTS = 3
MOST_BYTES = 16_384  # of a page, to see that it begins to come
REDIRECTS = {301, 302, 303, 307, 308}
PORTS = {"http": 80, "https": 443}
IN_PATH = "/%:@!$&'()*+,;=~-._"


class NotAsked(Exception):
    """The address is one that is not asked, or nothing answers there."""


def ask(url: str) -> int | None:
    """The status that it answers in the end; None where nothing answers. Many servers answer only to GET."""
    status = None
    for method in ("HEAD", "GET"):
        try:
            status = _followed(url, method)
        except NotAsked:
            status = None
        if status is not None and status < 400:
            break
    return status


def _followed(url: str, method: str) -> int:
    for _step in range(MOST_REDIRECTS + 1):
        status, location = _answer(url, method)
        if status not in REDIRECTS or not location:
            return status
        url = urljoin(url, location)
    raise NotAsked("too many redirects")


def _answer(url: str, method: str) -> tuple[int, str]:
    try:
        parts, port = _parts(url)
        connection = _Connection(parts, port, public_address(parts.hostname or "", port))
        with closing(connection):
            # The timeout is for each sign of life; this is for whoever sends one letter at a time.
            timer = Timer(DEADLINE, connection.give_up)
            timer.start()
            try:
                connection.request(method, _target(parts), headers={"User-Agent": user_agent(), "Accept": "*/*"})
                response = connection.getresponse()
                if method == "GET":
                    response.read(MOST_BYTES)
            finally:
                timer.cancel()
            return response.status, response.getheader("Location") or ""
    except (OSError, http.client.HTTPException, ValueError) as error:
        raise NotAsked(str(error)) from error


def _parts(url: str) -> tuple[SplitResult, int]:
    parts = urlsplit(url)
    port = parts.port or PORTS.get(parts.scheme, 0)
    if parts.scheme not in PORTS or not parts.hostname:
        raise NotAsked("not an address of the web")
    if port < 1024 and port not in PORTS.values():
        raise NotAsked("a port of another service")
    return parts, port


def public_address(host: str, port: int) -> str:
    """One address of the host; NotAsked where any of them is not public."""
    found = socket.getaddrinfo(host.encode("idna").decode(), port, type=socket.SOCK_STREAM)
    addresses = [str(entry[4][0]) for entry in found]
    if not addresses or not all(map(may_ask, addresses)):
        raise NotAsked("not a public address")
    return addresses[0]


def may_ask(address: str) -> bool:
    ip = ipaddress.ip_address(address.partition("%")[0])
    if isinstance(ip, ipaddress.IPv6Address):
        # An older address in the clothes of a newer one is judged as what it is.
        ip = ip.ipv4_mapped or ip.sixtofour or (ip.teredo[1] if ip.teredo else ip)
    if any(ip in network for network in settings.CHECK_LINKS_PRIVATE):
        return True
    special = (ip.is_multicast, ip.is_reserved, ip.is_loopback, ip.is_link_local, ip.is_unspecified)
    return ip.is_global and not any(special) and not getattr(ip, "is_site_local", False)


def _target(parts: SplitResult) -> str:
    path = quote(parts.path or "/", safe=IN_PATH)
    return f"{path}?{quote(parts.query, safe=f'{IN_PATH}?')}" if parts.query else path


def user_agent() -> str:
    host = settings.ALLOWED_HOSTS[0].removeprefix(".") if settings.ALLOWED_HOSTS else "localhost"
    return f"Mozilla/5.0 (compatible; tarepo link check; +https://{host}/)"


class _Connection(http.client.HTTPConnection):
    """To the address that was looked at, under the host's name."""

    def __init__(self, parts: SplitResult, port: int, address: str) -> None:
        self.default_port = PORTS[parts.scheme]
        super().__init__((parts.hostname or "").encode("idna").decode(), port, timeout=TIMEOUT)
        self.address, self.secure = address, parts.scheme == "https"

    def connect(self) -> None:
        self.sock = socket.create_connection((self.address, self.port), self.timeout)
        if self.secure:
            context = ssl.create_default_context()
            # Kept before hands are shaken: who shakes them for ever is given up too.
            self.sock = context.wrap_socket(self.sock, server_hostname=self.host, do_handshake_on_connect=False)
            self.sock.do_handshake()

    def give_up(self) -> None:
        with suppress(OSError, AttributeError):  # not connected yet, or done a moment ago
            socket.socket.shutdown(self.sock, socket.SHUT_RDWR)  # below the encryption, which another thread is at
