"""The winter regime: in frost everyone gets a place. A person of the region decides, never a forecast.

The region decides for all its shelters. While it holds, the extra beds are there for everyone: free, without papers,
also for people from elsewhere. Under 18 still never an adult bed.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

from webapp import clock
from webapp.accounts.actor import Actor
from webapp.accounts.permissions import Permission
from webapp.audit.service import Action, record
from webapp.beds.availability import categories
from webapp.beds.kinds import Kind
from webapp.beds.ledger import store as ledger_store
from webapp.beds.ledger import turns
from webapp.beds.ledger.models import Count
from webapp.beds.ledger.turns import Turn
from webapp.beds.shelters import store as shelter_store
from webapp.beds.shelters.models import Category, Shelter
from webapp.beds.shelters.store import UNKNOWN_SHELTER
from webapp.beds.shelters.winter_models import USUAL_THRESHOLD, ColdActivation, ColdBeds, ColdRule
from webapp.beds.winter import store
from webapp.beds.winter.inputs import (
    MOST_PLACES,
    PLACES,
    SHELTER,
    ThresholdInput,
    WinterBedsInput,
    WinterEndInput,
    WinterInput,
)
from webapp.db import Session
from webapp.errors import N_, Invalid, NotFound
from webapp.web import submissions

LONGEST = timedelta(days=31)
_ALREADY = N_("De winterkouderegeling is al aan, of begint al. Zet die eerst uit.")
_NOT_ON = N_("De winterkouderegeling is niet aan.")
_PAST = N_("De regeling kan niet in het verleden beginnen.")
_ORDER = N_("Het einde ligt voor het begin, of is al voorbij.")
_TOO_LONG = N_("Hoogstens 31 dagen. Besluit daarna opnieuw.")
_CLOSED = N_("Dit huis is nu dicht. Kies een ander huis, of laat de beheerder het openen.")


def check(session: Session, actor: Actor, data: WinterInput) -> tuple[datetime, datetime]:
    """The begin and end of this decision, without deciding.

    Raises:
        NotAllowed: for an actor who may not decide for the region.
        Invalid: while it is on already, for times that cannot be, and beds without a shelter.
        NotFound: for a shelter outside the region.
    """
    actor.require(Permission.activate_cold)
    now = clock.now()
    begins = _whole_minute(data.begins_at or now)
    ends = _whole_minute(data.ends_at)
    if begins < now - timedelta(hours=1):
        raise Invalid({"begins_at": _PAST}, "past")
    if ends <= max(begins, now):
        raise Invalid({"ends_at": _ORDER}, "order")
    if ends - begins > LONGEST:
        raise Invalid({"ends_at": _TOO_LONG}, "too_long")
    if data.places and not data.shelter:
        raise Invalid({"shelter": SHELTER})
    if data.shelter:
        if not data.places or data.places > MOST_PLACES:
            raise Invalid({"places": PLACES})
        _shelter(session, actor, data.shelter)
    if store.find_open(session, actor.region_id, now):
        raise Invalid({"": _ALREADY}, "already_on")
    return begins, ends


def activate(session: Session, actor: Actor, data: WinterInput, activation_id: UUID) -> ColdActivation:
    """Turn the regime on for the actor's region. Sent twice it is one.

    Raises:
        NotAllowed, Invalid, NotFound: as ``check``.
        Conflict: when the id belongs to a decision of somebody else.
    """
    actor.require(Permission.activate_cold)
    turn = turns.take_turn(session, actor)
    if made := submissions.known(session, ColdActivation, activation_id, decided_by=actor.user_id):
        return made
    begins, ends = check(session, actor, data)
    activation = ColdActivation(
        id=activation_id,
        region_id=actor.region_id,
        organisation_id=actor.organisation_id,
        begins_at=begins,
        ends_at=ends,
        reason=data.reason,
        threshold=threshold(session, actor),
        decided_by=actor.user_id,
    )
    session.add(activation)
    session.flush()
    if data.shelter and data.places:
        _open_beds(turn, activation, _shelter(session, actor, data.shelter), data.places)
    turn.move_board()
    record(session, actor, Action.create, "cold_activation", activation.id, ground="region")
    return activation


def end(session: Session, actor: Actor, data: WinterEndInput) -> ColdActivation:
    """Turn it off now. Its extra beds leave the board; a held bed stays held.

    Raises:
        NotAllowed: for an actor who may not decide for the region.
        Invalid: when it is not on.
    """
    activation, turn = _open_activation(session, actor)
    activation.ended_at, activation.ended_by, activation.end_reason = clock.now(), actor.user_id, data.reason
    session.add(activation)
    turn.move_board()
    session.flush()
    record(session, actor, Action.update, "cold_activation", activation.id, ground="region")
    return activation


def open_beds(session: Session, actor: Actor, data: WinterBedsInput) -> ColdBeds:
    """Add extra beds to a running regime, or change the number of a shelter.

    Raises:
        NotAllowed: for an actor who may not decide for the region.
        Invalid: when the regime is not on. Fewer beds than guests and holds is no mistake: guests stay, as at the end
            of the regime, and the actor, who sees no board, would learn their number by trying.
        NotFound: for a shelter outside the region, or a confidential one.
    """
    activation, turn = _open_activation(session, actor)
    beds = _open_beds(turn, activation, _shelter(session, actor, data.shelter), data.places)
    record(session, actor, Action.update, "cold_activation", activation.id, ground="region")
    return beds


def set_threshold(session: Session, actor: Actor, data: ThresholdInput) -> ColdRule:
    """Write the wind chill from which the region considers the regime; nothing follows from it by itself."""
    actor.require(Permission.activate_cold)
    rule = store.threshold(session, actor.region_id) or ColdRule(region_id=actor.region_id, set_by=actor.user_id)
    rule.threshold, rule.set_by, rule.set_at = data.threshold, actor.user_id, clock.now()
    session.add(rule)
    session.flush()
    record(session, actor, Action.update, "cold_rule", actor.region_id, ground="region")
    return rule


def threshold(session: Session, actor: Actor) -> int:
    """The wind chill in °C from which the actor's region considers the regime."""
    rule = store.threshold(session, actor.region_id)
    return rule.threshold if rule else USUAL_THRESHOLD


def _open_activation(session: Session, actor: Actor) -> tuple[ColdActivation, Turn]:
    actor.require(Permission.activate_cold)
    turn = turns.take_turn(session, actor)
    activation = store.find_open(session, actor.region_id, turn.now)
    if activation is None:
        raise Invalid({"": _NOT_ON}, "not_on")
    return activation, turn


def _shelter(session: Session, actor: Actor, shelter_id: UUID) -> Shelter:
    row = shelter_store.find_region_shelter(session, actor.region_id, shelter_id)
    if row is None or row[0].confidential:
        raise NotFound(UNKNOWN_SHELTER)
    if not row[0].is_open_on(clock.tonight()):
        raise Invalid({"shelter": _CLOSED}, "closed")
    return row[0]


def _open_beds(turn: Turn, activation: ColdActivation, shelter: Shelter, number: int) -> ColdBeds:
    """Open the beds with a first count; a change of their number moves the count along.

    New beds are empty, except for guests who still have one from an earlier regime, and beds out of use.

    Changing the number is not a count: keep the counter and the time of the last count.
    """
    session = turn.session
    category = shelter_store.find_category(session, shelter.id, Kind.winter.value)
    if category is None:
        category = Category(shelter_id=shelter.id, kind=Kind.winter.value)
        session.add(category)
        session.flush()
    before = store.find_beds(session, activation.id, category.id)
    state = categories.settled(session, category, turn.now)
    used = state.held + state.stays + state.out_of_use
    if before is not None and before.places == number:
        return before
    count = Count(
        category_id=category.id,
        region_id=shelter.region_id,
        organisation_id=shelter.organisation_id,
        free=max(0, number - used),
        seen=category.version,
        version=turn.next_version(category),
        counted_by=turn.actor.user_id,
        counted_at=max(turn.now, activation.begins_at),
    )
    last = ledger_store.find_count(session, category.last_count_id) if category.last_count_id else None
    if before is not None and last is not None:
        count.free, count.seen, count.own = max(0, last.free + number - before.places), last.seen, last.own
        count.counted_by, count.counted_at = last.counted_by, last.counted_at
    session.add(count)
    category.last_count_id = count.id
    session.add(category)
    beds = _dated(activation, category, before, number)
    session.add(beds)
    session.flush()
    return beds


def _dated(activation: ColdActivation, category: Category, before: ColdBeds | None, number: int) -> ColdBeds:
    """The number from this minute on, or from the begin; a second one in the same minute replaces the first."""
    from_at = max(_whole_minute(clock.now()), before.from_at if before else activation.begins_at)
    if before is None or before.from_at < from_at:
        return ColdBeds(activation_id=activation.id, category_id=category.id, from_at=from_at, places=number)
    before.places = number
    return before


def _whole_minute(moment: datetime) -> datetime:
    """Round to a whole minute: a board is worked out per minute, so the regime begins and ends on one."""
    return moment.replace(second=0, microsecond=0)
