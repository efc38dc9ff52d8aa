"""Sorts that wait for editors, and one more that waits for focal points; the others have tests of their own."""

import threading
from collections.abc import Iterator
from socketserver import ThreadingMixIn
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer

import pytest
from django.core.wsgi import get_wsgi_application
from django.db import connections

from accounts.awaiting import sorts as contract
from tests.alone import _alone  # noqa: F401
from tests.jobs.conftest import postbox

__all__ = ["here", "postbox"]


@pytest.fixture(autouse=True)
def _fakes(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(
        contract, "SORTS", ("tests.awaiting.fake", "tarepo.submissions.awaiting", "tarepo.work.awaiting")
    )
    contract.sorts.cache_clear()
    yield
    contract.sorts.cache_clear()


class Quiet(WSGIRequestHandler):
    def log_message(self, *words: object) -> None:
        """The portal logs by itself."""


class Server(ThreadingMixIn, WSGIServer):
    daemon_threads = False

    def process_request_thread(self, request: object, client_address: object) -> None:
        try:
            super().process_request_thread(request, client_address)
        finally:
            connections.close_all()


@pytest.fixture
def here(committed_db: str, settings) -> Iterator[str]:
    """The portal in this very process, which knows the fake sort; its address."""
    server = Server(("127.0.0.1", 0), Quiet)
    server.set_app(get_wsgi_application())
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    settings.SITE_URL = f"http://localhost:{server.server_port}"
    try:
        yield settings.SITE_URL
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
