"""Adding a programme, changing its terms from a day on, and ending it."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from webapp import clock
from webapp.accounts.actor import Actor
from webapp.accounts.permissions import Permission
from webapp.audit.service import Action, record
from webapp.db import Session
from webapp.errors import N_, Invalid, NotAllowed, NotFound
from webapp.placements.programmes import store
from webapp.placements.programmes.inputs import EndInput, ProgrammeInput, TermsInput
from webapp.placements.programmes.models import Programme, ProgrammeTerms
from webapp.web import submissions

UNKNOWN = N_("Deze voorziening is er niet.")
_NOT_OURS = N_("Een andere organisatie houdt deze wachtlijst bij.")
_SAME_NAME = N_("Zo heet er al een.")
_PAST = N_("Termijnen gelden vanaf vandaag of later: wat geweest is, blijft staan.")
_ENDS_BEFORE = N_("Kies vandaag of later.")
_FEW = 40


def require_programme(session: Session, actor: Actor, programme_id: UUID, *, lock: bool = False) -> Programme:
    """A programme of the region.

    Raises:
        NotFound: when there is none.
    """
    found = store.find_programme(session, actor, programme_id, lock=lock)
    if found is None:
        raise NotFound(UNKNOWN)
    return found


def require_own(session: Session, actor: Actor, programme_id: UUID, *, lock: bool = False) -> Programme:
    """A programme whose list the actor's organisation keeps.

    Raises:
        NotFound, NotAllowed.
    """
    actor.require(Permission.keep_placements)
    found = require_programme(session, actor, programme_id, lock=lock)
    if not found.is_kept_by(actor):
        raise NotAllowed(_NOT_OURS)
    return found


def add_programme(session: Session, actor: Actor, data: ProgrammeInput, programme_id: UUID) -> Programme:
    """Add a programme, whose list this user's organisation keeps; sent twice it is one.

    Raises:
        NotAllowed: for other roles.
        Invalid: at ``name`` when one that goes on has it; at ``from_date`` for a day before today.
    """
    actor.require(Permission.keep_placements)
    if made := submissions.known(session, Programme, programme_id, made_by=actor.user_id):
        return made
    if any(_key(one.name) == _key(data.name) for one in store.list_programmes(session, actor)):
        raise Invalid({"name": _SAME_NAME}, "same_name")
    today = clock.today()
    programme = Programme(
        id=programme_id,
        region_id=actor.region_id,
        organisation_id=actor.organisation_id,
        kind=data.kind.value,
        name=data.name,
        organisations=_lines(data.organisations),
        began_on=max(today, data.from_date or today),
        made_by=actor.user_id,
    )
    session.add(programme)
    session.flush()
    _write_terms(session, actor, programme, data)
    record(session, actor, Action.create, "programme", programme.id, ground="region")
    return programme


def set_terms(session: Session, actor: Actor, programme_id: UUID, data: TermsInput) -> ProgrammeTerms:
    """Set the terms from a day on; those before stay as they were.

    Raises:
        NotFound, NotAllowed: as ``require_own``.
        Invalid: at ``from_date`` for a day before today.
    """
    programme = require_own(session, actor, programme_id, lock=True)
    row = _write_terms(session, actor, programme, data)
    record(session, actor, Action.update, "programme", programme.id, ground="region")
    return row


def _write_terms(session: Session, actor: Actor, programme: Programme, data: TermsInput) -> ProgrammeTerms:
    today = clock.today()
    if data.from_date is not None and data.from_date < today:
        raise Invalid({"from_date": _PAST}, "past")
    key = (programme.id, data.from_date or today)
    row = session.get(ProgrammeTerms, key) or ProgrammeTerms(
        programme_id=key[0],
        from_date=key[1],
        region_id=programme.region_id,
        decision_days=data.decision_days,
        offer_days=data.offer_days,
        set_by=actor.user_id,
    )
    row.decision_days, row.offer_days = data.decision_days, data.offer_days
    row.stay_months, row.target = data.stay_months, data.target
    row.reasons, row.source = _lines(data.reasons), data.source or ""
    row.set_by, row.set_at = actor.user_id, clock.now()
    session.add(row)
    session.flush()
    return row


def end_programme(session: Session, actor: Actor, programme_id: UUID, data: EndInput) -> Programme:
    """End a programme from a day on. Who waits stays in the line until somebody tells them.

    Raises:
        NotFound, NotAllowed: as ``require_own``.
        Invalid: for a day before today.
    """
    programme = require_own(session, actor, programme_id, lock=True)
    if data.on < clock.today():
        raise Invalid({"on": _ENDS_BEFORE}, "past")
    return _set_end(session, actor, programme, data)


def go_on(session: Session, actor: Actor, programme_id: UUID) -> Programme:
    """Take the end of a programme back.

    Raises:
        NotFound, NotAllowed: as ``require_own``.
        Invalid: when another one has its name by now.
    """
    programme = require_own(session, actor, programme_id, lock=True)
    others = [one for one in store.list_programmes(session, actor) if one.id != programme.id]
    if any(_key(one.name) == _key(programme.name) for one in others):
        raise Invalid({"name": _SAME_NAME}, "same_name")
    return _set_end(session, actor, programme, None)


def _set_end(session: Session, actor: Actor, programme: Programme, data: EndInput | None) -> Programme:
    programme.ended_on = data.on if data else None
    session.add(programme)
    record(session, actor, Action.update, "programme", programme.id, ground="region")
    return programme


def _key(name: str) -> str:
    """A name to compare: a plus at its end counts, spaces and capitals do not."""
    return " ".join(name.split()).casefold()


def _lines(text: str) -> list[str]:
    """The lines of a text, each once, at most so many."""
    lines = (" ".join(line.split())[:200] for line in text.splitlines())
    return [*dict.fromkeys(line for line in lines if line)][:_FEW]


def term_of(terms: ProgrammeTerms | None) -> timedelta:
    """The time that an offer of this programme stands."""
    return timedelta(days=terms.offer_days if terms else 7)
