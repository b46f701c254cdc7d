"""The client behind a proxy: our own proxies are believed; the claims of any other client change nothing."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from webapp.config import Config, read_address

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication


class Proxies:
    """Reads ``X-Forwarded-For`` and ``X-Forwarded-Proto`` of trusted peers into the request's address and scheme."""

    def __init__(self, inner: WSGIApplication, config: Config) -> None:
        self._inner = inner
        self._config = config

    def __call__(self, environ: dict[str, Any], start_response: StartResponse) -> Iterable[bytes]:
        """Answer, with the client's own address in ``REMOTE_ADDR``."""
        if self._config.trusts(environ.get("REMOTE_ADDR", "")):
            environ["REMOTE_ADDR"] = self._client(environ)
            scheme = environ.get("HTTP_X_FORWARDED_PROTO", "").split(",")[-1].strip().lower()
            if scheme in ("http", "https"):
                environ["wsgi.url_scheme"] = scheme
        return self._inner(environ, start_response)

    def _client(self, environ: dict[str, Any]) -> str:
        """The last address that is none of our proxies. The client itself can write anything before it."""
        address: str = environ["REMOTE_ADDR"]
        for hop in reversed(environ.get("HTTP_X_FORWARDED_FOR", "").split(",")):
            read = read_address(hop)
            if read is None:
                break
            address = str(read)
            if not self._config.trusts(address):
                break
        return address
