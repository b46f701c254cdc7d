"""For whom a request is: our own proxies are believed, nobody else; and where the server listens."""

from __future__ import annotations

from dataclasses import replace
from ipaddress import ip_network
from pathlib import Path
from typing import Any

import pytest

from webapp.config import LOOPBACK, Config, ConfigError, from_env
from webapp.web.proxies import Proxies

OURS = (*LOOPBACK, ip_network("10.0.0.7"))


def asked(peer: str, proxies: Any = OURS, **headers: str) -> tuple[str, str]:
    environ: dict[str, Any] = {"REMOTE_ADDR": peer, "wsgi.url_scheme": "http", **headers}
    Proxies(lambda _environ, _start: [], replace(Config(Path(), "https://x"), proxies=proxies))(
        environ, lambda *_: None
    )
    return environ["REMOTE_ADDR"], environ["wsgi.url_scheme"]


@pytest.mark.parametrize(
    ("peer", "told", "client"),
    [
        ("203.0.113.9", "198.51.100.1", "203.0.113.9"),
        ("127.0.0.1", "198.51.100.1", "198.51.100.1"),
        ("127.0.0.1", "1.2.3.4, 198.51.100.1", "198.51.100.1"),
        ("127.0.0.1", "1.2.3.4, 198.51.100.1, 10.0.0.7", "198.51.100.1"),
        ("127.0.0.1", "2001:db8::5", "2001:db8::5"),
        ("::1", "::ffff:198.51.100.1", "198.51.100.1"),
        ("127.0.0.1", "198.51.100.1, nonsense", "127.0.0.1"),
        ("127.0.0.1", "", "127.0.0.1"),
    ],
)
def test_only_our_proxies_say_who_asks(peer: str, told: str, client: str) -> None:
    assert asked(peer, HTTP_X_FORWARDED_FOR=told)[0] == client


def test_scheme_is_believed_of_our_proxies_only() -> None:
    assert asked("127.0.0.1", HTTP_X_FORWARDED_PROTO="https")[1] == "https"
    assert asked("203.0.113.9", HTTP_X_FORWARDED_PROTO="https")[1] == "http"
    assert asked("127.0.0.1", (), HTTP_X_FORWARDED_PROTO="https", HTTP_X_FORWARDED_FOR="1.2.3.4") == (
        "127.0.0.1",
        "http",
    )


def test_serve_listens_on_this_machine_unless_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ONDERDAK_ORIGIN", "https://onderdak.example.nl")
    for name in ("ONDERDAK_BIND", "ONDERDAK_PROXIES", "ONDERDAK_DEMO"):
        monkeypatch.delenv(name, raising=False)
    real = from_env(production=True)
    assert (real.bind, real.proxies) == ("127.0.0.1", LOOPBACK)
    monkeypatch.setenv("ONDERDAK_BIND", "0.0.0.0")
    monkeypatch.setenv("ONDERDAK_PROXIES", "10.0.0.7, 2001:db8::/64")
    asked_for = from_env(production=True)
    assert asked_for.bind == "0.0.0.0"
    assert asked_for.trusts("10.0.0.7")
    assert asked_for.trusts("2001:db8::9")
    assert not asked_for.trusts("127.0.0.1")
    monkeypatch.setenv("ONDERDAK_PROXIES", "none")
    assert from_env(production=True).proxies == ()
    monkeypatch.delenv("ONDERDAK_PROXIES")
    monkeypatch.setenv("ONDERDAK_DEMO", "1")
    assert from_env(production=False).proxies == ()


@pytest.mark.parametrize("name", ["ONDERDAK_BIND", "ONDERDAK_PROXIES"])
def test_what_is_no_address_is_told_by_name(monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    monkeypatch.setenv("ONDERDAK_ORIGIN", "https://onderdak.example.nl")
    monkeypatch.setenv(name, "everywhere")
    with pytest.raises(ConfigError, match=name):
        from_env(production=True)
