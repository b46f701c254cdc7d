"""Overflow to a partner region: ask → answer with places and until when → transport → arrived.

Each region keeps its own rules: the partner decides what it offers, the asker who goes. Nobody's name
crosses the border; who arrives is checked in there like anyone who walks in.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from uuid import UUID

from sqlalchemy import or_
from sqlmodel import col, select

from webapp import clock
from webapp.accounts import store as accounts
from webapp.accounts.actor import Actor
from webapp.accounts.models import Region
from webapp.accounts.permissions import Permission
from webapp.audit.service import Action, record
from webapp.db import Session
from webapp.errors import N_, Conflict, Invalid, NotAllowed, NotFound
from webapp.overflow.inputs import PARTNER, ArrivedInput, AskInput, OfferInput, RefuseInput, TransportInput
from webapp.overflow.models import Overflow, OverflowState
from webapp.validation import Bounded
from webapp.web.submissions import ID_TAKEN

SHOWN = timedelta(days=14)
_UNKNOWN = N_("Deze vraag is er niet, of is niet van jouw regio.")
_THEIRS = N_("Alleen de andere regio kan dit.")
_ANSWERED = N_("Deze vraag is al beantwoord.")
_TOO_MANY = N_("Zoveel is er niet gevraagd. Bied er hoogstens %(n)s aan.")
_NOT_OFFERED = N_("Er is nu geen aanbod dat nog geldt.")
_UNTIL = N_("Kies een moment tussen nu en morgen 12:00.")
_LEAVES = N_("Kies een moment tussen nu en morgen 12:00, als er vervoer is.")
_MORE_ARRIVED = N_("Er is plaats voor %(n)s aangeboden. Schrijf wie extra komt in als gast.")
_OVER = N_("Dit is al afgelopen.")
OPEN = (OverflowState.asked, OverflowState.offered, OverflowState.moving)


def partners(session: Session, actor: Actor) -> list[Region]:
    """The regions one can ask: every other one."""
    return [region for region in accounts.list_regions(session) if region.id != actor.region_id]


def ask(session: Session, actor: Actor, data: AskInput, overflow_id: UUID) -> Overflow:
    """Ask places for tonight. Sent twice it is one.

    Raises:
        NotAllowed: for who may not ask.
        Invalid: for one's own region, or one that is not there.
        Conflict: when the id belongs to somebody else's.
    """
    actor.require(Permission.ask_overflow)
    known = session.get(Overflow, overflow_id)
    if known is not None:
        if known.asked_by != actor.user_id:
            raise Conflict(ID_TAKEN, {})
        return known
    if data.partner not in {region.id for region in partners(session, actor)}:
        raise Invalid({"partner": PARTNER})
    asked = Overflow(
        id=overflow_id,
        region_id=actor.region_id,
        organisation_id=actor.organisation_id,
        partner_id=data.partner,
        night=clock.tonight(),
        places=data.places,
        needs=data.needs,
        asked_by=actor.user_id,
    )
    session.add(asked)
    session.flush()
    record(session, actor, Action.create, "overflow", asked.id, ground="region")
    return asked


def find(session: Session, actor: Actor, overflow_id: UUID, *, lock: bool = False) -> Overflow:
    """What one's own region asked or was asked.

    Raises:
        NotFound: for any other region, and for who has nothing to do with it.
    """
    found = session.get(Overflow, overflow_id, with_for_update=lock or None, populate_existing=lock)
    if found is None or not _may_see(actor, found):
        raise NotFound(_UNKNOWN)
    return found


def find_own(session: Session, actor: Actor, overflow_id: UUID, *, lock: bool = False) -> Overflow:
    """What one's own region asked.

    Raises:
        NotFound, NotAllowed: for who is not of the asking region.
    """
    actor.require(Permission.ask_overflow)
    found = find(session, actor, overflow_id, lock=lock)
    if found.region_id != actor.region_id:
        raise NotAllowed(_THEIRS)
    return found


def offer(session: Session, actor: Actor, overflow_id: UUID, data: OfferInput) -> Overflow:
    """The partner has places, until a time. An offer that ran out can be made again.

    Who answered wrongly can do it again, as long as the asker did not take the offer.

    Raises:
        NotFound, NotAllowed: for who is not of the partner region.
        Invalid: more than was asked, a time that cannot be, or answered already.
    """
    found = _to_answer(session, actor, overflow_id)
    now = clock.now()
    _check_night(found)
    if not may_offer(actor, found):
        raise Invalid({"": _ANSWERED}, "answered")
    if data.offered > found.places:
        raise Invalid({"offered": Bounded(_TOO_MANY, n=found.places)})
    if not now < data.until <= clock.end_of_night(found.night):
        raise Invalid({"until": _UNTIL})
    found.offered, found.until, found.report_at = data.offered, data.until, data.report_at
    return _answered(session, actor, found, OverflowState.offered)


def may_offer(actor: Actor, found: Overflow) -> bool:
    """Whether this can still be answered with an offer, by this person: nobody undoes a colleague's answer."""
    state = found.state_at(clock.now())
    mine = found.answered_by == actor.user_id and state in (OverflowState.offered, OverflowState.refused)
    return mine or state in (OverflowState.asked, OverflowState.expired)


def refuse(session: Session, actor: Actor, overflow_id: UUID, data: RefuseInput) -> Overflow:
    """The partner has no place.

    Raises:
        NotFound, NotAllowed: for who is not of the partner region.
        Invalid: when people are on their way, or it is over.
    """
    found = _to_answer(session, actor, overflow_id)
    _check_night(found)
    if found.state_at(clock.now()) not in (OverflowState.asked, OverflowState.offered, OverflowState.expired):
        raise Invalid({"": _OVER}, "over")
    found.answer = data.answer
    return _answered(session, actor, found, OverflowState.refused)


def arrange_transport(session: Session, actor: Actor, overflow_id: UUID, data: TransportInput) -> Overflow:
    """The asker takes the offer: who brings them and when. It can be changed until they are there.

    Raises:
        NotFound, NotAllowed: for who is not of the asking region.
        Invalid: when no offer holds, or for a time that cannot be.
    """
    found = find_own(session, actor, overflow_id, lock=True)
    now = clock.now()
    if found.state_at(now) not in (OverflowState.offered, OverflowState.moving):
        raise Invalid({"": _NOT_OFFERED}, "not_offered")
    if not now - timedelta(hours=1) <= data.leaves_at <= clock.end_of_night(found.night):
        raise Invalid({"leaves_at": _LEAVES})
    found.transport, found.leaves_at = data.transport, data.leaves_at
    found.moved_by, found.moved_at = actor.user_id, now
    return _changed(session, actor, found, OverflowState.moving)


def arrive(session: Session, actor: Actor, overflow_id: UUID, data: ArrivedInput) -> Overflow:
    """The partner says how many came; a wrong number can be told again.

    Raises:
        NotFound, NotAllowed: for who is not of the partner region.
        Invalid: when nobody was on the way, or more came than was offered.
    """
    found = _to_answer(session, actor, overflow_id)
    if found.state_at(clock.now()) not in (OverflowState.moving, OverflowState.arrived):
        raise Invalid({"": _NOT_OFFERED}, "not_moving")
    if data.arrived > (found.offered or 0):
        raise Invalid({"arrived": Bounded(_MORE_ARRIVED, n=found.offered)})
    found.arrived, found.arrived_by, found.arrived_at = data.arrived, actor.user_id, clock.now()
    return _changed(session, actor, found, OverflowState.arrived)


def cancel(session: Session, actor: Actor, overflow_id: UUID) -> Overflow:
    """The asker does not need it any more.

    Raises:
        NotFound, NotAllowed: for who is not of the asking region.
        Invalid: when they have arrived, or it is over.
    """
    found = find_own(session, actor, overflow_id, lock=True)
    if found.state == OverflowState.cancelled.value:
        return found
    if found.state_at(clock.now()) not in OPEN:
        raise Invalid({"": _OVER}, "over")
    found.cancelled_by, found.cancelled_at = actor.user_id, clock.now()
    return _changed(session, actor, found, OverflowState.cancelled)


def list_recent(session: Session, actor: Actor) -> Sequence[Overflow]:
    """What one's region asked or was asked the last two weeks, the newest first."""
    if not _has_part(actor):
        return ()
    return session.exec(
        select(Overflow)
        .where(
            or_(col(Overflow.region_id) == actor.region_id, col(Overflow.partner_id) == actor.region_id),
            col(Overflow.night) >= clock.tonight() - SHOWN,
        )
        .order_by(col(Overflow.asked_at).desc())
    ).all()


def list_waiting(session: Session, actor: Actor) -> list[Overflow]:
    """What waits for this person's region to answer tonight."""
    if not actor.may(Permission.answer_overflow):
        return []
    now = clock.now()
    found = session.exec(
        select(Overflow).where(
            col(Overflow.partner_id) == actor.region_id,
            Overflow.night == clock.tonight(),
            Overflow.state == OverflowState.asked.value,
        )
    ).all()
    return [one for one in found if one.state_at(now) is OverflowState.asked]


def _has_part(actor: Actor) -> bool:
    return actor.may(Permission.ask_overflow) or actor.may(Permission.answer_overflow)


def _may_see(actor: Actor, found: Overflow) -> bool:
    return _has_part(actor) and actor.region_id in (found.region_id, found.partner_id)


def _to_answer(session: Session, actor: Actor, overflow_id: UUID) -> Overflow:
    actor.require(Permission.answer_overflow)
    found = find(session, actor, overflow_id, lock=True)
    if found.partner_id != actor.region_id:
        raise NotAllowed(_THEIRS)
    return found


def _check_night(found: Overflow) -> None:
    if found.is_over_at(clock.now()):
        raise Invalid({"": _OVER}, "over")


def _answered(session: Session, actor: Actor, found: Overflow, state: OverflowState) -> Overflow:
    found.answered_by, found.answered_at = actor.user_id, clock.now()
    return _changed(session, actor, found, state)


def _changed(session: Session, actor: Actor, found: Overflow, state: OverflowState) -> Overflow:
    found.state = state.value
    session.add(found)
    session.flush()
    record(session, actor, Action.update, "overflow", found.id, ground="region")
    return found
