"""How much sign-ins at 20 a second slow down who reads: `make bench ARGS="--parts sign-in"`.

A portal with two processes, as in production, and without limits of attempts. One reader asks for a list again and
again; quiet and busy seconds alternate, so that what else the machine does falls on both.
"""

import http.client
import statistics
import threading
import time
from dataclasses import dataclass, field
from urllib.parse import urlencode, urlsplit

from allauth.mfa.models import Authenticator
from django.contrib.auth.hashers import make_password

from accounts.addresses import vouch_for_new
from accounts.models import User
from accounts.sample import PASSWORD

PAGE = "/activities/"
A_SECOND = 20
PEOPLE = 40
ROUNDS, SECONDS = 4, 6.0  # quiet and busy ones each
AT_ONCE = 8  # connections that sign in
LEAST = 0.8  # of the speed without sign-ins
TOKEN = "a" * 32


@dataclass
class Reading:
    """What the reader saw in quiet or in busy seconds."""

    times: list[float] = field(default_factory=list)  # milliseconds

    @property
    def a_second(self) -> float:
        return 1000 * len(self.times) / sum(self.times)


def add_people() -> list[str]:
    """Members with a password of the portal's own hasher, and no second step."""
    password = make_password(PASSWORD)
    addresses = [f"bench-{number}@example.org" for number in range(PEOPLE)]
    known = set(User.objects.filter(email__in=addresses).values_list("email", flat=True))
    new = [User(email=email, name="Bench", password=password) for email in addresses if email not in known]
    vouch_for_new(User.objects.bulk_create(new))
    Authenticator.objects.filter(user__email__in=addresses).delete()
    return addresses


class Signing:
    """People who sign in, evenly over each second."""

    def __init__(self, url: str, addresses: list[str]) -> None:
        self.host, self.addresses = urlsplit(url).netloc, addresses
        self.times: list[float] = []
        self.over = threading.Event()
        self.threads = [threading.Thread(target=self.go_on, args=(place,)) for place in range(AT_ONCE)]

    def __enter__(self) -> "Signing":
        self.began = time.perf_counter()
        for thread in self.threads:
            thread.start()
        return self

    def __exit__(self, *problem: object) -> None:
        self.over.set()
        for thread in self.threads:
            thread.join()

    def go_on(self, place: int) -> None:
        number = place
        while not self.over.wait(max(0.0, self.began + number / A_SECOND - time.perf_counter())):
            self.times.append(self.sign_in(self.addresses[number % len(self.addresses)]))
            number += AT_ONCE

    def sign_in(self, email: str) -> float:
        began = time.perf_counter()
        connection = http.client.HTTPConnection(self.host, timeout=60)
        body = urlencode({"login": email, "password": PASSWORD, "csrfmiddlewaretoken": TOKEN})
        headers = {"Content-Type": "application/x-www-form-urlencoded", "Cookie": f"csrftoken={TOKEN}"}
        connection.request("POST", "/accounts/login/", body, headers)
        status = connection.getresponse().status
        connection.close()
        if status != 302:
            raise RuntimeError(f"Signing in answered {status}")
        return (time.perf_counter() - began) * 1000


def read(url: str, reading: Reading) -> None:
    connection = http.client.HTTPConnection(urlsplit(url).netloc, timeout=60)
    until = time.perf_counter() + SECONDS
    while (began := time.perf_counter()) < until:
        connection.request("GET", PAGE)
        connection.getresponse().read()
        reading.times.append((time.perf_counter() - began) * 1000)
    connection.close()


def measured(url: str, addresses: list[str]) -> str:
    """The table."""
    quiet, busy, sign_ins = Reading(), Reading(), []
    read(url, Reading())  # warm
    for _round in range(ROUNDS):
        read(url, quiet)
        with Signing(url, addresses) as signing:
            read(url, busy)
        sign_ins += signing.times
    ratio = busy.a_second / quiet.a_second
    done = len(sign_ins) / (ROUNDS * SECONDS)
    verdict = "in target" if ratio >= LEAST else "below its target"
    if done < 0.9 * A_SECOND:
        verdict = f"not measured, as this machine has no room for {A_SECOND} sign-ins a second"
    rows = [
        f"| {name} | {reading.a_second:.1f} | {statistics.median(reading.times):.1f} |"
        for name, reading in (("nobody signs in", quiet), (f"{done:.1f} sign-ins a second", busy))
    ]
    return "\n".join(
        [
            f"One reader of `{PAGE}`, over one connection; two processes of four threads.",
            "",
            "| while | pages a second | ms, p50 |",
            "|---|---|---|",
            *rows,
            "",
            f"Speed of reading: {ratio:.2f} of what it is without (at least {LEAST}): {verdict}. "
            f"A sign-in took {statistics.median(sign_ins):.0f} ms (p50).",
        ]
    )
