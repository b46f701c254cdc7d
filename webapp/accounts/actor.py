"""The person on whose behalf something happens: what every service and query is asked with."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from webapp.accounts.models import User
from webapp.accounts.permissions import Permission, Role, allows
from webapp.errors import N_, NotAllowed


@dataclass(frozen=True)
class Actor:
    """Who acts, for which region and organisation, in which roles, from which phone.

    ``device`` and ``phone_time`` are filled when the act came through the door of the phone.
    """

    user_id: UUID
    name: str
    region_id: UUID
    organisation_id: UUID
    roles: frozenset[Role]
    main_role: Role
    device: UUID | None = None
    phone_time: datetime | None = None

    def may(self, permission: Permission) -> bool:
        """Whether one of the roles allows this."""
        return allows(self.roles, permission)

    def require(self, permission: Permission) -> None:
        """Refuse unless allowed.

        Raises:
            NotAllowed: with a sentence for the person who tried.
        """
        if not self.may(permission):
            raise NotAllowed(N_("Dit hoort niet bij jouw rol."))


def actor_of(user: User) -> Actor:
    """The actor a signed-in user is."""
    return Actor(
        user_id=user.id,
        name=user.name,
        region_id=user.region_id,
        organisation_id=user.organisation_id,
        roles=user.role_set,
        main_role=user.main_role,
    )
