"""Keeping the directory: add, change, check, stop. An entry is kept by the people of one organisation."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from webapp import clock
from webapp.accounts import store as accounts
from webapp.accounts.actor import Actor
from webapp.accounts.permissions import Permission
from webapp.accounts.saved import teller
from webapp.audit.service import Action, record
from webapp.db import Session
from webapp.directory import store
from webapp.directory.inputs import EntryInput
from webapp.directory.kinds import Status
from webapp.directory.models import Entry
from webapp.due.days import Term
from webapp.edits import Change, merged
from webapp.errors import N_, Invalid, NotAllowed, NotFound
from webapp.text import in_order
from webapp.web import submissions

CHECKED_EVERY = Term(months=6)
"""After this an entry asks to be checked."""
_UNKNOWN = N_("Dit staat niet in de wegwijzer.")
_TOWN = N_("Kies gemeenten uit de regio.")
_AGES = ("min_age", "max_age")
_OF_ANOTHER = N_("Een andere organisatie houdt dit bij.")


def add_entry(session: Session, actor: Actor, data: EntryInput, entry_id: UUID) -> Entry:
    """Add an entry, checked today by this person; sent twice it is one.

    Raises:
        Invalid: with a municipality of another region.
        Conflict: when the id belongs to something of another region.
    """
    actor.require(Permission.keep_directory)
    if made := submissions.known(session, Entry, entry_id, region_id=actor.region_id):
        return made
    require_towns(session, actor.region_id, data)
    entry = Entry(
        id=entry_id,
        region_id=actor.region_id,
        organisation_id=actor.organisation_id,
        **facts(data),
        **_checked(session, actor),
    )
    save(session, actor, entry, Action.create)
    return entry


def edit_entry(session: Session, actor: Actor, changes: list[Change], entry_id: UUID) -> Entry:
    """Change an entry.

    Raises:
        NotFound: for one of another region.
        NotAllowed: when another organisation keeps it.
        Conflict: with the present value of every field that a colleague changed.
        Invalid: as for a new one.
    """
    entry = own_entry(session, actor, entry_id, lock=True)
    present = shown(entry)
    wanted = merged(EntryInput, changes, present, teller(session, "directory_entry", entry.id, present))
    require_towns(session, actor.region_id, wanted)
    for name, value in facts(wanted).items():
        setattr(entry, name, value)
    save(session, actor, entry, Action.update)
    return entry


def check_entry(session: Session, actor: Actor, entry_id: UUID) -> Entry:
    """Note that this person checked an entry, and that it is right.

    Raises:
        NotFound, NotAllowed: as for a change.
    """
    entry = own_entry(session, actor, entry_id, lock=True)
    for name, value in _checked(session, actor).items():
        setattr(entry, name, value)
    save(session, actor, entry, Action.update)
    return entry


def set_status(session: Session, actor: Actor, entry_id: UUID, status: Status) -> Entry:
    """Stop an entry, or offer it again.

    Raises:
        NotFound, NotAllowed: as for a change.
    """
    entry = own_entry(session, actor, entry_id, lock=True)
    entry.state = status.value
    save(session, actor, entry, Action.update)
    return entry


def region_entry(session: Session, actor: Actor, entry_id: UUID, *, lock: bool = False) -> Entry:
    """An entry of the actor's region.

    Raises:
        NotFound: when there is none.
    """
    actor.require(Permission.see_directory)
    entry = store.find_entry(session, actor, entry_id, lock=lock)
    if entry is None:
        raise NotFound(_UNKNOWN)
    return entry


def own_entry(session: Session, actor: Actor, entry_id: UUID, *, lock: bool = False) -> Entry:
    """An entry that this actor keeps.

    Raises:
        NotFound: for one of another region.
        NotAllowed: when another organisation keeps it.
    """
    actor.require(Permission.keep_directory)
    entry = region_entry(session, actor, entry_id, lock=lock)
    if not keeps(actor, entry):
        raise NotAllowed(_OF_ANOTHER)
    return entry


def keeps(actor: Actor, entry: Entry) -> bool:
    """True when this actor may change it: by the organisation, or as an administrator of the region."""
    own = entry.organisation_id == actor.organisation_id or actor.may(Permission.administer)
    return own and actor.may(Permission.keep_directory)


def asks_check(entry: Entry, today: date) -> bool:
    """True when it was last checked longer ago than it should be."""
    return CHECKED_EVERY.after(entry.checked_on) < today


def shown(entry: Entry) -> dict[str, Any]:
    """The values of an entry's form."""
    values = entry.model_dump(include=set(EntryInput.model_fields))
    return {name: None if value == "" else value for name, value in values.items()}


def facts(data: EntryInput) -> dict[str, Any]:
    """The columns of an entry from what was typed."""
    said = data.model_dump(mode="json")
    texts = {name: "" for name, value in said.items() if value is None and name not in _AGES}
    return {**said, **texts, "municipalities": in_order(set(data.municipalities))}


def require_towns(session: Session, region_id: UUID, data: EntryInput) -> None:
    """Refuse municipalities outside the region.

    Raises:
        Invalid: at ``municipalities``.
    """
    region = accounts.find_region(session, region_id)
    if region is None or set(data.municipalities) - set(region.municipalities):
        raise Invalid({"municipalities": _TOWN})


def _checked(session: Session, actor: Actor) -> dict[str, Any]:
    user = accounts.find_user(session, actor.user_id)
    return {"checked_on": clock.today(), "checked_by": user.name if user else ""}


def save(session: Session, actor: Actor | None, entry: Entry, action: Action, detail: str | None = None) -> None:
    """Write an entry and note the act; ``actor`` None is a command, ``detail`` says more of it."""
    entry.changed_at = clock.now()
    session.add(entry)
    session.flush()
    record(session, actor, action, "directory_entry", entry.id, ground="region", detail=detail)
