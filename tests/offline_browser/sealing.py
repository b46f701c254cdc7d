"""Opens the phone's seals by Python's cryptography alone, from the written format and nothing of ours."""

from __future__ import annotations

from base64 import urlsafe_b64decode, urlsafe_b64encode

from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat


def decode(text: str) -> bytes:
    """Base64url without padding."""
    return urlsafe_b64decode(text + "=" * (-len(text) % 4))


def raw_point(key: ec.EllipticCurvePrivateKey) -> bytes:
    """The uncompressed public point, 65 bytes."""
    return key.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)


def public_point(key: ec.EllipticCurvePrivateKey) -> str:
    """The same in base64url."""
    return urlsafe_b64encode(raw_point(key)).rstrip(b"=").decode()


def open_sealed(key: ec.EllipticCurvePrivateKey, sealed: str, context: str) -> str:
    """The text in a seal; raises InvalidTag when it was made for another key or context."""
    data = decode(sealed)
    ephemeral, iv, cipher = data[:65], data[65:77], data[77:]
    shared = key.exchange(ec.ECDH(), ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), ephemeral))
    derived = HKDF(SHA256(), 32, salt=ephemeral + raw_point(key), info=context.encode()).derive(shared)
    return AESGCM(derived).decrypt(iv, cipher, context.encode()).decode()
