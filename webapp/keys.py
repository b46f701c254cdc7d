"""The secrets of an instance: made once, kept 0600 in ``<instance>/keys``, never logged.

``database`` opens the SQLCipher file, ``columns`` seals single columns on every store, ``audit``
chains the access log, ``push.pem`` signs messages to phones whose app is closed, and each
``operation-<id>.pem`` opens what phones sealed to its public half.
An old operation key is kept for ever, so that a phone that was away for months is still understood.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import os
import secrets
from base64 import urlsafe_b64decode, urlsafe_b64encode
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

_NAMES = ("database", "columns", "audit")
_PUSH = "push.pem"
POINT = 65  # an uncompressed P-256 point
_IV = 12
_BOUND = b"\x02"
"""The first byte of a column value that is bound to its place; older values have none."""

Place = tuple[str, ...]
"""The place of a column value: table, column, and the row's key."""


class MissingKeys(Exception):
    """The key folder is absent or incomplete; the message says which file."""


class Unreadable(Exception):
    """The sealed bytes were not made for this key and context."""


@dataclass(frozen=True)
class Keyring:
    """The opened secrets. ``operation_keys`` maps a key id to its private key, oldest first."""

    database: bytes = field(repr=False)
    columns: bytes = field(repr=False)
    audit: bytes = field(repr=False)
    operation_keys: dict[str, ec.EllipticCurvePrivateKey] = field(repr=False)
    push: ec.EllipticCurvePrivateKey | None = field(default=None, repr=False)
    """Signs messages to push services (VAPID); None on an older instance, until ``migrate``."""

    @cached_property
    def _of_columns(self) -> AESGCM:
        return AESGCM(self.columns)

    @property
    def current_operation_key(self) -> str:
        """The id of the key that phones seal to now."""
        return list(self.operation_keys)[-1]

    def public_operation_keys(self) -> dict[str, str]:
        """Key id → raw public point in base64url, as ``GET /offline/keys`` hands it out."""
        return {kid: encode(raw_point(key.public_key())) for kid, key in self.operation_keys.items()}

    def public_push_key(self) -> str | None:
        """The raw point in base64url by which push services know the sender."""
        return encode(raw_point(self.push.public_key())) if self.push else None

    def seal_column(self, text: str, place: Place) -> bytes:
        """Encrypt one column value for its place: a copy anywhere else does not open."""
        iv = secrets.token_bytes(_IV)
        return _BOUND + iv + self._of_columns.encrypt(iv, text.encode(), _context(place))

    def open_column(self, sealed: bytes, place: Place) -> str:
        """Decrypt one column value.

        Raises:
            Unreadable: damaged, or not made for this place.
        """
        try:
            if sealed[:1] != _BOUND:
                raise ValueError("not of this format")
            iv, body = sealed[1 : 1 + _IV], sealed[1 + _IV :]
            return self._of_columns.decrypt(iv, body, _context(place)).decode()
        except Exception as error:
            raise Unreadable(place) from error

    def chain(self, previous: bytes, entry: bytes) -> bytes:
        """The keyed link of one access-log entry to the one before it."""
        return hmac.new(self.audit, previous + hashlib.sha256(entry).digest(), "sha256").digest()

    def open_operation(self, kid: str, sealed: str, context: str) -> bytes:
        """Open an operation that a phone sealed (ECDH P-256, HKDF-SHA256, AES-256-GCM) bound to ``context``.

        Raises:
            Unreadable: unknown key, wrong context or damaged bytes.
        """
        try:
            private = self.operation_keys[kid]
            data = decode(sealed)
            point, iv, body = data[:POINT], data[POINT : POINT + _IV], data[POINT + _IV :]
            peer = ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), point)
            shared = private.exchange(ec.ECDH(), peer)
            key = _derive(shared, point + raw_point(private.public_key()), context)
            return AESGCM(key).decrypt(iv, body, context.encode())
        except Exception as error:
            raise Unreadable(context) from error


def seal_to(public: str, plaintext: bytes, context: str) -> str:
    """Seal as a phone does, to a raw public point in base64url. Its inverse is ``open_operation``."""
    recipient = ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), decode(public))
    ephemeral = ec.generate_private_key(ec.SECP256R1())
    point = raw_point(ephemeral.public_key())
    key = _derive(ephemeral.exchange(ec.ECDH(), recipient), point + decode(public), context)
    iv = secrets.token_bytes(_IV)
    return encode(point + iv + AESGCM(key).encrypt(iv, plaintext, context.encode()))


def encode(data: bytes) -> str:
    """Base64url without padding."""
    return urlsafe_b64encode(data).rstrip(b"=").decode()


def decode(text: str) -> bytes:
    """Base64url with or without padding."""
    return urlsafe_b64decode(text + "=" * (-len(text) % 4))


def close_off(instance: Path) -> None:
    """Make the instance its owner's alone: folder 0700, files 0600, and the same for new files (umask).

    The static build stays readable for everybody; the folder itself keeps others out.
    """
    os.umask(0o077)
    instance.mkdir(mode=0o700, parents=True, exist_ok=True)
    instance.chmod(0o700)
    for path in (*instance.iterdir(), *(instance / "keys").glob("*")):
        if path.is_file() and not path.is_symlink():
            path.chmod(0o600)
    if (instance / "keys").is_dir():
        (instance / "keys").chmod(0o700)


def create(instance: Path) -> None:
    """Make every key that is missing. Run by ``migrate`` and the demo, never by ``serve``."""
    folder = instance / "keys"
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    for name in _NAMES:
        _write_once(folder / f"{name}.key", secrets.token_hex(32).encode())
    if not any(folder.glob("operation-*.pem")):
        _write_once(folder / "operation-1.pem", _new_pem())
    _write_once(folder / _PUSH, _new_pem())


def _new_pem() -> bytes:
    key = ec.generate_private_key(ec.SECP256R1())
    encoding, kind = serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8
    return key.private_bytes(encoding, kind, serialization.NoEncryption())


def load(instance: Path) -> Keyring:
    """Read the key folder.

    Raises:
        MissingKeys: naming the file that is not there.
    """
    folder = instance / "keys"
    secret: dict[str, bytes] = {}
    for name in _NAMES:
        path = folder / f"{name}.key"
        if not path.is_file():
            raise MissingKeys(f"{path} is missing: run './onderdak migrate' once, or restore the key folder")
        secret[name] = bytes.fromhex(path.read_text().strip())
    operation_keys = {}
    for path in sorted(folder.glob("operation-*.pem"), key=lambda p: int(p.stem.split("-")[1])):
        if loaded := _read_pem(path):
            kid = hashlib.sha256(raw_point(loaded.public_key())).hexdigest()[:16]
            operation_keys[kid] = loaded
    if not operation_keys:
        raise MissingKeys(f"{folder}/operation-1.pem is missing: run './onderdak migrate' once, or restore it")
    push = _read_pem(folder / _PUSH) if (folder / _PUSH).is_file() else None
    return Keyring(secret["database"], secret["columns"], secret["audit"], operation_keys, push)


def _read_pem(path: Path) -> ec.EllipticCurvePrivateKey | None:
    loaded = serialization.load_pem_private_key(path.read_bytes(), password=None)
    return loaded if isinstance(loaded, ec.EllipticCurvePrivateKey) else None


def _context(place: Place) -> bytes:
    """Encode a place unambiguously, whatever its key contains; including the format protects its byte."""
    return _BOUND + json.dumps(place).encode()


def _derive(shared: bytes, salt: bytes, context: str) -> bytes:
    return HKDF(hashes.SHA256(), 32, salt=salt, info=context.encode()).derive(shared)


def raw_point(key: ec.EllipticCurvePublicKey) -> bytes:
    """A public key as phones and push services write it: an uncompressed point."""
    return key.public_bytes(serialization.Encoding.X962, serialization.PublicFormat.UncompressedPoint)


def _write_once(path: Path, data: bytes) -> None:
    """Write a new file 0600; of two processes at once the first one's file stays."""
    if path.exists():
        return
    draft = path.with_name(f".{path.name}.{secrets.token_hex(4)}")
    handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "wb") as stream:
        stream.write(data)
        stream.flush()
        os.fsync(stream.fileno())
    try:
        os.link(draft, path)
    except FileExistsError:
        pass
    finally:
        draft.unlink()
