"""The contents of the pages of a match."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from werkzeug.wrappers import Response

from webapp import clock
from webapp.accounts import store as accounts
from webapp.db import Session
from webapp.errors import NotFound
from webapp.links import service as links
from webapp.rooms.matches import labels
from webapp.rooms.matches.service import Match
from webapp.rooms.pairs import course, reasons
from webapp.rooms.pairs import store as pairs
from webapp.rooms.pairs.course import LINK
from webapp.rooms.pairs.kind import COORDINATOR, HOST, NO, PARKED, SIGNED, STOPPED, YOUTH
from webapp.rooms.pictures import service as pictures
from webapp.rooms.requests import labels as request_labels
from webapp.rooms.requests.profile import Reader, cut
from webapp.trajectories.kinds import PARK, RESUME
from webapp.trajectories.models import TakenRow
from webapp.web import shown
from webapp.web.store import reading, transaction


def open_seals() -> None:
    """Move on what the clock opened since somebody looked; without any this writes nothing."""
    with reading() as session:
        is_due = bool(pairs.list_opened(session, clock.now(), 1))
    if is_due:
        with transaction() as session:
            course.open_seals(session)


def match_page(session: Session, found: Match) -> dict[str, Any]:
    """A match for its coordinator, or for the youth's worker: the course, and the answers that this user may give."""
    row, sides = found.pair.row, found.pair.sides
    coordinates = COORDINATOR in sides
    given = links.list_working(session, LINK, [row.id]) if coordinates else ()
    taken = _open_rows(found)
    people = {row.proposed_by, row.kept_by, *(one.by for one in taken if one.link_id is None)}
    people |= {row.volunteer_id} if coordinates and row.volunteer_id else set()
    return {
        "found": found,
        "coordinates": coordinates,
        "taken": taken,
        "users": {one: user.name for one in people if (user := accounts.find_user(session, one))},
        "answering": _answering(found),
        "links": {one.party: one for one in given},
        "pictures": pictures.list_of_room(session, found.pair.room) if has_pictures(found) else (),
        "knows_host": coordinates or found.step not in ("proposal", "no", "stopped"),
        "no_reasons": labels.choices_of(reasons.list_offered(session, row.region_id, NO, "" if coordinates else YOUTH)),
        "park_reasons": labels.choices_of(reasons.list_offered(session, row.region_id, PARKED)) if coordinates else [],
        "stop_reasons": labels.choices_of(reasons.list_offered(session, row.region_id, STOPPED)),
        "labels": labels,
    }


def picture_of(session: Session, found: Match, picture_id: UUID) -> Response:
    """A picture of the room, for whoever reads this match while it is alive or signed.

    Raises:
        NotFound: afterwards, or for a picture of another room.
    """
    if not has_pictures(found):
        raise NotFound(pictures.UNKNOWN)
    data = pictures.read_webp(session, found.pair.room, picture_id)
    shown.of_this_request().records.append(found)
    return Response(data, mimetype="image/webp")


def has_pictures(found: Match) -> bool:
    """True while a match shows the pictures of its room."""
    return found.is_live or found.step == SIGNED


def party_page(session: Session, found: Match) -> dict[str, Any]:
    """A match for one party alone: the facts they may know, and their own answer. Nothing of anybody else."""
    [party] = found.pair.sides
    at = found.course.standing
    asks = at.step is not None and party in at.step.by
    has_said = party in at.given
    return {
        "found": found,
        "party": party,
        "facts": labels.youth_facts(found.pair.request) if party == HOST else labels.room_facts(found.pair.room),
        "profile": cut(found.pair.request, Reader.host) if party == HOST else None,
        "profile_labels": request_labels,
        "pictures": pictures.list_of_room(session, found.pair.room) if party == YOUTH and has_pictures(found) else (),
        "asks": asks and (not has_said or bool(at.step and at.step.sealed)),
        "has_said": has_said,
        "is_late": at.is_late(clock.now()),
        "reasons": labels.choices_of(reasons.list_offered(session, found.pair.region_id, NO, party)),
        "labels": labels,
    }


def _open_rows(found: Match) -> list[TakenRow]:
    """The answers on a page: those to a step that is still sealed are left out, also of the reader's own side."""
    at = found.course.standing
    sealed = at.step.word if at.step and at.step.sealed else ""
    return [one for one in found.course.rows if one.step != sealed or one.answer in (PARK, RESUME)]


def _answering(found: Match) -> list[str]:
    """The parties for whom this reader can answer now. Of a sealed step, also those who may have answered."""
    at = found.course.standing
    if at.step is None:
        return []
    mine = [one for one in at.step.by if one in found.pair.sides]
    return [one for one in mine if at.step.sealed or one not in at.given]
