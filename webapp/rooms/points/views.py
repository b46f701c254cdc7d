"""``/kamers/punten``: the points count for anybody, and the count of a room."""

from __future__ import annotations

from flask import jsonify, request
from werkzeug.datastructures import MultiDict
from werkzeug.wrappers import Response

from webapp import clock
from webapp.errors import Invalid
from webapp.rooms.points import labels, service
from webapp.rooms.points.calculator import count as count_points
from webapp.rooms.points.inputs import CountInput, PageInput
from webapp.rooms.routes import blueprint
from webapp.validation import read
from webapp.web.access import public, while_locked
from webapp.web.conditional import KEPT_BY_BROWSER
from webapp.web.errors import wants_json
from webapp.web.forms import Form, nested
from webapp.web.page import page

HOME = "/kamers/punten"


@blueprint.get(HOME)
@while_locked
@public
def count() -> Response:
    """Points and maximum of the answers in the address, as a page or as JSON; a phone keeps the empty page."""
    try:
        asked = read(PageInput, nested(request.args, PageInput))
    except Invalid as error:
        if wants_json():
            raise
        return _page(Form(MultiDict(request.args), error), PageInput())
    if wants_json():
        return _as_json(asked)
    response = _page(Form(MultiDict(request.args)), asked)
    if not request.args:
        response.headers["Cache-Control"] = KEPT_BY_BROWSER
    return response


def _page(form: Form, asked: PageInput) -> Response:
    prices = labels.prices_now()
    found = count_points(asked.home(), prices)
    return page(
        "rooms/points/page.html",
        status=form.status,
        form=form,
        count=found,
        gain=service.gain_of(asked),
        over=max(0, (asked.bare_rent or 0) * 100 - found.max_cents),
        this_year=clock.today().year,
        labels=labels,
        **labels.question_choices(),
    )


def _as_json(asked: CountInput) -> Response:
    found = count_points(asked.home(), labels.prices_now())
    return jsonify(
        {
            "points": found.points,
            "max_rent": found.max_cents / 100,
            "year": found.year,
            "rubrics": labels.rubrics_as_data(found),
        }
    )
