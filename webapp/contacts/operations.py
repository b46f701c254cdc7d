"""The operations of a phone on contacts and follow-ups."""

from __future__ import annotations

from collections.abc import Iterator
from uuid import UUID

from webapp.accounts.actor import Actor
from webapp.accounts.permissions import Permission
from webapp.contacts import corrections, service, withdrawals
from webapp.contacts.follow_ups import service as follow_ups
from webapp.contacts.inputs import (
    ContactClientInput,
    ContactCorrectionInput,
    ContactInput,
    ContactRestored,
    ContactWithdrawn,
    FollowUpDone,
    FollowUpHandedOn,
    FollowUpMissed,
    FollowUpReopened,
    FollowUpTakenBack,
    FollowUpTomorrow,
)
from webapp.contacts.late import service as late
from webapp.contacts.models import StreetContact
from webapp.contacts.new_clients import service as new_clients
from webapp.db import Session
from webapp.errors import N_
from webapp.operation import Again, Ahead, Envelope, Operation, Outcome, Reader, Together
from webapp.people.company import Company, read_company
from webapp.people.operations import LATE
from webapp.rows import Rows


def _log(session: Session, actor: Actor, data: ContactInput, envelope: Envelope) -> Outcome:
    return _outcome(service.log_contact(session, actor, data, envelope.id))


def _log_late(session: Session, actor: Actor, data: ContactInput, envelope: Envelope) -> Outcome | None:
    if not late.log_late(session, actor, data, envelope.id):
        return None
    return LATE


def _needs(data: ContactInput) -> Iterator[tuple[Reader[Company], UUID]]:
    if data.client:
        yield read_company, data.client


def _write(session: Session, actor: Actor, data: ContactInput, envelope: Envelope, ahead: Ahead, rows: Rows) -> Outcome:
    service.write_contact(session, actor, data, envelope.id, ahead.by(read_company), rows)
    return Outcome(url=f"/contacten/{envelope.id}")


def _correct(session: Session, actor: Actor, data: ContactCorrectionInput, envelope: Envelope) -> Outcome:
    return _outcome(corrections.correct_contact(session, actor, data, envelope.id))


def _add_client(session: Session, actor: Actor, data: ContactClientInput, envelope: Envelope) -> Outcome:
    return _outcome(new_clients.add_client_of(session, actor, data, envelope.id))


def _withdraw(session: Session, actor: Actor, data: ContactWithdrawn, envelope: Envelope) -> Outcome:
    return _outcome(withdrawals.withdraw_contact(session, actor, data, envelope.id))


def _restore(session: Session, actor: Actor, data: ContactRestored, envelope: Envelope) -> Outcome:
    return _outcome(withdrawals.restore_contact(session, actor, data, envelope.id))


def _complete(session: Session, actor: Actor, data: FollowUpDone, _envelope: Envelope) -> Outcome:
    return _outcome(follow_ups.complete_follow_up(session, actor, data))


def _complete_late(session: Session, actor: Actor, data: FollowUpDone, envelope: Envelope) -> Outcome | None:
    return LATE if late.keep_completion(session, actor, data, envelope.id) else None


def _completion_needs(data: FollowUpDone) -> Iterator[tuple[Reader[follow_ups.Held], UUID]]:
    yield follow_ups.read_held, data.follow_up


def _write_completion(
    session: Session, actor: Actor, data: FollowUpDone, _envelope: Envelope, ahead: Ahead, rows: Rows
) -> Outcome:
    return _outcome(follow_ups.write_completion(session, actor, data, ahead.by(follow_ups.read_held), rows))


def _reopen(session: Session, actor: Actor, data: FollowUpReopened, _envelope: Envelope) -> Outcome:
    return _outcome(follow_ups.reopen_follow_up(session, actor, data))


def _missed(session: Session, actor: Actor, data: FollowUpMissed, _envelope: Envelope) -> Outcome:
    return _outcome(follow_ups.miss_follow_up(session, actor, data))


def _tomorrow(session: Session, actor: Actor, data: FollowUpTomorrow, _envelope: Envelope) -> Outcome:
    return _outcome(follow_ups.postpone_follow_up(session, actor, data))


def _hand_on(session: Session, actor: Actor, data: FollowUpHandedOn, _envelope: Envelope) -> Outcome:
    return _outcome(follow_ups.hand_on_follow_up(session, actor, data))


def _take_back(session: Session, actor: Actor, data: FollowUpTakenBack, _envelope: Envelope) -> Outcome:
    return _outcome(follow_ups.take_back_step(session, actor, data))


def _outcome(contact: StreetContact) -> Outcome:
    return Outcome(contact.version, f"/contacten/{contact.id}")


OPERATIONS: tuple[Operation, ...] = (
    Operation(
        "contact.log",
        N_("Contact"),
        ContactInput,
        Permission.log_contacts,
        _log,
        again=Again("/contacten/nieuw", N_("Nieuw contact")),
        together=Together(_needs, _write),
        late=_log_late,
    ),
    Operation(
        "contact.correct", N_("Correctie van een contact"), ContactCorrectionInput, Permission.log_contacts, _correct
    ),
    Operation(
        "contact.add_client",
        N_("Nieuwe cliënt uit een contact"),
        ContactClientInput,
        Permission.edit_clients,
        _add_client,
    ),
    Operation("contact.withdraw", N_("Contact ingetrokken"), ContactWithdrawn, Permission.log_contacts, _withdraw),
    Operation("contact.restore", N_("Contact teruggezet"), ContactRestored, Permission.log_contacts, _restore),
    Operation(
        "follow_up.complete",
        N_("Vervolgactie gedaan"),
        FollowUpDone,
        Permission.log_contacts,
        _complete,
        together=Together(_completion_needs, _write_completion),
        late=_complete_late,
    ),
    Operation("follow_up.reopen", N_("Vervolgactie weer open"), FollowUpReopened, Permission.log_contacts, _reopen),
    Operation("follow_up.missed", N_("Vervolgactie: niet getroffen"), FollowUpMissed, Permission.log_contacts, _missed),
    Operation(
        "follow_up.tomorrow", N_("Vervolgactie naar morgen"), FollowUpTomorrow, Permission.log_contacts, _tomorrow
    ),
    Operation("follow_up.hand_on", N_("Vervolgactie doorgegeven"), FollowUpHandedOn, Permission.log_contacts, _hand_on),
    Operation(
        "follow_up.take_back", N_("Vervolgactie: stap terug"), FollowUpTakenBack, Permission.log_contacts, _take_back
    ),
)
