"""Times over one connection, and sizes in a real browser."""

import http.client
import statistics
import time
from dataclasses import dataclass
from urllib.parse import urlsplit

from playwright.sync_api import sync_playwright

from tests.bench.targets import FIRST_PAINT, FIRST_VISIT, REPEAT, Target
from tests.browser.weight import first_paint, visit
from tests.browsers import chromium

FLOOR = "/bench/floor"
WARM_UP = 5
MEMBER = 2.0  # times the floor, more than for a visitor


@dataclass
class Measured:
    target: Target
    milliseconds: float
    floor: float
    best: float  # the least time of all rounds as a ratio to the floor's least: what a busy machine adds is not in it
    size: int
    member: float = 0.0  # the same for somebody signed in, in milliseconds; 0 where that was not measured
    first: int = 0
    again: int = 0
    paint: float = 0.0

    @property
    def more(self) -> float:
        """What a member's page takes more, as a ratio to the floor."""
        return (self.member - self.milliseconds) / self.floor if self.member else 0.0

    @property
    def times(self) -> float:
        return self.milliseconds / self.floor

    def misses(self) -> list[str]:
        """What is above its target, in words."""
        wanted = [
            (self.times > self.target.times, f"{self.times:.1f} F, at most {self.target.times:.0f}"),
            (self.more > MEMBER, f"{self.more:.1f} F more for a member, at most {MEMBER:.0f}"),
            (self.first > FIRST_VISIT, f"a first visit of {self.first / 1000:.1f} KB, at most {FIRST_VISIT // 1000}"),
            (self.again > REPEAT, f"a repeat visit of {self.again / 1000:.1f} KB, at most {REPEAT // 1000}"),
            (self.paint > FIRST_PAINT, f"something to see after {self.paint:.1f} s, at most {FIRST_PAINT}"),
        ]
        return [f"{self.target.name}: {told}" for missed, told in wanted if missed]


def get(connection: http.client.HTTPConnection, path: str, cookie: str = "") -> tuple[float, int]:
    began = time.perf_counter()
    connection.request("GET", path, headers={"Cookie": cookie} if cookie else {})
    response = connection.getresponse()
    size = len(response.read())
    took = (time.perf_counter() - began) * 1000
    if response.status != 200:
        raise RuntimeError(f"{path} answered {response.status}")
    return took, size


def timed(url: str, wanted: list[Target], rounds: int, cookie: str = "", editor: str = "") -> list[Measured]:
    """The median of each page and of the floor, asked for in turn; with a cookie of the page for a member too.

    editor: the cookie of whoever asks for all of these pages, where they are for signed-in people alone.
    """
    connection = http.client.HTTPConnection(urlsplit(url).netloc, timeout=120)
    paths = [target.path for target in wanted]
    sizes = {path: get(connection, path, editor)[1] for path in [*paths, FLOOR] for _time in range(WARM_UP)}
    times: dict[str, list[float]] = {path: [] for path in paths}
    members: dict[str, list[float]] = {path: [] for path in paths if cookie}
    floors: list[float] = []
    for _round in range(rounds):
        for path in paths:
            floors.append(get(connection, FLOOR)[0])
            times[path].append(get(connection, path, editor)[0])
            if cookie:
                members[path].append(get(connection, path, cookie)[0])
    connection.close()
    floor, least = statistics.median(floors), min(floors)
    return [
        Measured(
            target,
            statistics.median(times[target.path]),
            floor,
            min(times[target.path]) / least,
            sizes[target.path],
            statistics.median(members[target.path][1:]) if cookie and rounds > 1 else 0.0,
        )
        for target in wanted
    ]


def weigh(url: str, measured: list[Measured]) -> bool:
    """What each page weighs, and when it first shows something on a slow line; False without a browser."""
    path = chromium()
    if path is None:
        return False
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path)
        for each in measured:
            if each.target.path.endswith(".ics"):
                continue  # a browser keeps it and shows nothing
            page = browser.new_context(base_url=url).new_page()
            each.first, each.again = visit(page, each.target.path), visit(page, each.target.path)
            page.context.close()
            page = browser.new_context(base_url=url).new_page()
            each.paint = first_paint(page, each.target.path)
            page.context.close()
        browser.close()
    return True
