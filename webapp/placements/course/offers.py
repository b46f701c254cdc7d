"""Offering a home to somebody, and taking a home out of the supply while it is offered."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from webapp import clock
from webapp.accounts.actor import Actor
from webapp.accounts.permissions import Permission
from webapp.db import Session
from webapp.errors import N_, Conflict, Invalid
from webapp.placements.course.service import SCHEME, answer_placement, note_standing
from webapp.placements.homes import service as homes
from webapp.placements.homes import store as home_store
from webapp.placements.homes.inputs import OfferInput, WithdrawInput
from webapp.placements.homes.models import Home, UnitOffer
from webapp.placements.kind import NOMINATION, WAITING
from webapp.placements.programmes import store as programmes
from webapp.placements.programmes.service import term_of
from webapp.placements.waiting import store
from webapp.placements.waiting.inputs import PlacementAnswer
from webapp.placements.waiting.models import Placement
from webapp.placements.waiting.service import require_kept
from webapp.trajectories import service as trajectories
from webapp.trajectories.inputs import AnswerInput
from webapp.web import submissions

_MOVED_ON = N_("Dit is intussen al verder. Kijk hoe het nu staat.")
_PARKED = N_("Deze persoon is geparkeerd. Maak die eerst weer beschikbaar.")
_DIED = N_("Van deze persoon is vastgelegd dat die overleden is.")
_TOO_SOON = N_("Kies een dag na vandaag.")
_JUST_OFFERED = N_("Deze woning is net aangeboden. Kijk hoe het nu staat.")


def offer_unit(session: Session, actor: Actor, data: OfferInput, offer_id: UUID) -> UnitOffer:
    """Offer a home to somebody in line, or to somebody who is nominated; sent twice it is one.

    Raises:
        NotFound, NotAllowed: for a placement of another list.
        Conflict: when the person is at another step by now; ``current`` has it.
        Invalid: at ``unit`` as ``homes.service.hold``; at ``placement`` for somebody who is parked or died.
    """
    actor.require(Permission.keep_placements)
    if made := submissions.known(session, UnitOffer, offer_id, made_by=actor.user_id):
        return made
    row = require_kept(session, actor, data.placement)
    course = trajectories.read(session, SCHEME, row)
    step = course.standing.word
    if step not in (WAITING, NOMINATION):
        now = course.standing.since.isoformat()
        raise Conflict(_MOVED_ON, {"step": {"value": step, "by": "", "at": now}})
    _check(session, row)
    offer = homes.hold(session, actor, row, data, offer_id, _last_day(session, row, data))
    said = AnswerInput(step=step, answer="offered")
    note_standing(session, row, trajectories.answer(session, actor, SCHEME, row, said, course=course))
    return offer


def _check(session: Session, row: Placement) -> None:
    if row.is_parked(clock.today()):
        raise Invalid({"placement": _PARKED}, "parked")
    if any(who.has_died for who in store.list_people(session, [row]).values()):
        raise Invalid({"placement": _DIED}, "died")


def _last_day(session: Session, row: Placement, data: OfferInput) -> date:
    today = clock.today()
    if data.until is not None and data.until <= today:
        raise Invalid({"until": _TOO_SOON}, "day")
    terms = programmes.terms_on(session, [row.programme_id], today).get(row.programme_id)
    return data.until or today + term_of(terms)


def withdraw_home(session: Session, actor: Actor, home_id: UUID, data: WithdrawInput) -> Home:
    """Take a home out of the supply. An open offer of it lapses, and the person keeps their place in line.

    Raises:
        NotFound: for a home of others.
        Invalid: for a day before today.
        Conflict: when somebody offered it at the same moment.
    """
    actor.require(Permission.keep_placements)
    home = homes.require_home(session, actor, home_id)
    offer = home_store.find_offer_of_home(session, home.id)
    row = require_kept(session, actor, offer.placement_id) if offer else None
    home = homes.require_home(session, actor, home_id, lock=True)
    now = home_store.find_offer_of_home(session, home.id)
    if (now.id if now else None) != (offer.id if offer else None):
        raise Conflict(_JUST_OFFERED, {})
    homes.set_withdrawn(session, actor, home, data.on)
    if row:
        lapse = PlacementAnswer(placement=row.id, step=row.state, answer="lapsed", reason="unit_gone")
        answer_placement(session, actor, lapse)
    return home
