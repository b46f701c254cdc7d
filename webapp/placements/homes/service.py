"""Adding homes, holding one for an offer, moving in, moving on and leaving. Answers are ``course``'s."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import UUID

from webapp import clock
from webapp.accounts.actor import Actor
from webapp.accounts.permissions import Permission
from webapp.audit.service import Action, record
from webapp.db import Session
from webapp.errors import N_, Conflict, Invalid, NotFound
from webapp.people.store import region_of
from webapp.placements.homes import store
from webapp.placements.homes.inputs import ENDS_FIRST, HomeInput, OfferInput
from webapp.placements.homes.models import OCCUPANCY, Home, Occupation, UnitOffer
from webapp.placements.programmes import store as programmes
from webapp.placements.waiting.models import Placement
from webapp.units import service as unit_places
from webapp.units import store as units
from webapp.web import submissions

UNKNOWN = N_("Deze woning is er niet, of jullie houden die niet bij.")
_NO_TOWN = N_("Kies een gemeente van deze regio.")
_NO_PROGRAMME = N_("Kies een voorziening van jullie.")
_TAKEN = N_("Deze plek is net aan iemand anders aangeboden, of bezet. Kies een andere.")
_GONE = N_("Deze plek is er niet meer. Kies een andere.")
_OTHER_PROGRAMME = N_("Deze plek is voor een andere voorziening.")
_TWO_PLACES = N_("Deze persoon heeft al een plek bij een andere voorziening. Sluit die eerst af.")
_NO_OFFER = N_("Dit aanbod is er niet meer. Kijk hoe het nu staat.")
_EARLY = N_("Kies vandaag of later.")


def add_home(session: Session, actor: Actor, data: HomeInput, home_id: UUID) -> Home:
    """Add a home with its places; sent twice it is one.

    Raises:
        NotAllowed: for other roles.
        Invalid: at a field: a municipality of elsewhere, a programme of others, days that cannot be.
    """
    actor.require(Permission.keep_placements)
    if made := submissions.known(session, Home, home_id, added_by=actor.user_id):
        return made
    _check(session, actor, data)
    begins = data.from_date or clock.today()
    home = Home(
        id=home_id,
        region_id=actor.region_id,
        organisation_id=actor.organisation_id,
        programme_id=data.programme,
        kind=data.kind.value,
        name=data.name,
        municipality=data.municipality,
        corporation=data.corporation or "",
        address=data.address or "",
        suits=[one.value for one in data.suits],
        from_date=begins,
        until_date=data.until_date,
        added_by=actor.user_id,
    )
    session.add(home)
    session.flush()
    unit_places.set_places(session, home.region_id, home.id, begins, data.places)
    if data.until_date:
        unit_places.set_places(session, home.region_id, home.id, data.until_date, 0)
    record(session, actor, Action.create, "home", home.id, ground="region")
    return home


def _check(session: Session, actor: Actor, data: HomeInput) -> None:
    if data.municipality not in region_of(session, actor).municipalities:
        raise Invalid({"municipality": _NO_TOWN})
    if data.until_date and data.until_date <= (data.from_date or clock.today()):
        raise Invalid({"until_date": ENDS_FIRST}, "day")
    programme = programmes.find_programme(session, actor, data.programme) if data.programme else None
    if data.programme and (programme is None or not programme.is_kept_by(actor)):
        raise Invalid({"programme": _NO_PROGRAMME})


def require_home(session: Session, actor: Actor, home_id: UUID, *, lock: bool = False) -> Home:
    """A home that the actor's organisation keeps; locked for a change.

    Raises:
        NotFound: when there is none.
    """
    found = store.find_home(session, actor, home_id, lock=lock)
    if found is None:
        raise NotFound(UNKNOWN)
    return found


def set_withdrawn(session: Session, actor: Actor, home: Home, on: date) -> None:
    """Take a locked home out of the supply from a day on; who lives there stays in the books until they leave.

    Raises:
        Invalid: for a day before today.
    """
    today = clock.today()
    if on < today:
        raise Invalid({"on": _EARLY}, "day")
    home.withdrawn_on = on
    unit_places.set_places(session, home.region_id, home.id, max(on, today + timedelta(days=1)), 0)
    session.add(home)
    record(session, actor, Action.update, "home", home.id, ground="region")


def hold(
    session: Session, actor: Actor, placement: Placement, data: OfferInput, offer_id: UUID, until: date
) -> UnitOffer:
    """Hold a home for a person: of two who offer it at once one wins. The caller has locked the placement.

    Raises:
        Invalid: at ``unit``: ``taken`` for one that is offered or lived in, ``gone`` for one that is not there.
    """
    home = store.find_home(session, actor, data.unit, lock=True)
    if home is None or not home.is_on_offer(clock.today()):
        raise Invalid({"unit": _GONE}, "gone")
    if home.programme_id not in (None, placement.programme_id):
        raise Invalid({"unit": _OTHER_PROGRAMME}, "other_programme")
    if store.find_offer_of_home(session, home.id) or store.count_free(session, [home.id])[home.id][0] < 1:
        raise Invalid({"unit": _TAKEN}, "taken")
    offer = UnitOffer(
        id=offer_id,
        region_id=home.region_id,
        unit_id=home.id,
        placement_id=placement.id,
        until=until,
        lease_holder=data.lease_holder.value if data.lease_holder else "",
        turn_over_on=data.turn_over_on,
        coupled=data.coupled,
        made_by=actor.user_id,
    )
    session.add(offer)
    session.flush()
    return offer


def release(session: Session, placement: Placement, answer: str) -> None:
    """Close the open offer to a person by an answer that is no yes; its home is free again."""
    offer = store.find_live_offer(session, placement.id, lock=True)
    if offer:
        offer.state = answer
        session.add(offer)
        session.flush()


def move_in(session: Session, placement: Placement, on: date) -> Occupation:
    """Let a person who said yes live in the offered home; an earlier place of this placement becomes free.

    Raises:
        Conflict: when the offer is gone.
        Invalid: ``placed_elsewhere`` for somebody with a place by another placement; ``taken`` when it filled up.
    """
    offer = store.find_live_offer(session, placement.id, lock=True)
    if offer is None:
        raise Conflict(_NO_OFFER, {"step": {"value": placement.state, "by": "", "at": clock.now().isoformat()}})
    if placement.client_id and store.lives_elsewhere(session, placement.client_id, placement.id):
        raise Invalid({"answer": _TWO_PLACES}, "placed_elsewhere")
    home = session.get_one(Home, offer.unit_id, with_for_update=True)
    since = max(on, home.from_date)
    _require_place(session, home, since)
    leave(session, placement, since)
    offer.state = "yes"
    lives = Occupation(
        region_id=placement.region_id,
        unit_id=home.id,
        placement_id=placement.id,
        client_id=placement.client_id,
        since=since,
        lease_holder=offer.lease_holder,
        turn_over_on=offer.turn_over_on,
    )
    session.add_all([offer, lives])
    session.flush()
    return lives


def _require_place(session: Session, home: Home, since: date) -> None:
    """Require a place from a day on, beside everybody who lives there then or later."""
    taken = units.list_taken(session, OCCUPANCY, home.id, since)
    there = sum(one.until is None or one.until > since for one in taken)
    if units.read_supply(session, home.id).on(since) <= there:
        raise Invalid({"answer": _TAKEN}, "taken")


def leave(session: Session, placement: Placement, on: date) -> None:
    """End the stay of a person in their home; it is free from that day."""
    found = store.find_place_of(session, placement.id)
    if found:
        lives, _home = found
        lives.until = max(on, lives.since)
        session.add(lives)
        session.flush()
