"""A mail relay on this machine, with STARTTLS and a certificate of its own, that can be as bad as a real one."""

from __future__ import annotations

import email
import email.policy
import queue
import socket
import socketserver
import ssl
import threading
from base64 import b64decode
from dataclasses import dataclass, field
from datetime import timedelta
from email.message import EmailMessage
from pathlib import Path
from typing import Any

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from webapp import clock


@dataclass(frozen=True)
class Received:
    """A message as it arrived: who sent it to whom, its bytes, and whether the way was encrypted."""

    sender: str
    to: str
    raw: bytes
    encrypted: bool
    user: str

    @property
    def message(self) -> EmailMessage:
        """The parsed message."""
        return email.message_from_bytes(self.raw, policy=email.policy.default)


@dataclass
class MailServer:
    """``answers``: address → reply to RCPT; ``offers_tls``, ``offers_utf8``; ``data_answer`` ends a message."""

    certificate: Path
    offers_tls: bool = True
    offers_utf8: bool = True
    answers: dict[str, str] = field(default_factory=dict)
    data_answer: str = "250 taken"
    connections: int = 0
    received: queue.Queue[Received] = field(default_factory=queue.Queue)

    def __post_init__(self) -> None:
        """Listen on a free port of this machine."""
        self.port = 0
        self.start()

    def start(self) -> None:
        """Listen, again on the same port after ``stop``."""
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(self.certificate)
        house = self

        class Handler(_Handler):
            server_side, tls = house, context

        self._server = _Server(("127.0.0.1", self.port), Handler)
        self.port = int(self._server.server_address[1])
        threading.Thread(target=self._server.serve_forever, args=(0.05,), daemon=True).start()

    def stop(self) -> None:
        """Nobody answers on that port any more."""
        self._server.shutdown()
        self._server.server_close()

    def all(self) -> list[Received]:
        """Everything that arrived and was not asked for yet."""
        found = []
        while not self.received.empty():
            found.append(self.received.get())
        return found


class _Server(socketserver.ThreadingTCPServer):
    allow_reuse_address = True
    daemon_threads = True


class _Handler(socketserver.BaseRequestHandler):
    server_side: MailServer
    tls: ssl.SSLContext

    def handle(self) -> None:
        """One conversation."""
        self.connection: socket.socket = self.request
        self.lines = self.connection.makefile("rb")
        self.server_side.connections += 1
        self.encrypted, self.user, self.sender, self.to = False, "", "", ""
        self.say("220 relay.test")
        while line := self.lines.readline():
            verb, _, rest = line.decode("utf-8", "replace").strip().partition(" ")
            if not self.answer(verb.upper(), rest):
                return

    def finish(self) -> None:
        """Leave nothing open: after STARTTLS the server knows only the first connection."""
        self.lines.close()
        self.connection.close()

    def say(self, *lines: str) -> None:
        """Answer."""
        self.connection.sendall("".join(f"{line}\r\n" for line in lines).encode())

    def answer(self, verb: str, rest: str) -> bool:
        """Answer one command; False ends the conversation."""
        known: dict[str, Any] = {"EHLO": self.greet, "STARTTLS": self.protect, "AUTH": self.let_in, "DATA": self.take}
        if verb in known:
            known[verb](rest)
        elif verb == "MAIL":
            self.sender = _address(rest)
            self.say("250 ok")
        elif verb == "RCPT":
            self.to = _address(rest)
            self.say(self.server_side.answers.get(self.to, "250 ok"))
        else:
            self.say("221 bye" if verb == "QUIT" else "250 ok")
        return verb != "QUIT"

    def greet(self, _rest: str) -> None:
        """What this relay can do now."""
        can = ["8BITMIME", "AUTH PLAIN"]
        can += ["SMTPUTF8"] if self.server_side.offers_utf8 else []
        can += ["STARTTLS"] if self.server_side.offers_tls and not self.encrypted else []
        self.say(*(f"250-{one}" for one in ["relay.test", *can[:-1]]), f"250 {can[-1]}")

    def protect(self, _rest: str) -> None:
        """Go on encrypted."""
        self.say("220 go on")
        self.connection = self.tls.wrap_socket(self.connection, server_side=True)
        self.lines = self.connection.makefile("rb")
        self.encrypted = True

    def let_in(self, rest: str) -> None:
        """AUTH PLAIN."""
        _none, user, password = b64decode(rest.partition(" ")[2]).decode().split("\0")
        if password == "geheim @:/":
            self.user = user
        self.say("235 ok" if self.user else "535 who are you")

    def take(self, _rest: str) -> None:
        """A message, until the dot."""
        self.say("354 go on")
        lines = []
        while (line := self.lines.readline()) not in (b".\r\n", b""):
            lines.append(line.removeprefix(b"."))
        if self.server_side.data_answer.startswith("250"):
            self.server_side.received.put(Received(self.sender, self.to, b"".join(lines), self.encrypted, self.user))
        self.say(self.server_side.data_answer)


def _address(rest: str) -> str:
    return rest.partition("<")[2].partition(">")[0]


def make_certificate(path: Path, name: str = "localhost") -> Path:
    """A key and a certificate for ``name`` that vouches for itself."""
    key = ec.generate_private_key(ec.SECP256R1())
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    made = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(subject)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(clock.now() - timedelta(days=1))
        .not_valid_after(clock.now() + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(name)]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    path.write_bytes(
        key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
        + made.public_bytes(serialization.Encoding.PEM)
    )
    return path
