"""The operations of a phone on tonight's beds."""

from __future__ import annotations

from webapp import clock
from webapp.accounts.actor import Actor
from webapp.accounts.permissions import Permission
from webapp.beds.counts.inputs import CountInput
from webapp.beds.counts.service import count_beds
from webapp.beds.ledger.models import Stay
from webapp.beds.requests import no_place
from webapp.beds.requests import service as requests
from webapp.beds.requests.inputs import BedRequestInput, CancelInput
from webapp.beds.stays import arrivals, party, unarrive
from webapp.beds.stays import service as stays
from webapp.beds.stays.inputs import (
    ArriveInput,
    CheckInInput,
    CheckOutInput,
    ComeBackInput,
    MemberInput,
    NoShowInput,
    UnarriveInput,
)
from webapp.db import Session
from webapp.errors import N_
from webapp.operation import Envelope, Operation, Outcome


def _count(session: Session, actor: Actor, data: CountInput, envelope: Envelope) -> Outcome:
    count = count_beds(session, actor, data, envelope.base_version, envelope.id)
    return Outcome(version=count.version, url=f"/bedden/{data.shelter}")


def _request(session: Session, actor: Actor, data: BedRequestInput, envelope: Envelope) -> Outcome:
    request = requests.request_bed(session, actor, data, envelope.id)
    effect = requests.effect_of(request, clock.now())
    return Outcome(url=f"/bedden/aanvragen/{request.id}", effect=effect)


def _cancel(session: Session, actor: Actor, data: CancelInput, _envelope: Envelope) -> Outcome:
    request = requests.cancel_request(session, actor, data)
    effect = requests.effect_of(request, clock.now())
    return Outcome(url=f"/bedden/aanvragen/{request.id}", effect=effect)


def _arrive(session: Session, actor: Actor, data: ArriveInput, _envelope: Envelope) -> Outcome:
    return _stay_outcome(arrivals.arrive(session, actor, data.request))


def _unarrive(session: Session, actor: Actor, data: UnarriveInput, _envelope: Envelope) -> Outcome:
    request = unarrive.undo_arrival(session, actor, data)
    return Outcome(url=f"/bedden/{request.shelter_id}", effect=requests.effect_of(request, clock.now()))


def _no_show(session: Session, actor: Actor, data: NoShowInput, _envelope: Envelope) -> Outcome:
    request = arrivals.no_show(session, actor, data.request)
    return Outcome(url=f"/bedden/{request.shelter_id}", effect=requests.effect_of(request, clock.now()))


def _check_in(session: Session, actor: Actor, data: CheckInInput, envelope: Envelope) -> Outcome:
    return _stay_outcome(stays.check_in(session, actor, data, envelope.id))


def _check_out(session: Session, actor: Actor, data: CheckOutInput, _envelope: Envelope) -> Outcome:
    return _stay_outcome(stays.check_out(session, actor, data))


def _come_back(session: Session, actor: Actor, data: ComeBackInput, envelope: Envelope) -> Outcome:
    return _stay_outcome(stays.come_back(session, actor, data.stay, envelope.id, own=data.own))


def _member(session: Session, actor: Actor, data: MemberInput, envelope: Envelope) -> Outcome:
    return _stay_outcome(party.change_member(session, actor, data, envelope.id))


def _stay_outcome(stay: Stay) -> Outcome:
    """``arrived`` while the guest sleeps there, ``left`` after; ``until`` is the expected departure."""
    until = stay.expected_departure.isoformat() if stay.expected_departure and stay.left_at is None else None
    effect = {"state": "left" if stay.left_at else "arrived", "until": until, "stay": str(stay.id)}
    return Outcome(version=stay.ended or stay.started, url=f"/bedden/verblijf/{stay.id}", effect=effect)


OPERATIONS: tuple[Operation, ...] = (
    Operation("bed.count", N_("Telling van bedden"), CountInput, Permission.count_beds, _count),
    Operation(
        "bed.request",
        N_("Aanvraag slaapplek"),
        BedRequestInput,
        Permission.request_beds,
        _request,
        effect_now=requests.effect_now,
    ),
    Operation("bed.cancel", N_("Aanvraag slaapplek ingetrokken"), CancelInput, Permission.request_beds, _cancel),
    Operation("bed.arrive", N_("Gast is er"), ArriveInput, Permission.answer_requests, _arrive),
    Operation("bed.unarrive", N_("Gast is er toch niet"), UnarriveInput, Permission.answer_requests, _unarrive),
    Operation("bed.no_show", N_("Gast niet gekomen"), NoShowInput, Permission.answer_requests, _no_show),
    Operation("bed.check_in", N_("Gast ingeschreven"), CheckInInput, Permission.count_beds, _check_in),
    Operation("bed.check_out", N_("Gast uitgeschreven"), CheckOutInput, Permission.count_beds, _check_out),
    Operation("bed.come_back", N_("Gast toch niet weg"), ComeBackInput, Permission.count_beds, _come_back),
    Operation("bed.member", N_("Gast komt of gaat los van de anderen"), MemberInput, Permission.count_beds, _member),
    no_place.OPERATION,
)
