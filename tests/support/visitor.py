"""A browser without scripts that speaks to a real server: keeps its cookies, follows nothing."""

from __future__ import annotations

import http.client
import json
from contextlib import closing
from dataclasses import dataclass
from http.cookies import SimpleCookie
from typing import Any
from urllib.parse import urlencode

SECONDS = 60
FORM = "application/x-www-form-urlencoded"


@dataclass(frozen=True)
class Answer:
    """The server's answer; named as Flask's test client does."""

    status_code: int
    text: str

    def get_data(self, *, as_text: bool) -> str:
        """The body."""
        assert as_text
        return self.text

    def get_json(self) -> Any:
        """The body as JSON."""
        return json.loads(self.text)


class Visitor:
    """One visitor of the server on ``port``."""

    def __init__(self, port: int) -> None:
        self.port = port
        self.cookies: dict[str, str] = {}

    def sign_in(self, name: str) -> Visitor:
        """Become a user of the demo."""
        assert self.post("/demo/inloggen", data={"user": name}).status_code == 303
        return self

    def get(self, path: str, headers: dict[str, str] | None = None) -> Answer:
        """Fetch."""
        return self._ask("GET", path, b"", headers or {})

    def post(self, path: str, *, json: Any = None, data: dict[str, str] | None = None) -> Answer:
        """Send a form, or JSON."""
        if data is not None:
            return self._ask("POST", path, urlencode(data).encode(), {"Content-Type": FORM})
        return self.post_bytes(path, _packed(json))

    def post_bytes(self, path: str, body: bytes) -> Answer:
        """Send what calls itself JSON."""
        return self._ask("POST", path, body, {"Content-Type": "application/json"})

    def _ask(self, method: str, path: str, body: bytes, headers: dict[str, str]) -> Answer:
        cookies = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        with closing(http.client.HTTPConnection("127.0.0.1", self.port, timeout=SECONDS)) as connection:
            connection.request(method, path, body, {**headers, "Cookie": cookies})
            response = connection.getresponse()
            for line in response.headers.get_all("Set-Cookie", []):
                self.cookies |= {name: morsel.value for name, morsel in SimpleCookie(line).items()}
            return Answer(response.status, response.read().decode())


def _packed(data: Any) -> bytes:
    return json.dumps(data).encode()
