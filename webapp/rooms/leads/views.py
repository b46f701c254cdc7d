"""``/kamers/tips``: pass somebody on, see what became of it; the coordinator calls and closes."""

from __future__ import annotations

from uuid import UUID

from werkzeug.wrappers import Response

from webapp.accounts.login import actor
from webapp.accounts.permissions import Permission
from webapp.errors import Invalid, NotFound
from webapp.rooms import store as rooms_store
from webapp.rooms.leads import service, store
from webapp.rooms.leads.inputs import CloseInput, LeadInput
from webapp.rooms.leads.words import LeadOutcome
from webapp.rooms.routes import blueprint
from webapp.web import choices
from webapp.web.access import requires, while_locked
from webapp.web.conditional import KEPT_BY_BROWSER
from webapp.web.forms import opened, operation_id, submitted
from webapp.web.page import page, see_other
from webapp.web.saving import comes_back
from webapp.web.store import reading, transaction

LEADS = "/kamers/tips"
_MOST = 100


@blueprint.get(LEADS)
@requires(Permission.give_leads, Permission.coordinate_rooms)
def leads(error: Invalid | None = None, lead_id: UUID | None = None) -> Response:
    """For a coordinator the open leads of the region; for anybody else their own, with what became of them."""
    form = opened({}, error)
    who = actor()
    with reading() as session:
        coordinates = who.may(Permission.coordinate_rooms)
        found = store.list_open(session, who, _MOST) if coordinates else store.list_own(session, who, _MOST)
        names = rooms_store.names_of(session, [lead.created_by for lead in found])
    if lead_id and lead_id not in {lead.id for lead in found}:
        raise NotFound(service.UNKNOWN)
    return page(
        "rooms/leads/index.html",
        status=form.status,
        form=form,
        wrong_id=lead_id,
        leads=found,
        names=names,
        coordinates=coordinates,
        outcomes=choices.options(LeadOutcome),
        choices=choices,
        outcome_words=LeadOutcome,
    )


@blueprint.get(f"{LEADS}/nieuw")
@while_locked
@requires(Permission.give_leads)
def new_lead(error: Invalid | None = None) -> Response:
    """The empty form, which a phone may keep."""
    form = opened({}, error)
    response = page("rooms/leads/new.html", status=form.status, form=form)
    if error is None:
        response.headers["Cache-Control"] = KEPT_BY_BROWSER
    return response


@blueprint.post(f"{LEADS}/nieuw")
@requires(Permission.give_leads)
@comes_back(new_lead)
def pass_on() -> Response:
    """Pass somebody on."""
    data = submitted(LeadInput)
    with transaction() as session:
        service.pass_on(session, actor(), data, operation_id(session, data))
    return see_other(LEADS)


@blueprint.post(f"{LEADS}/<uuid:lead_id>")
@requires(Permission.coordinate_rooms)
@comes_back(leads)
def close(lead_id: UUID) -> Response:
    """Say what became of it."""
    data = submitted(CloseInput)
    with transaction() as session:
        service.close(session, actor(), lead_id, data)
    return see_other(LEADS)
