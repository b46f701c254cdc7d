"""Beds asked and nights slept in the line of time of a client. Its own staff alone reads the name of a secret house."""

from __future__ import annotations

from collections.abc import Iterable

from flask_babel import gettext

from webapp import clock
from webapp.accounts.actor import Actor
from webapp.beds import timeline_store
from webapp.beds.kinds import Refusal
from webapp.beds.ledger.models import BedRequest, Stay
from webapp.beds.shelters import store as shelter_store
from webapp.beds.shelters.models import Shelter
from webapp.db import Session
from webapp.errors import N_
from webapp.people import store as people_store
from webapp.text import isolate
from webapp.timeline import Asked, Line, Moment, Point, client_of
from webapp.web.dates import when


def read_beds(session: Session, actor: Actor, asked: Asked) -> Iterable[Moment]:
    """The requests and stays that this user may see: the rule of each request's own page."""
    own = {shelter.id for shelter, _site in shelter_store.list_own_shelters(session, actor)}
    stays = timeline_store.list_stays(session, actor, asked)
    names = people_store.names_of(session, [stay.entered_by for stay, *_ in stays])
    return [
        *(
            _request(request, shelter, _house(shelter, own), asker)
            for request, shelter, asker in timeline_store.list_requests(session, actor, asked)
        ),
        *(
            _stay(stay, shelter, _house(shelter, own), names.get(stay.entered_by, ""), led_by=led_by, went_on=went_on)
            for stay, shelter, led_by, went_on in stays
        ),
    ]


def _house(shelter: Shelter, own: Iterable[object]) -> str:
    return isolate(shelter.name if shelter.id in own else shelter_store.shown_name(shelter))


def _request(request: BedRequest, shelter: Shelter, house: str, asker: str) -> Moment:
    state = request.state_at(clock.now())
    reason = gettext(Refusal(request.reason).label) if request.reason else ""
    said = ": ".join(filter(None, (gettext(state.label).capitalize(), reason)))
    return Moment(
        client_id=client_of(request),
        point=Point(request.asked_at, request.id),
        icon="bed",
        title=gettext("Bed gevraagd, %(house)s", house=house),
        of=request,
        url=f"/bedden/aanvragen/{request.id}",
        lines=(said,),
        by=asker or "",
        is_secret=shelter.confidential,
    )


def _stay(stay: Stay, shelter: Shelter, house: str, by: str, *, led_by: BedRequest | None, went_on: bool) -> Moment:
    """``led_by``: the request that this user may see; the staff of the house sees the stay itself."""
    until = gettext("slaapt daar nu")
    if stay.left_at is not None:
        until = "" if went_on else gettext("tot %(when)s", when=when(stay.left_at))
    title = gettext("Kwam slapen, %(house)s", house=house)
    return Moment(
        client_id=client_of(stay),
        point=Point(stay.arrived_at, stay.id),
        icon="bed",
        title=gettext("Ander bed, %(house)s", house=house) if stay.moved_from else title,
        of=led_by or stay,
        url=f"/bedden/aanvragen/{led_by.id}" if led_by else f"/bedden/verblijf/{stay.id}",
        lines=(until,) if until else (),
        by=by,
        is_secret=shelter.confidential,
    )


TIMELINE = (Line("bed", N_("Bedden"), read_beds, is_whereabouts=True),)
