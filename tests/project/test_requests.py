"""What every request gets: an id, headers, a language from its path, a page for what is no address."""

import io
import json
import logging
import re

import pytest
from django.core.exceptions import PermissionDenied, RequestDataTooBig
from django.http import Http404, HttpRequest, HttpResponse
from django.test import Client, RequestFactory
from django.urls import path
from django.views.decorators.http import require_safe

from tarepo import errors, logs
from tarepo import urls as site

POLICY = "default-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'; object-src 'none'"


def refuse(request: HttpRequest) -> HttpResponse:
    raise PermissionDenied("Ask your focal point to confirm you.")


def fail(request: HttpRequest) -> HttpResponse:
    raise RuntimeError("word-of-a-failure")


def hide(request: HttpRequest) -> HttpResponse:
    raise Http404("word-of-a-secret")


@require_safe
def look(request: HttpRequest) -> HttpResponse:
    return HttpResponse("<p>" + "words " * 100)


def too_big(request: HttpRequest) -> HttpResponse:
    raise RequestDataTooBig


urlpatterns = [
    path("refuse/", refuse),
    path("fail/", fail),
    path("hide/", hide),
    path("look/", look),
    path("too-big/", too_big),
    *site.urlpatterns,
]
handler400, handler403, handler404, handler500 = (
    site.handler400,
    site.handler403,
    site.handler404,
    site.handler500,
)

pytestmark = pytest.mark.urls("tests.project.test_requests")


@pytest.fixture
def client() -> Client:
    return Client(raise_request_exception=False)


def test_every_answer_has_the_security_headers(client: Client) -> None:
    for address in ("/look/", "/nothing/", "/fail/", "/healthz"):
        headers = client.get(address).headers
        assert headers["Content-Security-Policy"] == POLICY
        assert headers["X-Content-Type-Options"] == "nosniff"
        assert headers["X-Frame-Options"] == "DENY"
        assert headers["Referrer-Policy"] == "strict-origin-when-cross-origin"
        assert headers["Cross-Origin-Opener-Policy"] == "same-origin"
        assert headers["Cross-Origin-Resource-Policy"] == "same-origin"
        assert "camera=()" in headers["Permissions-Policy"]
    assert "unsafe" not in POLICY


def test_a_visitors_page_has_no_cookie_session_token_or_word_of_them(client: Client) -> None:
    response = client.get("/look/")
    assert not response.cookies
    assert "Cookie" not in response.headers.get("Vary", "")
    assert "Accept-Language" not in response.headers.get("Vary", "")


def test_pages_are_compressed(client: Client) -> None:
    response = client.get("/look/", headers={"accept-encoding": "gzip"})
    assert response.headers["Content-Encoding"] == "gzip"


@pytest.mark.parametrize("sent", ["abcdefgh", "0af7651916cd43dd8448eb211c80319c", "a.b_c-d.e"])
def test_a_well_formed_request_id_is_kept(client: Client, sent: str) -> None:
    assert client.get("/look/", headers={"x-request-id": sent}).headers["X-Request-ID"] == sent


@pytest.mark.parametrize("sent", ["", "short", "a" * 65, "with space", 'quote"quote', "éééééééé", "line\nbreak"])
def test_another_request_id_is_replaced(client: Client, sent: str) -> None:
    made = client.get("/look/", headers={"x-request-id": sent}).headers["X-Request-ID"]
    assert re.fullmatch(r"[0-9a-f]{24}", made)


def test_a_request_is_one_line_of_json_with_its_id_and_without_its_query(client: Client) -> None:
    written = io.StringIO()
    handler = logging.StreamHandler(written)
    handler.setFormatter(logs.JsonFormatter())
    logger = logging.getLogger("tarepo.request")
    logger.addHandler(handler)
    try:
        client.get("/look/?q=private", headers={"x-request-id": "abcdefgh"})
    finally:
        logger.removeHandler(handler)
    (line,) = written.getvalue().splitlines()
    told = json.loads(line)
    assert (told["message"], told["status"], told["request_id"]) == ("GET /look/", 200, "abcdefgh")
    assert "private" not in line


def test_a_line_that_cannot_be_encoded_is_written_all_the_same() -> None:
    record = logging.makeLogRecord({"msg": "a lone \ud800 and a\nbreak", "extra": object()})
    assert "\n" not in logs.JsonFormatter().format(record)
    assert json.loads(logs.JsonFormatter().format(record))["message"] == "a lone \ud800 and a\nbreak"


@pytest.mark.parametrize(
    ("address", "language"),
    [
        ("/", "en"),
        ("/nothing/", "en"),
        ("/es/nothing/", "es"),
        ("/ar/", "ar"),
        ("/zh-hans/nothing/", "zh-hans"),
        ("/zz/nothing/", "en"),
        ("/esp/", "en"),
        ("/admin/nothing/", "en"),
        ("/healthz", "en"),
    ],
)
def test_the_language_is_that_of_the_path_whatever_the_browser_wishes(
    client: Client, address: str, language: str, db: None
) -> None:
    response = client.get(address, headers={"accept-language": "ru,fr;q=0.5"})
    assert response.headers["Content-Language"] == language


def test_error_pages_are_in_the_language_of_the_address_and_its_direction(client: Client) -> None:
    assert '<html lang="ar" dir="rtl">' in client.get("/ar/nothing/").content.decode()
    assert '<html lang="es" dir="ltr">' in client.get("/es/nothing/").content.decode()


@pytest.mark.parametrize(
    ("address", "status", "words"),
    [
        ("/hide/", 404, "There is no page at this address"),
        ("/refuse/", 403, "Ask your focal point to confirm you."),
        ("/fail/", 500, "Something went wrong on our side"),
        ("/too-big/", 413, "What was sent is too large"),
        ("/a%00b/", 404, "There is no page at this address"),
        ("/a%0Ab/", 404, "There is no page at this address"),
        ("/es/%00", 404, "There is no page at this address"),
        ("/%ED%A0%80/", 404, "There is no page at this address"),
        ("/%zz/", 404, "There is no page at this address"),
        ("/%ff%fe/", 404, "There is no page at this address"),
        (f"/{'a' * 100_000}/", 404, "There is no page at this address"),
        (f"/nothing/?{'a=1&' * 25_000}", 404, "There is no page at this address"),
        ("/nothing/?q=%ED%A0%80&%00=%zz", 404, "There is no page at this address"),
        ("/admin/login/?next=%00", 400, "The request was not understood"),
    ],
)
def test_an_error_is_a_page_in_the_sites_look(client: Client, address: str, status: int, words: str) -> None:
    response = client.get(address)
    page = response.content.decode()
    assert response.status_code == status
    assert words in page
    assert '<link rel="stylesheet" href="/static/css/' in page
    assert "word-of-a" not in page
    assert len(page) < 20_000
    assert response.headers["Cache-Control"] == "no-store"


def test_a_method_that_is_not_allowed_gets_a_page_that_says_which_are(client: Client) -> None:
    response = client.delete("/look/")
    assert (response.status_code, response.headers["Allow"]) == (405, "GET, HEAD")
    assert "This address cannot be used in this way" in response.content.decode()


def test_a_form_without_its_token_gets_a_page() -> None:
    response = Client(enforce_csrf_checks=True).post("/look/", {"a": "b"})
    assert response.status_code == 403
    assert "The form has expired" in response.content.decode()


def test_a_host_that_is_not_ours_gets_a_page(client: Client) -> None:
    response = client.get("/look/", headers={"host": "evil.example"})
    assert response.status_code == 400
    assert "The request was not understood" in response.content.decode()
    assert "evil" not in response.content.decode()


def test_an_error_page_that_fails_itself_is_a_plain_one(caplog: pytest.LogCaptureFixture) -> None:
    response = errors.page(RequestFactory().get("/"), 500, template="errors/is-not-there.html")
    assert response.status_code == 500
    assert "Something went wrong on our side" in response.content.decode()
    assert "failed itself" in caplog.text
