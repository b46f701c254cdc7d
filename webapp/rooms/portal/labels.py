"""A host's sign-up in steps with their dates, in the host's language."""

from __future__ import annotations

from flask_babel import gettext

from webapp.rooms.portal.service import OwnRecord
from webapp.rooms.words import RoomState
from webapp.web.dates import day, when

Steps = list[tuple[str, str, str, str]]
"""Kind ('ok' is done), icon, title, text."""


def steps(own: OwnRecord) -> Steps:
    """What happened and what comes. The reason of a no is told by a person, not by a page."""
    found: Steps = [("ok", "check", gettext("Aanmelding binnen"), when(own.host.created_at))]
    if own.has_stopped:
        ended = max((event.at for event in own.events if event.state == RoomState.declined), default=None)
        return [*found, ("ok", "out", gettext("Gestopt"), when(ended) if ended else "")]
    return [*found, _called(own), _visited(own), _decided(own)]


def _called(own: OwnRecord) -> tuple[str, str, str, str]:
    first = next((event.at for event in own.events if event.state in (RoomState.called, RoomState.screened)), None)
    if first:
        return "ok", "phone", gettext("We spraken elkaar"), when(first)
    return "", "phone", gettext("Een coördinator belt je"), gettext("Binnen een week. Je mag alles vragen.")


def _visited(own: OwnRecord) -> tuple[str, str, str, str]:
    title, row = gettext("We komen de kamer bekijken"), own.screening
    if row is None or row.visit_at is None:
        return (
            "ok" if own.host.screened_at else "",
            "home",
            title,
            "" if own.host.screened_at else gettext("Als jij dat nog wilt."),
        )
    return ("" if row.visit_open else "ok", "home", title, when(row.visit_at))


def _decided(own: OwnRecord) -> tuple[str, str, str, str]:
    row = own.screening
    if own.host.screened_at:
        done = day(row.decided_on) if row and row.decided_on else ""
        return "ok", "people", gettext("Je kamer kan verhuurd worden. We zoeken een jongere die past."), done
    if row and row.parked_until:
        return "", "clock", gettext("We wachten even"), gettext("tot %(day)s", day=day(row.parked_until))
    return "", "people", gettext("Kennismaken met een jongere"), gettext("Jij en de jongere zeggen allebei ja of nee.")
