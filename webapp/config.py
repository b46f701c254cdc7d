"""The one place that reads the environment: frozen, typed, and strict in production."""

from __future__ import annotations

import ipaddress
import os
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from urllib.parse import unquote, urlsplit

ROOT = Path(__file__).resolve().parent.parent
Address = ipaddress.IPv4Address | ipaddress.IPv6Address
Network = ipaddress.IPv4Network | ipaddress.IPv6Network
LOOPBACK: tuple[Network, ...] = (ipaddress.ip_network("127.0.0.0/8"), ipaddress.ip_network("::1"))


PUSH_SERVICES = (
    "fcm.googleapis.com",
    "push.services.mozilla.com",
    "push.apple.com",
    "notify.windows.com",
)
"""The hosts of Chrome, Firefox, Safari and Edge; their subdomains count as well."""


THREADS = 4
"""Requests that a worker serves at once."""


class ConfigError(Exception):
    """The environment lacks something; the message names every variable that is missing."""


@dataclass(frozen=True)
class Relay:
    """The mail server that takes our letters, and the address they come from.

    ``tls``: ``starttls``, ``tls`` from the first byte, or ``none``, which is for a relay on this machine alone.
    """

    host: str
    port: int
    tls: str
    sender: str
    user: str = ""
    password: str = field(default="", repr=False)


@dataclass(frozen=True)
class Config:
    """Everything that differs between installations.

    ``origin`` is the public origin (scheme, host, port); its host is the passkey RP ID. ``database_url`` None means the
    encrypted SQLite file in ``instance``; ``hosts`` use one PostgreSQL. ``bind`` is the address to listen on. Forwarded
    headers count only when they come from ``proxies``. Push messages go to ``push_services`` alone.
    ``security_contacts`` receive reports of weaknesses; each is an address with its scheme. ``relay`` takes mail; None:
    nothing is mailed. The demo never has one: it shows what it would send.
    """

    instance: Path
    origin: str
    database_url: str | None = None
    demo: bool = False
    port: int = 8000
    workers: int = 2
    hosts: int = 1
    bind: str = "127.0.0.1"
    proxies: tuple[Network, ...] = ()
    push_services: tuple[str, ...] = PUSH_SERVICES
    security_contacts: tuple[str, ...] = ()
    relay: Relay | None = None

    @property
    def rp_id(self) -> str:
        """The host a passkey is bound to."""
        return urlsplit(self.origin).hostname or "localhost"

    @property
    def secure(self) -> bool:
        """True when cookies are for HTTPS only."""
        return self.origin.startswith("https://")

    @property
    def cookie_prefix(self) -> str:
        """``__Host-`` binds a cookie to this host; browsers accept it over HTTPS only."""
        return "__Host-" if self.secure else ""

    def trusts(self, address: str) -> bool:
        """True when this is one of our proxies."""
        return _is_in(address, self.proxies)

    def is_many(self, address: str) -> bool:
        """True when many clients come from this one address: a proxy, or this machine."""
        return _is_in(address, self.proxies + LOOPBACK)


def read_address(text: str) -> Address | None:
    """Read an internet address; an IPv4 address mapped into IPv6 becomes IPv4. None when the text is no address."""
    try:
        address = ipaddress.ip_address(text.strip().split("%")[0])
    except ValueError:
        return None
    mapped = address.ipv4_mapped if isinstance(address, ipaddress.IPv6Address) else None
    return mapped or address


@lru_cache(maxsize=1024)
def _is_in(text: str, networks: tuple[Network, ...]) -> bool:
    address = read_address(text)
    return address is not None and any(address in network for network in networks)


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
        hosts=_number("ONDERDAK_HOSTS", 1),
        bind=_address("ONDERDAK_BIND", "127.0.0.1"),
        proxies=_networks("ONDERDAK_PROXIES", () if demo else LOOPBACK),
        push_services=_words("ONDERDAK_PUSH_SERVICES", PUSH_SERVICES),
        security_contacts=_contacts("ONDERDAK_SECURITY_CONTACT"),
        relay=None if demo else _relay("ONDERDAK_SMTP_URL", "ONDERDAK_MAIL_FROM"),
    )


def _address(name: str, default: str) -> str:
    value = os.environ.get(name, "").strip() or default
    if read_address(value) is None:
        raise ConfigError(f"{name} must be an address of this machine, such as 127.0.0.1 or 0.0.0.0, not {value!r}")
    return value


def _networks(name: str, default: tuple[Network, ...]) -> tuple[Network, ...]:
    """Read addresses or networks with commas between; ``none`` trusts nobody."""
    value = os.environ.get(name, "").strip()
    if not value:
        return default
    if value == "none":
        return ()
    try:
        return tuple(ipaddress.ip_network(one.strip()) for one in value.split(","))
    except ValueError as error:
        raise ConfigError(f"{name} must be addresses or networks with commas between, or 'none': {error}") from error


def _words(name: str, default: tuple[str, ...]) -> tuple[str, ...]:
    """Read hosts or origins with commas between, without empty ones; ``none`` is an empty tuple."""
    value = os.environ.get(name, "").strip()
    if not value:
        return default
    words = (one.strip().rstrip("/") for one in value.split(","))
    return () if value == "none" else tuple(one for one in words if one)


def _contacts(name: str) -> tuple[str, ...]:
    """Read addresses in the form of ``security.txt``: with their scheme."""
    contacts = _words(name, ())
    for contact in contacts:
        if not contact.startswith(("mailto:", "https://", "tel:")) or any(one.isspace() for one in contact):
            raise ConfigError(f"{name} must begin with mailto:, https:// or tel:, not {contact!r}")
    return contacts


def _relay(name: str, sender_name: str) -> Relay | None:
    """Read ``smtp://user:password@host:587`` (STARTTLS, but for this machine) or ``smtps://…`` (TLS from the start)."""
    value, sender = os.environ.get(name, "").strip(), os.environ.get(sender_name, "").strip()
    if not value:
        return None
    try:
        parts = urlsplit(value)
        host, port = parts.hostname or "", parts.port
    except ValueError as error:
        raise ConfigError(f"{name} is no address: {error}") from error
    if parts.scheme not in ("smtp", "smtps") or not host or parts.path.strip("/") or parts.query:
        raise ConfigError(f"{name} must be like smtp://user:password@relay.example.nl:587 or smtps://…:465")
    if sender.count("@") != 1 or any(one.isspace() or one in '<>",' for one in sender) or "." not in sender:
        raise ConfigError(f"{sender_name} must be the address that mail comes from, such as onderdak@example.nl")
    address = read_address(host)
    stays_here = host == "localhost" or (address is not None and _is_in(host, LOOPBACK))
    tls = "tls" if parts.scheme == "smtps" else "none" if stays_here else "starttls"
    user, password = (unquote(part or "") for part in (parts.username, parts.password))
    return Relay(host, port or (465 if tls == "tls" else 25 if tls == "none" else 587), tls, sender, user, password)


def _number(name: str, default: int) -> int:
    value = os.environ.get(name, "")
    if not value:
        return default
    if not (value.isascii() and value.isdigit()) or not 0 < int(value) < 65536:
        raise ConfigError(f"{name} must be a whole number, not {value!r}")
    return int(value)
