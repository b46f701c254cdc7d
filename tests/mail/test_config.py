"""The relay in the environment: refused in words when it is wrong, and never without TLS but on this machine."""

from __future__ import annotations

import pytest

from webapp.config import ConfigError, Relay, from_env


def read(monkeypatch: pytest.MonkeyPatch, url: str, sender: str = "onderdak@example.nl") -> Relay | None:
    monkeypatch.setenv("ONDERDAK_SMTP_URL", url)
    monkeypatch.setenv("ONDERDAK_MAIL_FROM", sender)
    monkeypatch.delenv("ONDERDAK_DEMO", raising=False)
    return from_env(production=False).relay


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("smtp://relay.example.nl", ("relay.example.nl", 587, "starttls", "", "")),
        ("smtp://me:ge%40heim@relay.example.nl:2525", ("relay.example.nl", 2525, "starttls", "me", "ge@heim")),
        ("smtps://relay.example.nl", ("relay.example.nl", 465, "tls", "", "")),
        ("smtp://localhost", ("localhost", 25, "none", "", "")),
        ("smtp://127.0.0.1:1025", ("127.0.0.1", 1025, "none", "", "")),
    ],
)
def test_relay_is_read_from_its_url(
    monkeypatch: pytest.MonkeyPatch, url: str, expected: tuple[str, int, str, str, str]
) -> None:
    relay = read(monkeypatch, url)
    assert relay
    assert (relay.host, relay.port, relay.tls, relay.user, relay.password) == expected
    assert "ge@heim" not in repr(relay)


@pytest.mark.parametrize(
    "url", ["relay.example.nl:25", "http://relay.example.nl", "smtp://", "smtp://x:99999", "smtp://[x"]
)
def test_other_text_is_refused_in_words(monkeypatch: pytest.MonkeyPatch, url: str) -> None:
    with pytest.raises(ConfigError, match="ONDERDAK_SMTP_URL"):
        read(monkeypatch, url)


def test_sender_must_be_an_address(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(ConfigError, match="ONDERDAK_MAIL_FROM"):
        read(monkeypatch, "smtp://relay.example.nl", "")
    with pytest.raises(ConfigError, match="ONDERDAK_MAIL_FROM"):
        read(monkeypatch, "smtp://relay.example.nl", "Onderdak <a@example.nl>")


def test_demo_mails_nobody(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ONDERDAK_SMTP_URL", "smtp://relay.example.nl")
    monkeypatch.setenv("ONDERDAK_DEMO", "1")
    assert from_env(production=False).relay is None
