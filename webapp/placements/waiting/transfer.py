"""A programme ends while people wait for it: they go over to another, with their place and days, or it cannot end."""

from __future__ import annotations

from uuid import UUID

from webapp import clock
from webapp.accounts.actor import Actor
from webapp.audit.service import Action, record
from webapp.db import Session
from webapp.errors import N_, Invalid
from webapp.placements.programmes import service as programmes
from webapp.placements.programmes import store as programme_store
from webapp.placements.programmes.inputs import STAY, EndInput
from webapp.placements.programmes.models import Programme
from webapp.placements.waiting import store
from webapp.placements.waiting.service import set_programme

_WHERE = N_("Hier wachten nog mensen. Kies waar zij heen gaan.")
_NO_OTHER = N_("Kies een voorziening van jullie die nog mensen aanneemt.")
_OFFERED = N_("Er ligt nog een aanbod. Wacht op het antwoord, of laat het vervallen; daarna kan iedereen mee.")
_SHAPE = N_("Deze voorziening heeft andere stappen: niet iedereen kan zo mee. Kies een andere.")
_ALREADY = N_("Iemand wacht ook al bij die voorziening. Rond een van de twee af; daarna kan iedereen mee.")


def end_programme(session: Session, actor: Actor, programme_id: UUID, data: EndInput) -> Programme:
    """End a programme from a day on. Who waits goes over to another, or stays in the line until somebody tells them.

    Raises:
        NotFound, NotAllowed: as ``programmes.require_own``.
        Invalid: at ``on`` for a day before today; at ``waiting`` while people wait and nothing is chosen, or where they
            cannot go over.
    """
    programme = programmes.end_programme(session, actor, programme_id, data)
    if data.waiting and data.waiting != STAY:
        move_line(session, actor, programme, data.waiting)
    elif not data.waiting and store.is_waited_for(session, programme):
        raise Invalid({"waiting": _WHERE}, "waiting")
    return programme


def move_line(session: Session, actor: Actor, programme: Programme, to: str) -> int:
    """Let everybody who waits go over: urgency, days and answers stay, so their order does too. Gives their number.

    Raises:
        Invalid: at ``waiting`` for another keeper's programme, one with other steps, while an offer is open, or for a
            person who is on their way there too.
    """
    other = _find_other(session, actor, programme, to)
    rows = store.list_waiting_for(session, programme)
    if any(row.state == "offer" for row in rows):
        raise Invalid({"waiting": _OFFERED}, "offered")
    if {row.state for row in rows} - set(other.shape.steps):
        raise Invalid({"waiting": _SHAPE}, "shape")
    clients = sorted({row.client_id for row in rows if row.client_id})
    if any(store.has_open(session, client, other.id) for client in clients):
        raise Invalid({"waiting": _ALREADY}, "already")
    for row in rows:
        set_programme(session, row, other, clock.today())
        record(session, actor, Action.update, "placement", row.id, client_id=row.client_id, ground=row.ground(actor))
    return len(rows)


def _find_other(session: Session, actor: Actor, programme: Programme, to: str) -> Programme:
    try:
        other = programme_store.find_programme(session, actor, UUID(to))
    except ValueError:
        other = None
    is_one = other is not None and other.id != programme.id and other.is_kept_by(actor) and other.shape.has_line
    if other is None or not is_one or not other.is_open(clock.today()):
        raise Invalid({"waiting": _NO_OTHER}, "programme")
    return other
