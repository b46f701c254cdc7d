"""Tenancies: beginning, evaluations, signals, a buddy, and the end that frees room and youth."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from webapp import clock
from webapp.accounts.actor import Actor
from webapp.accounts.permissions import Permission
from webapp.audit.service import Action, Read, record
from webapp.db import Session
from webapp.due.days import add_months
from webapp.errors import N_, Conflict, Invalid, NotAllowed, NotFound
from webapp.links import service as links
from webapp.links.models import PersonalLink
from webapp.rooms.grounds import rules as grounds
from webapp.rooms.grounds.table import GroundRow, LegalGround
from webapp.rooms.matches import service as matches
from webapp.rooms.matches.inputs import MatchAnswer
from webapp.rooms.pairs import course
from webapp.rooms.pairs import store as pairs
from webapp.rooms.pairs.course import Pair
from webapp.rooms.pairs.kind import CONTRACT, COORDINATOR, HOST, SIGNED, YOUTH
from webapp.rooms.pairs.models import RoomMatch
from webapp.rooms.tenancies import store
from webapp.rooms.tenancies.inputs import EndInput, EvaluationInput, SettleInput, SignalInput, TenancyInput
from webapp.rooms.tenancies.models import Tenancy, TenancyEvaluation, TenancySignal
from webapp.rooms.tenancies.words import BUDDY_BEFORE, ENDED, RUNNING, SOON, SUPPORT_MONTHS, Went, next_evaluation
from webapp.rooms.words import RequestState, WithdrawReason
from webapp.web import submissions

LINK = "evaluation"
"""The purpose of the personal links to an evaluation."""
UNKNOWN = N_("Dit huurcontract is er niet, of je mag het niet zien.")
_NOT_YET = N_("Een huurcontract begint als jongere en verhuurder allebei ja zeiden.")
_ONCE = N_("Van deze match is er al een huurcontract.")
_ENDED = N_("Dit huurcontract is al afgelopen.")
_BEFORE = N_("De laatste dag ligt voor de eerste.")
_NONE_DUE = N_("Er is nu geen evaluatie.")
_ANSWERED = N_("Deze evaluatie is al van allebei de kanten binnen.")
_PARTY = N_("Kies voor wie de link is.")
_MOST = 50
_KEPT = 20
"""The tenancies that one phone keeps, the evaluation that comes first before others."""


@dataclass(frozen=True)
class Contract:
    """A tenancy with its people, as one reader may see it."""

    row: Tenancy
    pair: Pair

    @property
    def ground(self) -> GroundRow | None:
        """The row of the law of its first day."""
        return grounds.row_of(LegalGround(self.row.ground), self.row.starts_on)

    @property
    def support_until(self) -> date:
        """The day until which the care worker comes by plan."""
        return add_months(self.row.starts_on, SUPPORT_MONTHS)

    @property
    def coordinates(self) -> bool:
        """True for a coordinator."""
        return COORDINATOR in self.pair.sides

    def is_near(self, what: str) -> bool:
        """True when a day of it comes near: ``notice``, ``end``, ``evaluation`` or ``buddy``."""
        row, today = self.row, clock.today()
        days = {"notice": row.notice_until, "end": row.ends_on, "evaluation": row.evaluation_on, "buddy": row.buddy_by}
        day = days[what]
        if row.state != RUNNING or day is None or (what == "buddy" and row.buddy_on):
            return False
        return day <= today + SOON[what] and (what != "notice" or day >= today)

    def read_by(self, actor: Actor | None) -> tuple[Read, ...]:
        """The access log's note of its reading."""
        [read] = self.pair.read_by(actor)
        return (Read("tenancy", self.row.id, read.client_id, read.ground),)


def begin(session: Session, actor: Actor, data: TenancyInput, tenancy_id: UUID) -> Tenancy:
    """Begin the tenancy of a match whose two sides said yes: its contract is then signed. Sent twice it is one.

    Raises:
        NotAllowed: for other roles.
        NotFound: for a match outside the region.
        Invalid: where the law of that day forbids it, at the field; for a match that is not so far.
        Conflict: when the id belongs to somebody else's record.
    """
    actor.require(Permission.coordinate_rooms)
    if made := submissions.known(session, Tenancy, tenancy_id, match_id=data.match):
        return made
    found = matches.read_match(session, actor, data.match)
    pairs.lock_match(session, data.match)
    if store.find_of_match(session, data.match):
        raise Invalid({"": _ONCE}, "taken")
    if found.step not in (CONTRACT, SIGNED):
        raise Invalid({"": _NOT_YET})
    lives_in = found.pair.room.host_lives_in
    law = grounds.row_of(data.ground, data.starts_on)
    fault = grounds.find_fault(law, data.starts_on, data.end, host_lives_in=lives_in, has_proof=data.proof)
    if fault:
        raise Invalid({fault[0]: fault[1]})
    if found.step == CONTRACT:
        matches.answer(session, actor, MatchAnswer(match=data.match, step=CONTRACT, answer=SIGNED, party=COORDINATOR))
    row = Tenancy(
        id=tenancy_id,
        region_id=actor.region_id,
        organisation_id=actor.organisation_id,
        match_id=data.match,
        ground=data.ground.value,
        has_proof=data.proof,
        starts_on=data.starts_on,
        ends_on=data.end,
        notice_until=grounds.last_notice_day(law, data.starts_on) if law else None,
        rent=data.rent,
        house_rules=data.house_rules or "",
        buddy_by=None if lives_in else data.starts_on - BUDDY_BEFORE,
        evaluation_on=next_evaluation(data.starts_on, data.end, None),
        kept_by=actor.user_id,
    )
    session.add(row)
    session.flush()
    facts = {"client_id": found.pair.request.client_id, "ground": "region"}
    record(session, actor, Action.create, "tenancy", row.id, **facts)  # type: ignore[arg-type]
    return row


def read_tenancy(session: Session, actor: Actor, tenancy_id: UUID) -> Contract:
    """One tenancy, for its coordinator or the youth's worker.

    Raises:
        NotFound: for anybody else.
    """
    return _require(session, actor, tenancy_id)


def _require(session: Session, actor: Actor, tenancy_id: UUID, *, lock: bool = False) -> Contract:
    row = store.find_tenancy(session, actor, tenancy_id, lock=lock)
    if row is None:
        raise NotFound(UNKNOWN)
    pair = matches.read_match(session, actor, row.match_id).pair
    if COORDINATOR not in pair.sides and YOUTH not in pair.sides:
        raise NotFound(UNKNOWN)
    return Contract(row, pair)


def _running(session: Session, actor: Actor, tenancy_id: UUID) -> Contract:
    found = _require(session, actor, tenancy_id, lock=True)
    if found.row.state != RUNNING:
        raise Invalid({"": _ENDED})
    return found


def read_many(session: Session, rows: Sequence[Tenancy], sides: tuple[str, ...]) -> list[Contract]:
    """These tenancies, whose reader answers for these parties of each."""
    found = store.list_matches(session, rows)
    of = {one.id: one for one in course.read_pairs(session, list(found.values()), sides)}
    return [Contract(row, of[row.match_id]) for row in rows]


def list_running_out(session: Session, actor: Actor) -> list[Contract]:
    """The tenancies with a day that comes near, or a signal whose follow-up is due: for a coordinator's first page."""
    actor.require(Permission.coordinate_rooms)
    today = clock.today()
    rows = {row.id: row for row in store.list_running_out(session, actor, today, _MOST)}
    signals = {one.tenancy_id for one in store.list_open_signals(session, actor, today, _MOST)} - rows.keys()
    rows |= {row.id: row for row in store.list_by_id(session, actor, signals)}
    return read_many(session, list(rows.values()), (COORDINATOR, YOUTH, HOST))


def list_without_buddy(session: Session, actor: Actor) -> list[Contract]:
    """The youths of this worker who need a neighbourhood buddy before they move in."""
    actor.require(Permission.request_rooms)
    return read_many(session, store.list_without_buddy(session, actor, clock.today(), _MOST), (YOUTH,))


def list_to_keep(session: Session, actor: Actor) -> list[Contract]:
    """The running tenancies that a phone keeps: those this coordinator sees to, or of this worker's youths."""
    if actor.may(Permission.coordinate_rooms):
        return read_many(session, store.list_kept_by(session, actor, _KEPT), (COORDINATOR, YOUTH, HOST))
    return read_many(session, store.list_of_worker(session, actor, _KEPT), (YOUTH,))


def note_buddy(session: Session, actor: Actor, tenancy_id: UUID) -> None:
    """A buddy was found: by the support worker, or told to the coordinator."""
    found = _running(session, actor, tenancy_id)
    found.row.buddy_on = found.row.buddy_on or clock.today()
    _note(session, actor, found)


def add_signal(session: Session, actor: Actor, tenancy_id: UUID, data: SignalInput, signal_id: UUID) -> None:
    """Note a sign that something is wrong, with the day it is followed up. Sent twice it is one."""
    found = _require(session, actor, tenancy_id, lock=True)
    if submissions.known(session, TenancySignal, signal_id, by=actor.user_id):
        return
    if found.row.state != RUNNING:
        raise Invalid({"": _ENDED})
    session.add(
        TenancySignal(
            id=signal_id,
            tenancy_id=found.row.id,
            region_id=actor.region_id,
            organisation_id=actor.organisation_id,
            kind=data.kind.value,
            note=data.note or "",
            follow_up_on=data.follow_up_on,
            by=actor.user_id,
        )
    )
    _note(session, actor, found)


def settle_signal(session: Session, actor: Actor, tenancy_id: UUID, signal_id: UUID, data: SettleInput) -> None:
    """A signal was followed up; the first outcome stays."""
    found = _require(session, actor, tenancy_id, lock=True)
    signal = session.get(TenancySignal, signal_id)
    if signal is None or signal.tenancy_id != tenancy_id or found.pair.row.erased_at:
        raise NotFound(UNKNOWN)
    if signal.done_at is None:
        signal.done_at, signal.outcome = clock.now(), data.outcome or ""
        session.add(signal)
        _note(session, actor, found)


def give_link(session: Session, actor: Actor, tenancy_id: UUID, party: str) -> str:
    """The secret of a link by which the host or the youth answers the coming evaluation."""
    found = _running(session, actor, tenancy_id)
    if not found.coordinates:
        raise NotAllowed(N_("Dit hoort niet bij jouw rol."))
    if party not in (HOST, YOUTH):
        raise Invalid({"": _PARTY})
    if found.row.evaluation_on is None:
        raise Invalid({"": _NONE_DUE})
    return links.give(session, actor, LINK, tenancy_id, party)


def read_by_link(session: Session, link: PersonalLink) -> Contract:
    """The tenancy behind a link, for its party alone.

    Raises:
        NotFound: when there is nothing to evaluate any more.
    """
    row = session.get(Tenancy, link.subject_id)
    match = session.get(RoomMatch, row.match_id) if row else None
    if row is None or match is None or row.state != RUNNING or row.evaluation_on is None:
        raise NotFound(links.DEAD)
    return Contract(row, course.read_pair(session, match, (link.party,)))


def evaluate_by_link(session: Session, token: str, data: EvaluationInput) -> None:
    """One side's answer; the link then served. Both in: the next evaluation gets its day."""
    link = links.find(session, token, LINK)
    found = read_by_link(session, link)
    link = links.find(session, token, LINK, lock=True)
    links.note_use(session, link, up=True)
    _keep(session, found, data, link.party, link.made_by, link.id)
    [read] = found.read_by(None)
    facts = {"client_id": read.client_id, "ground": "link", "region_id": found.row.region_id}
    record(session, None, Action.update, "tenancy", found.row.id, **facts)  # type: ignore[arg-type]


def evaluate(session: Session, actor: Actor, tenancy_id: UUID, party: str, data: EvaluationInput) -> None:
    """Note what a side said; a worker for the youth, a coordinator for either.

    Raises:
        NotFound: as ``read_tenancy``.
        NotAllowed: for a side that is not theirs.
        Conflict: when both answered the evaluation that was seen; ``current`` has the day of the next one.
        Invalid: when it ended, or nothing is to be evaluated.
    """
    found = _running(session, actor, tenancy_id)
    if party not in found.pair.sides or party not in (HOST, YOUTH):
        raise NotAllowed(N_("Dit antwoord is niet aan jou."))
    day = found.row.evaluation_on
    if data.due_on and data.due_on != day:
        raise Conflict(_ANSWERED, {"due_on": {"value": day.isoformat() if day else "", "by": "", "at": None}})
    if day is None:
        raise Invalid({"": _NONE_DUE})
    _keep(session, found, data, party, actor.user_id, None)
    _note(session, actor, found)


def _keep(session: Session, found: Contract, data: EvaluationInput, party: str, by: UUID, link_id: UUID | None) -> None:
    row, day = found.row, found.row.evaluation_on
    if day is None:
        raise Invalid({"": _NONE_DUE})
    given = store.find_evaluation(session, row.id, day, party) or TenancyEvaluation(
        tenancy_id=row.id, due_on=day, party=party, region_id=row.region_id, grade="", given_by=by
    )
    given.grade, given.words, given.given_by, given.link_id = data.grade.value, data.words or "", by, link_id
    given.at = clock.now()
    session.add(given)
    session.flush()
    sides = {one.party for one in store.list_evaluations(session, [row.id]) if one.due_on == day}
    if sides >= {HOST, YOUTH}:
        row.evaluation_on = next_evaluation(row.starts_on, row.ends_on, day)
        session.add(row)


def end(session: Session, actor: Actor, tenancy_id: UUID, data: EndInput) -> None:
    """End a tenancy: room and youth are free for a new match, or the youth no longer looks.

    Raises:
        NotFound: as ``read_tenancy``.
        NotAllowed: for anybody but a coordinator.
        Invalid: when it ended already, or for a day before the first.
    """
    found = _require(session, actor, tenancy_id)
    if not found.coordinates:
        raise NotAllowed(N_("Dit hoort niet bij jouw rol."))
    pairs.lock_match(session, found.row.match_id)
    found = _running(session, actor, tenancy_id)
    if data.ended_on < found.row.starts_on:
        raise Invalid({"ended_on": _BEFORE})
    row, request, room = found.row, found.pair.request, found.pair.room
    room.from_date = max(room.from_date, data.ended_on + timedelta(days=1))
    session.add(room)
    row.state, row.ended_on = ENDED, data.ended_on
    row.end_reason, row.went_to, row.evaluation_on = data.reason.value, data.went_to.value, None
    if data.went_to != Went.looks_again and request.state == RequestState.open:
        request.state, request.withdraw_reason = RequestState.withdrawn.value, WithdrawReason.found_elsewhere.value
        request.withdrawn_at = clock.now()
        session.add(request)
    course.release(session, found.pair)
    links.end(session, LINK, row.id)
    _note(session, actor, found)


def take_over(session: Session, actor: Actor, tenancy_id: UUID) -> None:
    """This coordinator sees to it from now on."""
    found = _running(session, actor, tenancy_id)
    if not found.coordinates:
        raise NotAllowed(N_("Dit hoort niet bij jouw rol."))
    found.row.kept_by = actor.user_id
    _note(session, actor, found)


def _note(session: Session, actor: Actor, found: Contract) -> None:
    session.add(found.row)
    [read] = found.read_by(actor)
    facts = {"client_id": read.client_id, "ground": read.ground}
    record(session, actor, Action.update, "tenancy", found.row.id, **facts)  # type: ignore[arg-type]
