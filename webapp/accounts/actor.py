"""The acting person: every service and query takes one."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from webapp import clock
from webapp.accounts.models import User
from webapp.accounts.permissions import Permission, Role, allows
from webapp.errors import N_, NotAllowed

LONGEST_DELAY = timedelta(days=366)
"""A longer wait is impossible: the phone's clock was set in between."""
SKEW = timedelta(minutes=10)
"""The difference at which a phone's clock still counts as right."""


@dataclass(frozen=True)
class Actor:
    """The acting user: region, organisation, roles (since when), phone.

    ``device`` and ``phone_time`` are filled when the act came from a phone, ``sent_at`` when the phone gave it; both
    times are by its own clock.
    """

    user_id: UUID
    name: str
    region_id: UUID
    organisation_id: UUID
    roles: frozenset[Role]
    main_role: Role
    placed_at: datetime | None = None
    device: UUID | None = None
    phone_time: datetime | None = None
    sent_at: datetime | None = None

    @property
    def is_host_only(self) -> bool:
        """True when this user only offers a room: nothing is saved on their phone, and they find no beds."""
        return self.roles == {Role.host}

    def has_since(self, given: datetime | None) -> bool:
        """True when a right given at that time belongs to this user's present job, not to one they left."""
        return given is not None and (self.placed_at is None or given >= self.placed_at)

    @property
    def delay(self) -> timedelta:
        """How long the act waited on the phone.

        The distance between two times of one clock, so a wrong clock gives it as well as any. A clock that was set in
        between gives none.
        """
        if self.phone_time is None or self.sent_at is None:
            return timedelta(0)
        waited = self.sent_at - self.phone_time
        return waited if timedelta(0) <= waited <= LONGEST_DELAY else timedelta(0)

    @property
    def happened(self) -> datetime:
        """The moment of the act, by the server's clock: received − (sent − saved).

        An older phone gives no time of sending; its own time is believed when it is possible.
        """
        now = clock.now()
        phone_time = self.phone_time
        if phone_time is not None and self.sent_at is None and now - LONGEST_DELAY <= phone_time <= now:
            return phone_time
        return now - self.delay

    def to_server_time(self, moment: datetime) -> datetime:
        """Convert a time by the phone's clock to the server's clock."""
        return moment - (self.sent_at - clock.now()) if self.sent_at else moment

    def is_phone_today(self, moment: datetime) -> bool:
        """True when a time falls on the phone's today, and that is another day than the server's."""
        if self.phone_time is None or self.sent_at is None:
            return False
        today = clock.local(self.phone_time).date()
        return clock.local(moment).date() == today != clock.local(self.happened).date()

    def may(self, permission: Permission) -> bool:
        """True when one of the roles allows this."""
        return allows(self.roles, permission)

    def role_for(self, permission: Permission) -> Role:
        """The role that allows this, for the access log; the main role when none does."""
        return next(
            (role for role in Role if role in self.roles and allows(frozenset({role}), permission)), self.main_role
        )

    def require(self, permission: Permission) -> None:
        """Refuse unless allowed.

        Raises:
            NotAllowed: with a sentence for the person who tried.
        """
        if not self.may(permission):
            raise NotAllowed(N_("Dit hoort niet bij jouw rol."))


def actor_of(user: User) -> Actor:
    """Make the actor of a signed-in user."""
    return Actor(
        user_id=user.id,
        name=user.name,
        region_id=user.region_id,
        organisation_id=user.organisation_id,
        roles=user.role_set,
        main_role=user.main_role,
        placed_at=user.placed_at,
    )
