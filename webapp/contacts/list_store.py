"""The lists of contacts, latest first: each walks an index from its newest end and stops when the page is full."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from uuid import UUID

from sqlalchemy import ColumnElement, func, literal
from sqlmodel import and_, col, select, union, union_all
from sqlmodel.sql.expression import SelectOfScalar

from webapp import found_store
from webapp.accounts.actor import Actor
from webapp.contacts import store
from webapp.contacts.models import StreetContact
from webapp.contacts.store import Entry, entries, list_latest, mentions
from webapp.db import ALL, Moment, Session, count_rows, equals
from webapp.people.models import Client
from webapp.people.store import knows, list_few_related
from webapp.text import asked_words

LOOKED_THROUGH = 1_000
"""So many of the newest contacts are read for a word before it is looked up."""
_EVER = datetime(1900, 1, 1, tzinfo=UTC)
Narrow = Sequence[ColumnElement[bool]]


def list_contacts(
    session: Session, actor: Actor, words: str = "", filters: Mapping[str, str] = ALL, *, offset: int = 0, limit: int
) -> list[Entry]:
    """Contacts, latest first; with ``words`` only those that mention each of them; see ``is_short``."""
    narrow = equals(StreetContact, filters)
    if words:
        return _list_mentions(session, actor, words, narrow, offset, limit)
    some = _newest(session, actor, store.of_house(actor), offset + limit, narrow)
    return list_latest(session, entries(actor).where(some), limit, offset)


def _list_mentions(session: Session, actor: Actor, words: str, narrow: Narrow, offset: int, limit: int) -> list[Entry]:
    """A word that is heard often fills a page from the newest alone; any other is looked up."""
    question = entries(actor).where(*mentions(words), *narrow)
    some = _newest(session, actor, store.of_house(actor), LOOKED_THROUGH, narrow)
    found = list_latest(session, question.where(some), limit, offset)
    if len(found) == limit or is_short(words):
        return found
    return list_latest(session, question.where(*_looked_up(session, words)), limit, offset)


def is_short(words: str) -> bool:
    """True when no word is long enough to be looked up: it is searched for among the newest contacts alone."""
    return len(_longest(words)) < found_store.SHORTEST


def _longest(words: str) -> str:
    return max(asked_words(words), key=len, default="")


def _looked_up(session: Session, words: str) -> Narrow:
    """Where the longest of these words may stand: in the contact, or in its client's name."""
    word = _longest(words)
    said = found_store.ids_with(session, "contact", StreetContact, word)
    called = found_store.ids_with(session, "client", Client, word)
    of_clients = select(StreetContact.id).where(col(StreetContact.client_id).in_(called))
    return (col(StreetContact.id).in_(union(said, of_clients)),)


def list_of_business(session: Session, actor: Actor, limit: int) -> list[Entry]:
    """This user's own work, latest first: the one rule for the contacts a phone may keep."""
    own = and_(col(StreetContact.author_id) == actor.user_id, store.of_house(actor))
    some = _newest(session, actor, own, limit)
    return list_latest(session, entries(actor).where(store.mine(actor), some), limit)


def _newest(
    session: Session, actor: Actor, house: ColumnElement[bool], number: int, narrow: Narrow = ()
) -> ColumnElement[bool]:
    """So many of the newest that ``house`` gives to see and of those of clients one works with, and maybe more.

    One question for both would read all there are, to sort them. Who works with few clients is asked for theirs by
    name; of who works with many, those since the last of the house are looked through.
    """
    ours, last = _ids(*narrow, house), _moments(*narrow, house).offset(number - 1).limit(1).scalar_subquery()
    few = list_few_related(session, actor)
    if few is None:
        since = col(StreetContact.occurred_at) >= func.coalesce(last, literal(_EVER, Moment()))
        known = knows(actor, col(StreetContact.client_id))
        theirs = _latest(_ids(*narrow, col(StreetContact.region_id) == actor.region_id, since, known), number)
    else:
        theirs = _ids(*narrow, col(StreetContact.client_id).in_(few))
    return col(StreetContact.id).in_(union_all(_latest(ours, number), theirs))


def _moments(*conditions: ColumnElement[bool]) -> SelectOfScalar[datetime]:
    moments = select(StreetContact.occurred_at).where(store.stands(), *conditions)
    return moments.order_by(col(StreetContact.occurred_at).desc(), col(StreetContact.id).desc())


def _ids(*conditions: ColumnElement[bool]) -> SelectOfScalar[UUID]:
    return select(StreetContact.id).where(store.stands(), *conditions)


def _latest(ids: SelectOfScalar[UUID], number: int) -> SelectOfScalar[UUID]:
    """As a part of a compound question: SQLite limits those only from within."""
    newest = ids.order_by(col(StreetContact.occurred_at).desc(), col(StreetContact.id).desc()).limit(number).subquery()
    return select(newest.c.id)


def count_contacts(session: Session, actor: Actor, words: str, filters: Mapping[str, str]) -> int:
    """How many there are of these."""
    narrow = equals(StreetContact, filters)
    question = entries(actor).where(*mentions(words), *narrow)
    if words and is_short(words):
        question = question.where(_newest(session, actor, store.of_house(actor), LOOKED_THROUGH, narrow))
    elif words:
        question = question.where(*_looked_up(session, words))
    return count_rows(session, question)
