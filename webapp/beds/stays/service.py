"""Guests of a shelter: walking in, moving within the house, leaving. Holds and stays never exceed the beds."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

from webapp import clock
from webapp.accounts.actor import Actor
from webapp.accounts.permissions import Permission
from webapp.accounts.saved import teller
from webapp.audit.service import Action, record
from webapp.beds import admission, rules
from webapp.beds.availability import categories
from webapp.beds.kinds import Kind, Need
from webapp.beds.ledger import companion_store, turns
from webapp.beds.ledger.models import Stay
from webapp.beds.ledger.store import ON_ITS_WAY
from webapp.beds.ledger.turns import Turn
from webapp.beds.shelters import store as shelter_store
from webapp.beds.shelters.models import Category, Shelter
from webapp.beds.shelters.store import NO_SUCH_BEDS, own_shelter
from webapp.beds.stays import store
from webapp.beds.stays.inputs import CheckInInput, CheckOutInput, GuestInput, MoveInput
from webapp.db import Session
from webapp.edits import Change, merged
from webapp.errors import N_, Invalid, NotFound
from webapp.people import lodging
from webapp.people.lodging import Place
from webapp.web import submissions

UNKNOWN_STAY = N_("Deze gast kennen we hier niet.")
_FULL = N_("Volgens de telling is hier geen bed vrij. Tel eerst opnieuw.")
_BOOK_FULL = N_("Volgens de gastenlijst is het vol. Schrijf eerst uit wie weg is, of open een bed.")
_NOT_LEFT = N_("Dit kan alleen dezelfde nacht, en één keer. Schrijf deze gast opnieuw in.")
SLEEPS_ELSEWHERE = N_("Deze persoon staat al ergens als gast ingeschreven. Laat die eerst uitschrijven.")
LEFT = N_("Deze gast is al vertrokken.")
_OF_COLLEAGUE = N_("Een collega schreef deze gast intussen uit. Schrijf opnieuw in wie er toch is.")
_SAME = N_("Deze gast slaapt hier al.")
_MOVED = N_("Deze gast kreeg intussen een ander bed. Kijk daar, en schrijf zo nodig dat bed uit.")
_FREE = N_("Een bed van de winterkouderegeling is gratis.")
_DEPARTURE = N_("De verwachte dag van vertrek is al voorbij.")


def check_in(session: Session, actor: Actor, data: CheckInInput, stay_id: UUID) -> Stay:
    """Check a walk-in guest in, on a free bed. Sent twice it is one.

    Raises:
        NotFound: at a shelter where the actor does not work.
        Invalid: no bed free by the count or the book (``full``), under 18 (``minor_adult_bed``), beds of
            another group (``misfit``), a day of departure that is over, a contribution for a winter bed (``free``),
            a closed house or kind.
    """
    actor.require(Permission.count_beds)
    turn = turns.take_turn(session, actor)
    shelter = own_shelter(session, actor, data.shelter)
    if made := submissions.known(session, Stay, stay_id, entered_by=actor.user_id):
        return made
    _check_guest(turn, data, shelter)
    category = _category(turn, shelter, data.category.value)
    places = rules.places(data.category, data.persons)
    require_room(turn, category, places)
    stay = Stay(
        id=stay_id,
        **_of(shelter, category),
        name=data.name,
        bed=data.bed,
        needs=[need.value for need in data.needs],
        note=data.note,
        persons=data.persons,
        places=places,
        arrived_at=turn.done_at,
        expected_departure=data.expected_departure,
        own_contribution=data.cents,
        started=turn.next_version(category),
        entered_by=actor.user_id,
    )
    session.add(stay)
    session.flush()
    record(session, actor, Action.create, "bed_stay", stay.id, ground="shelter")
    return stay


def edit(session: Session, actor: Actor, changes: list[Change], stay_id: UUID) -> Stay:
    """Change the facts of a guest; also of one who came from a hold or stays longer.

    Raises:
        NotFound: for a guest of another shelter.
        Conflict: with the present value of every field that a colleague changed.
        Invalid: when the guest left, for a new day of departure that is over, a contribution for a winter bed.
    """
    stay, turn = own_stay(session, actor, stay_id)
    if stay.left_at is not None:
        raise Invalid({"": LEFT}, "left")
    current = facts_of(stay)
    changed = merged(GuestInput, changes, dict(current), teller(session, "bed_stay", stay.id, dict(current)))
    if changed.expected_departure != current.expected_departure:
        _check_departure(changed.expected_departure, turn.now)
    if changed.own_contribution != current.own_contribution:
        _check_free(session.get_one(Category, stay.category_id).kind, changed)
    stay.name, stay.expected_departure, stay.own_contribution = changed.name, changed.expected_departure, changed.cents
    stay.bed, stay.needs, stay.note = changed.bed, [str(need) for need in changed.needs], changed.note
    session.add(stay)
    session.flush()
    record(session, actor, Action.update, "bed_stay", stay.id, client_id=stay.client_id, ground="shelter")
    return stay


def facts_of(stay: Stay) -> GuestInput:
    """The present facts of a guest."""
    euros = None if stay.own_contribution is None else Decimal(stay.own_contribution).scaleb(-2)
    return GuestInput(
        name=stay.name,
        bed=stay.bed,
        needs=[Need(need) for need in stay.needs],
        note=stay.note,
        expected_departure=stay.expected_departure,
        own_contribution=euros,
    )


def check_out(session: Session, actor: Actor, data: CheckOutInput) -> Stay:
    """Check a guest out; the bed becomes free at once. Sent twice, the first time counts.

    When the guest came back in the meantime and this act was later, it ends the new stay. Of one person's acts a minute
    counts as later: the undo before it may have been longer on its way.

    Raises:
        NotFound: for a guest of another shelter.
        Invalid: when a colleague gave the guest another bed meanwhile (``moved``): there they are still in.
    """
    stay, turn = own_stay(session, actor, data.stay)
    stay = _returned(session, stay, turn.done_at, actor)
    if stay.left_at is None:
        end_stay(turn, stay, max(turn.done_at, stay.arrived_at))
        record(session, actor, Action.update, "bed_stay", stay.id, client_id=stay.client_id, ground="shelter")
    elif _moved_on(session, stay):
        raise Invalid({"": _MOVED}, "moved")
    return stay


def come_back(session: Session, actor: Actor, stay_id: UUID, back_id: UUID, *, own: bool = False) -> Stay:
    """The guest did not leave, or is back the same night: the same bed, while it is free. Sent twice it is one.

    ``own``: only the actor's act is undone.

    Raises:
        NotFound: for a guest of another shelter.
        Invalid: when the night is over or the guest is still there (``not_left``), the client sleeps elsewhere
            (``sleeps``), there is no room (``full``), or a colleague checked them out (``of_colleague``).
    """
    stay, turn = own_stay(session, actor, stay_id)
    if made := submissions.known(session, Stay, back_id, moved_from=stay.id):
        return made
    if not may_come_back(stay, turn.done_at) or store.find_next(session, stay.id):
        raise Invalid({"": _NOT_LEFT}, "not_left")
    if own and stay.left_by != actor.user_id:
        raise Invalid({"": _OF_COLLEAGUE}, "of_colleague")
    if stay.client_id and lodging.sleeps_somewhere(session, stay.client_id):
        raise Invalid({"": SLEEPS_ELSEWHERE}, "sleeps")
    category = categories.locked_category(session, stay.category_id)
    turn.settle(category)
    require_room(turn, category, stay.places)
    return continue_stay(turn, stay, category, stay.places, back_id, max(turn.done_at, stay.left_at or turn.done_at))


def may_come_back(stay: Stay, now: datetime) -> bool:
    """True until noon after the departure; later it is a new arrival."""
    return stay.left_at is not None and clock.night_of(stay.left_at) == clock.night_of(now)


def move(session: Session, actor: Actor, data: MoveInput, stay_id: UUID, moved_id: UUID) -> Stay:
    """Another kind of bed in the same house: one stay ends and the next begins, linked by ``moved_from``.

    Raises:
        NotFound: for a guest of another shelter.
        Invalid: when the guest left or is there already, or there is no room (``full``).
    """
    stay, turn = own_stay(session, actor, stay_id)
    if made := submissions.known(session, Stay, moved_id, moved_from=stay_id):
        return made
    if stay.left_at is not None:
        raise Invalid({"": LEFT}, "left")
    shelter = session.get_one(Shelter, stay.shelter_id)
    category = _category(turn, shelter, data.category.value)
    if category.id == stay.category_id:
        raise Invalid({"category": _SAME}, "same")
    places = rules.places(data.category, stay.persons)
    require_room(turn, category, places)
    end_stay(turn, stay, turn.now)
    return continue_stay(turn, stay, category, places, moved_id, turn.now)


def continue_stay(
    turn: Turn, stay: Stay, category: Category, places: int, next_id: UUID, arrived_at: datetime, **changed: Any
) -> Stay:
    """The stay that continues this one, with its party; ``changed``: other facts than those of before."""
    session, actor = turn.session, turn.actor
    kept = {"client_id", "name", "needs", "note", "persons", "expected_departure"}
    if category.id == stay.category_id:
        kept.add("bed")
    if category.kind != Kind.winter.value:
        kept.add("own_contribution")
    following = Stay(
        id=next_id,
        **_of(session.get_one(Shelter, stay.shelter_id), category),
        **{**stay.model_dump(include=kept), **changed},
        places=places,
        arrived_at=arrived_at,
        moved_from=stay.id,
        started=turn.next_version(category),
        entered_by=actor.user_id,
    )
    session.add(following)
    session.flush()
    companion_store.move_on(session, stay.id, following.id)
    write_lodging(session, following)
    record(session, actor, Action.create, "bed_stay", following.id, client_id=following.client_id, ground="shelter")
    return following


def find_latest(session: Session, stay: Stay) -> Stay:
    """The stay in the same bed that this one goes on in, or itself: a page of before knows only the first."""
    return _returned(session, stay, clock.now())


def _returned(session: Session, stay: Stay, at: datetime, actor: Actor | None = None) -> Stay:
    """The stay in the same bed that continued this one before ``at``, or this one itself."""
    while (following := store.find_next(session, stay.id)) and following.category_id == stay.category_id:
        own = actor is not None and following.entered_by == actor.user_id
        if following.arrived_at > at + (ON_ITS_WAY if own else timedelta(0)):
            break
        stay = following
    return stay


def _moved_on(session: Session, stay: Stay) -> bool:
    """True when the guest moved and is still in, in another bed; a guest who came back has the same bed."""
    last = store.find_next(session, stay.id)
    if last is None or last.category_id == stay.category_id:
        return False
    while after := store.find_next(session, last.id):
        last = after
    return last.left_at is None


def own_stay(session: Session, actor: Actor, stay_id: UUID) -> tuple[Stay, Turn]:
    """A guest of a shelter of the actor, locked, and the actor's turn.

    Raises:
        NotFound: for a guest of another shelter.
    """
    actor.require(Permission.count_beds)
    turn = turns.take_turn(session, actor)
    stay = store.find_stay(session, actor, stay_id, lock=True)
    if stay is None:
        raise NotFound(UNKNOWN_STAY)
    return stay, turn


def _check_guest(turn: Turn, data: CheckInInput, shelter: Shelter) -> None:
    night = clock.night_of(turn.done_at)
    party = admission.Party(data.category, data.age_group, data.gender)
    admission.check_person(turn.session, turn.actor.region_id, party, night)
    _check_departure(data.expected_departure, turn.done_at)
    _check_free(data.category.value, data)
    if not shelter.is_open_on(night):
        raise Invalid({"shelter": admission.CLOSED}, "closed")


def _check_free(kind: str, data: GuestInput) -> None:
    if kind == Kind.winter.value and data.own_contribution:
        raise Invalid({"own_contribution": _FREE}, "free")


def _check_departure(day: date | None, now: datetime) -> None:
    if day and day < clock.local(now).date():
        raise Invalid({"expected_departure": _DEPARTURE}, "past")


def _category(turn: Turn, shelter: Shelter, kind: str) -> Category:
    """The locked category, after writing down its expired holds."""
    category = shelter_store.find_category(turn.session, shelter.id, kind)
    if category is None or (category.closes_on and category.closes_on <= clock.night_of(turn.now)):
        raise Invalid({"category": NO_SUCH_BEDS}, "unknown_category")
    turn.settle(category)
    return category


def require_room(turn: Turn, category: Category, places: int) -> None:
    """Refuse when so many places are not free.

    Raises:
        Invalid: ``full``, by the book or by the count.
    """
    state = categories.state_of(turn.session, category, turn.now)
    if state.book < places:
        raise Invalid({"category": _BOOK_FULL}, "full")
    if state.free < places:
        raise Invalid({"category": _FULL}, "full")


def end_stay(turn: Turn, stay: Stay, left_at: datetime) -> None:
    """End a stay; its places come free."""
    category = categories.locked_category(turn.session, stay.category_id)
    turn.settle(category)
    stay.ended = turn.next_version(category)
    stay.left_at, stay.left_by = left_at, turn.actor.user_id
    turn.session.add(stay)
    write_lodging(turn.session, stay)


def write_lodging(session: Session, stay: Stay) -> None:
    """Write a stay that began or ended, and the nights in which its people have a place by it."""
    session.flush()
    until = clock.local(stay.left_at).date() if stay.left_at else None
    lodging.write(session, Place.bed, stay, clock.night_of(stay.arrived_at), until)
    for one in companion_store.list_of_stays(session, [stay.id]).get(stay.id, []):
        if one.came_at and one.left_at is None:
            lodging.write(session, Place.bed, one, clock.night_of(one.came_at), until)


def _of(shelter: Shelter, category: Category) -> dict[str, Any]:
    return {
        "region_id": shelter.region_id,
        "organisation_id": shelter.organisation_id,
        "shelter_id": shelter.id,
        "category_id": category.id,
    }
