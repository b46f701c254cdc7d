"""Fields that name a record which a phone may have made itself: the field's type names the kind of operation.

A phone names its own operations before they are accepted. After a refusal and a repair the old id means the repair:
only where the field asks for that kind, and only among the sender's own operations.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Any
from uuid import UUID

from pydantic import GetCoreSchemaHandler, ValidationInfo
from pydantic_core import CoreSchema, core_schema

from webapp.validation import OrNone

Repairs = dict[tuple[str, UUID], UUID]
"""Kind of operation and old id → the id of the accepted repair."""


@dataclass(frozen=True)
class Names:
    """Metadata of a field: its id is that of a record made by an operation of ``kind``."""

    kind: str

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        """Read the id as usual, then follow it."""
        return core_schema.with_info_after_validator_function(self._follow, handler(source))

    def _follow(self, named: UUID, info: ValidationInfo) -> UUID:
        repairs: Repairs = info.context or {}
        return repairs.get((self.kind, named), named)


OwnClientId = Annotated[UUID, Names("client.add")]
"""A client by its own id, also one that went into another."""
ClientId = Annotated[OwnClientId, Names("client.merge")]
"""A client who stands: the id of one that went into another means the one that stays."""
OptionalClientId = OrNone[ClientId]
ContactId = Annotated[UUID, Names("contact.log")]
OptionalContactId = OrNone[ContactId]
HandoverId = Annotated[UUID, Names("client.share")]
MeetingPlaceId = Annotated[UUID, Names("meeting_place.add")]
ReferralId = Annotated[UUID, Names("referral.send")]
PlacementId = Annotated[UUID, Names("placement.refer")]
ConditionalTenancyId = Annotated[UUID, Names("conditional_tenancy.report")]
WorkPlacementId = Annotated[UUID, Names("work.refer")]
BedRequestId = Annotated[UUID, Names("bed.request")]
OptionalBedRequestId = OrNone[BedRequestId]
StayId = Annotated[UUID, Names("bed.check_in")]
