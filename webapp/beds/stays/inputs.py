"""A shelter's acts on its guests, as typed input: the same for the form and for the phone."""

from __future__ import annotations

from decimal import Decimal
from enum import StrEnum
from typing import Annotated
from uuid import UUID

from pydantic import Field

from webapp.beds.kinds import AgeGroup, Kind, Need
from webapp.beds.rules import MOST_PERSONS
from webapp.errors import N_
from webapp.people.gender import Gender
from webapp.phone_rules import OnPhone
from webapp.references import BedRequestId, StayId
from webapp.validation import AMOUNT, WHOLE, Input, OptionalDay, OptionalLine, OptionalParagraph, OrNone, says

_WHICH = N_("Kies welk bed.")
Euros = OrNone[Annotated[Decimal, Field(ge=0, le=1000, decimal_places=2), AMOUNT, OnPhone(places=2)]]


class ArriveInput(Input):
    """``bed.arrive``: the guest of a held bed is there."""

    request: BedRequestId


class UnarriveInput(Input):
    """``bed.unarrive``: that guest is not there after all. ``stay`` is the arrival, when the page knew it."""

    request: BedRequestId
    stay: StayId | None = None


class NoShowInput(Input):
    """``bed.no_show``: the guest of a held bed did not come."""

    request: BedRequestId


class GuestInput(Input):
    """A house's facts of a guest. Without a name it is an anonymous guest."""

    name: OptionalLine = None
    bed: OptionalLine = None
    needs: Annotated[list[Need], Field(max_length=len(Need))] = Field(default_factory=list)
    note: OptionalParagraph = None
    expected_departure: OptionalDay = None
    own_contribution: Euros = says(N_("Vul een bedrag in euro’s in, bijvoorbeeld 7,50."), default=None)

    @property
    def cents(self) -> int | None:
        """The own contribution in its stored form, cents."""
        return None if self.own_contribution is None else int(self.own_contribution * 100)


class CheckInInput(GuestInput):
    """``bed.check_in``: someone walked in."""

    shelter: UUID
    category: Kind = says(_WHICH)
    age_group: AgeGroup = says(N_("Kies hoe oud iemand is."))
    gender: Gender = Gender.unsaid
    persons: Annotated[int, Field(ge=1, le=MOST_PERSONS), WHOLE] = says(
        N_("Vul in voor hoeveel mensen: 1 tot en met 10."), default=1
    )


class CheckOutInput(Input):
    """``bed.check_out``: a guest left."""

    stay: StayId


class ComeBackInput(Input):
    """``bed.come_back``: that guest did not leave, or is back the same night.

    ``own``: undo this person's act only; an old list does not show other people's.
    """

    stay: StayId
    own: bool = False


class Presence(StrEnum):
    """Where one of a party is: in the house, still to come, or gone."""

    here = "here"
    later = "later"
    gone = "gone"


class MemberInput(Input):
    """``bed.member``: one of a party comes or goes by themselves; without ``member`` the guest of the stay."""

    stay: StayId
    member: OrNone[UUID] = None
    presence: Presence


class MoveInput(Input):
    """Another kind of bed in the same house."""

    category: Kind = says(_WHICH)
