"""Guests who come, move and go, by the services themselves."""

from __future__ import annotations

from typing import Any

from tests.beds.night import AUTOMATIC, Night
from webapp.beds.closures import service as closures
from webapp.beds.closures.inputs import ClosureInput
from webapp.beds.ledger.models import BedRequest, Closure, Stay
from webapp.beds.requests import answers
from webapp.beds.stays import arrivals, unarrive
from webapp.beds.stays import service as stays
from webapp.beds.stays.inputs import CheckInInput, CheckOutInput, MoveInput, UnarriveInput
from webapp.db import new_id
from webapp.validation import read


def arrive(night: Night, request: BedRequest, by: str = "opvang") -> Stay:
    with night.write() as session:
        return arrivals.arrive(session, night.actor(by), request.id)


def check_in(night: Night, name: str = AUTOMATIC, kind: str = "mixed", by: str = "opvang", **more: Any) -> Stay:
    stay_id = more.pop("id", None) or new_id()
    body = {"shelter": night.shelter(name).id, "category": kind, "age_group": "adult", "name": more.pop("guest", "")}
    body |= more
    with night.write() as session:
        return stays.check_in(session, night.actor(by), read(CheckInInput, body), stay_id)


def check_out(night: Night, stay: Stay, by: str = "opvang") -> Stay:
    with night.write() as session:
        return stays.check_out(session, night.actor(by), CheckOutInput(stay=stay.id))


def move(night: Night, stay: Stay, kind: str, by: str = "opvang") -> Stay:
    with night.write() as session:
        return stays.move(session, night.actor(by), read(MoveInput, {"category": kind}), stay.id, new_id())


def no_show(night: Night, request: BedRequest, by: str = "opvang") -> BedRequest:
    with night.write() as session:
        return arrivals.no_show(session, night.actor(by), request.id)


def extend(night: Night, request: BedRequest, by: str = "straatverpleegkundige") -> BedRequest:
    with night.write() as session:
        return answers.extend(session, night.actor(by), request.id)


def close(night: Night, places: int, name: str = AUTOMATIC, kind: str = "mixed", by: str = "opvang") -> Closure:
    data = read(ClosureInput, {"category": kind, "places": places, "reason": "broken"})
    with night.write() as session:
        return closures.close_beds(session, night.actor(by), data, night.shelter(name).id, new_id())


def undo(night: Night, request: BedRequest, by: str = "opvang") -> BedRequest:
    """The guest is not there after all."""
    with night.write() as session:
        return unarrive.undo_arrival(session, night.actor(by), UnarriveInput(request=request.id))
