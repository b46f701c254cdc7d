"""A message only one browser can read (RFC 8291, RFC 8188), from a sender the push service can check (RFC 8292)."""

from __future__ import annotations

import json
import secrets
import struct
from datetime import datetime, timedelta

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, utils
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from webapp.keys import POINT, decode, encode, raw_point

RECORD = 4096
LENGTH = 256
"""The length of every sealed text: it reveals nothing about the words."""
_LIFE = timedelta(hours=12)
_PART = 32
_SECRET = 16


def is_key(public_key: str, secret: str) -> bool:
    """True for a browser's two keys, in its own notation: a point of P-256 and 16 bytes."""
    if not _is_written(public_key, POINT) or not _is_written(secret, _SECRET):
        return False
    try:
        ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), decode(public_key))
    except ValueError:
        return False
    return True


def _is_written(text: str, length: int) -> bool:
    """True for exactly so many bytes in base64url, with nothing around them: ``decode`` skips other characters."""
    if len(text) != len(encode(bytes(length))):
        return False
    try:
        return encode(decode(text)) == text
    except ValueError:
        return False


def seal(
    text: bytes,
    public_key: str,
    secret: str,
    *,
    length: int = LENGTH,
    salt: bytes | None = None,
    own: ec.EllipticCurvePrivateKey | None = None,
) -> bytes:
    """The body of a push message; ``salt`` and ``own`` are random but for the example of the standard.

    Args:
        text: at most ``length`` bytes.
        public_key: the browser's point, in base64url.
        secret: its 16 bytes, in base64url.
        length: to which the text is filled up.
        salt: 16 bytes.
        own: a key for this message alone.
    """
    salt, own = salt or secrets.token_bytes(16), own or ec.generate_private_key(ec.SECP256R1())
    theirs, ours = decode(public_key), raw_point(own.public_key())
    shared = own.exchange(ec.ECDH(), ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), theirs))
    both = _derive(shared, decode(secret), b"WebPush: info\0" + theirs + ours, 32)
    key = _derive(both, salt, b"Content-Encoding: aes128gcm\0", 16)
    nonce = _derive(both, salt, b"Content-Encoding: nonce\0", 12)
    padded = text + b"\x02" + b"\0" * (length - len(text))
    head = salt + struct.pack("!IB", RECORD, len(ours)) + ours
    return head + AESGCM(key).encrypt(nonce, padded, None)


def sender(key: ec.EllipticCurvePrivateKey, service: str, contact: str, now: datetime) -> str:
    """The Authorization header: the sender, proved to this push service (its origin) for twelve hours."""
    claims = {"aud": service, "exp": int((now + _LIFE).timestamp()), "sub": contact}
    said = f"{_json({'typ': 'JWT', 'alg': 'ES256'})}.{_json(claims)}"
    r, s = utils.decode_dss_signature(key.sign(said.encode(), ec.ECDSA(hashes.SHA256())))
    signature = encode(r.to_bytes(_PART, "big") + s.to_bytes(_PART, "big"))
    return f"vapid t={said}.{signature}, k={encode(raw_point(key.public_key()))}"


def _json(value: dict[str, object]) -> str:
    return encode(json.dumps(value, separators=(",", ":")).encode())


def _derive(secret: bytes, salt: bytes, info: bytes, length: int) -> bytes:
    return HKDF(hashes.SHA256(), length, salt=salt, info=info).derive(secret)
