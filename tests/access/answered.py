"""What a reader is answered: status, headers and bytes, without what differs at each request anyhow."""

import io
import re
import zipfile
from typing import NamedTuple
from urllib.parse import quote

from django.http import HttpResponse
from django.test import Client

from tarepo import answers

# A number of each request, and the moment from which what is never kept is too old.
OF_EACH_REQUEST = {"X-Request-ID", "Expires"}
# The secret of a form, and the key by which it is sent once.
TOKENS = re.compile(rb'name="(?:csrfmiddlewaretoken" value="[^"]*|\w+" value="[0-9a-f]{8}-[0-9a-f-]{27})"')
# When a workbook was made, which is the moment of asking.
MOMENTS = re.compile(rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*")
PACKED = b"PK\x03\x04"


class Answer(NamedTuple):
    status: int
    headers: dict[str, str]
    body: bytes


def ask(client: Client, address: str) -> Answer:
    """As another process would answer: with nothing kept of pages that were rendered before."""
    answers._kept.clear()
    answers._size = 0
    response = client.get(address)
    body = b"".join(response.streaming_content) if response.streaming else response.content
    varying = OF_EACH_REQUEST | ({"Content-Length"} if body.startswith(PACKED) else set())
    headers = {name: value for name, value in response.headers.items() if name not in varying}
    return Answer(response.status_code, headers | cookies_of(response), readable(body))


def cookies_of(response: HttpResponse) -> dict[str, str]:
    """The names of cookies that are set: their values are secrets of one visitor."""
    return {"Set-Cookie": ", ".join(sorted(response.cookies))} if response.cookies else {}


def readable(body: bytes) -> bytes:
    """What is packed, unpacked, without what tells the moment: a workbook is a ZIP."""
    if not body.startswith(PACKED):
        return TOKENS.sub(b"", body)
    with zipfile.ZipFile(io.BytesIO(body)) as packed:
        parts = [name.encode() + b"\n" + packed.read(name) for name in sorted(packed.namelist())]
    return MOMENTS.sub(rb"\1", b"\n".join(parts))


def found_in(answer: Answer, marks: dict[str, str]) -> set[str]:
    """What of the marks stands in the bytes or the headers, however it is written there."""
    text = answer.body.lower() + repr(answer.headers).lower().encode()
    return {what for mark, what in marks.items() if mark.encode() in text or quote(mark).lower().encode() in text}
