"""The guests of a respite house, for its own people only: coming, one guest's page, longer, leaving, mistakes."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import UUID

from flask import Response, request
from flask_babel import gettext
from werkzeug.wrappers import Response as WerkzeugResponse

from webapp import clock
from webapp.accounts.login import actor
from webapp.accounts.permissions import Permission
from webapp.contacts.chosen import chosen_person
from webapp.errors import Invalid
from webapp.facilities import kinds, respite, store
from webapp.facilities.inputs import LeaveEditInput, LeaveInput, RespiteInput, UntilInput
from webapp.facilities.kinds import FacilityKind, Outcome, Referrer
from webapp.facilities.routes import blueprint
from webapp.facilities.service import own_facility, with_free
from webapp.facilities.views import HOME
from webapp.people import store as people
from webapp.units.store import count_present
from webapp.web.access import requires
from webapp.web.choices import options
from webapp.web.forms import Form, corrected, operation_id, submitted
from webapp.web.page import invalid, page, see_other
from webapp.web.store import reading, transaction

_STAY = "/bedden/respijt/<uuid:stay_id>"


@blueprint.get(f"{HOME}/<uuid:facility_id>/aankomst")
@requires(Permission.keep_facilities)
def respite_new(facility_id: UUID) -> Response:
    """The short intake."""
    return page("facilities/respite_arrive.html", **_intake(facility_id, None))


@blueprint.post(f"{HOME}/<uuid:facility_id>/aankomst")
@requires(Permission.keep_facilities)
def respite_arrive(facility_id: UUID) -> WerkzeugResponse:
    """Give a guest a place."""
    try:
        data = submitted(RespiteInput)
        with transaction() as session:
            respite.arrive(session, actor(), data, facility_id, operation_id(session, data))
    except Invalid as error:
        context = _intake(facility_id, Form(request.form, error))
        return invalid("facilities/respite_arrive.html", **context, same_name=error.code == "same_name")
    return see_other(f"{HOME}/{facility_id}")


@blueprint.get(_STAY)
@requires(Permission.keep_facilities)
def respite_show(stay_id: UUID) -> Response:
    """One guest."""
    return _stay_page(stay_id)


@blueprint.post(f"{_STAY}/vertrek")
@requires(Permission.keep_facilities)
def respite_leave(stay_id: UUID) -> WerkzeugResponse:
    """The guest left."""
    try:
        data = submitted(LeaveInput)
        with transaction() as session:
            respite.leave(session, actor(), data, stay_id)
    except Invalid as error:
        return _stay_page(stay_id, leaving=Form(request.form, error))
    return see_other(f"/bedden/respijt/{stay_id}")


@blueprint.post(f"{_STAY}/vertrek-verbeteren")
@requires(Permission.keep_facilities)
def respite_correct(stay_id: UUID) -> WerkzeugResponse:
    """Correct day or destination of a departure."""
    try:
        data = submitted(LeaveEditInput)
        with transaction() as session:
            respite.correct_leaving(session, actor(), data, stay_id)
    except Invalid as error:
        return _stay_page(stay_id, mistake=error)
    return see_other(f"/bedden/respijt/{stay_id}")


@blueprint.post(f"{_STAY}/tot")
@requires(Permission.keep_facilities)
def respite_until(stay_id: UUID) -> WerkzeugResponse:
    """Expect the guest to leave on another day."""
    try:
        data = submitted(UntilInput)
        with transaction() as session:
            respite.stay_until(session, actor(), data, stay_id)
    except Invalid as error:
        return _stay_page(stay_id, until=Form(request.form, error))
    return see_other(f"/bedden/respijt/{stay_id}")


@blueprint.post(f"{_STAY}/terug")
@requires(Permission.keep_facilities)
def respite_come_back(stay_id: UUID) -> WerkzeugResponse:
    """The departure was a mistake."""
    try:
        with transaction() as session:
            respite.come_back(session, actor(), stay_id)
    except Invalid as error:
        return _stay_page(stay_id, said=Form(None, error))
    return see_other(f"/bedden/respijt/{stay_id}")


@blueprint.post(f"{_STAY}/vergissing")
@requires(Permission.keep_facilities)
def respite_undo(stay_id: UUID) -> WerkzeugResponse:
    """The arrival was a mistake."""
    try:
        with transaction() as session:
            respite.undo_arrival(session, actor(), stay_id)
    except Invalid as error:
        return _stay_page(stay_id, said=Form(None, error))
    return see_other(f"/bedden/respijt/{stay_id}")


def _intake(facility_id: UUID, form: Form | None) -> dict[str, Any]:
    today = clock.today()
    with reading() as session:
        facility = own_facility(session, actor(), facility_id, FacilityKind.respite)
        [(_, free, _)] = with_free(session, [facility])
    begin = {"arrived_on": today, "outcome": "", "expected_until": today + timedelta(days=facility.longest_days)}
    return {
        "facility": facility,
        "free": free,
        "form": form or Form(begin),
        "referrers": options(Referrer),
        "outcomes": [("", gettext("Nog hier")), *options(Outcome)],
        "knows_clients": actor().may(Permission.read_clients),
        "chosen": chosen_person() if actor().may(Permission.read_clients) else None,
        "today": today,
    }


def _stay_page(
    stay_id: UUID,
    *,
    leaving: Form | None = None,
    mistake: Invalid | None = None,
    until: Form | None = None,
    said: Form | None = None,
) -> Response:
    with reading() as session:
        stay, facility = respite.own_stay(session, actor(), stay_id)
        is_secret = stay.client_id in people.hidden_among(session, [stay.client_id])
        guests = count_present(session, store.GUESTS, [facility.id]).get(facility.id, 0)
    today = clock.today()
    written = Form({"left_on": stay.left_on or today, "outcome": stay.outcome})
    if mistake:
        leaving = corrected(written, LeaveInput, mistake)
    form = leaving or until or said
    return page(
        "facilities/respite_stay.html",
        status=422 if form else 200,
        stay=stay,
        is_secret=is_secret,
        facility=facility,
        guests=guests,
        nights=((stay.left_on or today) - stay.arrived_on).days,
        form=form or Form(),
        leaving=leaving or written,
        written=written,
        until=until or Form({"expected_until": stay.expected_until}),
        outcomes=options(Outcome),
        today=today,
        words=kinds,
    )
