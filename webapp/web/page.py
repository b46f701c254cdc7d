"""``page()``: the one function that decides between a whole page and a block of it.

The same template serves both: htmx asks for a part (``HX-Request-Type: partial``) and gets the block
the view names; anyone else gets the page. Wraps htmx-flask, whose 0.1.0 reads htmx 2 headers.
"""

from __future__ import annotations

from typing import Any

from flask import Response, make_response, redirect, render_template, request
from htmx_flask import Htmx
from jinja2_fragments.flask import render_block
from werkzeug.wrappers import Response as WerkzeugResponse

from webapp.web import shown
from webapp.web.conditional import unless_shown

htmx = Htmx()


def wants_block() -> bool:
    """True when htmx asks for a part of a page; boosted navigation asks for whole pages."""
    return bool(getattr(request, "htmx", False)) and request.headers.get("HX-Request-Type") == "partial"


def page(
    template: str, block: str | None = None, status: int = 200, *, renews: bool = False, **context: Any
) -> Response:
    """Render a page, or only ``block`` of it when htmx asks for a part. The access log notes the people it shows.

    ``renews``: an open page asks for this part again by itself, and gets 304 while it is the same.
    """
    if block and wants_block():
        response = make_response(render_block(template, block, **context), status)
    else:
        response = make_response(render_template(template, **context), status)
    found, by_itself = shown.of_this_request(), renews and wants_block()
    (found.again if by_itself else found.records).extend(shown.records_in(context))
    if by_itself:
        response = unless_shown(response)
    response.vary.add("HX-Request-Type")
    return response


def invalid(template: str, **context: Any) -> Response:
    """The page of a form with its mistakes: 422; the typed values stay."""
    return page(template, status=422, **context)


def see_other(url: str) -> WerkzeugResponse:
    """After a POST: redirect to the result."""
    return redirect(url, code=303)
