"""Decisions about households: who joins, who leaves, and whom of one a user may know."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from uuid import UUID

from webapp.accounts.actor import Actor
from webapp.accounts.permissions import Permission
from webapp.audit.service import Action, record
from webapp.db import Session, new_id
from webapp.errors import N_, Invalid
from webapp.people import service as people
from webapp.people import store as people_store
from webapp.people.households import store
from webapp.people.households.inputs import JoinInput, LeaveInput
from webapp.people.households.models import HouseholdMember
from webapp.people.merging import store as merges
from webapp.people.models import Client, Whereabouts
from webapp.web import submissions

MOST = 12
"""The largest household."""
SUBJECT = "household"
_THEMSELVES = N_("Kies iemand anders.")
_ELSEWHERE = N_("Deze persoon hoort al bij een ander huishouden. Haal die daar eerst uit.")
_FULL = N_("Een huishouden heeft hier hooguit twaalf mensen.")


@dataclass(frozen=True)
class Household:
    """The others of a person's household, as one user may know them."""

    members: list[Client] = field(default_factory=list)
    others: int = 0
    """The number of those whom this user may not know, or whose whereabouts are secret for them."""

    def __bool__(self) -> bool:
        """True when there is anybody."""
        return bool(self.members or self.others)


def join(session: Session, actor: Actor, data: JoinInput, member_id: UUID) -> None:
    """Let somebody belong to the household of a client, or both to a new one; sent twice it is one.

    Raises:
        NotFound: for one of whom this user may not know.
        Withheld: for a hidden one that this user does not work with: who lives with somebody says where.
        Invalid: at ``member`` for the same person, one of another household, or one too many.
    """
    actor.require(Permission.edit_clients)
    if submissions.known(session, HouseholdMember, member_id, added_by=actor.user_id):
        return
    merges.hold(session, {merges.stands_as(session, one) for one in (data.client, data.member)})
    client = people.require_placeable(session, actor, data.client)
    member = people.require_placeable(session, actor, data.member, "member")
    if client.id == member.id:
        raise Invalid({"member": _THEMSELVES}, "same")
    ids = (client.id, member.id)
    together = store.list_together(session, ids)
    if member.id in together.get(client.id, ()):
        return
    if client.id in together and member.id in together:
        raise Invalid({"member": _ELSEWHERE}, "elsewhere")
    if 1 + sum(len(together.get(one, ())) for one in ids) >= MOST:
        raise Invalid({"member": _FULL}, "full")
    rows = store.list_open(session, ids)
    homes = {row.client_id: row.household_id for row in rows if row.client_id in together}
    _end(session, actor, [row for row in rows if row.client_id not in together])
    home = next(iter(homes.values()), None) or new_id()
    for one, row_id in ((client.id, new_id()), (member.id, member_id)):
        if one not in homes:
            _add(session, actor, home, one, row_id)
    for who in (client, member):
        record(session, actor, Action.update, SUBJECT, home, client_id=who.id, ground=who.ground(actor))


def leave(session: Session, actor: Actor, data: LeaveInput) -> None:
    """Take somebody out of their household; said twice it is once.

    Raises:
        NotFound, Withheld: as ``join``.
    """
    actor.require(Permission.edit_clients)
    merges.hold(session, {merges.stands_as(session, data.client)})
    client = people.require_placeable(session, actor, data.client)
    rows = store.list_open(session, [client.id])
    _end(session, actor, rows)
    for row in rows:
        record(
            session, actor, Action.update, SUBJECT, row.household_id, client_id=client.id, ground=client.ground(actor)
        )


def _add(session: Session, actor: Actor, home: UUID, client_id: UUID, row_id: UUID) -> None:
    session.add(
        HouseholdMember(
            id=row_id,
            household_id=home,
            region_id=actor.region_id,
            organisation_id=actor.organisation_id,
            client_id=client_id,
            added_by=actor.user_id,
        )
    )
    session.flush()


def _end(session: Session, actor: Actor, rows: Collection[HouseholdMember]) -> None:
    for row in rows:
        row.left_at, row.left_by = actor.happened, actor.user_id
        session.add(row)
    session.flush()


def read_household(session: Session, actor: Actor, client: Client) -> Household:
    """The household of a client that was read."""
    return read_of_each(session, actor, [client]).get(client.id, Household())


def read_of_each(
    session: Session, actor: Actor, clients: Sequence[Client], *, for_phone: bool = False
) -> dict[UUID, Household]:
    """Client → their household, for many clients in a few questions; of a hidden one only for who works with them.

    A member with a safety flag is a number for others, and on every phone: who lives with them says where they are.
    """
    open_ids = [client.id for client in clients if client.whereabouts != Whereabouts.shielded.value]
    if for_phone:
        open_ids = [client.id for client in clients if not client.is_hidden]
    together = store.list_together(session, open_ids) if open_ids else {}
    ids = sorted({one for others in together.values() for one in others})
    known = {
        one.id: one
        for one in people_store.list_by_ids(session, actor, ids)
        if one.whereabouts != Whereabouts.shielded.value and not (for_phone and one.is_hidden)
    }
    return {
        client_id: Household(
            sorted((known[one] for one in others if one in known), key=lambda one: (one.sort_key, one.id)),
            sum(one not in known for one in others),
        )
        for client_id, others in together.items()
    }
