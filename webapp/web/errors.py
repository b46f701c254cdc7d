"""Domain errors and HTTP errors become answers here, once: a page with a way on, or JSON."""

from __future__ import annotations

import logging

from flask import Flask, Response, g, jsonify, request
from flask_babel import gettext
from werkzeug.exceptions import HTTPException

from webapp.errors import N_, Busy, Conflict, DomainError, Invalid, NotAllowed, NotFound, TooMany
from webapp.web import busy
from webapp.web.forms import say
from webapp.web.page import page, see_other
from webapp.web.way_back import asks_for_part, sign_in_address

log = logging.getLogger("onderdak")

STATUS = {Busy: 503, NotFound: 404, NotAllowed: 403, Invalid: 422, Conflict: 409, TooMany: 429}
TITLES = {
    400: N_("Dit verzoek klopt niet"),
    401: N_("Log eerst in"),
    403: N_("Dit mag je niet doen"),
    404: N_("Deze pagina is er niet"),
    405: N_("Dit kan hier niet"),
    409: N_("Iemand anders was je voor"),
    413: N_("Dit is te groot"),
    415: N_("Dit formaat kennen we niet"),
    422: N_("Er klopt iets niet"),
    429: N_("Even wachten"),
    500: N_("Er ging iets mis bij ons"),
    503: N_("Even geen antwoord"),
}
SENTENCES = {
    403: N_("Dit hoort niet bij jouw rol, of de vraag kwam van een andere website."),
    404: N_("Misschien is het adres veranderd, of mag je dit niet zien."),
    413: N_("Stuur minder tegelijk."),
    500: N_("Wat op je telefoon bewaard was, staat er nog. Probeer het zo opnieuw."),
}


def install(app: Flask) -> None:
    """Attach the handlers."""
    app.register_error_handler(DomainError, refuse)
    app.register_error_handler(HTTPException, http_error)
    app.register_error_handler(Exception, crash)


def wants_json() -> bool:
    """True for the phone's endpoints and for clients that accept JSON."""
    return request.path.startswith(("/offline/", "/passkeys/")) or request.accept_mimetypes.best == "application/json"


def answer(status: int, code: str, sentence: str) -> Response:
    """An error as a page or as JSON."""
    if wants_json():
        response = jsonify({"error": code, "message": sentence})
        response.status_code = status
        return response
    title = gettext(TITLES.get(status, TITLES[400]))
    return page("errors/error.html", status=status, code=status, title=title, sentence=sentence)


def refuse(error: DomainError) -> Response:
    """Answer a service's refusal; the access log holds its reason where required."""
    g.refusal = error
    status = next((number for kind, number in STATUS.items() if isinstance(error, kind)), 400)
    response = answer(status, error.code, say(error.message, error.values) if error.message else "")
    if isinstance(error, TooMany):
        response.headers["Retry-After"] = str(error.retry_after)
    return response


def http_error(error: HTTPException) -> Response:
    """Answer an HTTP error of Flask or a view. A page that needs sign-in leads there and back."""
    status = error.code or 500
    if status == 401 and g.get("is_locked") and request.headers.get("HX-Request-Type") == "partial":
        return Response(status=401)  # a region of a page that stays: it shows nobody's data
    if status == 401 and not wants_json() and (request.method == "GET" or asks_for_part()):
        return see_other(sign_in_address())  # type: ignore[return-value]
    if 300 <= status < 400:
        return error.get_response()  # type: ignore[return-value]
    code = "cross_site" if error.description == "cross-site" else error.name.lower().replace(" ", "_")
    if status == 401 and g.get("is_locked"):
        code = "locked"
    return answer(status, code, gettext(SENTENCES[status]) if status in SENTENCES else "")


def crash(error: Exception) -> Response:
    """Answer a mistake of ours: logged with its request id, shown without detail."""
    if busy.is_busy(error):
        log.warning("store busy", exc_info=error)
        return refuse(busy.refusal())
    log.error("unhandled", exc_info=error)
    return answer(500, "internal", gettext(SENTENCES[500]))
