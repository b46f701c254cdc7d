"""``/post``: mail that does not arrive; ``/demo/post``: what the demo would send."""

from __future__ import annotations

from uuid import UUID

from flask import Blueprint, abort, current_app
from werkzeug.wrappers import Response

from webapp.accounts.login import actor
from webapp.accounts.permissions import Permission
from webapp.db import Illegible
from webapp.mail import letters, service, store
from webapp.mail.models import Letter
from webapp.mail.words import KINDS
from webapp.web.access import public, requires
from webapp.web.page import page, see_other
from webapp.web.store import reading, transaction

blueprint = Blueprint("mail", __name__)
_SHOWN = 30


@blueprint.get("/post")
@requires(Permission.coordinate_rooms)
def trouble() -> Response:
    """The letters of the region that wait long, or were given up."""
    with reading() as session:
        found = service.list_trouble(session, actor())
    return page("mail/trouble.html", letters=found, waiting=store.WAITING)


@blueprint.post("/post/<uuid:letter_id>/weg")
@requires(Permission.coordinate_rooms)
def put_away(letter_id: UUID) -> Response:
    """Take a letter that was given up from the list."""
    with transaction() as session:
        service.put_away(session, actor(), letter_id)
    return see_other("/post")


@blueprint.get("/demo/post")
@public
def shown_in_demo() -> Response:
    """The newest letters, as they would be sent; 404 outside the demo."""
    if not current_app.extensions["config"].demo:
        abort(404)
    with reading() as session:
        found = store.list_latest(session, _SHOWN)
    return page("mail/demo.html", letters=[_as_read(letter, region) for letter, region in found])


def _as_read(letter: Letter, region: str) -> tuple[Letter, letters.Written | None]:
    kind = KINDS.get(letter.kind)
    if kind is None or letter.link is None or isinstance(letter.link, Illegible):
        return letter, None
    return letter, letters.write(kind, region, letter.link, letter.language)
