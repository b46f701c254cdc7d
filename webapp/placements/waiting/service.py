"""Referring somebody to a programme, and changing how urgent it is."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from webapp import clock
from webapp.accounts.actor import Actor
from webapp.accounts.permissions import Permission
from webapp.audit.service import Action, record
from webapp.db import Session
from webapp.errors import N_, Conflict, Invalid, NotAllowed, NotFound
from webapp.people import service as people
from webapp.people.models import Client, Quiet
from webapp.people.store import region_of
from webapp.placements.programmes import store as programmes
from webapp.placements.programmes.models import Programme
from webapp.placements.waiting import store
from webapp.placements.waiting.inputs import NO_PROGRAMME, NOBODY, ReferInput, UrgencyInput
from webapp.placements.waiting.models import Placement
from webapp.placements.waiting.order import RANKS
from webapp.text import fold
from webapp.web import submissions

UNKNOWN = N_("Deze plaatsing is er niet, of je mag die niet zien.")
_ALREADY = N_("Deze persoon is al aangemeld voor deze voorziening.")
_DIED = N_("Van deze persoon is vastgelegd dat die overleden is.")
_NO_TOWN = N_("Kies een gemeente van deze regio.")
_KEEPER = N_("Dit doet wie de wachtlijst bijhoudt.")
_OTHERWISE = N_("Iemand anders veranderde hetzelfde.")


def refer(session: Session, actor: Actor, data: ReferInput, placement_id: UUID) -> Placement:
    """Refer somebody to a programme; sent twice it is one. The waiting time counts from here.

    Raises:
        NotAllowed: for other roles.
        NotFound: when this user may not know the client.
        Invalid: without a person; ``ended`` at ``programme`` for one that takes nobody; ``already`` at ``client`` for
            somebody who is on the way there; at ``municipality`` for one of elsewhere.
        Withheld: at ``client`` for a hidden client of others.
        Conflict: when the id belongs to somebody else's record.
    """
    actor.require(Permission.ask_placements)
    if made := submissions.known(session, Placement, placement_id, sent_by=actor.user_id):
        return made
    programme = programmes.find_programme(session, actor, data.programme)
    if programme is None or not programme.is_open(clock.today()):
        raise Invalid({"programme": NO_PROGRAMME}, "ended")
    if data.municipality and data.municipality not in region_of(session, actor).municipalities:
        raise Invalid({"municipality": _NO_TOWN})
    client = people.require_placeable(session, actor, data.client) if data.client else None
    if client:
        _check(session, client, programme)
    elif not data.alias:
        raise Invalid({"client": NOBODY})
    row = Placement(
        id=placement_id,
        region_id=actor.region_id,
        organisation_id=actor.organisation_id,
        keeper_id=programme.organisation_id,
        programme_id=programme.id,
        client_id=client.id if client else None,
        person=client.label if client else data.alias or "",
        search_key=client.search_key if client else fold(data.alias or ""),
        urgency=data.urgency.value,
        rank=RANKS[data.urgency.value],
        interim_support=data.interim_support,
        municipality=data.municipality or "",
        note=data.note or "",
        sent_by=actor.user_id,
    )
    session.add(row)
    session.flush()
    why = client.ground(actor) if client else "own"
    record(session, actor, Action.create, "placement", row.id, client_id=row.client_id, ground=why)
    return row


def _check(session: Session, client: Client, programme: Programme) -> None:
    if client.quiet == Quiet.died:
        raise Invalid({"client": _DIED}, "died")
    if store.has_open(session, client.id, programme.id):
        raise Invalid({"client": _ALREADY}, "already")


def require_placement(session: Session, actor: Actor, placement_id: UUID, *, lock: bool = False) -> Placement:
    """A placement that this user keeps or referred; locked for a change.

    Raises:
        NotFound: when there is none, or not for this user.
    """
    found = store.find_placement(session, actor, placement_id, lock=lock)
    if found is None:
        raise NotFound(UNKNOWN)
    return found


def require_kept(session: Session, actor: Actor, placement_id: UUID) -> Placement:
    """A placement of a list that the actor's organisation keeps, locked.

    Raises:
        NotFound, NotAllowed.
    """
    found = require_placement(session, actor, placement_id, lock=True)
    if not is_kept_by(actor, found):
        raise NotAllowed(_KEEPER)
    return found


def is_kept_by(actor: Actor, placement: Placement) -> bool:
    """True when this user keeps the list that it is in."""
    return actor.may(Permission.keep_placements) and placement.keeper_id == actor.organisation_id


def set_programme(session: Session, row: Placement, programme: Programme, day: date) -> None:
    """Let a locked placement go over to another programme; its first one stays known."""
    row.came_from, row.came_over_on = row.came_from or row.programme_id, day
    row.programme_id, row.keeper_id = programme.id, programme.organisation_id
    session.add(row)


def set_urgency(session: Session, actor: Actor, placement_id: UUID, data: UrgencyInput) -> Placement:
    """Set the urgency and whether somebody helps meanwhile. Who waits keeps their day, so only the urgency moves them.

    Raises:
        NotFound, NotAllowed: as ``require_kept``.
        Conflict: when somebody else changed the urgency since it was seen.
    """
    row = require_kept(session, actor, placement_id)
    if data.seen not in (None, row.urgency, data.urgency.value):
        now = clock.now().isoformat()
        raise Conflict(_OTHERWISE, {"urgency": {"value": row.urgency, "by": "", "at": now}})
    row.urgency, row.rank = data.urgency.value, RANKS[data.urgency.value]
    row.interim_support = data.interim_support
    session.add(row)
    ground = row.ground(actor)
    record(session, actor, Action.update, "placement", row.id, client_id=row.client_id, ground=ground)
    return row
