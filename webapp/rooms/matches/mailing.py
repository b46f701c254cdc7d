"""A personal link by mail: to a host's confirmed address, link and no content, and only when a coordinator says so."""

from __future__ import annotations

from uuid import UUID

from webapp import clock
from webapp.accounts.actor import Actor
from webapp.accounts.permissions import Permission
from webapp.audit.service import Action, record
from webapp.db import Session
from webapp.errors import N_, Invalid, NotFound
from webapp.links import service as links
from webapp.mail import service as mail
from webapp.mail.words import NEWS
from webapp.rooms.models import Host
from webapp.rooms.pairs.course import Pair
from webapp.rooms.pairs.kind import HOST

NO_ADDRESS = N_("Er is geen bevestigd e-mailadres. Geef de link op een andere manier.")
_MANY = N_("Naar dit adres ging vandaag al genoeg post. Geef de link op een andere manier.")


def address_of(host: Host | None, party: str) -> str | None:
    """The confirmed address of the party of a link; a youth has none here."""
    is_confirmed = party == HOST and host is not None and host.email_confirmed_at and not host.erased_at
    return host.email if is_confirmed and host and isinstance(host.email, str) else None


def mail_link(session: Session, actor: Actor, pair: Pair, about: tuple[str, UUID], token: str, at: str) -> str:
    """Queue a letter with this link; sent twice it is one. Gives its party.

    ``about``: purpose and record of the link. ``at``: our origin with the path of its pages.


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
    whole = f"{at}/{token}?lang={host.language}"
    if not mail.write(session, pair.region_id, to, NEWS, whole, host.language, f"/kamers/verhuurders/{host.id}"):
        raise Invalid({"": _MANY}, "too_many")
    link.mailed_at = clock.now()
    session.add(link)
    record(session, actor, Action.update, "personal_link", link.id, ground="region")
    return link.party
