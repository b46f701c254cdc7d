"""Places, and the answers to a referral."""

from __future__ import annotations

from typing import Any

from sqlmodel import select

from tests.support.door import Door
from webapp.accounts.models import Organisation, Region
from webapp.db import Database
from webapp.directory.models import Entry


def place_id(database: Database, name: str, region: str = "gooi") -> str:
    """The organisation or the entry of the directory with this name."""
    with database.reading() as session:
        for table in (Organisation, Entry):
            query = select(table.id).join(Region).where(Region.slug == region, table.name == name)
            if found := session.exec(query).first():
                return str(found)
    raise LookupError(name)


def answer(door: Door, referral: str, step: str, word: str, reason: str | None = None) -> dict[str, Any]:
    """The result of an answer from a phone."""
    said = {"referral": referral, "step": step, "answer": word, **({"reason": reason} if reason else {})}
    return door.send("referral.answer", said)


def standing(door: Door, referral: str) -> str:
    """The step it is at, or the answer that ended it."""
    told = door.client.get(f"/doorverwijzingen/{referral}", headers={"Accept": "application/json"}).get_json()
    return str(told["step"] or told["ended"])


def open_entry(database: Database) -> str:
    """An entry of the directory without a secret address."""
    with database.reading() as session:
        entries = session.exec(select(Entry).join(Region).where(Region.slug == "gooi").order_by(Entry.id)).all()
        return next(str(one.id) for one in entries if not one.is_secret)
