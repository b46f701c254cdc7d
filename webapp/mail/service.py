"""Writing to an address, and what went wrong. A letter is sent after the commit of who wrote it, by ``sender``."""

from __future__ import annotations

import hashlib
import hmac
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from webapp import clock
from webapp.accounts.actor import Actor
from webapp.accounts.permissions import Permission
from webapp.config import Config
from webapp.db import Session, keyring_of
from webapp.errors import NotFound
from webapp.mail import store
from webapp.mail.addresses import is_address, same_key
from webapp.mail.models import Letter
from webapp.mail.words import LetterKind

MOST_A_DAY = 6
"""To one address: whoever types a stranger's address fills no mailbox."""
SLOW = timedelta(minutes=15)
"""A letter that waits longer is told to the coordinator."""
KEPT_SENT, KEPT = timedelta(days=2), timedelta(weeks=6)


@dataclass(frozen=True)
class Trouble:
    """The letters of a region that do not arrive. ``since``: the oldest one that waits."""

    waiting: int
    refused: int
    since: datetime | None


def is_offered(config: Config) -> bool:
    """True when pages may promise mail: a relay is set, or it is the demo, which shows what it would send."""
    return config.demo or config.relay is not None


def write(
    session: Session, region_id: UUID, to: str | None, kind: LetterKind, link: str, language: str, about: str = ""
) -> bool:
    """Queue a letter; False without a usable address, or when that got as many as a day allows.

    ``link``: the whole address with its secret, made from our own origin. ``about``: the page of whose address it is.
    """
    if not to or not is_address(to):
        return False
    address_hash = _hash(session, to)
    if store.count_to(session, address_hash, clock.now() - timedelta(days=1)) >= MOST_A_DAY:
        return False
    session.add(
        Letter(
            region_id=region_id,
            kind=kind.word,
            language=language,
            address=to,
            address_hash=address_hash,
            link=link,
            about=about,
        )
    )
    session.flush()
    return True


def list_trouble(session: Session, actor: Actor) -> list[Letter]:
    """The letters of the actor's region that wait long, or were given up."""
    actor.require(Permission.coordinate_rooms)
    return list(store.list_trouble(session, actor.region_id, clock.now() - SLOW))


def find_trouble(session: Session, actor: Actor) -> Trouble | None:
    """For the first page: None while all mail arrives."""
    found = list_trouble(session, actor)
    waiting = [letter.made_at for letter in found if letter.state == store.WAITING]
    return Trouble(len(waiting), len(found) - len(waiting), min(waiting, default=None)) if found else None


def put_away(session: Session, actor: Actor, letter_id: UUID) -> None:
    """A letter that was given up was read; it goes from the list.

    Raises:
        NotFound: when there is none in this region, or it is on its way.
    """
    actor.require(Permission.coordinate_rooms)
    letter = store.find(session, letter_id, lock=True)
    if letter is None or letter.region_id != actor.region_id or letter.state != store.REFUSED:
        raise NotFound
    session.delete(letter)


def erase_old(session: Session) -> None:
    """Forget sent letters after two days and all others after six weeks."""
    now = clock.now()
    store.delete_old(session, now - KEPT_SENT, now - KEPT)


def _hash(session: Session, address: str) -> str:
    """Compares addresses without keeping them; nobody finds one by trying, because it takes our key."""
    return hmac.new(keyring_of(session).columns, b"mail " + same_key(address).encode(), hashlib.sha256).hexdigest()
