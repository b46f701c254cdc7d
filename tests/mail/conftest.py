"""A relay, and an instance that mails by it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from uuid import UUID

import pytest
from flask import Flask
from sqlmodel import select

from tests.mail.acts import LINK
from tests.support.mail_server import MailServer, make_certificate
from webapp.accounts.models import Region
from webapp.config import Relay
from webapp.db import Database
from webapp.mail import sender, service
from webapp.mail.words import NEWS


@pytest.fixture(scope="session")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_certificate(tmp_path_factory.mktemp("mail") / "relay.pem")


@pytest.fixture
def mail_server(certificate: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[MailServer]:
    """A relay whose certificate is trusted here."""
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    server = MailServer(certificate)
    yield server
    server.stop()


@pytest.fixture
def relay(mail_server: MailServer) -> Relay:
    return Relay("localhost", mail_server.port, "starttls", "onderdak@example.nl", "gebruiker", "geheim @:/")


@pytest.fixture
def deliver(demo_app: Flask, relay: Relay) -> Callable[..., int]:
    """One round of the sender, with this of the relay otherwise."""
    return lambda **other: sender.deliver(demo_app, replace(relay, **other))


@pytest.fixture
def region_id(demo_app: Flask) -> UUID:
    database: Database = demo_app.extensions["database"]
    with database.reading() as session:
        return session.exec(select(Region.id).where(Region.slug == "gooi")).one()


@pytest.fixture
def write(demo_app: Flask, region_id: UUID) -> Callable[..., bool]:
    """Queue a letter to an address."""
    database: Database = demo_app.extensions["database"]

    def go(to: str, **more: object) -> bool:
        values = {"kind": NEWS, "link": LINK, "language": "nl", **more}
        with database.transaction() as session:
            return service.write(session, region_id, to, **values)  # type: ignore[arg-type]

    return go
