"""``/kamers/mijn``: the same page for a host who is signed in, with the acts on each room."""

from __future__ import annotations

from werkzeug.wrappers import Response

from webapp.accounts.login import actor
from webapp.accounts.permissions import Permission
from webapp.errors import Invalid
from webapp.rooms.hosts.edit_views import OWN
from webapp.rooms.portal import pages, service
from webapp.rooms.portal.inputs import HelpInput, LeaveInput
from webapp.rooms.portal.service import OwnRecord
from webapp.rooms.routes import blueprint
from webapp.web.access import requires
from webapp.web.forms import submitted
from webapp.web.page import see_other
from webapp.web.saving import comes_back
from webapp.web.store import reading, transaction


@blueprint.get(OWN)
@requires(Permission.own_room)
def own(error: Invalid | None = None) -> Response:
    """Where the host's sign-ups stand, with dates."""
    return pages.own_page(_read(), OWN, error, signed_in=True)


@blueprint.post(f"{OWN}/hulp")
@requires(Permission.own_room)
@comes_back(own)
def ask_own_help() -> Response:
    """Ask for help."""
    data = submitted(HelpInput)
    pages.count_help(_read())
    with transaction() as session:
        service.ask_help(session, actor(), data)
    return see_other(f"{OWN}?hulp=1")


@blueprint.get(f"{OWN}/stoppen")
@requires(Permission.own_room)
def ask_own_leave(error: Invalid | None = None) -> Response:
    """Why the host stops."""
    return pages.stop_page(OWN, error, signed_in=True)


@blueprint.post(f"{OWN}/stoppen")
@requires(Permission.own_room)
@comes_back(ask_own_leave)
def leave_all() -> Response:
    """Stop, with every room."""
    data = submitted(LeaveInput)
    with transaction() as session:
        service.leave(session, actor(), data)
    return see_other(OWN)


@blueprint.get(f"{OWN}/afspraak.ics")
@requires(Permission.own_room)
def own_dates() -> Response:
    """The dates to come as a calendar file."""
    return pages.dates_file(_read(), OWN)


@blueprint.get(f"{OWN}/gegevens.json")
@requires(Permission.own_room)
def own_export() -> Response:
    """Everything kept about this host, as a file."""
    with transaction() as session:
        data = service.export_own(session, actor())
    return pages.data_file(data)


def _read() -> list[OwnRecord]:
    with reading() as session:
        return service.read_own(session, actor())
