"""The outcome of each act, decided on paper: the expected answer, and the change it makes there."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import Any

from tests.beds.ledger.model import OPEN, Ask, Guest, House, Region, Shut, Told, Ward, noon_after, whole_minute

HOLD, ANSWER = timedelta(minutes=45), timedelta(minutes=15)
STALE = timedelta(minutes=240)
ACCEPTED: dict[str, Any] = {"status": "accepted"}
UNKNOWN: dict[str, Any] = {"status": "rejected", "code": "not_found"}


@dataclass
class Wish:
    """A bed as it is asked."""

    id: str
    ward: Ward
    by: str
    persons: int = 1
    client: str | None = None
    night: date | None = None
    age_group: str = "adult"
    gender: str = "unsaid"
    needs: list[str] = field(default_factory=list)


def refused(code: str) -> dict[str, Any]:
    """No, with a code."""
    return {"status": "rejected", "code": code}


def ask(region: Region, wish: Wish) -> dict[str, Any]:
    """A bed is asked."""
    if no := _never(region, wish):
        return refused(no)
    ward, night = wish.ward, wish.night or region.tonight
    made = Ask(wish.id, ward, wish.by, night, ward.places_for(wish.persons), wish.persons, wish.client)
    if noon_after(night) <= region.now:
        made.state = "lapsed"
    elif region.has_hold(wish.client):
        return refused("already_held")
    elif not ward.house.automatic or _unsure(region, wish):
        made.answer_by = min(region.now + ANSWER, noon_after(night))
    elif not _grant(region, made):
        made.state = "full"
    region.asks[made.id] = made
    return {**ACCEPTED, "version": 1, "effect": region.effect(made)}


def _never(region: Region, wish: Wish) -> str | None:
    ward, night = wish.ward, wish.night or region.tonight
    if night > region.tonight:
        return "future_night"
    if wish.age_group == "minor":
        return "minor_adult_bed"
    if (ward.kind, wish.gender) == ("women", "man"):
        return "misfit"
    if not ward.exists:
        return "unknown_category"
    return None if noon_after(night) <= region.now else _closed(region, ward, night)


def _closed(region: Region, ward: Ward, night: date) -> str | None:
    if ward.closes and ward.closes <= night:
        return "unknown_category"
    if ward.kind == "winter" and not (region.is_cold() and ward.opened):
        return "closed"
    return None if ward.house.is_open(night) else "closed"


def _unsure(region: Region, wish: Wish) -> bool:
    told = wish.ward.told
    if told is None or region.now - told.at >= STALE:
        return True
    return "dog" in wish.needs or (wish.ward.kind == "women" and wish.gender in ("other", "unsaid"))


def _grant(region: Region, made: Ask) -> bool:
    if region.free(made.ward) < made.places:
        return False
    made.state = "held"
    made.until = made.ward.house.in_time(whole_minute(region.now + HOLD), region.tonight)
    made.granted = made.ward.moves(-made.places)
    return True


def cancel(region: Region, by: str, made: Ask | None) -> dict[str, Any]:
    """A bed is given back, by the asker's organisation."""
    if made is None or _foreign(by, made):
        return UNKNOWN
    if made.state == "arrived":
        return refused("arrived")
    state = region.state(made)
    if state == "held" or (state in OPEN and region.now < noon_after(made.night)):
        _end_hold(made, by)
        made.state = "cancelled"
    return {**ACCEPTED, "version": 1, "effect": region.effect(made)}


def _foreign(by: str, made: Ask) -> bool:
    """True when these two are of different organisations."""
    return (by == "stranger") != (made.by == "stranger")


def _end_hold(made: Ask, by: str) -> None:
    made.enders.add(by)
    if made.state == "held":
        made.ended = made.ward.moves(made.places)


def hold(region: Region, made: Ask) -> dict[str, Any]:
    """The shelter keeps a bed."""
    state = region.state(made)
    if state == "held":
        return ACCEPTED
    if state not in ("requested", "unanswered") or noon_after(made.night) <= region.now:
        return refused("over")
    if no := _closed(region, made.ward, made.night):
        return refused(no)
    if region.has_hold(made.client, made):
        return refused("already_held")
    return ACCEPTED if _grant(region, made) else refused("full")


def refuse(region: Region, made: Ask) -> dict[str, Any]:
    """The shelter says no."""
    if made.state == "refused":
        return ACCEPTED
    if region.state(made) not in OPEN or (made.state != "held" and noon_after(made.night) <= region.now):
        return refused("over")
    _end_hold(made, "keeper")
    made.state = "refused"
    return ACCEPTED


def arrive(region: Region, made: Ask, stay_id: str) -> dict[str, Any]:
    """The guest of a hold is there."""
    known = next((guest for guest in region.guests.values() if guest.ask is made), None)
    if known is not None:
        return _stay(known)
    state = region.state(made)
    if state in ("requested", "unanswered"):
        return refused("not_held")
    if state not in ("held", "expired", "no_show") or (state != "held" and noon_after(made.night) <= region.now):
        return refused("over")
    if region.sleeps(made.client):
        return refused("sleeps")
    if state != "held" and region.free(made.ward) < made.places:
        return refused("full")
    given = [made.places] if state == "held" else []
    started = made.ward.moves(*given, -made.places)
    made.ended = started if state == "held" else made.ended
    made.state = "arrived"
    region.guests[stay_id] = Guest(stay_id, made.ward, made.places, made.persons, made.client, started, made)
    return _stay(region.guests[stay_id])


def _stay(guest: Guest) -> dict[str, Any]:
    state = "arrived" if guest.ended is None else "left"
    effect = {"state": state, "until": None, "stay": guest.id}
    return {**ACCEPTED, "version": guest.ended or guest.started, "effect": effect}


def no_show(region: Region, made: Ask) -> dict[str, Any]:
    """Nobody came."""
    state = region.state(made)
    if state in ("requested", "unanswered"):
        return refused("not_held")
    if state not in ("held", "expired", "no_show"):
        return refused("over")
    _end_hold(made, "keeper")
    made.state, made.missed = "no_show", True
    return {**ACCEPTED, "version": 1, "effect": region.effect(made)}


def extend(region: Region, by: str, made: Ask) -> dict[str, Any]:
    """More time for a hold."""
    if by != "keeper" and _foreign(by, made):
        return UNKNOWN
    if by != "keeper" and not made.ward.house.automatic:
        return refused("not_allowed")
    if made.state != "held" or made.until is None:
        return refused("over")
    if made.extended is None:
        longer = made.ward.house.in_time(whole_minute(made.until + HOLD), region.tonight)
        if longer <= made.until:
            return refused("closed")
        made.extended, made.until = region.now, longer
        return ACCEPTED
    return ACCEPTED if region.now - made.extended < timedelta(minutes=1) else refused("extended")


def count(region: Region, by: str, ward: Ward, count_id: str, free: int, base: int | str | None) -> dict[str, Any]:
    """Someone counted, and tells what version that was seen at."""
    if not ward.exists:
        return refused("unknown_category")
    last = ward.told
    seen: int | None = None
    if isinstance(base, str):
        seen = last.seen if last is not None and (last.id, last.by) == (base, by) else None
    elif base is None:
        seen = ward.version if last is None else None
    elif base <= ward.version and (last is None or last.version <= base):
        seen = base
    if seen is None and free == region.free(ward):
        seen = ward.version  # two who count the same agree
    if seen is None:
        return {"status": "conflict", "free": region.free(ward), "version": ward.version}
    if free > region.capacity(ward):
        return refused("over_capacity")
    ward.told = Told(count_id, by, free, seen, ward.moves(), region.now, region.own(ward, by, seen))
    region.counts += 1
    return {**ACCEPTED, "version": ward.version}


def walk_in(region: Region, ward: Ward, stay_id: str, persons: int) -> dict[str, Any]:
    """Someone comes in from the street."""
    if not ward.house.is_open(region.tonight):
        return refused("closed")
    if not ward.exists or (ward.closes and ward.closes <= region.tonight):
        return refused("unknown_category")
    places = ward.places_for(persons)
    if region.free(ward) < places:
        return refused("full")
    region.guests[stay_id] = Guest(stay_id, ward, places, persons, None, ward.moves(-places))
    return _stay(region.guests[stay_id])


def leave(guest: Guest) -> dict[str, Any]:
    """A guest goes; one who got another bed goes from there."""
    last = guest
    while last.then:
        last = last.then
    if guest.then and last.ended is None:
        return refused("moved")
    if guest.ended is None:
        guest.ended = guest.ward.moves(guest.places)
    return _stay(guest)


def move(region: Region, guest: Guest, ward: Ward | None, moved_id: str) -> dict[str, Any]:
    """A guest gets another kind of bed in the same house."""
    if guest.ended is not None:
        return refused("left")
    if ward is None or not ward.exists or (ward.closes and ward.closes <= region.tonight):
        return refused("unknown_category")
    if ward is guest.ward:
        return refused("same")
    places = ward.places_for(guest.persons)
    if region.free(ward) < places:
        return refused("full")
    guest.ended = guest.ward.moves(guest.places)
    started = ward.moves(-places)
    guest.then = Guest(moved_id, ward, places, guest.persons, guest.client, started)
    region.guests[moved_id] = guest.then
    return ACCEPTED


def close(region: Region, ward: Ward, closure_id: str, places: int) -> dict[str, Any]:
    """Beds go out of use."""
    if not ward.exists:
        return refused("unknown_category")
    if places > max(0, region.book(ward)):
        return refused("over_book")
    ward.moves(-places)
    region.shut[closure_id] = Shut(closure_id, ward, places)
    return ACCEPTED


def reopen(shut: Shut) -> dict[str, Any]:
    """Beds can be slept in again."""
    if not shut.opened:
        shut.opened = True
        shut.ward.moves(shut.places)
    return ACCEPTED


def set_capacity(region: Region, ward: Ward, places: int, start: date) -> dict[str, Any]:
    """Another number of places from a date on."""
    if start < region.tonight:
        return refused("invalid")
    if start <= region.tonight and places < region.capacity(ward):
        return refused("invalid")
    ward.capacities[start] = places
    return ACCEPTED


def close_house(region: Region, house: House, night: date | None) -> dict[str, Any]:
    """A house closes from tomorrow on, or opens again; the night it had may stay."""
    if night and night != house.closes and night < region.tonight:
        return refused("invalid")
    if night and night <= region.tonight and house.is_open(region.tonight):
        return refused("open_tonight")
    house.closes = night
    return ACCEPTED


def winter_on(region: Region, until: timedelta, ward: Ward, places: int | None) -> dict[str, Any]:
    """The winter regime begins, perhaps with its first beds."""
    end = (region.now + until).replace(second=0, microsecond=0)
    if end <= region.now:
        return refused("order")
    if places and not ward.house.is_open(region.tonight):
        return refused("closed")
    if region.is_cold():
        return refused("already_on")
    region.cold_until, ward.opened = end, 0
    return winter_beds(region, ward, places) if places else ACCEPTED


def winter_off(region: Region) -> dict[str, Any]:
    """It ends."""
    if not region.is_cold():
        return refused("not_on")
    region.cold_until = None
    return ACCEPTED


def winter_beds(region: Region, ward: Ward, places: int) -> dict[str, Any]:
    """So many extra beds: the first time a count, empty but for what is in use; then the last is moved, as old."""
    if not region.is_cold():
        return refused("not_on")
    if not ward.house.is_open(region.tonight):
        return refused("closed")
    if ward.opened == places:
        return ACCEPTED
    ward.exists = True
    last, opened = ward.told, ward.opened
    told = Told("", "chief", max(0, places - region.used(ward)), ward.version, ward.moves(), region.now)
    if opened and last:
        told = replace(told, by=last.by, at=last.at, free=max(0, last.free + places - opened))
        told = replace(told, seen=last.seen, own=last.own)
    ward.opened, ward.told = places, told
    region.counts += 1
    return ACCEPTED
