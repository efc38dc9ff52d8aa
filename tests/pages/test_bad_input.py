"""Whatever an address says: a plain page that says what was not understood, never an error of ours."""

import contextlib
import datetime as dt
import json
import re
from decimal import Decimal, InvalidOperation
from urllib.parse import quote_from_bytes, urlencode

import pytest
from django.conf import settings as portal
from django.db import transaction
from django.http import HttpResponse
from django.test import Client
from hypothesis import assume, example, given
from hypothesis import strategies as st

from tests.examples import examples
from tests.html import Node, parse
from tests.pages.addresses import Address, public_addresses

pytestmark = pytest.mark.usefixtures("records")

FINE = {200, 301, 304, 400, 404, 405, 414}
BLNS = portal.ROOT.parent / "shared" / "fuzz" / "blns.json"
HUGE = "x" * 100_000
NASTY = [
    *("", " ", "\x00", "a\x00b", "\ud800", "\udfff\ud800", "\u202e", "\ufeff", "\x1b[31m", "\r\nSet-Cookie: a=b"),
    *("-1", "0", "00000", "99999", "1e309", "NaN", "Infinity", "-0", "2023.0", "2e3", "٢٠٢٣", "２０２３", "9" * 5000),
    *("2024-02-31", "2024-02-31.5", "2024-13-01.1", "0000-00-00.0", "9999-12-31.999999999999999999", "2023-05-09."),
    *("2023-05-09.9223372036854775808", "2023-05-09.-1", "٢٠٢٣-٠٥-٠٩.١", "10000-01-01.1", "-2023-05-09.1"),
    *("PE", "pe", "P", "PEPEPE", "İ", "ß", "ŉ", "ǰ", "🇵🇪", "%", "%zz", "%00", "%2500", "../../etc/passwd", "..%2f"),
    *(
        "'",
        '"',
        "<b>",
        "{{ 7 }}",
        "{P-0001}",
        "; drop table",
        "null",
        "[]",
        "{}",
        "true",
        "$gt",
        "__proto__",
        "a" * 300,
    ),
    HUGE,
]
NAMES = [
    "country",
    "year",
    "before",
    "after",
    "q",
    "page",
    "since",
    "country[]",
    "",
    "\x00",
    "%",
    "csrfmiddlewaretoken",
]


def strings() -> list[str]:
    return json.loads(BLNS.read_text(encoding="utf-8")) if BLNS.exists() else []


texts = st.one_of(
    st.sampled_from(NASTY),
    st.text(max_size=30),
    st.text(st.characters(codec=None, categories=("Cs", "Cc", "Cf", "Nd", "Zs")), max_size=8),
    st.from_regex(r"[0-9]{1,5}-[0-9]{1,3}-[0-9]{1,3}\.[0-9]{1,20}", fullmatch=True),
)
raw = st.one_of(
    st.lists(
        st.sampled_from(["%", "%f", "%ff", "%00", "%ED%A0%80", "&", "=", "+", ";", "#", "?", "/", "a", "year"])
    ).map("".join),
    st.binary(max_size=20).map(lambda data: data.decode("latin-1")),
)
pairs = st.lists(st.tuples(st.one_of(st.sampled_from(NAMES), texts), texts), max_size=5)
queries = st.one_of(pairs.map(lambda given: urlencode(given, errors="surrogatepass")), raw)


def sent(client: Client, path: str, query: str = "", **more: str) -> HttpResponse:
    """As a server passes it on: the bytes of the path, the query as it came. An exception of ours is raised."""
    passed = path.encode("utf-8", "surrogatepass").decode("latin-1")
    response = client.request(PATH_INFO=passed, QUERY_STRING=query, **more)
    if response.streaming:
        b"".join(response.streaming_content)  # sent to its end, the file behind it is closed
    return response


def is_plain(response: HttpResponse) -> None:
    """An answer that a reader can use; where members write, visitors are asked to sign in."""
    asks = response.status_code == 302 and response.headers["Location"].startswith("/accounts/login/")
    asks |= response.status_code == 403 and b'id="id_login"' in response.content
    assert response.status_code in FINE or asks, response.status_code
    if response.get("Content-Type", "").startswith("text/html") and response.content:
        parse(response.content)  # closed as it should be, whatever was quoted in it


anywhere = {
    "address": st.deferred(lambda: st.sampled_from(public_addresses())),
    "filling": texts,
    "query": queries,
    "data": st.data(),
}


def throw(client: Client, address: Address, filling: str, query: str, data: st.DataObject) -> None:
    prefix = data.draw(st.sampled_from(address.languages))
    method = data.draw(st.sampled_from(["GET", "GET", "GET", "HEAD", "POST", "PUT", "TRACE", "NONSENSE"]))
    tail = data.draw(st.sampled_from(["", "", "", "x", "/", "//", "\x00", "../"]))
    is_plain(sent(client, address.path(filling, prefix) + tail, query, REQUEST_METHOD=method))


@examples(150)
@given(**anywhere)
def test_nothing_that_is_thrown_at_any_address_breaks_it(client: Client, address, filling, query, data) -> None:
    throw(client, address, filling, query, data)


@pytest.mark.long
@examples(8000)
@given(**anywhere)
def test_nothing_at_all_that_is_thrown_breaks_it(client: Client, address, filling, query, data) -> None:
    throw(client, address, filling, query, data)


def test_every_address_takes_every_nasty_query(client: Client) -> None:
    addresses = public_addresses()
    assert len(addresses) > 25
    query = urlencode([("year", text) for text in NASTY] + [(text, "1") for text in NASTY], errors="surrogatepass")
    for address in addresses:
        for asked in (query, "year=" + HUGE, "%", "&&&", "=", "=" * 2000, "a=1&" * 1001):
            is_plain(sent(client, address.path("nothing"), asked))


@pytest.mark.long
def test_every_address_that_names_something_takes_every_nasty_name(client: Client) -> None:
    for address in public_addresses():
        if address.names_something:
            for text in NASTY:
                response = sent(client, address.path(text))
                is_plain(response)
                assert response.status_code != 200 or text == "PE"


@pytest.mark.long
@pytest.mark.skipif(not BLNS.exists(), reason="the shared folder beside the project, with its strings, is not here")
def test_the_list_of_naughty_strings_breaks_no_list_and_no_record(client: Client) -> None:
    given = strings()
    for text in given:
        is_plain(sent(client, f"/activities/{text}/"))
    for start in range(0, len(given), 4):
        names = dict(zip(("year", "country", "before", "after"), given[start:], strict=False))
        is_plain(sent(client, "/activities/", urlencode(names, errors="surrogatepass")))


@pytest.mark.long
@pytest.mark.skipif(not BLNS.exists(), reason="the shared folder beside the project, with its strings, is not here")
def test_the_list_of_naughty_strings_breaks_no_address(client: Client) -> None:
    for address in public_addresses():
        for text in strings():
            query = urlencode([("year", text), (text, text)], errors="surrogatepass")
            is_plain(sent(client, address.path(text, address.languages[-1]), query))


def rows(tree: Node) -> list[str]:
    """The addresses of a list's rows or names, in order."""
    main = tree.one("main")
    beside = {link.get("href") for nav in main.all("nav") for link in nav.all("a")}
    links = [link.get("href") for link in main.all("a") if re.fullmatch(r"/(\w|-)+/[^/]+/", link.get("href"))]
    return [link for link in links if link not in beside]


def told(tree: Node) -> list[str]:
    return [item.text for notice in tree.one("main").all("div", "notice-warning") for item in notice.all("li")]


def is_year(text: str) -> bool:
    with contextlib.suppress(InvalidOperation, ValueError, OverflowError):
        return 1800 <= Decimal(text.strip()) <= 2200
    return False


def is_place(text: str) -> bool:
    day, dot, number = text.strip().partition(".")
    with contextlib.suppress(ValueError):
        return bool(dt.date.fromisoformat(day) and dot and number.isdigit())
    return False


def is_country(text: str) -> bool:
    return len(text.strip()) <= 2 and text.strip().upper().isascii() and text.strip().isalpha()


MEANT = {"year": is_year, "before": is_place, "after": is_place, "country": is_country}
FILTERS = {"": "", "year": "year=2023", "country": "country=XB"}


@examples(80)
@given(name=st.sampled_from(sorted(MEANT)), text=texts, kept=st.sampled_from(sorted(FILTERS)))
@example(name="year", text="2024-02-31", kept="country")
@example(name="before", text="2024-02-31.5", kept="year")
@example(name="country", text=HUGE, kept="year")
def test_what_is_not_understood_is_said_and_the_rest_is_kept(client: Client, name: str, text: str, kept: str) -> None:
    assume(text.strip() and not MEANT[name](text) and name != kept)
    query = "&".join(filter(None, [FILTERS[kept], urlencode({name: text}, errors="surrogatepass")]))
    asked = parse(sent(client, "/activities/", query).content)
    plain = parse(sent(client, "/activities/", FILTERS[kept]).content)
    assert rows(asked) == rows(plain) != []
    (sentence,) = told(asked)
    assert "was not understood" in sentence
    assert told(plain) == []


@pytest.mark.parametrize("address", [found for found in public_addresses() if not found.names_something])
def test_a_list_says_which_parameter_it_does_not_know(client: Client, address: Address) -> None:
    plain = sent(client, address.path(""))
    if not plain["Content-Type"].startswith("text/html") or address.route == "styleguide/":
        return
    asked = parse(sent(client, address.path(""), "colour=blue").content)
    assert told(asked) == ["“colour” is no filter of this list."]
    assert rows(asked) == rows(parse(plain.content))


def test_of_a_parameter_that_takes_one_value_the_last_is_taken_and_the_others_are_named(client: Client) -> None:
    asked = parse(sent(client, "/activities/", "q=office&order=relevance&order=date&year=2023&year=2023").content)
    assert told(asked) == ["“order” takes one value: “relevance” is left out."]
    assert rows(asked) == rows(parse(sent(client, "/activities/", "q=office&order=date&year=2023").content)) != []


def test_of_a_filter_given_twice_both_values_are_asked_for_and_shown(client: Client) -> None:
    asked = parse(sent(client, "/activities/", "country=PE&country=XB&year=2023&year=2023").content)
    assert told(asked) == []
    chips = [chip.text for chip in asked.all("a", "chip")]
    assert chips == ["Remove: Peru ×", "Remove: Betaland ×", "Remove: Year: 2023 ×"]


def test_a_place_far_beyond_the_list_says_that_nothing_matches_and_leads_back(client: Client) -> None:
    tree = parse(sent(client, "/activities/", "before=0001-01-01.0").content)
    assert rows(tree) == []
    assert "Nothing matches." in tree.one("main").text
    assert "/activities/" in [link.get("href") for link in tree.one("main").all("a")]


def test_a_list_without_records_says_so(client: Client) -> None:
    from tarepo.models import SearchRow

    with transaction.atomic():
        SearchRow.objects.all().delete()
        for address in public_addresses():
            if not address.names_something:
                is_plain(response := sent(client, address.path("")))
                assert response.status_code == 200
        tree = parse(sent(client, "/activities/").content)
        transaction.set_rollback(True)
    assert tree.one("p", "empty").text == "Nothing here yet."


def test_nothing_quoted_from_an_address_becomes_markup_or_a_header(client: Client) -> None:
    query = urlencode({"year": '"><script>alert(1)</script>', "<img src=x>": "1", "before": "\r\nSet-Cookie: a=b"})
    response = sent(client, "/activities/", query)
    assert b"<script" not in response.content
    assert b"<img" not in response.content
    assert not response.cookies


def test_percent_garbage_in_a_path_is_a_page_that_is_not_there(client: Client) -> None:
    for path in (
        b"/activities/\xff\xfe/",
        b"/\xed\xa0\x80/",
        b"/activities/%zz/",
        b"/\xc0\xaf../",
        b"/activities/\x00/",
    ):
        response = client.request(PATH_INFO=path.decode("latin-1"), QUERY_STRING="")
        assert response.status_code == 404
        parse(response.content)
        assert quote_from_bytes(path)  # no path here is one that a browser could not send


@pytest.mark.parametrize("prefix", ["", "/ar"])
def test_a_list_by_name_is_paged_by_the_row_beside_the_page(client: Client, prefix: str) -> None:
    """The page past a row begins with the next one, and the page before it ends with the one before."""

    def shown(**place: str) -> list[str]:
        response = client.get(f"{prefix}/organisations/", place)
        assert response.status_code == 200
        links = [link.get("href") for link in parse(response.content).one("main").all("a")]
        return [link for link in links if re.fullmatch(rf"{prefix}/organisations/[^/?]+/", link)]

    whole = shown()
    third = whole[2].strip("/").rpartition("/")[2]
    assert shown(after=third) == whole[3:]
    assert shown(before=third) == whole[:2]
