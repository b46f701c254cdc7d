"""A personal link by mail: to a host's confirmed address, link and no content, and only when a coordinator says so."""

from __future__ import annotations

from uuid import UUID

from flask import current_app
from werkzeug.wrappers import Response

from webapp import clock
from webapp.accounts.actor import Actor
from webapp.accounts.permissions import Permission
from webapp.audit.service import Action, record
from webapp.db import Session
from webapp.errors import N_, Invalid, NotFound
from webapp.links import service as links
from webapp.links.pages import unkept
from webapp.mail import service as mail
from webapp.mail.words import NEWS
from webapp.rooms.models import Host
from webapp.rooms.pairs.course import Pair
from webapp.rooms.pairs.kind import HOST
from webapp.web.page import page
from webapp.web.scannable import address

NO_ADDRESS = N_("Er is geen bevestigd e-mailadres. Geef de link op een andere manier.")
_MANY = N_("Naar dit adres ging vandaag al genoeg post. Geef de link op een andere manier.")


def address_of(host: Host | None, party: str) -> str | None:
    """The confirmed address of the party of a link; a youth has none here."""
    is_confirmed = party == HOST and host is not None and host.email_confirmed_at and not host.erased_at
    return host.email if is_confirmed and host and isinstance(host.email, str) else None


def mail_link(session: Session, actor: Actor, pair: Pair, about: tuple[str, UUID], token: str, path: str) -> str:
    """Queue a letter with this link; sent twice it is one. Gives its party. ``about``: purpose and record of the link.

    A relay that is down delays it, and the coordinator's first page says so.

    Raises:
        NotAllowed: for anybody but a coordinator.
        NotFound: for a link that does not work, or is to another record.
        Invalid: without a confirmed address, or when that got as many letters as a day allows.
    """
    actor.require(Permission.coordinate_rooms)
    purpose, subject = about
    link = links.find(session, token, purpose, lock=True)
    if link.subject_id != subject or link.region_id != actor.region_id:
        raise NotFound(links.DEAD)
    to, host = address_of(pair.host, link.party), pair.host
    if to is None or host is None:
        raise Invalid({"": NO_ADDRESS}, "no_address")
    if link.mailed_at:
        return link.party
    whole = f"{current_app.extensions['config'].origin}{path}/{token}?lang={host.language}"
    if not mail.write(session, pair.region_id, to, NEWS, whole, host.language, f"/kamers/verhuurders/{host.id}"):
        raise Invalid({"": _MANY}, "too_many")
    link.mailed_at = clock.now()
    session.add(link)
    record(session, actor, Action.update, "personal_link", link.id, ground="region")
    return link.party


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
