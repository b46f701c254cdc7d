"""``/kamers/mijn-aanmelding/<secret>``: a host's own page; ``/kamers/hulp``: hosts who ask for help."""

from __future__ import annotations

from uuid import UUID

from werkzeug.wrappers import Response

from webapp.accounts.login import actor
from webapp.accounts.permissions import Permission
from webapp.errors import Invalid, NotFound
from webapp.rooms.portal import pages, service
from webapp.rooms.portal.inputs import HelpInput, LeaveInput
from webapp.rooms.portal.service import OWN, OwnRecord
from webapp.rooms.routes import blueprint
from webapp.web import limits
from webapp.web.access import public, requires
from webapp.web.browsers import who_tries
from webapp.web.forms import submitted
from webapp.web.page import page, see_other
from webapp.web.saving import comes_back
from webapp.web.store import database, reading, transaction

PAGE = f"{OWN}/<secret>"
HELP = "/kamers/hulp"
_HOUR = 3600
_WRONG, _ACTS = 30, 60
"""Wrong links of an address and acts of it in an hour."""
_MOST = 50


@blueprint.get(PAGE)
@public
def own_page(secret: str, error: Invalid | None = None) -> Response:
    """Where the sign-up stands, with dates. Opening it changes nothing."""
    own = _read(secret)
    return pages.own_page(own, _at(secret), error, may_confirm=_may_confirm(secret, own[0]))


@blueprint.post(f"{PAGE}/adres")
@public
def confirm(secret: str) -> Response:
    """The address is right."""
    _count()
    with transaction() as session:
        service.confirm_address(session, secret)
    return see_other(_at(secret))


@blueprint.post(f"{PAGE}/hulp")
@public
@comes_back(own_page)
def ask_help(secret: str) -> Response:
    """Ask for help."""
    data = submitted(HelpInput)
    pages.count_help(_read(secret))
    with transaction() as session:
        service.ask_help(session, secret, data)
    return see_other(f"{_at(secret)}?hulp=1")


@blueprint.get(f"{PAGE}/stoppen")
@public
def ask_leave(secret: str, error: Invalid | None = None) -> Response:
    """Why the host stops."""
    _read(secret)
    return pages.stop_page(_at(secret), error)


@blueprint.post(f"{PAGE}/stoppen")
@public
@comes_back(ask_leave)
def leave(secret: str) -> Response:
    """Stop."""
    data = submitted(LeaveInput)
    _count()
    with transaction() as session:
        service.leave(session, secret, data)
    return see_other(_at(secret))


@blueprint.get(f"{PAGE}/afspraak.ics")
@public
def dates_file(secret: str) -> Response:
    """The dates to come as a calendar file."""
    return pages.dates_file(_read(secret), _at(secret))


@blueprint.get(f"{PAGE}/gegevens.json")
@public
def own_data(secret: str) -> Response:
    """Everything kept about this host, as a file."""
    _read(secret)
    with transaction() as session:
        data = service.export_own(session, secret)
    return pages.data_file(data)


@blueprint.get(HELP)
@requires(Permission.coordinate_rooms)
def helps() -> Response:
    """Hosts who ask for help, the longest first."""
    with reading() as session:
        found = service.list_help(session, actor(), _MOST)
    return page("rooms/portal/helps.html", found=found)


@blueprint.post(f"{HELP}/<uuid:help_id>")
@requires(Permission.coordinate_rooms)
def answer_help(help_id: UUID) -> Response:
    """The host was called."""
    with transaction() as session:
        service.answer_help(session, actor(), help_id)
    return see_other(HELP)


def _read(secret: str) -> list[OwnRecord]:
    """The page of a link; a source that tries many is stopped."""
    source = who_tries()
    limits.check_tries(database(), "host_link_wrong", source, limit=_WRONG, seconds=_HOUR)
    try:
        with reading() as session:
            return service.read_own(session, secret)
    except NotFound:
        limits.count_try(database(), "host_link_wrong", source, limit=_WRONG, seconds=_HOUR)
        raise


def _count() -> None:
    limits.count_try(database(), "host_link", who_tries(), limit=_ACTS, seconds=_HOUR)


def _may_confirm(secret: str, own: OwnRecord) -> bool:
    if not own.host.email or own.host.email_confirmed_at:
        return False
    with reading() as session:
        return service.is_by_mail(session, secret)


def _at(secret: str) -> str:
    return f"{OWN}/{secret}"
