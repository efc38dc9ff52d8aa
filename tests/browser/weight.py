"""What a page weighs on the line, and when it first shows something on a slow one."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from playwright.sync_api import CDPSession, Page

SLOW = {"offline": False, "downloadThroughput": 400_000 / 8, "uploadThroughput": 400_000 / 8, "latency": 400}
FIRST_PAINT = """() => new Promise(tell => {
    const seen = list => list.getEntriesByName("first-contentful-paint").forEach(entry => tell(entry.startTime));
    new PerformanceObserver(seen).observe({type: "paint", buffered: true});
})"""


@dataclass
class Traffic:
    """Bytes as they came, headers and all, by request."""

    addresses: dict[str, str] = field(default_factory=dict)
    sizes: dict[str, float] = field(default_factory=dict)

    @property
    def total(self) -> int:
        """Without photos: the budget leaves them out. What an earlier visit asked for is not this one's."""
        return round(sum(self.size(key) for key, address in self.addresses.items() if "/files/" not in address))

    def size(self, key: str) -> float:
        return self.sizes.get(key, 0)

    def of(self, path: str) -> int:
        """What one address brought; a browser asks for the icon whenever it likes, so a small sum is no measure."""
        return round(sum(self.size(key) for key, address in self.addresses.items() if address.endswith(path)))


@contextmanager
def measured(page: Page) -> Iterator[Traffic]:
    """What is loaded meanwhile; a cached file costs nothing, one that was asked about costs its answer."""
    session, traffic = page.context.new_cdp_session(page), Traffic()
    session.on(
        "Network.requestWillBeSent", lambda it: traffic.addresses.update({it["requestId"]: it["request"]["url"]})
    )
    session.on("Network.loadingFinished", lambda it: traffic.sizes.update({it["requestId"]: it["encodedDataLength"]}))
    session.send("Network.enable")
    try:
        yield traffic
    finally:
        session.detach()


def visit(page: Page, address: str) -> int:
    with measured(page) as traffic:
        page.goto(address, wait_until="load")
    return traffic.total


def first_paint(page: Page, address: str) -> float:
    """Seconds to the first contentful paint at 400 kbit/s and a round trip of 400 ms, with nothing cached."""
    session: CDPSession = page.context.new_cdp_session(page)
    session.send("Network.enable")
    session.send("Network.clearBrowserCache")
    session.send("Network.emulateNetworkConditions", SLOW)
    page.goto(address, wait_until="load", timeout=60_000)
    painted = page.evaluate(FIRST_PAINT)
    session.detach()
    return painted / 1000
