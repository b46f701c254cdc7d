"""``/kamers/trechter``: how many came how far, why the others did not, and the records behind each number."""

from __future__ import annotations

from dataclasses import replace
from typing import Any
from urllib.parse import urlencode

from flask import jsonify, request
from werkzeug.wrappers import Response

from webapp import clock
from webapp.accounts import store as accounts
from webapp.accounts.login import actor
from webapp.accounts.permissions import Permission
from webapp.errors import N_, Invalid, NotFound
from webapp.rooms import words
from webapp.rooms.funnel import labels, service
from webapp.rooms.funnel.flow import ANY, OFFERED, Flow
from webapp.rooms.funnel.inputs import RoomTargetInput
from webapp.rooms.funnel.service import Asked, Report
from webapp.rooms.hosts.views import BADGES
from webapp.rooms.matches import labels as match_labels
from webapp.rooms.requests import labels as request_labels
from webapp.rooms.routes import blueprint
from webapp.rooms.words import Heard
from webapp.text import in_order
from webapp.web import choices
from webapp.web.access import requires
from webapp.web.forms import opened, submitted
from webapp.web.page import page, see_other
from webapp.web.paging import PER_PAGE, cut, first_row, page_number
from webapp.web.saving import comes_back
from webapp.web.store import reading, transaction
from webapp.web.years import asked_year

HOME = "/kamers/trechter"
EVERY = "alle"
UNSAID = "niet-gezegd"
"""The channel, in an address, of hosts who did not say how they heard of it."""
_NO_YEAR = N_("Dit jaar is er niet.")


@blueprint.get(HOME)
@requires(Permission.see_room_figures)
def funnel(error: Invalid | None = None) -> Response:
    """The funnel of a year; ``?jaar=2026&gemeente=Huizen&kanaal=flyer``, or ``?jaar=alle``."""
    asked = _asked()
    _count()
    with reading() as session:
        report = service.read_funnel(session, actor(), asked)
        region = accounts.find_region(session, actor().region_id)
    if request.accept_mimetypes.best == "application/json":
        response = jsonify(_as_json(report))
        response.vary.add("Accept")
        return response
    known = report.target
    begin = {"target": known.target if known else "", "source": known.source if known else ""}
    form = opened(begin, error)
    return page(
        "rooms/funnel/funnel.html",
        status=form.status,
        report=report,
        asked=asked,
        form=form,
        labels=labels,
        link=_link,
        address_of=_address,
        part_of=_part,
        years=_years(asked.year),
        may_set=actor().may(Permission.set_room_target),
        municipalities=in_order(region.municipalities) if region else [],
        heard=choices.options(Heard),
    )


@blueprint.post(HOME)
@requires(Permission.set_room_target)
@comes_back(funnel)
def set_room_target() -> Response:
    """Set the target of that year."""
    year = _year()
    if year is None:
        raise NotFound(_NO_YEAR)
    data = submitted(RoomTargetInput)
    with transaction() as session:
        service.set_target(session, actor(), year, data)
    return see_other(f"{HOME}?jaar={year}")


@blueprint.get(f"{HOME}/<step>")
@requires(Permission.coordinate_rooms)
def funnel_step(step: str) -> Response:
    """The records behind one number; with ``?reden=`` those who fell away there for it."""
    asked, reason = _asked(), request.args.get("reden")
    _count()
    with reading() as session:
        is_known = reason == ANY or reason in labels.reasons_of(step)
        is_known = is_known or service.knows_reason(session, actor(), step, reason or "")
        if reason is not None and not is_known:
            raise NotFound(N_("Deze reden is er niet."))
        number = page_number()
        rows = {"offset": first_row(number), "limit": PER_PAGE + 1}
        found = cut(service.list_members(session, actor(), asked, step, reason, **rows), number)
        rooms = service.read_rooms(session, actor(), found.rows) if step in OFFERED else []
        matches = [] if step in OFFERED else service.read_matches(session, actor(), found.rows)
    return page(
        "rooms/funnel/step.html",
        step=step,
        reason=reason,
        found=found,
        rooms=rooms,
        matches=matches,
        match_labels=match_labels,
        labels=labels,
        address=_address(asked),
        choices=choices,
        all_words=words,
        badges=BADGES,
    )


@blueprint.get(f"{HOME}/regel/<rule>")
@requires(Permission.coordinate_rooms)
def kept_away(rule: str) -> Response:
    """The youths whom one hard rule alone keeps from a room now."""
    number = page_number()
    rows = {"offset": first_row(number), "limit": PER_PAGE + 1}
    with reading() as session:
        found = cut(service.list_alone(session, actor(), rule, **rows), number)
    return page("rooms/funnel/rule.html", rule=rule, found=found, labels=labels, request_labels=request_labels)


def _count() -> None:
    """Once, in a region whose records are older than the counts."""
    with reading() as session:
        if service.is_counted(session, actor()):
            return
    with transaction() as session:
        service.count_once(session, actor())


def _as_json(report: Report) -> dict[str, Any]:
    return {
        "target": report.target.target if report.target else None,
        "steps": [
            {"step": one.step, "reached": one.reached, "lost": one.lost, "median_days": one.median_days}
            for one in report.steps
        ],
    }


def _asked() -> Asked:
    channel = request.args.get("kanaal") or None
    return Asked(_year(), request.args.get("gemeente", ""), "" if channel == UNSAID else channel)


def _year() -> int | None:
    return None if request.args.get("jaar") == EVERY else asked_year(_NO_YEAR)


def _years(year: int | None) -> list[int]:
    """The years beside this one, and this year."""
    today = clock.today().year
    shown = {today, today - 1} | ({year - 1, year, year + 1} if year else set())
    return sorted(one for one in shown if 2020 <= one <= today)


def _address(asked: Asked, **more: str) -> str:
    channel = UNSAID if asked.channel == "" else asked.channel or ""
    said = {"jaar": str(asked.year or EVERY), "gemeente": asked.municipality, "kanaal": channel, **more}
    return f"{HOME}?{urlencode({name: value for name, value in said.items() if value})}"


def _link(asked: Asked, flow: Flow, reason: str = "") -> str:
    """Where the records behind a number are."""
    return _address(asked, **({"reden": reason} if reason else {})).replace(HOME, f"{HOME}/{flow.step}", 1)


def _part(asked: Asked, part: str, *, by_channel: bool) -> Asked:
    """The question of one channel or municipality."""
    return replace(asked, channel=part) if by_channel else replace(asked, municipality=part)
