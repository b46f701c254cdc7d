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
from webapp.web.forms import opened, operation_id, submitted
from webapp.web.page import page, see_other
from webapp.web.saving import comes_back
from webapp.web.store import reading, transaction

_HISTORY = 20
_HOME = "/bedden/winterkou"


@blueprint.get(_HOME)
@requires(Permission.see_board, Permission.activate_cold)
def winter_page(beds: Invalid | None = None, limit: Invalid | None = None) -> Response:
    """How it stands, for everyone who sees the board; with the mistake in the form of extra beds, or of the limit."""
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
            "beds": opened({}, beds),
            "limit": opened({"threshold": threshold}, limit),
        }
    return page("beds/winter/index.html", status=max(context["beds"].status, context["limit"].status), **context)


@blueprint.get(f"{_HOME}/aan")
@requires(Permission.activate_cold)
def ask_winter(error: Invalid | None = None) -> Response:
    """The form of the decision: until noon in two days, unless someone says otherwise."""
    end = datetime.combine(clock.today() + timedelta(days=2), time(12), clock.AMSTERDAM)
    form = opened({"ends_at": end.strftime("%Y-%m-%dT%H:%M")}, error)
    with reading() as session:
        shelters = _shelters(session)
        threshold = service.threshold(session, actor())
    return page("beds/winter/start.html", status=form.status, form=form, shelters=shelters, threshold=threshold)


@blueprint.post(f"{_HOME}/aan")
@requires(Permission.activate_cold)
@comes_back(ask_winter)
def start_winter() -> WerkzeugResponse:
    """First show what is about to be decided; with ``sure`` decide it."""
    data = submitted(WinterInput)
    if request.form.get("sure") != "yes":
        return _ask_if_sure(data)
    with transaction() as session:
        service.activate(session, actor(), data, operation_id(session, data))
    return _decided()


def _ask_if_sure(data: WinterInput) -> Response:
    with reading() as session:
        begins, ends = service.check(session, actor(), data)
        region_id = actor().region_id
        shelter = shelter_store.find_region_shelter(session, region_id, data.shelter) if data.shelter else None
    return page(
        "beds/winter/sure.html",
        begins=begins,
        ends=ends,
        reason=data.reason,
        places=data.places,
        shelter=shelter[0] if shelter else None,
        fields={**request.form.to_dict(), "sure": "yes"},
    )


@blueprint.get(f"{_HOME}/uit")
@requires(Permission.activate_cold)
def ask_winter_end(error: Invalid | None = None) -> Response:
    """Ask before it goes off, with why."""
    form = opened({}, error)
    return page("beds/winter/end.html", status=form.status, form=form)


@blueprint.post(f"{_HOME}/uit")
@requires(Permission.activate_cold)
@comes_back(ask_winter_end)
def end_winter() -> WerkzeugResponse:
    """Turn it off."""
    data = submitted(WinterEndInput)
    with transaction() as session:
        service.end(session, actor(), data)
    return _decided()


@blueprint.post(f"{_HOME}/bedden")
@requires(Permission.activate_cold)
@comes_back(winter_page, "beds")
def winter_beds() -> WerkzeugResponse:
    """Open extra beds in a shelter, or say how many there are now."""
    data = submitted(WinterBedsInput)
    with transaction() as session:
        service.open_beds(session, actor(), data)
    return _decided()


@blueprint.post(f"{_HOME}/grens")
@requires(Permission.activate_cold)
@comes_back(winter_page, "limit")
def winter_threshold() -> WerkzeugResponse:
    """Write down from which wind chill the region considers it."""
    data = submitted(ThresholdInput)
    with transaction() as session:
        service.set_threshold(session, actor(), data)
    return see_other(_HOME)


def _shelters(session: Session) -> list[tuple[str, str]]:
    """The shelters that can have extra beds: all that are not confidential."""
    rows = shelter_store.list_shared_shelters(session, actor().region_id, clock.tonight())
    return [("", gettext("Kies een opvang")), *((str(shelter.id), shelter.name) for shelter, _ in rows)]


def _decided() -> WerkzeugResponse:
    banner.forget(actor().region_id)
    return see_other(_HOME)
