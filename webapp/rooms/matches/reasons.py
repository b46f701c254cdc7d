"""A region edits the reasons of a match: it adds, ends and renames. What was answered keeps its reason."""

from __future__ import annotations

from webapp import clock
from webapp.accounts.actor import Actor
from webapp.accounts.permissions import Permission
from webapp.audit.service import Action, record
from webapp.db import Session
from webapp.errors import N_, Invalid, NotFound
from webapp.rooms.matches.inputs import ReasonInput, ReasonRef, RenameInput
from webapp.rooms.pairs import reasons, store
from webapp.rooms.pairs.models import RoomReason
from webapp.rooms.pairs.reasons import Reason
from webapp.rooms.pairs.words import HOUSE
from webapp.text import fold

MOST = 60
"""The most reasons of a region's own, of all times."""
_SAME = N_("Die reden is er al.")
_FULL = N_("Er zijn al genoeg eigen redenen. Gebruik er een van.")
_LAST = N_("Er moet minstens één reden overblijven.")
UNKNOWN = N_("Deze reden is er niet.")


def list_reasons(session: Session, actor: Actor) -> list[Reason]:
    """Every reason of the region, for its coordinator."""
    actor.require(Permission.coordinate_rooms)
    return reasons.list_all(session, actor.region_id)


def add(session: Session, actor: Actor, data: ReasonInput) -> None:
    """Add a reason. One that ended before is used again.

    Raises:
        NotAllowed: for other roles.
        Invalid: at ``text`` for one that there is, or when there are too many.
    """
    actor.require(Permission.coordinate_rooms)
    store.lock_region(session, actor.region_id)
    _write(session, actor, data.answer.value, data.text, data.party.value)


def end(session: Session, actor: Actor, data: ReasonRef) -> None:
    """Offer a reason no more. A second time changes nothing.

    Raises:
        NotAllowed, NotFound.
        Invalid: for the last one.
    """
    actor.require(Permission.coordinate_rooms)
    store.lock_region(session, actor.region_id)
    _end(session, actor, _require(session, actor, data))


def resume(session: Session, actor: Actor, data: ReasonRef) -> None:
    """Offer a reason again.

    Raises:
        NotAllowed, NotFound.
    """
    actor.require(Permission.coordinate_rooms)
    store.lock_region(session, actor.region_id)
    _set_end(session, actor, _require(session, actor, data), ended=False)


def rename(session: Session, actor: Actor, data: RenameInput) -> None:
    """Give a reason another text from now on: the old one ends, and a new one begins.

    Raises:
        NotAllowed, NotFound, Invalid: as for adding and ending.
    """
    actor.require(Permission.coordinate_rooms)
    store.lock_region(session, actor.region_id)
    old = _require(session, actor, data)
    _write(session, actor, old.answer, data.text, old.party)
    _end(session, actor, old)


def _write(session: Session, actor: Actor, answer: str, text: str, party: str) -> None:
    found = reasons.list_all(session, actor.region_id)
    key = fold(text)
    same = [one for one in found if one.answer == answer and fold(one.word) == key]
    if same and same[0].is_own and same[0].ended_on:
        _set_end(session, actor, same[0], ended=False)
        return
    house = {fold(name) for words in HOUSE.values() for one in words for name in (one.value, one.label)}
    if same or key in house:
        raise Invalid({"text": _SAME}, "same")
    if sum(1 for one in found if one.is_own) >= MOST:
        raise Invalid({"text": _FULL}, "full")
    row = RoomReason(region_id=actor.region_id, answer=answer, word=text, party=party, made_by=actor.user_id)
    session.add(row)
    session.flush()
    record(session, actor, Action.create, "room_reason", row.id, ground="region")


def _end(session: Session, actor: Actor, one: Reason) -> None:
    goes_on = [
        other
        for other in reasons.list_all(session, actor.region_id)
        if other.answer == one.answer and other.ended_on is None and other.word != one.word
    ]
    if not goes_on:
        raise Invalid({"": _LAST}, "last")
    _set_end(session, actor, one, ended=True)


def _set_end(session: Session, actor: Actor, one: Reason, *, ended: bool) -> None:
    row = next(
        (
            row
            for row in store.list_reasons(session, actor.region_id)
            if (row.answer, row.word) == (one.answer, one.word)
        ),
        None,
    ) or RoomReason(region_id=actor.region_id, answer=one.answer, word=one.word, made_by=actor.user_id)
    row.ended_on = clock.today() if ended else None
    session.add(row)
    session.flush()
    record(session, actor, Action.update, "room_reason", row.id, ground="region")


def _require(session: Session, actor: Actor, data: ReasonRef) -> Reason:
    for one in reasons.list_all(session, actor.region_id):
        if (one.answer, one.word) == (data.answer.value, data.word):
            return one
    raise NotFound(UNKNOWN)
