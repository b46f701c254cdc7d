"""A host's sign-up in steps with their dates, in the host's language."""

from __future__ import annotations

from datetime import date

from flask_babel import gettext

from webapp.errors import N_
from webapp.rooms.pairs.kind import CONTRACT, INTRODUCTION, PROPOSAL, THINKING
from webapp.rooms.pairs.models import RoomMatch
from webapp.rooms.portal.service import OwnRecord
from webapp.rooms.tenancies.models import Tenancy
from webapp.rooms.words import RoomState
from webapp.web.dates import day, when

Steps = list[tuple[str, str, str, str]]
"""Kind ('ok' is done), icon, title, text."""
_BOTH_SAY = N_("Jullie zeggen allebei ja of nee, vóór %(when)s.")
_STANDING = {
    PROPOSAL: ("people", N_("Er is een jongere die bij je past"), _BOTH_SAY),
    INTRODUCTION: ("people", N_("Jullie maken kennis"), N_("De coördinator spreekt met jullie af, vóór %(when)s.")),
    THINKING: ("clock", N_("Jullie denken er allebei over na"), _BOTH_SAY),
    CONTRACT: ("file", N_("Jullie zeiden allebei ja. Nu het contract."), ""),
}
"""A step of a match: icon, title, and the text with its last moment."""


def steps(own: OwnRecord) -> Steps:
    """What happened and what comes. The reason of a no is told by a person, not by a page."""
    found: Steps = [("ok", "check", gettext("Aanmelding binnen"), when(own.host.created_at))]
    if own.has_stopped:
        ended = max((event.at for event in own.events if event.state == RoomState.declined), default=None)
        return [*found, ("ok", "out", gettext("Gestopt"), when(ended) if ended else "")]
    found += [_called(own), _visited(own), _decided(own)]
    return [*found, *(step for match in own.matches for step in _matched(match, own.tenancies.get(match.id)))]


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
        if own.matches:
            return "ok", "people", gettext("Je kamer kan verhuurd worden"), done
        return "ok", "people", gettext("Je kamer kan verhuurd worden. We zoeken een jongere die past."), done
    if row and row.parked_until:
        return "", "clock", gettext("We wachten even"), gettext("tot %(day)s", day=day(row.parked_until))
    return "", "people", gettext("Kennismaken met een jongere"), gettext("Jij en de jongere zeggen allebei ja of nee.")


def _matched(match: RoomMatch, tenancy: Tenancy | None) -> Steps:
    """A match that holds the room: where it stands and until when, or the tenancy with its next dates. No name."""
    if tenancy:
        return [
            (
                "ok",
                "home",
                gettext("Er woont een jongere bij je"),
                gettext("sinds %(day)s", day=day(tenancy.starts_on)),
            ),
            *_ahead("people", gettext("We kijken samen terug"), tenancy.evaluation_on),
            *_ahead("calendar", gettext("Dan loopt het contract af"), tenancy.ends_on),
        ]
    if match.parked_until:
        return [("", "clock", gettext("We wachten even"), gettext("tot %(day)s", day=day(match.parked_until)))]
    if match.state not in _STANDING:
        return []
    icon, title, text = _STANDING[match.state]
    at = when(match.due_at) if match.due_at else ""
    return [("", icon, gettext(title), gettext(text, when=at) if text and at else "")]


def _ahead(icon: str, title: str, at: date | None) -> Steps:
    return [("", icon, title, day(at))] if at else []
