"""What is due of matches, for the list of everything there is to do: the end of a pause."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from webapp.accounts.actor import Actor
from webapp.accounts.permissions import Permission
from webapp.db import Session
from webapp.due.days import Term
from webapp.due.duty import MOST, Before, Duty
from webapp.due.rules import Fact, Result, Rule
from webapp.errors import N_
from webapp.rooms.matches import service, store
from webapp.rooms.matches.inputs import MatchAnswer
from webapp.rooms.pairs import course
from webapp.rooms.pairs import store as pairs
from webapp.rooms.pairs.kind import COORDINATOR, HOST, LIVE, YOUTH
from webapp.rooms.pairs.models import RoomMatch
from webapp.trajectories import service as trajectories
from webapp.trajectories.kinds import PARK, RESUME

PARKED = Rule(
    "match_parked",
    N_("Deze match wachtte: kan het weer?"),
    after=Term(),
    permission=Permission.coordinate_rooms,
    outcomes=(Result("goes_on", N_("Weer verder")), Result("not_yet", N_("Nog niet"), again=Term(days=7))),
    ends_itself=True,
)
_SIDES = (COORDINATOR, YOUTH, HOST)


def _list(session: Session, actor: Actor, since: date) -> Sequence[Fact]:
    rows = store.list_parked(session, actor, since, MOST)
    found = course.read_pairs(session, rows, _SIDES)
    return [_fact(actor, pair, pair.row.parked_until) for pair in found if pair.row.parked_until]


def _find(session: Session, actor: Actor, match_id: UUID) -> Fact | None:
    """Also one that went on already: that can be undone."""
    row = _lock(session, actor, match_id)
    if row is None or row.erased_at:
        return None
    pair = course.read_pair(session, row, _SIDES)
    parked = trajectories.read(session, course.SCHEME, pair).latest().get(PARK)
    since = row.parked_until or (parked.until if parked else None)
    return _fact(actor, pair, since) if since else None


def _lock(session: Session, actor: Actor, match_id: UUID) -> RoomMatch | None:
    found = store.find_match(session, actor, match_id)
    return pairs.lock_match(session, match_id) if found and COORDINATOR in found[1] else None


def _fact(actor: Actor, pair: course.Pair, since: date) -> Fact:
    [read] = pair.read_by(actor)
    url, place = f"/kamers/matches/{pair.id}", pair.room.municipality
    return Fact("room_match", pair.id, read.client_id, since, place, url, who=pair.request.alias, ground=read.ground)


def _go_on(session: Session, actor: Actor, fact: Fact, outcome: str) -> Before:
    """It goes on at the step where it stood, with the whole time of that step."""
    row = pairs.lock_match(session, fact.id)
    if outcome != "goes_on" or row is None or row.parked_until is None:
        return {}
    before = {"until": row.parked_until.isoformat(), "reason": row.parked_for}
    said = MatchAnswer(match=row.id, step=row.state, answer=RESUME, party=COORDINATOR)
    service.answer(session, actor, said)
    return before


def _park_again(session: Session, actor: Actor, fact: Fact, before: Before) -> None:
    row = _lock(session, actor, fact.id)
    if row and row.state in LIVE:
        pair = course.read_pair(session, row, _SIDES)
        course.park_again(session, actor, pair, date.fromisoformat(before["until"]), before["reason"])


DUTIES = (Duty(PARKED, _list, _find, act=_go_on, undo=_park_again),)
