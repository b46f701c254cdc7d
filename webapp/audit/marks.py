"""How far the access log was checked: the heads that held, outside the database, with a MAC by the log's own key.

A mark spares the entries before it their reading, not their presence: the next check still counts them and compares the
last one. Text that was changed in an entry before the mark shows at a check of the whole log.
"""

from __future__ import annotations

import json
import os
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any
from uuid import UUID

from webapp import clock
from webapp.audit.chain import Head
from webapp.audit.verify import Heads
from webapp.keys import Keyring

NAME = "access-log-checked"


@dataclass(frozen=True)
class Mark:
    """The end of a check. ``whole_at``: the last time that every entry was read; None: never on this host."""

    heads: Heads = field(default_factory=dict)
    whole_at: datetime | None = None


def read(path: Path, keyring: Keyring) -> Mark:
    """The mark in this file; an empty one when there is none, or one that this house did not write so."""
    try:
        given = json.loads(path.read_bytes())
        mac = bytes.fromhex(given.pop("mac"))
        if mac != _mac(keyring, given):
            return Mark()
        heads = {UUID(writer): Head(UUID(writer), int(n), bytes.fromhex(link)) for writer, (n, link) in given["heads"]}
        return Mark(heads, datetime.fromisoformat(given["whole_at"]) if given["whole_at"] else None)
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return Mark()


def write(path: Path, keyring: Keyring, mark: Mark) -> None:
    """Replace the mark; of a power cut the old one or the new one is left."""
    facts: dict[str, Any] = {
        "at": clock.now().isoformat(),
        "whole_at": mark.whole_at.isoformat() if mark.whole_at else None,
        "heads": [[str(head.writer), [head.n, head.mac.hex()]] for head in mark.heads.values()],
    }
    draft = path.with_name(f".{path.name}")
    handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(handle, "w") as stream:
        json.dump({**facts, "mac": _mac(keyring, facts).hex()}, stream)
        stream.flush()
        os.fsync(stream.fileno())
    draft.replace(path)


def _mac(keyring: Keyring, facts: dict[str, Any]) -> bytes:
    return keyring.chain(b"", b"checked\n" + json.dumps(facts, sort_keys=True).encode())
