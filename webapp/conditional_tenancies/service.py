"""Reporting that a home is in danger, answering, the region's desk and letter, and the end of the term."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from webapp import clock
from webapp.accounts.actor import Actor
from webapp.accounts.models import Region
from webapp.accounts.permissions import Permission
from webapp.audit.service import Action, Read, record
from webapp.conditional_tenancies import kind, letter, store
from webapp.conditional_tenancies.inputs import NOBODY, ConditionalAnswer, ReportInput, TermsInput
from webapp.conditional_tenancies.kind import CONDITIONAL, REASONS, REPORTED
from webapp.conditional_tenancies.models import ConditionalTenancy, ConditionalTerms
from webapp.conditional_tenancies.store import Person
from webapp.db import Session
from webapp.due.days import Term
from webapp.errors import N_, Conflict, Invalid, NotAllowed, NotFound
from webapp.people import service as people
from webapp.people.models import Quiet
from webapp.people.store import region_of
from webapp.text import fold
from webapp.trajectories import service as trajectories
from webapp.trajectories.kinds import TAKE_BACK
from webapp.trajectories.service import Course, Scheme
from webapp.web import submissions

KEPT = Term(months=24)
"""So long after its end a case names somebody; practice."""
_AT_ONCE = 200
_UNKNOWN = N_("Deze melding is er niet, of je mag die niet zien.")
_NO_DESK = N_("In deze regio is nog geen loket ingesteld. Bel de wachtlijstbeheerder.")
_ALREADY = N_("Voor deze persoon loopt dit al.")
_DIED = N_("Van deze persoon is vastgelegd dat die overleden is.")
_NO_TOWN = N_("Kies een gemeente van deze regio.")
_NOT_OUR_DESK = N_("Dit doet het loket van deze regio.")
_CHOOSE_DESK = N_("Kies het loket.")
_TOO_LATE = N_("Terugnemen kan tot twee dagen erna. Leg vast hoe het nu staat.")
_CHANGED = N_("Iemand anders veranderde dit intussen. Kijk hoe het nu staat.")


@dataclass(frozen=True)
class Case:
    """A case as one user may read it."""

    row: ConditionalTenancy
    who: Person | None

    @property
    def name(self) -> str:
        """The name of the tenant."""
        return self.who.name if self.who else self.row.person

    def read_by(self, actor: Actor) -> tuple[Read, ...]:
        """The access log's note of its reading."""
        return self.row.read_by(actor)


def report(session: Session, actor: Actor, data: ReportInput, case_id: UUID) -> ConditionalTenancy:
    """Report that a home is in danger; sent twice it is one.

    Raises:
        NotAllowed: for other roles.
        NotFound: when this user may not know the client.
        Invalid: at ``alias`` without a person; ``no_desk`` at ``cause`` in a region without a desk; ``already`` or
            ``died`` at ``client``; at ``municipality`` for one of elsewhere.
        Withheld: at ``client`` for a hidden client of others.
        Conflict: when the id belongs to somebody else's record.
    """
    actor.require(Permission.report_conditional)
    if made := submissions.known(session, ConditionalTenancy, case_id, reported_by=actor.user_id):
        return made
    terms = store.find_terms(session, actor)
    if terms is None:
        raise Invalid({"cause": _NO_DESK}, "no_desk")
    if data.municipality and data.municipality not in region_of(session, actor).municipalities:
        raise Invalid({"municipality": _NO_TOWN})
    client = people.require_placeable(session, actor, data.client) if data.client else None
    if client is None and not data.alias:
        raise Invalid({"alias": NOBODY})
    if client and client.quiet == Quiet.died:
        raise Invalid({"client": _DIED}, "died")
    if client and store.has_open(session, client.id):
        raise Invalid({"client": _ALREADY}, "already")
    row = ConditionalTenancy(
        id=case_id,
        region_id=actor.region_id,
        organisation_id=actor.organisation_id,
        desk_id=terms.desk_id,
        client_id=client.id if client else None,
        person=client.label if client else data.alias or "",
        search_key=client.search_key if client else fold(data.alias or ""),
        cause=data.cause.value,
        municipality=data.municipality or "",
        landlord=data.landlord or "",
        address=data.address or "",
        note=data.note or "",
        residents=data.residents,
        reported_by=actor.user_id,
    )
    session.add(row)
    session.flush()
    why = client.ground(actor) if client else "own"
    record(session, actor, Action.create, "conditional_tenancy", row.id, client_id=row.client_id, ground=why)
    return row


def speaks_for(actor: Actor, row: ConditionalTenancy) -> list[str]:
    """The parties that this user answers for. The caller has checked that they may see it."""
    if row.is_at_desk(actor) and actor.may(Permission.keep_conditional):
        return [kind.DESK, kind.TENANT, kind.LANDLORD, kind.CARE]
    if row.organisation_id == actor.organisation_id and actor.may(Permission.report_conditional):
        return [kind.REPORTER, kind.TENANT, kind.CARE]
    return []


SCHEME = Scheme(CONDITIONAL, speaks_for, REASONS)


def require_case(session: Session, actor: Actor, case_id: UUID, *, lock: bool = False) -> ConditionalTenancy:
    """A case that this user handles or reported; locked for a change.

    Raises:
        NotFound: when there is none, or not for this user.
    """
    found = store.find_case(session, actor, case_id, lock=lock)
    if found is None:
        raise NotFound(_UNKNOWN)
    return found


def _require_named(row: ConditionalTenancy) -> ConditionalTenancy:
    """A case whose term is not over: of others only the numbers are left."""
    if row.erased:
        raise NotFound(_UNKNOWN)
    return row


def read_case(session: Session, actor: Actor, case_id: UUID) -> tuple[Case, Course]:
    """One case with its answers.

    Raises:
        NotFound: as ``require_case``.
    """
    row = require_case(session, actor, case_id)
    return read_many(session, [row])[0], trajectories.read(session, SCHEME, row)


def read_many(session: Session, rows: Sequence[ConditionalTenancy]) -> list[Case]:
    """These cases, which the user may see, with the people."""
    found = store.list_people(session, rows)
    return [Case(row, found.get(row.client_id) if row.client_id else None) for row in rows]


def answer_case(session: Session, actor: Actor, data: ConditionalAnswer) -> ConditionalTenancy:
    """Answer, for a party that this user speaks for; sent twice it is one. The last answer can be taken back.

    Raises:
        NotFound: as ``require_case``.
        NotAllowed: for an answer of another party.
        Conflict: when somebody else moved it on; ``current`` has the present step.
        Invalid: an answer or a reason that cannot be; one taken back too late.
    """
    row = _require_named(require_case(session, actor, data.tenancy, lock=True))
    course = trajectories.read(session, SCHEME, row)
    if _is_repeat(actor, course, data):
        return row
    if data.answer == TAKE_BACK and course.rows and actor.happened - course.rows[-1].at > trajectories.SLIP:
        raise Invalid({"answer": _TOO_LATE})
    note_standing(session, row, trajectories.answer(session, actor, SCHEME, row, data, course=course))
    return row


def _is_repeat(actor: Actor, course: Course, said: ConditionalAnswer) -> bool:
    """True when this user gave this very answer last, for the same party."""
    last = course.taken[-1] if course.taken else None
    if last is None or (said.party and said.party != last.party):
        return False
    signs = said.step in (kind.CONTRACT, kind.AGREEMENT) and said.answer == "yes"
    this = (said.step, said.answer, said.reason or "", actor.user_id)
    is_same = (last.step, last.answer, last.reason, last.by) == this
    return is_same and (said.party is not None or not signs)


def note_standing(session: Session, row: ConditionalTenancy, after: Course) -> None:
    """Write what the lists need: the standing, the day it was taken up, and the end."""
    at = after.standing
    row.state, row.moved_at = at.word, at.since
    first = next((one for one in after.rows if one.step == REPORTED and one.answer not in ("no", "withdrawn")), None)
    row.reached_on = clock.local(first.at).date() if first else None
    row.ended_on = clock.local(at.since).date() if at.step is None else None
    row.end_reason = at.reason if at.step is None else ""
    session.add(row)


def find_undoable(actor: Actor, row: ConditionalTenancy, course: Course) -> tuple[str, str] | None:
    """The step and party of the last answer, when this user may take it back: a slip, noticed soon."""
    slip = None if row.erased else trajectories.find_slip(SCHEME, actor, row, course)
    return (slip.step, slip.party) if slip else None


def write_letter(session: Session, actor: Actor, case_id: UUID) -> list[str]:
    """The lines of the warning letter. With a safety flag it has no address: the reporter hands it over.

    Raises:
        NotFound: as ``require_case``.
        NotAllowed: for others than the desk.
    """
    row = _require_named(require_case(session, actor, case_id))
    terms = store.find_terms(session, actor)
    if terms is None or kind.DESK not in speaks_for(actor, row):
        raise NotAllowed(_NOT_OUR_DESK)
    case = read_many(session, [row])[0]
    facts = {
        "naam": case.name,
        "adres": "" if case.who and case.who.is_hidden else row.address,
        "verhuurder": row.landlord or "uw verhuurder",
        "reden": letter.CAUSES[row.cause],
        "datum": clock.today().strftime("%d-%m-%Y"),
        "loket": store.organisations_of(session, [row.desk_id])[row.desk_id],
    }
    return letter.fill(terms.letter, facts)


def note_file(session: Session, actor: Actor, case_id: UUID) -> None:
    """Note in the access log that the letter was kept as a file."""
    row = require_case(session, actor, case_id)
    ground = row.ground(actor)
    record(session, actor, Action.export, "conditional_tenancy", row.id, client_id=row.client_id, ground=ground)


def set_terms(session: Session, actor: Actor, data: TermsInput, terms_id: UUID) -> ConditionalTerms:
    """Set the desk, the letter and the target from now on; cases that run stay with their desk.

    Raises:
        NotAllowed: for other roles, and for other organisations than the present desk.
        Invalid: at ``desk`` for one that nobody works at; at ``letter`` for unknown words between braces.
        Conflict: when somebody else changed it since it was seen.
    """
    actor.require(Permission.keep_conditional)
    if made := submissions.known(session, ConditionalTerms, terms_id, set_by=actor.user_id):
        return made
    session.get(Region, actor.region_id, with_for_update=True)  # of two who set the first terms one waits
    now = store.find_terms(session, actor)
    if now and now.desk_id != actor.organisation_id:
        raise NotAllowed(_NOT_OUR_DESK)
    if data.desk not in {one.id for one in store.list_desks(session, actor)}:
        raise Invalid({"desk": _CHOOSE_DESK})
    if letter.list_unknown(data.letter):
        raise Invalid({"letter": letter.UNKNOWN})
    if data.seen != (now.id if now else None):
        current = {"value": now.letter if now else "", "by": "", "at": now.set_at.isoformat() if now else None}
        raise Conflict(_CHANGED, {"letter": current})
    row = ConditionalTerms(
        id=terms_id,
        region_id=actor.region_id,
        desk_id=data.desk,
        letter=data.letter,
        target=data.target,
        source=data.source or "",
        set_by=actor.user_id,
    )
    session.add(row)
    session.flush()
    record(session, actor, Action.update, "conditional_terms", row.id, ground="region")
    return row


def erase_past_term(session: Session) -> None:
    """Take names, addresses and words out of cases past their term; cause, states and reasons stay."""
    for row in store.list_past_term(session, _first_kept(clock.today()), _AT_ONCE):
        client_id, row.client_id = row.client_id, None
        row.person = row.search_key = row.landlord = row.address = row.note = ""
        row.erased = True
        session.add(row)
        record(session, None, Action.delete, "conditional_tenancy", row.id, client_id=client_id, ground="term")


def _first_kept(today: date) -> date:
    """The first day of an end whose term is not over."""
    day = KEPT.latest_start(today)
    while KEPT.after(day) > today:
        day -= timedelta(days=1)
    return day
