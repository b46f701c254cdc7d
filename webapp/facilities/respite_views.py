"""The guests of a respite house, for its own people only: coming, one guest's page, longer, leaving, mistakes."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from flask import Response
from flask_babel import gettext
from werkzeug.wrappers import Response as WerkzeugResponse

from webapp import clock
from webapp.accounts.login import actor
from webapp.accounts.permissions import Permission
from webapp.contacts.chosen import chosen_person
from webapp.errors import Conflict, Invalid
from webapp.facilities import kinds, respite, store
from webapp.facilities.inputs import LeaveInput, RespiteInput, UntilInput
from webapp.facilities.kinds import FacilityKind, Outcome, Referrer
from webapp.facilities.routes import blueprint
from webapp.facilities.service import own_facility, with_free
from webapp.facilities.views import HOME
from webapp.people import store as people
from webapp.units.store import count_present
from webapp.web.access import requires
from webapp.web.changes import edit_form, submitted_edit
from webapp.web.choices import options
from webapp.web.forms import opened, operation_id, submitted
from webapp.web.page import page, see_other
from webapp.web.saving import comes_back
from webapp.web.store import reading, transaction

_STAY = "/bedden/respijt/<uuid:stay_id>"


@blueprint.get(f"{HOME}/<uuid:facility_id>/aankomst")
@requires(Permission.keep_facilities)
def respite_new(facility_id: UUID, error: Invalid | None = None) -> Response:
    """The short intake."""
    today = clock.today()
    with reading() as session:
        facility = own_facility(session, actor(), facility_id, FacilityKind.respite)
        [(_, free, _)] = with_free(session, [facility])
    until = today + timedelta(days=facility.longest_days)
    form = opened({"arrived_on": today, "outcome": "", "expected_until": until}, error)
    return page(
        "facilities/respite_arrive.html",
        status=form.status,
        facility=facility,
        free=free,
        form=form,
        same_name=error is not None and error.code == "same_name",
        referrers=options(Referrer),
        outcomes=[("", gettext("Nog hier")), *options(Outcome)],
        knows_clients=actor().may(Permission.read_clients),
        chosen=chosen_person() if actor().may(Permission.read_clients) else None,
        today=today,
    )


@blueprint.post(f"{HOME}/<uuid:facility_id>/aankomst")
@requires(Permission.keep_facilities)
@comes_back(respite_new)
def respite_arrive(facility_id: UUID) -> WerkzeugResponse:
    """Give a guest a place."""
    data = submitted(RespiteInput)
    with transaction() as session:
        respite.arrive(session, actor(), data, facility_id, operation_id(session, data))
    return see_other(f"{HOME}/{facility_id}")


@blueprint.get(_STAY)
@requires(Permission.keep_facilities)
def respite_show(
    stay_id: UUID,
    error: Invalid | None = None,
    leaving: Invalid | None = None,
    corrected: Invalid | Conflict | None = None,
    until: Invalid | None = None,
) -> Response:
    """One guest; with the mistake in one of the forms: leaving, putting that right, another day, or a single tap."""
    with reading() as session:
        stay, facility = respite.own_stay(session, actor(), stay_id)
        is_secret = stay.client_id in people.hidden_among(session, [stay.client_id])
        guests = count_present(session, store.GUESTS, [facility.id]).get(facility.id, 0)
    today = clock.today()
    left = {"left_on": stay.left_on or today, "outcome": stay.outcome}
    departure, seen = edit_form(left, LeaveInput, corrected)
    forms = [
        opened({}, error),
        opened(left, leaving) if leaving else departure,
        opened({"expected_until": stay.expected_until}, until),
    ]
    form = max(forms, key=lambda one: one.status)
    return page(
        "facilities/respite_stay.html",
        status=form.status,
        stay=stay,
        is_secret=is_secret,
        facility=facility,
        guests=guests,
        nights=((stay.left_on or today) - stay.arrived_on).days,
        form=form,
        leaving=forms[1],
        seen=seen,
        until=forms[2],
        outcomes=options(Outcome),
        today=today,
        words=kinds,
    )


@blueprint.post(f"{_STAY}/vertrek")
@requires(Permission.keep_facilities)
@comes_back(respite_show, "leaving")
def respite_leave(stay_id: UUID) -> WerkzeugResponse:
    """The guest left."""
    data = submitted(LeaveInput)
    with transaction() as session:
        respite.leave(session, actor(), data, stay_id)
    return see_other(f"/bedden/respijt/{stay_id}")


@blueprint.post(f"{_STAY}/vertrek-verbeteren")
@requires(Permission.keep_facilities)
@comes_back(respite_show, "corrected")
def respite_correct(stay_id: UUID) -> WerkzeugResponse:
    """The guest left on another day, or went somewhere else, than was entered."""
    changes = submitted_edit(LeaveInput)
    with transaction() as session:
        respite.correct_leaving(session, actor(), changes, stay_id)
    return see_other(f"/bedden/respijt/{stay_id}")


@blueprint.post(f"{_STAY}/tot")
@requires(Permission.keep_facilities)
@comes_back(respite_show, "until")
def respite_until(stay_id: UUID) -> WerkzeugResponse:
    """Expect the guest to leave on another day."""
    data = submitted(UntilInput)
    with transaction() as session:
        respite.stay_until(session, actor(), data, stay_id)
    return see_other(f"/bedden/respijt/{stay_id}")


@blueprint.post(f"{_STAY}/terug")
@requires(Permission.keep_facilities)
@comes_back(respite_show)
def respite_come_back(stay_id: UUID) -> WerkzeugResponse:
    """The departure was a mistake."""
    with transaction() as session:
        respite.come_back(session, actor(), stay_id)
    return see_other(f"/bedden/respijt/{stay_id}")


@blueprint.post(f"{_STAY}/vergissing")
@requires(Permission.keep_facilities)
@comes_back(respite_show)
def respite_undo(stay_id: UUID) -> WerkzeugResponse:
    """The arrival was a mistake."""
    with transaction() as session:
        respite.undo_arrival(session, actor(), stay_id)
    return see_other(f"/bedden/respijt/{stay_id}")
