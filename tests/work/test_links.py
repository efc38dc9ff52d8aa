"""Links are tried over real sockets, by a server of this test; nobody asks a host that an editor must not reach."""

import datetime as dt
import http.server
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import suppress
from ipaddress import ip_network

import pytest
from django.utils import timezone
from pytest_django.fixtures import Settings

from tarepo import tasks
from tarepo.enums import Kind
from tarepo.links import check
from tarepo.links.ask import ask, may_ask
from tarepo.links.columns import link_columns
from tarepo.models import LinkCheck, WorkRow
from tarepo.tick import tick
from tarepo.work import bring_all_up_to_date
from tarepo.work.triggers import OF_WEBINARS, TABLES
from tests import make
from tests.jobs.worker import run_jobs

pytestmark = pytest.mark.django_db
NOW = timezone.now()


class Answers(http.server.BaseHTTPRequestHandler):
    """What the path says: /404, /to?<address>, /head-405."""

    asked: list[tuple[str, str, dict[str, str]]]

    def do_GET(self) -> None:
        self.server.asked.append((self.command, self.path, dict(self.headers)))  # type: ignore[attr-defined]
        path, _mark, query = self.path.partition("?")
        if path == "/to":
            self.send_response(302)
            self.send_header("Location", query)
        elif path == "/get-only":
            self.send_response(405 if self.command == "HEAD" else 200)
        elif path == "/endless":
            self.send_response(200)
            self.end_headers()
            if self.command == "GET":
                self.wfile.write(b"x" * 10_000_000)
            return
        elif path == "/loop":
            self.send_response(302)
            self.send_header("Location", "/loop")
        elif path == "/nonsense":
            self.wfile.write(b"this is not HTTP\r\n\r\n")
            return
        else:
            self.send_response(int(path.strip("/") or 200))
        self.end_headers()

    do_HEAD = do_GET

    def log_message(self, *_arguments: object) -> None:
        return


class Server(http.server.ThreadingHTTPServer):
    asked: list[tuple[str, str, dict[str, str]]]

    def handle_error(self, *_arguments: object) -> None:
        """A client that has seen enough hangs up."""


@pytest.fixture
def server() -> Iterator[Server]:
    found = Server(("127.0.0.1", 0), Answers)
    found.asked = []
    threading.Thread(target=found.serve_forever, daemon=True).start()
    yield found
    found.shutdown()
    found.server_close()


@pytest.fixture
def reachable(server: Server, settings: Settings) -> str:
    """The address of the server, which may be asked in these tests though it is not public."""
    settings.CHECK_LINKS_PRIVATE = [ip_network("127.0.0.1/32")]
    return f"http://127.0.0.1:{server.server_port}"


@pytest.mark.parametrize(
    ("path", "status", "ways"),
    [
        ("/200", 200, ["HEAD"]),
        ("/404", 404, ["HEAD", "GET"]),
        ("/500", 500, ["HEAD", "GET"]),
        ("/get-only", 200, ["HEAD", "GET"]),
        ("/nonsense", None, ["HEAD", "GET"]),
    ],
)
def test_an_address_is_asked_by_head_and_by_get_where_that_fails(
    server: Server, reachable: str, path: str, status: int | None, ways: list[str]
) -> None:
    assert ask(f"{reachable}{path}") == status
    assert [way for way, _path, _headers in server.asked] == ways


def test_the_portal_says_who_it_is_and_tells_no_password(server: Server, reachable: str) -> None:
    address = reachable.replace("http://", "http://somebody:secret@")
    assert ask(f"{address}/200") == 200
    ((_way, _path, headers),) = server.asked
    assert headers["User-Agent"].startswith("Mozilla/5.0 (compatible; tarepo link check; +https://")
    assert {"Authorization", "Cookie"} & headers.keys() == set()


def test_three_redirects_are_followed_and_no_more(server: Server, reachable: str) -> None:
    three = f"{reachable}/to?{reachable}/to?/to?/200"
    assert ask(three) == 200
    assert ask(f"{reachable}/loop") is None
    assert [path for _way, path, _headers in server.asked].count("/loop") == 2 * 4


def test_a_large_page_is_not_read_to_its_end(reachable: str) -> None:
    assert ask(f"{reachable}/endless") == 200


def test_who_never_ends_shaking_hands_is_given_up(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    """One byte now and then is a sign of life each time: only the deadline ends it."""
    settings.CHECK_LINKS_PRIVATE = [ip_network("127.0.0.1/32")]
    monkeypatch.setattr("tarepo.links.ask.DEADLINE", 0.5)
    with socket.create_server(("127.0.0.1", 0)) as listening:

        def drip() -> None:
            for _connection in range(2):
                taken, _address = listening.accept()
                with taken, suppress(OSError):
                    taken.sendall(b"\x16\x03\x03\x40\x00")  # a record of 16 KB is announced
                    while True:
                        taken.sendall(b"\x00")
                        time.sleep(0.1)

        threading.Thread(target=drip, daemon=True).start()
        began = time.monotonic()
        assert ask(f"https://127.0.0.1:{listening.getsockname()[1]}/") is None
    assert time.monotonic() - began < 5


@pytest.mark.parametrize(
    "target", ["http://127.0.0.2:{port}/200", "http://[::1]:{port}/200", "http://10.0.0.1/", "file:///etc/passwd"]
)
def test_a_redirect_leads_to_no_private_address(server: Server, reachable: str, target: str) -> None:
    address = target.format(port=server.server_port)
    assert ask(f"{reachable}/to?{address}") is None
    assert {path.partition("?")[0] for _way, path, _headers in server.asked} == {"/to"}


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "[::ffff:127.0.0.1]", "127.1", "2130706433"])
def test_without_the_setting_the_machine_itself_is_not_asked(server: Server, host: str) -> None:
    assert ask(f"http://{host}:{server.server_port}/200") is None
    assert server.asked == []


@pytest.mark.parametrize(
    "address",
    [
        *("127.0.0.1", "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254", "0.0.0.0", "100.64.0.1"),  # noqa: S104
        *("224.0.0.1", "255.255.255.255", "240.0.0.1", "::1", "::", "fe80::1%eth0", "fc00::1", "fec0::1", "ff02::1"),
        *("::ffff:10.0.0.1", "2002:0a00:0001::", "64:ff9b::7f00:1", "2001:db8::1"),
    ],
)
def test_what_is_not_public_is_not_asked(address: str) -> None:
    assert not may_ask(address)


@pytest.mark.parametrize("address", ["8.8.8.8", "2001:4860:4860::8888", "::ffff:8.8.8.8"])
def test_what_is_public_is(address: str) -> None:
    assert may_ask(address)


@pytest.mark.parametrize(
    "url",
    [
        *("ftp://example.org/", "file:///etc/passwd", "http://", "http:///x", "https://127.0.0.1:22/", "x", ""),
        *("http://127.0.0.1:99999/", "http://[::1/", "http://exa mple/", "http://" + "a" * 300 + ".org/"),
    ],
)
def test_what_is_no_address_of_the_web_is_not_asked(url: str) -> None:
    assert ask(url) is None


def tried(status: int | None, *, days: int, row: LinkCheck) -> None:
    check.judge(row, status, NOW + dt.timedelta(days=days))


@pytest.mark.parametrize(
    ("answers", "broken"),
    [
        ([(404, 0)], False),
        ([(404, 0), (410, 1)], True),
        ([(404, 0), (200, 1), (404, 2)], False),
        ([(404, 0), (500, 1), (404, 2)], False),
        ([(500, 0), (500, 1), (500, 2)], False),
        ([(500, 0), (None, 1), (500, 3)], True),
        ([(500, 0), (500, 4)], False),
        ([(403, 0), (403, 1), (429, 4)], False),
        ([(404, 0), (404, 1), (200, 2)], False),
    ],
)
def test_one_bad_day_breaks_no_link(answers: list[tuple[int | None, int]], broken: bool) -> None:
    row = LinkCheck(url="https://example.org/")
    for status, days in answers:
        tried(status, days=days, row=row)
    assert (row.broken_since is not None) == broken


def test_links_of_every_column_are_collected_once_and_forgotten_with_their_record() -> None:
    check.collect()
    held = set(LinkCheck.objects.values_list("url", flat=True))
    link = "https://example.org/only-here"
    one = make.draft(Kind.SERIES, sources=[{"link": link}])
    two = make.published(Kind.UNIT, contact_link=link)
    make.draft(Kind.DOCUMENT, editions=[{"link": "https://example.org/edition"}])
    make.draft(Kind.PROJECT, points=[{"kind": "material", "wording": {"en": "x"}, "link": "ftp://example.org/x"}])
    assert check.collect() == 2
    assert set(LinkCheck.objects.values_list("url", flat=True)) - held == {link, "https://example.org/edition"}
    one.delete()
    make.edit(two, contact_link="")
    check.collect()
    assert not LinkCheck.objects.filter(url=link).exists()


def test_every_table_with_links_marks_its_records() -> None:
    assert {table for table, _column in link_columns()} - (TABLES | OF_WEBINARS).keys() == set()


def test_a_broken_link_marks_its_records_and_a_mended_one_unmarks_them(server: Server, reachable: str) -> None:
    gone = f"{reachable}/410"
    record = make.draft(Kind.SERIES, sources=[{"link": gone}])
    LinkCheck.objects.all().delete()
    LinkCheck.objects.create(url=gone)
    assert check.check_due() == 1
    assert check.check_due() == 0, "a failing one is tried each day, not each minute"
    LinkCheck.objects.update(checked_at=NOW - dt.timedelta(days=2))
    assert check.check_due() == 1
    bring_all_up_to_date()
    assert WorkRow.objects.get(pk=record.pk).broken_on == timezone.localdate()
    LinkCheck.objects.update(url=f"{reachable}/200", checked_at=None)
    make.edit(record, sources=[{"link": f"{reachable}/200"}])
    check.check_due()
    bring_all_up_to_date()
    assert WorkRow.objects.get(pk=record.pk).broken_on is None


def test_one_host_is_asked_a_few_times_a_minute_and_others_do_not_wait_for_it(reachable: str) -> None:
    LinkCheck.objects.all().delete()
    other = reachable.replace("127.0.0.1", "localhost")
    LinkCheck.objects.bulk_create(LinkCheck(url=f"{reachable}/200?{n}") for n in range(20))
    LinkCheck.objects.create(url=f"{other}/200")
    assert check.check_due() == check.OF_ONE_HOST + 1
    assert LinkCheck.objects.filter(checked_at=None).count() == 15


def test_silence_everywhere_is_the_fault_of_our_own_line() -> None:
    rows = LinkCheck.objects.bulk_create(LinkCheck(url=f"https://{n}.example.org/") for n in range(check.OUR_LINE))
    check.record(dict.fromkeys(rows))
    found = LinkCheck.objects.filter(pk__in=[row.pk for row in rows])
    assert set(found.values_list("failures", flat=True)) == {0}
    assert not found.filter(checked_at=None).exists()


MAILS = (tasks.mail_awaiting, tasks.mail_changes)


def test_links_are_tried_only_where_the_operator_says_so(settings: Settings, reachable: str) -> None:
    for job in (tasks.publish_due, tasks.tidy, tasks.count_anew, tasks.refresh_consents, *MAILS):
        job.enqueue()
    LinkCheck.objects.create(url=f"{reachable}/200")
    assert tick() == {}
    settings.CHECK_LINKS = True
    assert tick() == {"daily jobs queued": 1, "links queued": 1}
    assert tick() == {}
    LinkCheck.objects.exclude(url__startswith=reachable).delete()
    run_jobs()
