"""Somebody else's accounts: a provider of OpenID Connect on this machine, who lets everybody in by one click."""

import base64
import contextlib
import json
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit


@dataclass
class Provider:
    url: str = ""
    client: str = "client"
    broken: bool = False
    person: dict = field(default_factory=dict)  # what it says of who signs in

    def config(self) -> dict:
        ends = {"authorization": "authorize", "token": "token", "userinfo": "userinfo"}
        found = {f"{name}_endpoint": f"{self.url}/{path}" for name, path in ends.items()}
        return found | {"issuer": self.url, "jwks_uri": f"{self.url}/keys", "response_types_supported": ["code"]}

    def token(self) -> dict:
        claims = {"iss": self.url, "aud": self.client, "exp": 4_000_000_000, "iat": 1_700_000_000, **self.person}
        parts = ({"alg": "RS256", "kid": "1"}, claims)
        encoded = [base64.urlsafe_b64encode(json.dumps(part).encode()).rstrip(b"=").decode() for part in parts]
        return {"access_token": "a", "token_type": "Bearer", "id_token": ".".join([*encoded, "c2ln"])}


def handler(provider: Provider) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            parts = urlsplit(self.path)
            if parts.path == "/authorize":
                asked = {name: values[0] for name, values in parse_qs(parts.query).items()}
                assert asked["code_challenge_method"] == "S256"
                self.send_response(302)
                self.send_header("Location", f"{asked['redirect_uri']}?code=once&state={asked['state']}")
                self.end_headers()
            elif parts.path == "/userinfo":
                self.answer(provider.person)
            else:
                self.answer(provider.config())

        def do_POST(self) -> None:
            self.rfile.read(int(self.headers["Content-Length"]))
            self.answer(provider.token())

        def answer(self, what: dict) -> None:
            body = json.dumps(what).encode()
            self.send_response(500 if provider.broken else 200)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *args: object) -> None:
            """Nothing: a test tells what it needs."""

    return Handler


@contextlib.contextmanager
def serving() -> Iterator[Provider]:
    provider = Provider()
    server = ThreadingHTTPServer(("localhost", 0), handler(provider))
    provider.url = f"http://localhost:{server.server_address[1]}"
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield provider
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
