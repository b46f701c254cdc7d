"""A push service on this machine: takes messages as the big ones do, and opens them as the browser would.

It checks who sends (RFC 8292) and that a message is for this browser (RFC 8291), with code of its own.
"""

from __future__ import annotations

import json
import queue
import secrets
import struct
import threading
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, utils
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from webapp.keys import decode, encode, raw_point


@dataclass
class Receiver:
    """One browser: its address, and the keys that open what is sent there."""

    endpoint: str
    key: ec.EllipticCurvePrivateKey = field(default_factory=lambda: ec.generate_private_key(ec.SECP256R1()))
    secret: bytes = field(default_factory=lambda: secrets.token_bytes(16))

    @property
    def said(self) -> dict[str, str]:
        """The keys and address that the browser gives the server."""
        return {
            "endpoint": self.endpoint,
            "p256dh": encode(raw_point(self.key.public_key())),
            "auth": encode(self.secret),
        }

    def open(self, body: bytes) -> dict[str, Any]:
        """The content of a message."""
        salt, (size, length) = body[:16], struct.unpack("!IB", body[16:21])
        sender, sealed = body[21 : 21 + length], body[21 + length :]
        assert len(sealed) <= size
        point = ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), sender)
        info = b"WebPush: info\0" + raw_point(self.key.public_key()) + sender
        both = _derive(self.key.exchange(ec.ECDH(), point), self.secret, info, 32)
        key = _derive(both, salt, b"Content-Encoding: aes128gcm\0", 16)
        nonce = _derive(both, salt, b"Content-Encoding: nonce\0", 12)
        text, _, filling = AESGCM(key).decrypt(nonce, sealed, None).rpartition(b"\x02")
        assert not filling.strip(b"\0")
        return dict(json.loads(text))


class PushService:
    """Listens on its own port; ``answer`` is the status it gives from now on."""

    def __init__(self) -> None:
        self.answer = 201
        self.received: queue.Queue[tuple[dict[str, Any], dict[str, str]]] = queue.Queue()
        self.receivers: dict[str, Receiver] = {}
        service = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["Content-Length"]))
                headers = {name.lower(): value for name, value in self.headers.items()}
                service.take(self.path, headers, body)
                self.send_response(service.answer)
                self.send_header("Content-Length", "0")
                self.end_headers()

            def log_message(self, *_arguments: object) -> None:
                pass

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._thread = threading.Thread(target=self._server.serve_forever, daemon=True)
        self._thread.start()

    @property
    def origin(self) -> str:
        return f"http://127.0.0.1:{self._server.server_port}"

    def browser(self) -> Receiver:
        """A new browser with an address here."""
        path = f"/send/{secrets.token_urlsafe(16)}"
        self.receivers[path] = Receiver(self.origin + path)
        return self.receivers[path]

    def take(self, path: str, headers: dict[str, str], body: bytes) -> None:
        self.check_sender(headers["authorization"])
        assert headers["content-encoding"] == "aes128gcm"
        self.received.put((self.receivers[path].open(body), headers))

    def check_sender(self, header: str) -> None:
        token, key = (part.partition("=")[2] for part in header.removeprefix("vapid ").split(", "))
        said, _, signature = token.rpartition(".")
        raw = decode(signature)
        der = utils.encode_dss_signature(int.from_bytes(raw[:32], "big"), int.from_bytes(raw[32:], "big"))
        point = ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), decode(key))
        point.verify(der, said.encode(), ec.ECDSA(hashes.SHA256()))
        claims = json.loads(decode(said.split(".")[1]))
        assert claims["aud"] == self.origin
        assert claims["sub"].startswith(("https://", "mailto:"))

    def next(self, seconds: float = 20) -> dict[str, Any]:
        """The next message that comes.

        Raises:
            queue.Empty: none comes in that time.
        """
        return self.received.get(timeout=seconds)[0]

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join(5)


def _derive(secret: bytes, salt: bytes, info: bytes, length: int) -> bytes:
    return HKDF(hashes.SHA256(), length, salt=salt, info=info).derive(secret)
