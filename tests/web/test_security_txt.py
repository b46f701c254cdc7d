"""``/.well-known/security.txt``: whom to tell of a weakness."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from tests.support.client import Client
from webapp import clock
from webapp.app import create_app
from webapp.config import Config, ConfigError, from_env

pytestmark = pytest.mark.one_store
ADDRESS = "/.well-known/security.txt"
CONTACTS = ("mailto:veiligheid@onderdak.example.nl", "https://onderdak.example.nl/melden")


def test_who_was_named_is_told(config: Config, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: datetime(2026, 11, 22, 23, 30, tzinfo=UTC))
    app = create_app(replace(config, security_contacts=CONTACTS, origin="https://onderdak.example.nl"))
    answer = app.test_client().get(ADDRESS)
    assert answer.status_code == 200
    assert answer.content_type == "text/plain; charset=utf-8"
    assert answer.text.splitlines() == [
        "Contact: mailto:veiligheid@onderdak.example.nl",
        "Contact: https://onderdak.example.nl/melden",
        "Expires: 2027-05-21T00:00:00Z",
        "Preferred-Languages: nl, en",
        "Canonical: https://onderdak.example.nl/.well-known/security.txt",
    ]
    app.extensions["database"].engine.dispose()


def test_it_is_never_past_and_never_a_year_ahead(config: Config) -> None:
    app = create_app(replace(config, security_contacts=CONTACTS))
    line = app.test_client().get(ADDRESS).text.splitlines()[len(CONTACTS)]
    expires = datetime.fromisoformat(line.removeprefix("Expires: "))
    assert timedelta(days=90) < expires - datetime.now(UTC) < timedelta(days=365)
    app.extensions["database"].engine.dispose()


def test_nobody_named_is_no_page(client: Client) -> None:
    assert client.get(ADDRESS).status_code == 404


def test_contacts_are_read_from_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ONDERDAK_SECURITY_CONTACT", ", ".join(CONTACTS))
    assert from_env(production=False).security_contacts == CONTACTS
    monkeypatch.delenv("ONDERDAK_SECURITY_CONTACT")
    assert from_env(production=False).security_contacts == ()


@pytest.mark.parametrize("wrong", ["veiligheid@onderdak.example.nl", "mailto:a b@c.nl", "mailto:a@b.nl\nExpires: x"])
def test_what_no_finder_can_follow_is_told_by_name(monkeypatch: pytest.MonkeyPatch, wrong: str) -> None:
    monkeypatch.setenv("ONDERDAK_SECURITY_CONTACT", wrong)
    with pytest.raises(ConfigError, match="ONDERDAK_SECURITY_CONTACT"):
        from_env(production=False)
