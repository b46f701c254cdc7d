"""``/clienten/<id>/wie-keek-mee``: who looked, in words that can be shown to the client."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from flask import request
from werkzeug.wrappers import Response

from webapp.accounts.login import actor
from webapp.accounts.permissions import Permission
from webapp.clock import AMSTERDAM
from webapp.oversight import client_log, labels, looks
from webapp.oversight.routes import blueprint
from webapp.web.access import requires
from webapp.web.page import page
from webapp.web.store import reading

LIKELY = range(1900, 2200)
"""Years in which a log can have a day: at the ends of the calendar there is no next day."""
WHERE = "/clienten/<uuid:client_id>/wie-keek-mee"


@blueprint.get(WHERE)
@requires(Permission.read_clients, Permission.oversee_access)
def who_looked(client_id: UUID) -> Response:
    """The days of the log, the latest first; ``?tot=`` begins at a day, ``?voor=`` goes on from a page."""
    until = asked_day("tot")
    before = moment_of("voor") or (looks.end_of(until) if until else None)
    with reading() as session:
        found = client_log.read_log(session, actor(), client_id, before)
        days = labels.describe_days(session, actor().region_id, found.page)
    return page(
        "oversight/client.html",
        client=found.client,
        name=found.client.full_name,
        days=days,
        until=until,
        begins=before is None,
        earlier=address(found.page.before) if found.page.before else None,
        oversees=actor().may(Permission.oversee_access),
    )


def asked_day(name: str) -> date | None:
    """A day in the address or form; None without one that can be read."""
    try:
        day = date.fromisoformat(request.values.get(name, ""))
    except ValueError:
        return None
    return day if day.year in LIKELY else None


def address(moment: datetime) -> str:
    """A moment as it stands in an address: without a plus."""
    return f"{moment.timestamp():.6f}"


def moment_of(name: str) -> datetime | None:
    """A moment in the address or form, as ``address`` writes it; None without one that can be read."""
    try:
        moment = datetime.fromtimestamp(float(request.values.get(name, "")), AMSTERDAM)
    except (ValueError, OverflowError, OSError):
        return None
    return moment if moment.year in LIKELY else None
