"""The one place that reads the environment: frozen, typed, and strict in production."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

ROOT = Path(__file__).resolve().parent.parent


class ConfigError(Exception):
    """The environment lacks something; the message names every variable that is missing."""


@dataclass(frozen=True)
class Config:
    """Everything that differs between installations.

    ``origin`` is the public origin (scheme, host, port); its host is the passkey RP ID.
    ``database_url`` None means the encrypted SQLite file in ``instance``.
    """

    instance: Path
    origin: str
    database_url: str | None = None
    demo: bool = False
    port: int = 8000
    workers: int = 2

    @property
    def rp_id(self) -> str:
        """The host a passkey is bound to."""
        return urlsplit(self.origin).hostname or "localhost"

    @property
    def secure(self) -> bool:
        """Whether cookies are for HTTPS only."""
        return self.origin.startswith("https://")

    @property
    def cookie_prefix(self) -> str:
        """``__Host-`` binds a cookie to this host; browsers accept it over HTTPS only."""
        return "__Host-" if self.secure else ""


def from_env(*, production: bool) -> Config:
    """Read the environment. Production refuses to start without its origin.

    Raises:
        ConfigError: naming what is missing or wrong.
    """
    demo = os.environ.get("ONDERDAK_DEMO") == "1"
    port = _number("PORT", 8000)
    origin = os.environ.get("ONDERDAK_ORIGIN", "").rstrip("/")
    if production and not demo and not origin.startswith("https://"):
        raise ConfigError(
            "ONDERDAK_ORIGIN is missing: set it to the public address, such as https://onderdak.example.nl"
        )
    return Config(
        instance=Path(os.environ.get("ONDERDAK_INSTANCE") or ROOT / "instance").resolve(),
        origin=origin or f"http://localhost:{port}",
        database_url=os.environ.get("ONDERDAK_DATABASE_URL") or None,
        demo=demo,
        port=port,
        workers=_number("WEB_CONCURRENCY", 2),
    )


def _number(name: str, default: int) -> int:
    value = os.environ.get(name, "")
    if not value:
        return default
    if not (value.isascii() and value.isdigit()) or not 0 < int(value) < 65536:
        raise ConfigError(f"{name} must be a whole number, not {value!r}")
    return int(value)
