"""The contents of the pages of a match."""

from __future__ import annotations

from typing import Any

from webapp import clock
from webapp.accounts import store as accounts
from webapp.db import Session
from webapp.links import service as links
from webapp.rooms.matches import labels
from webapp.rooms.matches.service import Match
from webapp.rooms.pairs import course
from webapp.rooms.pairs import store as pairs
from webapp.rooms.pairs.course import LINK
from webapp.rooms.pairs.kind import COORDINATOR, HOST
from webapp.trajectories.models import TakenRow
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
    given = links.list_working(session, LINK, row.id) if coordinates else ()
    shown = _open_rows(found)
    people = {row.proposed_by, row.kept_by, *(one.by for one in shown if one.link_id is None)}
    return {
        "found": found,
        "coordinates": coordinates,
        "taken": shown,
        "users": {one: user.name for one in people if (user := accounts.find_user(session, one))},
        "answering": _answering(found),
        "links": {one.party: one for one in given},
        "knows_host": coordinates or found.step not in ("proposal", "no", "stopped"),
        "labels": labels,
    }


def party_page(found: Match) -> dict[str, Any]:
    """A match for one party alone: the facts they may know, and their own answer. Nothing of anybody else."""
    [party] = found.pair.sides
    at = found.course.standing
    asks = at.step is not None and party in at.step.by
    has_said = party in at.given
    return {
        "found": found,
        "party": party,
        "facts": labels.youth_facts(found.pair.request) if party == HOST else labels.room_facts(found.pair.room),
        "words": found.pair.request.motivation if party == HOST else "",
        "asks": asks and (not has_said or bool(at.step and at.step.sealed)),
        "has_said": has_said,
        "is_late": at.is_late(clock.now()),
        "reasons": labels.no_reasons(party),
        "labels": labels,
    }


def _open_rows(found: Match) -> list[TakenRow]:
    """The answers on a page: those to a step that is still sealed are left out, also of the reader's own side."""
    at = found.course.standing
    sealed = at.step.word if at.step and at.step.sealed else ""
    return [one for one in found.course.rows if one.step != sealed or one.at < at.since]


def _answering(found: Match) -> list[str]:
    """The parties for whom this reader can answer now. Of a sealed step, also those who may have answered."""
    at = found.course.standing
    if at.step is None:
        return []
    mine = [one for one in at.step.by if one in found.pair.sides]
    return [one for one in mine if at.step.sealed or one not in at.given]
