"""The register of processing out of the running system: the activities, with the people and fields that are there."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from sqlmodel import SQLModel

from webapp.accounts import store as accounts
from webapp.accounts.actor import Actor
from webapp.accounts.models import Organisation, User
from webapp.accounts.permissions import TABLE, Permission, Role, allows
from webapp.audit.service import Action, record
from webapp.db import Session
from webapp.errors import N_, NotAllowed
from webapp.oversight.papers.processings import ACTIVITIES, Activity

SUBJECT = "processing_register"
READERS = (Permission.administer, Permission.oversee_access)
_TECHNICAL = frozenset({"id", "version", "search_key", "sort_key"})


@dataclass(frozen=True)
class Row:
    """One activity as it is here: the organisations that do it, the roles that read it, the fields that are stored."""

    activity: Activity
    controllers: tuple[str, ...]
    roles: tuple[Role, ...]
    fields: tuple[tuple[str, tuple[str, ...]], ...]


@dataclass(frozen=True)
class Register:
    """The register of a region."""

    region: str
    officers: tuple[str, ...]
    rows: tuple[Row, ...]


def read_register(session: Session, actor: Actor, *, export: str = "") -> Register:
    """The register of the actor's region; ``export`` is the form of the file in which it leaves.

    Raises:
        NotAllowed: for other roles.
    """
    if not any(actor.may(permission) for permission in READERS):
        raise NotAllowed(N_("Dit hoort niet bij jouw rol."))
    people = [pair for pair in accounts.list_users(session, actor.region_id) if pair[0].active]
    region = accounts.find_region(session, actor.region_id)
    action = Action.export if export else Action.read
    record(session, actor, action, SUBJECT, actor.region_id, ground="region", detail=export or None)
    officers = tuple(user.name for user, _ in people if Role.privacy_officer in user.role_set)
    return Register(region.name if region else "", officers, tuple(_row(one, people) for one in ACTIVITIES))


def list_readers(activity: Activity) -> tuple[Role, ...]:
    """The roles that one of an activity's permissions opens it to."""
    return tuple(role for role in Role if TABLE[role] & set(activity.permissions))


def list_fields(tables: Iterable[str]) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """The stored fields of each table, without numbers and search keys."""
    found = ((name, SQLModel.metadata.tables.get(name)) for name in tables)
    return tuple(
        (name, tuple(c.name for c in table.columns if c.name not in _TECHNICAL and not c.name.endswith("_id")))
        for name, table in found
        if table is not None
    )


def _row(activity: Activity, people: list[tuple[User, Organisation]]) -> Row:
    houses = (house.name for user, house in people if any(allows(user.role_set, one) for one in activity.permissions))
    return Row(activity, tuple(dict.fromkeys(houses)), list_readers(activity), list_fields(activity.tables))
