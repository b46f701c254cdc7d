"""Bringing candidates, proposing, answering, by a link too, and the end of the term."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from uuid import UUID

from webapp import clock
from webapp.accounts.actor import Actor
from webapp.accounts.permissions import Permission
from webapp.audit.service import Action, record
from webapp.db import Session
from webapp.due.days import Term
from webapp.errors import N_, Conflict, Invalid, NotAllowed, NotFound
from webapp.links import service as links
from webapp.links.models import PersonalLink
from webapp.people import service as people
from webapp.people.models import Quiet
from webapp.text import fold
from webapp.trajectories import service as trajectories
from webapp.trajectories.inputs import AnswerInput
from webapp.trajectories.kinds import TAKE_BACK
from webapp.trajectories.service import Course, Scheme
from webapp.web import submissions
from webapp.work_places import store
from webapp.work_places.inputs import (
    NOBODY,
    CandidateInput,
    LinkAnswer,
    ProposeInput,
    WorkAnswer,
)
from webapp.work_places.kind import (
    AGREED,
    CANDIDATE,
    DESK,
    EMPLOYER,
    PROPOSED,
    REASONS,
    REFERRER,
    STILL,
    TAKES,
    WAITS,
    WORK,
    WORKS,
)
from webapp.work_places.models import WorkPlacement

LINK = "work"
LINK_LASTS = timedelta(days=200)
"""Longer than the usual months until the look; a new one takes a tap."""
SOON = timedelta(days=14)
"""So long before its day an employer may say that somebody is still at work."""
KEPT = Term(months=24)
"""So long after its end a course names somebody; practice."""
_AT_ONCE = 200
_UNKNOWN = N_("Deze werkplek is er niet, of je mag die niet zien.")
_NO_DESK = N_("In deze regio houdt nog niemand de werkplekken bij. Bel de wachtlijstbeheerder.")
_ALREADY = N_("Voor deze persoon zoekt al iemand een werkplek.")
_DIED = N_("Van deze persoon is vastgelegd dat die overleden is.")
_NO_OFFER = N_("Kies een werkplek van jullie lijst.")
_FULL = N_("Op deze werkplek is geen plek meer.")
_MOVED_ON = N_("Dit is intussen al verder. Kijk hoe het nu staat.")
_FIRST = N_("De eerste dag ligt te ver weg of is nog niet geweest.")
_NOT_DESK = N_("Dit doet wie de werkplekken van deze regio bijhoudt.")
_NOT_YET = N_("Zover is het nog niet.")
_NO_CHOICE = N_("Kies een antwoord.")


def refer(session: Session, actor: Actor, data: CandidateInput, row_id: UUID) -> WorkPlacement:
    """Bring somebody who looks for a work place; sent twice it is one.

    Raises:
        NotAllowed: for other roles.
        NotFound: when this user may not know the client.
        Invalid: at ``alias`` without a person; ``no_desk`` at ``wish`` in a region without a desk; ``already`` or
            ``died`` at ``client``.
        Withheld: at ``client`` for a hidden client of others.
        Conflict: when the id belongs to somebody else's record.
    """
    actor.require(Permission.refer_work)
    if made := submissions.known(session, WorkPlacement, row_id, made_by=actor.user_id):
        return made
    terms = store.find_terms(session, actor)
    if terms is None:
        raise Invalid({"wish": _NO_DESK}, "no_desk")
    client = people.require_placeable(session, actor, data.client) if data.client else None
    if client is None and not data.alias:
        raise Invalid({"alias": NOBODY})
    if client and client.quiet == Quiet.died:
        raise Invalid({"client": _DIED}, "died")
    if client and store.has_open(session, client.id):
        raise Invalid({"client": _ALREADY}, "already")
    row = WorkPlacement(
        id=row_id,
        region_id=actor.region_id,
        organisation_id=actor.organisation_id,
        desk_id=terms.desk_id,
        client_id=client.id if client else None,
        person=client.label if client else data.alias or "",
        search_key=client.search_key if client else fold(data.alias or ""),
        wish=data.wish or "",
        made_by=actor.user_id,
    )
    session.add(row)
    session.flush()
    why = client.ground(actor) if client else "own"
    record(session, actor, Action.create, "work_placement", row.id, client_id=row.client_id, ground=why)
    return row


def speaks_for(actor: Actor, row: WorkPlacement) -> list[str]:
    """The parties that this user answers for. The caller has checked that they may see it."""
    if row.is_at_desk(actor) and actor.may(Permission.keep_work):
        return [DESK, CANDIDATE, EMPLOYER]
    if row.organisation_id == actor.organisation_id and actor.may(Permission.refer_work):
        return [REFERRER, CANDIDATE]
    return []


SCHEME = Scheme(WORK, speaks_for, REASONS)


def require_row(session: Session, actor: Actor, row_id: UUID, *, lock: bool = False) -> WorkPlacement:
    """A candidate of this user's desk or organisation.

    Raises:
        NotFound: when there is none, or not for this user.
    """
    found = store.find_row(session, actor, row_id, lock=lock)
    if found is None:
        raise NotFound(_UNKNOWN)
    return found


def _require_named(row: WorkPlacement) -> WorkPlacement:
    if row.erased:
        raise NotFound(_UNKNOWN)
    return row


def propose(session: Session, actor: Actor, row_id: UUID, data: ProposeInput) -> WorkPlacement:
    """Propose a candidate for an offer. Of two who take its last place one wins; the same twice is one.

    Raises:
        NotFound: as ``require_row``.
        NotAllowed: for others than the desk.
        Invalid: at ``offer`` for one that is not theirs, is withdrawn, or ``taken``.
        Conflict: when the candidate moved on.
    """
    row = _require_named(require_row(session, actor, row_id, lock=True))
    if DESK not in speaks_for(actor, row):
        raise NotAllowed(_NOT_DESK)
    offer = store.find_offer(session, actor, data.offer, lock=True)
    if offer is None or offer.withdrawn_on:
        raise Invalid({"offer": _NO_OFFER})
    if row.state == PROPOSED and row.offer_id == offer.id and row.agreed == data.agreed:
        return row
    if row.state == WAITS and store.count_taken(session, [offer.id])[offer.id] >= offer.places:
        raise Invalid({"offer": _FULL}, "taken")
    after = trajectories.answer(session, actor, SCHEME, row, AnswerInput(step=WAITS, answer="proposed", party=DESK))
    row.offer_id, row.first_name, row.agreed = offer.id, data.first_name, data.agreed
    note_standing(session, row, after)
    return row


def answer(session: Session, actor: Actor, data: WorkAnswer) -> WorkPlacement:
    """Answer, for a party that this user speaks for; sent twice it is one.

    Raises:
        NotFound: as ``require_row``.
        NotAllowed: for an answer of another party.
        Conflict: when somebody else moved it on; ``current`` has the present step.
        Invalid: an answer or a reason that cannot be; at ``on`` for a first day that cannot be.
    """
    row = _require_named(require_row(session, actor, data.placement, lock=True))
    course = trajectories.read(session, SCHEME, row)
    last = course.taken[-1] if course.taken else None
    this = (data.step, data.answer, data.reason or "", actor.user_id, data.party or (last and last.party))
    if last and (last.step, last.answer, last.reason, last.by, last.party) == this and last.link_id is None:
        return row
    if data.answer == TAKE_BACK and find_undoable(actor, row, course) != (
        data.step,
        data.party or (last and last.party),
    ):
        now = {"value": row.state, "by": "", "at": row.moved_at.isoformat()}
        raise Conflict(_MOVED_ON, {"step": now})
    if data.step == WAITS and data.answer == "proposed":
        raise Invalid({"answer": _NO_OFFER})
    first = data.on or clock.local(actor.happened).date()
    if data.answer == "began" and not clock.today() - timedelta(days=366) <= first <= clock.today():
        raise Invalid({"on": _FIRST}, "day")
    said = AnswerInput(**data.model_dump(exclude={"placement", "on"}))
    _take(session, actor, row, said, course, first)
    return row


def _take(
    session: Session, actor: Actor | PersonalLink, row: WorkPlacement, said: AnswerInput, course: Course, first: date
) -> None:
    """Take an answer, and write the first day with the day of the look."""
    takes = row.state in TAKES
    after = trajectories.answer(session, actor, SCHEME, row, said, course=course)
    if not takes and after.standing.word in TAKES:  # a slip taken back: others may have the place by now
        offer = store.offer_of(session, row, lock=True)
        if offer is None or store.count_taken(session, [offer.id])[offer.id] >= offer.places:
            raise Invalid({"answer": _FULL}, "taken")
    if said.step == AGREED and said.answer == "began":
        row.first_day, row.look_on = first, Term(months=_months(session, row)).after(first)
    note_standing(session, row, after)


def _months(session: Session, row: WorkPlacement) -> int:
    """The months of the region: it had them before anybody could be brought."""
    terms = store.terms_of(session, row.region_id)
    if terms is None:
        raise TypeError("a region without a desk has no candidates")
    return terms.months


def note_standing(session: Session, row: WorkPlacement, after: Course) -> None:
    """Write what the lists need, and end the employer's links with the course or without an agreement."""
    at = after.standing
    row.state, row.moved_at = at.word, at.since
    row.ended_on = clock.local(at.since).date() if at.step is None else None
    row.end_reason = at.reason if at.step is None else ""
    if row.state in (WAITS, PROPOSED, AGREED):
        row.first_day = row.look_on = None
    if row.state == WAITS:
        row.offer_id, row.first_name, row.agreed = None, "", ""
    session.add(row)
    if row.state not in (AGREED, WORKS):
        links.end(session, LINK, row.id)


def find_undoable(actor: Actor, row: WorkPlacement, course: Course) -> tuple[str, str] | None:
    """The step and party of the last answer, when this user may take it back: a slip, noticed soon.

    Not of a 'no': the place it freed may be another's by now.
    """
    slip = None if row.erased else trajectories.find_slip(SCHEME, actor, row, course)
    return (slip.step, slip.party) if slip and slip.answer not in ("no", "proposed") else None


def give_link(session: Session, actor: Actor, row_id: UUID) -> str:
    """The secret of a new link for the employer, shown this once.

    Raises:
        NotFound: as ``require_row``.
        NotAllowed: for others than the desk.
        Invalid: at ``answer`` before something is agreed, or after the end.
    """
    row = _require_named(require_row(session, actor, row_id, lock=True))
    if DESK not in speaks_for(actor, row):
        raise NotAllowed(_NOT_DESK)
    if row.state not in (AGREED, WORKS):
        raise Invalid({"answer": _NOT_YET})
    return links.give(session, actor, LINK, row.id, EMPLOYER, lasts=LINK_LASTS)


def read_by_link(session: Session, link: PersonalLink, *, lock: bool = False) -> WorkPlacement:
    """The agreement behind an employer's link.

    Raises:
        NotFound: when it is over; the sentence is that of every dead link.
    """
    row = store.find_by_link(session, link.region_id, link.subject_id, lock=lock)
    if row is None or link.party != EMPLOYER:
        raise NotFound(links.DEAD)
    return row


def may_say(row: WorkPlacement, today: date) -> str:
    """The answer that an employer may give now; '' for none."""
    if row.state == AGREED:
        return "began"
    return STILL if row.state == WORKS and row.look_on and row.look_on - SOON <= today else ""


def answer_by_link(session: Session, token: str, data: LinkAnswer) -> WorkPlacement:
    """An employer says that somebody began today, or is still there; sent twice it is one.

    Raises:
        NotFound: when the link does not work; for every reason the same sentence.
        Conflict: when it moved on.
        Invalid: at ``answer`` for any other word, or too early.
    """
    link = links.find(session, token, LINK)
    row = read_by_link(session, link, lock=True)
    link = links.find(session, token, LINK, lock=True)
    course = trajectories.read(session, SCHEME, row)
    last = course.rows[-1] if course.rows else None
    if last and last.link_id and (last.step, last.answer) == (data.step, data.answer):
        return row
    if (data.step, data.answer) not in ((AGREED, "began"), (WORKS, STILL)):
        raise Invalid({"answer": _NO_CHOICE})
    if data.step == row.state and data.answer != may_say(row, clock.today()):
        raise Invalid({"answer": _NOT_YET})
    links.note_use(session, link)
    said = AnswerInput(step=data.step or "", answer=data.answer or "", party=EMPLOYER)
    _take(session, link, row, said, course, clock.today())
    return row


def named(session: Session, rows: Sequence[WorkPlacement]) -> dict[UUID, str]:
    """Candidate → the name that their readers know; '' once the term is over."""
    found = store.names_of_people(session, rows)
    return {row.id: found.get(row.client_id, row.person) if row.client_id else row.person for row in rows}


def erase_past_term(session: Session) -> None:
    """Take names and words out of courses past their term, contact persons out of old offers; the rest stays."""
    store.erase_contacts(session, _first_kept(clock.today()))
    for row in store.list_past_term(session, _first_kept(clock.today()), _AT_ONCE):
        client_id, row.client_id = row.client_id, None
        row.person = row.search_key = row.wish = row.first_name = row.agreed = ""
        row.erased = True
        session.add(row)
        record(session, None, Action.delete, "work_placement", row.id, client_id=client_id, ground="term")


def _first_kept(today: date) -> date:
    """The first day of an end whose term is not over."""
    day = KEPT.latest_start(today)
    while KEPT.after(day) > today:
        day -= timedelta(days=1)
    return day
