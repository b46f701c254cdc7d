"""The organisation and staff of a house, as an administrator sets them: the same for shelters and facilities."""

from __future__ import annotations

from collections.abc import Collection
from uuid import UUID

from webapp.accounts import store
from webapp.accounts.actor import Actor
from webapp.accounts.staff.store import Staff
from webapp.db import Session
from webapp.errors import N_, Invalid

_ORGANISATION = N_("Kies een organisatie uit de regio.")
_STAFF = N_("Kies alleen opvangmedewerkers uit de regio.")
_MYSELF = N_("Jezelf toevoegen kan niet. Vraag een andere beheerder.")


def require_organisation(session: Session, actor: Actor, organisation_id: UUID) -> None:
    """Require an organisation of the administrator's region.

    Raises:
        Invalid: when there is none.
    """
    organisation = store.find_organisation(session, organisation_id)
    if organisation is None or organisation.region_id != actor.region_id:
        raise Invalid({"organisation": _ORGANISATION})


def require_workers(session: Session, actor: Actor, chosen: Collection[UUID]) -> None:
    """Require shelter workers of the administrator's region.

    Raises:
        Invalid: for anybody else.
    """
    workers = {user.id for user in store.list_shelter_workers(session, actor.region_id)}
    if not set(chosen) <= workers:
        raise Invalid({"staff": _STAFF})


def choose_staff(session: Session, actor: Actor, staff: Staff, house_id: UUID, chosen: Collection[UUID]) -> None:
    """Set the staff of a house.

    Raises:
        Invalid: when the administrator adds themselves: nobody alone opens a house's guests to themselves.
    """
    wanted, present = set(chosen), set(staff.list_staff(session, house_id))
    if actor.user_id in wanted - present:
        raise Invalid({"staff": _MYSELF})
    for user_id in sorted(present - wanted):
        session.delete(session.get_one(staff.table, (house_id, user_id)))
    for user_id in sorted(wanted - present):  # includes people listed there from an earlier job
        session.merge(staff.table(**{staff.house: house_id, "user_id": user_id}))
    session.flush()
