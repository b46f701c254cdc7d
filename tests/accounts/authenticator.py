"""A phone's authenticator in software, obedient enough to answer wrongly: for what no real one would do."""

from __future__ import annotations

import hashlib
import json
import secrets
from dataclasses import dataclass, field
from typing import Any

import cbor2
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec

from webapp.keys import decode, encode

PRESENT, VERIFIED, BACKUP_ELIGIBLE, BACKED_UP, HAS_CREDENTIAL = 0x01, 0x04, 0x08, 0x10, 0x40
ORIGIN = "http://localhost"


@dataclass
class Authenticator:
    """Holds one resident credential. Every argument of its answers can be made to lie."""

    key: ec.EllipticCurvePrivateKey = field(default_factory=lambda: ec.generate_private_key(ec.SECP256R1()))
    id: bytes = field(default_factory=lambda: secrets.token_bytes(16))
    user: bytes = b""
    count: int = 0
    synced: bool = False

    def create(self, options: dict[str, Any], **lies: Any) -> dict[str, Any]:
        """The answer to registration options."""
        self.user = decode(options["user"]["id"])
        data = self._data(HAS_CREDENTIAL, **lies)
        data += bytes(16) + len(self.id).to_bytes(2, "big") + self.id + cbor2.dumps(self._public())
        attestation = {"fmt": "none", "attStmt": {}, "authData": data}
        client = self._client("webauthn.create", options, **lies)
        return self._answer({"clientDataJSON": encode(client), "attestationObject": encode(cbor2.dumps(attestation))})

    def get(self, options: dict[str, Any], **lies: Any) -> dict[str, Any]:
        """The answer to sign-in options."""
        self.count = lies.get("count", self.count + 1)
        data = self._data(0, **lies)
        client = self._client("webauthn.get", options, **lies)
        signature = self.key.sign(data + hashlib.sha256(client).digest(), ec.ECDSA(hashes.SHA256()))
        return self._answer(
            {
                "clientDataJSON": encode(client),
                "authenticatorData": encode(data),
                "signature": encode(signature),
                "userHandle": encode(lies.get("user", self.user)),
            }
        )

    def _data(
        self, flags: int, *, verified: bool = True, party: str = "localhost", synced: bool | None = None, **_: Any
    ) -> bytes:
        synced = self.synced if synced is None else synced
        flags |= PRESENT | (VERIFIED if verified else 0)
        flags |= BACKUP_ELIGIBLE | BACKED_UP if synced else 0
        return hashlib.sha256(party.encode()).digest() + bytes([flags]) + self.count.to_bytes(4, "big")

    def _client(
        self,
        kind: str,
        options: dict[str, Any],
        *,
        origin: str = ORIGIN,
        challenge: str = "",
        said: Any = None,
        **_: Any,
    ) -> bytes:
        facts = {"type": kind, "challenge": challenge or options["challenge"], "origin": origin, "crossOrigin": False}
        return json.dumps({**facts, **(said or {})}).encode()

    def _public(self) -> dict[int, Any]:
        numbers = self.key.public_key().public_numbers()
        return {1: 2, 3: -7, -1: 1, -2: numbers.x.to_bytes(32, "big"), -3: numbers.y.to_bytes(32, "big")}

    def _answer(self, response: dict[str, str]) -> dict[str, Any]:
        return {"id": encode(self.id), "rawId": encode(self.id), "type": "public-key", "response": response}
