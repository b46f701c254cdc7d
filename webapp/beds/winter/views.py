"""``/bedden/winterkou``: the regime's state, earlier decisions, and the decision itself."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from typing import Any

from flask import Response, request
from flask_babel import gettext
from werkzeug.wrappers import Response as WerkzeugResponse

from webapp import clock
from webapp.accounts.login import actor
from webapp.accounts.permissions import Permission
from webapp.beds.routes import blueprint
from webapp.beds.shelters import store as shelter_store
from webapp.beds.winter import banner, service, store
from webapp.beds.winter.inputs import ThresholdInput, WinterBedsInput, WinterEndInput, WinterInput
from webapp.db import Session
from webapp.errors import Invalid
from webapp.web.access import requires
from webapp.web.forms import Form, operation_id, submitted
from webapp.web.page import page, see_other
from webapp.web.store import reading, transaction

_HISTORY = 20
_HOME = "/bedden/winterkou"


@blueprint.get(_HOME)
@requires(Permission.see_board, Permission.activate_cold)
def winter_page() -> Response:
    """The state, for everyone who sees the board."""
    return _winter_page()


@blueprint.get(f"{_HOME}/aan")
@requires(Permission.activate_cold)
def ask_winter() -> Response:
    """The form of the decision: until noon in two days, unless changed."""
    end = datetime.combine(clock.today() + timedelta(days=2), time(12), clock.AMSTERDAM)
    return _decision_page(Form({"ends_at": end.strftime("%Y-%m-%dT%H:%M")}))


@blueprint.post(f"{_HOME}/aan")
@requires(Permission.activate_cold)
def start_winter() -> WerkzeugResponse:
    """First show the decision to be made; with ``sure`` make it."""
    try:
        data = submitted(WinterInput)
        if request.form.get("sure") != "yes":
            with reading() as session:
                begins, ends = service.check(session, actor(), data)
                shelter = (
                    shelter_store.find_region_shelter(session, actor().region_id, data.shelter)
                    if data.shelter
                    else None
                )
            return page(
                "beds/winter/sure.html",
                begins=begins,
                ends=ends,
                reason=data.reason,
                places=data.places,
                shelter=shelter[0] if shelter else None,
                fields={**request.form.to_dict(), "sure": "yes"},
            )
        with transaction() as session:
            service.activate(session, actor(), data, operation_id(session, data))
    except Invalid as error:
        return _decision_page(Form(request.form, error), 422)
    return _decided()


@blueprint.get(f"{_HOME}/uit")
@requires(Permission.activate_cold)
def ask_winter_end() -> Response:
    """Ask for a reason before turning it off."""
    return page("beds/winter/end.html", form=Form())


@blueprint.post(f"{_HOME}/uit")
@requires(Permission.activate_cold)
def end_winter() -> WerkzeugResponse:
    """Turn it off."""
    try:
        data = submitted(WinterEndInput)
        with transaction() as session:
            service.end(session, actor(), data)
    except Invalid as error:
        return page("beds/winter/end.html", status=422, form=Form(request.form, error))
    return _decided()


@blueprint.post(f"{_HOME}/bedden")
@requires(Permission.activate_cold)
def winter_beds() -> WerkzeugResponse:
    """Open extra beds in a shelter, or change their number."""
    try:
        data = submitted(WinterBedsInput)
        with transaction() as session:
            service.open_beds(session, actor(), data)
    except Invalid as error:
        return _winter_page(beds=Form(request.form, error))
    return _decided()


@blueprint.post(f"{_HOME}/grens")
@requires(Permission.activate_cold)
def winter_threshold() -> WerkzeugResponse:
    """Write the wind chill from which the region considers it."""
    try:
        data = submitted(ThresholdInput)
        with transaction() as session:
            service.set_threshold(session, actor(), data)
    except Invalid as error:
        return _winter_page(limit=Form(request.form, error))
    return see_other(_HOME)


def _winter_page(beds: Form | None = None, limit: Form | None = None) -> Response:
    now = clock.now()
    with reading() as session:
        regimes = store.read_cold(session, actor().region_id, now)
        current = regimes[0] if regimes else None
        threshold = service.threshold(session, actor())
        history = store.list_history(session, actor().region_id, _HISTORY)
        context: dict[str, Any] = {
            "current": current,
            "decider": next(
                (p.decided_by for p in history if current and p.activation.id == current.activation.id), ""
            ),
            "is_active": current is not None and current.activation.is_active(now),
            "cold": store.find_active(regimes, now),
            "history": history,
            "places": store.list_beds(session, current.activation.id) if current else [],
            "threshold": threshold,
            "shelters": _shelters(session),
            "may_decide": actor().may(Permission.activate_cold),
            "beds": beds or Form(),
            "limit": limit or Form({"threshold": threshold}),
        }
    return page("beds/winter/index.html", status=422 if beds or limit else 200, **context)


def _decision_page(form: Form, status: int = 200) -> Response:
    with reading() as session:
        shelters = _shelters(session)
        threshold = service.threshold(session, actor())
    return page("beds/winter/start.html", status=status, form=form, shelters=shelters, threshold=threshold)


def _shelters(session: Session) -> list[tuple[str, str]]:
    """The shelters that can have extra beds: all that are not confidential."""
    rows = shelter_store.list_shared_shelters(session, actor().region_id, clock.tonight())
    return [("", gettext("Kies een opvang")), *((str(shelter.id), shelter.name) for shelter, _ in rows)]


def _decided() -> WerkzeugResponse:
    banner.forget(actor().region_id)
    return see_other(_HOME)
