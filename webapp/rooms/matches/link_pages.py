"""The page of a new personal link to a match or a tenancy, and mailing it from there."""

from __future__ import annotations

from uuid import UUID

from flask import current_app
from werkzeug.wrappers import Response

from webapp.accounts.login import actor
from webapp.errors import Invalid
from webapp.links.pages import unkept
from webapp.mail import service as mail
from webapp.rooms.matches.inputs import MailInput
from webapp.rooms.matches.mailing import address_of, mail_link
from webapp.rooms.pairs.course import Pair
from webapp.rooms.pairs.kind import HOST
from webapp.web.forms import submitted
from webapp.web.page import page
from webapp.web.scannable import address
from webapp.web.store import transaction


def mailed_page(template: str, pair: Pair, about: tuple[str, UUID], path: str, back: str) -> Response:
    """Mail the link that was just shown to the host; the page stays, to hand it on another way too."""
    data, error, party = submitted(MailInput), "", HOST
    at = f"{current_app.extensions['config'].origin}{path}"
    try:
        with transaction() as session:
            party = mail_link(session, actor(), pair, about, data.token, at)
    except Invalid as refused:
        error = refused.message
    return given_page(template, pair, party, data.token, path, back, is_mailed=not error, error=error)


def given_page(
    template: str, pair: Pair, party: str, token: str, path: str, back: str, *, is_mailed: bool = False, error: str = ""
) -> Response:
    """The page of a new link, shown this once, with the offer to mail it where that can be."""
    link, picture = address(f"{path}/{token}")
    offers = mail.is_offered(current_app.extensions["config"]) and party == HOST
    return unkept(
        page(
            template,
            status=422 if error else 200,
            link=link,
            picture=picture,
            party=party,
            token=token,
            back=back,
            mail_at=f"{back}/link/mail",
            offers_mail=offers,
            has_address=address_of(pair.host, party) is not None,
            is_mailed=is_mailed,
            error=error,
        )
    )
