"""The operations of a phone on clients."""

from __future__ import annotations

from webapp.accounts.actor import Actor
from webapp.accounts.permissions import Permission
from webapp.db import Session
from webapp.errors import N_
from webapp.operation import Ahead, Envelope, Operation, Outcome, Together
from webapp.people import quiet, service
from webapp.people.company import read_company
from webapp.people.inputs import ClientEdit, ClientInput, QuietInput
from webapp.people.late import service as late
from webapp.rows import Rows


def _add(session: Session, actor: Actor, data: ClientInput, envelope: Envelope) -> Outcome:
    client = service.add_client(session, actor, data, envelope.id)
    return Outcome(client.version, f"/clienten/{client.id}")


def _write(session: Session, actor: Actor, data: ClientInput, envelope: Envelope, ahead: Ahead, rows: Rows) -> Outcome:
    service.write_client(session, actor, data, envelope.id, ahead.by(read_company), rows)
    return Outcome(url=f"/clienten/{envelope.id}")


def _edit(session: Session, actor: Actor, data: ClientEdit, envelope: Envelope) -> Outcome:
    client = service.edit_client(session, actor, data, envelope.id)
    return Outcome(client.version, f"/clienten/{client.id}")


def _edit_late(session: Session, actor: Actor, data: ClientEdit, envelope: Envelope) -> Outcome | None:
    return LATE if late.keep_edit(session, actor, data, envelope.id) else None


def _quiet(session: Session, actor: Actor, data: QuietInput, envelope: Envelope) -> Outcome:
    client = quiet.set_quiet(session, actor, data, envelope.id)
    return Outcome(client.version, f"/clienten/{client.id}")


LATE = Outcome(effect={"state": "late", "until": None})
"""The outcome of what waits for those who work with the client now."""

OPERATIONS: tuple[Operation, ...] = (
    Operation(
        "client.add",
        N_("Nieuwe cliënt"),
        ClientInput,
        Permission.edit_clients,
        _add,
        together=Together(lambda _data: (), _write),
    ),
    Operation("client.edit", N_("Cliënt gewijzigd"), ClientEdit, Permission.edit_clients, _edit, late=_edit_late),
    Operation("client.quiet", N_("Herinneringen"), QuietInput, Permission.edit_clients, _quiet),
)
