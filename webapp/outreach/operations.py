"""The operations of a phone on outreach."""

from __future__ import annotations

from webapp.accounts.actor import Actor
from webapp.accounts.permissions import Permission
from webapp.db import Session
from webapp.errors import N_
from webapp.operation import Envelope, Operation, Outcome
from webapp.outreach import courses, places
from webapp.outreach.inputs import BeginInput, CourseAnswer, PlaceInput, VisitInput

_OUTREACH = Permission.keep_outreach


def _add(session: Session, actor: Actor, data: PlaceInput, envelope: Envelope) -> Outcome:
    place = places.add_place(session, actor, data, envelope.id)
    return Outcome(url=f"/vindplekken/{place.id}")


def _visit(session: Session, actor: Actor, data: VisitInput, envelope: Envelope) -> Outcome:
    visit = places.note_visit(session, actor, data, envelope.id)
    return Outcome(url=f"/vindplekken/{visit.place_id}")


def _begin(session: Session, actor: Actor, data: BeginInput, envelope: Envelope) -> Outcome:
    courses.begin_way(session, actor, data, envelope.id)
    return Outcome(url=f"/toeleiding/{data.client}")


def _answer(session: Session, actor: Actor, data: CourseAnswer, _envelope: Envelope) -> Outcome:
    courses.answer_way(session, actor, data)
    return Outcome(url=f"/toeleiding/{data.client}")


OPERATIONS: tuple[Operation, ...] = (
    Operation("meeting_place.add", N_("Nieuwe vindplek"), PlaceInput, _OUTREACH, _add),
    Operation("meeting_place.visit", N_("Bezoek aan een vindplek"), VisitInput, _OUTREACH, _visit),
    Operation("outreach.begin", N_("Begin van een traject"), BeginInput, _OUTREACH, _begin),
    Operation("outreach.answer", N_("Stap in een traject"), CourseAnswer, _OUTREACH, _answer),
)
