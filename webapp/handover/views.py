"""``/overdracht``: sharing with a colleague, covering, and the people of somebody who leaves."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from flask_babel import gettext
from werkzeug.wrappers import Response

from webapp.accounts.administration import service as administration
from webapp.accounts.login import actor
from webapp.accounts.models import User
from webapp.accounts.permissions import Permission
from webapp.contacts.clinical import store as clinical_store
from webapp.db import Session
from webapp.errors import Invalid
from webapp.handover import service, store
from webapp.handover.inputs import CoverInput, LeaverInput, ShareInput
from webapp.handover.routes import HOME, blueprint
from webapp.handover.transfers import labels
from webapp.handover.transfers import service as transfers
from webapp.people import service as people
from webapp.people.cooperation import service as cooperation
from webapp.people.models import Granted
from webapp.text import isolate
from webapp.web.access import requires
from webapp.web.choices import Choices
from webapp.web.forms import opened, operation_id, submitted
from webapp.web.page import page, see_other
from webapp.web.saving import comes_back
from webapp.web.store import reading, transaction


@blueprint.get(HOME)
@requires(Permission.edit_clients)
def index() -> Response:
    """What this user gave and got: running, to come and over."""
    with reading() as session:
        told = service.list_mine(session, actor())
        offered = transfers.list_mine(session, actor())
    return page("handover/index.html", told=told, kinds=Granted, offered=offered, labels=labels)


@blueprint.get(f"{HOME}/waarneming")
@requires(Permission.edit_clients)
def new_cover(error: Invalid | None = None) -> Response:
    """The form of a cover."""
    with reading() as session:
        colleagues = _colleagues(session, actor().organisation_id)
    form = opened({}, error)
    return page("handover/cover.html", status=form.status, form=form, colleagues=colleagues)


@blueprint.post(f"{HOME}/waarneming")
@requires(Permission.edit_clients)
@comes_back(new_cover)
def cover() -> Response:
    """Let a colleague cover."""
    data = submitted(CoverInput)
    with transaction() as session:
        row = service.cover(session, actor(), data, operation_id(session, data))
    return see_other(f"{HOME}/{row.id}")


@blueprint.get(f"{HOME}/vertrek")
@requires(Permission.edit_clients)
def leave(error: Invalid | None = None) -> Response:
    """The form of a user who leaves themself."""
    with reading() as session:
        colleagues = _colleagues(session, actor().organisation_id)
        notes = clinical_store.count_unsaved_of(session, actor().user_id, actor().organisation_id)
    form = opened({}, error)
    context: dict[str, Any] = {"leaver": None, "notes": notes, "action": f"{HOME}/vertrek", "back": HOME}
    return page("handover/leave.html", status=form.status, form=form, colleagues=colleagues, **context)


@blueprint.post(f"{HOME}/vertrek")
@requires(Permission.edit_clients)
@comes_back(leave)
def hand_over_own() -> Response:
    """Give everything to a colleague."""
    return _hand_over(actor().user_id)


@blueprint.get("/beheer/mensen/<uuid:user_id>/overdracht")
@requires(Permission.administer)
def leaver(user_id: UUID, error: Invalid | None = None) -> Response:
    """The same form for an administrator, about somebody else; it names no client."""
    with reading() as session:
        user: User = administration.find_person(session, actor(), user_id)
        colleagues = [one for one in _colleagues(session, None) if one[0] != str(user.id)]
        notes = clinical_store.count_unsaved_of(session, user.id, user.organisation_id)
    form = opened({}, error)
    there = f"/beheer/mensen/{user_id}"
    context: dict[str, Any] = {"leaver": user, "notes": notes, "action": f"{there}/overdracht", "back": there}
    return page("handover/leave.html", status=form.status, form=form, colleagues=colleagues, **context)


@blueprint.post("/beheer/mensen/<uuid:user_id>/overdracht")
@requires(Permission.administer)
@comes_back(leaver)
def hand_over_leaver(user_id: UUID) -> Response:
    """Give everything of somebody to a colleague."""
    return _hand_over(user_id)


def _hand_over(user_id: UUID) -> Response:
    data = submitted(LeaverInput)
    with transaction() as session:
        row = service.hand_over_leaver(session, actor(), user_id, data, operation_id(session, data))
    return see_other(f"{HOME}/{row.id}")


@blueprint.get("/clienten/<uuid:client_id>/delen")
@requires(Permission.edit_clients)
def ask_share(client_id: UUID, error: Invalid | None = None) -> Response:
    """The form that shares one client."""
    with reading() as session:
        client = people.require_client(session, actor(), client_id)
        colleagues = _colleagues(session, None)
        told = service.list_of(session, actor(), client_id)
        partners = cooperation.list_partners(session, actor())
    form = opened({}, error)
    context: dict[str, Any] = {"client": client, "colleagues": colleagues, "told": told, "partners": partners}
    return page("handover/share.html", status=form.status, form=form, **context)


@blueprint.post("/clienten/<uuid:client_id>/delen")
@requires(Permission.edit_clients)
@comes_back(ask_share)
def share(client_id: UUID) -> Response:
    """Share it."""
    data = submitted(ShareInput, client=client_id)
    with transaction() as session:
        row = service.share(session, actor(), data, operation_id(session, data))
    return see_other(f"{HOME}/{row.id}")


@blueprint.get(f"{HOME}/<uuid:handover_id>")
@requires(Permission.edit_clients, Permission.administer)
def show(handover_id: UUID) -> Response:
    """One hand-over, for its people; it ends with a tap."""
    with reading() as session:
        told = service.read_handover(session, actor(), handover_id)
    has_list = actor().may(Permission.edit_clients)
    return page("handover/handover.html", told=told, kinds=Granted, has_list=has_list)


@blueprint.post(f"{HOME}/<uuid:handover_id>/beeindigen")
@requires(Permission.edit_clients, Permission.administer)
def end(handover_id: UUID) -> Response:
    """End or undo it."""
    with transaction() as session:
        service.end(session, actor(), handover_id)
    return see_other(f"{HOME}/{handover_id}")


def _colleagues(session: Session, organisation_id: UUID | None) -> Choices:
    """The people to choose from; of several organisations each with its own."""
    found = store.list_workers(session, actor().region_id, organisation_id)
    named = [
        (str(user.id), user.name if organisation_id else f"{isolate(user.name)}, {isolate(name)}")
        for user, name in found
    ]
    return [("", gettext("Kies een collega")), *(one for one in named if one[0] != str(actor().user_id))]
