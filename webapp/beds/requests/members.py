"""Those of a household who come along with the person for whom a bed is asked."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from webapp.accounts.actor import Actor
from webapp.audit.service import Action, Read, record
from webapp.beds import admission, rules
from webapp.beds.kinds import AgeGroup, Kind
from webapp.beds.ledger import companion_store
from webapp.beds.ledger.companion_models import Companion
from webapp.beds.ledger.models import BedRequest
from webapp.beds.requests import store
from webapp.beds.requests.inputs import BedRequestInput
from webapp.beds.rules import MOST_PERSONS
from webapp.beds.shelters import store as shelter_store
from webapp.db import Session
from webapp.errors import N_, Invalid
from webapp.people import store as people
from webapp.people.models import Client
from webapp.people.service import require_placeable

_TOO_MANY = N_("Vul in voor hoeveel mensen: 1 tot en met 10.")


@dataclass(frozen=True)
class Along:
    """One who comes along, as one user may read it; without a name when that is secret for them."""

    row: Companion
    name: str | None
    is_secret: bool

    def read_by(self, actor: Actor) -> tuple[Read, ...]:
        """The access log's note of its reading."""
        return self.row.read_by(actor) if self.name else ()


def find_members(
    session: Session, actor: Actor, data: BedRequestInput, client: Client | None, night: date
) -> list[Client]:
    """The people who come along, each once and without the person of the request.

    Raises:
        NotFound: for one of whom this user may not know.
        Withheld: for a hidden one that this user does not work with.
        Invalid: ``minor_adult_bed`` for one under 18 in a bed for adults; at ``persons`` for too many.
    """
    found: dict[UUID, Client] = {}
    for one in data.members:
        member = require_placeable(session, actor, one, "members")
        if client is None or member.id != client.id:
            found[member.id] = member
    if len(found) >= MOST_PERSONS:
        raise Invalid({"persons": _TOO_MANY})
    if data.category is not Kind.families and any(
        rules.is_minor(AgeGroup.adult, one.birth_year, night) for one in found.values()
    ):
        raise admission.minor_adult_bed(session, actor.region_id, "members")
    return list(found.values())


def has_bed_along(session: Session, region_id: UUID, client_id: UUID, now: datetime) -> bool:
    """True when a bed is held for this client, or for others with whom they come along."""
    return bool(
        store.list_held_of_client(session, region_id, client_id, now)
        or companion_store.list_held_with(session, region_id, client_id, now)
    )


def add_members(session: Session, actor: Actor, request: BedRequest, members: Sequence[Client]) -> None:
    """Write down who comes along."""
    for one in members:
        session.add(
            Companion(
                region_id=request.region_id,
                organisation_id=request.organisation_id,
                request_id=request.id,
                client_id=one.id,
                name=one.label,
                night=request.night,
                made_at=request.asked_at,
            )
        )
        record(session, actor, Action.create, "bed_request", request.id, client_id=one.id, ground="region")
    session.flush()


def tell_along(
    session: Session, actor: Actor, rows: Collection[Companion], shelter_id: UUID, asked_by: UUID | None = None
) -> list[Along]:
    """Those who come along, as this user may read them.

    Of one with a safety flag the name is for the house, the asker and who works with them.
    """
    hidden = people.hidden_among(session, [one.client_id for one in rows])
    knows = actor.user_id == asked_by or shelter_store.works_at(session, actor, shelter_id)

    def may_know(one: Companion) -> bool:
        if one.client_id not in hidden or knows:
            return True
        return people.is_related(session, actor, one.client_id)

    return [Along(one, one.name if may_know(one) else None, one.client_id in hidden) for one in rows]
